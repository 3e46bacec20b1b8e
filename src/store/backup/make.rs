//! Making a backup: the row first, so that the backup says which one it is; then the copy under a temporary name, checked, with its
//! checksum, on disk; then the names; and only then older ones go.

use std::{
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Write},
    path::Path,
    time::SystemTime,
};

use anyhow::{Context, Result, anyhow, ensure};
use chrono::{DateTime, Local};
use rusqlite::{
    Connection, OpenFlags, Transaction, TransactionBehavior,
    types::{ToSqlOutput, ValueRef},
};

use super::{BackupFile, check, folder};
use crate::{
    domain::{
        Refusal, Stamp,
        backup::{Backup, Reason, rotate},
    },
    store::{LONG_PATIENCE, Refused, Store, busy, disk, schema},
    sys,
};

/// Steps that are told to whoever waits: copied, checked, summed up.
const STEPS: usize = 3;

/// Hears how many steps of how many are done; `false` cancels.
type Progress<'a> = &'a mut dyn FnMut(usize, usize) -> bool;

impl Store {
    /// Like [`Store::back_up`]; `progress` hears how many steps of how many are done, and `false` from it cancels.
    ///
    /// # Errors
    /// As [`Store::back_up`]; also when it was cancelled.
    pub fn back_up_with(
        &self,
        reason: &Reason,
        now: Stamp,
        progress: Progress,
    ) -> Result<BackupFile> {
        self.may_write()?;
        let path = self.path().context("this shop is in no file")?;
        let made = make((&self.file, path), (reason, now), progress);
        if made.is_ok() {
            self.written.set(self.written.get().wrapping_add(1));
        }
        made
    }

    /// Makes a backup at a place of its own, which is never rotated away; `over`: instead of a file that is there. Of a shop that can
    /// only be read, too: it has no number then.
    ///
    /// # Errors
    /// A [`Refusal`] when something is there that may not be written over; as [`Store::back_up`].
    pub fn back_up_to(
        &self,
        target: &Path,
        (over, now): (bool, Stamp),
        progress: Progress,
    ) -> Result<BackupFile> {
        let path = self.path().context("this shop is in no file")?;
        let sum = folder::sum_of(target);
        for place in [target, &sum] {
            may_write(place, over)?;
        }
        ensure!(!is_same(path, target), taken(target, "is the shop itself"));
        let reason = Reason::Asked;
        let written = if self.reads_only().is_some() {
            self.copy_read_only(target, progress).map(|()| 0)
        } else {
            let number = enter(&self.file, &folder::of(path), (&reason, now))?;
            self.written.set(self.written.get().wrapping_add(1));
            write((&self.file, Some(path)), target, progress).map(|()| number)
        };
        Ok(BackupFile {
            number: written.map_err(|error| no_backup(target, &error))?,
            path: target.to_owned(),
            day: now.day(),
            at: Some(now),
            reason: Some(reason),
            bytes: fs::metadata(target)?.len(),
        })
    }

    /// Copies a shop that can only be read: to SQLite the copy is a write, too.
    fn copy_read_only(&self, target: &Path, progress: Progress) -> Result<()> {
        self.file.pragma_update(None, "query_only", false)?;
        let written = write((&self.file, None), target, progress);
        self.file.pragma_update(None, "query_only", true)?;
        written
    }

    /// Was nothing ever written, so that there is nothing to back up?
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_new(&self) -> Result<bool> {
        let acts = "SELECT NOT EXISTS (SELECT 1 FROM undo_step)";
        Ok(self.file.query_row(acts, [], |row| row.get(0))?)
    }

    /// Is it time for the backup of the day? A new shop needs none, and one that can only be read gets none.
    ///
    /// # Errors
    /// When the file or the folder cannot be read.
    pub fn backup_is_due(&self, now: Stamp) -> Result<bool> {
        if self.reads_only().is_some() || self.is_new()? {
            return Ok(false);
        }
        let path = self.path().context("this shop is in no file")?;
        let named = folder::list(&folder::of(path))?;
        let mut daily = self.file.prepare_cached(
            "SELECT id, at FROM file_backup WHERE reason = ?1 ORDER BY id DESC LIMIT 1",
        )?;
        let mut rows = daily.query([Reason::FirstOfDay.to_string()])?;
        let Some(last) = rows.next()? else {
            return Ok(true);
        };
        let (number, at): (i64, Stamp) = (last.get(0)?, last.get(1)?);
        let is_there = named.iter().any(|named| named.number == number);
        Ok(!is_there || at.day() != now.day())
    }
}

/// Backs up a file that is going to be brought up to date, as of when it was last written.
pub(in crate::store) fn before_update(file: &Connection, path: &Path, to: usize) -> Result<()> {
    let written = fs::metadata(path).and_then(|about| about.modified());
    let at = Stamp::new(&DateTime::<Local>::from(
        written.unwrap_or(SystemTime::UNIX_EPOCH),
    ));
    let reason = Reason::Before(format!("update to version {to}"));
    make((file, path), (&reason, at), &mut |_, _| true).map(drop)
}

