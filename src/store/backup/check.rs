//! Is a backup what it was when it was made? Read without a lock, so that nothing is put beside it: a backup is never written again.

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::{ErrorKind, Read},
    path::Path,
    time::SystemTime,
};

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Local};
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use super::{BackupFile, Counts, folder};
use crate::{
    domain::{Stamp, backup::Reason},
    store::{Refused, schema},
};

/// So much of a file is read at a time: a key can be answered in between.
const AT_A_TIME: usize = 4 << 20;

/// Whether a backup is still what it was when it was made, and what is in it.
///
/// # Errors
/// One sentence why not: of another program, newer than this one, damaged, or changed since.
pub fn verify(backup: &BackupFile) -> Result<Counts> {
    let mut checking = Checking::begin(&backup.path)?;
    loop {
        if let Some(counts) = checking.go_on()? {
            return Ok(counts);
        }
    }
}

/// A backup being checked, a piece at a time.
#[derive(Debug)]
pub struct Checking {
    counts: Counts,
    /// What is still to be read, and the checksum that must come out in the end; `None` when SQLite has checked it whole.
    reading: Option<(File, Sha256, String)>,
}

impl Checking {
    /// Looks whose the file is and counts what is in it. Where no checksum is beside it, SQLite checks it whole.
    ///
    /// # Errors
    /// One sentence why it is no backup for this program.
    pub fn begin(path: &Path) -> Result<Self> {
        let file = schema::open_still(path)?;
        let counts = counts(&file).map_err(|error| schema::understand(error, path))?;
        let reading = match known_sum(path)? {
            Some(sum) => Some((open(path)?, Sha256::new(), sum)),
            None => {
                let whole = is_whole(&file).map_err(|error| schema::understand(error, path))?;
                ensure!(whole, schema::damaged(path));
                None
            }
        };
        Ok(Self { counts, reading })
    }

    /// Goes on for a moment; what is in it, once it is found to be in order.
    ///
    /// # Errors
    /// One sentence why it is not.
    pub fn go_on(&mut self) -> Result<Option<Counts>> {
        let Some((file, sum, known)) = &mut self.reading else {
            return Ok(Some(self.counts));
        };
        let mut piece = Vec::new();
        let read = file.by_ref().take(AT_A_TIME as u64).read_to_end(&mut piece);
        if read.context("reading a backup")? > 0 {
            sum.update(&piece);
            return Ok(None);
        }
        let now = hexadecimal(std::mem::take(sum));
        let same = now == *known;
        self.reading = None;
        ensure!(
            same,
            Refused("It is not what it was when it was made: its checksum is another.".to_owned())
        );
        Ok(Some(self.counts))
    }
}

/// What the file of a backup says of itself.
pub(super) fn look(named: folder::Named) -> BackupFile {
    let (at, reason) = said(&named.path, named.number).unwrap_or_default();
    BackupFile {
        number: named.number,
        day: named.day,
        at,
        reason,
        bytes: fs::metadata(&named.path).map_or(0, |about| about.len()),
        path: named.path,
    }
}

/// What a backup at any place says of itself: its own row is the last one in it.
pub(super) fn at(path: &Path) -> Result<BackupFile> {
    let about = fs::metadata(path).with_context(|| format!("reading {}", path.display()))?;
    let fail = |error| schema::understand(error, path);
    let file = schema::open_still(path)?;
    let last = match schema::has_table(&file, "file_backup").map_err(fail)? {
        true => "SELECT coalesce(max(id), 0) FROM file_backup",
        false => "SELECT 0",
    };
    let number = file.query_row(last, [], |row| row.get(0)).map_err(fail)?;
    let written = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    Ok(look(folder::Named {
        number,
        day: DateTime::<Local>::from(written).date_naive(),
        path: path.to_owned(),
    }))
}

/// When a backup was made and what for, out of its own row.
fn said(path: &Path, number: i64) -> Result<(Option<Stamp>, Option<Reason>)> {
    let file = schema::open_still(path)?;
    if !schema::has_table(&file, "file_backup")? {
        // So old a file is only backed up when it is brought up to date.
        return Ok((None, Some(Reason::Before("update".to_owned()))));
    }
    let row = file
        .query_row(
            "SELECT at, reason FROM file_backup WHERE id = ?1",
            [number],
            |row| Ok((row.get(0)?, row.get::<_, String>(1)?)),
        )
        .optional()?;
    Ok(row.map_or((None, None), |(at, reason)| {
        (Some(at), Some(Reason::read(&reason)))
    }))
}

/// Has SQLite nothing to say against any page and any index of it?
pub(in crate::store) fn is_whole(file: &Connection) -> rusqlite::Result<bool> {
    file.query_row("PRAGMA integrity_check(1)", [], |row| {
        Ok(row.get_ref(0)?.as_str()? == "ok")
    })
}

/// What there is of what in a file of any version.
pub(in crate::store) fn counts(file: &Connection) -> rusqlite::Result<Counts> {
    let count = |table: &str| match schema::has_table(file, table)? {
        true => file.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
            row.get(0)
        }),
        false => Ok(0),
    };
    Ok(Counts {
        customers: count("customer")?,
        contacts: count("interaction")?,
        complaints: count("complaint")?,
        purchases: count("purchase")?,
    })
}

/// The SHA-256 of a file, as it is written beside it; `go_on` is asked between its pieces.
pub(super) fn sum(path: &Path, go_on: &mut dyn FnMut() -> Result<()>) -> Result<String> {
    let (mut file, mut sum) = (open(path)?, Sha256::new());
    loop {
        go_on()?;
        let mut piece = Vec::new();
        if file
            .by_ref()
            .take(AT_A_TIME as u64)
            .read_to_end(&mut piece)?
            == 0
        {
            return Ok(hexadecimal(sum));
        }
        sum.update(&piece);
    }
}

/// The checksum that stands beside a backup, if there is one.
fn known_sum(path: &Path) -> Result<Option<String>> {
    let beside = folder::sum_of(path);
    match fs::read_to_string(&beside) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        line => {
            let line = line.with_context(|| format!("reading {}", beside.display()))?;
            let sum = line.split_whitespace().next().unwrap_or_default();
            Ok(Some(sum.to_owned()))
        }
    }
}

fn open(path: &Path) -> Result<File> {
    File::open(path).with_context(|| format!("reading {}", path.display()))
}

fn hexadecimal(sum: Sha256) -> String {
    let mut text = String::with_capacity(64);
    for byte in sum.finalize() {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
