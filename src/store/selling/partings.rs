//! Parting ways: whom there is reason to talk to, and those with whom that has begun.

use std::collections::BTreeMap;

use anyhow::Result;

use super::{Only, among};
use crate::{
    domain::{Complaint, CustomerId, Parting, Stamp, parting::Review},
    store::{Store, filters::begin_of},
};

/// Remedies of the last twelve months may belong to complaints that are older.
const LOOKED_AT: u32 = 366;

/// Somebody whom there is reason to talk to, with the rows that say so.
type Due = (CustomerId, Review);

impl Store {
    /// Whom there is reason to talk to, by number; and the reviews that have begun and not ended, oldest first.
    pub fn partings(&self, only: Only<'_>, now: Stamp) -> Result<(Vec<Due>, Vec<Parting>)> {
        let _still = self.hold_still()?;
        let buyers = self.buyers(now)?;
        let mut of: BTreeMap<CustomerId, Vec<Complaint>> = BTreeMap::new();
        for complaint in self.complaints_since(begin_of(LOOKED_AT, now))? {
            if let Some(customer) = complaint.customer.filter(|id| among(only, *id)) {
                of.entry(customer).or_default().push(complaint);
            }
        }
        let reviews = of.into_iter().filter_map(|(customer, complaints)| {
            let tier = buyers.bounds().tier(buyers.pace(customer));
            let spent = buyers.pace(customer).map(|pace| pace.year_spent);
            let review = Review::of((tier, spent.unwrap_or_default()), &complaints, now.day())?;
            Some((customer, review))
        });
        let reviews: Vec<Due> = reviews.collect();
        let mut open = self.open_partings()?;
        open.retain(|it| among(only, it.customer));
        Ok((reviews, open))
    }
}
