//! Mends what is safe to mend: what can be made anew from rows that are all there, permissions, and files that nobody finished.

use std::{fs, path::Path};

use anyhow::{Result, anyhow, ensure};
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::{Store, pieces, place};
use crate::{
    domain::{
        Stamp,
        backup::Reason,
        checkup::{Finding, Health},
    },
    store::{LONG_PATIENCE, busy, configure, index},
    sys::ground,
};

/// The check of SQLite's own indexes: damage, but all rows are there to make them anew from.
const INDEXES: &str = "indexes";

/// The checks of what is made from rows.
const MADE_FROM_ROWS: [&str; 3] = ["search", "long texts", "purchases"];

/// Mends what these findings name, as far as that is safe; gives back what was done, one sentence each. Before the search
/// index is touched a backup is made. Nothing inside a damaged file is touched, but for indexes where all rows are there.
///
/// # Errors
/// What the disk or the file says; what was done before that stays done.
pub fn mend(path: &Path, findings: &[Finding], now: Stamp) -> Result<Vec<String>> {
    let place = super::reading::real(path);
    let is_wrong = |name: &str| {
        let mut named = findings.iter().filter(|it| it.check == name);
        named.any(|it| it.state != Health::Good)
    };
    let mut done = Vec::new();
    if is_wrong("permissions") {
        for (open, mode) in place::too_open(&place)? {
            ground::set_mode(&open, mode)?;
            done.push(format!("{} is for you alone now.", open.display()));
        }
    }
    let mut damaged = findings.iter().filter(|it| it.state == Health::Damage);
    if damaged.any(|it| it.check != INDEXES) {
        done.push("The file is damaged; nothing in it was changed.".to_owned());
        return Ok(done);
    }
    if is_wrong("leftovers") {
        for left in place::left_behind(&place, now) {
            fs::remove_file(&left)?;
            done.push(format!("{} was not finished, and is gone.", left.display()));
        }
    }
    if is_wrong(INDEXES) {
        indexes(path)?;
        done.push("The indexes were made anew from the rows.".to_owned());
    }
    if MADE_FROM_ROWS.iter().any(|name| is_wrong(name)) {
        let mut store = Store::open(path)?;
        store.may_write()?;
        let backup = store.back_up(&Reason::Before("doctor's mending".to_owned()), now)?;
        done.push(format!("A backup was made: {}.", backup.path.display()));
        whole_afterwards(&mut store.file, &index::anew::make)?;
        done.push("The search index was made anew from the rows.".to_owned());
    }
    Ok(done)
}

/// Makes the indexes of SQLite anew. Before that there is no backup: it would have the same wrong indexes, and not pass for one.
fn indexes(path: &Path) -> Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut file = Connection::open_with_flags(path, flags)?;
    file.busy_timeout(LONG_PATIENCE)?;
    configure(&file)?;
    whole_afterwards(&mut file, &|file| {
        file.execute_batch("REINDEX")?;
        index::anew::make(file)
    })
}

/// Changes a file in one transaction that is kept only if the file is whole afterwards.
fn whole_afterwards(file: &mut Connection, make: &dyn Fn(&Connection) -> Result<()>) -> Result<()> {
    let act = file
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(busy)?;
    make(&act)?;
    let faults = pieces::faults(&act, "integrity_check")?;
    ensure!(
        faults.is_empty(),
        anyhow!("the file is damaged, and was left as it is")
    );
    act.commit().map_err(busy)
}
