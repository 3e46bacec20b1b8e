//! The page of figures, part by part: each reads what its rules in [`crate::domain::measure`] need in a few statements.

mod behind;
mod bought;
mod clocked;
mod heard;

use anyhow::{Result, ensure};
use chrono::{Days, NaiveDate};

use super::Store;
use crate::domain::{
    Figures, Period, Stamp,
    measure::{Part, Times},
};

impl Store {
    /// One part of the page of a time, as it is seen now.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn figures_part(&self, part: Part, period: Period, now: Stamp) -> Result<Figures> {
        let _still = self.hold_still()?;
        let times = Times::of(period, now.day());
        let mut page = Figures::of(period, now.day());
        page.parts.push(part);
        match part {
            Part::Heard => self.heard(&times, &mut page)?,
            Part::Bought => self.purchases_in(&times, &mut page)?,
            Part::Complaints => self.complaints_in(&times, now, &mut page)?,
        }
        page.measures.sort_by_key(|it| it.measure);
        Ok(page)
    }

    /// The whole page of a time, of one moment.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn figures(&self, period: Period, now: Stamp) -> Result<Figures> {
        self.figures_with(period, now, &mut |_, _| true)
    }

    /// Like [`Store::figures`]; `progress` hears how many parts of how many are counted, and `false` from it cancels.
    ///
    /// # Errors
    /// As [`Store::figures`]; also when it was cancelled.
    pub fn figures_with(
        &self,
        period: Period,
        now: Stamp,
        progress: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Result<Figures> {
        let _still = self.hold_still()?;
        let mut page = Figures::of(period, now.day());
        for (done, part) in Part::ALL.into_iter().enumerate() {
            let goes_on = progress(done, Part::ALL.len());
            ensure!(goes_on, "cancelled; nothing was written");
            page.take(self.figures_part(part, period, now)?);
        }
        Ok(page)
    }

    /// What the forgotten add to a sum, by month: the first day of the month, about what, how many, what it came to.
    fn forgotten(&self, what: &str, each: &mut dyn FnMut(NaiveDate, &super::Total)) -> Result<()> {
        for total in self.totals_of_forgotten()? {
            let month: Option<Period> = total.month.parse().ok();
            if let Some(month) = month.filter(|_| total.what == what) {
                each(month.from(), &total);
            }
        }
        Ok(())
    }
}

/// Before the first moment of a day, wherever its clock stands: stamps are compared with this where they are UTC.
fn eve(day: NaiveDate) -> String {
    let eve = day.checked_sub_days(Days::new(1));
    eve.unwrap_or(day).to_string()
}
