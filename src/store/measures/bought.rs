//! Purchases in the times of a page: everybody's in one go, as they are packed, with what is known of each beside them.

use anyhow::Result;
use chrono::NaiveDate;
use rusqlite::Params;

use super::eve;
use crate::{
    domain::{
        Bought, Climb, CustomerId, Each, Figures, Rung, Set, Stamp,
        measure::{Beside, Buying, Times},
    },
    store::{Store, columns::Day},
};

/// What is known of everybody beside their purchases.
pub(super) struct Known {
    since: Each<NaiveDate>,
    complained: Set,
    closed: Each<Vec<NaiveDate>>,
    asked: Each<Vec<NaiveDate>>,
    praised: Each<NaiveDate>,
    brought: Each<NaiveDate>,
    steps: Each<i8>,
}

impl Known {
    /// What is known of one.
    pub fn beside(&self, customer: CustomerId) -> Beside<'_> {
        Beside {
            since: self.since.of(customer).copied(),
            complained: self.complained.has(customer),
            closed: self.closed.of(customer).map_or(&[], Vec::as_slice),
            asked: self.asked.of(customer).map_or(&[], Vec::as_slice),
            praised: self.praised.of(customer).copied(),
            brought: self.brought.of(customer).copied(),
            step: self.steps.of(customer).copied().unwrap_or(0),
        }
    }
}

impl Store {
    /// Reads what everybody bought.
    pub(super) fn purchases_in(&self, times: &Times, page: &mut Figures) -> Result<()> {
        let mut buying = Buying::new(times);
        let known = self.known(buying.reach())?;
        let (mut rows, reach) = (Vec::<Bought>::new(), buying.reach());
        let mut first: Vec<(CustomerId, NaiveDate)> = Vec::new();
        self.each_packed(&mut |customer, packed| {
            if let Some(pace) = packed.lasting() {
                packed.rows_since(reach, &mut rows);
                buying.customer(&pace, &rows, &known.beside(customer));
                first.push((customer, pace.first));
            }
        })?;
        let first = Each::new(first);
        let asked = known.asked.iter();
        for (_, asked) in asked.filter(|(customer, _)| !first.has(*customer)) {
            buying.asked(asked);
        }
        self.who_never_bought(&mut buying, (times, &first), &known.steps)?;
        self.forgotten("purchase", &mut |month, total| {
            let rows = u32::try_from(total.count).unwrap_or(0);
            buying.forgotten(month, (total.amount, rows));
        })?;
        page.measures = buying.figures();
        let (rungs, visits) = buying.pictures();
        (page.rungs, page.visits) = (Some(rungs), Some(visits));
        Ok(())
    }

    /// What is known of everybody that the figures since a day need.
    pub(super) fn known(&self, reach: NaiveDate) -> Result<Known> {
        let from = eve(reach);
        let stamped = "SELECT customer, at FROM feedback WHERE customer IS NOT NULL AND (kind = 'praise' OR score >= 4)";
        Ok(Known {
            since: self.known_since()?,
            complained: self.set(
                "SELECT DISTINCT customer FROM complaint WHERE customer IS NOT NULL",
                [],
            )?,
            closed: Each::new(grouped(self.days(
                "SELECT customer, max(at) FROM step JOIN complaint ON complaint.id = step.complaint
                WHERE kind = 'closed' AND at >= ?1 AND customer IS NOT NULL GROUP BY complaint.id",
                [&from],
            )?)),
            asked: Each::new(grouped(self.days(
                "SELECT customer, at FROM offer WHERE kind = 'win-back' AND at >= ?1",
                [&from],
            )?)),
            praised: earliest(self.days(stamped, [])?),
            brought: earliest(self.days(
                "SELECT referred_by, created FROM customer WHERE referred_by IS NOT NULL",
                [],
            )?),
            steps: self.each(
                "SELECT id, rung_step FROM customer WHERE rung_step <> 0",
                [],
            )?,
        })
    }

    fn known_since(&self) -> Result<Each<NaiveDate>> {
        let mut select = self
            .file
            .prepare_cached("SELECT id, since FROM customer WHERE since IS NOT NULL")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get::<_, Day>(1)?.0)))?;
        Ok(Each::new(rows.collect::<rusqlite::Result<_>>()?))
    }

    /// A customer and a day in each row of a statement, sorted.
    fn days(&self, sql: &str, values: impl Params) -> Result<Vec<(CustomerId, NaiveDate)>> {
        let mut select = self.file.prepare_cached(sql)?;
        let rows = select.query_map(values, |row| {
            Ok((row.get(0)?, row.get::<_, Stamp>(1)?.day()))
        })?;
        let mut days: Vec<_> = rows.collect::<rusqlite::Result<_>>()?;
        days.sort_unstable();
        Ok(days)
    }

    /// Counts on the ladder who had not bought by the end of the page, of those who were written down by then.
    fn who_never_bought(
        &self,
        buying: &mut Buying<'_>,
        (times, first): (&Times, &Each<NaiveDate>),
        steps: &Each<i8>,
    ) -> Result<()> {
        let end = times.all[0].to().min(times.today);
        let not_yet = |customer| first.of(customer).is_none_or(|first| *first > end);
        let count = "SELECT count(*) FROM customer";
        let all: u32 = self.file.query_row(count, [], |row| row.get(0))?;
        let later = match end < times.today {
            true => self.days(
                "SELECT id, created FROM customer WHERE created >= ?1",
                [eve(end)],
            )?,
            false => Vec::new(),
        };
        let later: Vec<CustomerId> = later
            .into_iter()
            .filter(|(customer, day)| *day > end && not_yet(*customer))
            .map(|(customer, _)| customer)
            .collect();
        let absent = u32::try_from(later.len())?;
        let mut prospects = all.saturating_sub(buying.buyers() + absent);
        for (customer, step) in steps.iter() {
            let rung = Climb::of(None, false, 0, *step).rung;
            if rung != Rung::Prospect
                && not_yet(customer)
                && later.binary_search(&customer).is_err()
            {
                buying.standing(rung, 1);
                prospects = prospects.saturating_sub(1);
            }
        }
        buying.standing(Rung::Prospect, prospects);
        Ok(())
    }
}

/// The days of each customer.
fn grouped(days: Vec<(CustomerId, NaiveDate)>) -> Vec<(CustomerId, Vec<NaiveDate>)> {
    let each = days.chunk_by(|one, other| one.0 == other.0);
    each.map(|own| (own[0].0, own.iter().map(|(_, day)| *day).collect()))
        .collect()
}

/// The first day of each customer.
fn earliest(mut days: Vec<(CustomerId, NaiveDate)>) -> Each<NaiveDate> {
    days.dedup_by_key(|(customer, _)| *customer);
    Each::new(days)
}
