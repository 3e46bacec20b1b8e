//! A slow day: what is known of the loyal.

use anyhow::Result;

use super::{Only, Ways, among};
use crate::{
    domain::{
        Channel, CustomerId, OfferKind, Stamp,
        reach::Reach,
        slow_day::{Invited, Loyal, choose},
    },
    store::Store,
};

/// The ways to so many are read one by one; where that was not enough, those to everybody at once.
const FEW: usize = 200;

impl Store {
    /// The ten to ask in today.
    pub fn slow_day(&self, only: Only<'_>, now: Stamp) -> Result<Vec<Invited>> {
        let _still = self.hold_still()?;
        let (alone, buyers) = (self.alone(now)?, self.buyers(now)?);
        let asked = self.last_offers(OfferKind::SlowDay, now)?;
        let (ladder, own) = (self.ladder(now)?, self.own_tiers()?);
        let everybody = buyers.iter().filter(|(id, _)| among(only, *id));
        let loyal = everybody.map(|(customer, pace)| Loyal {
            customer,
            pace,
            tier: buyers.tier(customer, own.of(customer).copied()),
            rung: ladder.rung(customer),
            left_alone: alone.has(customer),
            asked: asked.of(customer).copied(),
        });
        let (mut ways, mut few): (Option<Ways>, _) = (None, 0..FEW);
        let mut channel = |customer| -> Result<Option<Channel>> {
            if few.next().is_some() {
                return self.way_to(customer);
            }
            let ways = match &mut ways {
                Some(ways) => ways,
                ways => ways.insert(self.ways()?),
            };
            Ok(ways.to(customer).for_a_word())
        };
        let chosen = choose(loyal, now.day(), &mut channel)?.into_iter();
        let invited = chosen.map(|(it, channel)| {
            let likes = self.likes(it.customer)?;
            Ok(it.invite(channel, &likes, now.day()))
        });
        invited.collect()
    }

    /// On which channel one customer is spoken to in person.
    fn way_to(&self, customer: CustomerId) -> Result<Option<Channel>> {
        let customer = self.customer(customer)?;
        Ok(customer.and_then(|it| Reach::of(&it).for_a_word()))
    }

    /// What somebody likes; the newest, or nothing.
    fn likes(&self, customer: CustomerId) -> Result<String> {
        let mut select = self.file.prepare_cached(
            "SELECT coalesce((SELECT text FROM preference WHERE customer = ?1 AND ended IS NULL AND kind = 'what'
                ORDER BY id DESC LIMIT 1), '')",
        )?;
        Ok(select.query_row([customer], |row| row.get(0))?)
    }
}
