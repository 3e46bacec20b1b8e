//! Undoing an import: rows that were added together go together, and whom somebody changed since stays with everything they have.

use std::collections::BTreeSet;

use anyhow::Result;
use rusqlite::{Connection, OptionalExtension};

use super::{
    apply::called,
    import::{self, Quiet},
    notes::Table,
    play::{self, Played, Step, Stuck, Way},
    undo,
};
use crate::domain::CustomerId;

/// The last import that stands and has these words in its label.
pub(super) fn import(file: &Connection, words: &str) -> Result<Option<Step>> {
    let order = "WHERE undone IS NULL AND stayed IS NOT NULL AND instr(lower(label), lower(?1)) ORDER BY id DESC";
    Step::first(file, order, [words])
}

/// Undoes an import but for the customers that somebody changed since; gives back what those are called and what else
/// had to stay, or why nothing was done.
pub(super) fn undo(
    file: &Connection,
    tables: &[Table],
    step: &mut Step,
) -> Result<Result<Vec<String>, String>> {
    let mut before = step.stayed.clone().unwrap_or_default();
    before.extend(strangers(file, tables, step)?);
    let mut stay = before.clone();
    stay.extend(changed_since(file, step)?);
    lift(file, step)?;
    let left = loop {
        set_staying(file, &stay)?;
        step.stayed = Some(stay.clone());
        file.execute_batch("SAVEPOINT attempt")?;
        let stuck = match play::notes(file, tables, Way::Undo, step)? {
            Ok(Played { rows: 0, .. }) => {
                return Ok(Err("Everybody in it was changed since.".into()));
            }
            Ok(played) => break played.left,
            Err(stuck) => stuck,
        };
        file.execute_batch("ROLLBACK TO attempt; RELEASE attempt")?;
        let known = stay.len();
        stay.extend(stuck.customers);
        if stay.len() == known {
            return Ok(Err(stuck.reason));
        }
    };
    file.execute_batch("RELEASE attempt")?;
    let names = stay
        .difference(&before)
        .map(|id| called(file, CustomerId(*id)));
    let mut names: Vec<String> = names.filter_map(Result::transpose).collect::<Result<_>>()?;
    names.extend(left);
    Ok(Ok(names))
}

