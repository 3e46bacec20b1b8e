//! The history in an export of ours: causes, complaints, contacts, promises, settings. Into an empty shop everything comes back with
//! its number; elsewhere it gets new numbers, and what is there already is not added again.

mod kept;

use std::collections::HashMap;

use anyhow::Result;
use serde::Serialize;

use self::kept::Fit;
use super::{
    changes::{Numbering, Numbers},
    matching::Matching,
};
use crate::{
    domain::{
        Cause, CauseId, Change, Complaint, ComplaintId, CustomerId, Interaction, InteractionId,
        Kept, Promise, PromiseId, Settings, StepId, View,
    },
    formats::{Book, Remark},
    store::{LogFilter, Store},
};

/// What the shop has already, and the next free numbers.
#[derive(Default)]
pub struct History {
    /// Nothing is in the shop yet, and there is one export: all numbers stay.
    keeps_numbers: bool,
    is_empty: bool,
    /// Rows by all they say, with their numbers.
    known: HashMap<String, i64>,
    last: Last,
}

/// The last number given in each table.
#[derive(Default)]
struct Last {
    cause: i64,
    complaint: i64,
    interaction: i64,
    promise: i64,
    /// By noun.
    kept: HashMap<&'static str, i64>,
}

/// From the numbers of the export to those of the shop.
#[derive(Default)]
struct Moved {
    causes: HashMap<CauseId, CauseId>,
    complaints: HashMap<ComplaintId, ComplaintId>,
    interactions: HashMap<InteractionId, InteractionId>,
    /// By noun and number.
    kept: HashMap<(&'static str, i64), i64>,
}

impl History {
    /// What the shop has, read only where an export is to be compared with it.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(store: &Store, exports: usize, matching: &Matching) -> Result<Self> {
        let mut history = Self::default();
        if exports == 0 {
            return Ok(history);
        }
        for it in store.causes()? {
            history.last.cause = history.last.cause.max(it.cause.id.0);
            history.know(it.cause.id.0, &it.cause.text);
        }
        for complaint in store.complaints(true)? {
            history.last.complaint = history.last.complaint.max(complaint.id.0);
            history.know(complaint.id.0, &bare_complaint(&complaint));
        }
        for contact in store.interactions(&LogFilter::default(), 0, usize::MAX)? {
            history.last.interaction = history.last.interaction.max(contact.id.0);
            history.know(contact.id.0, &bare_interaction(&contact));
        }
        store.each_customer(&mut |customer| {
            for promise in store.promises_of(customer.id)? {
                history.last.promise = history.last.promise.max(promise.id.0);
                history.know(promise.id.0, &bare_promise(&promise));
            }
            Ok(())
        })?;
        for row in store.every_kept()? {
            history.know_kept(row);
        }
        history.is_empty = matching.highest.is_new() && history.known.is_empty();
        let files = matching.entries.iter().map(|entry| entry.file);
        history.keeps_numbers = history.is_empty && exports == 1 && files.max() < Some(1);
        Ok(history)
    }

    /// How customers get their numbers beside this history.
    pub fn numbering(&self, exports: usize) -> Numbering {
        match (exports, self.keeps_numbers) {
            (0, _) => Numbering::Open,
            (_, true) => Numbering::Kept,
            (_, false) => Numbering::Next,
        }
    }

    fn know(&mut self, id: i64, row: &impl Serialize) {
        self.known.insert(said(row), id);
    }

    /// The changes that bring one export's history in; its customers stand before them.
    pub fn changes(
        &mut self,
        mut book: Book,
        file: usize,
        people: &Numbers,
    ) -> (Vec<Change>, Vec<Remark>) {
        let mut list = Vec::new();
        if self.is_empty {
            list.extend(settings(&book));
        }
        // Complaints refer to purchases.
        let goods = |row: &Kept| matches!(row, Kept::Product(_) | Kept::Purchase(_));
        let (goods, kept): (Vec<_>, Vec<_>) = book.take_kept().into_iter().partition(goods);
        let mut moved = Moved::default();
        let mut lost = 0;
        let mut person = |old: CustomerId| {
            let new = people.get(&(file, old)).copied();
            lost += usize::from(new.is_none());
            new
        };
        self.all_kept(goods, &mut person, (&mut moved, &mut list));
        // Nobody's rows stay nobody's.
        let mut whose = |old: Option<CustomerId>| match old {
            None => Some(None),
            Some(old) => person(old).map(Some),
        };
        for cause in book.causes {
            list.extend(self.cause(cause, &mut moved));
        }
        for complaint in book.complaints {
            if let Some(customer) = whose(complaint.customer) {
                list.extend(self.complaint(complaint, customer, &mut moved));
            }
        }
        for contact in book.interactions {
            if let Some(customer) = whose(contact.customer) {
                list.extend(self.interaction(contact, customer, &mut moved));
            }
        }
        for promise in book.promises {
            if let Some(customer) = person(promise.customer) {
                list.extend(self.promise(promise, customer, &moved));
            }
        }
        let put_off = self.all_kept(kept, &mut person, (&mut moved, &mut list));
        let remarks = lost_rows(lost).into_iter().chain(lost_snoozes(put_off));
        (list, remarks.collect())
    }

