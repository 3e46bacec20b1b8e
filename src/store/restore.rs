//! Bringing a backup back: made ready in a copy of its own, then moved into the open data file by SQLite, in one go.
//!
//! The copy is brought up to date, takes over what the present file says about itself (which backups were made, whom it forgot, what
//! is typed and not saved), and forgets whom the shop was asked to forget. Only then is the data file touched: other windows read
//! what was there until the last page is in its place.

use std::{
    ffi::{OsStr, OsString},
    fs::{self, File},
    io::ErrorKind,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use rusqlite::{
    Connection, OpenFlags, OptionalExtension,
    backup::{Backup, StepResult},
    types::{ToSqlOutput, ValueRef},
};

use super::{
    BackupFile, Damaged, LONG_PATIENCE, Refused, Store,
    backup::{self, Checking},
    busy, configure, forget, schema,
};
use crate::{
    domain::{Stamp, backup::Reason},
    sys,
};

/// So many pages are moved at a time.
const PAGES: i32 = 1024;

/// What a restore does away with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// How many acts were done since.
    pub acts: usize,
    /// What the last of them was.
    pub last: Option<String>,
}

impl Store {
    /// Brings a backup back instead of everything that is in the file, which is backed up first; gives that backup. All or nothing, for
    /// all windows at once; `progress` hears how many pages of how many are done, and `false` from it cancels.
    ///
    /// # Errors
    /// One sentence why not: the backup is damaged, newer than this program, none of ours, or the present state could not be
    /// backed up. The file is as it was then.
    pub fn restore(
        &mut self,
        backup: &Path,
        now: Stamp,
        progress: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Result<BackupFile> {
        self.may_write()?;
        self.be_patient()?;
        check(backup)?;
        let path = self.path().context("this shop is in no file")?.to_owned();
        let what = format!("restore of {}", backup::called(backup));
        let before = self.back_up(&Reason::Before(what), now)?;
        let folder = backup::folder_of(&path);
        let _alone = backup::alone(&folder);
        let ready = Ready::from(backup, &folder, &|file| take_over(file, path.as_os_str()))?;
        move_pages(&ready.file, &mut self.file, progress)?;
        self.written.set(self.written.get().wrapping_add(1));
        Ok(before)
    }

    /// What was done since a backup was made, and would be gone if it were brought back.
    ///
    /// # Errors
    /// When one of the two cannot be read.
    pub fn since(&self, backup: &Path) -> Result<Since> {
        let last = "SELECT id, at FROM undo_step WHERE undone IS NULL ORDER BY id DESC LIMIT 1";
        let of_backup = schema::open_still(backup)?;
        let known: Option<(i64, String)> = match schema::has_table(&of_backup, "undo_step")? {
            true => of_backup
                .query_row(last, [], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?,
            false => None,
        };
        let (id, at) = known.unwrap_or_default();
        // After an earlier restore the numbers of steps have begun again; then their times must tell.
        let newer = "undone IS NULL AND CASE WHEN ?1 = 0 OR EXISTS (SELECT 1 FROM undo_step WHERE id = ?1 AND at = ?2)
            THEN id > ?1 ELSE at > ?2 END";
        let sql = format!(
            "SELECT count(*), (SELECT label FROM undo_step WHERE {newer} ORDER BY id DESC LIMIT 1)
            FROM undo_step WHERE {newer}"
        );
        Ok(self.file.query_row(&sql, (id, at), |row| {
            let (acts, last) = (row.get(0)?, row.get(1)?);
            Ok(Since { acts, last })
        })?)
    }
}

/// Puts a backup in the place of a data file that cannot be opened any more. That one is moved aside under a name that says so; gives
/// back where it is now.
///
/// # Errors
/// As [`Store::restore`]; [`Refused`] for a data file of a newer program.
pub fn restore_over(path: &Path, backup: &Path, now: Stamp) -> Result<PathBuf> {
    let path = &fs::canonicalize(path).with_context(|| format!("looking at {}", path.display()))?;
    if let Err(error) = schema::look(path)
        && schema::is_newer(path)
    {
        return Err(error);
    }
    check(backup)?;
    let folder = backup::folder_of(path);
    backup::make_folder(&folder)?;
    let _alone = backup::alone(&folder);
    // What a damaged file says about itself is read as it lies, and may be out of reach.
    let present = OsString::from(schema::immutable(path));
    let ready = Ready::from(backup, &folder, &|file| {
        let is_lost = take_over(file, &present).is_err();
        forget::marks::gather(file, path);
        forget::look_again(file, is_lost)
    })?;
    let ready = ready.close()?;
    let aside = move_aside(path, now)?;
    fs::rename(&ready, path)?;
    sys::sync_folder_of(path)?;
    Ok(aside)
}

/// Is it a backup that this program may bring back, and still what it was?
fn check(backup: &Path) -> Result<()> {
    ensure!(
        !schema::has_log(backup),
        Refused(format!(
            "{} has a log beside it, so a program may be writing to it. Close that program, then try again.",
            backup.display()
        ))
    );
    let checked = Checking::begin(backup).and_then(|mut checking| {
        while checking.go_on()?.is_none() {}
        Ok(())
    });
    checked.map_err(|error| match error.downcast::<Damaged>() {
        Ok(_) => Refused(format!(
            "{} is damaged; nothing was restored. Choose another backup.",
            backup.display()
        ))
        .into(),
        Err(error) => error,
    })
}

/// Adds to a backup what the present file says about itself.
type TakeOver<'a> = &'a dyn Fn(&Connection) -> Result<()>;

/// A copy of a backup that is ready to be the data file; gone when dropped.
struct Ready {
    file: Connection,
    path: Scratch,
}

/// A file that is removed when dropped.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        // The next backup removes what cannot be removed now.
        let _ = fs::remove_file(&self.0);
    }
}

