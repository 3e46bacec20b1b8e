//! Undo and redo: through every earlier state and back, whatever was written; never over what somebody else changed since.

use proptest::prelude::*;
use regulars::{
    domain::{Change, CustomerId, Fact, Promise},
    store::{Stepped, Store},
};

use crate::support::{
    self, Shop, add, dump, index_is_true, now, person,
    script::{self, Throw},
};

/// Carries out acts; gives back the dump before the first and after each that was not refused.
fn perform(shop: &Shop, acts: &[Vec<Throw>]) -> Vec<String> {
    let mut store = shop.open();
    let mut states = vec![dump::shop(&shop.path)];
    for act in acts {
        let changes = script::changes(&store, act);
        if changes.is_empty() {
            continue;
        }
        let done = store.apply(&changes, now());
        let after = dump::shop(&shop.path);
        match done {
            Ok(_) => states.push(after),
            // Two changes of one act may contradict each other: then nothing of it happened.
            Err(_) => assert_eq!(states.last(), Some(&after)),
        }
    }
    states
}

fn undone(store: &mut Store) -> bool {
    matches!(store.undo(now()).unwrap(), Stepped::Done(_))
}

fn redone(store: &mut Store) -> bool {
    matches!(store.redo(now()).unwrap(), Stepped::Done(_))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_script_is_undone_through_every_earlier_state_and_redone(acts in script::acts(12), reopen in 0..12_usize) {
        let shop = Shop::new();
        let states = perform(&shop, &acts);
        index_is_true(&shop);
        let mut store = shop.open();
        for (at, state) in states.iter().enumerate().rev().skip(1) {
            prop_assert!(undone(&mut store));
            prop_assert_eq!(&dump::shop(&shop.path), state);
            if at == reopen {
                drop(store);
                index_is_true(&shop);
                store = shop.open();
            }
        }
        prop_assert_eq!(store.undo(now()).unwrap(), Stepped::Nothing);
        for (at, state) in states.iter().enumerate().skip(1) {
            prop_assert!(redone(&mut store));
            prop_assert_eq!(&dump::shop(&shop.path), state);
            if at == reopen {
                drop(store);
                index_is_true(&shop);
                store = shop.open();
            }
        }
        prop_assert_eq!(store.redo(now()).unwrap(), Stepped::Nothing);
        drop(store);
        index_is_true(&shop);
    }
}

fn talk(who: CustomerId, summary: &str) -> Change {
    Change::AddInteraction(support::talk(Some(who), summary))
}

fn refused(stepped: Stepped) -> (String, String) {
    match stepped {
        Stepped::Refused(label, why) => (label, why),
        other => panic!("{other:?}"),
    }
}

#[test]
fn who_got_the_number_of_who_brought_them_is_taken_back() {
    let shop = Shop::new();
    let mut store = shop.open();
    let ada = add(&mut store, person("Ada", "4471"));
    let mut ben = person("Ben", "4472");
    ben.referred_by = Some(ada);
    let changes = [Change::RemoveCustomer(ada), Change::AddCustomer(ben.into())];
    store.apply(&changes, now()).unwrap();
    assert!(undone(&mut store));
    assert_eq!(store.customer(ada).unwrap().unwrap().name, "Ada");
}

#[test]
fn what_another_program_changed_since_is_not_overwritten_and_named() {
    let shop = Shop::new();
    let mut store = shop.open();
    let ada = add(&mut store, person("Ada", "4471"));
    let before = store.customer(ada).unwrap().unwrap();
    let mut after = before.clone();
    after.company = "Engines Ltd".into();
    let edit = Change::EditCustomer {
        before: Box::new(before),
        after: Box::new(after),
    };
    store.apply(&[edit], now()).unwrap();
    dump::foreign(&shop.path)
        .execute("UPDATE customer SET hook = 'red coat'", [])
        .unwrap();
    let state = dump::shop(&shop.path);
    let (label, why) = refused(store.undo(now()).unwrap());
    assert_eq!(label, "edited Ada");
    assert_eq!(why, "Ada was changed since.");
    assert_eq!(dump::shop(&shop.path), state);
}

#[test]
fn a_row_that_another_program_took_out_is_named() {
    let shop = Shop::new();
    let mut store = shop.open();
    let ada = add(&mut store, person("Ada", "4471"));
    store.apply(&[talk(ada, "wants rye")], now()).unwrap();
    dump::foreign(&shop.path)
        .execute("DELETE FROM interaction", [])
        .unwrap();
    let (label, why) = refused(store.undo(now()).unwrap());
    assert_eq!(label, "logged a call with Ada");
    assert_eq!(why, "An interaction of Ada was taken out since.");
}

#[test]
fn undo_does_not_take_along_what_another_program_hung_on_a_row() {
    let shop = Shop::new();
    let mut store = shop.open();
    add(&mut store, person("Ada", "4471"));
    dump::foreign(&shop.path)
        .execute(
            "INSERT INTO fact (customer, label, text) VALUES (1, '', 'plays chess')",
            [],
        )
        .unwrap();
    let state = dump::shop(&shop.path);
    let (_, why) = refused(store.undo(now()).unwrap());
    assert_eq!(why, "Something was added to Ada since.");
    assert_eq!(dump::shop(&shop.path), state);
}

