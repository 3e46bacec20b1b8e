//! The data file: what two windows see of each other, what its readings give back, and what the search index keeps.

use regulars::{
    domain::{Change, CustomerId, Tag, Tier},
    search::{Index, Query},
    store::{Conflict, LogFilter, Store},
};

use crate::support::{self, Shop, add, dump, now, person};

/// A shop with one customer, closed.
fn closed() -> Shop {
    let shop = Shop::new();
    add(&mut shop.open(), person("Ada", "4471"));
    shop
}

#[test]
fn two_windows_see_each_other() {
    let shop = Shop::new();
    let (mut here, mut there) = (shop.open(), shop.open());
    let (before, other) = (here.version().unwrap(), there.version().unwrap());
    let id = add(&mut here, person("Ada", "4471"));
    assert_ne!(here.version().unwrap(), before);
    assert_ne!(there.version().unwrap(), other);
    assert_eq!(there.customer(id).unwrap().unwrap().name, "Ada");
    let before = here.version().unwrap();
    there.undo(now()).unwrap();
    assert_ne!(here.version().unwrap(), before);
    assert_eq!(here.customer(id).unwrap(), None);
}

#[test]
fn a_file_that_another_program_is_writing_to_is_busy() {
    let shop = Shop::new();
    let mut store = shop.open();
    let other = dump::foreign(&shop.path);
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let ada = [Change::AddCustomer(Box::new(person("Ada", "4471")))];
    let error = store.apply(&ada, now()).unwrap_err();
    assert_eq!(error.downcast_ref(), Some(&Conflict::Busy));
    let error = store.undo(now()).unwrap_err();
    assert_eq!(error.downcast_ref(), Some(&Conflict::Busy));
    other.execute_batch("ROLLBACK").unwrap();
    store.apply(&ada, now()).unwrap();
}

#[cfg(unix)]
#[test]
fn a_file_whose_name_is_no_text_is_missed_when_it_is_taken_away() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let shop = Shop::new();
    let path = shop.folder.path().join(OsStr::from_bytes(b"sh\xff.db"));
    let mut store = Store::open(&path).unwrap();
    add(&mut store, person("Ada", "4471"));
    std::fs::rename(&path, path.with_file_name("elsewhere.db")).unwrap();
    let ben = [Change::AddCustomer(Box::new(person("Ben", "1234")))];
    let error = store.apply(&ben, now()).unwrap_err();
    assert!(
        matches!(error.downcast_ref(), Some(Conflict::Lost(_))),
        "{error:#}"
    );
}

#[test]
fn who_edits_what_another_window_changed_is_told() {
    let shop = Shop::new();
    let mut store = shop.open();
    let ada = add(&mut store, person("Ada", "4471"));
    let before = store.customer(ada).unwrap().unwrap();
    let vip = Tag::from("vip".to_owned());
    shop.open()
        .apply(&[Change::AddTag(ada, vip)], now())
        .unwrap();
    let mut after = before.clone();
    after.name = "Ada Lovelace".into();
    let edit = Change::EditCustomer {
        before: Box::new(before),
        after: Box::new(after),
    };
    let state = dump::shop(&shop.path);
    let told = |store: &mut Store| {
        let error = store.apply(std::slice::from_ref(&edit), now()).unwrap_err();
        match error.downcast_ref::<Conflict>() {
            Some(Conflict::Changed(why)) => why.clone(),
            other => panic!("{other:?}"),
        }
    };
    assert!(told(&mut store).starts_with("Ada was changed in another window"));
    assert_eq!(dump::shop(&shop.path), state);
    store.apply(&[Change::RemoveCustomer(ada)], now()).unwrap();
    assert!(told(&mut store).starts_with("Ada was taken out in another window"));
}

#[test]
fn a_cancelled_import_changed_nothing() {
    let shop = closed();
    let mut store = shop.open();
    let state = dump::shop(&shop.path);
    let many: Vec<Change> = (0..600)
        .map(|at| Change::AddCustomer(Box::new(person(&format!("Person {at}"), "1"))))
        .collect();
    let error = store.apply_as("imported 600 customers", &many, now(), &mut |done| {
        done < 500
    });
    assert!(error.unwrap_err().to_string().starts_with("cancelled"));
    assert_eq!(dump::shop(&shop.path), state);
    assert_eq!(store.undo_labels().unwrap().0, Some("added Ada".into()));
    // What the import had switched off works again: notes for undo, and the file's own rules.
    add(&mut store, person("Ben", "4472"));
    let mut promise = support::promise(CustomerId(1), "ring back");
    promise.complaint = Some(regulars::domain::ComplaintId(99));
    assert!(store.apply(&[Change::AddPromise(promise)], now()).is_err());
    store.undo(now()).unwrap();
    assert_eq!(dump::shop(&shop.path), state);
}

