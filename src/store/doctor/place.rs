//! Where the file lies: its versions, path, disk, free space, who else may look at it, and what was left beside it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;

use super::{Patient, counted, some_of};
use crate::{
    domain::checkup::{Finding, SYNC_MARKS, doubtful_disk, has_room, synced_by},
    store::{backup, schema},
    sys::ground,
};

/// Nobody but the owner may read or write a file.
const OTHERS: u32 = 0o077;

/// Nobody but the owner may change what is in a folder.
const OTHERS_WRITE: u32 = 0o022;

/// What the folders are called that hold nothing but this program's files.
const OWN_FOLDER: &str = "regulars";

pub(super) fn versions(check: &'static str, patient: &Patient) -> Result<Finding> {
    let (program, sqlite) = (env!("CARGO_PKG_VERSION"), rusqlite::version());
    let said = format!("regulars {program}, SQLite {sqlite}");
    let version: i64 = patient
        .file()?
        .pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(Finding::good(
        check,
        format!(
            "{said}, file of version {version} of {}",
            schema::MIGRATIONS.len()
        ),
    ))
}

pub(super) fn path(check: &'static str, patient: &Patient) -> Result<Finding> {
    let path = patient.path.display();
    let size = fs::metadata(&patient.path)?.len();
    let said = format!("{path}, {} KB", size.div_ceil(1000));
    match ground::names_of(&patient.path)? {
        1 => Ok(Finding::good(check, said)),
        names => Ok(Finding::warning(
            check,
            format!("{said}; it has {names} names (hard links)"),
            "take the other names away: what is written under one name can be torn under another",
        )),
    }
}

pub(super) fn place(check: &'static str, patient: &Patient) -> Result<Finding> {
    let folder = folder(&patient.path);
    let marks = |folder: &Path| {
        let mut marks = SYNC_MARKS.iter();
        marks.find(|(mark, _)| folder.join(mark).exists())
    };
    let marked = folder
        .ancestors()
        .find_map(marks)
        .map(|(_, program)| *program);
    if let Some(program) = synced_by(&patient.path).or(marked) {
        return Ok(Finding::warning(
            check,
            format!("the folder is copied to other machines by {program}, which can tear the file"),
            "move the shop to another folder, and keep its backups there instead",
        ));
    }
    Ok(match doubtful_disk(ground::of(folder)?.kind) {
        None => Finding::good(check, "a disk of this machine"),
        Some(kind) => Finding::warning(
            check,
            format!("the file lies on {kind}"),
            "move the shop to a disk of this machine",
        ),
    })
}

pub(super) fn space(check: &'static str, patient: &Patient) -> Result<Finding> {
    let size = fs::metadata(&patient.path)?.len();
    let free = ground::of(folder(&patient.path))?.free;
    let said = format!("{} free", as_large_as(free));
    Ok(match has_room(size, free) {
        true => Finding::good(check, said),
        false => Finding::warning(
            check,
            format!("{said}, less than twice the size of the file"),
            "make room on the disk: a backup needs it",
        ),
    })
}

/// "480 MB", "12.3 GB".
fn as_large_as(bytes: u64) -> String {
    const GB: u64 = 1_000_000_000;
    match bytes {
        GB.. => format!("{}.{} GB", bytes / GB, bytes % GB / (GB / 10)),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}

pub(super) fn permissions(check: &'static str, patient: &Patient) -> Result<Finding> {
    let open: Vec<String> = too_open(&patient.path)?
        .into_iter()
        .map(|(path, _)| path.display().to_string())
        .collect();
    Ok(match open.as_slice() {
        [] => Finding::good(check, "for you alone"),
        open => Finding::warning(
            check,
            format!("others on this machine may look into {}", some_of(open)),
            "regulars doctor --fix keeps it for you alone",
        ),
    })
}

/// What others on this machine may read or change though nobody should, and which permissions it should have.
pub(super) fn too_open(path: &Path) -> Result<Vec<(PathBuf, u32)>> {
    let mut open = Vec::new();
    let folder = folder(path);
    let own = folder.file_name().is_some_and(|name| name == OWN_FOLDER);
    // A folder that the shop shares with other things is only kept from being written to.
    let kept_from = if own { OTHERS } else { OTHERS_WRITE };
    look(folder, kept_from, &mut open)?;
    for file in files_of(path) {
        look(&file, OTHERS, &mut open)?;
    }
    let backups = backup::folder::of(path);
    look(&backups, OTHERS, &mut open)?;
    for backup in fs::read_dir(&backups).into_iter().flatten() {
        look(&backup?.path(), OTHERS, &mut open)?;
    }
    Ok(open)
}

fn look(path: &Path, kept_from: u32, open: &mut Vec<(PathBuf, u32)>) -> Result<()> {
    match ground::mode(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
        // Where everybody may put files (a folder for temporary ones), nobody can take away those of others.
        Ok(mode) if mode & ground::STICKY != 0 => {}
        Ok(mode) if mode & kept_from != 0 => open.push((path.to_owned(), mode & !kept_from)),
        Ok(_) => {}
    }
    Ok(())
}

/// The file and what SQLite puts beside it.
fn files_of(path: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|ending| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        name.into()
    })
}

pub(super) fn leftovers(check: &'static str, patient: &Patient) -> Result<Finding> {
    let found = left_behind(&patient.path, patient.now);
    Ok(match found.len() {
        0 => Finding::good(check, "nothing half-written lies about"),
        count => Finding::warning(
            check,
            format!("{} that no program finished", counted(count, "file")),
            "regulars doctor --fix takes them away",
        ),
    })
}

/// Half-written files of ours that are older than an hour: nobody goes on writing them.
pub(super) fn left_behind(path: &Path, now: crate::domain::Stamp) -> Vec<PathBuf> {
    let is_old = |file: &Path| {
        let written = fs::metadata(file).and_then(|it| it.modified()).ok();
        let since = written.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        since.is_some_and(|since| since.as_secs().cast_signed() + 3600 < now.seconds())
    };
    let folders = [folder(path).to_owned(), backup::folder::of(path)];
    let files = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).into_iter().flatten());
    let mut left: Vec<PathBuf> = files
        .filter_map(|file| Some(file.ok()?.path()))
        .filter(|file| backup::folder::is_part(file) && is_old(file))
        .collect();
    left.sort();
    left
}

/// The folder of the file.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
