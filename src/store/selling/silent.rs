//! Who stays away: gone quiet, to be won back, and who came back.

use std::collections::HashMap;

use anyhow::Result;

use super::{Each, Only, among};
use crate::{
    domain::{
        Bought, CustomerId, Offer, OfferKind, Pace, Stamp,
        quiet::{BackShare, Silence, WinBack},
    },
    store::Store,
};

/// Who stays away, and what was tried.
#[derive(Debug, Clone, Default)]
pub struct Away {
    /// Who, the most at stake first.
    pub silent: Vec<Silence>,
    /// Of those the last word to win them back.
    pub tries: HashMap<CustomerId, WinBack>,
    /// Of all who were asked, how many came back.
    pub share: BackShare,
}

impl Store {
    /// Who has gone quiet.
    pub fn quiet(&self, only: Only<'_>, now: Stamp) -> Result<Away> {
        let _still = self.hold_still()?;
        let on_file = self.set(
            "SELECT customer FROM complaint WHERE customer IS NOT NULL",
            [],
        )?;
        let let_go = self.let_go()?;
        self.away(now, &|customer, pace| {
            among(only, customer)
                && !let_go.has(customer)
                && pace.is_quiet(on_file.has(customer), now.day())
        })
    }

    /// Who is to be won back.
    pub fn win_back(&self, only: Only<'_>, now: Stamp) -> Result<Away> {
        let _still = self.hold_still()?;
        let let_go = self.let_go()?;
        self.away(now, &|customer, pace| {
            among(only, customer) && pace.is_to_win_back(let_go.has(customer), now.day())
        })
    }

    fn away(&self, now: Stamp, stays: &dyn Fn(CustomerId, &Pace) -> bool) -> Result<Away> {
        let buyers = self.buyers(now)?;
        let away = buyers.iter().filter(|(id, pace)| stays(*id, pace));
        let away = Each::new(away.collect());
        let mut asked: HashMap<CustomerId, Vec<Offer>> = HashMap::new();
        for offer in self.offers_since(OfferKind::WinBack, Stamp::EPOCH)? {
            asked.entry(offer.customer).or_default().push(offer);
        }
        let (mut silent, mut tries) = (Vec::with_capacity(away.all.len()), HashMap::new());
        self.each_packed(&mut |customer, bought| {
            silent.extend(away.of(customer).and_then(|pace| {
                Some(Silence {
                    customer,
                    silent_days: pace.silent_days(now.day()),
                    median_gap: pace.median_gap?,
                    yearly_value: bought.yearly_value(),
                })
            }));
            if let Some(offers) = asked.get(&customer) {
                let mut rows: Vec<Bought> = bought.rows().collect();
                rows.reverse();
                tries.extend(WinBack::of(offers, &rows).map(|it| (customer, it)));
            }
        })?;
        // Who was asked and never bought has no rows.
        for (customer, offers) in asked.iter().filter(|(id, _)| buyers.pace(**id).is_none()) {
            tries.extend(WinBack::of(offers, &[]).map(|it| (*customer, it)));
        }
        silent.sort_by_key(|it| (std::cmp::Reverse(it.yearly_value), it.customer));
        Ok(Away {
            silent,
            share: BackShare::of(tries.values()),
            tries,
        })
    }
}
