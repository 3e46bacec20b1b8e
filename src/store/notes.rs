//! The tables as the file has them, and the triggers that note every change of their rows for undo.
//!
//! Nothing here knows a table by name: a new table or column is noted and played back as soon as a migration brings it. The triggers
//! are TEMP, so that the file itself stays plain; they write only while `temp.undo_now` holds a row, which is during an act.

use anyhow::{Result, ensure};
use rusqlite::Connection;
use serde_json::Value;

use super::apply::called;
use crate::domain::CustomerId;

/// A table whose rows are noted.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// Its name.
    pub name: String,
    /// Its columns in their order, `id` first.
    pub columns: Vec<String>,
    /// Asks whether any other row refers to row `?1`; `None` for a table that no other refers to.
    pub referred: Option<String>,
    /// Where its rows refer to: column, and the table.
    refers: Vec<(String, String)>,
}

/// Every table whose rows are noted: all but those of undo, of the search index, and about the file itself.
///
/// # Errors
/// When a table has no `id` in front, or a column that JSON would not carry truly (only INTEGER and TEXT are).
pub(super) fn tables(file: &Connection) -> Result<Vec<Table>> {
    let mut names = file.prepare(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'undo~_%' ESCAPE '~'
        AND name NOT LIKE 'search~_%' ESCAPE '~' AND name NOT LIKE 'file~_%' ESCAPE '~'
        AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY rowid",
    )?;
    let names = names
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<String>>>()?;
    let mut tables = names
        .into_iter()
        .map(|name| table(file, name))
        .collect::<Result<Vec<_>>>()?;
    for at in 0..tables.len() {
        tables[at].referred = referred(&tables, &tables[at].name);
    }
    Ok(tables)
}

/// The question whether any other row of these tables refers to row `?1` of `name`.
fn referred(tables: &[Table], name: &str) -> Option<String> {
    let mut asked = Vec::new();
    for table in tables {
        for (column, _) in table.refers.iter().filter(|(_, to)| to == name) {
            let from = &table.name;
            // A row that refers to itself goes whole.
            let other = if from == name { " AND id <> ?1" } else { "" };
            asked.push(format!(
                "EXISTS (SELECT 1 FROM main.\"{from}\" WHERE \"{column}\" = ?1{other})"
            ));
        }
    }
    (!asked.is_empty()).then(|| format!("SELECT {}", asked.join(" OR ")))
}

fn table(file: &Connection, name: String) -> Result<Table> {
    let mut info = file.prepare("SELECT name, type FROM pragma_table_info(?1) ORDER BY cid")?;
    let mut columns = Vec::new();
    let mut rows = info.query([&name])?;
    while let Some(row) = rows.next()? {
        let kind: String = row.get(1)?;
        ensure!(
            kind == "INTEGER" || kind == "TEXT",
            "{name} has a column of {kind}"
        );
        columns.push(row.get(0)?);
    }
    ensure!(
        columns.first().is_some_and(|first: &String| first == "id"),
        "{name} has no id"
    );
    let mut keys = file.prepare("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1)")?;
    let refers = keys
        .query_map([&name], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Table {
        name,
        columns,
        referred: None,
        refers,
    })
}

/// The statements that play a note back.
pub(super) struct Moves {
    /// Adds row `?1` as noted in `?2`.
    pub insert: String,
    /// Makes row `?1` what is noted in `?2`, where it still is as noted in `?3`.
    pub update: String,
    /// Takes row `?1` out, where it still is as noted in `?2`.
    pub delete: String,
}

/// The statements that play a note of many rows back.
pub(super) struct Together {
    /// Keeps the rows `?1` to `?2` as images of note `?3`.
    pub keep: String,
    /// Takes the rows `?1` to `?2` out.
    pub take_out: String,
    /// Adds the images of note `?1` again.
    pub put_back: String,
}