fn make(
    (file, path): (&Connection, &Path),
    (reason, now): (&Reason, Stamp),
    progress: Progress,
) -> Result<BackupFile> {
    let folder = folder::of(path);
    folder::make(&folder).map_err(|error| no_backup(&folder, &error))?;
    let _alone = folder::alone(&folder);
    if *reason != Reason::Asked
        && let Some(made) = just_made(file, &folder, now)?
    {
        return Ok(made);
    }
    let made = folder::tidy(&folder).and_then(|()| {
        let number = enter(file, &folder, (reason, now))?;
        let target = folder::path(&folder, number, now.day());
        write((file, Some(path)), &target, progress)?;
        Ok((number, target))
    });
    let (number, path) = made.map_err(|error| no_backup(&folder, &error))?;
    // One that cannot be taken away now is taken away the next time.
    let _ = let_go(&folder);
    Ok(BackupFile {
        number,
        day: now.day(),
        at: Some(now),
        reason: Some(reason.clone()),
        bytes: fs::metadata(&path)?.len(),
        path,
    })
}

/// The backup of this minute, if nothing was done since: one is enough.
fn just_made(file: &Connection, folder: &Path, now: Stamp) -> Result<Option<BackupFile>> {
    let named = folder::list(folder)?;
    let Some(newest) = named.into_iter().max_by_key(|named| named.number) else {
        return Ok(None);
    };
    let made = check::look(newest);
    let of_this_minute = made
        .at
        .is_some_and(|at| (0..60).contains(&(now.seconds() - at.seconds())));
    if !of_this_minute {
        return Ok(None);
    }
    let last = "SELECT max(id), at, label FROM undo_step WHERE undone IS NULL";
    let last = |file: &Connection| -> rusqlite::Result<[Option<String>; 3]> {
        file.query_row(last, [], |row| {
            let id: Option<i64> = row.get(0)?;
            Ok([id.map(|id| id.to_string()), row.get(1)?, row.get(2)?])
        })
    };
    let same = last(&schema::open_still(&made.path)?)? == last(file)?;
    Ok(same.then_some(made))
}

/// Writes the row of a backup that begins now; gives back its number, above all in the file and in the folder.
fn enter(file: &Connection, folder: &Path, (reason, now): (&Reason, Stamp)) -> Result<i64> {
    let named = folder::list(folder)?;
    let highest = named.iter().map(|named| named.number).max().unwrap_or(0);
    if !schema::has_table(file, "file_backup")? {
        return Ok(highest + 1);
    }
    let act = Transaction::new_unchecked(file, TransactionBehavior::Immediate).map_err(busy)?;
    let number = act.query_row(
        "INSERT INTO file_backup (id, at, reason)
        VALUES (1 + max(?1, (SELECT coalesce(max(id), 0) FROM file_backup)), ?2, ?3) RETURNING id",
        (highest, now, reason.to_string()),
        |row| row.get(0),
    )?;
    act.commit().map_err(busy)?;
    Ok(number)
}

/// A connection, and where its file is if others may be writing to that.
type Source<'a> = (&'a Connection, Option<&'a Path>);

/// Copies the file to a place where nothing is, or what may be replaced: whole, or nothing is left there.
pub(super) fn write(source: Source<'_>, target: &Path, progress: Progress) -> Result<()> {
    let sum = folder::sum_of(target);
    let (part, sum_part) = (folder::part_of(target), folder::part_of(&sum));
    let mut done = 0;
    let mut step = |by: usize| {
        done += by;
        ensure!(progress(done, STEPS), "cancelled");
        Ok(())
    };
    let written = step(0).and_then(|()| {
        clear(&part)?;
        sys::make_new_private_file(&part)?;
        copy(source, &part, &mut step)?;
        let line = check::sum(&part, &mut || step(0))?;
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        clear(&sum_part)?;
        sys::make_new_private_file(&sum_part)?;
        let mut beside = OpenOptions::new().write(true).open(&sum_part)?;
        writeln!(beside, "{line}  {name}")?;
        beside.sync_all()?;
        File::open(&part)?.sync_all()?;
        step(1)?;
        fs::rename(&sum_part, &sum)?;
        fs::rename(&part, target)?;
        Ok(sys::sync_folder_of(target)?)
    });
    if written.is_err() {
        for left in [&part, &sum_part] {
            let _ = fs::remove_file(left);
        }
    }
    written
}

/// Copies until nobody has written meanwhile, so that every table has as many rows here as there. The third time writers wait.
fn copy(
    (file, place): Source<'_>,
    part: &Path,
    step: &mut dyn FnMut(usize) -> Result<()>,
) -> Result<()> {
    for try_alone in [false, false, true] {
        let place = place.filter(|_| try_alone);
        let _writers_wait = place.map(Lock::take).transpose()?;
        let version = data_version(file)?;
        let rows = rows(file)?;
        step(0)?;
        OpenOptions::new().write(true).open(part)?.set_len(0)?;
        vacuum_into(file, part)?;
        if data_version(file)? == version {
            step(1)?;
            compare(part, &rows)?;
            return step(1);
        }
    }
    Err(anyhow!("another program writes all the time"))
}

