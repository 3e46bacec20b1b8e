//! Where the backups of a data file are, and what they are called: `shop-backups/000012-2026-11-22.db` beside `shop.db`.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::ErrorKind,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use chrono::NaiveDate;

use crate::{store::Refused, sys};

/// Behind the name of a checksum.
const SUM: &str = ".sha256";

/// Behind the name of a file that is not whole yet.
const PART: &str = ".part";

/// What SQLite may leave beside a file that it was just writing.
const JOURNAL: &str = ".part-journal";

/// The folder with the backups of a data file, which may not be there: beside the file itself, wherever a link to it is.
pub(in crate::store) fn of(file: &Path) -> PathBuf {
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let mut name = file.file_stem().unwrap_or_default().to_owned();
    name.push("-backups");
    file.with_file_name(name)
}

/// Makes the folder (0700) where it is not there.
///
/// # Errors
/// [`Refused`] when something else has its name: nothing is written through a link.
pub(in crate::store) fn make(folder: &Path) -> Result<()> {
    match fs::symlink_metadata(folder) {
        Ok(about) if about.is_symlink() => Err(refused(folder, "is a link")),
        Ok(about) if !about.is_dir() => Err(refused(folder, "is no folder")),
        Ok(_) => Ok(()),
        Err(_) => {
            sys::make_private_folder(folder).with_context(|| format!("making {}", folder.display()))
        }
    }
}

fn refused(folder: &Path, what: &str) -> anyhow::Error {
    let why = format!(
        "{} {what}, and backups go into a folder of that name",
        folder.display()
    );
    Refused(why).into()
}

/// While it lives nobody else makes or restores a backup there.
#[derive(Debug)]
pub(in crate::store) struct Alone(
    #[expect(dead_code, reason = "closed, it lets others in")] Option<File>,
);

/// Waits until nobody else makes a backup there. Where the system knows no such lock, everybody goes on.
pub(in crate::store) fn alone(folder: &Path) -> Alone {
    let folder = File::open(folder).ok();
    Alone(folder.filter(|folder| folder.lock().is_ok()))
}

/// One backup in the folder, as its name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub number: i64,
    pub day: NaiveDate,
    pub path: PathBuf,
}

/// What the backup of this number and day is called.
pub(super) fn path(folder: &Path, number: i64, day: NaiveDate) -> PathBuf {
    folder.join(format!("{number:06}-{day}.db"))
}

/// The path with this behind its name.
pub(in crate::store) fn behind(path: &Path, more: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(more);
    path.into()
}

/// The checksum beside a backup.
pub(super) fn sum_of(path: &Path) -> PathBuf {
    behind(path, SUM)
}

/// What a file is called until it is whole.
pub(super) fn part_of(path: &Path) -> PathBuf {
    behind(path, PART)
}

/// A name for a file that is needed for a moment; what an earlier one left is gone.
///
/// # Errors
/// As [`tidy`].
pub(in crate::store) fn scratch(folder: &Path) -> Result<PathBuf> {
    tidy(folder)?;
    Ok(part_of(&path(folder, 0, NaiveDate::default())))
}

/// Every backup in the folder, in no order; no folder has none. Links are none of ours.
///
/// # Errors
/// When the folder cannot be read.
pub(super) fn list(folder: &Path) -> Result<Vec<Named>> {
    let named = files(folder)?.into_iter().filter_map(|path| {
        let (number, day, rest) = read_name(path.file_name()?)?;
        rest.is_empty().then_some(Named { number, day, path })
    });
    Ok(named.collect())
}

/// Is it a file of a backup that is not whole yet, or never will be?
pub(in crate::store) fn is_part(path: &Path) -> bool {
    let name = path
        .file_name()
        .map(OsStr::as_encoded_bytes)
        .unwrap_or_default();
    name.ends_with(PART.as_bytes()) || name.ends_with(JOURNAL.as_bytes())
}

/// Removes what a backup that was broken off left behind.
///
/// # Errors
/// When the folder cannot be read, or does not let go of it.
pub(super) fn tidy(folder: &Path) -> Result<()> {
    for path in files(folder)? {
        let name = path.file_name().and_then(read_name);
        let left = match name.as_ref().map(|(_, _, rest)| rest.as_str()) {
            Some(rest) if rest.ends_with(PART) || rest.ends_with(JOURNAL) => true,
            Some(SUM) => !path.with_extension("").exists(),
            _ => false,
        };
        if left {
            fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
        }
    }
    Ok(())
}

/// The plain files of a folder.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        entries => entries.with_context(|| format!("reading {}", folder.display()))?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.with_context(|| format!("reading {}", folder.display()))?;
        if entry.file_type().is_ok_and(|kind| kind.is_file()) {
            files.push(entry.path());
        }
    }
    Ok(files)
}

/// What a backup is called in a sentence: by its number, or by its name where it has another place.
pub(in crate::store) fn called(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    match read_name(name) {
        Some((number, _, rest)) if rest.is_empty() => number.to_string(),
        _ => name.to_string_lossy().into_owned(),
    }
}

/// Is it the name of a backup?
pub(in crate::store) fn is_name(name: &str) -> bool {
    read_name(OsStr::new(name)).is_some()
}

/// Number and day of a name of ours, and what stands behind them.
fn read_name(name: &OsStr) -> Option<(i64, NaiveDate, String)> {
    let (number, rest) = name.to_str()?.split_once('-')?;
    let (day, rest) = rest.split_once(".db")?;
    let digits = number.len() >= 6 && number.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.then(|| number.parse().ok())??;
    Some((number, day.parse().ok()?, rest.to_owned()))
}
