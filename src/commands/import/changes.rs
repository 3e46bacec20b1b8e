//! What was matched, as changes in the order in which they must be done.

use std::collections::HashMap;

use super::{
    matching::{Bringer, Entry, Matching},
    merge::merge,
};
use crate::domain::{Change, Customer, CustomerId};

/// By file and the number in that file: the number in the shop.
pub type Numbers = HashMap<(usize, CustomerId), CustomerId>;

/// How new customers get their row numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// The shop gives them.
    Open,
    /// From the shop's next free number on, because something refers to them.
    Next,
    /// As in the file: an export on its way into an empty shop.
    Kept,
}

/// The changes, new customers first and each behind who brought them; and who got which number.
pub fn changes(matching: Matching, numbering: Numbering) -> (Vec<Change>, Numbers) {
    let refers = |entry: &Entry| matches!(entry.brought_by, Bringer::Entry(_));
    let numbering = match numbering {
        Numbering::Open if matching.entries.iter().any(refers) => Numbering::Next,
        numbering => numbering,
    };
    let ids = numbers_of(&matching, numbering);
    let mut numbers = Numbers::new();
    for entry in &matching.entries {
        if !entry.number.is_new() {
            numbers.insert((entry.file, entry.number), ids[entry.leader]);
        }
    }
    let order = order(&matching.entries);
    let mut entries: Vec<Option<Entry>> = matching.entries.into_iter().map(Some).collect();
    let (mut added, mut edits) = (Vec::with_capacity(order.len()), Edits::default());
    for at in order {
        let Some(mut entry) = entries[at].take() else {
            continue;
        };
        entry.customer.referred_by = match entry.brought_by {
            Bringer::Known(id) => Some(id),
            Bringer::Entry(leader) => Some(ids[leader]),
            _ => None,
        };
        match entry.found {
            None => {
                entry.customer.id = ids[at];
                added.push(Change::AddCustomer(entry.customer));
            }
            Some(found) => edits.merge(found.id, found.before, &entry.customer),
        }
    }
    added.extend(edits.list);
    (added, numbers)
}

/// The number of each leader in the shop; NEW where the shop shall give one.
fn numbers_of(matching: &Matching, numbering: Numbering) -> Vec<CustomerId> {
    let kept = |entry: &Entry| matches!(numbering, Numbering::Kept) && !entry.number.is_new();
    let kept_ones = matching.entries.iter().filter(|entry| kept(entry));
    let highest = kept_ones
        .map(|entry| entry.number)
        .max()
        .unwrap_or_default();
    let mut last = matching.highest.max(highest);
    let number = |(at, entry): (usize, &Entry)| match &entry.found {
        Some(found) => found.id,
        None if entry.leader != at || numbering == Numbering::Open => CustomerId::NEW,
        None if kept(entry) => entry.number,
        None => {
            last.0 += 1;
            last
        }
    };
    matching.entries.iter().enumerate().map(number).collect()
}

/// The leaders, each behind who brought them.
fn order(entries: &[Entry]) -> Vec<usize> {
    let mut order = Vec::with_capacity(entries.len());
    let mut placed = vec![false; entries.len()];
    let mut waiting = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        if entry.leader != at {
            continue;
        }
        let mut next = Some(at);
        while let Some(at) = next.filter(|at| !placed[*at]) {
            placed[at] = true;
            waiting.push(at);
            next = match entries[at].brought_by {
                Bringer::Entry(leader) => Some(leader),
                _ => None,
            };
        }
        order.extend(waiting.drain(..).rev());
    }
    order
}

/// Edits of customers of the shop; several entries about one of them are one edit.
#[derive(Default)]
struct Edits {
    list: Vec<Change>,
    places: HashMap<CustomerId, usize>,
}

impl Edits {
    fn merge(&mut self, id: CustomerId, before: Option<Box<Customer>>, more: &Customer) {
        let Some(before) = before else { return };
        if let Some(Change::EditCustomer { after, .. }) =
            self.places.get(&id).map(|at| &mut self.list[*at])
        {
            **after = merge(after, more).0;
            return;
        }
        let after = Box::new(merge(&before, more).0);
        self.places.insert(id, self.list.len());
        self.list.push(Change::EditCustomer { before, after });
    }
}
