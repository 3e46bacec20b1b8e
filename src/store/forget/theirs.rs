//! Which rows are, or ever were, those of the people to be forgotten: found from the file's own foreign keys, in the rows and in the
//! history, so that a new table needs nothing.
//!
//! Numbers of rows are given anew when the last one of a table is gone. So a row is theirs only for a stretch of the history: its life.

use std::collections::{BTreeSet, HashMap, HashSet};

use anyhow::Result;
use rusqlite::Connection;
use serde_json::Value;

use super::mark;

/// A column that refers to another table.
pub(super) struct Link {
    pub table: String,
    pub column: String,
    /// Where the column stands in a note.
    pub place: usize,
    pub to: String,
    /// What becomes of the row when the one it refers to goes.
    pub then: Then,
}

/// What becomes of a row when the one it refers to goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// It goes, too; the file sees to that.
    Goes,
    /// It goes, too, though the file would keep it.
    IsTakenOut,
    /// It refers to nothing.
    LetsGo,
}

impl Link {
    fn is_owned(&self) -> bool {
        self.then != Then::LetsGo
    }
}

/// Rows that the file would keep without what they are about, and that say nothing without it.
const OWNED_ALL_THE_SAME: [(&str, &str); 1] = [("worksheet", "complaint")];

/// Every column of the file that refers to another table.
pub(super) fn links(file: &Connection) -> Result<Vec<Link>> {
    let mut select = file.prepare(
        "SELECT m.name, c.name, c.cid, f.\"table\", f.on_delete FROM sqlite_schema AS m
        JOIN pragma_foreign_key_list(m.name) AS f JOIN pragma_table_info(m.name) AS c ON c.name = f.\"from\"
        WHERE m.type = 'table' ORDER BY m.rowid, c.cid",
    )?;
    let links = select.query_map([], |row| {
        let (table, column): (String, String) = (row.get(0)?, row.get(1)?);
        let all_the_same = OWNED_ALL_THE_SAME.contains(&(table.as_str(), column.as_str()));
        Ok(Link {
            then: match row.get_ref(4)?.as_str()? {
                "CASCADE" => Then::Goes,
                _ if all_the_same => Then::IsTakenOut,
                _ => Then::LetsGo,
            },
            table,
            column,
            place: row.get(2)?,
            to: row.get(3)?,
        })
    })?;
    Ok(links.collect::<rusqlite::Result<_>>()?)
}

/// What the history says of one row.
pub(super) struct Note {
    pub id: i64,
    pub table: String,
    pub row: i64,
    /// The row as it was; empty: there was none.
    before: Vec<Value>,
    /// As it became; empty: it is gone.
    after: Vec<Value>,
}

impl Note {
    /// What stood in a column before and after.
    pub(super) fn values(&self, place: usize) -> impl Iterator<Item = &Value> {
        [&self.before, &self.after]
            .into_iter()
            .filter_map(move |row| row.get(place))
    }
}

/// Goes through the history, oldest first; rows that were added many together say nothing of any one.
pub(super) fn each_note(
    file: &Connection,
    each: &mut dyn FnMut(&Note) -> Result<()>,
) -> Result<()> {
    let mut select = file.prepare_cached(
        "SELECT id, tbl, row, before, after FROM undo_row WHERE last IS NULL ORDER BY id",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let noted = |at: usize| -> Result<Vec<Value>> {
            let text = row.get_ref(at)?.as_str_or_null()?;
            Ok(text.map_or(Ok(Vec::new()), serde_json::from_str)?)
        };
        each(&Note {
            id: row.get(0)?,
            table: row.get(1)?,
            row: row.get(2)?,
            before: noted(3)?,
            after: noted(4)?,
        })?;
    }
    Ok(())
}

/// From which note to which a row is theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Life {
    first: i64,
    last: i64,
    /// Its first note says how it came to be.
    born: bool,
}

impl Life {
    const NOW: Self = Self {
        first: 0,
        last: i64::MAX,
        born: false,
    };

    fn holds(self, note: i64) -> bool {
        note <= self.last && (!self.born || self.first <= note)
    }
}

/// All that is or was theirs.
#[derive(Default)]
pub(super) struct Theirs {
    lives: HashMap<String, HashMap<i64, Life>>,
    /// The notes about it.
    pub notes: BTreeSet<i64>,
    /// The customers who are in the file, by number.
    pub customers: Vec<i64>,
}

/// Where a customer's uid stands in a note.
const UID: usize = 1;

impl Theirs {
    /// What belongs to everybody with these marks. Who was merged into one of them gets a mark, too: they are the same person.
    pub(super) fn find(
        file: &Connection,
        links: &[Link],
        marks: &mut HashSet<String>,
    ) -> Result<Self> {
        loop {
            let mut theirs = Self::default();
            theirs.find_people(file, marks)?;
            let merged = theirs.merged(file)?;
            let known = marks.len();
            marks.extend(merged);
            if marks.len() == known {
                theirs.find_rows(file, links)?;
                return Ok(theirs);
            }
        }
    }

    /// Is this value the number of a row of theirs, at the time of a note?
    pub(super) fn has(&self, table: &str, value: &Value, note: i64) -> bool {
        let row = || value.as_i64();
        self.lives.get(table).is_some_and(|lives| {
            row()
                .and_then(|row| lives.get(&row))
                .is_some_and(|life| life.holds(note))
        })
    }

