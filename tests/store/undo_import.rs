//! Undoing an import after other acts: the rest goes, whom somebody changed since stays whole and is named; and all of it comes back.

use proptest::prelude::*;
use regulars::{
    domain::{Change, CustomerId, Fact, Money, Product, ProductId, Purchase, PurchaseId, Quantity},
    store::{Stepped, Store},
};

use crate::support::{
    self, Shop, add, dump, index_is_true, now, person,
    script::{self, Throw},
};

fn people(count: usize) -> Vec<Change> {
    let person = |at: usize| {
        let mut person = person(&format!("Person {at}"), &format!("0711 {at}"));
        person.hook = format!("red coat {at}");
        person.facts = vec![fact(&format!("plays chess on board {at}"))];
        Change::AddCustomer(person.into())
    };
    (1..=count).map(person).collect()
}

/// A new product, and so many purchases of it by the customer who was added last.
fn sold(count: usize) -> Vec<Change> {
    let rye = Product {
        name: "Rye".into(),
        ..Product::default()
    };
    let purchase = |at: usize| Purchase {
        id: PurchaseId::NEW,
        customer: CustomerId::NEW,
        day: now().day(),
        product: Some(ProductId::NEW),
        quantity: Quantity::ONE,
        amount: Money(390),
        receipt: format!("R{at}"),
        by: String::new(),
        noted: now(),
    };
    let purchases = (1..=count).map(|at| Change::Add(purchase(at).into()));
    let rye = Change::Add(rye.into());
    [rye].into_iter().chain(purchases).collect()
}

fn fact(text: &str) -> Fact {
    Fact {
        text: text.into(),
        ..Fact::default()
    }
}

fn import(store: &mut Store, changes: &[Change]) -> String {
    let label = format!("imported {} customers from people.csv", changes.len());
    let done = store.apply_as(&label, changes, now(), &mut |_| true);
    done.unwrap().label
}

fn call(store: &mut Store, who: i64) {
    let talk = support::talk(Some(CustomerId(who)), "wants rye");
    store.apply(&[Change::AddInteraction(talk)], now()).unwrap();
}

fn rename(store: &mut Store, who: i64, name: &str) {
    let before = store.customer(CustomerId(who)).unwrap().unwrap();
    let mut after = before.clone();
    after.name = name.into();
    let edit = Change::EditCustomer {
        before: before.into(),
        after: after.into(),
    };
    store.apply(&[edit], now()).unwrap();
}

fn take_back(store: &mut Store) -> Stepped {
    store.undo_import("people.csv", now()).unwrap()
}

#[test]
fn of_a_large_import_whom_an_act_changed_since_stays_whole() {
    let shop = Shop::new();
    let mut store = shop.open();
    add(&mut store, person("Ada", "4471"));
    let before = dump::shop(&shop.path);
    let label = import(&mut store, &people(600));
    call(&mut store, 5);
    rename(&mut store, 7, "Zoë");
    let (five, seven) = (store.customer(CustomerId(5)), store.customer(CustomerId(7)));
    let full = dump::shop(&shop.path);
    let stayed = vec!["Person 4".to_owned(), "Zoë".into()];
    assert_eq!(
        take_back(&mut store),
        Stepped::DoneBut(label.clone(), stayed)
    );
    assert_eq!(store.customer_count().unwrap(), 3);
    assert_eq!(store.customer(CustomerId(5)).unwrap(), five.unwrap());
    assert_eq!(store.customer(CustomerId(7)).unwrap(), seven.unwrap());
    assert_eq!(store.interactions_of(CustomerId(5), 9).unwrap().len(), 1);
    index_is_true(&shop);
    // Everything behind it goes the usual way, and all of it comes back.
    assert!(matches!(store.undo(now()).unwrap(), Stepped::Done(_)));
    assert!(matches!(store.undo(now()).unwrap(), Stepped::Done(_)));
    assert_eq!(store.customer_count().unwrap(), 3);
    assert_ne!(dump::shop(&shop.path), before);
    for _ in 0..3 {
        assert!(matches!(store.redo(now()).unwrap(), Stepped::Done(_)));
    }
    assert!(dump::shop(&shop.path) == full);
    assert_eq!(store.redo(now()).unwrap(), Stepped::Nothing);
    index_is_true(&shop);
    assert_eq!(store.undo(now()).unwrap(), Stepped::Done(label));
    assert_eq!(store.customer_count().unwrap(), 3);
}

