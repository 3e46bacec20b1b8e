//! An instant and the wall clock beside it.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, Offset, TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// An instant to the second, with the offset from UTC that the shop's clock showed then.
///
/// Ordered by the instant. Written and exported as RFC 3339 (`2026-06-10T12:00:00+02:00`); in the data file the UTC time comes
/// first (`2026-06-10T10:00:00Z+02:00`), so that the column sorts by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    utc: i64,
    offset: i32,
}

impl Stamp {
    /// 1970 in UTC: the stamp of a row that has not been saved yet.
    pub const EPOCH: Self = Self { utc: 0, offset: 0 };

    /// The stamp of a chrono instant; parts of a second are dropped.
    pub fn new<Tz: TimeZone>(at: &DateTime<Tz>) -> Self {
        Self {
            utc: at.timestamp(),
            offset: at.offset().fix().local_minus_utc(),
        }
    }

    /// The instant with its offset.
    pub fn datetime(self) -> DateTime<FixedOffset> {
        let offset = FixedOffset::east_opt(self.offset)
            .unwrap_or(FixedOffset::east_opt(0).expect("zero is an offset"));
        DateTime::from_timestamp(self.utc, 0)
            .unwrap_or_default()
            .with_timezone(&offset)
    }

    /// The shop's wall clock at this instant.
    pub fn local(self) -> NaiveDateTime {
        self.datetime().naive_local()
    }

    /// The shop's calendar day at this instant.
    pub fn day(self) -> NaiveDate {
        self.local().date()
    }

    /// The same wall clock time and offset on another day.
    pub fn on(self, day: NaiveDate) -> Self {
        Self {
            utc: self.utc + (day - self.day()).num_days() * 86_400,
            offset: self.offset,
        }
    }

    /// Whole seconds since 1970 in UTC.
    pub const fn seconds(self) -> i64 {
        self.utc
    }

    /// Reads RFC 3339 (`2026-06-10T12:00:00+02:00`).
    pub fn from_rfc3339(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text)
            .ok()
            .map(|at| Self::new(&at))
    }

    /// As it stands in the data file: `2026-06-10T10:00:00Z+02:00`.
    pub fn to_column(self) -> String {
        let at = self.datetime();
        format!(
            "{}{}",
            at.naive_utc().format("%Y-%m-%dT%H:%M:%SZ"),
            at.format("%:z")
        )
    }

    /// Reads what [`Self::to_column`] wrote.
    pub fn from_column(text: &str) -> Option<Self> {
        let (utc, offset) = text.split_at_checked(20)?;
        let utc = DateTime::parse_from_rfc3339(utc).ok()?;
        let offset: FixedOffset = offset.parse().ok()?;
        Some(Self::new(&utc.with_timezone(&offset)))
    }
}

impl std::fmt::Display for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.datetime().format("%Y-%m-%dT%H:%M:%S%:z"))
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_rfc3339(&text).ok_or_else(|| {
            D::Error::custom(format!(
                "{text:?} is not a time like 2026-06-10T12:00:00+02:00"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_sorts_by_instant_and_reads_back() {
        let early = Stamp::from_rfc3339("2026-06-10T12:00:00+02:00").unwrap();
        let late = Stamp::from_rfc3339("2026-06-10T11:30:00+01:00").unwrap();
        assert!(early < late && early.to_column() < late.to_column());
        assert_eq!(Stamp::from_column(&early.to_column()), Some(early));
        assert_eq!(early.to_column(), "2026-06-10T10:00:00Z+02:00");
        assert_eq!(early.to_string(), "2026-06-10T12:00:00+02:00");
    }
}
