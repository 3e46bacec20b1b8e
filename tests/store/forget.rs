//! Somebody is forgotten: no byte of them is left in any file of the folder, everybody else is as before, and undo goes on.

mod people;

use std::{collections::BTreeMap, fs, path::Path};

use people::{NEEDLE, OTHER, live, shop};
use proptest::prelude::*;
use regulars::{
    commands::export::{self, Format, What},
    domain::{Change, CustomerId, Fact, InteractionId, backup::Reason},
    store::{LeftOver, Stepped, Store, doctor},
};

use crate::support::{Shop, add, dump, now, person, script, talk};

/// The files in the folder, and in the folders in it, in which a text stands.
fn files_with(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, text));
        } else if memchr::memmem::find(&fs::read(&path).unwrap(), text.as_bytes()).is_some() {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found
}

/// What the doctor says of it.
fn doctor(shop: &Shop) -> String {
    let findings = doctor::examine(&shop.path, now(), &mut |_, _| true).unwrap();
    let mut says = findings.into_iter().filter(|it| it.check == "forgotten");
    says.next().unwrap().says
}

fn forget(store: &mut Store) -> Vec<LeftOver> {
    store.forget(CustomerId(1), now()).unwrap();
    store.finish_forgetting(&mut |_, _| true).unwrap()
}

/// Everything about the customer who stays, as it would be exported.
fn exported(store: &Store, who: i64) -> String {
    let only = [CustomerId(who)].into();
    let what = What {
        format: Format::Json,
        only: Some(&only),
    };
    let mut out = Vec::new();
    export::write(store, what, &mut out, &mut |_, _| true).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn no_byte_of_somebody_forgotten_is_left_in_any_file() {
    let shop = shop();
    let mut store = shop.open();
    store.back_up(&Reason::Asked, now()).unwrap();
    let idle = shop.open();
    assert!(idle.customer(CustomerId(1)).unwrap().is_some());
    assert!(files_with(shop.folder.path(), NEEDLE).len() >= 2);
    let before = exported(&store, 2);
    assert!(before.contains(OTHER));
    assert_eq!(forget(&mut store), []);
    assert_eq!(files_with(shop.folder.path(), NEEDLE), Vec::<String>::new());
    assert!(files_with(shop.folder.path(), OTHER).len() >= 2);
    assert!(idle.customer(CustomerId(1)).unwrap().is_none());
    assert_eq!(exported(&idle, 2), before);
    assert_eq!(store.left_over().unwrap(), []);
}

#[test]
fn while_another_window_reads_the_rest_waits_and_any_window_finishes_it() {
    let shop = shop();
    let mut store = shop.open();
    let reading = dump::foreign(&shop.path);
    reading
        .execute_batch("BEGIN; SELECT count(*) FROM customer")
        .unwrap();
    assert_eq!(forget(&mut store), [LeftOver::Log]);
    assert_eq!(store.left_over().unwrap(), [LeftOver::Log]);
    assert!(store.customer(CustomerId(1)).unwrap().is_none());
    assert!(!files_with(shop.folder.path(), NEEDLE).is_empty());
    drop(store);
    let mut another = shop.open();
    assert_eq!(another.left_over().unwrap(), [LeftOver::Log]);
    assert!(doctor(&shop).contains("because another window is reading"));
    reading.execute_batch("COMMIT").unwrap();
    assert_eq!(another.finish_forgetting(&mut |_, _| true).unwrap(), []);
    assert_eq!(another.left_over().unwrap(), []);
    assert_eq!(files_with(shop.folder.path(), NEEDLE), Vec::<String>::new());
    assert!(doctor(&shop).contains("no trace is left"));
}

#[test]
fn pages_that_were_split_and_joined_keep_no_copy() {
    let shop = Shop::new();
    let mut store = shop.open();
    add(&mut store, person(NEEDLE, "555 0101"));
    add(&mut store, person(OTHER, "555 0102"));
    let talk = |who: i64, length: usize| {
        let text = [NEEDLE, OTHER][usize::try_from(who - 1).unwrap()].repeat(length);
        Change::AddInteraction(talk(Some(CustomerId(who)), &text))
    };
    let talks: Vec<Change> = (0..600)
        .map(|at| talk(1 + at % 2, 5 + usize::try_from(at * 37 % 150).unwrap()))
        .collect();
    let ids = store.apply(&talks, now()).unwrap().ids;
    for some in ids.chunks(50) {
        let gone = some.iter().filter(|id| *id % 3 != 0);
        let gone: Vec<Change> = gone
            .map(|id| Change::RemoveInteraction(None, InteractionId(*id)))
            .collect();
        store.apply(&gone, now()).unwrap();
    }
    assert_eq!(forget(&mut store), []);
    assert_eq!(files_with(shop.folder.path(), NEEDLE), Vec::<String>::new());
}

#[test]
fn a_backup_that_cannot_be_read_is_said_and_the_others_are_written_anew_under_their_number() {
    let shop = shop();
    let mut store = shop.open();
    let damaged = store.back_up(&Reason::Asked, now()).unwrap();
    let good = store
        .back_up(&Reason::Before("import".into()), now())
        .unwrap();
    let mut bytes = fs::read(&damaged.path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&damaged.path, &bytes).unwrap();
    let name = damaged
        .path
        .file_name()
        .unwrap()
        .to_string_lossy()
        .into_owned();
    assert_eq!(forget(&mut store), [LeftOver::Backup(name.clone())]);
    assert_eq!(files_with(shop.folder.path(), NEEDLE), [name]);
    assert_eq!(fs::read(&damaged.path).unwrap(), bytes);
    let backups = store.backups().unwrap();
    assert_eq!(backups.len(), 2);
    assert_eq!(
        (backups[0].number, &backups[0].reason),
        (good.number, &good.reason)
    );
    let counts = regulars::store::verify(&backups[0]).unwrap();
    assert_eq!(counts.customers, 2);
    fs::remove_file(&damaged.path).unwrap();
    assert_eq!(store.finish_forgetting(&mut |_, _| true).unwrap(), []);
}

#[test]
fn a_backup_without_them_is_left_as_it_is() {
    let shop = Shop::new();
    let mut store = shop.open();
    add(&mut store, person("Ben Okafor", "555 0101"));
    let early = store.back_up(&Reason::Asked, now()).unwrap();
    let before = fs::read(&early.path).unwrap();
    let ada = add(&mut store, person("Ada", "555 0102"));
    store.forget(ada, now()).unwrap();
    assert_eq!(store.finish_forgetting(&mut |_, _| true).unwrap(), []);
    assert_eq!(fs::read(&early.path).unwrap(), before);
}

/// The sums of the shop by month and product: of the purchases that are there, and of those whose customers are forgotten.
fn sums(shop: &Shop, store: &Store) -> BTreeMap<(String, i64), (i64, i64)> {
    let file = dump::foreign(&shop.path);
    let mut select = file
        .prepare("SELECT substr(day, 1, 7), coalesce(product, 0), quantity, amount FROM purchase")
        .unwrap();
    let mut sums = BTreeMap::new();
    let mut add = |key, quantity: i64, amount: i64| {
        let sum: &mut (i64, i64) = sums.entry(key).or_default();
        *sum = (sum.0 + quantity, sum.1 + amount);
    };
    let mut rows = select.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let key = (row.get(0).unwrap(), row.get(1).unwrap());
        add(key, row.get(2).unwrap(), row.get(3).unwrap());
    }
    for total in store.totals_of_forgotten().unwrap() {
        if total.what == "purchase" {
            add((total.month, total.about), total.quantity.0, total.amount.0);
        }
    }
    sums
}

