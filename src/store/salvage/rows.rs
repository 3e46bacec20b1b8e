//! Reads the rows of a torn table through SQLite, from its first row up and from its last row down to where a page is torn.

use anyhow::Result;
use rusqlite::{
    Connection, params_from_iter,
    types::{ToSqlOutput, Value, ValueRef},
};

use super::pages::Loose;

/// A table whose rows are saved.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub name: String,
    /// The page with which it begins.
    pub root: u32,
    /// Its columns in their order, `id` first; each with its type.
    pub columns: Vec<(String, String)>,
}

/// The tables of the shop and of the file itself, without the history of undo and what is made from other rows.
pub(super) fn tables(file: &Connection) -> rusqlite::Result<Vec<Table>> {
    let mut select = file.prepare(
        "SELECT name, rootpage FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'undo~_%' ESCAPE '~'
        AND name NOT LIKE 'search~_%' ESCAPE '~' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY rowid",
    )?;
    let mut info = file.prepare("SELECT name, type FROM pragma_table_info(?1) ORDER BY cid")?;
    let named = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let named: Vec<(String, u32)> = named.collect::<rusqlite::Result<_>>()?;
    let table = |(name, root): (String, u32)| {
        let columns = info.query_map([&name], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let columns = columns.collect::<rusqlite::Result<_>>()?;
        Ok(Table {
            name,
            root,
            columns,
        })
    };
    named.into_iter().map(table).collect()
}

/// The pages with which all tables of a file begin.
pub(super) fn roots(file: &Connection) -> rusqlite::Result<Vec<u32>> {
    let sql = "SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND rootpage > 0";
    let mut roots = vec![1];
    for root in file.prepare(sql)?.query_map([], |row| row.get(0))? {
        roots.push(root?);
    }
    Ok(roots)
}

impl Table {
    /// The columns that this table has and that one, too, in this one's order.
    pub(super) fn columns_of_both(&self, other: &Self) -> Vec<String> {
        let names = self.columns.iter().map(|(name, _)| name);
        let both = names.filter(|name| other.columns.iter().any(|(it, _)| it == *name));
        both.cloned().collect()
    }

    /// Adds a row with these columns; false where it cannot be one of this table.
    pub(super) fn insert(
        &self,
        file: &Connection,
        columns: &[String],
        row: &[ValueRef<'_>],
    ) -> Result<bool> {
        let places = vec!["?"; columns.len()].join(", ");
        let sql = format!(
            "INSERT OR IGNORE INTO \"{}\" ({}) VALUES ({places})",
            self.name,
            quoted(columns)
        );
        let values = row.iter().map(|value| ToSqlOutput::Borrowed(*value));
        // A value that does not fit its column is junk that looked like a row.
        let added = file.prepare_cached(&sql)?.execute(params_from_iter(values));
        Ok(added.is_ok_and(|count| count == 1))
    }
}

fn quoted(columns: &[String]) -> String {
    let quoted = columns.iter().map(|name| format!("\"{name}\""));
    quoted.collect::<Vec<_>>().join(", ")
}

/// How far reading a table came.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// How many rows were saved.
    pub saved: usize,
    /// How many there were, where an index still tells.
    pub count: Option<usize>,
    /// The first and last row number between which not everything can be read.
    pub gap: Option<(i64, i64)>,
}

/// Takes a row; false where it is none.
type Take<'a> = &'a mut dyn FnMut(&[ValueRef<'_>]) -> Result<bool>;

/// Reads what can be read of a table.
pub(super) fn read(
    file: &Connection,
    table: &Table,
    columns: &[String],
    take: Take<'_>,
) -> Result<Found> {
    let name = &table.name;
    let count = file.query_row(&format!("SELECT count(*) FROM \"{name}\""), [], |row| {
        row.get(0)
    });
    let columns = quoted(columns);
    let select = |order: &str| {
        format!("SELECT {columns} FROM \"{name}\" WHERE id BETWEEN ?1 AND ?2 ORDER BY id {order}")
    };
    let mut reading = Reading {
        file,
        up: select(""),
        down: select("DESC"),
        saved: 0,
        take,
    };
    let mut gap = None;
    if let Some(low) = reading.run(false, (i64::MIN, i64::MAX))? {
        let high = reading.run(true, (low, i64::MAX))?;
        gap = high.map(|high| (low, high));
    }
    let saved = reading.saved;
    let count = count.ok().or_else(|| gap.is_none().then_some(saved));
    Ok(Found { saved, count, gap })
}

struct Reading<'a> {
    file: &'a Connection,
    up: String,
    down: String,
    saved: usize,
    take: Take<'a>,
}

impl Reading<'_> {
    /// Reads a range upwards or down, to where it cannot be read; gives back the number at which that was, `None` for the whole range.
    fn run(&mut self, down: bool, (low, high): (i64, i64)) -> Result<Option<i64>> {
        let mut next = if down { high } else { low };
        let Ok(mut select) = self
            .file
            .prepare_cached(if down { &self.down } else { &self.up })
        else {
            return Ok(Some(next));
        };
        let Ok(mut rows) = select.query((low, high)) else {
            return Ok(Some(next));
        };
        loop {
            let row = match rows.next() {
                Ok(Some(row)) => row,
                Ok(None) => return Ok(None),
                Err(_) => return Ok(Some(next)),
            };
            let values: rusqlite::Result<Vec<ValueRef<'_>>> = (0..row.as_ref().column_count())
                .map(|at| row.get_ref(at))
                .collect();
            let values = values?;
            let Some(ValueRef::Integer(id)) = values.first().copied() else {
                return Ok(Some(next));
            };
            self.saved += usize::from((self.take)(&values)?);
            next = if down {
                id.saturating_sub(1)
            } else {
                id.saturating_add(1)
            };
            if (down && next < low) || (!down && next > high) {
                return Ok(None);
            }
        }
    }
}

/// Adds rows that were found loose in the file, as far as they are rows of this table; how many were.
pub(super) fn insert_loose(
    loose: &[Loose],
    (file, table): (&Connection, &Table),
    theirs: &Table,
    columns: &[String],
) -> Result<usize> {
    let mut saved = 0;
    for row in loose {
        let id = Value::Integer(row.id);
        let value = |name: &String| {
            let at = theirs.columns.iter().position(|(it, _)| it == name);
            match at {
                Some(0) => Some(ValueRef::from(&id)),
                Some(at) => row.values.get(at).map(ValueRef::from),
                None => None,
            }
        };
        // A row of an older day ends before the columns that came since.
        let given: Vec<(String, ValueRef<'_>)> = columns
            .iter()
            .filter_map(|name| Some((name.clone(), value(name)?)))
            .collect();
        let (names, values): (Vec<String>, Vec<ValueRef<'_>>) = given.into_iter().unzip();
        saved += usize::from(table.insert(file, &names, &values)?);
    }
    Ok(saved)
}
