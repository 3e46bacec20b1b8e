//! The data file, and the only SQL there is.
//!
//! [`Store::apply`] is the one way to write: a list of [`Change`](crate::domain::Change)s, one IMMEDIATE transaction, one undo step.
//! "Saved" is said after COMMIT, and COMMIT is synced. One file a noun holds the reads and row writes of that noun.

mod alike;
mod answer;
mod apply;
mod backup;
mod bought;
mod buying;
mod circle;
mod columns;
mod complaints;
mod crowd;
mod customers;
mod desk;
mod details;
mod disk;
pub mod doctor;
mod drafts;
mod filters;
mod forget;
mod held;
mod import;
mod index;
mod interactions;
mod kept;
mod ladder;
mod measures;
mod merging;
mod names;
mod notes;
mod own_words;
mod owners;
mod place;
mod play;
mod products;
mod products_bought;
mod promises;
mod queue;
mod reading;
mod rescue;
mod restore;
mod rows;
mod salvage;
mod schema;
mod selling;
mod settings;
mod texts;
mod thanks;
mod today;
mod undo;
mod version;
mod words;

use std::{
    cell::Cell,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, config::DbConfig};

pub use apply::MANY;
pub use backup::{BackupFile, Checking, Counts, backups, verify};
pub use forget::{LeftOver, Total};
pub use kept::FeedbackFilter;
pub use ladder::Ladder;
pub use reading::is_broken_off;
pub use restore::{Since, restore_over};

pub use answer::{
    Applied, CauseUse, Conflict, CustomerRow, Damaged, LogFilter, LogPlace, Refused, Stepped,
};

pub use salvage::{Salvaged, Saved, salvage};

pub use selling::{Away, Campaign, Only, Told};

/// How long a write waits for another program's write before it says [`Conflict::Busy`].
const PATIENCE: Duration = Duration::from_millis(400);

/// How long it waits where no key has to be answered meanwhile: while a file is opened, and for a command of the shell.
const LONG_PATIENCE: Duration = Duration::from_secs(10);

/// The oldest SQLite that is trusted with the file (3.51.3 mends a rare loss of the write-ahead log).
const OLDEST_SQLITE: i32 = 3_051_003;

/// What every connection is set to, and what SQLite must answer when it is asked afterwards.
const SETTINGS: [(&str, &str, &str); 7] = [
    ("foreign_keys", "ON", "1"),
    ("synchronous", "FULL", "2"),
    ("secure_delete", "ON", "1"),
    ("temp_store", "MEMORY", "2"),
    ("trusted_schema", "OFF", "0"),
    ("cache_size", "-8000", "-8000"),
    ("journal_size_limit", "4194304", "4194304"),
];

/// An open data file.
#[derive(Debug)]
pub struct Store {
    file: Connection,
    /// Where it is, behind links to it.
    place: PathBuf,
    /// Initials of who works here, for the undo steps.
    who: String,
    /// How many acts this connection has committed; SQLite's own counter only moves for others.
    written: Cell<u32>,
    /// What others have written, as far as it was looked at.
    seen: Cell<version::Seen>,
    /// Where the file stands.
    standing: place::Place,
    /// How many lines Today had, in which version of the file and in which minute.
    counted: Cell<Option<((u64, i64), usize)>>,
    /// The tables whose changes are noted for undo; empty until the first write puts the triggers in place.
    tables: Vec<notes::Table>,
    /// How everybody buys, once somebody asked.
    buying: buying::Buying,
    /// Why nothing is written, where that is so.
    reads_only: Option<String>,
}

impl Store {
    /// Opens a data file, or makes it (folder 0700, file 0600), migrating an older one after checking what it is. One that this
    /// user cannot write to is opened to read: [`Store::reads_only`] says why.
    ///
    /// # Errors
    /// [`Refused`] for a file of another program, of a newer version, or no database at all; [`Damaged`] for one that is not in one
    /// piece.
    pub fn open(path: &Path) -> Result<Self> {
        Self::open_or_make(path).map_err(|error| disk::told(error, path))
    }

