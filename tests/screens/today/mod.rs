//! Today: each line appears on its day and goes when the thing is done; in the shell, in a calendar, and on its screen.

mod buying;
mod ideas;
mod screens;
mod shell;

use regulars::{
    clock::Clock,
    domain::{Change, Kept, Stamp},
    store::Store,
};
use serde_json::{Value, json};

use crate::shop::{NOON, Shop};

/// A time on the shop's clock.
fn at(day: &str) -> String {
    format!("2026-{day}:00+02:00")
}

fn noon() -> Stamp {
    Clock::fixed(&format!("{}:00+02:00", NOON)).unwrap().now()
}

/// A row written as JSON, with what every row of it has.
fn row<T: serde::de::DeserializeOwned>(value: Value, mut more: Value) -> T {
    let (all, given) = (more.as_object_mut().unwrap(), value.as_object().unwrap());
    all.extend(given.clone());
    serde_json::from_value(more).unwrap()
}

fn promise(value: Value) -> Change {
    Change::AddPromise(row(
        value,
        json!({"id": 0, "customer": 1, "what": "ring back", "agreed": at("06-01T10:00")}),
    ))
}

fn complaint(value: Value) -> Change {
    let usual = json!({"id": 0, "customer": 1, "opened": at("06-09T15:00"), "what": "grinder leaks", "heat": "calm",
        "source": "direct"});
    Change::AddComplaint(row(value, usual))
}

fn talk(value: Value) -> Change {
    let usual = json!({"id": 0, "customer": 1, "at": at("06-01T10:00"), "channel": "call", "direction": "in",
        "summary": "asked about decaf"});
    Change::AddInteraction(row(value, usual))
}

fn want(value: Value) -> Change {
    let usual = json!({"id": 0, "customer": 1, "what": "rye flour", "asked": at("06-01T10:00")});
    Change::Add(Kept::Want(row(value, usual)))
}

fn action(value: Value) -> Change {
    let usual =
        json!({"id": 0, "kind": "process", "what": "label the shelf", "agreed": at("06-01T10:00")});
    Change::Add(Kept::Action(row(value, usual)))
}

fn step(kind: &str, day: &str) -> Value {
    json!({"at": at(day), "kind": kind, "text": "so it was"})
}

/// Corner Coffee where all this happened.
fn shop(changes: &[Change]) -> Shop {
    let shop = Shop::open();
    write(&shop, changes);
    shop
}

fn write(shop: &Shop, changes: &[Change]) {
    if changes.is_empty() {
        return;
    }
    Store::open(&shop.file())
        .unwrap()
        .apply(changes, noon())
        .unwrap();
}

/// Gives a customer another state.
fn edit(shop: &Shop, id: i64, with: Value) {
    let mut store = Store::open(&shop.file()).unwrap();
    let before = store
        .customer(regulars::domain::CustomerId(id))
        .unwrap()
        .unwrap();
    let after = row(with, serde_json::to_value(&before).unwrap());
    let (before, after) = (Box::new(before), Box::new(after));
    store
        .apply(&[Change::EditCustomer { before, after }], noon())
        .unwrap();
}

/// The header takes the count over from whatever was read last.
#[test]
fn the_count_is_that_of_the_list_whoever_writes_and_at_any_time() {
    let shop = shop(&[promise(json!({"due": "2026-06-08"}))]);
    let mut store = Store::open(&shop.file()).unwrap();
    let counts = |store: &Store, now: Stamp| {
        let count = store.today_count(now).unwrap();
        let anew = Store::open(&shop.file()).unwrap();
        assert_eq!(count, anew.today(now).unwrap().total());
        assert_eq!(count, store.today(now).unwrap().total());
        assert_eq!(count, store.today_count(now).unwrap());
        count
    };
    assert_eq!(counts(&store, noon()), 1);
    let tomorrow = || promise(json!({"due": "2026-06-11"}));
    store.apply(&[tomorrow(), tomorrow()], noon()).unwrap();
    assert_eq!(counts(&store, noon()), 1);
    assert_eq!(counts(&store, noon().on("2026-06-11".parse().unwrap())), 3);
    write(&shop, &[promise(json!({"due": "2026-06-10"}))]);
    assert_eq!(counts(&store, noon()), 2);
    store.undo(noon()).unwrap();
    assert_eq!(counts(&store, noon()), 1);
}
