//! Undo and redo: one step is one act, played back row by row, only where every row is still as the act left it.
//!
//! Undo goes through a step's notes from the last to the first and turns each `after` into its `before`; redo goes forward and turns
//! `before` into `after`. All in one transaction: a row that somebody else changed since stops it, and nothing is written.

use std::collections::{BTreeSet, HashMap, hash_map::Entry};

use anyhow::{Context, Result};
use rusqlite::{Connection, ErrorCode, Params, TransactionBehavior};

use super::{
    Stepped, Store, busy,
    crowd::{self, Many},
    index,
    notes::{self, Moves, Table},
};
use crate::domain::Stamp;

/// A step with more notes than this is played without the triggers that would not note it anyway.
const LONG: i64 = 1000;

impl Store {
    /// Takes back the last act that is not yet undone. Of an import, whom somebody changed since stays.
    ///
    /// # Errors
    /// [`super::Conflict::Busy`] when another program is writing.
    pub fn undo(&mut self, now: Stamp) -> Result<Stepped> {
        self.play(Way::Undo, |file| Way::Undo.next(file), now)
    }

    /// Takes back the last import whose label has these words, whatever came after it; whom somebody changed since stays.
    ///
    /// # Errors
    /// [`super::Conflict::Busy`] when another program is writing.
    pub fn undo_import(&mut self, words: &str, now: Stamp) -> Result<Stepped> {
        self.play(Way::Undo, |file| crowd::import(file, words), now)
    }

    /// Does the act that was undone last again.
    ///
    /// # Errors
    /// [`super::Conflict::Busy`] when another program is writing.
    pub fn redo(&mut self, now: Stamp) -> Result<Stepped> {
        self.play(Way::Redo, |file| Way::Redo.next(file), now)
    }

    /// Labels of the steps `u` and `U` would play, for the footer.
    pub fn undo_labels(&self) -> Result<(Option<String>, Option<String>)> {
        let label = |way: Way| Ok::<_, anyhow::Error>(way.next(&self.file)?.map(|step| step.label));
        Ok((label(Way::Undo)?, label(Way::Redo)?))
    }

    /// Puts the triggers in place that note every change, with the first write of this connection.
    pub(super) fn note_changes(&mut self) -> Result<()> {
        if self.tables.is_empty() {
            let tables = notes::tables(&self.file)?;
            notes::install(&self.file, &tables)?;
            self.tables = tables;
        }
        Ok(())
    }

    fn play(
        &mut self,
        way: Way,
        find: impl Fn(&Connection) -> Result<Option<Step>>,
        now: Stamp,
    ) -> Result<Stepped> {
        self.note_changes()?;
        let transaction = self
            .file
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(busy)?;
        let Some(mut step) = find(&transaction)? else {
            return Ok(Stepped::Nothing);
        };
        let stayed = match play_step(&transaction, &self.tables, way, &mut step)? {
            Ok(stayed) => stayed,
            Err(reason) => return Ok(Stepped::Refused(step.label, reason)),
        };
        step.mark(&transaction, matches!(way, Way::Undo).then_some(now))?;
        index::catch_up(&transaction)?;
        match transaction.commit() {
            Ok(()) => {}
            Err(error) if is_constraint(&error) => {
                let reason = "What it belongs to was taken out since.".into();
                return Ok(Stepped::Refused(step.label, reason));
            }
            Err(error) => return Err(busy(error)),
        }
        self.written.set(self.written.get().wrapping_add(1));
        Ok(if stayed.is_empty() {
            Stepped::Done(step.label)
        } else {
            Stepped::DoneBut(step.label, stayed)
        })
    }
}

/// Plays a step; gives back who stayed, or the reason when something stands in its way.
fn play_step(
    file: &Connection,
    tables: &[Table],
    way: Way,
    step: &mut Step,
) -> Result<Result<Vec<String>, String>> {
    file.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    let is_import = step.stayed.is_some();
    let long = step.last_row - step.first_row > LONG || is_import;
    if long {
        notes::uninstall(file, tables)?;
    }
    let stayed = match way {
        Way::Undo if is_import => crowd::undo(file, tables, step)?,
        _ => play_notes(file, tables, way, step)?
            .map(|_| Vec::new())
            .map_err(|stuck| stuck.reason),
    };
    if long && stayed.is_ok() {
        notes::install(file, tables)?;
    }
    Ok(stayed)
}

/// A step being noted: from [`begin`] to [`Notes::end`].
pub(super) struct Notes {
    /// Of an import its customers may stay one by one.
    is_import: bool,
    first_row: i64,
    /// The first note whose customer is not yet gathered.
    from: i64,
    /// The customers touched so far, as ranges of their numbers.
    customers: Vec<(i64, i64)>,
}

/// Starts to note changes as one step; what was undone before can no longer be redone.
pub(super) fn begin(file: &Connection, is_import: bool) -> Result<Notes> {
    forget_undone(file)?;
    note_changes(file, true)?;
    let first_row = next_row(file)?;
    Ok(Notes {
        is_import,
        first_row,
        from: first_row,
        customers: Vec::new(),
    })
}

