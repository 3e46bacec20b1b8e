//! Many new customers at once: written without triggers, then noted for undo and taken into the search index in one go.
//!
//! A trigger makes SQLite keep a journal of its own for every row, which costs several times the row itself. Whatever the triggers
//! would have done for a new customer is done here; the tests compare the two.

use std::thread;

use anyhow::{Result, anyhow, ensure};
use rusqlite::{Connection, config::DbConfig};

use super::{
    apply::{Act, called},
    customers::{self, New},
    index::{self, Lines},
    notes::{self, Table},
    undo::Notes,
    words,
};
use crate::{
    domain::{Change, Customer, CustomerId},
    search,
};

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

/// A stretch of an act in which some of the file's own rules rest, and with room for many pages. They work again when this is dropped,
/// on the way out of an error too.
pub(super) struct Quiet<'a> {
    file: &'a Connection,
    rules: &'static [DbConfig],
    room: i64,
}

impl<'a> Quiet<'a> {
    /// Without triggers.
    pub(super) const TRIGGERS: &'static [DbConfig] = &[DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER];
    /// Without triggers, and without asking what a row refers to or what refers to it.
    pub(super) const TRIGGERS_AND_KEYS: &'static [DbConfig] = &[
        DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER,
        DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY,
    ];

    /// Lets these rules rest.
    pub(super) fn begin(file: &'a Connection, rules: &'static [DbConfig]) -> Result<Self> {
        let room = file.pragma_query_value(None, "cache_size", |row| row.get(0))?;
        let quiet = Self { file, rules, room };
        file.pragma_update(None, "cache_size", -ROOM)?;
        for rule in rules {
            file.set_db_config(*rule, false)?;
        }
        Ok(quiet)
    }
}

impl Drop for Quiet<'_> {
    fn drop(&mut self) {
        // None of it can fail on an open connection, and there is nobody left to tell.
        for rule in self.rules {
            let _ = self.file.set_db_config(*rule, true);
        }
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
    let last = before.iter().find(|(table, _)| table.name == "customer");
    let new = numbered(last.map_or(0, |(_, last)| *last), new);
    notes::uninstall(file, tables)?;
    let quiet = Quiet::begin(file, Quiet::TRIGGERS_AND_KEYS)?;
    let (lines, words) = thread::scope(|beside| {
        let folded = beside.spawn(|| folded(&new));
        for some in new.chunks(AT_A_TIME) {
            add_some(act, some)?;
            some.iter().try_for_each(|(id, _)| each(id.0))?;
        }
        folded
            .join()
            .map_err(|_| anyhow!("folding the names failed"))
    })?;
    index::add_lines(file, &lines)?;
    words::add_lines(file, &words)?;
    let ends = new.first().zip(new.last());
    notes.add_rows(
        file,
        &before,
        ends.map(|((first, _), (last, _))| (first.0, last.0)),
    )?;
    drop(quiet);
    notes::install(file, tables)
}

/// New customers with the numbers they get, behind the last one there is.
fn numbered(mut last: i64, new: Vec<&Customer>) -> Vec<(CustomerId, &Customer)> {
    let mut number = |customer: &Customer| {
        last = if customer.id.is_new() {
            last + 1
        } else {
            customer.id.0
        };
        CustomerId(last)
    };
    new.into_iter().map(|it| (number(it), it)).collect()
}

/// What the search index says of new customers; it asks the file nothing.
fn folded(new: &[(CustomerId, &Customer)]) -> (Lines, Lines) {
    let (mut lines, mut words) = (Lines::new(), Lines::new());
    for (id, customer) in new {
        index::add_line(&mut lines, *id, &search::block_line(customer));
        index::add_line(&mut words, *id, &words::line(customer));
    }
    (lines, words)
}

/// Adds the rows of some. Whoever brought one of them is there, or among those before.
fn add_some(act: &mut Act<'_>, new: &[(CustomerId, &Customer)]) -> Result<()> {
    let mut some: Vec<New<'_>> = Vec::with_capacity(new.len());
    for (id, customer) in new {
        if let Some(by) = customer.referred_by {
            let by = act.customer(by)?;
            let before = some.binary_search_by_key(&by, |it| it.id);
            let there = before.is_ok() || called(act.file, by)?.is_some();
            ensure!(there, "{} was brought by nobody", customer.called());
        }
        some.push(New::of(act, *id, customer)?);
    }
    customers::add_many(act.file, &some)
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