impl Table {
    /// How many columns it has today; a note of an older day has fewer.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// The names of its first columns.
    fn names(&self, width: usize, before: &str) -> String {
        let names = self.columns.iter().take(width);
        names
            .map(|column| format!("{before}\"{column}\""))
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// The note of a row: its first columns as a JSON array.
    pub(super) fn note(&self, width: usize, before: &str) -> String {
        format!("json_array({})", self.names(width, before))
    }

    /// Notes the rows behind number `?1` as added together, where there are any.
    pub(super) fn note_rows(&self) -> String {
        let name = &self.name;
        format!(
            "INSERT INTO undo_row (tbl, row, last) SELECT '{name}', ?1 + 1, last
            FROM (SELECT max(id) AS last FROM main.\"{name}\") WHERE last > ?1"
        )
    }

    /// The columns that refer to another table.
    pub(super) fn refers_to(&self, table: &str) -> impl Iterator<Item = &str> {
        let refers = self.refers.iter().filter(move |(_, to)| to == table);
        refers.map(|(column, _)| column.as_str())
    }

    /// How the rows `?1` to `?2` that were added together are taken out and put back.
    pub(super) fn moves_together(&self, width: usize) -> Together {
        let (name, owner) = (&self.name, self.owner());
        let these = format!(
            "FROM main.\"{name}\" WHERE id BETWEEN ?1 AND ?2 AND \"{owner}\" NOT IN (SELECT id FROM temp.undo_stay)"
        );
        let (names, image) = (self.names(width, ""), self.note(width, ""));
        let values: Vec<String> = (0..width)
            .map(|at| format!("json_extract(image, '$[{at}]')"))
            .collect();
        Together {
            keep: format!(
                "INSERT INTO undo_image (id, image) SELECT ?3 << 32 | id, {image} {these}"
            ),
            take_out: format!("DELETE {these}"),
            put_back: format!(
                "INSERT INTO main.\"{name}\" ({names}) SELECT {} FROM undo_image WHERE id BETWEEN ?1 << 32 AND (?1 + 1 << 32) - 1",
                values.join(", ")
            ),
        }
    }

    /// The column that says which customer a row belongs to.
    pub(super) fn owner(&self) -> &str {
        match self.place("customer") {
            Some(_) => "customer",
            None => "id",
        }
    }

    /// How its rows are played back when they were noted with this many columns.
    pub(super) fn moves(&self, width: usize) -> Moves {
        let (name, names, note) = (&self.name, self.names(width, ""), self.note(width, ""));
        let values: String = (1..width)
            .map(|at| format!(", json_extract(?2, '$[{at}]')"))
            .collect();
        Moves {
            insert: format!("INSERT INTO main.\"{name}\" ({names}) VALUES (?1{values})"),
            update: format!(
                "UPDATE main.\"{name}\" SET ({names}) = (?1{values}) WHERE id = ?1 AND {note} = ?3"
            ),
            delete: format!("DELETE FROM main.\"{name}\" WHERE id = ?1 AND {note} = ?2"),
        }
    }

    /// A row in words to begin a sentence with, "Anna" or "A phone of Anna"; `note` is a note of it.
    pub(super) fn what(&self, file: &Connection, row: i64, note: Option<&str>) -> Result<String> {
        let note: Vec<Value> = serde_json::from_str(note.unwrap_or("[]"))?;
        let noted = |column: &str| note.get(self.place(column)?);
        if self.name == "customer" || self.name == "product" {
            let name = ["call_me", "name"].into_iter().filter_map(noted);
            let name = name.filter_map(Value::as_str).find(|name| !name.is_empty());
            return Ok(name.map_or_else(|| format!("{} #{row}", self.name), Into::into));
        }
        let noun = self.name.replace('_', " ");
        let article = if noun.starts_with(['a', 'e', 'i', 'o']) {
            "An"
        } else {
            "A"
        };
        let customer = noted("customer").and_then(Value::as_i64);
        Ok(
            match customer
                .map(|id| called(file, CustomerId(id)))
                .transpose()?
                .flatten()
            {
                Some(name) => format!("{article} {noun} of {name}"),
                None => format!("{article} {noun}"),
            },
        )
    }

    fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|name| name == column)
    }

    /// The customer a note is about, as SQL over the undo_row `r`; `None` for tables that know no customer.
    pub(super) fn customer(&self, tables: &[Self]) -> Option<String> {
        let noted = |at: usize| format!("json_extract(coalesce(r.after, r.before), '$[{at}]')");
        if self.name == "customer" {
            return Some("r.row".into());
        }
        if let Some(at) = self.place("customer") {
            return Some(noted(at));
        }
        if let Some(at) = self.refers_to("customer").find_map(|it| self.place(it)) {
            return Some(noted(at));
        }
        let parent = |name: &str| tables.iter().find(|table| table.name == name);
        let knows = |(_, to): &&(String, String)| {
            parent(to).is_some_and(|to| to.place("customer").is_some())
        };
        let (column, to) = self.refers.iter().find(knows)?;
        let id = noted(self.place(column)?);
        Some(format!(
            "(SELECT customer FROM main.\"{to}\" WHERE id = {id})"
        ))
    }

    /// The three triggers that note what happens to its rows.
    fn triggers(&self) -> String {
        let (old, new) = (
            self.note(self.width(), "OLD."),
            self.note(self.width(), "NEW."),
        );
        let trigger = |verb: &str, row: &str, before: &str, after: &str| {
            format!(
                "CREATE TEMP TRIGGER \"undo_{verb}_{name}\" AFTER {verb} ON main.\"{name}\"
                WHEN EXISTS (SELECT 1 FROM temp.undo_now) BEGIN
                    INSERT INTO undo_row (tbl, row, before, after) VALUES ('{name}', {row}.id, {before}, {after});
                END;\n",
                name = self.name,
            )
        };
        trigger("INSERT", "NEW", "NULL", &new)
            + &trigger("UPDATE", "OLD", &old, &new)
            + &trigger("DELETE", "OLD", &old, "NULL")
    }
}

/// Takes the triggers of this connection away, until [`install`] puts them back.
pub(super) fn uninstall(file: &Connection, tables: &[Table]) -> Result<()> {
    for table in tables {
        for verb in ["INSERT", "UPDATE", "DELETE"] {
            file.execute_batch(&format!("DROP TRIGGER temp.\"undo_{verb}_{}\"", table.name))?;
        }
    }
    Ok(())
}

/// Puts the triggers of this connection in place.
pub(super) fn install(file: &Connection, tables: &[Table]) -> Result<()> {
    let triggers: String = tables.iter().map(Table::triggers).collect();
    file.execute_batch(&format!(
        "CREATE TEMP TABLE IF NOT EXISTS undo_now (id INTEGER PRIMARY KEY);
        CREATE TEMP TABLE IF NOT EXISTS undo_stay (id INTEGER PRIMARY KEY);\n{triggers}"
    ))?;
    Ok(())
}
