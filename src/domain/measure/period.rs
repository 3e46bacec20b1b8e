//! A time that a page is about: a calendar month or quarter, beside the one before it.

use std::{fmt, ops::RangeInclusive, str::FromStr};

use chrono::{Datelike, Months, NaiveDate};

use crate::domain::{Refusal, Stamp};

/// A calendar month or quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    first: NaiveDate,
    months: u32,
}

impl Period {
    /// The month in which a day lies.
    pub fn month(day: NaiveDate) -> Self {
        Self {
            first: first_of(day, day.month()),
            months: 1,
        }
    }

    /// The quarter in which a day lies.
    pub fn quarter(day: NaiveDate) -> Self {
        Self {
            first: first_of(day, (day.month0() / 3) * 3 + 1),
            months: 3,
        }
    }

    /// The quarter that goes on.
    pub fn current(now: Stamp) -> Self {
        Self::quarter(now.day())
    }

    /// Its first day.
    pub const fn from(self) -> NaiveDate {
        self.first
    }

    /// Its last day.
    pub fn to(self) -> NaiveDate {
        let next = self.first.checked_add_months(Months::new(self.months));
        next.and_then(|day| day.pred_opt()).unwrap_or(self.first)
    }

    /// From its first day to its last.
    pub fn days(self) -> RangeInclusive<NaiveDate> {
        self.from()..=self.to()
    }

    /// Does a day lie in it?
    pub fn has(self, day: NaiveDate) -> bool {
        self.days().contains(&day)
    }

    /// Has its last day not ended yet on this day?
    pub fn goes_on(self, today: NaiveDate) -> bool {
        today < self.to()
    }

    /// Is it a quarter?
    pub const fn is_quarter(self) -> bool {
        self.months == 3
    }

    /// The month or quarter before.
    #[must_use]
    pub fn before(self) -> Self {
        Self {
            first: earlier(self.first, self.months),
            ..self
        }
    }

    /// The month or quarter after.
    #[must_use]
    pub fn after(self) -> Self {
        let first = self.first.checked_add_months(Months::new(self.months));
        Self {
            first: first.unwrap_or(self.first),
            ..self
        }
    }

    /// The twelve months up to its last, or up to that of today while it goes on; oldest first.
    pub fn twelve_months(self, today: NaiveDate) -> [Self; 12] {
        let last = self.to().min(today).max(self.first);
        let last = first_of(last, last.month());
        std::array::from_fn(|at| Self {
            first: earlier(last, u32::try_from(11 - at).unwrap_or(0)),
            months: 1,
        })
    }

    /// The same as seen on this day: "April to June 2026, so far".
    pub fn seen(self, today: NaiveDate) -> String {
        let so_far = if self.goes_on(today) { ", so far" } else { "" };
        format!("{}{so_far}", self.words())
    }

    /// "May 2026"; "April to June 2026".
    pub fn words(self) -> String {
        match self.is_quarter() {
            false => self.first.format("%B %Y").to_string(),
            true => format!(
                "{} to {}",
                self.first.format("%B"),
                self.to().format("%B %Y")
            ),
        }
    }
}

/// `2026-05`, `2026-Q2`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.first.year(), self.first.month());
        match self.is_quarter() {
            false => write!(f, "{year:04}-{month:02}"),
            true => write!(f, "{year:04}-Q{}", month.div_ceil(3)),
        }
    }
}

/// Reads `2026-05` and `2026-Q2`.
impl FromStr for Period {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let read = || {
            let (year, part) = text.trim().split_once('-')?;
            let number = |text: &str, long| {
                let plain = text.len() == long && text.bytes().all(|it| it.is_ascii_digit());
                plain.then(|| text.parse::<u32>().ok()).flatten()
            };
            let year = i32::try_from(number(year, 4)?).ok()?;
            let day = |month| NaiveDate::from_ymd_opt(year, month, 1);
            match part.strip_prefix(['q', 'Q']) {
                Some(quarter) => {
                    let quarter = number(quarter, 1).filter(|it| (1..=4).contains(it))?;
                    Some(Self::quarter(day(quarter * 3)?))
                }
                None => Some(Self::month(day(number(part, 2)?)?)),
            }
        };
        read().ok_or_else(|| {
            Refusal(format!(
                "\"{text}\" is not a month; write it like 2026-05, or a quarter like 2026-Q2."
            ))
        })
    }
}

fn first_of(day: NaiveDate, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day)
}

fn earlier(first: NaiveDate, months: u32) -> NaiveDate {
    first
        .checked_sub_months(Months::new(months))
        .unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_or_quarter_is_read_and_has_its_days() {
        let ends = |text: &str| {
            let it = period(text);
            (it.from().to_string(), it.to().to_string(), it.to_string())
        };
        let own = |from: &str, to: &str, it: &str| (from.into(), to.into(), it.into());
        assert_eq!(ends("2024-02"), own("2024-02-01", "2024-02-29", "2024-02"));
        assert_eq!(ends("2026-q4"), own("2026-10-01", "2026-12-31", "2026-Q4"));
        for wrong in [
            "",
            "2026",
            "2026-5",
            "2026-13",
            "2026-Q5",
            "26-05",
            "2026-05-01",
            "x-05",
        ] {
            assert!(wrong.parse::<Period>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn while_it_goes_on_the_months_end_with_that_of_today() {
        let last = |today: &str| period("2026-Q2").twelve_months(today.parse().unwrap())[11];
        assert_eq!(last("2026-05-20"), period("2026-05"));
        assert_eq!(last("2026-03-20"), period("2026-04"), "it has not begun");
        assert_eq!(last("2026-07-01"), period("2026-06"));
    }

    #[test]
    fn each_has_one_before_and_the_twelve_months_up_to_its_last() {
        assert_eq!(period("2026-01").before(), period("2025-12"));
        assert_eq!(period("2026-Q1").before(), period("2025-Q4"));
        assert_eq!(period("2025-Q4").after(), period("2026-Q1"));
        let months = period("2026-Q2").twelve_months(period("2026-Q4").to());
        assert_eq!(
            (months[0], months[11]),
            (period("2025-07"), period("2026-06"))
        );
        assert_eq!(period("2026-Q2").words(), "April to June 2026");
        assert_eq!(period("2026-05").words(), "May 2026");
    }
}
