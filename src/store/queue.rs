//! The complaint queue: complaints as they stand, whose they are, and how many.

use anyhow::Result;
use rusqlite::{Row, named_params};

use super::{Store, columns::Day, complaints::WHOLE, filters::begin_of};
use crate::domain::{
    AgainShare, Complaint, Source, Stamp,
    complaint::{Counts, Queued},
    recovery::AGAIN_DAYS,
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

    /// The complaints in which a rule was bent, with their steps, oldest first.
    pub fn bent_complaints(&self) -> Result<Vec<Complaint>> {
        let bent = "id IN (SELECT complaint FROM step WHERE bent <> '') ORDER BY opened, id";
        self.complaints_where(bent, [], WHOLE)
    }

    /// The complaints that came in since then, or brought a remedy since then.
    pub fn complaints_since(&self, since: Stamp) -> Result<Vec<Complaint>> {
        let which =
            "opened >= ?1 OR id IN (SELECT complaint FROM step WHERE kind = 'remedy' AND at >= ?1)";
        self.complaints_where(which, [since], WHOLE)
    }

    /// Other complaints of the same cause or category that brought a remedy, newest first, at most so many.
    pub fn complaints_like(&self, complaint: &Complaint, limit: usize) -> Result<Vec<Complaint>> {
        let which = "id <> ?1 AND (category = ?2 AND category <> ''
                OR id IN (SELECT complaint FROM step WHERE cause = ?3))
            AND id IN (SELECT complaint FROM step WHERE remedy IS NOT NULL) ORDER BY opened DESC, id DESC LIMIT ?4";
        let like = (complaint.id, &complaint.category, complaint.cause(), limit);
        self.complaints_where(which, like, WHOLE)
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

    /// Who bought again within sixty days after their last complaint was closed, of those who had bought before; and of those who
    /// never complained, who bought again after the last purchase that lies so far back.
    pub fn again_share(&self, now: Stamp) -> Result<AgainShare> {
        let mut select = self.file.prepare_cached(
            "WITH closed AS (SELECT customer, date(substr(max(at), 1, 10)) AS day
                FROM step JOIN complaint ON complaint.id = step.complaint
                WHERE kind = 'closed' AND customer IS NOT NULL GROUP BY customer),
            after AS (SELECT EXISTS (SELECT 1 FROM purchase WHERE customer = closed.customer AND amount >= 0
                    AND day > closed.day AND day <= date(closed.day, :within)) AS again
                FROM closed WHERE day <= :cut AND EXISTS (SELECT 1 FROM purchase
                    WHERE customer = closed.customer AND purchase.day <= closed.day)),
            others AS (SELECT max(day) FILTER (WHERE day <= :cut) AS day, min(day) FILTER (WHERE day > :cut) AS next
                FROM purchase WHERE customer NOT IN (SELECT customer FROM complaint WHERE customer IS NOT NULL)
                GROUP BY customer)
            SELECT (SELECT count(*) FILTER (WHERE again) FROM after), (SELECT count(*) FROM after),
                count(*) FILTER (WHERE next <= date(day, :within)), count(*) FROM others WHERE day IS NOT NULL",
        )?;
        let cut = begin_of(AGAIN_DAYS, now).day();
        let values = named_params! { ":cut": Day(cut), ":within": format!("+{AGAIN_DAYS} days") };
        Ok(select.query_row(values, |row| {
            Ok(AgainShare {
                again: row.get(0)?,
                of: row.get(1)?,
                others_again: row.get(2)?,
                others_of: row.get(3)?,
            })
        })?)
    }
}
