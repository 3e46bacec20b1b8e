//! The doctor: looks at a data file from every side without writing a byte, and mends what is safe to mend.
//!
//! Each check is one function that gives back one finding; a check that breaks off because a page cannot be read is a finding, too.

mod backups;
mod forgotten;
mod mend;
mod pieces;
mod place;
mod search;
mod undo;
mod values;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use rusqlite::{Connection, ErrorCode};

use super::{Damaged, Refused, Store, reading, schema};
use crate::domain::{Stamp, checkup::Finding};

pub use mend::mend;

/// What to do about a file that cannot be read whole.
const BRING_BACK: &str = "regulars restore brings a backup back; regulars doctor --salvage FILE saves what can still be read";

/// What to do about something that the program made and can make again.
const MEND: &str = "regulars doctor --fix makes it anew";

/// A data file being looked at.
struct Patient {
    /// Where it really lies, behind links to it.
    path: PathBuf,
    /// Opened to read, unless not even its list of tables can be read.
    store: Option<Store>,
    now: Stamp,
}

impl Patient {
    fn store(&self) -> Result<&Store> {
        let store = self.store.as_ref();
        store.context("its list of tables cannot be read")
    }

    /// Its rows, for the checks that need them.
    fn file(&self) -> Result<&Connection> {
        Ok(&self.store()?.file)
    }
}

type Check = fn(&'static str, &Patient) -> Result<Finding>;

/// Every check, in the order in which they are made.
const CHECKS: [(&str, Check); 19] = [
    ("versions", place::versions),
    ("path", place::path),
    ("disk", place::place),
    ("free space", place::space),
    ("permissions", place::permissions),
    ("leftovers", place::leftovers),
    ("settings", pieces::settings),
    ("tables", pieces::tables),
    ("pages", pieces::quick),
    ("indexes", pieces::full),
    ("references", pieces::references),
    ("texts", values::texts),
    ("dates", values::dates),
    ("undo", undo::notes),
    ("search", search::people),
    ("long texts", search::texts),
    ("purchases", search::bought),
    ("backups", backups::newest),
    ("forgotten", forgotten::traces),
];

/// Looks at a data file from every side, telling `progress` how many checks of how many are done. Nothing is written; a file of an
/// older program is brought up to date first, as every opening does.
///
/// # Errors
/// [`Refused`] for what is no data file; also when there is none, or `progress` gives back `false` (cancelled).
pub fn examine(
    path: &Path,
    now: Stamp,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Vec<Finding>> {
    let patient = Patient {
        path: reading::real(path),
        store: open(path)?,
        now,
    };
    let mut findings = Vec::with_capacity(CHECKS.len());
    for (done, (name, check)) in CHECKS.into_iter().enumerate() {
        ensure!(progress(done, CHECKS.len()), "cancelled");
        let found = check(name, &patient).unwrap_or_else(|error| unreadable(name, &error));
        findings.push(found);
    }
    Ok(findings)
}

/// The file opened to read; `None` where not even that is possible any more.
fn open(path: &Path) -> Result<Option<Store>> {
    ensure!(
        schema::look(path)?,
        "there is no shop in {}",
        path.display()
    );
    let opened = match Store::open_to_read(path) {
        Err(error) if error.is::<Refused>() => Store::open(path),
        opened => opened,
    };
    match opened {
        Ok(store) => Ok(Some(store)),
        Err(error) if error.is::<Damaged>() => Ok(None),
        Err(error) => Err(error),
    }
}

/// What it means that a check broke off.
fn unreadable(check: &'static str, error: &anyhow::Error) -> Finding {
    let code = |error: &rusqlite::Error| error.sqlite_error_code();
    match error.downcast_ref().and_then(code) {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Finding::warning(
            check,
            "another program holds the file; this was not looked at",
            "close that program, and ask the doctor again",
        ),
        _ => Finding::damage(check, format!("cannot be read: {error:#}"), BRING_BACK),
    }
}

/// "1 row", "3 rows".
fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

/// Some of the places where something is wrong, for a sentence: "customer 3, customer 7 and 12 more".
fn some_of(places: &[String]) -> String {
    const NAMED: usize = 3;
    match places.split_at_checked(NAMED) {
        Some((some, rest)) if !rest.is_empty() => {
            format!("{} and {} more", some.join(", "), rest.len())
        }
        _ => places.join(", "),
    }
}