    /// The numbers they had within a stretch of the history.
    pub(super) fn customers_within(&self, first: i64, last: i64) -> Vec<i64> {
        let lives = self.lives.get("customer").into_iter().flatten();
        let within =
            lives.filter(|(_, life)| first <= life.last && (!life.born || life.first <= last));
        within.map(|(id, _)| *id).collect()
    }

    /// Is there nobody?
    pub(super) fn is_nobody(&self) -> bool {
        self.lives.is_empty()
    }

    /// Takes the rows that are there out of the file.
    pub(super) fn take_out(&self, file: &Connection, links: &[Link]) -> Result<()> {
        for link in links.iter().filter(|link| link.then == Then::IsTakenOut) {
            let delete = format!(
                "DELETE FROM main.\"{}\" WHERE \"{}\" = ?1",
                link.table, link.column
            );
            let mut delete = file.prepare(&delete)?;
            for parent in self.now(&link.to) {
                delete.execute([parent])?;
            }
        }
        for customer in &self.customers {
            file.execute("DELETE FROM file_draft WHERE customer = ?1", [customer])?;
            file.execute("DELETE FROM customer WHERE id = ?1", [customer])?;
        }
        Ok(())
    }

    /// The rows of a table that are there and theirs.
    fn now(&self, table: &str) -> Vec<i64> {
        let lives = self.lives.get(table).into_iter().flatten();
        lives
            .filter(|(_, life)| life.last == i64::MAX)
            .map(|(row, _)| *row)
            .collect()
    }

    fn find_people(&mut self, file: &Connection, marks: &HashSet<String>) -> Result<()> {
        let mut select = file.prepare("SELECT id, uid FROM customer")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            if marks.contains(&mark(row.get_ref(1)?.as_str()?)) {
                self.customers.push(row.get(0)?);
                self.live("customer", row.get(0)?);
            }
        }
        each_note(file, &mut |note| {
            let mut uids = note.values(UID).filter_map(Value::as_str);
            if note.table == "customer" && uids.any(|uid| marks.contains(&mark(uid))) {
                self.noted(note);
            }
            Ok(())
        })
    }

    /// The marks of those who were merged into one of them.
    fn merged(&self, file: &Connection) -> Result<Vec<String>> {
        let mut steps = file.prepare(
            "SELECT s.first_row, r.after IS NULL, r.id, r.row, json_extract(r.before, '$[1]') FROM undo_step AS s
            JOIN undo_row AS r ON r.id BETWEEN s.first_row AND s.last_row
            WHERE s.label LIKE 'merged %' AND r.tbl = 'customer' AND r.before IS NOT NULL ORDER BY r.id",
        )?;
        let mut rows = steps.query([])?;
        let (mut into, mut gone) = (HashSet::new(), Vec::new());
        while let Some(row) = rows.next()? {
            let (step, is_gone): (i64, bool) = (row.get(0)?, row.get(1)?);
            let (note, customer): (i64, i64) = (row.get(2)?, row.get(3)?);
            if is_gone {
                gone.push((step, mark(row.get_ref(4)?.as_str()?)));
            } else if self.has("customer", &customer.into(), note) {
                into.insert(step);
            }
        }
        gone.retain(|(step, _)| into.contains(step));
        Ok(gone.into_iter().map(|(_, mark)| mark).collect())
    }

    /// What hangs on them, and what hangs on that.
    fn find_rows(&mut self, file: &Connection, links: &[Link]) -> Result<()> {
        let owned: Vec<&Link> = links.iter().filter(|link| link.is_owned()).collect();
        for link in &owned {
            self.find_live(file, link)?;
        }
        loop {
            let known = (self.notes.len(), self.rows());
            each_note(file, &mut |note| {
                let of_note = owned.iter().filter(|link| link.table == note.table);
                let is_theirs = |link: &&&Link| {
                    note.values(link.place)
                        .any(|value| self.has(&link.to, value, note.id))
                };
                if of_note.clone().any(|link| is_theirs(&link)) {
                    self.noted(note);
                }
                Ok(())
            })?;
            if known == (self.notes.len(), self.rows()) {
                return Ok(());
            }
        }
    }

    /// The rows that are there; a table stands behind those it refers to.
    fn find_live(&mut self, file: &Connection, link: &Link) -> Result<()> {
        let sql = format!(
            "SELECT id FROM main.\"{}\" WHERE \"{}\" = ?1",
            link.table, link.column
        );
        let mut select = file.prepare(&sql)?;
        for parent in self.now(&link.to) {
            let rows = select.query_map([parent], |row| row.get(0))?;
            for row in rows {
                self.live(&link.table, row?);
            }
        }
        Ok(())
    }

    fn rows(&self) -> usize {
        self.lives.values().map(HashMap::len).sum()
    }

    fn live(&mut self, table: &str, row: i64) {
        self.lives
            .entry(table.to_owned())
            .or_default()
            .insert(row, Life::NOW);
    }

    fn noted(&mut self, note: &Note) {
        let first = Life {
            first: note.id,
            last: note.id,
            born: note.before.is_empty(),
        };
        let lives = self.lives.entry(note.table.clone()).or_default();
        let life = lives.entry(note.row).or_insert(first);
        if *life == Life::NOW && first.born {
            (life.first, life.born) = (note.id, true);
        }
        life.last = life.last.max(note.id);
        self.notes.insert(note.id);
    }
}
