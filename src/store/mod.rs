//! The data file, and the only SQL there is.
//!
//! [`Store::apply`] is the one way to write: a list of [`Change`]s, one IMMEDIATE transaction, one undo step. "Saved" is said after
//! COMMIT, and COMMIT is synced.

use std::path::Path;

use anyhow::Result;

use crate::{
    domain::{
        Cause, CauseId, Change, Complaint, ComplaintId, Customer, CustomerId, Interaction,
        InteractionId, Promise, PromiseId, Settings, Stamp,
    },
    search::{Filter, Index, Query},
};

/// An open data file.
#[derive(Debug)]
pub struct Store {}

/// Why a file was not opened: the sentence for the user. The file is as it was. Exit 4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(pub String);

/// Why a write was not done though the file is fine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// What was edited had been changed or removed meanwhile; the sentence says what and by whom.
    Changed(String),
    /// Another program holds the file; try again.
    Busy,
}

/// What an act did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The label of the undo step: "logged a call with Ada".
    pub label: String,
    /// The row number each change got or touched, in their order.
    pub ids: Vec<i64>,
}

/// What undo or redo did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stepped {
    /// Done; the label of the step.
    Done(String),
    /// There is nothing to undo (redo).
    Nothing,
    /// Not done: label, and why (what was changed since).
    Refused(String, String),
}

/// What a list shows of one customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerRow {
    /// Who.
    pub id: CustomerId,
    /// As lists show it.
    pub name: String,
    /// What to call them.
    pub call_me: String,
    /// How it sounds.
    pub say: String,
    /// Phones as typed.
    pub phones: Vec<String>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Most recent contact.
    pub last_contact: Option<Stamp>,
    /// Open complaints.
    pub complaints: u32,
    /// Open promises.
    pub promises: u32,
}

impl Store {
    /// Opens a data file, or makes it (folder 0700, file 0600), migrating an older one after checking what it is.
    ///
    /// # Errors
    /// [`Refused`] for a file of another program, of a newer version, damaged, or no database at all.
    pub fn open(path: &Path) -> Result<Self> {
        todo!("{}", path.display())
    }

    /// Sets whose initials the undo steps carry.
    pub fn set_who(&mut self, initials: &str) {
        todo!("{initials}")
    }

    /// Carries out changes as one act: all or nothing, one undo step, on disk when this returns.
    ///
    /// # Errors
    /// [`Conflict`] when an edited row was changed meanwhile or the file is held by another program; nothing is written then.
    pub fn apply(&mut self, changes: &[Change], now: Stamp) -> Result<Applied> {
        todo!("{changes:?} {now}")
    }

