//! Many new customers at once: written without triggers, then noted for undo and taken into the search index in one go.
//!
//! A trigger makes SQLite keep a journal of its own for every row, which costs several times the row itself. Whatever the triggers
//! would have done for a new customer is done here; the tests compare the two.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use rusqlite::{Connection, config::DbConfig};

use super::{
    apply::{Act, called},
    customers::{self, New},
    index,
    notes::{self, Table},
    texts,
    undo::Notes,
};
use crate::domain::{Address, Change, Customer, CustomerId, Fact, Preference};

/// From so many new customers in a row on, this way is the shorter one.
pub(super) const MANY: usize = 64;

/// How many of them are written together.
const AT_A_TIME: usize = 512;

/// Memory for pages of the file while there is much to write, in KiB.
const ROOM: i64 = 64_000;

/// The new customers that changes begin with, as long as their numbers grow beyond all others.
pub(super) fn run<'a>(file: &Connection, changes: &'a [Change]) -> Result<Vec<&'a Customer>> {
    let mut run = Vec::new();
    let Some(Change::AddCustomer(_)) = changes.first() else {
        return Ok(run);
    };
    let mut last: i64 = file
        .prepare_cached("SELECT coalesce(max(id), 0) FROM customer")?
        .query_row([], |row| row.get(0))?;
    for change in changes {
        match change {
            Change::AddCustomer(new) if new.id.is_new() => last += 1,
            Change::AddCustomer(new) if new.id.0 > last => last = new.id.0,
            _ => break,
        }
        if let Change::AddCustomer(new) = change {
            run.push(&**new);
        }
    }
    Ok(run)
}

/// A stretch of an act without triggers, and without asking for the customer of every detail row just added. Dropped on the way out of an error, it lets the file's own work again; those for undo come
/// back with the transaction.
struct Quiet<'a> {
    file: &'a Connection,
    room: i64,
}

impl<'a> Quiet<'a> {
    fn begin(file: &'a Connection, tables: &[Table]) -> Result<Self> {
        let room = file.pragma_query_value(None, "cache_size", |row| row.get(0))?;
        notes::uninstall(file, tables)?;
        let quiet = Self { file, room };
        file.pragma_update(None, "cache_size", -ROOM)?;
        file.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
        file.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, false)?;
        Ok(quiet)
    }

    fn end(self, tables: &[Table]) -> Result<()> {
        notes::install(self.file, tables)
    }
}

impl Drop for Quiet<'_> {
    fn drop(&mut self) {
        // Neither can fail on an open connection, and there is nobody left to tell.
        let _ = self
            .file
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true);
        let _ = self
            .file
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true);
        let _ = self.file.pragma_update(None, "cache_size", self.room);
    }
}

/// Adds them all; `each` is told of every row number.
///
/// # Errors
/// What `each` says stops it.
pub(super) fn add(
    act: &mut Act<'_>,
    (notes, tables): (&mut Notes, &[Table]),
    new: Vec<&Customer>,
    each: &mut dyn FnMut(i64) -> Result<()>,
) -> Result<()> {
    let file = act.file;
    notes.gather(file, tables)?;
    let before = last_rows(file, tables)?;
    let of = |name: &str| before.iter().find(|(table, _)| table.name == name);
    let behind = |name: &str| of(name).map_or(0, |(_, row)| *row);
    let quiet = Quiet::begin(file, tables)?;
    let mut lines = BTreeMap::new();
    let mut ids = Vec::with_capacity(new.len());
    for some in new.chunks(AT_A_TIME) {
        let last = ids.last().copied();
        let some = numbered(act, some, last.unwrap_or(behind("customer")))?;
        customers::add_many(file, &some)?;
        for it in &some {
            index::add_line(&mut lines, it.id, it.customer);
            ids.push(it.id.0);
            each(it.id.0)?;
        }
    }
    index::add_lines(file, &lines)?;
    texts::add_customers(file, &new, &ids)?;
    texts::add_details::<Address>(file, &new, behind("address"))?;
    texts::add_details::<Preference>(file, &new, behind("preference"))?;
    texts::add_details::<Fact>(file, &new, behind("fact"))?;
    let customers = ids
        .first()
        .zip(ids.last())
        .map(|(first, last)| (*first, *last));
    notes.add_rows(file, &before, customers)?;
    quiet.end(tables)
}

/// New customers with their row numbers, behind the last one there is. Whoever brought one of them is there, or among those before.
fn numbered<'a>(act: &mut Act<'_>, new: &[&'a Customer], last: i64) -> Result<Vec<New<'a>>> {
    let mut numbered: Vec<New<'_>> = Vec::with_capacity(new.len());
    for &customer in new {
        if let Some(by) = customer.referred_by {
            let by = act.customer(by)?;
            let before = numbered.binary_search_by_key(&by, |it| it.id);
            let there = before.is_ok() || called(act.file, by)?.is_some();
            ensure!(there, "{} was brought by nobody", customer.called());
        }
        let id = match numbered.last().map_or(last, |it| it.id.0) {
            _ if !customer.id.is_new() => customer.id,
            last => CustomerId(last + 1),
        };
        numbered.push(New::of(act, id, customer)?);
    }
    Ok(numbered)
}

/// The last row number of every table.
fn last_rows<'a>(file: &Connection, tables: &'a [Table]) -> Result<Vec<(&'a Table, i64)>> {
    let last = |table: &'a Table| {
        let sql = format!("SELECT coalesce(max(id), 0) FROM main.\"{}\"", table.name);
        let row = file.query_row(&sql, [], |row| row.get(0))?;
        Ok((table, row))
    };
    tables.iter().map(last).collect()
}