fn vacuum_into(file: &Connection, part: &Path) -> Result<()> {
    let name = part.as_os_str().as_encoded_bytes();
    let name = ToSqlOutput::Borrowed(ValueRef::Text(name));
    file.execute("VACUUM INTO ?1", [name]).map_err(busy)?;
    Ok(())
}

/// Is the copy ours, whole, and has it these rows?
fn compare(part: &Path, expected: &[i64]) -> Result<()> {
    let copy = schema::open_still(part)?;
    // Indexes are checked row by row: what is not kept is read again and again.
    copy.pragma_update(None, "cache_size", -32_000)?;
    ensure!(check::is_whole(&copy)?, "the copy is damaged");
    ensure!(rows(&copy)? == expected, "rows are missing in the copy");
    Ok(())
}

/// How many rows each table has, in the order of the schema.
fn rows(file: &Connection) -> Result<Vec<i64>> {
    let mut tables = file.prepare(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
    )?;
    let names = tables.query_map([], |row| row.get::<_, String>(0))?;
    names
        .map(|name| {
            let count = format!("SELECT count(*) FROM main.\"{}\"", name?);
            Ok(file.query_row(&count, [], |row| row.get(0))?)
        })
        .collect()
}

/// A number that moves when somebody else has written.
fn data_version(file: &Connection) -> Result<i64> {
    Ok(file.pragma_query_value(None, "data_version", |row| row.get(0))?)
}

/// While it lives nobody writes: a connection that holds the lock and does nothing with it.
struct Lock(#[expect(dead_code, reason = "closed, it lets writers go on")] Connection);

impl Lock {
    fn take(place: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let beside = Connection::open_with_flags(place, flags)?;
        beside.busy_timeout(LONG_PATIENCE)?;
        beside.execute_batch("BEGIN IMMEDIATE").map_err(busy)?;
        Ok(Self(beside))
    }
}

/// Takes away the backups that may go.
fn let_go(folder: &Path) -> Result<()> {
    let named = folder::list(folder)?;
    let backups: Vec<BackupFile> = named.into_iter().map(check::look).collect();
    let known: Vec<Backup> = backups.iter().map(BackupFile::known).collect();
    let gone = rotate(&known);
    for backup in backups.iter().filter(|it| gone.contains(&it.number)) {
        fs::remove_file(&backup.path)?;
        let _ = fs::remove_file(folder::sum_of(&backup.path));
    }
    Ok(sys::sync_folder(folder)?)
}

/// May a backup be written to this place?
fn may_write(place: &Path, over: bool) -> Result<(), Refusal> {
    match fs::symlink_metadata(place) {
        Err(_) => Ok(()),
        Ok(about) if about.is_symlink() => Err(taken(place, "is a link; name the place itself")),
        Ok(about) if about.is_dir() => Err(taken(place, "is a folder; name a file in it")),
        Ok(about) if !about.is_file() => Err(taken(place, "is no file")),
        Ok(_) if over => Ok(()),
        Ok(_) => Err(taken(place, "is there already; name a file that is not")),
    }
}

fn taken(place: &Path, what: &str) -> Refusal {
    Refusal(format!("{} {what}.", place.display()))
}

/// Is the place the data file, or one of those that SQLite keeps beside it?
pub(in crate::store) fn is_same(data: &Path, place: &Path) -> bool {
    let whole = |path: &Path| {
        let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
        let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).ok()?;
        Some(folder.join(path.file_name()?))
    };
    let data = fs::canonicalize(data).ok().or_else(|| whole(data));
    let (Some(data), Some(place)) = (data, whole(place)) else {
        return false;
    };
    ["", "-wal", "-shm", "-journal"].iter().any(|more| {
        let mut beside = data.as_os_str().to_owned();
        beside.push(more);
        place.as_os_str() == beside
    })
}

/// Takes away what an earlier backup left under this temporary name.
fn clear(part: &Path) -> Result<()> {
    match fs::symlink_metadata(part) {
        Ok(about) if about.is_file() => Ok(fs::remove_file(part)?),
        Ok(_) => Err(taken(part, "is in the way; move it").into()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Why there is no backup, in one sentence.
fn no_backup(place: &Path, error: &anyhow::Error) -> anyhow::Error {
    if let Some(fault) = disk::fault_of(error) {
        return anyhow!(
            "no backup was made at {}, because {}; every older one is still there",
            place.display(),
            fault.why()
        );
    }
    match error.downcast_ref() {
        Some(Refused(why)) => anyhow!("no backup was made, because {}", why.trim_end_matches('.')),
        None => anyhow!("no backup was made at {}: {error:#}", place.display()),
    }
}