#[test]
fn of_a_small_import_that_also_added_to_customers_the_same() {
    let shop = Shop::new();
    let mut store = shop.open();
    let ada = add(&mut store, person("Ada", "4471"));
    let ben = add(&mut store, person("Ben", "4472"));
    let mut changes = people(3);
    changes.push(Change::AddFact(ada, fact("plays chess")));
    changes.push(Change::AddFact(ben, fact("plays go")));
    let label = import(&mut store, &changes);
    call(&mut store, ben.0);
    call(&mut store, 4);
    let full = dump::shop(&shop.path);
    let stayed = vec!["Ben".to_owned(), "Person 2".into()];
    assert_eq!(take_back(&mut store), Stepped::DoneBut(label, stayed));
    assert_eq!(store.customer_count().unwrap(), 3);
    assert_eq!(store.customer(ada).unwrap().unwrap().facts, []);
    assert_eq!(store.customer(ben).unwrap().unwrap().facts.len(), 1);
    store.redo(now()).unwrap();
    assert_eq!(dump::shop(&shop.path), full);
}

#[test]
fn who_stays_keeps_who_brought_them() {
    for count in [4, 100] {
        let shop = Shop::new();
        let mut store = shop.open();
        let mut changes = people(count);
        for (at, change) in changes.iter_mut().enumerate() {
            if let Change::AddCustomer(new) = change {
                new.id = CustomerId(at as i64 + 1);
                new.referred_by = (at == 2 || at == 3).then_some(CustomerId(at as i64));
            }
        }
        let label = import(&mut store, &changes);
        call(&mut store, 4);
        let stayed = ["Person 2", "Person 3", "Person 4"].map(String::from);
        assert_eq!(
            take_back(&mut store),
            Stepped::DoneBut(label, stayed.to_vec())
        );
        assert_eq!(store.customer_count().unwrap(), 3);
    }
}

#[test]
fn whom_another_program_added_to_stays_too() {
    for count in [4, 100] {
        let shop = Shop::new();
        let mut store = shop.open();
        let label = import(&mut store, &people(count));
        dump::foreign(&shop.path)
            .execute_batch("INSERT INTO fact (customer, label, text) VALUES (2, '', 'sings')")
            .unwrap();
        let stayed = vec!["Person 2".to_owned()];
        assert_eq!(store.undo(now()).unwrap(), Stepped::DoneBut(label, stayed));
        assert_eq!(store.customer_count().unwrap(), 1);
        let facts = store.customer(CustomerId(2)).unwrap().unwrap().facts;
        assert_eq!(facts.len(), 2);
    }
}

#[test]
fn where_all_were_changed_since_nothing_happens() {
    for count in [2, 100] {
        let shop = Shop::new();
        let mut store = shop.open();
        let label = import(&mut store, &people(count));
        for who in 1..=count {
            call(&mut store, who as i64);
        }
        let state = dump::shop(&shop.path);
        let why = "Everybody in it was changed since.".into();
        assert_eq!(take_back(&mut store), Stepped::Refused(label, why));
        assert_eq!(dump::shop(&shop.path), state);
        assert_eq!(
            store.undo_import("other.csv", now()).unwrap(),
            Stepped::Nothing
        );
    }
}

fn perform(store: &mut Store, acts: &[Vec<Throw>]) {
    for act in acts {
        let changes = script::changes(store, act);
        if !changes.is_empty() {
            // Two changes of one act may contradict each other: then nothing of it happened.
            let _ = store.apply(&changes, now());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_done_before_and_after_an_import_taking_it_back_is_undone_too(
        before in script::acts(5), after in script::acts(8), many in any::<bool>(),
    ) {
        let shop = Shop::new();
        let mut store = shop.open();
        perform(&mut store, &before);
        let count = if many { 80 } else { 5 };
        import(&mut store, &[people(count), sold(count)].concat());
        index_is_true(&shop);
        perform(&mut store, &after);
        let full = dump::shop(&shop.path);
        let done = take_back(&mut store);
        index_is_true(&shop);
        if let Stepped::Refused(..) = done {
            prop_assert!(dump::shop(&shop.path) == full);
        } else {
            prop_assert!(matches!(store.redo(now()).unwrap(), Stepped::Done(_)));
            prop_assert!(dump::shop(&shop.path) == full);
            index_is_true(&shop);
        }
    }
}
