//! The one way to write: changes in, one transaction, one undo step.

use std::borrow::Cow;

use anyhow::{Context, Result, ensure};
use rusqlite::{Connection, OptionalExtension};

use super::{
    Applied, Conflict, Store, complaints, customers,
    details::{self, Inserts},
    drafts::drop_draft,
    import::Run,
    index, interactions, kept, merging,
    notes::Table,
    place, promises, settings,
    undo::{self, Notes},
};
use crate::domain::{
    CauseId, Change, ComplaintId, CustomerId, InteractionId, ProductId, PurchaseId, Stamp,
    backup::Reason,
};

/// From so many changes on an act is large, and the shop backed up before it.
pub const MANY: usize = 100;

/// How many changes there are between two calls of `progress`.
const BETWEEN_WORDS: usize = 256;

impl Store {
    /// Carries out changes as one act: all or nothing, one undo step, on disk when this returns. From [`MANY`] changes on the shop is
    /// backed up first.
    ///
    /// # Errors
    /// [`Conflict`] when an edited row was changed meanwhile or the file is held by another program, or why it could not be backed
    /// up; nothing is written then.
    pub fn apply(&mut self, changes: &[Change], now: Stamp) -> Result<Applied> {
        self.apply_draft(None, changes, now)
    }

    /// Like [`Store::apply`]; this draft is what is saved now, and goes with the same act.
    ///
    /// # Errors
    /// As [`Store::apply`]; the draft stays then.
    pub fn apply_draft(
        &mut self,
        draft: Option<i64>,
        changes: &[Change],
        now: Stamp,
    ) -> Result<Applied> {
        if changes.len() >= MANY && self.reads_only().is_none() && !self.is_new()? {
            let what = Reason::Before(format!("change of {} things", changes.len()));
            self.back_up(&what, now)?;
        }
        self.carry_out((None, draft), changes, now, &mut |_| true)
            .map_err(|error| self.told(error))
    }

    /// Like [`Store::apply`] for an import, under a label of its own ("imported 312 customers"), telling `progress` how many are done.
    /// It is undone customer by customer: whom somebody changed since stays.
    ///
    /// # Errors
    /// As [`Store::apply`]; also when `progress` gives back `false` (cancelled): nothing happened.
    pub fn apply_as(
        &mut self,
        label: &str,
        changes: &[Change],
        now: Stamp,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Applied> {
        self.carry_out((Some(label), None), changes, now, progress)
            .map_err(|error| self.told(error))
    }

    fn carry_out(
        &mut self,
        (label, draft): (Option<&str>, Option<i64>),
        changes: &[Change],
        now: Stamp,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Applied> {
        ensure!(!changes.is_empty(), "there is nothing to save");
        self.may_write()?;
        self.note_changes()?;
        let transaction = place::begin(&mut self.file, &self.standing)?;
        let is_import = label.is_some();
        let label = match label {
            Some(label) => label.to_owned(),
            None => {
                let who = changes.iter().find_map(Change::customer);
                let who = who.map(|id| called(&transaction, id)).transpose()?;
                Change::label_of(changes, &who.flatten().unwrap_or_default())
            }
        };
        let mut notes = undo::begin(&transaction, is_import)?;
        let ids = Act::new((&transaction, &self.tables), now)
            .carry_out_all(changes, &mut notes, progress)?;
        notes.end(&transaction, &self.tables, (&label, now, &self.who))?;
        index::catch_up(&transaction)?;
        draft.map_or(Ok(()), |id| drop_draft(&transaction, id))?;
        place::commit(transaction, &self.standing)?;
        self.written.set(self.written.get().wrapping_add(1));
        Ok(Applied { label, ids })
    }
}

/// What a customer is called, as long as there is one.
pub(super) fn called(file: &Connection, id: CustomerId) -> Result<Option<String>> {
    let mut select = file.prepare_cached(
        "SELECT coalesce(nullif(call_me, ''), nullif(name, ''),
            (SELECT raw FROM phone WHERE customer = customer.id ORDER BY id LIMIT 1), '(no name)')
        FROM customer WHERE id = ?1",
    )?;
    Ok(select.query_row([id], |row| row.get(0)).optional()?)
}

/// The rows added last in an act, for references that are `NEW`.
#[derive(Default)]
pub(super) struct Just {
    pub customer: Option<CustomerId>,
    pub interaction: Option<InteractionId>,
    pub complaint: Option<ComplaintId>,
    pub cause: Option<CauseId>,
    pub product: Option<ProductId>,
    pub purchase: Option<PurchaseId>,
}

/// An act on its way: the open transaction and what its changes have in common.
pub(super) struct Act<'a> {
    pub file: &'a Connection,
    /// The tables whose rows are noted.
    pub tables: &'a [Table],
    pub just: Just,
    pub inserts: Inserts<'a>,
    now: Stamp,
    /// `now` as it stands in a column, made once.
    now_column: String,
    /// What the uids of this act begin with, once there is one, and how many were made.
    uids: (String, u32),
}

