//! The complaint queue: complaints as they stand, whose they are, and how many.

use anyhow::Result;
use rusqlite::Row;

use super::Store;
use crate::domain::{
    Complaint, Source, Stamp,
    complaint::{Counts, Queued},
};

impl Store {
    /// These complaints as they stand now, in the order of the queue; whose they are is for [`Store::read_whose`].
    pub fn queue(&self, complaints: Vec<Complaint>, now: Stamp) -> Result<Vec<Queued>> {
        let desk = self.desk(now)?;
        let queued = complaints.into_iter().map(|it| desk.queued(it));
        let mut queue: Vec<Queued> = queued.collect();
        queue.sort_by_cached_key(Queued::place);
        Ok(queue)
    }

    /// One complaint as it stands now, with whose it is.
    pub fn queued(&self, complaint: Complaint, now: Stamp) -> Result<Queued> {
        let mut queued = self.desk(now)?.queued(complaint);
        self.read_whose(&mut queued)?;
        Ok(queued)
    }

    /// Reads the name of its customer, unless that was read already; true when there was one to read.
    pub fn read_whose(&self, queued: &mut Queued) -> Result<bool> {
        match queued.complaint.customer {
            Some(customer) if queued.name.is_none() => {
                queued.name = Some(self.name(customer)?);
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// How many complaints there are; `queue` holds all that have not ended.
    pub fn complaint_counts(&self, queue: &[Queued]) -> Result<Counts> {
        let count = |source: &Source| format!("count(*) FILTER (WHERE source = '{source}')");
        let counts: Vec<String> = Source::ALL.iter().map(count).collect();
        let sql = format!("SELECT {} FROM complaint", counts.join(", "));
        let read = |row: &Row<'_>| {
            let counts = (0..).zip(Source::ALL);
            let counts = counts.map(|(at, source)| Ok((*source, row.get(at)?)));
            counts.filter(|it| !matches!(it, Ok((_, 0)))).collect()
        };
        let sources = self.file.prepare_cached(&sql)?.query_row([], read)?;
        let asked_again = self.won_share()?;
        Ok(Counts::new(queue, sources, asked_again))
    }
}
