//! Which file is ours, in which version, and how an older one is brought up to date.
//!
//! What is none of ours is found out before SQLite may write, or even put a `-wal` beside the file: the first look goes through a
//! connection that is read-only and *immutable*. It is SQLite's own connection and not our own file call, because closing a file of
//! our own would drop the locks of another connection in this process. It takes no lock, so it believes only what never changes in a
//! file: whose it is. Whether it is in one piece is asked under SQLite's locks, where a program that is just writing cannot mislead.

use std::{
    cmp::Ordering,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use memchr::memmem;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior, backup::Backup};

use super::{Damaged, Refused, backup};

/// Marks a SQLite file as ours: "rglr".
const APPLICATION_ID: i32 = 0x7267_6C72;

/// The numbered migrations; `user_version` says how many of them a file has had. Append only.
pub(super) const MIGRATIONS: [&str; 9] = [
    include_str!("../../assets/migrations/001_call_desk.sql"),
    include_str!("../../assets/migrations/002_undo.sql"),
    include_str!("../../assets/migrations/003_search.sql"),
    include_str!("../../assets/migrations/004_after_care.sql"),
    include_str!("../../assets/migrations/005_import.sql"),
    include_str!("../../assets/migrations/006_today.sql"),
    include_str!("../../assets/migrations/007_purchases.sql"),
    include_str!("../../assets/migrations/008_trust.sql"),
    include_str!("../../assets/migrations/009_reports.sql"),
];

/// Files up to this size are checked whole at every start (it costs about a millisecond); of larger ones every table's ends are read.
const CHECKED_WHOLE: u64 = 1 << 20;

/// No SQLite file is shorter than its shortest page; SQLite itself would take a shorter one for an empty file.
const SMALLEST_PAGE: u64 = 512;

/// Why a file of a newer program is not opened.
const NEWER: &str = "was written by a newer regulars; update the program to open it";
/// How a journal of SQLite begins; the 20th byte ends the number of pages that the file had before.
const JOURNAL: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

/// Looks at a path without changing anything there; true when a file stands there that may be ours, false for a new shop.
///
/// # Errors
/// [`Refused`] when it is something else.
pub(super) fn look(path: &Path) -> Result<bool> {
    let metadata = match std::fs::metadata(path) {
        Err(error) if path.is_symlink() && error.kind() != std::io::ErrorKind::PermissionDenied => {
            return Err(refused(path, "is a link that leads to no file"));
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        metadata => metadata.with_context(|| format!("looking at {}", path.display()))?,
    };
    if metadata.is_dir() {
        return Err(refused(path, "is a folder, not a data file"));
    }
    if !metadata.is_file() {
        return Err(refused(path, "is not a file that can hold a shop"));
    }
    has_no_link_beside(path)?;
    if metadata.len() == 0 {
        return Ok(false);
    }
    if metadata.len() < SMALLEST_PAGE {
        return Err(foreign(path));
    }
    let file = Connection::open_with_flags(immutable(path), read_only())
        .with_context(|| format!("opening {}", path.display()))?;
    match not_ours(&file) {
        Ok(None) if is_cut_off(&file, path, metadata.len()).unwrap_or(false) => Err(damaged(path)),
        Ok(None) => Ok(true),
        Ok(Some(why)) => Err(refused(path, why)),
        // A file that is just being written may look so without a lock.
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) => Ok(true),
        Err(_) if was_empty(path) => Ok(true),
        Err(error) => Err(understand(error, path)),
    }
}

/// SQLite writes beside the file, and through no link there: whoever planted one shall be known.
fn has_no_link_beside(path: &Path) -> Result<()> {
    for ending in ["-wal", "-shm", "-journal"] {
        let beside = beside(path, ending);
        if beside.is_symlink() {
            return Err(refused(
                &beside,
                "is a link, where SQLite keeps a file of its own. Move it away, and the shop opens",
            ));
        }
    }
    Ok(())
}

/// Accepts a file that was opened, under its locks: it is new, or ours and in one piece as far as that can be seen quickly.
///
/// # Errors
/// [`Refused`] or [`Damaged`] when it is not; `Conflict::Busy` when another program keeps the locks for too long.
pub(super) fn accept(file: &Connection, path: &Path) -> Result<()> {
    let fail = |error| understand(error, path);
    // All of it is asked of one moment: another program may be making the file anew meanwhile.
    let _still = file.unchecked_transaction().map_err(fail)?;
    if file_size(file).map_err(fail)? == 0 {
        return Ok(());
    }
    if let Some(why) = not_ours(file).map_err(fail)? {
        return Err(refused(path, why));
    }
    if !in_one_piece(file).map_err(fail)? {
        return Err(damaged(path));
    }
    if let Some(name) = intruder(file).map_err(fail)? {
        let what = format!(
            "has {name} in it, which is none of regulars and could change what is written; take it out with the program that made it"
        );
        return Err(refused(path, &what));
    }
    Ok(())
}

