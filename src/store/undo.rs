//! Undo and redo: one step is one act, played back row by row, only where every row is still as the act left it.
//!
//! Undo goes through a step's notes from the last to the first and turns each `after` into its `before`; redo goes forward and turns
//! `before` into `after`. All in one transaction: a row that somebody else changed since stops it, and nothing is written.

use anyhow::Result;
use rusqlite::Connection;

use super::{
    Stepped, Store, busy, crowd, index,
    notes::{self, Table},
    place,
    play::{self, Step, Way, is_constraint},
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
        self.play_through(way, find, now)
            .map_err(|error| self.told(error))
    }

    fn play_through(
        &mut self,
        way: Way,
        find: impl Fn(&Connection) -> Result<Option<Step>>,
        now: Stamp,
    ) -> Result<Stepped> {
        self.may_write()?;
        self.note_changes()?;
        let transaction = place::begin(&mut self.file, &self.standing)?;
        let Some(mut step) = find(&transaction)? else {
            return Ok(Stepped::Nothing);
        };
        let stayed = match play_step(&transaction, &self.tables, way, &mut step)? {
            Ok(stayed) => stayed,
            Err(reason) => return Ok(Stepped::Refused(step.label, reason)),
        };
        step.mark(&transaction, matches!(way, Way::Undo).then_some(now))?;
        index::catch_up(&transaction)?;
        self.standing.stands()?;
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
        _ => play::notes(file, tables, way, step)?
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
    /// Notes all rows at once that were added to these tables behind a row number, without triggers; `customers` are the ranges of those they are about.
    pub(super) fn add_rows(
        &mut self,
        file: &Connection,
        added: &[(&Table, i64)],
        customers: Vec<(i64, i64)>,
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