impl Ready {
    /// Copies a backup into the folder and brings it up to date; `take_over` adds what the present file says about itself.
    fn from(backup: &Path, folder: &Path, take_over: TakeOver<'_>) -> Result<Self> {
        let path = Scratch(backup::scratch(folder)?);
        sys::make_new_private_file(&path.0)
            .with_context(|| format!("making {}", path.0.display()))?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_URI;
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut file = Connection::open_with_flags(&path.0, flags)?;
        file.execute_batch("PRAGMA synchronous = OFF")?;
        move_pages(&schema::open_still(backup)?, &mut file, &mut |_, _| true)?;
        // Nobody else knows of this file: when it breaks off, it is made again.
        file.execute_batch("PRAGMA journal_mode = MEMORY")?;
        configure(&file)?;
        file.execute_batch("PRAGMA synchronous = OFF")?;
        schema::bring_up_to_date(&mut file, &path.0)?;
        take_over(&file)?;
        forget::again(&file)?;
        let store = Store::on(file, &path.0);
        store.catch_up_if_stale()?;
        let file = store.file;
        ensure!(
            backup::is_whole(&file)?,
            Refused("The backup is damaged; nothing was restored.".to_owned())
        );
        Ok(Self { file, path })
    }

    /// Closes it, on disk; gives back where it is.
    fn close(self) -> Result<PathBuf> {
        let Self { file, path } = self;
        file.close().map_err(|(_, error)| error)?;
        File::open(&path.0)?.sync_all()?;
        let place = path.0.clone();
        std::mem::forget(path);
        Ok(place)
    }
}

/// Takes over what the present file says about itself.
fn take_over(file: &Connection, present: &OsStr) -> Result<()> {
    let name = ToSqlOutput::Borrowed(ValueRef::Text(present.as_encoded_bytes()));
    file.execute("ATTACH ?1 AS present", [name])?;
    let taken = file.execute_batch(
        "BEGIN;
        INSERT OR IGNORE INTO main.file_backup SELECT * FROM present.file_backup;
        INSERT OR IGNORE INTO main.file_forgotten (mark, at, left_over) SELECT mark, at, left_over FROM present.file_forgotten;
        DELETE FROM main.file_draft;
        INSERT INTO main.file_draft SELECT * FROM present.file_draft;
        COMMIT;",
    );
    if !file.is_autocommit() {
        file.execute_batch("ROLLBACK")?;
    }
    file.execute_batch("DETACH present")?;
    Ok(taken?)
}

/// Makes a file what another is, page by page, as one transaction.
fn move_pages(
    from: &Connection,
    to: &mut Connection,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<()> {
    to.busy_timeout(LONG_PATIENCE)?;
    let moving = Backup::new(from, to)?;
    loop {
        let moved = moving.step(PAGES).map_err(busy)?;
        let far = moving.progress();
        let of = usize::try_from(far.pagecount)?;
        match moved {
            StepResult::Done => return Ok(()),
            StepResult::Busy | StepResult::Locked => return Err(super::Conflict::Busy.into()),
            _ => {
                let done = of - usize::try_from(far.remaining)?;
                ensure!(progress(done, of), "cancelled; nothing was restored");
            }
        }
    }
}

/// Gives a damaged data file, and the log that belongs to it, names of their own; gives back the file's.
fn move_aside(path: &Path, now: Stamp) -> Result<PathBuf> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let names = (1..).map(|number| match number {
        1 => format!("{stem}-damaged-{}.db", now.day()),
        number => format!("{stem}-damaged-{}-{number}.db", now.day()),
    });
    let mut places = names.map(|name| path.with_file_name(name));
    let aside = places
        .find(|place| fs::symlink_metadata(place).is_err())
        .context("no name is free")?;
    // A second name first: at no moment is there no data file, which would be taken for a new shop.
    let moved = fs::hard_link(path, &aside).or_else(|_| fs::rename(path, &aside));
    moved.with_context(|| format!("moving {} aside", path.display()))?;
    for more in ["-wal", "-shm", "-journal"] {
        match fs::rename(backup::behind(path, more), backup::behind(&aside, more)) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            moved => moved.with_context(|| format!("moving {}{more} aside", path.display()))?,
        }
    }
    Ok(aside)
}
