//! Playing a step of the history back or forward, note by note.

use std::collections::{BTreeSet, HashMap, hash_map::Entry};

use anyhow::{Context, Result};
use rusqlite::{Connection, ErrorCode, Params, Row};

use super::{
    crowd::{self, Many},
    notes::{Moves, Table},
};
use crate::domain::Stamp;

/// Back or forward.
#[derive(Debug, Clone, Copy)]
pub(super) enum Way {
    Undo,
    Redo,
}

/// One step of the history.
pub(super) struct Step {
    pub id: i64,
    pub label: String,
    pub first_row: i64,
    pub last_row: i64,
    /// Of an import: customers who are left alone, as they stayed when it was undone.
    pub stayed: Option<BTreeSet<i64>>,
}

impl Step {
    /// The first step in this order.
    pub(super) fn first(
        file: &Connection,
        order: &str,
        values: impl Params,
    ) -> Result<Option<Self>> {
        let sql =
            format!("SELECT id, label, first_row, last_row, stayed FROM undo_step {order} LIMIT 1");
        let mut select = file.prepare_cached(&sql)?;
        let mut rows = select.query(values)?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let stayed: Option<String> = row.get(4)?;
        Ok(Some(Self {
            id: row.get(0)?,
            label: row.get(1)?,
            first_row: row.get(2)?,
            last_row: row.get(3)?,
            stayed: stayed.map(|it| serde_json::from_str(&it)).transpose()?,
        }))
    }

    /// Writes down that it is undone, or that it stands again.
    pub(super) fn mark(&self, file: &Connection, undone: Option<Stamp>) -> Result<()> {
        let stayed = self
            .stayed
            .as_ref()
            .map(serde_json::to_string)
            .transpose()?;
        file.prepare_cached("UPDATE undo_step SET undone = ?1, stayed = ?2 WHERE id = ?3")?
            .execute((undone, stayed, self.id))?;
        Ok(())
    }
}

impl Way {
    /// The step that is next this way.
    pub(super) fn next(self, file: &Connection) -> Result<Option<Step>> {
        let order = match self {
            Self::Undo => "WHERE undone IS NULL ORDER BY id DESC",
            Self::Redo => {
                "WHERE id > (SELECT coalesce(max(id), 0) FROM undo_step WHERE undone IS NULL) ORDER BY id"
            }
        };
        Step::first(file, order, [])
    }

    /// The notes of a step, in the order they are played: table, row, how it must be, how it shall be, how wide it was noted, number of
    /// the note, and the last row where several were added together.
    fn notes(self) -> &'static str {
        match self {
            Self::Undo => {
                "SELECT tbl, row, after, before, json_array_length(coalesce(after, before)), id, last
                FROM undo_row WHERE id BETWEEN ?1 AND ?2 ORDER BY id DESC"
            }
            Self::Redo => {
                "SELECT tbl, row, before, after, json_array_length(coalesce(after, before)), id, last
                FROM undo_row WHERE id BETWEEN ?1 AND ?2 ORDER BY id"
            }
        }
    }
}

/// One row's note, in the direction it is played.
struct Note<'a> {
    table: &'a Table,
    row: i64,
    from: Option<&'a str>,
    to: Option<&'a str>,
}

impl Note<'_> {
    /// The row in words to begin a sentence with.
    fn what(&self, file: &Connection) -> Result<String> {
        self.table.what(file, self.row, self.from.or(self.to))
    }
}

/// What a step cannot get past: in words, and the customers it is about.
pub(super) struct Stuck {
    pub reason: String,
    pub customers: Vec<i64>,
}

/// What came of playing a step.
#[derive(Default)]
pub(super) struct Played {
    /// So many rows moved.
    pub rows: usize,
    /// Of an import: what belongs to no customer and was used or changed since, in words.
    pub left: Vec<String>,
}

/// How notes of one table and width are played.
type Known<'a> = HashMap<(String, usize), (&'a Table, Moves)>;

