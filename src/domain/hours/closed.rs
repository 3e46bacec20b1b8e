//! Days on which the shop is closed though the week says otherwise: `2026-12-24 Christmas Eve; 12-25 Christmas`.

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate};

use crate::domain::{PartialDate, Refusal, dates::written};

/// When: once, or every year; from one day to another, both closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    Once(NaiveDate, NaiveDate),
    /// Month and day; the second may lie in the next year.
    Yearly((u32, u32), (u32, u32)),
}

impl When {
    fn holds(self, day: NaiveDate) -> bool {
        match self {
            Self::Once(from, to) => (from..=to).contains(&day),
            Self::Yearly(from, to) => {
                let day = (day.month(), day.day());
                if from <= to {
                    (from..=to).contains(&day)
                } else {
                    day >= from || day <= to
                }
            }
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let yearly = |(month, day): (u32, u32)| format!("{month:02}-{day:02}");
        match *self {
            Self::Once(from, to) if from == to => write!(f, "{from}"),
            Self::Once(from, to) => write!(f, "{from}..{to}"),
            Self::Yearly(from, to) if from == to => f.write_str(&yearly(from)),
            Self::Yearly(from, to) => write!(f, "{}..{}", yearly(from), yearly(to)),
        }
    }
}

/// Closed days with their names, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClosedDays(Vec<(When, String)>);

impl ClosedDays {
    /// What the shop is closed for on this day; `None` when it is not.
    pub fn name(&self, day: NaiveDate) -> Option<&str> {
        let found = self.0.iter().find(|(when, _)| when.holds(day));
        found.map(|(_, name)| name.as_str())
    }
}

/// Reads days with their names: `2026-12-24 Christmas Eve; 12-25 Christmas; 2026-08-03..2026-08-15 holidays`.
impl FromStr for ClosedDays {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let days = text.split([';', '\n']).map(str::trim);
        let days = days.filter(|day| !day.is_empty()).map(|day| {
            let (when, name) = day.split_once(char::is_whitespace).unwrap_or((day, ""));
            let when = read_when(when).ok_or_else(|| {
                Refusal(format!(
                    "\"{when}\" is not a day; write closed days like 2026-12-24 Christmas Eve; 12-25 Christmas; 2026-08-03..2026-08-15 holidays."
                ))
            })?;
            let name: Vec<&str> = name.split_whitespace().collect();
            Ok((when, name.join(" ")))
        });
        let mut days = days.collect::<Result<Vec<_>, Refusal>>()?;
        days.sort();
        days.dedup();
        Ok(Self(days))
    }
}

impl fmt::Display for ClosedDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.0.iter().map(|(when, name)| format!("{when} {name}"));
        let days: Vec<String> = days.map(|day| day.trim_end().to_owned()).collect();
        f.write_str(&days.join("; "))
    }
}

fn read_when(text: &str) -> Option<When> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let (from, to) = (read_date(from)?, read_date(to)?);
    match (whole(from), whole(to)) {
        (Some(from), Some(to)) if from <= to => Some(When::Once(from, to)),
        (None, None) => Some(When::Yearly(
            (from.month()?, from.day()?),
            (to.month()?, to.day()?),
        )),
        _ => None,
    }
}

fn whole(date: PartialDate) -> Option<NaiveDate> {
    date.in_year(date.year()?)
}

/// `2026-12-24`, `12-24`, `24.12.2026`, `24.12.`; not `12/24`, which may mean two days.
fn read_date(text: &str) -> Option<PartialDate> {
    match text.split('-').collect::<Vec<_>>().as_slice() {
        [month, day] => PartialDate::new(None, month.parse().ok(), day.parse().ok()),
        _ if text.contains('/') => None,
        _ => written(text, false),
    }
}