#[test]
fn what_was_sold_still_adds_up_and_nobody_can_be_told_from_it() {
    let shop = shop();
    let mut store = shop.open();
    let before = sums(&shop, &store);
    forget(&mut store);
    assert_eq!(sums(&shop, &store), before);
    let totals = store.totals_of_forgotten().unwrap();
    let nouns: Vec<(&str, i64)> = totals
        .iter()
        .map(|it| (it.what.as_str(), it.count))
        .collect();
    assert_eq!(nouns, [("complaint", 1), ("customer", 1), ("purchase", 1)]);
    store.forget(CustomerId(2), now()).unwrap();
    assert_eq!(sums(&shop, &store), before);
    assert_eq!(store.totals_of_forgotten().unwrap().len(), 3);
}

/// Plays the whole history back; what was undone, newest first.
fn undo_all(store: &mut Store) -> Vec<String> {
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

#[test]
fn who_was_merged_into_them_is_forgotten_with_them() {
    let shop = Shop::new();
    let mut store = shop.open();
    add(&mut store, person(NEEDLE, "555 0101"));
    let twin = add(&mut store, person(&format!("{NEEDLE}twin"), "555 0102"));
    store.back_up(&Reason::Asked, now()).unwrap();
    add(&mut store, person(OTHER, "555 0103"));
    store
        .apply(
            &[Change::AddFact(
                twin,
                Fact {
                    label: "x".into(),
                    text: format!("{NEEDLE}dog"),
                    ..Fact::default()
                },
            )],
            now(),
        )
        .unwrap();
    let one = |store: &Store, id| Box::new(store.customer(id).unwrap().unwrap());
    let (before, gone) = (one(&store, CustomerId(1)), one(&store, twin));
    let mut after = before.clone();
    after.phones.extend(gone.phones.clone());
    store
        .apply(
            &[Change::Merge {
                before,
                after,
                gone,
            }],
            now(),
        )
        .unwrap();
    assert_eq!(forget(&mut store), []);
    assert_eq!(files_with(shop.folder.path(), NEEDLE), Vec::<String>::new());
    let backup = &store.backups().unwrap()[0];
    assert_eq!(regulars::store::verify(backup).unwrap().customers, 0);
    assert_eq!(undo_all(&mut store).len(), 1);
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
        // Whoever they brought was brought by nobody then.
        people.retain(|it| it.referred_by != Some(gone.id));
        let before: Vec<String> = people.iter().map(|it| exported(&store, it.id.0)).collect();
        store.forget(gone.id, now()).unwrap();
        let after: Vec<String> = people.iter().map(|it| exported(&store, it.id.0)).collect();
        prop_assert_eq!(after, before);
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
