//! Saves what a damaged file still holds into a new one; the damaged one is only read.
//!
//! Each table is read through SQLite from both of its ends to where a page is torn. What lies between is looked for page by page in
//! the file, also in pages to which no way leads any more: so a torn page costs its own rows, and one that led to others costs none.

mod pages;
mod rows;

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use serde::Serialize;

use super::{
    Damaged, Refused, configure, forget, import::Quiet, index, reading, schema, write_ahead,
};
use crate::{domain::Stamp, sys};
use pages::Pages;
use rows::Table;

/// What was saved.
#[derive(Debug, Default, Serialize)]
pub struct Salvaged {
    /// The new file.
    pub into: PathBuf,
    /// How each table came out of it, those without a row left out.
    pub tables: Vec<Saved>,
    /// Customers of whom only phones, talks and the like were left: they are called "Lost customer" now.
    pub nameless: usize,
    /// Rows that said to what they belong, and no longer do, because that is lost.
    pub set_free: usize,
    /// Rows that cannot be without what they belonged to, and were left out.
    pub dropped: usize,
    /// Customers whom the shop was asked to forget since, and who are not in the new file.
    pub forgotten: usize,
}

/// How a table came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Saved {
    /// Its name.
    pub table: String,
    /// How many rows were saved.
    pub saved: usize,
    /// How many are known to be lost; `None` where nobody can tell how many there were.
    pub lost: Option<usize>,
}

impl Salvaged {
    /// How many rows were saved, and how many are known to be lost.
    pub fn counts(&self) -> (usize, usize) {
        let saved = self.tables.iter().map(|it| it.saved).sum();
        let lost = self.tables.iter().filter_map(|it| it.lost).sum();
        (saved, lost)
    }
}

/// Saves what can be read of a damaged file into a new one beside or elsewhere, telling `progress` how many tables of how many are
/// done. The history of undo is left behind: with holes in it an act would be taken back by halves. So is whom the shop was asked to
/// forget, here or, where the file was moved aside before, in the shop that took its place.
///
/// # Errors
/// [`Refused`] when something is at the new place already, or the file is none of ours; [`Damaged`] when its first page or its list
/// of tables is gone, so that nothing in it can be told apart. No new file is left then.
pub fn salvage(
    path: &Path,
    into: &Path,
    now: Stamp,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Salvaged> {
    ensure!(
        schema::look(path)?,
        "there is no shop in {}",
        path.display()
    );
    ensure!(
        fs::symlink_metadata(into).is_err(),
        Refused(format!(
            "{} is there already; name a new file to save into.",
            into.display()
        ))
    );
    let copy = Copy::of(&reading::real(path), into)?;
    let torn = copy.open().map_err(|_| damaged(path))?;
    let known = rows::tables(&torn).map_err(|_| damaged(path))?;
    ensure!(known.iter().any(|it| it.name == "customer"), damaged(path));
    let torn = Torn {
        file: torn,
        path,
        copy,
        tables: known,
    };
    let saved = begin(into).and_then(|file| fill(file, &torn, now, progress));
    match saved {
        Ok(saved) => Ok(Salvaged {
            into: into.to_owned(),
            ..saved
        }),
        Err(error) => {
            remove(into);
            Err(error)
        }
    }
}

fn damaged(path: &Path) -> anyhow::Error {
    let path = path.to_owned();
    anyhow::Error::new(Damaged { path }).context(
        "its first page is gone, and with it the list of what is where: nothing can be salvaged",
    )
}

/// The file as it is read: itself where it has no log, otherwise a copy into which the log was taken.
struct Copy {
    path: PathBuf,
    is_ours: bool,
}

impl Copy {
    fn of(path: &Path, into: &Path) -> Result<Self> {
        if !schema::has_log(path) {
            let (path, is_ours) = (path.to_owned(), false);
            return Ok(Self { path, is_ours });
        }
        let copy = Self {
            path: behind(into, ".part"),
            is_ours: true,
        };
        for ending in ["", "-wal"] {
            let place = behind(&copy.path, ending);
            sys::make_new_private_file(&place)?;
            let copied = File::open(behind(path, ending)).and_then(|mut from| {
                io::copy(&mut from, &mut File::options().write(true).open(&place)?)
            });
            copied.with_context(|| format!("copying to {}", place.display()))?;
        }
        let file = Connection::open(&copy.path)?;
        // What the log cannot give any more is read as it stands in the file.
        let _ = file.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        drop(file);
        Ok(copy)
    }

    /// A connection that cannot write, and does not stop at a table that it does not understand.
    fn open(&self) -> Result<Connection> {
        let file = Connection::open_with_flags(schema::immutable(&self.path), schema::read_only())?;
        file.execute_batch(
            "PRAGMA writable_schema = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -64000",
        )?;
        Ok(file)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        if self.is_ours {
            remove(&self.path);
        }
    }
}

/// A damaged file, opened.
struct Torn<'a> {
    file: Connection,
    /// Where it is.
    path: &'a Path,
    /// As it is read.
    copy: Copy,
    tables: Vec<Table>,
}

/// Takes a file of ours away, with what SQLite put beside it.
fn remove(path: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        // What is not there need not be taken away.
        let _ = fs::remove_file(behind(path, ending));
    }
}

