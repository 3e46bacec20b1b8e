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
        // Lists ask this of thousands of stamps; chrono's instants with an offset take several times as long.
        let shown = DateTime::from_timestamp(self.utc + i64::from(self.offset), 0);
        shown.unwrap_or_default().naive_utc()
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
        Self::from_exact(text.as_bytes()).or_else(|| Self::from_similar(text))
    }

    /// Every list reads thousands of stamps; they all have exactly this form, so chrono need not find out what stands where.
    fn from_exact(text: &[u8]) -> Option<Self> {
        let text: &[u8; 26] = text.try_into().ok()?;
        let form = b"0000-00-00T00:00:00Z+00:00";
        let fits = |(form, byte): (&u8, &u8)| match form {
            b'0' => byte.is_ascii_digit(),
            b'+' => matches!(byte, b'+' | b'-'),
            mark => byte == mark,
        };
        if !form.iter().zip(text).all(fits) {
            return None;
        }
        let two = |at: usize| i32::from(text[at] - b'0') * 10 + i32::from(text[at + 1] - b'0');
        let part = |at: usize| two(at).unsigned_abs();
        let day = NaiveDate::from_ymd_opt(two(0) * 100 + two(2), part(5), part(8))?;
        let utc = day.and_hms_opt(part(11), part(14), part(17))?;
        let offset = two(21) * 3_600 + two(24) * 60;
        let known = two(21) < 24 && two(24) < 60;
        known.then_some(Self {
            utc: utc.and_utc().timestamp(),
            offset: if text[20] == b'-' { -offset } else { offset },
        })
    }

    fn from_similar(text: &str) -> Option<Self> {
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

    proptest::proptest! {
        /// To the minute west and east, over all years of four digits.
        #[test]
        fn the_exact_form_is_read_as_chrono_reads_it(
            utc in -62_167_219_200_i64..253_402_300_800,
            minutes in -1_439..1_440,
        ) {
            let stamp = Stamp { utc, offset: minutes * 60 };
            let column = stamp.to_column();
            proptest::prop_assert_eq!(Stamp::from_exact(column.as_bytes()), Some(stamp));
            proptest::prop_assert_eq!(Stamp::from_similar(&column), Some(stamp));
            proptest::prop_assert_eq!(stamp.local(), stamp.datetime().naive_local());
        }

        /// One byte off: neither reads what the other refuses, nor otherwise.
        #[test]
        fn what_is_not_exact_is_left_to_chrono(place in 0_usize..26, byte in b' '..b'~') {
            let mut column = b"2026-06-10T10:00:00Z+02:00".to_vec();
            column[place] = byte;
            let exact = Stamp::from_exact(&column);
            let similar = Stamp::from_similar(std::str::from_utf8(&column).unwrap());
            proptest::prop_assert!(exact.is_none() || exact == similar);
        }
    }

    #[test]
    fn a_time_that_does_not_exist_is_none() {
        for column in [
            "2026-02-29T10:00:00Z+02:00",
            "2026-13-01T10:00:00Z+02:00",
            "2026-06-10T24:00:00Z+02:00",
            "2026-06-10T10:00:00Z+24:00",
            "2026-06-10T10:00:00Z+02:60",
            "2026-06-10T10:00:00Z",
            "",
        ] {
            assert_eq!(Stamp::from_column(column), None, "{column}");
        }
    }
}