    /// The changes that bring rows of the smaller nouns in; gives back how many lines of Today would be put off about another row.
    fn all_kept(
        &mut self,
        rows: Vec<Kept>,
        person: &mut dyn FnMut(CustomerId) -> Option<CustomerId>,
        (moved, list): (&mut Moved, &mut Vec<Change>),
    ) -> usize {
        let mut put_off = 0;
        for row in rows {
            match self.kept(row, person, moved) {
                Fit::New(row) => list.push(Change::Add(*row)),
                Fit::Known => {}
                Fit::PutOff => put_off += 1,
            }
        }
        put_off
    }

    /// The number of a row that is there already, or else the one it shall get.
    fn number(&mut self, row: &impl Serialize, old: i64, last: fn(&mut Last) -> &mut i64) -> Place {
        if self.keeps_numbers {
            return Place::New(old);
        }
        if let Some(id) = self.known.get(&said(row)) {
            return Place::Known(*id);
        }
        let last = last(&mut self.last);
        *last += 1;
        Place::New(*last)
    }

    fn cause(&mut self, mut cause: Cause, moved: &mut Moved) -> Option<Change> {
        let old = cause.id;
        let place = self.number(&cause.text, old.0, |last| &mut last.cause);
        cause.id = CauseId(place.id());
        moved.causes.insert(old, cause.id);
        place.is_new().then_some(Change::AddCause(cause))
    }

    fn complaint(
        &mut self,
        mut complaint: Complaint,
        customer: Option<CustomerId>,
        moved: &mut Moved,
    ) -> Option<Change> {
        let old = complaint.id;
        complaint.customer = customer;
        complaint.purchase = complaint.purchase.and_then(|id| moved.purchase(id));
        for step in &mut complaint.steps {
            step.cause = step
                .cause
                .and_then(|cause| moved.causes.get(&cause).copied());
            if !self.keeps_numbers {
                step.id = StepId::NEW;
            }
        }
        let place = self.number(&bare_complaint(&complaint), old.0, |last| {
            &mut last.complaint
        });
        complaint.id = ComplaintId(place.id());
        moved.complaints.insert(old, complaint.id);
        place.is_new().then_some(Change::AddComplaint(complaint))
    }

    fn interaction(
        &mut self,
        mut contact: Interaction,
        customer: Option<CustomerId>,
        moved: &mut Moved,
    ) -> Option<Change> {
        let old = contact.id;
        contact.customer = customer;
        let place = self.number(&bare_interaction(&contact), old.0, |last| {
            &mut last.interaction
        });
        contact.id = InteractionId(place.id());
        moved.interactions.insert(old, contact.id);
        place.is_new().then_some(Change::AddInteraction(contact))
    }

    fn promise(
        &mut self,
        mut promise: Promise,
        customer: CustomerId,
        moved: &Moved,
    ) -> Option<Change> {
        promise.customer = customer;
        let contact = promise.interaction;
        promise.interaction = contact.and_then(|id| moved.interactions.get(&id).copied());
        let complaint = promise.complaint;
        promise.complaint = complaint.and_then(|id| moved.complaints.get(&id).copied());
        let place = self.number(&bare_promise(&promise), promise.id.0, |last| {
            &mut last.promise
        });
        promise.id = PromiseId(place.id());
        place.is_new().then_some(Change::AddPromise(promise))
    }
}

/// Where a row goes.
#[derive(Clone, Copy)]
enum Place {
    Known(i64),
    New(i64),
}

impl Place {
    fn id(self) -> i64 {
        match self {
            Self::Known(id) | Self::New(id) => id,
        }
    }

    fn is_new(self) -> bool {
        matches!(self, Self::New(_))
    }
}

fn lost_rows(count: usize) -> Option<Remark> {
    (count > 0).then(|| Remark {
        line: 0,
        text: format!("{count} rows of history belong to nobody in the file; left out"),
    })
}

fn lost_snoozes(count: usize) -> Option<Remark> {
    (count > 0).then(|| Remark {
        line: 0,
        text: format!("{count} lines of Today that were put off are shown again"),
    })
}

/// All that a row says, in one text.
fn said(row: &impl Serialize) -> String {
    serde_json::to_string(row).unwrap_or_default()
}

fn bare_interaction(row: &Interaction) -> Interaction {
    Interaction {
        id: InteractionId::NEW,
        ..row.clone()
    }
}

fn bare_complaint(row: &Complaint) -> Complaint {
    let mut row = row.clone();
    row.id = ComplaintId::NEW;
    for step in &mut row.steps {
        step.id = StepId::NEW;
    }
    row
}

fn bare_promise(row: &Promise) -> Promise {
    Promise {
        id: PromiseId::NEW,
        ..row.clone()
    }
}

/// Settings that still make sense, and the named views.
fn settings(book: &Book) -> impl Iterator<Item = Change> {
    let settings = book.settings.iter();
    settings.filter_map(|(key, value)| {
        let view = View::read(key, value).map(|view| view.keep());
        view.or_else(|| Settings::set(key, value).ok())
    })
}