#[test]
fn a_row_does_not_come_back_to_somebody_who_is_gone() {
    let shop = Shop::new();
    let mut store = shop.open();
    let ada = add(&mut store, person("Ada", "4471"));
    let phone = store.customer(ada).unwrap().unwrap().phones[0].id;
    let fact = Fact {
        text: "plays chess".into(),
        ..Fact::default()
    };
    store.apply(&[Change::AddFact(ada, fact)], now()).unwrap();
    let fact = store.customer(ada).unwrap().unwrap().facts[0].id;
    store
        .apply(&[Change::RemoveFact(ada, fact)], now())
        .unwrap();
    dump::foreign(&shop.path)
        .execute("DELETE FROM customer", [])
        .unwrap();
    let (_, why) = refused(store.undo(now()).unwrap());
    assert_eq!(why, "What it belongs to was taken out since.");
    assert!(phone.0 > 0 && store.customer(ada).unwrap().is_none());
}

#[test]
fn a_removed_customer_comes_back_with_everything_that_went_along() {
    let shop = Shop::new();
    let mut store = shop.open();
    let ada = add(&mut store, person("Ada", "4471"));
    let mut ben = person("Ben", "4472");
    ben.referred_by = Some(ada);
    add(&mut store, ben);
    let promise = support::promise(ada, "ring back");
    store
        .apply(
            &[
                talk(ada, "wants rye"),
                Change::AddPromise(Promise {
                    interaction: Some(regulars::domain::InteractionId::NEW),
                    ..promise
                }),
            ],
            now(),
        )
        .unwrap();
    let state = dump::shop(&shop.path);
    store.apply(&[Change::RemoveCustomer(ada)], now()).unwrap();
    assert!(store.interactions_of(ada, 9).unwrap().is_empty());
    index_is_true(&shop);
    assert_eq!(
        store.undo(now()).unwrap(),
        Stepped::Done("removed Ada".into())
    );
    assert_eq!(dump::shop(&shop.path), state);
    assert_eq!(
        store.promises_of(ada).unwrap()[0]
            .interaction
            .map(|id| id.0),
        Some(1)
    );
}

#[test]
fn a_new_act_ends_what_could_be_redone() {
    let shop = Shop::new();
    let mut store = shop.open();
    let ada = add(&mut store, person("Ada", "4471"));
    store.apply(&[talk(ada, "wants rye")], now()).unwrap();
    store.undo(now()).unwrap();
    let labels = |store: &Store| store.undo_labels().unwrap();
    let (first, second) = ("added Ada".to_owned(), "logged a call with Ada".to_owned());
    assert_eq!(labels(&store), (Some(first), Some(second)));
    store.apply(&[talk(ada, "wants honey")], now()).unwrap();
    assert_eq!(labels(&store).1, None);
    assert_eq!(store.redo(now()).unwrap(), Stepped::Nothing);
    let notes: i64 = dump::foreign(&shop.path)
        .query_row(
            "SELECT count(*) FROM undo_row WHERE after LIKE '%rye%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(notes, 0);
}

#[test]
fn a_step_knows_who_did_it_and_whom_it_touched() {
    let shop = Shop::new();
    let mut store = shop.open();
    store.set_who("SK");
    let ada = add(&mut store, person("Ada", "4471"));
    let mut ben = person("Ben", "4472");
    ben.referred_by = Some(ada);
    let ben = add(&mut store, ben);
    store.apply(&[Change::RemoveCustomer(ada)], now()).unwrap();
    let file = dump::foreign(&shop.path);
    let who: String = file
        .query_row("SELECT who FROM undo_step WHERE id = 3", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(who, "SK");
    let touched: String = file
        .query_row("SELECT customers FROM undo_step WHERE id = 3", [], |row| {
            row.get(0)
        })
        .unwrap();
    let (ada, ben) = (ada.0, ben.0);
    assert_eq!(touched, format!("[[{ada},{ada}],[{ben},{ben}]]"));
}

#[test]
fn an_old_note_of_a_narrower_table_is_still_played_back() {
    let shop = Shop::new();
    let mut store = shop.open();
    let ada = add(&mut store, person("Ada", "4471"));
    let state = dump::shop(&shop.path);
    store.apply(&[Change::RemoveCustomer(ada)], now()).unwrap();
    drop(store);
    dump::foreign(&shop.path)
        .execute("ALTER TABLE phone ADD COLUMN extension TEXT", [])
        .unwrap();
    let mut store = shop.open();
    assert_eq!(
        store.undo(now()).unwrap(),
        Stepped::Done("removed Ada".into())
    );
    assert_eq!(store.customer(ada).unwrap().unwrap().phones[0].raw, "4471");
    assert_ne!(dump::shop(&shop.path), state);
    assert_eq!(
        store.redo(now()).unwrap(),
        Stepped::Done("removed Ada".into())
    );
}
