//! What several test files need: a data file of their own, and fixed stamps.

pub mod dump;
pub mod script;

use std::path::PathBuf;

use regulars::{
    domain::{
        Change, Channel, Complaint, ComplaintId, Customer, CustomerId, Direction, Email, Heat,
        Interaction, InteractionId, Phone, Promise, PromiseId, Source, Stamp, Step, StepKind,
    },
    store::Store,
};
use tempfile::TempDir;

use crate::blank;

/// A folder of its own, with the path of a data file in it; gone when dropped.
pub struct Shop {
    /// The folder.
    pub folder: TempDir,
    /// Where the data file is, or will be.
    pub path: PathBuf,
}

impl Shop {
    /// An empty folder.
    pub fn new() -> Self {
        let folder = blank::folder();
        let path = folder.path().join("shop.db");
        Self { folder, path }
    }

    /// Opens the data file, or makes it.
    pub fn open(&self) -> Store {
        blank::open(&self.path)
    }
}

/// The search index is what it would be if it were made anew.
pub fn index_is_true(shop: &Shop) {
    let index = dump::index(&shop.path);
    dump::forget_index(&shop.path);
    drop(shop.open());
    assert_eq!(index, dump::index(&shop.path));
}

/// Wednesday 10 June 2026, noon, in a shop two hours ahead of UTC.
pub fn now() -> Stamp {
    at("2026-06-10T12:00:00+02:00")
}

/// A stamp written as RFC 3339.
pub fn at(text: &str) -> Stamp {
    Stamp::from_rfc3339(text).unwrap()
}

/// A customer with a name and one phone.
pub fn person(name: &str, phone: &str) -> Customer {
    Customer {
        name: name.into(),
        phones: vec![Phone {
            raw: phone.into(),
            ..Phone::default()
        }],
        emails: vec![Email {
            address: format!("{}@example.org", name.replace(' ', ".").to_lowercase()),
            ..Email::default()
        }],
        ..Customer::default()
    }
}

/// Adds a customer; gives back the row number.
pub fn add(store: &mut Store, customer: Customer) -> CustomerId {
    let applied = store
        .apply(&[Change::AddCustomer(Box::new(customer))], now())
        .unwrap();
    CustomerId(applied.ids[0])
}

/// A call in, now.
pub fn talk(customer: Option<CustomerId>, summary: &str) -> Interaction {
    Interaction {
        id: InteractionId::NEW,
        customer,
        at: now(),
        channel: Channel::Call,
        direction: Direction::In,
        by: String::new(),
        summary: summary.into(),
        mood: None,
        reason: String::new(),
        outcome: None,
        why_not: String::new(),
        tags: Vec::new(),
    }
}

/// A promise given now, without a due day.
pub fn promise(customer: CustomerId, what: &str) -> Promise {
    Promise {
        id: PromiseId::NEW,
        customer,
        interaction: None,
        complaint: None,
        what: what.into(),
        due: None,
        by: String::new(),
        agreed: now(),
        done: None,
        told: None,
        released: None,
        broken: None,
    }
}

/// A complaint heard now, without steps.
pub fn complaint(customer: Option<CustomerId>, what: &str) -> Complaint {
    Complaint {
        id: ComplaintId::NEW,
        customer,
        opened: now(),
        by: String::new(),
        what: what.into(),
        wants: String::new(),
        heat: Heat::Calm,
        source: Source::Direct,
        told_others: String::new(),
        about: String::new(),
        category: String::new(),
        purchase: None,
        steps: Vec::new(),
    }
}

/// A step of a complaint, done now.
pub fn step(kind: StepKind) -> Step {
    Step::new(kind, "", (now(), ""))
}
