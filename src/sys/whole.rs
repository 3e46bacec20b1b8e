//! A file that is there whole or not at all: written for this user alone beside its place, under a name that nobody can know, then renamed.

use std::{
    fs,
    io::{ErrorKind, Write},
    path::Path,
};

use anyhow::Result;
use tempfile::{Builder, NamedTempFile};

use super::{disk, is_running, sync_folder_of};

/// How the name of a file that is not whole yet begins; the number of the program that writes it follows.
const BEGUN: &str = ".regulars-";

/// How it ends.
const PART: &str = ".part";

/// Writes a file: what `fill` gives back; `None` where something is there already, not even a link. `over`: instead of that, and of a
/// link instead of the link, never through it.
///
/// # Errors
/// What `fill` or the system says; the place is then as it was, and nothing is left beside it.
pub fn write<T>(
    place: &Path,
    over: bool,
    fill: impl FnOnce(&mut dyn Write) -> Result<T>,
) -> Result<Option<T>> {
    if !over && is_taken(place) {
        return Ok(None);
    }
    put(place, over, fill).map_err(|error| disk::writing(error, place))
}

fn put<T>(
    place: &Path,
    over: bool,
    fill: impl FnOnce(&mut dyn Write) -> Result<T>,
) -> Result<Option<T>> {
    let folder = place.parent().filter(|it| !it.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    tidy(folder);
    let mut part = Builder::new()
        .prefix(&format!("{BEGUN}{}-", std::process::id()))
        .suffix(PART)
        .tempfile_in(folder)?;
    let done = fill(part.as_file_mut())?;
    part.as_file().sync_all()?;
    if !rename(part, place, over)? {
        return Ok(None);
    }
    // It stands there, whole; until the folder is synced, a power cut may leave what stood there before.
    let _ = sync_folder_of(place);
    Ok(Some(done))
}

/// Removes what programs that were killed left half written; what cannot be removed now goes the next time.
fn tidy(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let part = name
            .to_str()
            .and_then(|name| name.strip_prefix(BEGUN)?.strip_suffix(PART));
        let program = part.and_then(|part| part.split_once('-')?.0.parse().ok());
        if program.is_some_and(|program| !is_running(program)) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Gives it its name; `false` where that is taken.
fn rename(part: NamedTempFile, place: &Path, over: bool) -> Result<bool> {
    if over {
        // By the call of the system library, which the tests of power cuts can watch.
        let part = part.into_temp_path();
        fs::rename(&part, place)?;
        part.keep()?;
        return Ok(true);
    }
    match part.persist_noclobber(place) {
        Ok(_) => Ok(true),
        Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => Ok(false),
        // Some disks know no such renaming: there, looking first is all that can be done.
        Err(refused) if !is_taken(place) => {
            refused.file.persist(place)?;
            Ok(true)
        }
        Err(refused) => Err(refused.into()),
    }
}

fn is_taken(place: &Path) -> bool {
    fs::symlink_metadata(place).is_ok()
}