/// Opens a file that nobody writes, without a lock and without putting anything beside it.
///
/// # Errors
/// [`Refused`] when it is none of ours, of a newer version, or cannot be read.
pub(super) fn open_still(path: &Path) -> Result<Connection> {
    let file = Connection::open_with_flags(immutable(path), read_only())
        .with_context(|| format!("opening {}", path.display()))?;
    match not_ours(&file) {
        Ok(None) => Ok(file),
        Ok(Some(why)) => Err(refused(path, why)),
        Err(error) => Err(understand(error, path)),
    }
}

/// Has the file a table of this name?
pub(super) fn has_table(file: &Connection, name: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ?1)";
    file.query_row(sql, [name], |row| row.get(0))
}

/// Is there a log beside the file that a program which ended badly may have left?
pub(super) fn has_log(path: &Path) -> bool {
    is_beside(path, "-wal")
}

fn is_beside(path: &Path, ending: &str) -> bool {
    beside(path, ending).exists()
}

/// A file that SQLite keeps beside it, wherever a link to it is.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let place = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut name = place.into_os_string();
    name.push(ending);
    name.into()
}

/// Was the first act on a new file broken off? Then the journal beside it says that it was empty before, and SQLite makes it so again.
fn was_empty(path: &Path) -> bool {
    let mut head = [0; 20];
    let journal = File::open(beside(path, "-journal"));
    let read = journal.and_then(|mut journal| journal.read_exact(&mut head));
    read.is_ok() && head.starts_with(&JOURNAL) && head.ends_with(&[0; 4])
}

/// The log beside a data file.
pub(super) fn log_of(path: &Path) -> PathBuf {
    beside(path, "-wal")
}

/// Why an open file is no longer for this program, as half a sentence.
pub(super) fn why_not_today(file: &Connection) -> Result<Option<&'static str>> {
    let version: usize = file
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(super::busy)?;
    Ok(match version.cmp(&MIGRATIONS.len()) {
        Ordering::Equal => None,
        Ordering::Greater => Some(
            "a newer regulars has changed the file over; close this window and open the newer program",
        ),
        Ordering::Less => {
            Some("an older state of the file was brought back; close this window and open it again")
        }
    })
}

/// Is it a data file of a newer program?
pub(super) fn is_newer(path: &Path) -> bool {
    let file = Connection::open_with_flags(immutable(path), read_only());
    let why = file.map(|file| not_ours(&file));
    matches!(why, Ok(Ok(Some(why))) if why == NEWER)
}

/// Why the file is none of ours, or not for this program.
fn not_ours(file: &Connection) -> rusqlite::Result<Option<&'static str>> {
    let number = |pragma: &str| file.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0));
    if number("application_id")? != APPLICATION_ID {
        return Ok(Some("belongs to another program"));
    }
    let newer = usize::try_from(number("user_version")?).is_ok_and(|it| it > MIGRATIONS.len());
    Ok(newer.then_some(NEWER))
}

/// Is the file shorter than its own head says? SQLite overlooks it where only a part of the last page is missing. While there is a log
/// or a journal beside it, another program may be writing; one that just ended cannot have made it longer and shorter again meanwhile.
fn is_cut_off(file: &Connection, path: &Path, length: u64) -> rusqlite::Result<bool> {
    let size = size_by_its_head(file)?;
    let now = std::fs::metadata(path).map_or(size, |it| it.len());
    let alone = !["-wal", "-journal"].iter().any(|it| is_beside(path, it));
    Ok(alone && length < size && now < size)
}

/// A trigger or view that no migration made: it would act on its own in every write or reading.
fn intruder(file: &Connection) -> rusqlite::Result<Option<String>> {
    let mut select = file.prepare(
        "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view')",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let sql = memmem::Finder::new(row.get_ref(1)?.as_str()?);
        let mut made = MIGRATIONS.iter();
        if !made.any(|it| sql.find(it.as_bytes()).is_some()) {
            return row.get(0).map(Some);
        }
    }
    Ok(None)
}