impl<'a> Act<'a> {
    fn new((file, tables): (&'a Connection, &'a [Table]), now: Stamp) -> Self {
        Self {
            file,
            tables,
            just: Just::default(),
            inserts: Inserts::default(),
            now,
            now_column: now.to_column(),
            uids: (String::new(), 0),
        }
    }

    /// Carries out changes; gives back the row number of each.
    fn carry_out_all(
        mut self,
        changes: &[Change],
        notes: &mut Notes,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Vec<i64>> {
        let mut ids = Vec::with_capacity(changes.len());
        let mut told = |ids: &Vec<i64>| -> Result<()> {
            let stop = ids.len().is_multiple_of(BETWEEN_WORDS) && !progress(ids.len());
            ensure!(!stop, "cancelled; nothing was changed");
            Ok(())
        };
        while let Some(change) = changes.get(ids.len()) {
            if let Some(run) = Run::of(self.file, &changes[ids.len()..])? {
                let tables = self.tables;
                run.add(&mut self, (notes, tables), &mut |id| {
                    told(&ids)?;
                    ids.push(id);
                    Ok(())
                })?;
            } else {
                told(&ids)?;
                ids.push(self.carry_out(change)?);
            }
        }
        Ok(ids)
    }

    fn carry_out(&mut self, change: &Change) -> Result<i64> {
        match change {
            Change::AddCustomer(new) => customers::add(self, new),
            Change::EditCustomer { before, after } => customers::edit(self, before, after),
            Change::RemoveCustomer(id) => customers::remove(self, *id),
            Change::Merge { .. } => merging::merge(self, change),
            Change::AddTag(who, new) => self.add_detail(*who, new),
            Change::RemoveTag(who, id) => {
                details::remove::<crate::domain::Tag>(self.file, *who, id.0)
            }
            Change::AddPreference(who, new) => self.add_detail(*who, new),
            Change::EditPreference(who, after) => details::change(self.file, *who, after),
            Change::RemovePreference(who, id) => {
                details::remove::<crate::domain::Preference>(self.file, *who, id.0)
            }
            Change::AddFact(who, new) => self.add_detail(*who, new),
            Change::EditFact(who, after) => details::change(self.file, *who, after),
            Change::RemoveFact(who, id) => {
                details::remove::<crate::domain::Fact>(self.file, *who, id.0)
            }
            Change::AddInteraction(new) => interactions::add(self, new),
            Change::EditInteraction { before, after } => interactions::edit(self, before, after),
            Change::RemoveInteraction(_, id) => interactions::remove(self, *id),
            Change::AddPromise(new) => promises::add(self, new),
            Change::EditPromise { before, after } => promises::edit(self, before, after),
            Change::RemovePromise(_, id) => promises::remove(self, *id),
            Change::AddComplaint(new) => complaints::add(self, new),
            Change::EditComplaint { before, after } => complaints::edit(self, before, after),
            Change::RemoveComplaint(_, id) => complaints::remove(self, *id),
            Change::AddStep(_, complaint, step) => complaints::add_step(self, *complaint, step),
            Change::AddCause(new) => complaints::add_cause(self, new),
            Change::EditCause { before, after } => complaints::edit_cause(self, before, after),
            Change::Add(new) => kept::add(self, new),
            Change::Edit { before, after } => kept::edit(self, before, after),
            Change::Remove(row) => kept::remove(self, row),
            Change::Set { key, value } => settings::set(self, key, value),
        }
    }

    fn add_detail<D: details::Detail>(&mut self, who: CustomerId, new: &D) -> Result<i64> {
        let who = self.customer(who)?;
        if called(self.file, who)?.is_none() {
            return Err(gone("The customer"));
        }
        details::add(self, who, new)
    }

    /// The customer meant: this one, or the one just added.
    pub(super) fn customer(&self, id: CustomerId) -> Result<CustomerId> {
        meant(id, CustomerId::NEW, self.just.customer).context("no customer was added before")
    }

    /// The interaction meant: this one, or the one just added.
    pub(super) fn interaction(&self, id: InteractionId) -> Result<InteractionId> {
        meant(id, InteractionId::NEW, self.just.interaction).context("no contact was added before")
    }

    /// The complaint meant: this one, or the one just added.
    pub(super) fn complaint(&self, id: ComplaintId) -> Result<ComplaintId> {
        meant(id, ComplaintId::NEW, self.just.complaint).context("no complaint was added before")
    }

    /// The cause meant: this one, or the one just added.
    pub(super) fn cause(&self, id: CauseId) -> Result<CauseId> {
        meant(id, CauseId::NEW, self.just.cause).context("no cause was added before")
    }

    /// The product meant: this one, or the one just added.
    pub(super) fn product(&self, id: ProductId) -> Result<ProductId> {
        meant(id, ProductId::NEW, self.just.product).context("no product was added before")
    }

    /// The purchase meant: this one, or the one just added.
    pub(super) fn purchase(&self, id: PurchaseId) -> Result<PurchaseId> {
        meant(id, PurchaseId::NEW, self.just.purchase).context("no purchase was added before")
    }

    /// A stamp as it stands in a column; one that was not set is now.
    pub(super) fn stamp(&self, stamp: Stamp) -> Cow<'_, str> {
        if stamp == self.now || stamp == Stamp::EPOCH {
            Cow::Borrowed(&self.now_column)
        } else {
            Cow::Owned(stamp.to_column())
        }
    }

