//! Who stays away: gone quiet, to be won back, and who came back.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use anyhow::Result;

use super::{Only, among};
use crate::{
    domain::{
        Bought, Buyers, CustomerId, Offer, OfferKind, Pace, Stamp,
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
        let away = away.filter_map(|(id, pace)| Silence::of(id, pace, now.day()));
        let mut silent: Vec<Silence> = away.collect();
        silent.sort_by_key(|it| (Reverse(it.yearly_value), it.customer));
        let tries = self.tries(&buyers)?;
        Ok(Away {
            silent,
            share: BackShare::of(tries.values()),
            tries,
        })
    }

    /// The last word to win them back, of everybody who was asked.
    fn tries(&self, buyers: &Buyers) -> Result<HashMap<CustomerId, WinBack>> {
        let mut asked: BTreeMap<CustomerId, Vec<Offer>> = BTreeMap::new();
        for offer in self.offers_since(OfferKind::WinBack, Stamp::EPOCH)? {
            asked.entry(offer.customer).or_default().push(offer);
        }
        let (bought, never): (Vec<CustomerId>, Vec<CustomerId>) = asked
            .keys()
            .partition(|customer| buyers.pace(**customer).is_some());
        let mut tries = HashMap::with_capacity(asked.len());
        let mut note = |customer: CustomerId, rows: &[Bought]| {
            let offers = asked.get(&customer).map_or(&[][..], Vec::as_slice);
            tries.extend(WinBack::of(offers, rows).map(|it| (customer, it)));
        };
        self.bought_by_each(&bought, &mut note)?;
        for customer in never {
            note(customer, &[]);
        }
        Ok(tries)
    }
}