fn behind(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// A new shop without a row.
fn begin(into: &Path) -> Result<Connection> {
    sys::make_new_private_file(into).with_context(|| format!("making {}", into.display()))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut file = Connection::open_with_flags(into, flags)?;
    configure(&file)?;
    schema::migrate(&mut file, into)?;
    write_ahead(&file)?;
    Ok(file)
}

/// Fills a new shop, in one transaction.
fn fill(
    mut file: Connection,
    torn: &Torn<'_>,
    now: Stamp,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Salvaged> {
    let mut salvaged = Salvaged::default();
    let act = file.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let quiet = Quiet::begin(&act, Quiet::TRIGGERS_AND_KEYS)?;
    salvaged.tables = take_rows(&act, torn, progress)?;
    let known = forget::marks::of(&act)?;
    forget::marks::gather(&act, torn.path);
    // Whoever lost their name could be somebody who was forgotten elsewhere.
    let names_tell = !forget::marks::has_strangers(&act, &known)?;
    drop(quiet);
    let quiet = Quiet::begin(&act, Quiet::TRIGGERS_AND_KEYS)?;
    (salvaged.nameless, salvaged.set_free, salvaged.dropped) =
        hold_together(&act, names_tell.then_some(now))?;
    index::anew::make(&act)?;
    drop(quiet);
    let before = customers(&act)?;
    let has_forgotten = forget::erase(&act)?;
    salvaged.forgotten = before - customers(&act)?;
    act.commit()?;
    if has_forgotten {
        file.execute_batch("VACUUM")?;
    }
    let whole: String = file.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    ensure!(
        whole == "ok",
        "the new file did not come out whole: {whole}"
    );
    Ok(salvaged)
}

fn customers(file: &Connection) -> Result<usize> {
    Ok(file.query_row("SELECT count(*) FROM customer", [], |row| row.get(0))?)
}

/// Takes over what can be read of each table; gives back how each came out, those without a row left out.
fn take_rows(
    act: &Connection,
    torn: &Torn<'_>,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Vec<Saved>> {
    let tables: Vec<Table> = rows::tables(act)?;
    // The file is gone through page by page only where something is torn, and once.
    let mut pages = None;
    let mut all = Vec::new();
    for (done, table) in tables.iter().enumerate() {
        ensure!(progress(done, tables.len()), "cancelled; nothing was saved");
        let Some(theirs) = torn.tables.iter().find(|it| it.name == table.name) else {
            continue;
        };
        let both = table.columns_of_both(theirs);
        let mut found = rows::read(&torn.file, theirs, &both, &mut |row| {
            table.insert(act, &both, row)
        })?;
        if let Some(gap) = found.gap {
            let pages = match &mut pages {
                Some(pages) => pages,
                none => none.insert(Pages::read(&torn.copy.path, &rows::roots(&torn.file)?)?),
            };
            let lost = pages.rows_of(theirs, gap);
            found.saved += rows::insert_loose(&lost, (act, table), theirs, &both)?;
        }
        let lost = found.count.map(|count| count.saturating_sub(found.saved));
        all.push(Saved {
            table: table.name.clone(),
            saved: found.saved,
            lost,
        });
    }
    all.retain(|it| it.saved > 0 || it.lost != Some(0));
    Ok(all)
}

/// Mends references to rows that are lost: customers are put in place without a name, as of `now`, what need not belong anywhere is set
/// free, the rest is left out. Gives back how many of each. Without `now` all that belonged to a lost customer is left out.
fn hold_together(file: &Connection, now: Option<Stamp>) -> Result<(usize, usize, usize)> {
    let (mut nameless, mut free, mut dropped) = (0, 0, 0);
    loop {
        let hanging = hanging(file)?;
        if hanging.is_empty() {
            return Ok((nameless, free, dropped));
        }
        for ((table, column, parent), rows) in hanging {
            let optional = is_optional(file, &table, &column)?;
            let is_theirs = (parent.as_str(), column.as_str()) == ("customer", "customer");
            for row in rows {
                if let Some(now) = now.filter(|_| is_theirs) {
                    nameless += put_nameless(file, (&table, &column, row), now)?;
                } else if optional && !is_theirs {
                    free += file.execute(
                        &format!("UPDATE \"{table}\" SET \"{column}\" = NULL WHERE id = ?1"),
                        [row],
                    )?;
                } else {
                    dropped +=
                        file.execute(&format!("DELETE FROM \"{table}\" WHERE id = ?1"), [row])?;
                }
            }
        }
    }
}

/// Rows whose parent is lost, by table, column and the parent's table.
type Hanging = BTreeMap<(String, String, String), Vec<i64>>;

fn hanging(file: &Connection) -> Result<Hanging> {
    let mut select = file.prepare(
        "SELECT c.\"table\", k.\"from\", c.parent, c.rowid FROM pragma_foreign_key_check AS c
        JOIN pragma_foreign_key_list(c.\"table\") AS k ON k.id = c.fkid",
    )?;
    let mut rows = select.query([])?;
    let mut hanging = Hanging::new();
    while let Some(row) = rows.next()? {
        let of = (row.get(0)?, row.get(1)?, row.get(2)?);
        hanging.entry(of).or_default().push(row.get(3)?);
    }
    Ok(hanging)
}

fn is_optional(file: &Connection, table: &str, column: &str) -> Result<bool> {
    let sql = "SELECT \"notnull\" = 0 FROM pragma_table_info(?1) WHERE name = ?2";
    Ok(file.query_row(sql, [table, column], |row| row.get(0))?)
}

/// Puts a customer in place of one that is lost, so that what belonged to them stays together; 1 when it was not there yet.
fn put_nameless(
    file: &Connection,
    (table, column, row): (&str, &str, i64),
    now: Stamp,
) -> Result<usize> {
    let sql = format!(
        "INSERT OR IGNORE INTO customer (id, uid, name, call_me, say, hook, sort_key, company, handling_do, handling_dont,
            going_through, handover, source, kept, created)
        SELECT \"{column}\", 'lost-' || lower(hex(randomblob(12))), 'Lost customer ' || \"{column}\", '', '', '', '', '', '', '', '', '',
            '', '', ?2 FROM \"{table}\" WHERE id = ?1"
    );
    Ok(file.execute(&sql, (row, now))?)
}
