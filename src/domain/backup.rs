//! Backups of the data file: what each was made for, when the next is due, and which of the older ones may go.
//!
//! They are ordered by the number that the file counts up for ever, not by their days: a clock that was set wrong for a while
//! neither makes a backup old nor keeps it.

#[cfg(test)]
mod tests;

use std::{cmp::Reverse, collections::BTreeSet, fmt};

use chrono::{Datelike, NaiveDate};
use serde::{Serialize, Serializer};

/// How many backups of different days are kept.
const DAYS: usize = 7;

/// How many of different weeks are kept behind those.
const WEEKS: usize = 4;

/// How many are kept that were made before something, and as many that were asked for.
const OTHERS: usize = 10;

const FIRST_OF_DAY: &str = "first start of the day";
const ASKED: &str = "asked for";
const BEFORE: &str = "before the ";

/// What a backup was made for; it decides how long it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The first start of the day.
    FirstOfDay,
    /// Somebody asked for it.
    Asked,
    /// It came before this: "import of people.csv".
    Before(String),
}

impl Reason {
    /// Reads what stands in the file.
    pub fn read(words: &str) -> Self {
        match words {
            FIRST_OF_DAY => Self::FirstOfDay,
            ASKED => Self::Asked,
            words => Self::Before(words.trim_start_matches(BEFORE).to_owned()),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FirstOfDay => f.write_str(FIRST_OF_DAY),
            Self::Asked => f.write_str(ASKED),
            Self::Before(what) => write!(f, "{BEFORE}{what}"),
        }
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What rotation knows of a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The number that the file gave it; a later one has a higher one.
    pub number: i64,
    /// The day that the clock showed.
    pub day: NaiveDate,
    /// What it was made for; `None` when it cannot be read.
    pub reason: Option<Reason>,
}

/// The numbers of the backups that may go: all but those of the last 7 days and of 4 weeks behind them, the last 10 that were made
/// before something, and the last 10 that were asked for. What cannot be read takes no place of these, and goes when it is older than
/// all that stay.
pub fn rotate(backups: &[Backup]) -> Vec<i64> {
    let mut newest_first: Vec<&Backup> = backups.iter().collect();
    newest_first.sort_by_key(|backup| Reverse(backup.number));
    let mut kept = Kept::default();
    let stay = newest_first.iter().filter(|backup| kept.takes(backup));
    let stay: BTreeSet<i64> = stay.map(|backup| backup.number).collect();
    let goes = |backup: &&&Backup| match backup.reason {
        Some(_) => !stay.contains(&backup.number),
        None => stay.first().is_some_and(|oldest| backup.number < *oldest),
    };
    let gone = newest_first.iter().filter(goes);
    gone.map(|backup| backup.number).collect()
}

/// What is kept so far, from the newest on.
#[derive(Default)]
struct Kept {
    days: BTreeSet<NaiveDate>,
    weeks: BTreeSet<(i32, u32)>,
    before: usize,
    asked: usize,
}

impl Kept {
    /// Is there a place for this one, too?
    fn takes(&mut self, backup: &Backup) -> bool {
        let one_more = |count: &mut usize| {
            *count += 1;
            *count <= OTHERS
        };
        match backup.reason {
            None => false,
            Some(Reason::Before(_)) => one_more(&mut self.before),
            Some(Reason::Asked) => one_more(&mut self.asked),
            Some(Reason::FirstOfDay) if self.days.len() < DAYS => self.days.insert(backup.day),
            Some(Reason::FirstOfDay) => {
                let week = backup.day.iso_week();
                !self.days.contains(&backup.day)
                    && self.weeks.len() < WEEKS
                    && self.weeks.insert((week.year(), week.week()))
            }
        }
    }
}
