//! Opening the data file: making it, bringing it up to date, and refusing what is none of ours, byte for byte untouched.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use regulars::{
    domain::{Change, CustomerId, backup::Reason},
    search::{Index, Query},
    store::{Damaged, Refused, Store},
};

use crate::support::{Shop, add, dump, now, person};

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
    assert!(error.is::<Refused>() || error.is::<Damaged>(), "{error:#}");
    error.to_string()
}

/// A shop with one customer, made by the store itself and closed.
fn closed() -> Shop {
    let shop = Shop::new();
    add(&mut Store::open(&shop.path).unwrap(), person("Ada", "4471"));
    shop
}

#[test]
fn a_new_file_takes_a_customer_and_gives_them_back() {
    let shop = Shop::new();
    let mut store = Store::open(&shop.path).unwrap();
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
    let folder = crate::blank::folder();
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
#[cfg(unix)]
fn what_is_made_is_for_the_owner_alone_without_help_of_the_umask() {
    use std::os::unix::fs::PermissionsExt;
    let shop = closed();
    let store = shop.open();
    store.back_up(&Reason::Asked, now()).unwrap();
    let mut folders = vec![shop.folder.path().to_owned()];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for (path, _) in files(&folder) {
            let about = fs::metadata(&path).unwrap();
            assert_eq!(about.permissions().mode() & 0o077, 0, "{}", path.display());
            folders.extend(about.is_dir().then_some(path));
            seen += 1;
        }
    }
    assert!(
        seen >= 5,
        "the file, its log, the folder, a backup and its checksum"
    );
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
fn a_file_that_another_program_is_just_writing_is_never_called_damaged() {
    let shop = closed();
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            // The file grows and shrinks with every commit, and all of it is moved out of the log at once.
            let other = dump::foreign(&shop.path);
            other
                .execute_batch("PRAGMA wal_autocheckpoint = 1; CREATE TABLE other (it)")
                .unwrap();
            while !stop.load(Ordering::Relaxed) {
                other
                    .execute_batch("INSERT INTO other VALUES (zeroblob(100000))")
                    .unwrap();
                other.execute_batch("DELETE FROM other; VACUUM").unwrap();
            }
        });
        let failed: Vec<_> = (0..300)
            .filter_map(|_| Store::open(&shop.path).err())
            .collect();
        stop.store(true, Ordering::Relaxed);
        assert!(failed.is_empty(), "{failed:?}");
    });
}

/// A copy of the files as they lie while the program runs: that is what a crash leaves.
fn crashed(shop: &Shop) -> Shop {
    let crashed = Shop::new();
    for (path, bytes) in files(shop.folder.path()) {
        let name = path.file_name().unwrap();
        if !name.to_string_lossy().ends_with("-shm") {
            fs::write(crashed.folder.path().join(name), bytes).unwrap();
        }
    }
    assert!(files(crashed.folder.path()).len() == 2, "file and log");
    crashed
}

#[test]
fn what_a_crashed_program_left_in_its_log_is_recovered() {
    let shop = Shop::new();
    let mut store = shop.open();
    let id = add(&mut store, person("Ada", "4471"));
    let store = crashed(&shop).open();
    assert_eq!(store.customer(id).unwrap().unwrap().name, "Ada");
}

#[test]
fn a_file_that_is_refused_for_what_its_log_says_keeps_both_as_they_lie() {
    let shop = closed();
    let other = dump::foreign(&shop.path);
    other
        .execute_batch("CREATE VIEW spy AS SELECT * FROM customer")
        .unwrap();
    let crashed = crashed(&shop);
    let lie =
        || ["shop.db", "shop.db-wal"].map(|name| fs::read(crashed.folder.path().join(name)).ok());
    let before = lie();
    let error = Store::open(&crashed.path).unwrap_err();
    assert!(error.to_string().contains("view spy"), "{error:#}");
    assert!(lie() == before);
}

#[test]
fn an_older_file_is_brought_up_to_date_with_its_people_found() {
    let shop = Shop::new();
    dump::foreign(&shop.path)
        .execute_batch(concat!(
            "PRAGMA application_id = 0x72676C72; PRAGMA user_version = 1;",
            include_str!("../../assets/migrations/001_call_desk.sql"),
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
