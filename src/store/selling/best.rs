//! Who are our best, and who brought whom.

use std::collections::HashMap;

use anyhow::Result;

use super::{Only, Set, among};
use crate::{
    domain::{
        CustomerId, Money, Stamp, Tier,
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
        let mut select = self.file.prepare_cached(
            "SELECT id, NULL, source, '' FROM customer
            UNION ALL SELECT customer, 0, word, '' FROM tag
            UNION ALL SELECT customer, 1, city, postcode FROM address ORDER BY 1",
        )?;
        let mut rows = select.query([])?;
        let mut whose = CustomerId::NEW;
        let mut marks: Vec<(Mark, String)> = Vec::new();
        let mut count = |customer: CustomerId, marks: &[(Mark, String)]| {
            let tier = buyers.tier(customer, own.get(&customer).copied());
            tally.add(
                tier,
                marks.iter().map(|(mark, word)| (*mark, word.as_str())),
            );
        };
        while let Some(row) = rows.next()? {
            let customer: CustomerId = row.get(0)?;
            if customer != whose {
                if whose != CustomerId::NEW && among(only, whose) {
                    count(whose, &marks);
                }
                (whose, _) = (customer, marks.clear());
            }
            let mark = match row.get::<_, Option<u8>>(1)? {
                None => Mark::Source,
                Some(0) => Mark::Tag,
                Some(_) => Mark::Area,
            };
            marks.push((mark, row.get(2)?));
            marks.push((mark, row.get(3)?));
        }
        if whose != CustomerId::NEW && among(only, whose) {
            count(whose, &marks);
        }
        Ok(tally)
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
    pub(super) fn own_tiers(&self) -> Result<HashMap<CustomerId, Tier>> {
        self.each_by_customer("SELECT id, tier FROM customer WHERE tier IS NOT NULL", [])
    }

    /// Who praised the shop.
    pub(super) fn praised(&self) -> Result<Set> {
        let praise = "SELECT customer FROM feedback WHERE customer IS NOT NULL AND (kind = 'praise' OR score >= 4)";
        self.set(praise, [])
    }
}
