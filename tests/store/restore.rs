//! Bringing a backup back: everything or nothing, for all windows at once, and never over what is not backed up.

use std::fs;

use regulars::{
    domain::{Change, CustomerId, backup::Reason},
    search::{Index, Query},
    store::{self, BackupFile, Stepped, Store},
};

use crate::support::{Shop, add, dump, now, person};

fn asked(store: &Store) -> BackupFile {
    store.back_up(&Reason::Asked, now()).unwrap()
}

fn found(store: &Store, index: &mut Index, words: &str) -> usize {
    store.refresh(index).unwrap();
    index.find(&Query::read(words, "DE"), None, &[]).total()
}

#[test]
fn a_restore_brings_everything_back_and_can_be_brought_back_itself() {
    let shop = Shop::new();
    let mut store = shop.open();
    let ada = add(&mut store, person("Ada", "4471"));
    let backup = asked(&store);
    let then = dump::shop(&shop.path);
    store.apply(&[Change::RemoveCustomer(ada)], now()).unwrap();
    add(&mut store, person("Ben", "4472"));
    let since = store.since(&backup.path).unwrap();
    assert_eq!((since.acts, since.last.as_deref()), (2, Some("added Ben")));
    let present = dump::shop(&shop.path);
    let saved = store
        .restore(&backup.path, now(), &mut |_, _| true)
        .unwrap();
    assert_eq!(saved.reason, Some(Reason::Before("restore of 1".into())));
    assert_eq!(dump::shop(&shop.path), then);
    assert_eq!(store.since(&backup.path).unwrap().acts, 0);
    // Undo is that of the file that came back.
    assert_eq!(
        store.undo(now()).unwrap(),
        Stepped::Done("added Ada".into())
    );
    assert_eq!(
        store.redo(now()).unwrap(),
        Stepped::Done("added Ada".into())
    );
    add(&mut store, person("Cem", "4473"));
    store.restore(&saved.path, now(), &mut |_, _| true).unwrap();
    assert_eq!(dump::shop(&shop.path), present);
    assert_eq!(asked(&store).number, 4, "numbers go on above");
    assert_eq!(store.backups().unwrap().len(), 4);
}

#[test]
fn other_windows_see_a_restore_at_once_and_go_on() {
    let shop = Shop::new();
    let mut store = shop.open();
    add(&mut store, person("Ada", "4471"));
    let backup = asked(&store);
    let mut other = shop.open();
    let mut index = Index::default();
    add(&mut other, person("Ben", "4472"));
    for _ in 0..5 {
        add(&mut other, person("Cem", "4473"));
    }
    assert_eq!(found(&other, &mut index, "ben"), 1);
    let version = other.version().unwrap();
    store
        .restore(&backup.path, now(), &mut |_, _| true)
        .unwrap();
    assert_ne!(other.version().unwrap(), version);
    assert_eq!(
        found(&other, &mut index, "ben"),
        0,
        "the index begins again"
    );
    assert_eq!(found(&other, &mut index, "ada"), 1);
    let dora = add(&mut other, person("Dora", "4474"));
    assert_eq!(found(&store, &mut Index::default(), "dora"), 1);
    assert_eq!(
        other.undo(now()).unwrap(),
        Stepped::Done("added Dora".into())
    );
    assert_eq!(store.customer(dora).unwrap(), None);
}

#[test]
fn a_restore_that_is_cancelled_or_finds_the_file_busy_changes_nothing() {
    let shop = Shop::new();
    let mut store = shop.open();
    add(&mut store, person("Ada", "4471"));
    let backup = asked(&store);
    add(&mut store, person("Ben", "4472"));
    let present = dump::shop(&shop.path);
    let error = store.restore(&backup.path, now(), &mut |_, _| false);
    // So small a file is moved in one go: only larger ones ask in between.
    if let Err(error) = error {
        assert!(error.to_string().contains("cancelled"), "{error:#}");
        assert_eq!(dump::shop(&shop.path), present);
    }
}

#[test]
fn a_backup_of_an_older_version_is_brought_up_to_date_and_a_newer_one_refused() {
    let shop = Shop::new();
    let mut store = shop.open();
    let old = shop.folder.path().join("old.db");
    dump::foreign(&old)
        .execute_batch(crate::released::RELEASED)
        .unwrap();
    store.restore(&old, now(), &mut |_, _| true).unwrap();
    assert!(store.customer(CustomerId(5)).unwrap().is_some());
    drop(store);
    let mut store = shop.open();
    let present = dump::shop(&shop.path);
    for (name, pragma, why) in [
        ("newer.db", "user_version = 1000", "newer"),
        ("other.db", "application_id = 7", "another program"),
    ] {
        let path = shop.folder.path().join(name);
        fs::copy(&old, &path).unwrap();
        dump::foreign(&path)
            .execute_batch(&format!("PRAGMA {pragma}"))
            .unwrap();
        let error = store.restore(&path, now(), &mut |_, _| true).unwrap_err();
        assert!(error.to_string().contains(why), "{error:#}");
    }
    assert_eq!(dump::shop(&shop.path), present);
    assert_eq!(
        store.backups().unwrap().len(),
        1,
        "only before what was done"
    );
}

#[test]
fn a_damaged_file_is_moved_aside_and_the_backup_takes_its_place() {
    let shop = Shop::new();
    let mut store = shop.open();
    add(&mut store, person("Ada", "4471"));
    let backup = asked(&store);
    drop(store);
    for (count, name) in ["shop-damaged-2026-06-10.db", "shop-damaged-2026-06-10-2.db"]
        .iter()
        .enumerate()
    {
        let mut bytes = fs::read(&shop.path).unwrap();
        bytes[4096..].fill(0x55);
        fs::write(&shop.path, &bytes).unwrap();
        assert!(Store::open(&shop.path).is_err());
        assert_eq!(store::backups(&shop.path).unwrap()[0], backup);
        let aside = store::restore_over(&shop.path, &backup.path, now()).unwrap();
        assert_eq!(aside.file_name().unwrap().to_str(), Some(*name));
        assert_eq!(fs::read(aside).unwrap(), bytes);
        let mut store = shop.open();
        assert_eq!(found(&store, &mut Index::default(), "ada"), 1, "{count}");
        add(&mut store, person("Ben", "4472"));
    }
}

#[test]
fn what_the_file_says_about_itself_stays_through_a_restore() {
    let shop = Shop::new();
    let mut store = shop.open();
    let ada = add(&mut store, person("Ada", "4471"));
    let backup = asked(&store);
    add(&mut store, person("Ben", "4472"));
    dump::foreign(&shop.path)
        .execute_batch("INSERT INTO file_draft (window, form, text, at, about) VALUES ('w', '{}', '{}', '', '')")
        .unwrap();
    store
        .restore(&backup.path, now(), &mut |_, _| true)
        .unwrap();
    let count = |table: &str| -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        dump::foreign(&shop.path)
            .query_row(&sql, [], |row| row.get(0))
            .unwrap()
    };
    assert_eq!((count("file_draft"), count("file_backup")), (1, 2));
    assert!(store.customer(ada).unwrap().is_some());
}