    /// A name for a new customer that no other has: random for the act, then counted, so that the file's list of uids grows at its end.
    pub(super) fn new_uid(&mut self) -> Result<String> {
        if self.uids.0.is_empty() {
            self.uids.0 = self
                .file
                .query_row("SELECT lower(hex(randomblob(12)))", [], |row| row.get(0))?;
        }
        self.uids.1 += 1;
        Ok(format!("{}-{:08}", self.uids.0, self.uids.1))
    }
}

fn meant<Id: PartialEq>(id: Id, new: Id, just: Option<Id>) -> Option<Id> {
    if id == new { just } else { Some(id) }
}

/// The row number that a new row brings along, out of an export; `None` lets the file give one.
pub(super) fn given(id: i64) -> Option<i64> {
    (id != 0).then_some(id)
}

/// The edited row was taken out meanwhile.
pub(super) fn gone(what: &str) -> anyhow::Error {
    Conflict::Changed(format!(
        "{what} was taken out in another window meanwhile; nothing was saved."
    ))
    .into()
}

/// Is the row still as it was when it was edited?
pub(super) fn unchanged<R: PartialEq>(what: &str, now: Option<R>, before: &R) -> Result<()> {
    match now {
        None => Err(gone(what)),
        Some(now) if now == *before => Ok(()),
        Some(_) => Err(changed(what)),
    }
}

/// The edited row looks different by now.
pub(super) fn changed(what: &str) -> anyhow::Error {
    Conflict::Changed(format!(
        "{what} was changed in another window meanwhile; nothing was saved. Look at it again, then save once more."
    ))
    .into()
}

/// Takes a row out of a table; the file's foreign keys take along what hangs on it.
pub(super) fn take_out(act: &Act<'_>, (table, what): (&str, &str), id: i64) -> Result<i64> {
    let delete = format!("DELETE FROM {table} WHERE id = ?1");
    match act.file.prepare_cached(&delete)?.execute([id])? {
        0 => Err(gone(what)),
        _ => Ok(id),
    }
}
