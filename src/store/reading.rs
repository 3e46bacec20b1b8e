//! A shop that can only be read: asked for, or because the file, its folder or its disk does not let anybody write.
//!
//! Where nobody here can write, nobody can put a log beside the file either: a file without one is then read as it lies, through a
//! connection that takes no locks and makes no files, and so is a damaged one. Otherwise others may go on writing while it is read.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{Damaged, LONG_PATIENCE, Refused, Store, configure, schema};
use crate::sys;

/// Why a damaged file is only read.
const DAMAGED: &str = "it is damaged";

/// After so many steps of SQLite, well under a millisecond, it is asked whether a reading is still wanted.
const STEPS: i32 = 1000;

impl Store {
    /// Opens a data file only to read it; a damaged one, too, as far as that goes. Nothing is ever written to it.
    ///
    /// # Errors
    /// [`Refused`] for what is no data file of this or an older program, or cannot be read where it lies; [`Damaged`] when not even its
    /// list of tables can be read.
    pub fn open_to_read(path: &Path) -> Result<Self> {
        ensure!(
            schema::look(path)?,
            "there is no shop in {}",
            path.display()
        );
        let why = why_not_writable(path).unwrap_or("you asked for that");
        Self::reading(path, why)
    }

    /// Opens a data file that is there to read it; `why` it is not written, as half a sentence.
    pub(super) fn reading(path: &Path, why: &str) -> Result<Self> {
        let mut why = why.to_owned();
        let first = match schema::has_log(&real(path)) {
            true => Way::Live,
            false => Way::Still,
        };
        let mut file = connect(path, first)?;
        match schema::accept(&file, path) {
            Err(error) if error.is::<Damaged>() => DAMAGED.clone_into(&mut why),
            Err(error) => return Err(error),
            Ok(()) if first == Way::Still && why_not_writable(path).is_none() => {
                file = connect(path, Way::Guest)?;
            }
            Ok(()) => {}
        }
        file.pragma_update(None, "query_only", true)?;
        let tables = file.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
        tables.map_err(|error| schema::understand(error, path))?;
        configure(&file)?;
        schema::is_of_today(&file, path)?;
        Ok(Self {
            reads_only: Some(why),
            ..Self::on(file, path)
        })
    }

    /// Why this shop can only be read, as half a sentence ("you may not write to the file"); `None` where it can be written.
    pub fn reads_only(&self) -> Option<&str> {
        self.reads_only.as_deref()
    }

    /// From now on every write of this store is refused, because of this: half a sentence.
    pub fn only_read(&mut self, why: &str) {
        self.reads_only = Some(why.to_owned());
    }

    /// From now on all reading ends with an error as soon as this says that nobody wants it any more.
    ///
    /// # Errors
    /// When SQLite does not take it.
    pub fn read_while(&mut self, mut wanted: impl FnMut() -> bool + Send + 'static) -> Result<()> {
        let unwanted = move || !wanted();
        Ok(self.file.progress_handler(STEPS, Some(unwanted))?)
    }

    /// From now on all reading is wanted again.
    ///
    /// # Errors
    /// When SQLite does not take it.
    pub fn read_on(&mut self) -> Result<()> {
        Ok(self.file.progress_handler(0, None::<fn() -> bool>)?)
    }

    /// The first question of everything that writes.
    ///
    /// # Errors
    /// [`Refused`] with the reason where the shop can only be read.
    pub(super) fn may_write(&self) -> Result<()> {
        match &self.reads_only {
            None => Ok(()),
            Some(why) => Err(refused(why)),
        }
    }
}

/// Did a reading end because nobody wanted it any more?
pub fn is_broken_off(error: &anyhow::Error) -> bool {
    let broken_off = |cause: &rusqlite::Error| {
        cause.sqlite_error_code() == Some(ErrorCode::OperationInterrupted)
    };
    error
        .chain()
        .any(|cause| cause.downcast_ref().is_some_and(broken_off))
}

/// The sentence for a write where the shop can only be read.
pub(super) fn refused(why: &str) -> anyhow::Error {
    Refused(format!(
        "This shop can only be read, because {why}; nothing was changed."
    ))
    .into()
}

/// Why this user cannot write to a data file, as half a sentence; `None` where they can.
pub(super) fn why_not_writable(path: &Path) -> Option<&'static str> {
    let place = real(path);
    let folder = place.parent().unwrap_or(Path::new("."));
    let mut log = place.clone().into_os_string();
    log.push("-wal");
    let asked = [
        (place.as_path(), "you may not write to the file"),
        (folder, "you may not write to the folder of the file"),
        (
            Path::new(&log),
            "you may not write to the log beside the file",
        ),
    ];
    asked.into_iter().find_map(|(what, why)| {
        match sys::may_write(what).err()?.kind() {
            // It is made when it is needed.
            ErrorKind::NotFound => None,
            ErrorKind::ReadOnlyFilesystem => Some("its disk can only be read"),
            _ => Some(why),
        }
    })
}

/// Where the file really lies, behind links to it: SQLite puts the log there.
pub(super) fn real(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// How a connection that writes nothing looks at a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// As it lies: for one without a log. Nothing is put beside it.
    Still,
    /// Under locks, where a log lies beside it.
    Live,
    /// Under locks, where none does: one that is made for the locks is taken away in the end, which only who may write can do.
    Guest,
}

fn connect(path: &Path, way: Way) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = match way {
        Way::Still => Connection::open_with_flags(schema::immutable(path), schema::read_only()),
        Way::Live => Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_READ_ONLY),
        Way::Guest => Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_READ_WRITE),
    };
    let file = opened.with_context(|| format!("opening {}", path.display()))?;
    file.busy_timeout(LONG_PATIENCE)?;
    let readable = file.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
    match readable {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::CannotOpen) => Err(Refused(format!(
            "{} has a log beside it, which can only be read in a folder that you may write to. Copy both there, and open the copy with --db.",
            path.display()
        ))
        .into()),
        _ => Ok(file),
    }
}