    fn open_or_make(path: &Path) -> Result<Self> {
        let sqlite = rusqlite::version_number();
        ensure!(sqlite >= OLDEST_SQLITE, "SQLite {sqlite} is too old");
        let is_there = schema::look(path)?;
        if is_there && let Some(why) = reading::why_not_writable(path) {
            return Self::reading(path, why);
        }
        let new = (!is_there).then(|| disk::NewFile::make(path)).transpose()?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut file = Connection::open_with_flags(path, flags)
            .with_context(|| format!("opening {}", path.display()))?;
        // Until the file is accepted, closing it shall not move anything from a log that was there into it.
        let log = schema::has_log(path);
        file.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, log)?;
        file.busy_timeout(LONG_PATIENCE)?;
        schema::accept(&file, path)?;
        configure(&file)?;
        // Else a statement is planned anew for every value it is given.
        file.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        schema::migrate(&mut file, path)?;
        write_ahead(&file)?;
        file.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        let store = Self::on(file, path);
        store.catch_up_if_stale()?;
        store.file.busy_timeout(PATIENCE)?;
        if let Some(new) = new {
            new.keep();
        }
        Ok(store)
    }

    /// On a connection to this place that is set up.
    fn on(file: Connection, path: &Path) -> Self {
        file.set_prepared_statement_cache_capacity(128);
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        Self {
            standing: place::Place::of(&place),
            file,
            place,
            who: String::new(),
            written: Cell::new(0),
            seen: Cell::default(),
            counted: Cell::new(None),
            tables: Vec::new(),
            buying: buying::Buying::default(),
            reads_only: None,
        }
    }

    /// From now on a write waits seconds for another program's write, not the blink that a window can spare.
    ///
    /// # Errors
    /// When SQLite does not take the setting.
    pub fn be_patient(&self) -> Result<()> {
        Ok(self.file.busy_timeout(LONG_PATIENCE)?)
    }

    /// The file it is in, for another connection to it.
    pub fn path(&self) -> Option<&Path> {
        Some(&self.place)
    }

    /// Is this the file it is in, or one of those that SQLite keeps beside that?
    pub fn is_its_file(&self, place: &Path) -> bool {
        self.path().is_some_and(|file| backup::is_same(file, place))
    }

    /// The initials that undo steps carry, and new entries with them.
    pub fn who(&self) -> &str {
        &self.who
    }

    /// Sets whose initials the undo steps carry.
    pub fn set_who(&mut self, initials: &str) {
        initials.clone_into(&mut self.who);
    }

    /// Everything read while this lives is of one moment; within another reading it adds nothing.
    fn hold_still(&self) -> Result<Option<Transaction<'_>>> {
        if self.file.is_autocommit() {
            Ok(Some(self.file.unchecked_transaction()?))
        } else {
            Ok(None)
        }
    }

    /// Has this connection written anything?
    pub fn has_written(&self) -> bool {
        self.written.get() > 0
    }
}

/// Sets a connection up and asks SQLite whether it took every setting.
fn configure(file: &Connection) -> Result<()> {
    for (name, value, answer) in SETTINGS {
        file.execute_batch(&format!("PRAGMA {name} = {value}"))?;
        let now: i64 = file.pragma_query_value(None, name, |row| row.get(0))?;
        ensure!(
            now.to_string() == answer,
            "SQLite keeps {name} at {now}, not at {answer}"
        );
    }
    Ok(())
}

/// Puts a file over to a write-ahead log, which stays so; nothing is written where it is so already.
fn write_ahead(file: &Connection) -> Result<()> {
    let mode: String = file
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .map_err(busy)?;
    if mode != "wal" {
        let mode: String = file
            .pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))
            .map_err(busy)?;
        ensure!(
            mode == "wal",
            "SQLite keeps journal_mode at {mode}, not at wal"
        );
    }
    Ok(())
}

/// SQLite's words for "somebody else is writing" become [`Conflict::Busy`]; other errors stay as they are.
fn busy(error: rusqlite::Error) -> anyhow::Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Conflict::Busy.into(),
        _ => error.into(),
    }
}
