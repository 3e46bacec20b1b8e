//! What was said in the large shop beyond its made-up customers: contacts, complaints and feedback, until there are so many.

use std::path::Path;

use chrono::Days;
use regulars::{
    domain::{Change, Feedback, Stamp},
    store::Store,
};
use serde_json::{Value, json};

use super::{CUSTOMERS, DAYS, dice, now, rows};

/// So many contacts in all,
const INTERACTIONS: u64 = 1_000_000;
/// complaints,
const COMPLAINTS: u64 = 20_000;
/// and pieces of feedback.
const FEEDBACK: u64 = 100_000;

/// How many are written in one act.
const ACT: usize = 20_000;

/// Adds what is missing of each, as a shop would have written it, day by day.
pub fn add(store: &mut Store, file: &Path) {
    let missing = |table, of: u64| {
        let mut missing: Vec<u64> = (0..of - rows(file, table)).collect();
        missing.sort_by_key(|row| whose(*row).1);
        missing.into_iter()
    };
    let contacts = missing("interaction", INTERACTIONS).map(contact);
    let complaints = missing("complaint", COMPLAINTS).map(complaint);
    let feedback = missing("feedback", FEEDBACK).map(feedback);
    let all: Vec<Change> = contacts.chain(complaints).chain(feedback).collect();
    for act in all.chunks(ACT) {
        store
            .apply_as("made-up talk", act, now(), &mut |_| true)
            .expect("it saves");
    }
}

/// Somebody, and when.
fn whose(row: u64) -> (u64, Stamp) {
    let day = now().day() - Days::new(1 + dice(row, 1) % DAYS);
    (dice(row, 0) % CUSTOMERS + 1, now().on(day))
}

fn one_of(words: &[&'static str], row: u64, what: u64) -> &'static str {
    words[(dice(row, what) % words.len() as u64) as usize]
}

fn noun<T: serde::de::DeserializeOwned>(row: Value) -> T {
    serde_json::from_value(row).expect("it has every field")
}

/// One in fifty is a no of ours.
fn contact(row: u64) -> Change {
    let (customer, at) = whose(row);
    let no = row.is_multiple_of(50);
    let why = one_of(&["closing", "sold out", "full", "too late"], row, 2);
    Change::AddInteraction(noun(json!({
        "id": 0, "customer": customer, "at": at, "channel": one_of(&["visit", "call", "text"], row, 3), "direction": "in",
        "by": "SK", "summary": "asked about the usual", "outcome": no.then_some("no"), "why_not": if no { why } else { "" },
    })))
}

/// One in a hundred is still open.
fn complaint(row: u64) -> Change {
    let (customer, at) = whose(row);
    let step =
        |kind: &str| json!({"kind": kind, "at": at, "by": "SK", "text": "rang and talked it over"});
    let mut cause = step("cause");
    cause["cause"] = (dice(row, 2) % 5 + 1).into();
    let mut remedy = step("remedy");
    (remedy["remedy"], remedy["amount"]) = ("refund".into(), (dice(row, 3) % 2_000).into());
    let [answered, sorry, fix, told, closed] =
        ["answered", "apologised", "fix", "told", "closed"].map(step);
    let mut steps = vec![answered, sorry, cause, fix, remedy, told, closed];
    steps.truncate(if row.is_multiple_of(100) { 2 } else { 7 });
    Change::AddComplaint(noun(json!({
        "id": 0, "customer": customer, "opened": at, "by": "SK", "what": "the grinder leaks oil on the counter",
        "heat": one_of(&["calm", "upset", "furious"], row, 3), "source": "direct", "steps": steps,
    })))
}

/// Some of it is of nobody in particular, some about a product.
fn feedback(row: u64) -> Change {
    let (customer, at) = whose(row);
    let method = one_of(
        &["asked", "survey", "mystery shopper", "review", "observed"],
        row,
        3,
    );
    Change::Add(noun::<Feedback>(json!({
        "id": 0, "customer": (!row.is_multiple_of(10)).then_some(customer), "at": at, "by": "SK", "method": method,
        "kind": one_of(&["praise", "idea", "criticism"], row, 2), "score": (row.is_multiple_of(2)).then_some(dice(row, 0) % 5 + 1),
        "text": "the queue is long on Saturdays", "product": row.is_multiple_of(4).then_some(dice(row, 1) % 4 + 1),
        "answered": (!row.is_multiple_of(5)).then_some(at),
    })).into())
}
