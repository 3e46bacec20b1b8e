//! What stands in the rows: texts that can be read, and days and times that a shop can mean.

use anyhow::Result;
use chrono::{Datelike, NaiveDate};
use rusqlite::types::ValueRef;

use super::{Patient, some_of};
use crate::{
    domain::{
        PartialDate, Stamp,
        checkup::{Finding, is_strange},
    },
    store::notes,
};

pub(super) fn texts(check: &'static str, patient: &Patient) -> Result<Finding> {
    let wrong = places(patient, |_, text| {
        if std::str::from_utf8(text).is_err() {
            return Some("is no text (UTF-8)");
        }
        memchr::memchr(0, text).map(|_| "has a NUL character in it")
    })?;
    Ok(found(check, &wrong, "every text can be read"))
}

pub(super) fn dates(check: &'static str, patient: &Patient) -> Result<Finding> {
    let this_year = patient.now.day().year();
    let wrong = places(patient, |column, text| {
        let kind = kind_of(column)?;
        let Some(year) = std::str::from_utf8(text)
            .ok()
            .and_then(|text| kind.year(text))
        else {
            return Some("is no day or time in our form");
        };
        let strange = year.is_some_and(|year| is_strange(year, this_year));
        strange.then_some("is a strange year")
    })?;
    Ok(found(check, &wrong, "every day and time makes sense"))
}

fn found(check: &'static str, wrong: &[String], good: &str) -> Finding {
    match wrong {
        [] => Finding::good(check, good),
        wrong => Finding::warning(
            check,
            some_of(wrong),
            "write it anew in the form of that row; a row that does not open was written by another program",
        ),
    }
}

/// What a column holds, where that is a day or a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Day,
    Time,
    /// A birthday, of which parts may be unknown.
    Part,
}

impl Kind {
    /// The year of a text in our form, if it has one; `None` for another form.
    fn year(self, text: &str) -> Option<Option<i32>> {
        match self {
            Self::Day => text.parse().ok().map(|day: NaiveDate| Some(day.year())),
            Self::Time => Stamp::from_column(text).map(|at| Some(at.day().year())),
            Self::Part => text.parse().ok().map(PartialDate::year),
        }
    }
}

/// What a column (`table.name`) holds, by its name; `None` for other texts.
fn kind_of(column: &str) -> Option<Kind> {
    const DAYS: [&str; 9] = [
        "day",
        "due",
        "until",
        "since",
        "learned",
        "consent_on",
        "going_through_until",
        "lost",
        "ended",
    ];
    const TIMES: [&str; 16] = [
        "at",
        "created",
        "opened",
        "agreed",
        "done",
        "told",
        "released",
        "broken",
        "asked",
        "arrived",
        "dropped",
        "verified",
        "noted",
        "let_go",
        "undone",
        "parting.ended",
    ];
    let (_, name) = column.split_once('.')?;
    if TIMES.contains(&column) || TIMES.contains(&name) {
        Some(Kind::Time)
    } else if DAYS.contains(&name) {
        Some(Kind::Day)
    } else {
        (name == "birthday").then_some(Kind::Part)
    }
}

/// Where a text of the shop's rows is wrong, and how: "customer 3: since is a strange year". At most a hundred places.
fn places(
    patient: &Patient,
    wrong: impl Fn(&str, &[u8]) -> Option<&'static str>,
) -> Result<Vec<String>> {
    const ENOUGH: usize = 100;
    let file = patient.file()?;
    let mut places = Vec::new();
    for table in notes::tables(file)? {
        let columns: Vec<String> = table
            .columns
            .iter()
            .map(|name| format!("{}.{name}", table.name))
            .collect();
        let mut select = file.prepare(&format!("SELECT * FROM main.\"{}\"", table.name))?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            for (at, column) in columns.iter().enumerate() {
                let ValueRef::Text(text) = row.get_ref(at)? else {
                    continue;
                };
                if let Some(how) = wrong(column, text) {
                    let (id, name): (i64, _) = (row.get(0)?, &table.columns[at]);
                    places.push(format!("{} {id}: {name} {how}", table.name));
                }
            }
            if places.len() >= ENOUGH {
                return Ok(places);
            }
        }
    }
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_times_and_birthdays_are_known_by_their_columns() {
        assert_eq!(kind_of("customer.since"), Some(Kind::Day));
        assert_eq!(kind_of("preference.ended"), Some(Kind::Day));
        assert_eq!(kind_of("parting.ended"), Some(Kind::Time));
        assert_eq!(kind_of("customer.birthday"), Some(Kind::Part));
        assert_eq!(kind_of("customer.name"), None);
        assert_eq!(Kind::Part.year("--06-14"), Some(None));
        assert_eq!(Kind::Day.year("14.6."), None);
    }
}
