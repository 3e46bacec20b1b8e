//! Lists of people for selling: who is on them and why, in the shell and on their screen.
//!
//! It is noon on Wednesday, 10 June 2026, at Corner Coffee in Germany, which sells bread and honey.

mod promotion;
mod screens;
mod shell;

use regulars::{
    clock::Clock,
    domain::{Change, Complaint, Customer, Kept, Settings, Stamp},
    store::Store,
};
use serde_json::{Value, json};

use crate::shop::{NOON, Shop};

const RYE: i64 = 1;
const WHITE: i64 = 2;
const HONEY: i64 = 3;

fn noon() -> Stamp {
    Clock::fixed(NOON).unwrap().now()
}

/// So many days before today.
fn ago(days: i64) -> chrono::NaiveDate {
    noon().day() - chrono::Duration::days(days)
}

/// A row written as JSON, with what every row of it has.
fn row<T: serde::de::DeserializeOwned>(value: Value, mut more: Value) -> T {
    let (all, given) = (more.as_object_mut().unwrap(), value.as_object().unwrap());
    all.extend(given.clone());
    serde_json::from_value(more).unwrap()
}

/// A customer with a phone and an e-mail address; `more` says what is different.
fn person(name: &str, more: Value) -> Change {
    let mail = format!("{}@example.org", name.to_lowercase());
    let usual = json!({"name": name, "uid": name, "created": "2025-01-02T09:00:00+01:00",
        "phones": [{"raw": "0151 2345678"}], "emails": [{"address": mail}]});
    Change::AddCustomer(Box::new(row::<Customer>(more, usual)))
}

fn product(name: &str, group: &str) -> Change {
    Change::Add(Kept::Product(row(
        json!({"name": name, "group": group}),
        json!({"id": 0}),
    )))
}

/// They bought one for so much (in cents), so many days ago.
fn bought(customer: i64, product: i64, (days, cents): (i64, i64)) -> Change {
    Change::Add(Kept::Purchase(row(
        json!({"customer": customer, "product": product, "day": ago(days), "amount": cents}),
        json!({"id": 0, "quantity": 1000, "receipt": "", "by": "SK", "noted": at(0)}),
    )))
}

/// Noon, so many days ago.
fn at(days: i64) -> String {
    format!("{}T12:00:00+02:00", ago(days))
}

/// Something was proposed to them so many days ago.
fn offered(customer: i64, kind: &str, (product, days): (Option<i64>, i64)) -> Change {
    Change::Add(Kept::Offer(row(
        json!({"customer": customer, "kind": kind, "product": product, "at": at(days)}),
        json!({"id": 0, "channel": "text", "by": "SK"}),
    )))
}

fn complaint(customer: i64, days: i64, steps: Value) -> Change {
    Change::AddComplaint(row::<Complaint>(
        json!({"customer": customer, "opened": at(days), "steps": steps}),
        json!({"id": 0, "what": "too hard", "heat": "calm", "source": "direct", "by": "SK"}),
    ))
}

fn step(days: i64, kind: &str, more: Value) -> Value {
    row(
        more,
        json!({"at": at(days), "by": "SK", "kind": kind, "text": "so it was"}),
    )
}

fn parting(customer: i64, more: Value) -> Change {
    Change::Add(Kept::Parting(row(
        more,
        json!({"id": 0, "customer": customer, "opened": at(20), "by": "SK", "why": "refunds every week"}),
    )))
}

/// News on this channel: yes.
fn news(channel: &str, leave: &str) -> Value {
    json!([{"channel": channel, "leave": leave, "marketing": true}])
}

/// Corner Coffee with its products and these rows.
fn open(changes: Vec<Change>) -> Shop {
    let shop = Shop::empty();
    let mut all = vec![
        Settings::set("shop", "Corner Coffee").unwrap(),
        Settings::set("currency", "GBP").unwrap(),
        product("Rye bread", "bread"),
        product("White bread", "bread"),
        product("Honey", "jars"),
    ];
    all.extend(changes);
    let mut store = Store::open(&shop.file()).unwrap();
    store.apply(&all, noon()).unwrap();
    shop
}

/// A shop of thirteen: three may be told of rye bread, and each of the others is left out for a reason of their own.
fn bakery() -> Shop {
    let text = || json!({"channels": news("text", "ok")});
    let hard = json!({"channels": news("text", "ok"), "going_through": "moving house"});
    let asked = json!({"channels": [{"channel": "mail", "leave": "ok", "marketing": false}]});
    open(vec![
        person("Ada", text()),
        person("Ben", json!({"channels": news("mail", "prefer")})),
        person("Cem", json!({})),
        person("Dot", asked),
        person("Eve", json!({"channels": news("call", "never")})),
        person("Fay", json!({"channels": news("mail", "ok"), "emails": []})),
        person("Gil", text()),
        person("Hal", text()),
        person("Ida", text()),
        person("Jon", hard),
        person("Kim", text()),
        person("Leo", text()),
        person("Mia", text()),
        bought(1, HONEY, (40, 500)),
        bought(7, RYE, (179, 400)),
        bought(8, WHITE, (30, 300)),
        complaint(9, 3, json!([])),
        parting(11, json!({"let_go": at(5)})),
        offered(12, "campaign", (Some(HONEY), 13)),
        bought(13, RYE, (180, 400)),
        bought(13, WHITE, (181, 900)),
        offered(13, "campaign", (Some(HONEY), 14)),
    ])
}

/// Buys for so much every so many days, so many times, the last time so many days ago.
fn comes(customer: i64, (every, times, last): (i64, i64, i64), cents: i64) -> Vec<Change> {
    let days = (0..times).map(|at| last + every * at);
    days.map(|days| bought(customer, RYE, (days, cents)))
        .collect()
}
