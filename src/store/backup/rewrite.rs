//! Writing a backup anew without somebody: in memory, then in the place of the old one as any backup is written.

use std::path::Path;

use anyhow::Result;
use rusqlite::{Connection, backup::Backup};

use super::{BackupFile, check, folder, make};
use crate::store::{configure, schema};

/// While it lives nobody else makes a backup of this data file; what a broken one left behind is gone.
///
/// # Errors
/// When the folder cannot be read.
pub(in crate::store) fn alone_with(path: &Path) -> Result<folder::Alone> {
    let folder = folder::of(path);
    let alone = folder::alone(&folder);
    folder::tidy(&folder)?;
    Ok(alone)
}

/// Lets a copy of a backup be changed; when it was, that copy takes its place, under the same number.
///
/// # Errors
/// When it is not what it was when it was made, or cannot be written. It is as it was then.
pub(in crate::store) fn rewrite(
    backup: &BackupFile,
    change: &mut dyn FnMut(&Connection) -> Result<bool>,
) -> Result<()> {
    check::verify(backup)?;
    let mut copy = Connection::open_in_memory()?;
    Backup::new(&schema::open_still(&backup.path)?, &mut copy)?.step(-1)?;
    configure(&copy)?;
    schema::bring_up_to_date(&mut copy, &backup.path)?;
    if change(&copy)? {
        make::write((&copy, None), &backup.path, &mut |_, _| true)?;
    }
    Ok(())
}
