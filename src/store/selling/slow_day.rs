//! A slow day: what is known of the loyal.

use anyhow::Result;

use super::{Only, among};
use crate::{
    domain::{
        CustomerId, OfferKind, Stamp,
        slow_day::{Invited, Loyal, choose},
    },
    store::Store,
};

impl Store {
    /// The ten to ask in today.
    pub fn slow_day(&self, only: Only<'_>, now: Stamp) -> Result<Vec<Invited>> {
        let _still = self.hold_still()?;
        let (ways, alone) = (self.ways()?, self.alone(now)?);
        let buyers = self.buyers(now)?;
        let asked = self.last_offers(OfferKind::SlowDay, now)?;
        let (ladder, own) = (self.ladder(now)?, self.own_tiers()?);
        let loyal = |customer: CustomerId| {
            let pace = buyers.pace(customer)?;
            Some(Loyal {
                customer,
                reach: ways.to(customer),
                pace,
                tier: buyers.tier(customer, own.of(customer).copied()),
                rung: ladder.rung(customer),
                likes: "",
                left_alone: alone.has(customer),
                asked: asked.of(customer).copied(),
            })
        };
        let everybody = buyers.iter().map(|(id, _)| id);
        let everybody = everybody.filter(|id| among(only, *id));
        let first = choose(everybody.filter_map(loyal), now.day());
        // What they like is read of these ten alone.
        let likes = self.likes(&first)?;
        let again = first.iter().zip(&likes);
        let again = again.filter_map(|(it, likes)| {
            Some(Loyal {
                likes,
                ..loyal(it.customer)?
            })
        });
        Ok(choose(again, now.day()))
    }

    /// What each of them likes; the newest, or nothing.
    fn likes(&self, invited: &[Invited]) -> Result<Vec<String>> {
        let mut select = self.file.prepare_cached(
            "SELECT coalesce((SELECT text FROM preference WHERE customer = ?1 AND ended IS NULL AND kind = 'what'
                ORDER BY id DESC LIMIT 1), '')",
        )?;
        let mut of = |it: &Invited| Ok(select.query_row([it.customer], |row| row.get(0))?);
        invited.iter().map(&mut of).collect()
    }
}
