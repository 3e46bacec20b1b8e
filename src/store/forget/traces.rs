//! Traces of those who were forgotten: in pages of the file that hold nothing any more, in SQLite's log, in our own backups and copies.

use std::path::PathBuf;

use anyhow::{Context, Result};
use rusqlite::Connection;

use super::{again, copies, marks};
use crate::store::{
    PATIENCE, Store,
    backup::{self, BackupFile},
};

/// A place where traces may still be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeftOver {
    /// Pages of the data file that hold nothing any more.
    File,
    /// The log beside it: somebody still reads what was there before.
    Log,
    /// None of the backups was looked at yet.
    Backups,
    /// A backup that cannot be read, by its file name.
    Backup(String),
    /// None of the copies beside the file was looked at yet.
    Copies,
    /// A copy that does not let itself be written, by its file name.
    Copy(String),
    /// A damaged file that was moved aside, or what belongs to it, by its file name: it is never written.
    Damaged(String),
}

impl LeftOver {
    /// The place, and why, in words.
    pub fn words(&self) -> String {
        match self {
            Self::File => {
                "the data file, because another program is writing to it or the disk is full"
                    .to_owned()
            }
            Self::Log => "the data file, because another window is reading".to_owned(),
            Self::Backups => "the backups".to_owned(),
            Self::Backup(name) => format!("the backup {name}, which cannot be read"),
            Self::Copies => "the copies beside the data file".to_owned(),
            Self::Copy(name) => format!("the copy {name}, which cannot be written now"),
            Self::Damaged(name) => format!("the damaged file {name}, which is never written"),
        }
    }

    /// Can the program erase what is there? A file that cannot be read, or is never written, is the owner's to delete.
    pub fn is_ours(&self) -> bool {
        !matches!(self, Self::Backup(_) | Self::Copy(_) | Self::Damaged(_))
    }

    /// As it stands in the file.
    fn line(&self) -> &str {
        match self {
            Self::File => "file",
            Self::Log => "log",
            Self::Backups => "backups",
            Self::Copies => "copies",
            Self::Backup(name) | Self::Copy(name) | Self::Damaged(name) => name,
        }
    }

    fn read(line: &str) -> Self {
        match line {
            "file" => Self::File,
            "log" => Self::Log,
            "backups" => Self::Backups,
            "copies" => Self::Copies,
            name if copies::damaged_of(name).is_some() => Self::Damaged(name.to_owned()),
            name if backup::is_name(name) => Self::Backup(name.to_owned()),
            name => Self::Copy(name.to_owned()),
        }
    }
}

/// All places, as they stand in the file.
pub(super) fn everywhere() -> String {
    lines(&[LeftOver::File, LeftOver::Backups, LeftOver::Copies])
}

fn lines(places: &[LeftOver]) -> String {
    let lines: Vec<&str> = places.iter().map(LeftOver::line).collect();
    lines.join("\n")
}

impl Store {
    /// Where traces of somebody forgotten may still be; nowhere, when all is done.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn left_over(&self) -> Result<Vec<LeftOver>> {
        Ok(self.pending()?.1)
    }

    /// Takes away the traces of those who were forgotten, as far as nobody is reading there; gives back what is still left over.
    /// `progress` hears how many backups of how many are done; `false` from it leaves the rest for another time.
    ///
    /// # Errors
    /// When the file cannot be read, or what is left over cannot be written down.
    pub fn finish_forgetting(
        &mut self,
        progress: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Result<Vec<LeftOver>> {
        let (marked, places) = self.pending()?;
        if marked.is_empty() {
            return Ok(Vec::new());
        }
        self.may_write()?;
        // Whoever reads for long is not waited for: it is tried again.
        self.file.busy_timeout(PATIENCE)?;
        let mut left = Vec::new();
        left.extend(self.clean_file(&places)?);
        left.extend(self.clean_backups(&places, progress)?);
        left.extend(self.clean_copies(&places)?);
        if left != places {
            let mut update = self
                .file
                .prepare_cached("UPDATE file_forgotten SET left_over = ?1 WHERE id = ?2")?;
            for id in marked {
                update.execute((lines(&left), id))?;
            }
        }
        Ok(left)
    }

    /// Whose traces are left over, by the number of their mark, and where.
    fn pending(&self) -> Result<(Vec<i64>, Vec<LeftOver>)> {
        let mut select = self.file.prepare_cached(
            "SELECT id, left_over FROM file_forgotten WHERE left_over <> '' ORDER BY id",
        )?;
        let mut rows = select.query([])?;
        let (mut marked, mut places) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            marked.push(row.get(0)?);
            for place in row.get_ref(1)?.as_str()?.lines().map(LeftOver::read) {
                if !places.contains(&place) {
                    places.push(place);
                }
            }
        }
        Ok((marked, places))
    }

    /// Writes the file anew, and empties the log; what of that has to wait.
    fn clean_file(&self, places: &[LeftOver]) -> Result<Option<LeftOver>> {
        if places.contains(&LeftOver::File) {
            // Whether there is no room or somebody is writing: it is tried again.
            if self.file.execute_batch("VACUUM").is_err() {
                return Ok(Some(LeftOver::File));
            }
        } else if !places.contains(&LeftOver::Log) {
            return Ok(None);
        }
        let busy: bool = self
            .file
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        Ok(busy.then_some(LeftOver::Log))
    }

    /// Writes those backups anew that hold somebody forgotten; what cannot be read is left over.
    fn clean_backups(
        &self,
        places: &[LeftOver],
        progress: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Result<Vec<LeftOver>> {
        let all = places.contains(&LeftOver::Backups);
        let is_asked = |backup: &BackupFile| all || places.contains(&named(backup));
        let path = self.path().context("this shop is in no file")?;
        let _alone = backup::alone_with(path)?;
        let mut backups = backup::backups(path)?;
        backups.retain(is_asked);
        let mut left = Vec::new();
        for (done, backup) in backups.iter().enumerate() {
            if !progress(done, backups.len()) {
                left.push(LeftOver::Backups);
                break;
            }
            if backup::rewrite(backup, &mut |copy| self.forget_in(copy)).is_err() {
                left.push(named(backup));
            }
        }
        Ok(left)
    }

    /// Tells those copies to forget, too, that are shops; what cannot be, or is a damaged file, is left over as long as it is there.
    fn clean_copies(&self, places: &[LeftOver]) -> Result<Vec<LeftOver>> {
        let all = places.contains(&LeftOver::Copies);
        let mut left = Vec::new();
        for copy in copies::beside(&self.place)? {
            let place = match copy.is_damaged {
                true => LeftOver::Damaged(copy.name),
                false => LeftOver::Copy(copy.name),
            };
            let is_asked = all || places.contains(&place);
            if is_asked && (copy.is_damaged || copies::forget_in(&copy.path, self).is_err()) {
                left.push(place);
            }
        }
        Ok(left)
    }

    /// Forgets in a copy whom this file has forgotten; false where nobody of them was in it.
    fn forget_in(&self, copy: &Connection) -> Result<bool> {
        marks::take_over(copy, &self.file)?;
        again(copy)
    }
}

fn named(backup: &BackupFile) -> LeftOver {
    let name = backup
        .path
        .file_name()
        .map(PathBuf::from)
        .unwrap_or_default();
    LeftOver::Backup(name.display().to_string())
}