fn in_one_piece(file: &Connection) -> rusqlite::Result<bool> {
    if file_size(file)? <= CHECKED_WHOLE {
        return file.query_row("PRAGMA quick_check(1)", [], |row| {
            Ok(row.get_ref(0)?.as_str()? == "ok")
        });
    }
    let mut tables = file.prepare(
        "SELECT name, sql LIKE '%WITHOUT ROWID' FROM sqlite_schema
        WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'",
    )?;
    let ends = tables.query_map([], |row| {
        let name: String = row.get(0)?;
        let beginning = format!("EXISTS (SELECT 1 FROM \"{name}\")");
        Ok(match row.get(1)? {
            true => beginning,
            false => format!("{beginning}, (SELECT max(rowid) FROM \"{name}\")"),
        })
    })?;
    let ends: Vec<String> = ends.collect::<rusqlite::Result<_>>()?;
    file.execute_batch(&format!("SELECT {}", ends.join(", ")))?;
    Ok(true)
}

fn file_size(file: &Connection) -> rusqlite::Result<u64> {
    let number = |pragma: &str| file.pragma_query_value(None, pragma, |row| row.get::<_, u64>(0));
    Ok(number("page_count")? * number("page_size")?)
}

/// The same without reading all that the file says about its tables, which takes longer than anything else in a look: a backup knows
/// how much there is to copy before it copies the first page.
fn size_by_its_head(file: &Connection) -> rusqlite::Result<u64> {
    let mut nowhere = Connection::open_in_memory()?;
    let backup = Backup::new(file, &mut nowhere)?;
    backup.step(0)?;
    let pages = u64::try_from(backup.progress().pagecount).unwrap_or(0);
    drop(backup);
    let page: u64 = file.pragma_query_value(None, "page_size", |row| row.get(0))?;
    Ok(pages * page)
}

/// Brings a new or older file up to date, in one transaction; an up-to-date one is only read. An older one is backed up
/// first.
///
/// The mark of ownership is written together with the first tables, before the file goes over to a write-ahead log: so it always
/// stands in the file itself.
pub(super) fn migrate(file: &mut Connection, path: &Path) -> Result<()> {
    let before = version(file, path)?;
    if before == MIGRATIONS.len() {
        return Ok(());
    }
    if before > 0 {
        backup::before_update(file, path, MIGRATIONS.len())
            .context("the file must be brought up to date, and is left as it is")?;
    }
    bring_up_to_date(file, path)
}

/// The same without a backup: for a copy.
pub(super) fn bring_up_to_date(file: &mut Connection, path: &Path) -> Result<()> {
    if version(file, path)? == MIGRATIONS.len() {
        return Ok(());
    }
    let act = file
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(super::busy)?;
    // Another window may have done it while this one waited for the lock.
    let done = version(&act, path)?;
    for (number, sql) in MIGRATIONS.iter().enumerate().skip(done) {
        act.execute_batch(sql)
            .with_context(|| format!("migration {}", number + 1))?;
    }
    act.pragma_update(None, "application_id", APPLICATION_ID)?;
    act.pragma_update(None, "user_version", MIGRATIONS.len())?;
    act.commit().map_err(super::busy)
}

/// An empty shop in memory, as the migrations make it.
pub(super) fn in_memory() -> Result<Connection> {
    let file = Connection::open_in_memory()?;
    for sql in MIGRATIONS {
        file.execute_batch(sql)?;
    }
    Ok(file)
}

/// A file that cannot be written cannot be brought up to date either.
///
/// # Errors
/// [`Refused`] for an older one.
pub(super) fn is_of_today(file: &Connection, path: &Path) -> Result<()> {
    if version(file, path)? == MIGRATIONS.len() {
        return Ok(());
    }
    Err(refused(
        path,
        "was written by an older regulars and cannot be brought up to date here. Copy it to a folder of yours, and open the copy with --db",
    ))
}

/// How many migrations a file has had.
fn version(file: &Connection, path: &Path) -> Result<usize> {
    let version: i32 = file
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(|error| understand(error, path))?;
    usize::try_from(version).map_err(|_| damaged(path))
}

/// Turns what SQLite says about a file that it cannot read into the sentence for the user.
pub(super) fn understand(error: rusqlite::Error, path: &Path) -> anyhow::Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => foreign(path),
        Some(ErrorCode::DatabaseCorrupt) => damaged(path),
        _ => super::busy(error).context(format!("reading {}", path.display())),
    }
}

fn foreign(path: &Path) -> anyhow::Error {
    refused(path, "is not a regulars data file")
}

pub(super) fn damaged(path: &Path) -> anyhow::Error {
    let path = path.to_owned();
    Damaged { path }.into()
}

fn refused(path: &Path, what: &str) -> anyhow::Error {
    Refused(format!("{} {what}.", path.display())).into()
}

pub(super) fn read_only() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

/// The path as a URI for a connection that takes no locks and makes no files.
pub(super) fn immutable(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                uri.push(char::from(*byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri + "?immutable=1"
}
