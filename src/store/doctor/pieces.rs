//! Is the file in one piece? What SQLite itself says, and whether the tables are those that the program made.

use std::collections::BTreeMap;

use anyhow::Result;
use rusqlite::Connection;

use super::{BRING_BACK, Patient, some_of};
use crate::{
    domain::checkup::Finding,
    store::{SETTINGS, schema},
};

/// So many faults are asked for; after these it is clear how things are.
const FAULTS: u32 = 100;

pub(super) fn settings(check: &'static str, patient: &Patient) -> Result<Finding> {
    let file = patient.file()?;
    let mut wrong = Vec::new();
    for (name, _, answer) in SETTINGS {
        let now: i64 = file.pragma_query_value(None, name, |row| row.get(0))?;
        if now.to_string() != answer {
            wrong.push(format!("{name} is {now}, not {answer}"));
        }
    }
    for (name, answer) in [("journal_mode", "wal"), ("encoding", "UTF-8")] {
        let now: String = file.pragma_query_value(None, name, |row| row.get(0))?;
        if now != answer {
            wrong.push(format!("{name} is {now}, not {answer}"));
        }
    }
    Ok(match wrong.as_slice() {
        [] => Finding::good(
            check,
            "SQLite works as it is told: synced, with references kept",
        ),
        wrong => Finding::warning(
            check,
            wrong.join(", "),
            "open the shop once with regulars, which sets it right",
        ),
    })
}

pub(super) fn tables(check: &'static str, patient: &Patient) -> Result<Finding> {
    let made = schema::in_memory()?;
    let (ours, theirs) = (pieces(&made)?, pieces(patient.file()?)?);
    let lacking: Vec<String> = ours
        .iter()
        .filter(|(name, sql)| theirs.get(*name) != Some(sql))
        .map(|(name, _)| name.clone())
        .collect();
    let foreign: Vec<String> = theirs
        .keys()
        .filter(|name| !ours.contains_key(*name))
        .cloned()
        .collect();
    Ok(match (lacking.as_slice(), foreign.as_slice()) {
        ([], []) => {
            let tables = ours.keys().filter(|name| name.starts_with("table "));
            let all = format!(
                "all {} are there, with their indexes and triggers",
                tables.count()
            );
            Finding::good(check, all)
        }
        ([], foreign) => Finding::warning(
            check,
            format!("{} was made by another program", some_of(foreign)),
            "take it out with the program that made it",
        ),
        (lacking, _) => Finding::damage(
            check,
            format!("{} is not as regulars makes it", some_of(lacking)),
            BRING_BACK,
        ),
    })
}

/// Tables, indexes and triggers by kind and name, with how they were made; spaces do not count.
fn pieces(file: &Connection) -> Result<BTreeMap<String, String>> {
    let mut select = file.prepare(
        "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'",
    )?;
    let rows = select.query_map([], |row| {
        let sql: String = row.get(1)?;
        Ok((
            row.get(0)?,
            sql.split_whitespace().collect::<Vec<_>>().join(" "),
        ))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn quick(check: &'static str, patient: &Patient) -> Result<Finding> {
    let mut faults = faults(patient.file()?, "quick_check")?;
    // Those are told with all others of the indexes.
    faults.retain(|fault| !is_of_an_index(fault));
    Ok(match faults.as_slice() {
        [] => Finding::good(check, "every page of the file hangs together"),
        faults => torn(check, faults),
    })
}

pub(super) fn full(check: &'static str, patient: &Patient) -> Result<Finding> {
    let faults = faults(patient.file()?, "integrity_check")?;
    Ok(if faults.is_empty() {
        Finding::good(check, "every index agrees with its rows")
    } else if faults.iter().all(|fault| is_of_an_index(fault)) {
        let says = format!(
            "indexes do not agree with the rows, which are all there: {}",
            first(&faults)
        );
        Finding::damage(check, says, super::MEND)
    } else {
        torn(check, &faults)
    })
}

/// What the integrity check of this name says against the file.
pub(super) fn faults(file: &Connection, check: &str) -> Result<Vec<String>> {
    let mut select = file.prepare(&format!("PRAGMA {check}({FAULTS})"))?;
    let faults = select.query_map([], |row| row.get(0))?;
    let faults: Vec<String> = faults.collect::<rusqlite::Result<_>>()?;
    Ok(faults.into_iter().filter(|fault| fault != "ok").collect())
}

/// Is only an index wrong, which can be made anew from rows that are all there?
fn is_of_an_index(fault: &str) -> bool {
    const OF_AN_INDEX: [&str; 5] = [
        " missing from index ",
        "wrong # of entries in index ",
        "non-unique entry in index ",
        "values differ from index ",
        "inverted index for FTS5 table ",
    ];
    OF_AN_INDEX.iter().any(|words| fault.contains(words))
}

fn torn(check: &'static str, faults: &[String]) -> Finding {
    let says = format!("the file is torn: {}", first(faults));
    Finding::damage(check, says, BRING_BACK)
}

fn first(faults: &[String]) -> String {
    let first = faults.first().and_then(|fault| fault.lines().next());
    let more = match faults.len() {
        0 | 1 => String::new(),
        count => format!(", and {} more", count - 1),
    };
    format!("{}{more}", first.unwrap_or_default())
}

pub(super) fn references(check: &'static str, patient: &Patient) -> Result<Finding> {
    let mut select = patient.file()?.prepare(
        "SELECT \"table\" || ' ' || rowid || ' belongs to a ' || parent || ' that is not there' FROM pragma_foreign_key_check LIMIT 100",
    )?;
    let hanging = select.query_map([], |row| row.get(0))?;
    let hanging: Vec<String> = hanging.collect::<rusqlite::Result<_>>()?;
    Ok(match hanging.as_slice() {
        [] => Finding::good(check, "every row belongs to one that is there"),
        hanging => Finding::damage(check, some_of(hanging), BRING_BACK),
    })
}
