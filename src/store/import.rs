//! Many new customers at once: written without triggers, then noted for undo and taken into the search index in one go.
//!
//! A trigger makes SQLite keep a journal of its own for every row, which costs several times the row itself. Whatever the triggers
//! would have done for a new customer is done here; the tests compare the two.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use rusqlite::{Connection, config::DbConfig};

use super::{
    apply::{Act, called},
    customers, index,
    notes::{self, Table},
    texts,
    undo::Notes,
};
use crate::domain::{Address, Change, Customer, CustomerId, Fact, Preference};

/// From so many new customers in a row on, this way is the shorter one.
pub(super) const MANY: usize = 64;

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
    let quiet = Quiet::begin(file, tables)?;
    let mut lines = BTreeMap::new();
    let (mut first, mut last) = (i64::MAX, 0);
    for customer in new {
        if let Some(by) = customer.referred_by {
            let there = called(file, act.customer(by)?)?.is_some();
            ensure!(there, "{} was brought by nobody", customer.called());
        }
        let id = customers::add(act, customer)?;
        index::add_line(&mut lines, CustomerId(id), customer);
        texts::add_customer(file, CustomerId(id), customer)?;
        (first, last) = (first.min(id), last.max(id));
        each(id)?;
    }
    index::add_lines(file, &lines)?;
    let of = |name: &str| before.iter().find(|(table, _)| table.name == name);
    let behind = |name: &str| of(name).map_or(0, |(_, row)| *row);
    texts::add_details::<Address>(file, behind("address"))?;
    texts::add_details::<Preference>(file, behind("preference"))?;
    texts::add_details::<Fact>(file, behind("fact"))?;
    notes.add_rows(file, &before, (first, last))?;
    quiet.end(tables)
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
