//! Who stays away: gone quiet, to be won back, and who came back.

use std::collections::HashMap;

use anyhow::Result;

use super::{Only, among};
use crate::{
    domain::{
        Bought, CustomerId, Money, Offer, OfferKind, Pace, Stamp,
        habits::year_before,
        quiet::{BackShare, Silence, WinBack},
    },
    store::{Store, columns::Day},
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
        let away: Vec<(CustomerId, &Pace)> = buyers
            .iter()
            .filter(|(id, pace)| stays(*id, pace))
            .collect();
        let values = self.yearly_values(&away)?;
        let silence = |(customer, pace): &(CustomerId, &Pace)| {
            Some(Silence {
                customer: *customer,
                silent_days: pace.silent_days(now.day()),
                median_gap: pace.median_gap?,
                yearly_value: values.get(customer).copied().unwrap_or_default(),
            })
        };
        let mut silent: Vec<Silence> = away.iter().filter_map(silence).collect();
        silent.sort_by_key(|it| (std::cmp::Reverse(it.yearly_value), it.customer));
        let tries = self.tries()?;
        Ok(Away {
            silent,
            share: BackShare::of(tries.values()),
            tries,
        })
    }

    /// What each spent in the twelve months up to the day they bought last.
    fn yearly_values(&self, of: &[(CustomerId, &Pace)]) -> Result<HashMap<CustomerId, Money>> {
        let asked = of
            .iter()
            .map(|(id, pace)| (id, year_before(pace.last).to_string()));
        let asked: Vec<_> = asked.collect();
        let mut select = self.file.prepare_cached(
            "SELECT p.customer, sum(p.amount) FROM json_each(?1) AS asked
            JOIN purchase AS p ON p.customer = asked.value ->> 0 AND p.day > asked.value ->> 1
            GROUP BY asked.key",
        )?;
        let rows = select.query_map([serde_json::to_string(&asked)?], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The last word to win somebody back, of everybody who was asked, against what they bought since.
    fn tries(&self) -> Result<HashMap<CustomerId, WinBack>> {
        let offers = self.offers_since(OfferKind::WinBack, Stamp::EPOCH)?;
        let mut of: HashMap<CustomerId, (Vec<Offer>, Vec<Bought>)> = HashMap::new();
        for offer in offers {
            of.entry(offer.customer).or_default().0.push(offer);
        }
        let mut select = self.file.prepare_cached(
            "SELECT customer, day, amount, quantity > 0 AND amount >= 0 FROM purchase
            WHERE customer IN (SELECT customer FROM offer WHERE kind = ?1) ORDER BY customer, day, id",
        )?;
        let mut rows = select.query([OfferKind::WinBack])?;
        while let Some(row) = rows.next()? {
            let bought = Bought {
                day: row.get::<_, Day>(1)?.0,
                product: None,
                amount: row.get(2)?,
                is_sale: row.get(3)?,
                same_sale: false,
            };
            if let Some((_, rows)) = of.get_mut(&row.get(0)?) {
                rows.push(bought);
            }
        }
        let tries = of.into_iter().filter_map(|(customer, (offers, rows))| {
            Some((customer, WinBack::of(&offers, &rows)?))
        });
        Ok(tries.collect())
    }
}
