//! Prospects: who came in the last twelve months, how soon the shop answered, and how it ended.

use anyhow::Result;
use rusqlite::OptionalExtension;

use super::{Only, among};
use crate::{
    domain::{Customer, CustomerId, Stamp, prospect::Prospect},
    store::{Store, details::day, filters::begin_of},
};

/// Who asked longer ago than so many days is no prospect any more.
const DAYS: u32 = 366;

impl Store {
    /// Who was written down in the last twelve months and had not bought before, the newest first.
    pub fn prospects(&self, only: Only<'_>, now: Stamp) -> Result<Vec<Prospect>> {
        let _still = self.hold_still()?;
        let buyers = self.buyers(now)?;
        let since = begin_of(DAYS, now);
        let mut answer = self.file.prepare_cached(
            "SELECT at FROM interaction WHERE customer = ?1 AND at >= ?2 AND (direction = 'out' OR channel = 'visit')
            ORDER BY at LIMIT 1",
        )?;
        let mut select = self.file.prepare_cached(
            "SELECT id, source, created, lost, lost_why FROM customer WHERE created >= ?1 ORDER BY created DESC, id DESC",
        )?;
        let rows = select.query_map([since], |row| {
            Ok(Customer {
                id: row.get(0)?,
                source: row.get(1)?,
                created: row.get(2)?,
                lost: day(row, 3)?,
                lost_why: row.get(4)?,
                ..Customer::default()
            })
        })?;
        let mut prospects: Vec<Prospect> = Vec::new();
        for customer in rows {
            let customer = customer?;
            let id: CustomerId = customer.id;
            if among(only, id) {
                let first = buyers.pace(id).map(|pace| pace.first);
                prospects.extend(Prospect::of(&customer, None, first));
            }
        }
        for prospect in &mut prospects {
            let asked = (prospect.customer, prospect.asked);
            prospect.answered = answer.query_row(asked, |row| row.get(0)).optional()?;
        }
        Ok(prospects)
    }
}
