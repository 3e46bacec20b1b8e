//! The data file: how it is opened and refused, what two windows see of each other, and what the search index keeps.

mod support;

use std::{
    fs,
    path::{Path, PathBuf},
};

use regulars::{
    domain::{Change, CustomerId, Tag},
    search::{Index, Query},
    store::{Conflict, LogFilter, Refused, Store},
};
use support::{Shop, add, dump, now, person};

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), fs::read(&path).unwrap_or_default()))
        .collect();
    files.sort();
    files
}

/// Opens a file that must be refused, byte for byte untouched and with nothing put beside it; gives back the sentence.
fn refusal(shop: &Shop) -> String {
    let before = files(shop.folder.path());
    let error = Store::open(&shop.path).unwrap_err();
    assert_eq!(files(shop.folder.path()), before);
    let refused = error.downcast_ref::<Refused>();
    refused.unwrap_or_else(|| panic!("{error:#}")).0.clone()
}

/// A shop with one customer, closed.
fn closed() -> Shop {
    let shop = Shop::new();
    add(&mut shop.open(), person("Ada", "4471"));
    shop
}

#[test]
fn a_new_file_takes_a_customer_and_gives_them_back() {
    let shop = Shop::new();
    let mut store = shop.open();
    let id = add(&mut store, person("Zoë Müller", "+49 176 5554471"));
    let zoe = store.customer(id).unwrap().unwrap();
    assert_eq!(zoe.name, "Zoë Müller");
    assert_eq!(zoe.created, now());
    assert_eq!(zoe.phones[0].raw, "+49 176 5554471");
    assert!(!zoe.uid.is_empty());
    drop(store);
    assert_eq!(shop.open().customer(id).unwrap(), Some(zoe));
}

#[test]
fn opening_an_up_to_date_file_writes_nothing() {
    let shop = closed();
    let before = files(shop.folder.path());
    assert_eq!(before.len(), 1, "no log is left beside the file");
    let store = shop.open();
    assert_eq!(store.undo_labels().unwrap().0, Some("added Ada".into()));
    store.refresh(&mut Index::default()).unwrap();
    drop(store);
    assert_eq!(files(shop.folder.path()), before);
}

#[test]
#[cfg(unix)]
fn folder_and_file_are_for_the_owner_alone_whatever_the_umask() {
    use std::os::unix::fs::PermissionsExt;
    // The umask belongs to the whole process, so this runs in one of its own.
    let folder = tempfile::TempDir::new().unwrap();
    for umask in ["000", "077", "777"] {
        let path = folder.path().join(umask).join("deeper").join("shop.db");
        let done = std::process::Command::new("sh")
            .args([
                "-c",
                &format!("umask {umask}; exec \"$0\" --db \"$1\" settings shop Corner"),
            ])
            .arg(env!("CARGO_BIN_EXE_regulars"))
            .arg(&path)
            .output()
            .unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
        assert_eq!(mode(&path), 0o600, "{umask}: {done:?}");
        assert_eq!(mode(path.parent().unwrap()), 0o700);
        assert_eq!(mode(&folder.path().join(umask)), 0o700);
    }
}

#[test]
fn what_is_no_data_file_is_refused_by_name() {
    let shop = Shop::new();
    for bytes in [
        b"name,phone\nAda,4471\n".to_vec(),
        vec![0; 5000],
        b"S".to_vec(),
    ] {
        fs::write(&shop.path, bytes).unwrap();
        let why = refusal(&shop);
        let name = shop.path.display().to_string();
        assert_eq!(why, format!("{name} is not a regulars data file."));
    }
    fs::remove_file(&shop.path).unwrap();
    fs::create_dir(&shop.path).unwrap();
    assert!(refusal(&shop).ends_with("is a folder, not a data file."));
}

#[test]
fn an_empty_file_becomes_a_shop() {
    let shop = Shop::new();
    fs::write(&shop.path, "").unwrap();
    add(&mut shop.open(), person("Ada", "4471"));
}

#[test]
fn a_file_of_another_program_is_refused() {
    let shop = Shop::new();
    for sql in [
        "CREATE TABLE customer (id INTEGER PRIMARY KEY)",
        "PRAGMA journal_mode = WAL; DROP TABLE customer",
        "PRAGMA application_id = 7; VACUUM",
    ] {
        dump::foreign(&shop.path).execute_batch(sql).unwrap();
        assert!(refusal(&shop).ends_with("belongs to another program."));
    }
}

#[test]
fn a_file_of_a_newer_version_is_refused() {
    let shop = closed();
    dump::foreign(&shop.path)
        .execute_batch("PRAGMA user_version = 1000")
        .unwrap();
    assert!(refusal(&shop).contains("was written by a newer regulars"));
}

#[test]
fn a_damaged_file_is_refused() {
    let whole = fs::read(closed().path).unwrap();
    let shop = Shop::new();
    let half = whole[..whole.len() / 2].to_vec();
    let mut hole = whole.clone();
    hole[4096..].fill(0x55);
    let mut leaf = whole.clone();
    let last = whole.len() - 4096;
    leaf[last..].fill(0);
    let mut head = whole.clone();
    head[..16].fill(0);
    for (bytes, why) in [
        (half, "is damaged"),
        (hole, "is damaged"),
        (leaf, "is damaged"),
        (head, "is not a regulars data file"),
    ] {
        fs::write(&shop.path, bytes).unwrap();
        let refusal = refusal(&shop);
        assert!(refusal.contains(why), "{refusal}");
    }
}

#[test]
fn what_a_crashed_program_left_in_its_log_is_recovered() {
    let shop = Shop::new();
    let mut store = shop.open();
    let id = add(&mut store, person("Ada", "4471"));
    // A copy of the files as they lie while the program runs is what a crash leaves.
    let crashed = Shop::new();
    for (path, bytes) in files(shop.folder.path()) {
        let name = path.file_name().unwrap();
        if !name.to_string_lossy().ends_with("-shm") {
            fs::write(crashed.folder.path().join(name), bytes).unwrap();
        }
    }
    assert!(files(crashed.folder.path()).len() == 2, "file and log");
    let store = crashed.open();
    assert_eq!(store.customer(id).unwrap().unwrap().name, "Ada");
}

#[test]
fn an_older_file_is_brought_up_to_date_with_its_people_found() {
    let shop = Shop::new();
    dump::foreign(&shop.path)
        .execute_batch(concat!(
            "PRAGMA application_id = 0x72676C72; PRAGMA user_version = 1;",
            include_str!("../assets/migrations/001_call_desk.sql"),
            "INSERT INTO customer VALUES (1, 'u', 'Ada', '', '', '', '', '', NULL, '', '', '', NULL, '', '',
                NULL, NULL, '', '2026-06-10T10:00:00Z+02:00');
            INSERT INTO fact VALUES (1, 1, '', 'plays chess', NULL);"
        ))
        .unwrap();
    let mut store = shop.open();
    let mut index = Index::default();
    assert!(store.refresh(&mut index).unwrap());
    let found = index.find(&Query::read("ada", "DE"), None, &[]).total();
    assert_eq!(found, 1);
    let texts = store.texts(&Query::read("chess", "DE")).unwrap();
    assert_eq!(texts, [vec![CustomerId(1)]]);
    store
        .apply(&[Change::RemoveCustomer(CustomerId(1))], now())
        .unwrap();
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