#[test]
fn a_large_import_is_one_step_whose_undo_leaves_no_trace() {
    let shop = closed();
    let mut store = shop.open();
    let (state, index) = (dump::shop(&shop.path), dump::index(&shop.path));
    let many: Vec<Change> = (0..600)
        .map(|at| {
            Change::AddCustomer(Box::new(person(
                &format!("Person {at}"),
                &format!("0711 {at}"),
            )))
        })
        .collect();
    let applied = store
        .apply_as("imported 600 customers", &many, now(), &mut |_| true)
        .unwrap();
    assert_eq!(applied.ids, (2..=601).collect::<Vec<_>>());
    let full = (dump::shop(&shop.path), dump::index(&shop.path));
    store.undo(now()).unwrap();
    assert_eq!(
        (dump::shop(&shop.path), dump::index(&shop.path)),
        (state, index)
    );
    store.redo(now()).unwrap();
    assert!((dump::shop(&shop.path), dump::index(&shop.path)) == full);
    drop(store);
    dump::forget_index(&shop.path);
    drop(shop.open());
    assert!(dump::index(&shop.path) == full.1, "as it is made anew");
}

#[test]
fn only_blocks_that_changed_are_loaded_again() {
    let shop = Shop::new();
    let mut store = shop.open();
    let many: Vec<Change> = (0..600)
        .map(|at| Change::AddCustomer(Box::new(person(&format!("Person {at}"), "1"))))
        .collect();
    store.apply(&many, now()).unwrap();
    let mut index = Index::default();
    assert!(store.refresh(&mut index).unwrap());
    assert!(!store.refresh(&mut index).unwrap());
    assert_eq!(index.len(), 600);
    let versions = |sql: &str| -> Vec<i64> {
        let file = dump::foreign(&shop.path);
        let mut select = file.prepare(sql).unwrap();
        let rows = select.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let call = support::talk(Some(CustomerId(300)), "wants rye");
    store.apply(&[Change::AddInteraction(call)], now()).unwrap();
    assert_eq!(
        versions("SELECT version FROM search_block ORDER BY id"),
        [1, 1, 1]
    );
    assert_eq!(
        versions("SELECT id FROM search_recent WHERE version = 2"),
        [1]
    );
    let vip = Tag::from("vip".to_owned());
    store
        .apply(&[Change::AddTag(CustomerId(5), vip)], now())
        .unwrap();
    assert_eq!(
        versions("SELECT version FROM search_block ORDER BY id"),
        [3, 1, 1]
    );
    assert!(store.refresh(&mut index).unwrap());
    assert_eq!(index.find(&Query::read("vip", "DE"), None, &[]).total(), 1);
}

#[test]
fn what_another_program_writes_is_found_after_opening() {
    let shop = closed();
    dump::foreign(&shop.path)
        .execute_batch("UPDATE customer SET name = 'Zuzana'; INSERT INTO fact (customer, label, text) VALUES (1, '', 'plays chess')")
        .unwrap();
    let store = shop.open();
    let mut index = Index::default();
    store.refresh(&mut index).unwrap();
    assert_eq!(
        index.find(&Query::read("zuzana", "DE"), None, &[]).total(),
        1
    );
    assert_eq!(
        index.find(&Query::read("ada lov", "DE"), None, &[]).total(),
        0
    );
    let chess = Query::read("chess", "DE");
    assert_eq!(store.texts(&chess).unwrap(), [vec![CustomerId(1)]]);
    let place = store.text_match(CustomerId(1), &chess).unwrap();
    assert_eq!(place, Some(("fact", "plays chess".into())));
}

#[test]
fn a_household_shares_a_number_however_it_is_written() {
    let shop = Shop::new();
    let mut store = shop.open();
    let one = add(&mut store, person("Ada", "+49 (0)711 1234567"));
    let two = add(&mut store, person("Ben", "0711/1234567"));
    let other = add(&mut store, person("Cem", "0712 1234567"));
    let none = add(&mut store, person("Dee", "ask at the bar"));
    assert_eq!(store.household(one).unwrap(), [two]);
    assert_eq!(store.household(two).unwrap(), [one]);
    assert_eq!(store.household(other).unwrap(), []);
    assert_eq!(store.household(none).unwrap(), []);
}

#[test]
fn filter_words_leave_whom_they_say() {
    let shop = Shop::new();
    let mut store = shop.open();
    let mut ada = person("Ada", "4471");
    ada.tags = vec![Tag::from("VIP".to_owned())];
    ada.source = "A flyer".into();
    ada.birthday = "--06-14".parse().ok();
    ada.tier = Some(Tier::A);
    let ada = add(&mut store, ada);
    let ben = add(&mut store, person("Ben", "4472"));
    let mut old = support::talk(Some(ben), "long ago");
    old.at = support::at("2026-01-01T12:00:00+01:00");
    old.by = "SK".into();
    let call = support::talk(Some(ada), "today");
    let changes = [
        Change::AddInteraction(old),
        Change::AddInteraction(call),
        Change::AddPromise(support::promise(ben, "ring back")),
        Change::AddComplaint(support::complaint(Some(ada), "grinder leaks")),
    ];
    store.apply(&changes, now()).unwrap();
    let left = |words: &str| {
        let query = Query::read(words, "DE");
        assert!(query.unknown.is_empty(), "{words}");
        store.matching(&query.filters, now()).unwrap()
    };
    assert_eq!(left(""), None);
    for (words, expected) in [
        ("tag:vip", vec![ada]),
        ("-tag:vip", vec![ben]),
        ("tag:nobody", vec![]),
        ("tier:a", vec![ada]),
        ("tier:b", vec![ben]),
        ("-tier:a", vec![ben]),
        ("tier:c", vec![]),
        ("source:flyer", vec![ada]),
        ("-source:flyer", vec![ben]),
        ("last:>90d", vec![ben]),
        ("last:<90d", vec![ada]),
        ("owes:promise", vec![ben]),
        ("has:complaint", vec![ada]),
        ("birthday:this-month", vec![ada]),
        ("-birthday:6", vec![ben]),
        ("by:sk", vec![ben]),
        ("since:2026", vec![ada, ben]),
        ("since:2027", vec![]),
        ("tag:vip owes:promise", vec![]),
    ] {
        assert_eq!(left(words), Some(expected), "{words}");
    }
}

#[test]
fn the_log_is_filtered_by_words_of_any_length() {
    let shop = Shop::new();
    let mut store = shop.open();
    let calls = ["wants Müsli", "asked about tea", "no to rye"];
    let calls = calls.map(|text| Change::AddInteraction(support::talk(None, text)));
    store.apply(&calls, now()).unwrap();
    let found = |words: &[&str]| {
        let filter = LogFilter {
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            ..LogFilter::default()
        };
        let rows = store.interactions(&filter, 0, 9).unwrap();
        rows.into_iter().map(|row| row.summary).collect::<Vec<_>>()
    };
    assert_eq!(found(&["musli"]), ["wants Müsli"]);
    assert_eq!(found(&["no", "rye"]), ["no to rye"]);
    assert_eq!(found(&[]).len(), 3);
    assert_eq!(found(&["\"", "x"]), [""; 0]);
}

#[test]
fn open_means_the_same_in_the_file_as_in_the_rules() {
    use regulars::domain::{State, StepKind};
    let shop = Shop::new();
    let mut store = shop.open();
    for kinds in [
        &[][..],
        &[StepKind::Closed],
        &[StepKind::Dismissed],
        &[StepKind::Closed, StepKind::Reopened],
        &[StepKind::WaitingOnCustomer],
        &[StepKind::Closed, StepKind::Reopened, StepKind::Dismissed],
    ] {
        let mut complaint = support::complaint(None, "grinder leaks");
        complaint.steps = kinds.iter().map(|kind| support::step(*kind)).collect();
        store
            .apply(&[Change::AddComplaint(complaint)], now())
            .unwrap();
    }
    let open = |state| matches!(state, State::Open | State::Waiting);
    let all = store.complaints(true).unwrap();
    let expected: Vec<_> = all.into_iter().filter(|it| open(it.state())).collect();
    assert_eq!(store.complaints(false).unwrap(), expected);
    assert_eq!(store.open_counts().unwrap().0 as usize, expected.len());
}