    /// Like [`Store::apply`] under a label of its own ("imported 312 customers"), telling `progress` how many are done.
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
        todo!("{label} {changes:?} {now} {}", progress(0))
    }

    /// Takes back the last act that is not yet undone.
    pub fn undo(&mut self, now: Stamp) -> Result<Stepped> {
        todo!("{now}")
    }

    /// Does the act that was undone last again.
    pub fn redo(&mut self, now: Stamp) -> Result<Stepped> {
        todo!("{now}")
    }

    /// Labels of the steps `u` and `U` would play, for the footer.
    pub fn undo_labels(&self) -> Result<(Option<String>, Option<String>)> {
        todo!()
    }

    /// A number that moves with every write by anybody; compare it to know when to load again.
    pub fn version(&self) -> Result<u64> {
        todo!()
    }

    /// The shop's settings.
    pub fn settings(&self) -> Result<Settings> {
        todo!()
    }

    /// Brings the index up to date: loads the blocks that changed since it last asked; true when there were any.
    pub fn refresh(&self, index: &mut Index) -> Result<bool> {
        todo!("{index:?}")
    }

    /// The customers that the filter words leave, sorted by id; `None` when there are none.
    pub fn matching(&self, filters: &[Filter], now: Stamp) -> Result<Option<Vec<CustomerId>>> {
        todo!("{filters:?} {now}")
    }

    /// For each term of the query, the customers whose longer texts contain it, sorted by id.
    pub fn texts(&self, query: &Query) -> Result<Vec<Vec<CustomerId>>> {
        todo!("{query:?}")
    }

    /// Where the query's words stand in a customer's longer texts: the noun and a short piece around the word.
    pub fn text_match(
        &self,
        customer: CustomerId,
        query: &Query,
    ) -> Result<Option<(&'static str, String)>> {
        todo!("{customer} {query:?}")
    }

    /// What a list shows of these customers, in their order; removed ones are left out.
    pub fn customer_rows(&self, ids: &[CustomerId]) -> Result<Vec<CustomerRow>> {
        todo!("{ids:?}")
    }

    /// One customer with all details.
    pub fn customer(&self, id: CustomerId) -> Result<Option<Customer>> {
        todo!("{id}")
    }

    /// Every customer in the order of their ids, one at a time, for export.
    pub fn each_customer(&self, each: &mut dyn FnMut(Customer) -> Result<()>) -> Result<()> {
        todo!("{}", each(Customer::default()).is_ok())
    }

    /// Who else has one of these digits (a household), and who was brought by whom is in [`Customer::referred_by`].
    pub fn household(&self, id: CustomerId) -> Result<Vec<CustomerId>> {
        todo!("{id}")
    }

    /// One interaction.
    pub fn interaction(&self, id: InteractionId) -> Result<Option<Interaction>> {
        todo!("{id}")
    }

    /// A customer's interactions, newest first.
    pub fn interactions_of(&self, customer: CustomerId, limit: usize) -> Result<Vec<Interaction>> {
        todo!("{customer} {limit}")
    }

    /// Everybody's interactions, newest first, from `skip` on.
    pub fn interactions(
        &self,
        filter: &LogFilter,
        skip: usize,
        limit: usize,
    ) -> Result<Vec<Interaction>> {
        todo!("{filter:?} {skip} {limit}")
    }

    /// One promise.
    pub fn promise(&self, id: PromiseId) -> Result<Option<Promise>> {
        todo!("{id}")
    }

    /// A customer's promises, open ones first by due day, then newest first.
    pub fn promises_of(&self, customer: CustomerId) -> Result<Vec<Promise>> {
        todo!("{customer}")
    }

    /// Every open promise, by due day.
    pub fn open_promises(&self) -> Result<Vec<Promise>> {
        todo!()
    }

    /// One complaint with its steps.
    pub fn complaint(&self, id: ComplaintId) -> Result<Option<Complaint>> {
        todo!("{id}")
    }

    /// A customer's complaints, newest first.
    pub fn complaints_of(&self, customer: CustomerId) -> Result<Vec<Complaint>> {
        todo!("{customer}")
    }

    /// Complaints with their steps: those still open or waiting, or all; oldest first.
    pub fn complaints(&self, ended_too: bool) -> Result<Vec<Complaint>> {
        todo!("{ended_too}")
    }

    /// The shop's causes with how often each was chosen and when first and last, most frequent first.
    pub fn causes(&self) -> Result<Vec<CauseUse>> {
        todo!()
    }

    /// How many complaints are open or waiting, and how many promises are open: for the header.
    pub fn open_counts(&self) -> Result<(u32, u32)> {
        todo!()
    }
}

/// A cause and how often it came up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CauseUse {
    /// The cause.
    pub cause: Cause,
    /// In how many complaints.
    pub count: u32,
    /// The first and last time it was chosen.
    pub between: Option<(Stamp, Stamp)>,
}

impl CauseUse {
    /// Row number of the cause.
    pub fn id(&self) -> CauseId {
        self.cause.id
    }
}

/// Which interactions the log shows; empty fields ask nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogFilter {
    /// Only this channel.
    pub channel: Option<crate::domain::Channel>,
    /// Only this direction.
    pub direction: Option<crate::domain::Direction>,
    /// Only by these initials.
    pub by: String,
    /// Only this mood.
    pub mood: Option<i8>,
    /// Only with this customer.
    pub customer: Option<CustomerId>,
    /// Only with these words in it, folded.
    pub words: Vec<String>,
}