/// The customers of an import whom acts after it touched that still stand.
fn changed_since(file: &Connection, step: &Step) -> Result<Vec<i64>> {
    let mut select = file.prepare_cached(
        "SELECT DISTINCT c.id FROM undo_step AS s, json_each(s.customers) AS r
        JOIN main.customer AS c ON c.id BETWEEN r.value ->> 0 AND r.value ->> 1
        WHERE s.id > ?1 AND s.undone IS NULL AND EXISTS (
            SELECT 1 FROM undo_step AS own, json_each(own.customers) AS o
            WHERE own.id = ?1 AND c.id BETWEEN o.value ->> 0 AND o.value ->> 1)",
    )?;
    let rows = select.query_map([step.id], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Who has rows now with numbers of the import, and is not in it: such a number is given anew when the last row of a table is gone.
fn strangers(file: &Connection, tables: &[Table], step: &Step) -> Result<Vec<i64>> {
    let customers = "SELECT customers FROM undo_step WHERE id = ?1";
    let customers: String = file.query_row(customers, [step.id], |row| row.get(0))?;
    let mut own: Vec<(i64, i64)> = serde_json::from_str(&customers)?;
    own.sort_unstable();
    let is_own = |id: i64| {
        let before = own.partition_point(|(first, _)| *first <= id);
        own[..before].iter().rev().any(|(_, last)| *last >= id)
    };
    let mut strangers = Vec::new();
    let mut notes = file.prepare_cached(
        "SELECT tbl, row, last FROM undo_row WHERE id BETWEEN ?1 AND ?2 AND last IS NOT NULL",
    )?;
    let mut notes = notes.query((step.first_row, step.last_row))?;
    while let Some(note) = notes.next()? {
        let name: String = note.get(0)?;
        let table = tables.iter().find(|table| table.name == name);
        let Some(owner) = table.map(Table::owner).filter(|owner| *owner != "id") else {
            continue;
        };
        let mut owners = file.prepare_cached(&format!(
            "SELECT DISTINCT \"{owner}\" FROM main.\"{name}\" WHERE id BETWEEN ?1 AND ?2"
        ))?;
        let rows: (i64, i64) = (note.get(1)?, note.get(2)?);
        for owner in owners.query_map(rows, |row| row.get(0))? {
            strangers.extend(Some(owner?).filter(|owner| !is_own(*owner)));
        }
    }
    Ok(strangers)
}

/// Makes a step the last one, as if it had been done just now, so that undo and redo go on in the order in which they are asked for.
fn lift(file: &Connection, step: &mut Step) -> Result<()> {
    let is_last = "SELECT NOT EXISTS (SELECT 1 FROM undo_step WHERE id > ?1 AND undone IS NULL)";
    if file.query_row(is_last, [step.id], |row| row.get(0))? {
        return Ok(());
    }
    undo::forget_undone(file)?;
    let by = undo::next_row(file)? - step.first_row;
    file.execute(
        "UPDATE undo_row SET id = id + ?1 WHERE id BETWEEN ?2 AND ?3",
        (by, step.first_row, step.last_row),
    )?;
    let id = file.query_row(
        "UPDATE undo_step SET (id, first_row, last_row) = ((SELECT max(id) + 1 FROM undo_step), first_row + ?1, last_row + ?1)
        WHERE id = ?2 RETURNING id",
        (by, step.id),
        |row| row.get(0),
    )?;
    (step.id, step.first_row, step.last_row) = (id, step.first_row + by, step.last_row + by);
    Ok(())
}

fn set_staying(file: &Connection, customers: &BTreeSet<i64>) -> Result<()> {
    file.execute("DELETE FROM temp.undo_stay", [])?;
    let mut insert = file.prepare_cached("INSERT INTO temp.undo_stay VALUES (?1)")?;
    for customer in customers {
        insert.execute([customer])?;
    }
    Ok(())
}

/// Is this note about somebody who stays?
pub(super) fn stays(
    file: &Connection,
    tables: &[Table],
    (table, step): (&Table, &Step),
    note: i64,
) -> Result<bool> {
    match &step.stayed {
        Some(stayed) if !stayed.is_empty() => {
            let whose = whose(file, tables, table, note)?;
            Ok(whose.is_some_and(|customer| stayed.contains(&customer)))
        }
        _ => Ok(false),
    }
}

/// The customer a note is about.
pub(super) fn whose(
    file: &Connection,
    tables: &[Table],
    table: &Table,
    note: i64,
) -> Result<Option<i64>> {
    let Some(customer) = table.customer(tables) else {
        return Ok(None);
    };
    let sql = format!("SELECT {customer} FROM undo_row AS r WHERE r.id = ?1");
    let mut select = file.prepare_cached(&sql)?;
    let found = select.query_row([note], |row| row.get(0)).optional()?;
    Ok(found.flatten())
}

/// A note of rows that were added together.
pub(super) struct Many<'a> {
    pub table: &'a Table,
    /// Of the note.
    pub number: i64,
    /// The first and the last.
    pub rows: (i64, i64),
}

impl Many<'_> {
    /// Plays it; gives back how many rows that moved.
    pub(super) fn play(
        &self,
        file: &Connection,
        tables: &[Table],
        way: Way,
    ) -> Result<Result<usize, Stuck>> {
        match way {
            Way::Redo => self.put_back(file),
            Way::Undo if self.table.name == "customer" => {
                let customers = self.depended_on(file, tables)?;
                if customers.is_empty() {
                    return self.take_out(file).map(Ok);
                }
                let reason = "Something was added to its customers since.".into();
                Ok(Err(Stuck { reason, customers }))
            }
            Way::Undo => self.take_out(file).map(Ok),
        }
    }

    /// Those of the customers to whom something refers that does not go with them; what came with them is out by now.
    fn depended_on(&self, file: &Connection, tables: &[Table]) -> Result<Vec<i64>> {
        let mut found = Vec::new();
        for table in tables {
            let name = &table.name;
            // A customer who stays keeps those who brought them.
            let also = match name.as_str() {
                "customer" => {
                    "AND (id NOT BETWEEN ?1 AND ?2 OR id IN (SELECT id FROM temp.undo_stay))"
                }
                _ => "",
            };
            for column in table.refers_to("customer") {
                let mut select = file.prepare_cached(&format!(
                    "SELECT DISTINCT \"{column}\" FROM main.\"{name}\" WHERE \"{column}\" BETWEEN ?1 AND ?2
                    AND \"{column}\" NOT IN (SELECT id FROM temp.undo_stay) {also}"
                ))?;
                let those = select.query_map(self.rows, |row| row.get(0))?;
                found.extend(those.collect::<rusqlite::Result<Vec<i64>>>()?);
            }
        }
        Ok(found)
    }

    fn take_out(&self, file: &Connection) -> Result<usize> {
        // Of customers it was asked what refers to them; to their details nothing does.
        let asks = self.table.referred.is_some() && self.table.name != "customer";
        let rules = if asks {
            Quiet::TRIGGERS
        } else {
            Quiet::TRIGGERS_AND_KEYS
        };
        let _quiet = Quiet::begin(file, rules)?;
        let together = self.table.moves_together(self.table.width());
        let (first, last) = self.rows;
        file.execute(&together.keep, (first, last, self.number))?;
        self.leave_word(file)?;
        Ok(file.execute(&together.take_out, self.rows)?)
    }

    fn put_back(&self, file: &Connection) -> Result<Result<usize, Stuck>> {
        let _quiet = Quiet::begin(file, Quiet::TRIGGERS)?;
        let width = "SELECT json_array_length(image) FROM undo_image WHERE id >= ?1 << 32 LIMIT 1";
        let width = file
            .query_row(width, [self.number], |row| row.get(0))
            .optional()?;
        let Some(width) = width else {
            return Ok(Ok(0));
        };
        match file.execute(&self.table.moves_together(width).put_back, [self.number]) {
            Err(error) if play::is_constraint(&error) => {
                let reason = "Something else has the place of its customers.".into();
                return Ok(Err(Stuck {
                    reason,
                    customers: Vec::new(),
                }));
            }
            done => drop(done?),
        }
        self.leave_word(file)?;
        let images = "DELETE FROM undo_image WHERE id BETWEEN ?1 << 32 AND (?1 + 1 << 32) - 1";
        Ok(Ok(file.execute(images, [self.number])?))
    }

    /// Tells the search index of the rows, as the file's triggers would have done.
    fn leave_word(&self, file: &Connection) -> Result<()> {
        match self.table.name.as_str() {
            "customer" => {
                file.execute(
                    "INSERT INTO search_stale SELECT id * 16 + kind.column1 FROM main.customer, (VALUES (0), (1)) AS kind
                    WHERE id BETWEEN ?1 AND ?2 AND id NOT IN (SELECT id FROM temp.undo_stay) ON CONFLICT DO NOTHING",
                    self.rows,
                )?;
            }
            "purchase" => import::leave_word_of_purchases(file, self.rows)?,
            _ => {}
        }
        Ok(())
    }
}
