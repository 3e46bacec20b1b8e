//! Who are our best, and who brought whom.

use anyhow::Result;

use super::{Only, among};
use crate::{
    domain::{
        CustomerId, Each, Money, Stamp, Tier,
        best::{Mark, Tally},
        referral::Referrer,
    },
    store::Store,
};

impl Store {
    /// Everybody counted by what they have in common: tags, towns and postcodes, sources.
    pub fn tally(&self, only: Only<'_>, now: Stamp) -> Result<Tally> {
        let _still = self.hold_still()?;
        let (buyers, own) = (self.buyers(now)?, self.own_tiers()?);
        let mut tally = Tally::default();
        let mut tiers = Vec::with_capacity(buyers.iter().len());
        let mut select = self
            .file
            .prepare_cached("SELECT id, source FROM customer ORDER BY id")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let customer: CustomerId = row.get(0)?;
            if among(only, customer) {
                let tier = buyers.tier(customer, own.of(customer).copied());
                tally.add(tier);
                tally.mark((customer, tier), Mark::Source, row.get_ref(1)?.as_str()?);
                tiers.push((customer, tier));
            }
        }
        let tiers = Each::new(tiers);
        let mut count = |mark, sql| self.count(&mut tally, &tiers, mark, sql);
        count(
            Mark::Tag,
            "SELECT customer, word FROM tag ORDER BY customer, id",
        )?;
        count(
            Mark::Area,
            "SELECT customer, city, postcode FROM address ORDER BY customer, id",
        )?;
        Ok(tally)
    }

    /// Counts the marks that a statement finds, of customers with a tier, by number.
    fn count(&self, tally: &mut Tally, tiers: &Each<Tier>, mark: Mark, sql: &str) -> Result<()> {
        let mut select = self.file.prepare_cached(sql)?;
        let words = 1..select.column_count();
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let customer = row.get(0)?;
            if let Some(tier) = tiers.of(customer) {
                for word in words.clone() {
                    tally.mark((customer, *tier), mark, row.get_ref(word)?.as_str()?);
                }
            }
        }
        Ok(())
    }

    /// Everybody who brought somebody, who is worth most first.
    pub fn referrers(&self, only: Only<'_>, now: Stamp) -> Result<Vec<Referrer>> {
        let _still = self.hold_still()?;
        let buyers = self.buyers(now)?;
        let mut select = self.file.prepare_cached(
            "SELECT id, referred_by FROM customer WHERE referred_by IS NOT NULL ORDER BY id",
        )?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let pairs: Vec<(CustomerId, CustomerId)> = rows.collect::<rusqlite::Result<_>>()?;
        let spent = |id| buyers.pace(id).map_or(Money(0), |pace| pace.spent);
        let mut all = Referrer::all(pairs, spent);
        all.retain(|it| among(only, it.customer));
        Ok(all)
    }

    /// The tiers that were chosen by hand.
    pub(in crate::store) fn own_tiers(&self) -> Result<Each<Tier>> {
        self.each("SELECT id, tier FROM customer WHERE tier IS NOT NULL", [])
    }
}
