//! Forgetting a customer: out of the rows, the search index, the history and the drafts, out of the log that SQLite keeps, and out of
//! our own backups and copies. What stays is a mark that recognises them in an older copy, and sums of which nobody can be told.
//!
//! The rows go in one transaction, and are gone then for every window. Traces in places where somebody is reading go as soon as
//! nobody does: until then they are *left over*, which the file says itself, so that any window can finish it.

mod copies;
mod history;
pub(super) mod marks;
mod theirs;
mod totals;
mod traces;

use anyhow::Result;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use sha2::{Digest, Sha256};

pub use totals::Total;
pub use traces::LeftOver;

use self::theirs::Theirs;
use super::{Store, apply::gone, busy, index, undo};
use crate::domain::{CustomerId, Stamp};

impl Store {
    /// Forgets a customer for good: no undo brings them back. They are gone from the shop when this returns, and
    /// [`Store::finish_forgetting`] does the rest.
    ///
    /// # Errors
    /// [`super::Conflict`] when they are gone already, or when another program is writing.
    pub fn forget(&mut self, customer: CustomerId, now: Stamp) -> Result<()> {
        self.may_write()?;
        let act = self
            .file
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(busy)?;
        let uid: Option<String> = act
            .query_row(
                "SELECT uid FROM customer WHERE id = ?1",
                [customer],
                |row| row.get(0),
            )
            .optional()?;
        let uid = uid.ok_or_else(|| gone("The customer"))?;
        let mark = mark(&uid);
        act.execute(
            "INSERT INTO file_forgotten (mark, at, left_over) VALUES (?1, ?2, '') ON CONFLICT (mark) DO NOTHING",
            (mark, now),
        )?;
        erase(&act)?;
        look_again(&act, true)?;
        act.commit().map_err(busy)?;
        self.written.set(self.written.get().wrapping_add(1));
        Ok(())
    }
}

/// Looks for traces everywhere again, of those of whom some were left over; of everybody where the file may not know that any more.
pub(super) fn look_again(file: &Connection, of_everybody: bool) -> Result<()> {
    let update = "UPDATE file_forgotten SET left_over = ?1 WHERE ?2 OR left_over <> ''";
    file.execute(update, (traces::everywhere(), of_everybody))?;
    Ok(())
}

/// What recognises a customer again: the SHA-256 of their uid.
pub(super) fn mark(uid: &str) -> String {
    let sum = Sha256::digest(uid.as_bytes());
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Forgets everybody again who is marked in a file and is in it all the same: it comes from an older backup. Nobody else has it open.
///
/// # Errors
/// When the file cannot be read or written.
pub(super) fn again(file: &Connection) -> Result<bool> {
    let act = Transaction::new_unchecked(file, TransactionBehavior::Immediate).map_err(busy)?;
    let was_there = erase(&act)?;
    act.commit().map_err(busy)?;
    if was_there {
        file.execute_batch("VACUUM")?;
    }
    Ok(was_there)
}

/// Takes everybody out who is marked; false when there is nobody.
pub(super) fn erase(file: &Connection) -> Result<bool> {
    undo::forget_undone(file)?;
    let links = theirs::links(file)?;
    let mut marks = marks::of(file)?;
    let theirs = Theirs::find(file, &links, &mut marks)?;
    if theirs.is_nobody() {
        return Ok(false);
    }
    for mark in marks {
        file.execute(
            "INSERT INTO file_forgotten (mark, at, left_over) SELECT ?1, max(at), '' FROM file_forgotten
            WHERE true ON CONFLICT (mark) DO NOTHING",
            [mark],
        )?;
    }
    history::purge(file, &links, &theirs)?;
    for customer in &theirs.customers {
        totals::keep(file, *customer)?;
    }
    theirs.take_out(file, &links)?;
    index::catch_up_for_good(file)?;
    Ok(true)
}
