//! The complaint queue: whose complaints are, in one statement for all of them.

use std::collections::HashMap;

use anyhow::Result;

use super::Store;
use crate::domain::{
    Complaint, CustomerId, Stamp, Tier,
    complaint::{Counts, Queued},
};

/// In SQL: the name that a list shows for customer `c`.
pub(super) const SHOWN_NAME: &str = "coalesce(nullif(c.name, ''), nullif(c.call_me, ''),
    (SELECT raw FROM phone WHERE customer = c.id ORDER BY id LIMIT 1), '(no name)')";

impl Store {
    /// These complaints as they stand now, in the order of the queue.
    pub fn queue(&self, complaints: Vec<Complaint>, now: Stamp) -> Result<Vec<Queued>> {
        let settings = self.settings()?;
        let whose = self.whose(&complaints)?;
        let queued = complaints.into_iter().map(|complaint| {
            let whose = complaint.customer.and_then(|id| whose.get(&id).cloned());
            Queued::new(complaint, whose, &settings, now)
        });
        let mut queue: Vec<Queued> = queued.collect();
        queue.sort_by_cached_key(Queued::place);
        Ok(queue)
    }

    /// One complaint as it stands now.
    pub fn queued(&self, complaint: Complaint, now: Stamp) -> Result<Queued> {
        let mut whose = self.whose(std::slice::from_ref(&complaint))?;
        let whose = complaint.customer.and_then(|id| whose.remove(&id));
        Ok(Queued::new(complaint, whose, &self.settings()?, now))
    }

    /// How many complaints there are; `queue` holds all that have not ended.
    pub fn complaint_counts(&self, queue: &[Queued]) -> Result<Counts> {
        let mut select = self
            .file
            .prepare_cached("SELECT source, count(*) FROM complaint GROUP BY source")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let sources = rows.collect::<rusqlite::Result<_>>()?;
        let asked_again = self.won_share()?;
        Ok(Counts::new(queue, sources, asked_again))
    }

    fn whose(&self, complaints: &[Complaint]) -> Result<HashMap<CustomerId, (String, Tier)>> {
        let ids: Vec<CustomerId> = complaints.iter().filter_map(|it| it.customer).collect();
        let sql = format!(
            "SELECT c.id, {SHOWN_NAME}, c.tier FROM customer AS c WHERE c.id IN (SELECT value FROM json_each(?1))"
        );
        let mut select = self.file.prepare_cached(&sql)?;
        let rows = select.query_map([serde_json::to_string(&ids)?], |row| {
            let tier = Tier::chosen(row.get(2)?);
            Ok((row.get(0)?, (row.get(1)?, tier)))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
