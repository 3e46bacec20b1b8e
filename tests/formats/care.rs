//! JSON of everything: what the shop does afterwards comes back byte for byte, elsewhere with new numbers, and never twice.

use std::collections::HashSet;

use regulars::{
    commands::{
        demo,
        export::{Format, What},
        import::Options,
    },
    domain::{
        Card, CardId, Change, Customer, CustomerId, ItemKind, Kept, Occasion, Snooze, SnoozeId,
        Thanks, ThanksId,
    },
    store::Store,
};
use serde_json::Value;
use tempfile::TempDir;

use crate::shop::{self, file, noon, shop, taken};

/// Corner Coffee, with a row of every noun.
fn corner_coffee() -> (TempDir, Store) {
    let (folder, mut store) = shop();
    demo::fill(&mut store, noon()).unwrap();
    let feedback = store.feedback_of(CustomerId(1)).unwrap();
    let card = Card {
        id: CardId::NEW,
        slug: "returns".into(),
        title: "Returns".into(),
        category: "returns".into(),
        text: "Take it back, and smile.".into(),
    };
    let snooze = Snooze {
        id: SnoozeId::NEW,
        kind: ItemKind::CheckIn,
        subject: 3,
        until: noon().day(),
    };
    let thanks = Thanks {
        id: ThanksId::NEW,
        customer: CustomerId(1),
        at: noon(),
        by: "SK".into(),
        occasion: Occasion::Feedback,
        subject: Some(feedback[0].id.0),
        text: "a card".into(),
    };
    let rows: [Kept; 3] = [card.into(), snooze.into(), thanks.into()];
    store.apply(&rows.map(Change::Add), noon()).unwrap();
    (folder, store)
}

fn exported(store: &Store, only: Option<&HashSet<CustomerId>>) -> Vec<u8> {
    let what = What {
        format: Format::Json,
        only,
    };
    shop::exported(store, what)
}

fn import(store: &mut Store, bytes: &[u8]) -> Vec<String> {
    let folder = crate::blank::folder();
    let options = Options {
        files: vec![file(&folder, "all.json", bytes)],
        ..Options::default()
    };
    let plan = taken(store, &options);
    let remarks = plan.files.iter().flat_map(|file| &file.remarks);
    remarks.map(|remark| remark.text.clone()).collect()
}

fn document(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

const NOUNS: [&str; 9] = [
    "staff",
    "feedback",
    "wants",
    "thanks",
    "extras",
    "actions",
    "recoveries",
    "cards",
    "snoozes",
];

fn count(document: &Value, noun: &str) -> usize {
    document[noun].as_array().unwrap().len()
}

#[test]
fn every_noun_comes_back_byte_for_byte_into_an_empty_shop() {
    let (_folder, store) = corner_coffee();
    let first = exported(&store, None);
    for noun in NOUNS {
        assert!(count(&document(&first), noun) > 0, "no {noun}");
    }
    let (_other, mut copy) = shop();
    assert_eq!(import(&mut copy, &first), [""; 0]);
    let second = exported(&copy, None);
    assert!(first == second, "the second export differs");
    import(&mut copy, &first);
    assert!(
        exported(&copy, None) == first,
        "a second import adds nothing"
    );
}

#[test]
fn in_another_shop_the_numbers_move_and_references_follow() {
    let (_folder, store) = corner_coffee();
    let first = exported(&store, None);
    let (_other, mut copy) = shop();
    let ada = Customer {
        name: "Ada".into(),
        uid: "ada".into(),
        ..Customer::default()
    };
    copy.apply(&[Change::AddCustomer(Box::new(ada))], noon())
        .unwrap();
    let remarks = import(&mut copy, &first);
    assert_eq!(
        remarks,
        ["1 lines of Today that were put off are shown again"]
    );
    let (before, after) = (document(&first), document(&exported(&copy, None)));
    for noun in NOUNS.iter().filter(|noun| **noun != "snoozes") {
        assert_eq!(count(&before, noun), count(&after, noun), "{noun}");
    }
    let whose = |all: &Value, customer: &Value| {
        let mut people = all["customers"].as_array().unwrap().iter();
        people.find(|one| one["id"] == *customer).unwrap()["uid"].clone()
    };
    for (old, new) in std::iter::zip(
        before["wants"].as_array().unwrap(),
        after["wants"].as_array().unwrap(),
    ) {
        assert_ne!(old["customer"], new["customer"]);
        assert_eq!(
            whose(&before, &old["customer"]),
            whose(&after, &new["customer"])
        );
    }
    let complaint = |all: &Value, row: &Value| {
        let mut rows = all["complaints"].as_array().unwrap().iter();
        rows.find(|one| one["id"] == row["complaint"]).unwrap()["what"].clone()
    };
    for noun in ["actions", "recoveries"] {
        for (old, new) in std::iter::zip(
            before[noun].as_array().unwrap(),
            after[noun].as_array().unwrap(),
        ) {
            assert_eq!(complaint(&before, old), complaint(&after, new));
        }
    }
    import(&mut copy, &first);
    let again = document(&exported(&copy, None));
    for noun in NOUNS {
        assert_eq!(count(&after, noun), count(&again, noun), "{noun} twice");
    }
}

#[test]
fn an_export_of_some_takes_only_what_is_theirs() {
    let (_folder, store) = corner_coffee();
    let only = HashSet::from([CustomerId(1)]);
    let some = document(&exported(&store, Some(&only)));
    for noun in ["wants", "extras", "feedback", "thanks"] {
        let rows = some[noun].as_array().unwrap();
        assert!(!rows.is_empty(), "{noun}");
        assert!(rows.iter().all(|row| row["customer"] == 1), "{noun}");
    }
    for noun in ["staff", "cards", "snoozes"] {
        assert_eq!(count(&some, noun), 0, "{noun}");
    }
    let complaints: Vec<&Value> = some["complaints"].as_array().unwrap().iter().collect();
    for row in some["actions"].as_array().unwrap() {
        assert!(complaints.iter().any(|one| one["id"] == row["complaint"]));
    }
}
