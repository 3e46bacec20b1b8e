//! Many new customers or purchases at once: written without triggers, then noted for undo and taken into the search index in one go.
//!
//! A trigger makes SQLite keep a journal of its own for every row, which costs several times the row itself. Whatever the triggers
//! would have done for a new row is done here; the tests compare the two.

use std::thread;

use anyhow::{Result, anyhow, ensure};
use rusqlite::{Connection, config::DbConfig};

use super::{
    apply::{Act, called},
    customers::{self, New},
    index::{self, Lines},
    kept,
    notes::{self, Table},
    undo::Notes,
    words,
};
use crate::{
    domain::{Change, Customer, CustomerId, Kept, Purchase, PurchaseId},
    search,
};

/// From so many new rows in a row on, this way is the shorter one.
const MANY: usize = 64;

/// How many of them are written together.
const AT_A_TIME: usize = 512;

/// Memory for pages of the file while there is much to write, in KiB.
const ROOM: i64 = 64_000;

/// New rows that changes begin with, as long as their numbers grow beyond all others.
pub(super) enum Run<'a> {
    /// With all their details.
    Customers(Vec<(CustomerId, &'a Customer)>),
    /// Of customers that are there by then.
    Purchases(Vec<(PurchaseId, &'a Purchase)>),
}

impl<'a> Run<'a> {
    /// The run that changes begin with; `None` where it is too short to be worth it.
    pub(super) fn of(file: &Connection, changes: &'a [Change]) -> Result<Option<Self>> {
        let run = match changes.first() {
            Some(Change::AddCustomer(_)) => {
                let customers = changes.iter().map_while(|change| match change {
                    Change::AddCustomer(new) => Some((new.id.0, &**new)),
                    _ => None,
                });
                let run = growing(last_row(file, "customer")?, customers);
                Self::Customers(run.map(|(id, new)| (CustomerId(id), new)).collect())
            }
            Some(Change::Add(Kept::Purchase(_))) => {
                let purchases = changes.iter().map_while(|change| match change {
                    Change::Add(Kept::Purchase(new)) => Some((new.id.0, new)),
                    _ => None,
                });
                let run = growing(last_row(file, "purchase")?, purchases);
                Self::Purchases(run.map(|(id, new)| (PurchaseId(id), new)).collect())
            }
            _ => return Ok(None),
        };
        Ok((run.len() >= MANY).then_some(run))
    }

    const fn len(&self) -> usize {
        match self {
            Self::Customers(new) => new.len(),
            Self::Purchases(new) => new.len(),
        }
    }

    /// Adds them all; `each` is told of every row number.
    ///
    /// # Errors
    /// What `each` says stops it.
    pub(super) fn add(
        self,
        act: &mut Act<'_>,
        (notes, tables): (&mut Notes, &[Table]),
        each: &mut dyn FnMut(i64) -> Result<()>,
    ) -> Result<()> {
        let file = act.file;
        notes.gather(file, tables)?;
        let before = last_rows(file, tables)?;
        notes::uninstall(file, tables)?;
        let (quiet, customers) = match self {
            Self::Customers(new) => {
                let quiet = Quiet::begin(file, Quiet::TRIGGERS_AND_KEYS)?;
                (quiet, add_customers(act, &new, each)?)
            }
            Self::Purchases(new) => {
                let quiet = Quiet::begin(file, Quiet::TRIGGERS)?;
                (quiet, add_purchases(act, &new, each)?)
            }
        };
        notes.add_rows(file, &before, customers)?;
        drop(quiet);
        notes::install(file, tables)
    }
}

/// Rows with the numbers they get, behind the last one there is; as long as those they bring along grow.
fn growing<T>(
    mut last: i64,
    new: impl Iterator<Item = (i64, T)>,
) -> impl Iterator<Item = (i64, T)> {
    new.map_while(move |(id, new)| {
        last = match id {
            0 => last + 1,
            id if id > last => id,
            _ => return None,
        };
        Some((last, new))
    })
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

/// Adds customers; gives back the range of their numbers.
fn add_customers(
    act: &mut Act<'_>,
    new: &[(CustomerId, &Customer)],
    each: &mut dyn FnMut(i64) -> Result<()>,
) -> Result<Vec<(i64, i64)>> {
    let (lines, words) = thread::scope(|beside| {
        let folded = beside.spawn(|| folded(new));
        for some in new.chunks(AT_A_TIME) {
            add_some(act, some)?;
            some.iter().try_for_each(|(id, _)| each(id.0))?;
        }
        folded
            .join()
            .map_err(|_| anyhow!("folding the names failed"))
    })?;
    index::add_lines(act.file, &lines)?;
    words::add_lines(act.file, &words)?;
    let ends = new.first().zip(new.last());
    Ok(ends
        .map(|((first, _), (last, _))| (first.0, last.0))
        .into_iter()
        .collect())
}

/// Adds purchases; gives back the ranges of numbers of those who bought.
fn add_purchases(
    act: &mut Act<'_>,
    new: &[(PurchaseId, &Purchase)],
    each: &mut dyn FnMut(i64) -> Result<()>,
) -> Result<Vec<(i64, i64)>> {
    let (Some((first, _)), Some((last, _))) = (new.first(), new.last()) else {
        return Ok(Vec::new());
    };
    for some in new.chunks(AT_A_TIME) {
        kept::add_purchases(act, some)?;
        some.iter().try_for_each(|(id, _)| each(id.0))?;
    }
    leave_word_of_purchases(act.file, (first.0, last.0))?;
    let mut buyers = act.file.prepare_cached(
        "SELECT DISTINCT customer FROM purchase WHERE id BETWEEN ?1 AND ?2 ORDER BY customer",
    )?;
    let buyers = buyers.query_map((first, last), |row| row.get(0))?;
    let mut ranges: Vec<(i64, i64)> = Vec::new();
    for buyer in buyers {
        let buyer = buyer?;
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == buyer => *last = buyer,
            _ => ranges.push((buyer, buyer)),
        }
    }
    Ok(ranges)
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

/// Tells the search index of the purchases with these numbers, as the file's triggers would have done.
pub(super) fn leave_word_of_purchases(file: &Connection, rows: (i64, i64)) -> Result<()> {
    file.execute(
        "INSERT INTO search_stale SELECT DISTINCT customer * 16 + 9 FROM purchase WHERE id BETWEEN ?1 AND ?2 ON CONFLICT DO NOTHING",
        rows,
    )?;
    Ok(())
}

/// The last row number of every table.
fn last_rows<'a>(file: &Connection, tables: &'a [Table]) -> Result<Vec<(&'a Table, i64)>> {
    let last = |table: &'a Table| Ok((table, last_row(file, &table.name)?));
    tables.iter().map(last).collect()
}

fn last_row(file: &Connection, table: &str) -> Result<i64> {
    let sql = format!("SELECT coalesce(max(id), 0) FROM main.\"{table}\"");
    Ok(file.prepare_cached(&sql)?.query_row([], |row| row.get(0))?)
}
