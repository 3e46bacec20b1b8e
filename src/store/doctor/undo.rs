//! The undo history: every act has its notes, in their order, about tables that are there.

use anyhow::Result;
use rusqlite::Connection;
use serde_json::Value;

use super::{Patient, counted, some_of};
use crate::{
    domain::checkup::Finding,
    store::notes::{self, Table},
};

pub(super) fn notes(check: &'static str, patient: &Patient) -> Result<Finding> {
    let file = patient.file()?;
    let acts = acts(file)?;
    let mut wrong = wrong_acts(&acts);
    wrong.extend(wrong_notes(file, &acts)?);
    Ok(match wrong.as_slice() {
        [] => Finding::good(
            check,
            format!("{} can be taken back", counted(acts.len(), "act")),
        ),
        wrong => Finding::warning(
            check,
            some_of(wrong),
            "no row of the shop is touched by it; undo stops at such an act",
        ),
    })
}

/// A step of the history.
struct Act {
    name: String,
    /// The numbers of its first and last note.
    notes: (i64, i64),
    /// How many of these two there are; between them, some may be gone with a customer who was forgotten.
    noted: i64,
    /// Can it be read whom it touched?
    readable: bool,
}

/// All steps, in their order.
fn acts(file: &Connection) -> Result<Vec<Act>> {
    let mut select = file.prepare(
        "SELECT id, label, first_row, last_row, customers, coalesce(stayed, '[]'),
            (SELECT count(*) FROM undo_row WHERE id IN (first_row, last_row) AND id BETWEEN first_row AND last_row) FROM undo_step ORDER BY id",
    )?;
    let acts = select.query_map([], |row| {
        let (id, label): (i64, String) = (row.get(0)?, row.get(1)?);
        let (customers, stayed): (String, String) = (row.get(4)?, row.get(5)?);
        Ok(Act {
            name: format!("act {id} ({label})"),
            notes: (row.get(2)?, row.get(3)?),
            noted: row.get(6)?,
            readable: [customers, stayed]
                .iter()
                .all(|json| length(json).is_some()),
        })
    })?;
    Ok(acts.collect::<rusqlite::Result<_>>()?)
}

/// Acts whose notes lack, overlap with those of another, or do not say whom they touched.
fn wrong_acts(acts: &[Act]) -> Vec<String> {
    let mut last_before = 0;
    let mut wrong = Vec::new();
    for act in acts {
        let (first, last) = act.notes;
        let why = if first <= last_before || last < first - 1 {
            Some("its notes are out of order")
        } else if act.noted != (last - first + 1).min(2) {
            Some("notes of it are gone")
        } else {
            (!act.readable).then_some("whom it touched cannot be read")
        };
        wrong.extend(why.map(|why| format!("{}: {why}", act.name)));
        last_before = last_before.max(last);
    }
    wrong
}

/// Notes that belong to no act, or from which no row can be brought back.
fn wrong_notes(file: &Connection, acts: &[Act]) -> Result<Vec<String>> {
    let tables = notes::tables(file)?;
    let belongs = |note: i64| {
        let behind = acts.partition_point(|act| act.notes.0 <= note);
        let act = behind.checked_sub(1).and_then(|at| acts.get(at));
        act.is_some_and(|act| note <= act.notes.1)
    };
    let mut select = file.prepare("SELECT id, tbl, before, after FROM undo_row")?;
    let mut rows = select.query([])?;
    let mut wrong = Vec::new();
    while let Some(row) = rows.next()? {
        let (note, name): (i64, String) = (row.get(0)?, row.get(1)?);
        let images: [Option<String>; 2] = [row.get(2)?, row.get(3)?];
        let table = tables.iter().find(|table| table.name == name);
        let why = match table {
            None => Some(format!("is about {name:?}, which is no table")),
            Some(table) if !fit(&images, table) => Some("cannot be read".to_owned()),
            Some(_) => (!belongs(note)).then(|| "belongs to no act".to_owned()),
        };
        wrong.extend(why.map(|why| format!("note {note} {why}")));
    }
    Ok(wrong)
}

/// Are these images of rows of the table, as it is or was?
fn fit(images: &[Option<String>], table: &Table) -> bool {
    let mut images = images.iter().flatten();
    images.all(|image| length(image).is_some_and(|it| it <= table.width()))
}

/// How many values a JSON list has; `None` for what is none.
fn length(json: &str) -> Option<usize> {
    match serde_json::from_str(json) {
        Ok(Value::Array(list)) => Some(list.len()),
        _ => None,
    }
}
