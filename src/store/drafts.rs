//! What is typed and not saved yet, kept in the file. Undo does not note it, no export takes it along, and it wakes no other window.

use anyhow::Result;
use rusqlite::{Connection, Row};
use std::time::Duration;

use super::{PATIENCE, Store, columns::Text, place};
use crate::domain::{CustomerId, Draft, Stamp};

impl Store {
    /// Everything that is kept, the oldest first; of the windows that are still open, too.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        let mut select = self.file.prepare_cached(
            "SELECT id, window, customer, about, form, text, at FROM file_draft ORDER BY at, id",
        )?;
        let drafts = select.query_map([], draft)?;
        Ok(drafts.collect::<rusqlite::Result<_>>()?)
    }

    /// Keeps what is typed in place of how it was kept before; gives back its new number. Of somebody whom another window has
    /// forgotten nothing is kept: `None`. Waits for nobody who is writing.
    ///
    /// # Errors
    /// [`super::Conflict::Busy`] when another program is writing at this moment.
    pub fn keep_draft(&mut self, draft: &Draft, now: Stamp) -> Result<Option<i64>> {
        self.at_once(|file| {
            if let Some(customer) = draft.customer
                && !is_known(file, customer)?
            {
                return Ok(None);
            }
            file.prepare_cached(
                "INSERT INTO file_draft (window, customer, about, form, text, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((
                &draft.window,
                draft.customer,
                Text(&draft.about),
                Text(&draft.form),
                Text(&draft.text),
                now,
            ))?;
            // The new number first: so it differs from the old one, and other windows see that only a draft was written.
            let id = file.last_insert_rowid();
            drop_draft(file, draft.id)?;
            Ok(Some(id))
        })
    }

    /// Takes drafts out: left, or not wanted any more.
    ///
    /// # Errors
    /// As [`Store::keep_draft`].
    pub fn drop_drafts(&mut self, ids: &[i64]) -> Result<()> {
        self.at_once(|file| ids.iter().try_for_each(|id| drop_draft(file, *id)))
    }

    /// A draft goes over to this window, which opens it; false where another one was first.
    ///
    /// # Errors
    /// As [`Store::keep_draft`].
    pub fn take_draft(&mut self, draft: &Draft, window: &str) -> Result<bool> {
        self.at_once(|file| {
            let mut update = file.prepare_cached(
                "UPDATE file_draft SET window = ?1 WHERE id = ?2 AND window = ?3",
            )?;
            Ok(update.execute((window, draft.id, &draft.window))? > 0)
        })
    }

    /// Writes about the file itself, without waiting and without a step of undo.
    fn at_once<T>(&mut self, write: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.may_write()?;
        self.file.busy_timeout(Duration::ZERO)?;
        let written = place::begin(&mut self.file, &self.standing).and_then(|transaction| {
            let written = write(&transaction)?;
            place::commit(transaction, &self.standing)?;
            Ok(written)
        });
        self.file.busy_timeout(PATIENCE)?;
        written
    }
}

/// Is this customer in the shop, or out of it so that undo brings them back?
fn is_known(file: &Connection, customer: CustomerId) -> Result<bool> {
    let mut select = file.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM customer WHERE id = ?1)
            OR EXISTS (SELECT 1 FROM undo_row WHERE tbl = 'customer' AND row = ?1 AND after IS NULL)",
    )?;
    Ok(select.query_row([customer], |row| row.get(0))?)
}

/// Takes one draft out, where it is still there.
pub(super) fn drop_draft(file: &Connection, id: i64) -> Result<()> {
    file.prepare_cached("DELETE FROM file_draft WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

fn draft(row: &Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        id: row.get(0)?,
        window: row.get(1)?,
        customer: row.get(2)?,
        about: row.get(3)?,
        form: row.get(4)?,
        text: row.get(5)?,
        at: row.get(6)?,
    })
}
