//! Day words (`fri`, `+2w`, `14.6.`, `eom`) and dates of which only a part is known.

use chrono::NaiveDate;

/// A date of which the year, or the day, or day and month may be unknown: 14 June; 1961; June 1961; 14 June 1961.
///
/// Written as vCard does: `--06-14`, `1961`, `1961-06`, `1961-06-14` (RFC 6350 section 4.3.1, with hyphens).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
}

impl PartialDate {
    /// The date with these parts, if there is such a date: 30 February is none, 29 February without a year is.
    pub fn new(year: Option<i32>, month: Option<u32>, day: Option<u32>) -> Option<Self> {
        let possible = match (year, month, day) {
            (_, None, Some(_)) | (None, None, None) | (None, Some(_), None) => false,
            (Some(year), None, None) => (1..=9999).contains(&year),
            // 2000 is a leap year: it has every day that any year has.
            (year, Some(month), day) => {
                (1..=9999).contains(&year.unwrap_or(2000))
                    && NaiveDate::from_ymd_opt(year.unwrap_or(2000), month, day.unwrap_or(1))
                        .is_some()
            }
        };
        possible.then_some(Self { year, month, day })
    }

    /// The year, where known.
    pub fn year(self) -> Option<i32> {
        self.year
    }

    /// The month, where known.
    pub fn month(self) -> Option<u32> {
        self.month
    }

    /// The day of the month, where known.
    pub fn day(self) -> Option<u32> {
        self.day
    }

    /// The day it falls on in a year; 29 February falls on the 28th where there is none. `None` without month and day.
    pub fn in_year(self, year: i32) -> Option<NaiveDate> {
        let (month, day) = (self.month?, self.day?);
        NaiveDate::from_ymd_opt(year, month, day)
            .or_else(|| NaiveDate::from_ymd_opt(year, month, day - 1))
    }

    /// In words: `14 June 1961`, `14 June`, `June 1961`, `1961`.
    pub fn words(self) -> String {
        let month = self.month.and_then(|m| NaiveDate::from_ymd_opt(2000, m, 1));
        [
            self.day.map(|day| day.to_string()),
            month.map(|month| month.format("%B").to_string()),
            self.year.map(|year| year.to_string()),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
    }
}

impl std::fmt::Display for PartialDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.year, self.month, self.day) {
            (Some(y), Some(m), Some(d)) => write!(f, "{y:04}-{m:02}-{d:02}"),
            (Some(y), Some(m), None) => write!(f, "{y:04}-{m:02}"),
            (Some(y), None, _) => write!(f, "{y:04}"),
            (None, m, d) => write!(f, "--{:02}-{:02}", m.unwrap_or(1), d.unwrap_or(1)),
        }
    }
}

impl std::str::FromStr for PartialDate {
    type Err = super::Refusal;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = |part: &str| {
            (!part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<u32>().ok())
                .flatten()
        };
        let parts: Option<Vec<u32>> = text
            .strip_prefix("--")
            .unwrap_or(text)
            .split('-')
            .map(number)
            .collect();
        match (text.starts_with("--"), parts.as_deref()) {
            (true, Some(&[m, d])) => Self::new(None, Some(m), Some(d)),
            (false, Some(&[y])) => Self::new(i32::try_from(y).ok(), None, None),
            (false, Some(&[y, m])) => Self::new(i32::try_from(y).ok(), Some(m), None),
            (false, Some(&[y, m, d])) => Self::new(i32::try_from(y).ok(), Some(m), Some(d)),
            _ => None,
        }
        .ok_or_else(|| {
            super::Refusal(format!(
                "{text:?} is not a date; write 1961-06-14, 1961-06, 1961 or --06-14."
            ))
        })
    }
}

impl serde::Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for PartialDate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <std::borrow::Cow<'de, str>>::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// The day a day word means, seen from `today`; `None` when the word is not a day word.
///
/// `today tom yesterday`, a weekday (`fri`: the next one, never today), `+3d +2w +1m`, `14.6.`, `14.6.2027`, `6/14` (order by
/// `month_first`), `2026-06-10`, `eom` (last day of this month). A day without a year is the next such day, today included.
pub fn read_day(word: &str, today: NaiveDate, month_first: bool) -> Option<NaiveDate> {
    todo!("{word} {today} {month_first}")
}
