//! Complaints in the times of a page.

use std::collections::HashMap;

use anyhow::Result;

use super::eve;
use crate::{
    domain::{
        CauseId, Complaint, ComplaintId, Figures, Money, Stamp,
        measure::{Clocked, Times},
    },
    store::{
        Store,
        complaints::{BARE, OPEN_COMPLAINT},
    },
};

impl Store {
    /// Reads complaints with their clocks and causes.
    pub(super) fn complaints_in(
        &self,
        times: &Times,
        now: Stamp,
        page: &mut Figures,
    ) -> Result<()> {
        let (desk, actions) = (self.desk(now)?, self.actions(true)?);
        let costs = self.costs_since(times)?;
        let mut clocked = Clocked::new(times, (&desk.settings, now), &actions);
        for complaint in self.complaints_decided_since(&eve(times.first()))? {
            let tier = desk.tier(complaint.customer);
            let cost = costs.get(&complaint.id).copied().unwrap_or_default();
            clocked.complaint(&complaint, (tier, cost));
        }
        self.forgotten("complaint", &mut |month, total| {
            let cause = Some(CauseId(total.about)).filter(|cause| !cause.is_new());
            let count = u32::try_from(total.count).unwrap_or(0);
            clocked.forgotten(month, cause, (count, total.amount));
        })?;
        let words = self.cause_words()?;
        page.measures = clocked.figures();
        page.causes = Some(clocked.causes(|cause| words.get(&cause).cloned().unwrap_or_default()));
        Ok(())
    }

    /// The complaints that were heard or closed from then on, and those that have not ended; as bare as a list needs them.
    pub(super) fn complaints_decided_since(&self, eve: &str) -> Result<Vec<Complaint>> {
        let which = format!(
            "opened >= ?1 OR {OPEN_COMPLAINT} OR id IN (SELECT complaint FROM step WHERE kind = 'closed' AND at >= ?1)"
        );
        self.complaints_where(&which, [eve], BARE)
    }

    /// What the remedies cost of the complaints heard since the time of the page began.
    fn costs_since(&self, times: &Times) -> Result<HashMap<ComplaintId, Money>> {
        let mut select = self.file.prepare_cached(
            "SELECT complaint, CAST(total(amount) AS INTEGER) FROM step
            WHERE complaint IN (SELECT id FROM complaint WHERE opened >= ?1) AND amount IS NOT NULL
            GROUP BY complaint",
        )?;
        let rows = select.query_map([eve(times.all[0].from())], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
