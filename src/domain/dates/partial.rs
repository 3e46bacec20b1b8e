//! Dates of which only a part is known: birthdays above all.

use chrono::{Datelike, NaiveDate};

use super::{month_number, written};
use crate::domain::Refusal;

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

    /// The next day it falls on, today included: the next birthday. `None` without month and day.
    pub fn next(self, today: NaiveDate) -> Option<NaiveDate> {
        (today.year()..)
            .take(2)
            .filter_map(|year| self.in_year(year))
            .find(|day| *day >= today)
    }

    /// Reads what a form is given: what [`Self::words`] and `Display` write, and `14.6.`, `14.6.1961`, `6/14/1961` (order by
    /// `month_first`), `June 14 1961`, `6/1961`.
    ///
    /// # Errors
    /// The sentence with examples when it is no date.
    pub fn read(text: &str, month_first: bool) -> Result<Self, Refusal> {
        let date: Result<Self, Refusal> = text.trim().parse();
        match date {
            Ok(Self {
                year: Some(year), ..
            }) if year < 1000 => Err(Refusal(format!("Write the year {text} with four digits."))),
            Ok(date) => Ok(date),
            Err(refusal) => Self::read_words(text, month_first).ok_or(refusal),
        }
    }

    fn read_words(text: &str, month_first: bool) -> Option<Self> {
        let parts: Vec<&str> = text
            .split([' ', ','])
            .filter(|part| !part.is_empty())
            .collect();
        let Some(at) = parts.iter().position(|part| month_number(part).is_some()) else {
            return match parts.as_slice() {
                [numbers] => written(numbers, month_first).or_else(|| {
                    let (month, year) = numbers.split_once('/')?;
                    Self::new(Some(year_number(year)?), month.parse().ok(), None)
                }),
                _ => None,
            };
        };
        let mut parts = parts;
        let month = month_number(parts.remove(at));
        match parts.as_slice() {
            [] => None,
            [only] => match year_number(only) {
                Some(year) => Self::new(Some(year), month, None),
                None => Self::new(None, month, Some(day_number(only)?)),
            },
            [day, year] => Self::new(Some(year_number(year)?), month, Some(day_number(day)?)),
            _ => None,
        }
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
    type Err = Refusal;

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
            Refusal(format!(
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

/// Four digits are a year; two could be any century.
fn year_number(part: &str) -> Option<i32> {
    (part.len() == 4).then(|| part.parse().ok()).flatten()
}

/// `14`, or `14.` as in `14. June`.
fn day_number(part: &str) -> Option<u32> {
    part.strip_suffix('.').unwrap_or(part).parse().ok()
}
