//! Somebody is forgotten: no byte of them is left in any file of the folder, everybody else is as before, and undo goes on.

mod history;
mod people;

use std::{collections::BTreeMap, fs, path::Path};

use history::undo_all;
use people::{NEEDLE, OTHER, shop};
use regulars::{
    commands::export::{self, Format, What},
    domain::{
        Cause, CauseId, Change, Complaint, CustomerId, Draft, Fact, InteractionId, Stamp, Step,
        StepKind, backup::Reason,
    },
    store::{LeftOver, Store, doctor},
};

use crate::support::{Shop, add, at, complaint, dump, now, person, step, talk};

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
    let good = store.back_up(&Reason::Asked, now()).unwrap();
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
    // The third one was made by itself, before the act with the many talks.
    assert_eq!(backups.len(), 3);
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

/// How often each cause came up, and in which months first and last.
fn causes(store: &Store) -> Vec<(i64, u32, Option<[String; 2]>)> {
    let month = |at: Stamp| at.day().format("%Y-%m").to_string();
    let causes = store.causes().unwrap().into_iter();
    let causes = causes.map(|it| (it.id().0, it.count, it.between));
    causes
        .map(|(id, count, it)| {
            (
                id,
                count,
                it.map(|(first, last)| [month(first), month(last)]),
            )
        })
        .collect()
}

#[test]
fn a_cause_came_up_as_often_as_before() {
    let shop = Shop::new();
    let mut store = shop.open();
    let cause = |text: &str| Change::AddCause(Cause::new(text));
    store.apply(&[cause("a"), cause("b")], now()).unwrap();
    for (cause, opened) in [
        (1, "2026-03-10T12:00:00+02:00"),
        (1, "2026-06-10T12:00:00+02:00"),
        (2, "2026-05-10T12:00:00+02:00"),
    ] {
        let who = add(&mut store, person("Ada", "555 0101"));
        let found = Step {
            cause: Some(CauseId(cause)),
            at: at(opened),
            ..step(StepKind::Answered)
        };
        let heard = Complaint {
            opened: at(opened),
            steps: vec![found],
            ..complaint(Some(who), "leaks")
        };
        store.apply(&[Change::AddComplaint(heard)], now()).unwrap();
    }
    let before = causes(&store);
    let months = |first: &str, last: &str| Some([first.to_owned(), last.to_owned()]);
    let expected = [
        (1, 2, months("2026-03", "2026-06")),
        (2, 1, months("2026-05", "2026-05")),
    ];
    assert_eq!(before, expected);
    for who in [1, 3, 2] {
        store.forget(CustomerId(who), now()).unwrap();
        assert_eq!(causes(&store), before);
    }
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

#[test]
fn a_copy_from_before_that_is_brought_back_forgets_them_again() {
    let shop = shop();
    let mut store = shop.open();
    let before = sums(&shop, &store);
    let kept = shop.folder.path().join("kept.db");
    let backup = store.back_up(&Reason::Asked, now()).unwrap();
    fs::copy(&backup.path, &kept).unwrap();
    assert_eq!(forget(&mut store), []);
    assert_eq!(files_with(shop.folder.path(), NEEDLE), ["kept.db"]);
    store.restore(&kept, now(), &mut |_, _| true).unwrap();
    assert!(store.customer(CustomerId(1)).unwrap().is_none());
    assert!(store.customer(CustomerId(2)).unwrap().is_some());
    assert_eq!(store.finish_forgetting(&mut |_, _| true).unwrap(), []);
    assert_eq!(files_with(shop.folder.path(), NEEDLE), ["kept.db"]);
    assert_eq!(sums(&shop, &store), before);
}

#[test]
fn what_another_window_types_about_somebody_forgotten_is_not_kept() {
    let shop = shop();
    let mut store = shop.open();
    let mut other = shop.open();
    let draft = Draft {
        id: 0,
        window: "other".into(),
        customer: Some(CustomerId(1)),
        about: format!("Contact with {NEEDLE}"),
        form: "{}".into(),
        text: NEEDLE.into(),
        at: now(),
    };
    let kept = other.keep_draft(&draft, now()).unwrap();
    assert!(kept.is_some());
    store
        .apply(&[Change::RemoveCustomer(CustomerId(1))], now())
        .unwrap();
    let again = Draft {
        id: kept.unwrap(),
        ..draft
    };
    let kept = other.keep_draft(&again, now()).unwrap();
    assert!(kept.is_some(), "who was taken out may come back");
    store.undo(now()).unwrap();
    store.forget(CustomerId(1), now()).unwrap();
    let theirs = |it: &Draft| it.customer == Some(CustomerId(1));
    assert!(!store.drafts().unwrap().iter().any(theirs));
    assert_eq!(other.keep_draft(&again, now()).unwrap(), None);
    assert!(!store.drafts().unwrap().iter().any(theirs));
}