/// Plays the notes of a step but for those about customers who stay.
pub(super) fn notes(
    file: &Connection,
    tables: &[Table],
    way: Way,
    step: &Step,
) -> Result<Result<Played, Stuck>> {
    let mut notes = file.prepare_cached(way.notes())?;
    let mut rows = notes.query((step.first_row, step.last_row))?;
    let (mut known, mut played) = (Known::new(), Played::default());
    while let Some(row) = rows.next()? {
        let (table, moves) = moves(&mut known, tables, row)?;
        let (first, number): (i64, i64) = (row.get(1)?, row.get(5)?);
        if let Some(last) = row.get(6)? {
            let rows = (first, last);
            let many = Many {
                table,
                number,
                rows,
            };
            match many.play(file, tables, way)? {
                Ok(rows) => played.rows += rows,
                Err(stuck) => return Ok(Err(stuck)),
            }
            continue;
        }
        if crowd::stays(file, tables, (table, step), number)? {
            continue;
        }
        let note = Note {
            table,
            row: first,
            from: row.get_ref(2)?.as_str_or_null()?,
            to: row.get_ref(3)?.as_str_or_null()?,
        };
        if !play_note(file, moves, &note)? {
            if step.stayed.is_some() && table.customer(tables).is_none() {
                played.left.push(note.what(file)?);
                continue;
            }
            let whose = crowd::whose(file, tables, table, number)?;
            return Ok(Err(Stuck {
                reason: reason(file, &note)?,
                customers: whose.into_iter().collect(),
            }));
        }
        played.rows += 1;
    }
    Ok(Ok(played))
}

/// The table of a note, and the statements for it.
fn moves<'p, 't>(
    known: &'p mut Known<'t>,
    tables: &'t [Table],
    row: &Row<'_>,
) -> Result<(&'t Table, &'p Moves)> {
    let width: Option<usize> = row.get(4)?;
    let (table, moves) = match known.entry((row.get(0)?, width.unwrap_or(0))) {
        Entry::Occupied(there) => there.into_mut(),
        Entry::Vacant(new) => {
            let (name, width) = new.key();
            let table = tables.iter().find(|table| table.name == *name);
            let table = table.with_context(|| format!("there is no table {name}"))?;
            let moves = table.moves(*width);
            new.insert((table, moves))
        }
    };
    Ok((table, moves))
}

/// Plays one note; false when the row is not as noted, or something else hangs on it.
fn play_note(file: &Connection, moves: &Moves, note: &Note<'_>) -> Result<bool> {
    let done = match (note.from, note.to) {
        (None, Some(to)) => file.prepare_cached(&moves.insert)?.execute((note.row, to)),
        (Some(from), None) if !is_referred(file, note)? => file
            .prepare_cached(&moves.delete)?
            .execute((note.row, from)),
        (Some(from), Some(to)) => file
            .prepare_cached(&moves.update)?
            .execute((note.row, to, from)),
        _ => Ok(0),
    };
    match done {
        Ok(rows) => Ok(rows == 1),
        Err(error) if is_constraint(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Does any row that is still there refer to this one? It would be lost, or changed, with it.
fn is_referred(file: &Connection, note: &Note<'_>) -> Result<bool> {
    match &note.table.referred {
        Some(sql) => Ok(file
            .prepare_cached(sql)?
            .query_row([note.row], |row| row.get(0))?),
        None => Ok(false),
    }
}

/// Why a note cannot be played, in words.
fn reason(file: &Connection, note: &Note<'_>) -> Result<String> {
    let what = note.what(file)?;
    let there = file
        .prepare(&format!(
            "SELECT 1 FROM main.\"{}\" WHERE id = ?1",
            note.table.name
        ))?
        .exists([note.row])?;
    Ok(match (there, note.from.is_some()) {
        (false, true) => format!("{what} was taken out since."),
        (false, false) => format!("{what} cannot come back: something else has its place."),
        (true, false) => format!("{what} is there again."),
        (true, true) if note.to.is_none() && is_referred(file, note)? => {
            format!("Something was added to {what} since.")
        }
        (true, true) => format!("{what} was changed since."),
    })
}

pub(super) fn is_constraint(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation)
}
