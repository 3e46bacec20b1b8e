//! Backups: a whole copy of the data file, made by SQLite, checked, with its checksum beside it, and only then in its place.

mod check;
pub(super) mod folder;
mod make;
mod rewrite;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::Store;
use crate::domain::{
    Stamp,
    backup::{Backup, Reason},
};

pub(super) use check::is_whole;
pub use check::{Checking, verify};
pub(super) use folder::{
    alone, behind, called, is_name, make as make_folder, of as folder_of, scratch,
};
pub(super) use make::{before_update, is_same};
pub(super) use rewrite::{alone_with, rewrite};

/// A backup as it lies in the folder beside the data file, or where it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BackupFile {
    /// The number that the data file gave it; later ones have higher ones. 0 of a file that could only be read.
    pub number: i64,
    /// Where it is.
    #[serde(serialize_with = "shown")]
    pub path: PathBuf,
    /// The day in its name.
    pub day: NaiveDate,
    /// When it was made; `None` when it cannot be read.
    pub at: Option<Stamp>,
    /// What it was made for; `None` when it cannot be read.
    pub reason: Option<Reason>,
    /// How large it is.
    pub bytes: u64,
}

/// What there is of what in a data file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Customers.
    pub customers: u64,
    /// Contacts in the log.
    pub contacts: u64,
    /// Complaints.
    pub complaints: u64,
    /// Rows of sales.
    pub purchases: u64,
}

/// A path as it is shown, of whatever letters it is.
fn shown<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&path.display())
}

impl BackupFile {
    /// A backup at any place, as its file says.
    ///
    /// # Errors
    /// [`super::Refused`] when it is none of ours, of a newer program, or damaged.
    pub fn at(path: &Path) -> Result<Self> {
        check::at(path)
    }

    /// What rotation knows of it.
    fn known(&self) -> Backup {
        Backup {
            number: self.number,
            day: self.day,
            reason: self.reason.clone(),
        }
    }
}

/// The backups beside a data file, the newest first; the data file itself is not touched, and need not be readable.
///
/// # Errors
/// When their folder cannot be read.
pub fn backups(path: &Path) -> Result<Vec<BackupFile>> {
    let named = folder::list(&folder::of(path))?;
    let mut backups: Vec<BackupFile> = named.into_iter().map(check::look).collect();
    backups.sort_by_key(|backup| std::cmp::Reverse(backup.number));
    Ok(backups)
}

impl Store {
    /// The backups beside this file, the newest first.
    ///
    /// # Errors
    /// When their folder cannot be read.
    pub fn backups(&self) -> Result<Vec<BackupFile>> {
        backups(self.path().context("this shop is in no file")?)
    }

    /// Makes a backup into the folder beside the file: whole, checked and on disk when this returns. Older ones that may go are gone
    /// then. Where it was not asked for, one of the same minute is enough, if nothing was done since.
    ///
    /// # Errors
    /// One sentence why there is none; everything is as it was then, older backups, too.
    pub fn back_up(&self, reason: &Reason, now: Stamp) -> Result<BackupFile> {
        self.back_up_with(reason, now, &mut |_, _| true)
    }
}
