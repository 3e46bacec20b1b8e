//! The history without somebody: what is left of it is played back and forward, and touches nobody else.

use proptest::prelude::*;
use regulars::{
    domain::{Change, CustomerId, Fact, Kept},
    store::{LogFilter, Stepped, Store},
};

use super::{
    exported, files_with, forget,
    people::{NEEDLE, OTHER, live},
};
use crate::support::{Shop, add, dump, now, person, script, talk};

/// Plays the whole history back; what was undone, newest first.
pub fn undo_all(store: &mut Store) -> Vec<String> {
    let mut labels = Vec::new();
    loop {
        match store.undo(now()).unwrap() {
            Stepped::Done(label) => labels.push(label),
            Stepped::Nothing => return labels,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_history_of_the_others_is_played_back_to_its_beginning() {
    let shop = Shop::new();
    let mut store = shop.open();
    add(&mut store, person(NEEDLE, "555 0101"));
    add(&mut store, person(OTHER, "555 0102"));
    live(&mut store);
    forget(&mut store);
    assert_eq!(files_with(shop.folder.path(), NEEDLE), Vec::<String>::new());
    let undone = undo_all(&mut store);
    assert_eq!(undone.len(), 10, "{undone:#?}");
    assert_eq!(store.customer_count().unwrap(), 0);
    while matches!(store.redo(now()).unwrap(), Stepped::Done(_)) {}
    assert_eq!(store.customer_count().unwrap(), 2);
}

#[test]
fn what_was_taken_back_and_names_them_does_not_come_back() {
    let shop = Shop::new();
    let mut store = shop.open();
    let ada = add(&mut store, person("Ada", "555 0101"));
    let ben = add(&mut store, person("Ben", "555 0102"));
    let said = Change::AddInteraction(talk(Some(ben), &format!("came by with {NEEDLE}")));
    store.apply(&[said], now()).unwrap();
    store.undo(now()).unwrap();
    store.forget(ada, now()).unwrap();
    assert_eq!(store.finish_forgetting(&mut |_, _| true).unwrap(), []);
    assert_eq!(store.redo(now()).unwrap(), Stepped::Nothing);
    assert_eq!(files_with(shop.folder.path(), NEEDLE), Vec::<String>::new());
}

#[test]
fn whoever_gets_their_numbers_next_is_somebody_else() {
    let shop = Shop::new();
    let mut store = shop.open();
    let first = add(&mut store, person("Early", "555 0101"));
    store
        .apply(&[Change::RemoveCustomer(first)], now())
        .unwrap();
    let ada = add(&mut store, person(NEEDLE, "555 0102"));
    assert_eq!(first, ada);
    forget(&mut store);
    let next = add(&mut store, person("Next", "555 0103"));
    assert_eq!(next, ada);
    assert_eq!(files_with(shop.folder.path(), NEEDLE), Vec::<String>::new());
    assert_eq!(undo_all(&mut store).len(), 3);
    store.forget(ada, now()).unwrap_err();
}

#[test]
fn an_import_that_they_came_with_is_undone_without_touching_who_came_since() {
    let shop = Shop::new();
    let mut store = shop.open();
    let old = add(&mut store, person("Old", "555 0100"));
    let people =
        (0..100).map(|number| person(&format!("Imported {number}"), &format!("555 1{number:03}")));
    let people: Vec<Change> = people.map(|it| Change::AddCustomer(Box::new(it))).collect();
    store
        .apply_as("imported 100 customers", &people, now(), &mut |_| true)
        .unwrap();
    let last = CustomerId(101);
    assert!(store.customer(last).unwrap().is_some());
    store.forget(last, now()).unwrap();
    assert_eq!(store.finish_forgetting(&mut |_, _| true).unwrap(), []);
    // Their phone's number and their own are given anew.
    let before = store.customer(old).unwrap().unwrap();
    let mut after = before.clone();
    after.phones.extend(person("", "555 0199").phones);
    let edit = Change::EditCustomer {
        before: Box::new(before),
        after: Box::new(after),
    };
    store.apply(&[edit], now()).unwrap();
    let new = add(&mut store, person("New", "555 0104"));
    assert_eq!(new, last);
    store.undo_import("imported", now()).unwrap();
    assert_eq!(store.customer_count().unwrap(), 2);
    assert_eq!(store.customer(old).unwrap().unwrap().phones.len(), 2);
    assert_eq!(store.customer(new).unwrap().unwrap().phones.len(), 1);
}

#[test]
fn an_act_about_several_keeps_the_others_and_says_nothing_of_them() {
    let shop = Shop::new();
    let mut store = shop.open();
    let ada = add(&mut store, person("Ada", "555 0101"));
    let ben = add(&mut store, person("Ben", "555 0102"));
    let fact = |text: &str| Fact {
        label: "x".into(),
        text: text.into(),
        ..Fact::default()
    };
    let both = [
        Change::AddFact(ada, fact("secret")),
        Change::AddFact(ben, fact("open")),
    ];
    store.apply(&both, now()).unwrap();
    store.forget(ada, now()).unwrap();
    let (label, _) = store.undo_labels().unwrap();
    let label = label.unwrap();
    assert!(
        !label.contains("Ada") && !label.contains("secret"),
        "{label}"
    );
    assert_eq!(store.undo(now()).unwrap(), Stepped::Done(label));
    assert!(store.customer(ben).unwrap().unwrap().facts.is_empty());
}

/// Whose promises and worksheets are about a talk or a complaint of this customer.
fn with_rows_about(store: &Store, who: CustomerId) -> Vec<CustomerId> {
    let of_them = LogFilter {
        customer: Some(who),
        ..LogFilter::default()
    };
    let talks = store.interactions(&of_them, 0, usize::MAX).unwrap();
    let complaints = store.complaints(true).unwrap();
    let complained = |id| {
        complaints
            .iter()
            .any(|it| it.id == id && it.customer == Some(who))
    };
    let talked = |id| talks.iter().any(|it| it.id == id);
    let mut found = Vec::new();
    store
        .each_customer(&mut |it| {
            let mut promises = store.promises_of(it.id)?.into_iter();
            if promises.any(|it| {
                it.complaint.is_some_and(complained) || it.interaction.is_some_and(talked)
            }) {
                found.push(it.id);
            }
            Ok(())
        })
        .unwrap();
    found.extend(
        store
            .every_kept()
            .unwrap()
            .into_iter()
            .filter_map(|it| match it {
                Kept::Worksheet(it) if it.complaint.is_some_and(complained) => it.customer,
                _ => None,
            }),
    );
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_was_done_the_others_are_as_before_and_their_history_goes_on(acts in script::acts(24), dice in 0..1000_usize) {
        let shop = Shop::new();
        let mut store = shop.open();
        for act in &acts {
            let changes = script::changes(&store, act);
            if !changes.is_empty() {
                // Dice may ask for what cannot be done; then nothing is.
                let _ = store.apply(&changes, now());
            }
        }
        let mut people = Vec::new();
        store.each_customer(&mut |it| { people.push(it); Ok(()) }).unwrap();
        prop_assume!(!people.is_empty());
        let gone = people.remove(dice % people.len());
        // Whoever they brought was brought by nobody then, and is like nobody who was like them; and a promise or worksheet about
        // their complaint or talk is without it, or gone.
        let entwined = with_rows_about(&store, gone.id);
        people.retain(|it| it.referred_by != Some(gone.id) && !entwined.contains(&it.id));
        let without_pairs = |store: &Store| -> Vec<String> {
            let all = people.iter().map(|it| exported(store, it.id.0));
            all.map(|it| it.split("\"apart\"").next().unwrap().to_owned()).collect()
        };
        let before = without_pairs(&store);
        store.forget(gone.id, now()).unwrap();
        prop_assert_eq!(without_pairs(&store), before);
        prop_assert!(store.held_counts(gone.id).unwrap().is_empty());
        let uid = gone.uid.as_str();
        prop_assert_eq!(store.finish_forgetting(&mut |_, _| true).unwrap(), []);
        prop_assert_eq!(files_with(shop.folder.path(), uid), Vec::<String>::new());
        let mut steps = 0;
        while !matches!(store.undo(now()).unwrap(), Stepped::Nothing | Stepped::Refused(..)) {
            steps += 1;
        }
        for _ in 0..steps {
            prop_assert!(matches!(store.redo(now()).unwrap(), Stepped::Done(_)));
        }
        drop(store);
        let index = dump::index(&shop.path);
        dump::forget_index(&shop.path);
        prop_assert_eq!(dump::index(&shop.path), index);
    }
}