/// What was undone last can no longer be redone.
pub(super) fn forget_undone(file: &Connection) -> Result<()> {
    if let Some(first) = Way::Redo.next(file)? {
        file.execute("DELETE FROM undo_step WHERE id >= ?1", [first.id])?;
        file.execute("DELETE FROM undo_row WHERE id >= ?1", [first.first_row])?;
        file.execute(
            "DELETE FROM undo_image WHERE id >= ?1 << 32",
            [first.first_row],
        )?;
    }
    Ok(())
}

/// Lets the triggers note changes, or not.
fn note_changes(file: &Connection, on: bool) -> Result<()> {
    let sql = if on {
        "INSERT INTO temp.undo_now (id) VALUES (1)"
    } else {
        "DELETE FROM temp.undo_now"
    };
    file.prepare_cached(sql)?.execute([])?;
    Ok(())
}

pub(super) fn next_row(file: &Connection) -> Result<i64> {
    Ok(file
        .prepare_cached("SELECT coalesce(max(id), 0) + 1 FROM undo_row")?
        .query_row([], |row| row.get(0))?)
}

impl Notes {
    /// Notes all rows at once that were added to these tables behind a row number, without triggers; `customers` are new with them.
    pub(super) fn add_rows(
        &mut self,
        file: &Connection,
        added: &[(&Table, i64)],
        customers: Option<(i64, i64)>,
    ) -> Result<()> {
        for (table, last_before) in added {
            file.execute(&table.note_rows(), [last_before])?;
        }
        self.customers.extend(customers);
        self.from = next_row(file)?;
        Ok(())
    }

    /// Gathers whom the notes taken since the last time are about.
    pub(super) fn gather(&mut self, file: &Connection, tables: &[Table]) -> Result<()> {
        let asked = tables.iter().filter_map(|table| {
            let (customer, name) = (table.customer(tables)?, &table.name);
            Some(format!(
                "SELECT {customer} AS c FROM undo_row AS r WHERE id >= ?1 AND tbl = '{name}'"
            ))
        });
        let asked = asked.collect::<Vec<_>>().join(" UNION ");
        let sql = format!("SELECT c, c FROM ({asked}) WHERE c IS NOT NULL ORDER BY c");
        let mut select = file.prepare_cached(&sql)?;
        let found = select.query_map([self.from], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for customer in found {
            self.customers.push(customer?);
        }
        self.from = next_row(file)?;
        Ok(())
    }

    /// Ends the step and gives it its label.
    pub(super) fn end(
        mut self,
        file: &Connection,
        tables: &[Table],
        act: (&str, Stamp, &str),
    ) -> Result<()> {
        note_changes(file, false)?;
        self.gather(file, tables)?;
        let (label, now, who) = act;
        let customers = serde_json::to_string(&self.customers)?;
        file.prepare_cached(
            "INSERT INTO undo_step (label, at, who, customers, first_row, last_row, stayed)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute((
            label,
            now,
            who,
            customers,
            self.first_row,
            self.from - 1,
            self.is_import.then_some("[]"),
        ))?;
        Ok(())
    }
}

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

    fn mark(&self, file: &Connection, undone: Option<Stamp>) -> Result<()> {
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
    fn next(self, file: &Connection) -> Result<Option<Step>> {
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

/// What a step cannot get past: in words, and the customers it is about.
pub(super) struct Stuck {
    pub reason: String,
    pub customers: Vec<i64>,
}

/// Plays the notes of a step but for those about customers who stay; gives back how many rows that moved.
pub(super) fn play_notes(
    file: &Connection,
    tables: &[Table],
    way: Way,
    step: &Step,
) -> Result<Result<usize, Stuck>> {
    let mut notes = file.prepare_cached(way.notes())?;
    let mut rows = notes.query((step.first_row, step.last_row))?;
    let mut moves: HashMap<(String, usize), (&Table, Moves)> = HashMap::new();
    let mut moved = 0;
    while let Some(row) = rows.next()? {
        let width: Option<usize> = row.get(4)?;
        let key = (row.get(0)?, width.unwrap_or(0));
        let (table, moves) = match moves.entry(key) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(new) => {
                let (name, width) = new.key();
                let table = tables.iter().find(|table| table.name == *name);
                let table = table.with_context(|| format!("there is no table {name}"))?;
                let moves = table.moves(*width);
                new.insert((table, moves))
            }
        };
        let (first, number): (i64, i64) = (row.get(1)?, row.get(5)?);
        if let Some(last) = row.get(6)? {
            let many = Many {
                table,
                number,
                rows: (first, last),
            };
            match many.play(file, tables, way)? {
                Ok(rows) => moved += rows,
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
            let (reason, customers) = (
                reason(file, &note)?,
                crowd::whose(file, tables, table, number)?,
            );
            return Ok(Err(Stuck {
                reason,
                customers: customers.into_iter().collect(),
            }));
        }
        moved += 1;
    }
    Ok(Ok(moved))
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
    let what = note.table.what(file, note.row, note.from.or(note.to))?;
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
