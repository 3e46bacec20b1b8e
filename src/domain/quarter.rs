//! A quarter of the year, as the shop looks back on it: `2026-Q2`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Period, Refusal};

/// A quarter of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Quarter(Period);

impl Quarter {
    /// The quarter of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self(Period::quarter(day))
    }

    /// The one before.
    #[must_use]
    pub fn before(self) -> Self {
        Self(self.0.before())
    }

    /// The one behind.
    #[must_use]
    pub fn after(self) -> Self {
        Self(self.0.after())
    }

    /// Its first day.
    pub const fn first_day(self) -> NaiveDate {
        self.0.from()
    }

    /// Is a day in it?
    pub fn has(self, day: NaiveDate) -> bool {
        self.0.has(day)
    }
}

impl std::fmt::Display for Quarter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for Quarter {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let period: Option<Period> = text.parse().ok();
        let quarter = period.filter(|it| it.is_quarter()).map(Self);
        quarter.ok_or_else(|| Refusal("A quarter is written like 2026-Q2.".into()))
    }
}

impl TryFrom<String> for Quarter {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        text.parse()
    }
}

impl From<Quarter> for String {
    fn from(quarter: Quarter) -> Self {
        quarter.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_is_read_as_it_is_written_and_a_month_is_none() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (first, last, written) in [
            ("2026-01-01", "2026-03-31", "2026-Q1"),
            ("2026-10-01", "2026-12-31", "2026-Q4"),
        ] {
            let quarter = Quarter::of(day(first));
            assert_eq!(quarter.to_string(), written);
            assert_eq!(quarter.first_day(), day(first));
            assert!(quarter.has(day(last)) && !quarter.after().has(day(last)));
            assert_eq!(quarter.before().after(), quarter);
            assert_eq!(written.to_lowercase().parse(), Ok(quarter));
        }
        let january: Quarter = "2026-Q1".parse().unwrap();
        assert_eq!(january.before().to_string(), "2025-Q4");
        for wrong in [
            "", "2026", "2026-Q0", "2026-Q5", "26-Q1", "2026-Q", "2026-02",
        ] {
            assert!(wrong.parse::<Quarter>().is_err(), "{wrong}");
        }
    }
}
