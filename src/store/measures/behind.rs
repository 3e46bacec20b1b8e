//! The rows behind a figure: what its rules count in the time of the page, the newest first, and not more than a list shows.

use std::cmp::Reverse;

use anyhow::Result;
use chrono::NaiveDate;

use super::eve;
use crate::{
    domain::{
        Bought, CauseId, CustomerId, FeedbackKind, Measure, Method, Period, PromiseId, Stamp,
        measure::{Behind, Buying, Case, Ended, Part, RowBehind, Subject, Times, promise_words},
    },
    store::Store,
};

impl Store {
    /// The rows behind a measure in a time.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rows_behind(&self, measure: Measure, period: Period, now: Stamp) -> Result<Behind> {
        let _still = self.hold_still()?;
        let behind = match measure {
            Measure::PromisesKept => self.promises_behind(period, now)?,
            Measure::Referrals => self.referrals_behind(period)?,
            Measure::OurNos => self.nos_behind(period)?,
            _ => match measure.part() {
                Part::Bought => self.buyers_behind(measure, period, now)?,
                Part::Complaints => self.complaints_behind((measure, None), period, now)?,
                Part::Heard => self.voices_behind(measure, period)?,
            },
        };
        self.with_names(behind)
    }

    /// The complaints of a cause that were heard in a time.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rows_behind_cause(&self, cause: CauseId, period: Period, now: Stamp) -> Result<Behind> {
        let _still = self.hold_still()?;
        let heard = (Measure::Complaints, Some(cause));
        self.with_names(self.complaints_behind(heard, period, now)?)
    }

    fn with_names(&self, mut behind: Behind) -> Result<Behind> {
        let mut known: Vec<CustomerId> = behind.rows.iter().filter_map(|it| it.customer).collect();
        known.sort_unstable();
        known.dedup();
        let names = self.names(&known)?;
        for row in &mut behind.rows {
            let name = |id| names.binary_search_by_key(&id, |(customer, _)| *customer);
            if let Some(at) = row.customer.and_then(|id| name(id).ok()) {
                row.name.clone_from(&names[at].1);
            }
        }
        Ok(behind)
    }

    /// Customers, with what a measure of purchases counts of each.
    fn buyers_behind(&self, measure: Measure, period: Period, now: Stamp) -> Result<Behind> {
        let times = Times::of(period, now.day());
        let reach = Buying::new(&times).reach();
        let known = self.known(reach)?;
        let (mut cases, mut rows) = (Vec::new(), Vec::<Bought>::new());
        let mut one = Buying::new(&times);
        self.each_packed(&mut |customer, packed| {
            let Some(pace) = packed.lasting() else {
                return;
            };
            packed.rows_since(reach, &mut rows);
            one.customer(&pace, &rows, &known.beside(customer));
            if let Some((value, n)) = one.case(measure) {
                cases.push(Case {
                    customer,
                    pace,
                    value,
                    n,
                });
                one = Buying::new(&times);
            }
        })?;
        cases.sort_by_key(|it| Reverse((it.pace.last, it.customer)));
        let settings = self.settings()?;
        let row = |case: &Case| RowBehind {
            subject: Subject::Customer(case.customer),
            customer: Some(case.customer),
            name: String::new(),
            day: case.pace.last,
            words: case.words(measure, (&settings.currency, now.day())),
            yes: case.yes(measure),
        };
        Ok(Behind {
            rows: cases.iter().take(Behind::SHOWN).map(row).collect(),
            of: cases.len(),
        })
    }

    /// The complaints that a measure counts, those of one cause or all.
    fn complaints_behind(
        &self,
        (measure, cause): (Measure, Option<CauseId>),
        period: Period,
        now: Stamp,
    ) -> Result<Behind> {
        let desk = self.desk(now)?;
        let mut rows = Vec::new();
        for complaint in self.complaints_decided_since(&eve(period.from()))? {
            if cause.is_some() && complaint.cause() != cause {
                continue;
            }
            let tier = desk.tier(complaint.customer);
            let ended = clock_of(measure, complaint.ended(tier, (&desk.settings, now)));
            let day = match measure {
                Measure::Complaints => Some(complaint.opened.day()),
                _ => ended.map(|it| it.day),
            };
            if let Some(day) = day.filter(|day| period.has(*day)) {
                let how = ended.map(|it| format!(": {}", it.words()));
                rows.push(RowBehind {
                    subject: Subject::Complaint(complaint.id),
                    customer: complaint.customer,
                    name: String::new(),
                    day,
                    words: format!("{}{}", complaint.what, how.unwrap_or_default()),
                    yes: ended.map(|it| it.in_time),
                });
            }
        }
        Ok(newest(rows))
    }

    fn promises_behind(&self, period: Period, now: Stamp) -> Result<Behind> {
        let mut ends: Vec<(NaiveDate, PromiseId, bool)> = Vec::new();
        self.each_promise_since(period.from(), &mut |promise| {
            let end = promise.end(now.day()).filter(|(day, _)| period.has(*day));
            ends.extend(end.map(|(day, on_time)| (day, promise.id, on_time)));
        })?;
        ends.sort_unstable_by_key(|it| Reverse(*it));
        let mut behind = Behind {
            rows: Vec::new(),
            of: ends.len(),
        };
        for (day, id, on_time) in ends.into_iter().take(Behind::SHOWN) {
            let promise = self.promise(id)?;
            behind.rows.extend(promise.map(|promise| RowBehind {
                subject: Subject::Promise(id),
                customer: Some(promise.customer),
                name: String::new(),
                day,
                words: promise_words(&promise, now.day()),
                yes: Some(on_time),
            }));
        }
        Ok(behind)
    }

    fn referrals_behind(&self, period: Period) -> Result<Behind> {
        let mut select = self.file.prepare_cached(
            "SELECT id, created, (SELECT name FROM customer WHERE id = c.referred_by) FROM customer AS c
            WHERE referred_by IS NOT NULL AND created >= ?1",
        )?;
        let rows = select.query_map([eve(period.from())], |row| {
            let (customer, by): (CustomerId, String) = (row.get(0)?, row.get(2)?);
            Ok(RowBehind {
                subject: Subject::Customer(customer),
                customer: Some(customer),
                name: String::new(),
                day: row.get::<_, Stamp>(1)?.day(),
                words: format!("brought by {by}"),
                yes: None,
            })
        })?;
        Ok(newest(in_time(
            rows.collect::<rusqlite::Result<_>>()?,
            period,
        )))
    }

    fn nos_behind(&self, period: Period) -> Result<Behind> {
        let mut select = self.file.prepare_cached(
            "SELECT id, customer, at, summary, trim(why_not) FROM interaction WHERE outcome = 'no' AND at >= ?1",
        )?;
        let rows = select.query_map([eve(period.from())], |row| {
            let (summary, why): (String, String) = (row.get(3)?, row.get(4)?);
            Ok(RowBehind {
                subject: Subject::Interaction(row.get(0)?),
                customer: row.get(1)?,
                name: String::new(),
                day: row.get::<_, Stamp>(2)?.day(),
                words: match why.as_str() {
                    "" => summary,
                    why => format!("{summary}: {why}"),
                },
                yes: None,
            })
        })?;
        Ok(newest(in_time(
            rows.collect::<rusqlite::Result<_>>()?,
            period,
        )))
    }

    fn voices_behind(&self, measure: Measure, period: Period) -> Result<Behind> {
        let mut select = self.file.prepare_cached(
            "SELECT id, customer, at, text, kind, score, method FROM feedback WHERE at >= ?1",
        )?;
        let mut voices = Vec::new();
        let mut rows = select.query([eve(period.from())])?;
        while let Some(row) = rows.next()? {
            let (kind, method): (FeedbackKind, Method) = (row.get(4)?, row.get(6)?);
            let score: Option<u8> = row.get(5)?;
            let Some(satisfied) = kind.satisfied(score) else {
                continue;
            };
            if Measure::satisfied(method) != measure {
                continue;
            }
            let said = score.map_or_else(|| kind.to_string(), |score| format!("{kind}, {score}"));
            let text: String = row.get(3)?;
            voices.push(RowBehind {
                subject: Subject::Feedback(row.get(0)?),
                customer: row.get(1)?,
                name: String::new(),
                day: row.get::<_, Stamp>(2)?.day(),
                words: format!("{said}: {text}"),
                yes: Some(satisfied),
            });
        }
        Ok(newest(in_time(voices, period)))
    }
}

/// Of first answer and resolution the one that a measure counts.
fn clock_of(measure: Measure, (answer, end): (Option<Ended>, Option<Ended>)) -> Option<Ended> {
    let stopped = |it: &Ended| it.minutes.is_some();
    match measure {
        Measure::FirstAnswer => answer.filter(stopped),
        Measure::AnsweredInTime => answer,
        Measure::Resolution | Measure::ComplaintHours => end.filter(stopped),
        Measure::ResolvedInTime => end,
        _ => None,
    }
}

fn in_time(mut rows: Vec<RowBehind>, period: Period) -> Vec<RowBehind> {
    rows.retain(|row| period.has(row.day));
    rows
}

/// The newest of these, and how many there are.
fn newest(mut rows: Vec<RowBehind>) -> Behind {
    let of = rows.len();
    rows.sort_by_key(|row| Reverse((row.day, row.subject)));
    rows.truncate(Behind::SHOWN);
    Behind { rows, of }
}
