//! Is the path still the file that was opened? A file that was renamed, replaced or deleted takes writes without a word, and nobody
//! finds them again. Only looked at, never opened: closing a file of our own would drop SQLite's locks.

use std::{
    cell::Cell,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use anyhow::Result;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{Conflict, Store, busy, reading, schema};
use crate::sys::{self, FileMark};

/// Where an open data file stands.
#[derive(Debug)]
pub(super) struct Place {
    path: PathBuf,
    file: Option<FileMark>,
    /// The log beside it; made with the first write.
    log: Cell<Option<FileMark>>,
}

impl Place {
    /// Where the file at this path stands now.
    pub fn of(path: &Path) -> Self {
        Self {
            file: sys::file_mark(path).ok(),
            log: Cell::new(sys::file_mark(&schema::log_of(path)).ok()),
            path: path.to_owned(),
        }
    }

    /// Is everything where it was?
    ///
    /// # Errors
    /// [`Conflict::Lost`] with what became of it.
    pub fn stands(&self) -> Result<()> {
        let now = sys::file_mark(&self.path);
        let became = match (self.file, now) {
            (None, _) => return Ok(()),
            (Some(then), Ok(now)) if then == now => return self.log_stands(),
            (_, Ok(_)) => "was replaced by another file",
            (_, Err(error)) if error.kind() != ErrorKind::NotFound => "can no longer be reached",
            _ if self.path.parent().is_some_and(Path::is_dir) => "was renamed, moved or deleted",
            _ => "is gone with its folder",
        };
        Err(self.lost(became))
    }

    /// A log that is taken away takes along what was saved last.
    fn log_stands(&self) -> Result<()> {
        let now = sys::file_mark(&schema::log_of(&self.path)).ok();
        match self.log.get() {
            None => self.log.set(now),
            Some(_) if self.log.get() == now => {}
            Some(_) => return Err(self.lost("has lost the log beside it")),
        }
        Ok(())
    }

    fn lost(&self, became: &str) -> anyhow::Error {
        Conflict::Lost(format!(
            "{} {became} while it was open.",
            self.path.display()
        ))
        .into()
    }
}

/// Begins to write, alone: the file is where it was, and no newer program has changed it over.
///
/// # Errors
/// [`Conflict::Busy`] when another program is writing; [`Conflict::Lost`]; [`super::Refused`] for another version.
pub(super) fn begin<'a>(file: &'a mut Connection, place: &Place) -> Result<Transaction<'a>> {
    place.stands()?;
    let transaction = file
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(busy)?;
    match schema::why_not_today(&transaction)? {
        None => Ok(transaction),
        Some(why) => Err(reading::refused(why)),
    }
}

/// Ends what was begun: from here on it is on disk, in the file that the path leads to.
///
/// # Errors
/// As [`begin`]; nothing is written then.
pub(super) fn commit(transaction: Transaction<'_>, place: &Place) -> Result<()> {
    place.stands()?;
    transaction.commit().map_err(busy)
}

impl Store {
    /// Looks whether the file is still the one that was opened, and of this program's version; a newer one is only read from now on.
    ///
    /// # Errors
    /// [`Conflict::Lost`] with what became of the file.
    pub fn look_at_file(&mut self) -> Result<()> {
        if self.reads_only().is_some() {
            return Ok(());
        }
        self.standing.stands()?;
        // A file that cannot be asked now is asked again.
        if let Ok(Some(why)) = schema::why_not_today(&self.file) {
            self.only_read(why);
        }
        Ok(())
    }
}
