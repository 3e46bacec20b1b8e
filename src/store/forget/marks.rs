//! The marks of those who were forgotten, gathered around a file that may have lost its own: it was damaged, or moved aside before.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;
use rusqlite::Connection;

use super::{copies, mark};
use crate::store::{Store, backup, schema};

/// The marks in a file.
pub(in crate::store) fn of(file: &Connection) -> Result<HashSet<String>> {
    let mut select = file.prepare("SELECT mark FROM file_forgotten")?;
    let marks = select.query_map([], |row| row.get(0))?;
    Ok(marks.collect::<rusqlite::Result<_>>()?)
}

/// Takes over the marks of another file, as many as can be read there.
pub(super) fn take_over(file: &Connection, from: &Connection) -> Result<()> {
    let mut insert = file.prepare(
        "INSERT OR IGNORE INTO file_forgotten (mark, at, left_over) VALUES (?1, ?2, '')",
    )?;
    let mut marks = from.prepare("SELECT mark, at FROM file_forgotten ORDER BY id")?;
    let mut marks = marks.query([])?;
    while let Some(row) = marks.next()? {
        let mark: [String; 2] = [row.get(0)?, row.get(1)?];
        insert.execute(mark)?;
    }
    Ok(())
}

/// Takes over the marks that stand around the place of a file: in it, in its backups, and, where it was moved aside, in the shop that
/// came into its place. What cannot be read has none to give.
pub(in crate::store) fn gather(file: &Connection, path: &Path) {
    let _ = schema::open_still(path).and_then(|it| take_over(file, &it));
    gather_from_backups(file, path);
    for shop in shops_of(path) {
        let _ = Store::open_to_read(&shop).and_then(|it| take_over(file, &it.file));
        gather_from_backups(file, &shop);
    }
}

fn gather_from_backups(file: &Connection, path: &Path) {
    for backup in backup::backups(path).unwrap_or_default() {
        let _ = schema::open_still(&backup.path).and_then(|it| take_over(file, &it));
    }
}

/// The shops that may stand where a file was moved aside.
fn shops_of(path: &Path) -> Vec<PathBuf> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = copies::damaged_of(&name);
    let (Some(stem), Some(folder)) = (stem, path.parent()) else {
        return Vec::new();
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.map(|entry| entry.path());
    files
        .filter(|file| file.file_stem().is_some_and(|it| it.to_str() == Some(stem)))
        .collect()
}

/// Is somebody marked of whom the file, as it came out of a damaged one, knows nothing? They were forgotten elsewhere, and
/// `known` holds the marks that were in the file itself.
pub(in crate::store) fn has_strangers(file: &Connection, known: &HashSet<String>) -> Result<bool> {
    let mut strangers = of(file)?;
    strangers.retain(|mark| !known.contains(mark));
    let mut select = file.prepare("SELECT uid FROM customer")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        strangers.remove(&mark(row.get_ref(0)?.as_str()?));
    }
    Ok(!strangers.is_empty())
}
