//! A small shop with a history, and the screens on it.

use std::{path::Path, sync::LazyLock};

use regulars::{
    clock::Clock,
    domain::{Change, Complaint, Customer, Interaction, Promise, Settings, Stamp},
    tui::{Options, theme::Theme},
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    blank,
    screen::{NOW, Screens},
};

/// A data file in a folder of its own, and the screens on it.
pub struct Desk {
    _folder: TempDir,
    /// What is seen.
    pub screens: Screens,
}

fn now() -> Stamp {
    Clock::fixed(NOW).unwrap().now()
}

/// A row written as JSON.
pub fn row<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

/// Five customers; the last two share a phone.
pub fn people() -> Vec<Change> {
    let people = json!([
        {"name": "Zoë Müller", "call_me": "Zo", "say": "ZOH-ee", "hook": "red coat, dog Miso", "since": "2019-03-04",
         "phones": [{"raw": "+49 176 555 4471", "label": "mobile"}], "tags": ["vip", "delivery"],
         "emails": [{"address": "zoe@example.org"}], "birthday": "--06-14",
         "channels": [{"channel": "text", "leave": "prefer", "best_time": "after 15:00"}, {"channel": "call", "leave": "never"}],
         "handling_do": "offer water for Miso", "handling_dont": "rush her",
         "preferences": [{"kind": "how", "text": "oat milk"}, {"kind": "avoid", "text": "vanilla"}],
         "facts": [{"label": "pet", "text": "dog Miso is afraid of the steam"}]},
        {"name": "Ben Okafor", "phones": [{"raw": "030 020 4471"}], "company": "Okafor & Sons"},
        {"name": "Ana Lima", "phones": [{"raw": "0711 44 71 02"}]},
        {"name": "Łukasz Żak", "phones": [{"raw": "0151 2345678"}], "going_through": "moving house"},
        {"name": "王小明", "call_me": "Ming", "say": "shyow-ming", "phones": [{"raw": "0151 2345678"}]},
    ]);
    let people: Vec<Customer> = row(people);
    let numbered = people.into_iter().enumerate().map(|(number, mut one)| {
        one.uid = format!("uid-{number}");
        one
    });
    numbered
        .map(|one| Change::AddCustomer(Box::new(one)))
        .collect()
}

/// What happened with the first three.
fn history() -> Vec<Change> {
    let talk = |customer: i64, at: &str, summary: &str| {
        Change::AddInteraction(row::<Interaction>(json!({
            "id": 0, "customer": customer, "at": format!("{at}T10:00:00+02:00"), "channel": "call",
            "direction": "in", "by": "SK", "summary": summary,
        })))
    };
    let promise = |what: &str, due: &str| {
        Change::AddPromise(row::<Promise>(json!({
            "id": 0, "customer": 1, "what": what, "due": due, "by": "SK", "agreed": "2026-06-07T10:00:00+02:00",
        })))
    };
    let complaint: Complaint = row(json!({
        "id": 0, "customer": 1, "opened": "2026-06-05T09:00:00+02:00", "by": "MR", "what": "grinder leaks oil",
        "wants": "a new one", "heat": "upset", "source": "direct",
        "steps": [{"at": "2026-06-05T10:00:00+02:00", "by": "MR", "kind": "answered", "text": "looked at it at once"}],
    }));
    vec![
        talk(3, "2026-01-10", "moved to Aveiro for the winter"),
        talk(
            2,
            "2026-04-02",
            "wants his receipts of last year, for the tax office",
        ),
        talk(
            1,
            "2026-05-29",
            "collected two bags of Ethiopia and a pack of filters, and stayed for a long talk about boats",
        ),
        talk(1, "2026-06-07", "asked about decaf, was in a hurry"),
        promise("text her which decaf suits a filter", "2026-06-11"),
        Change::AddComplaint(complaint),
    ]
}

/// The screens on a new shop with these acts, in a window of this size.
pub fn desk(size: (u16, u16), acts: &[Vec<Change>]) -> Desk {
    let folder = blank::folder();
    write(&folder.path().join("shop.db"), acts);
    open(folder, size)
}

fn write(db: &Path, acts: &[Vec<Change>]) {
    let mut store = blank::open(db);
    let shop = [("shop", "Corner Coffee"), ("country", "DE"), ("me", "SK")];
    let set = shop.map(|(key, value)| Settings::set(key, value).unwrap());
    store.apply(&set, now()).unwrap();
    for act in acts {
        store.apply(act, now()).unwrap();
    }
}

fn open(folder: TempDir, size: (u16, u16)) -> Desk {
    let db = folder.path().join("shop.db");
    Desk {
        screens: Screens::open(&db, size, Options::new(Theme::dark())),
        _folder: folder,
    }
}

/// The screens on a shop with five customers and their history.
pub fn full(size: (u16, u16)) -> Desk {
    static FULL: LazyLock<Vec<u8>> =
        LazyLock::new(|| blank::made(|db| write(db, &[people(), history()])));
    let folder = blank::folder();
    blank::put(&folder.path().join("shop.db"), &FULL);
    open(folder, size)
}
