//! A shop that can only be read: everything shows, nothing is written, and the sentence says why.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use regulars::{
    domain::{Change, CustomerId, Settings},
    search::{Index, Query},
    store::{Damaged, Refused, Store},
};

use crate::support::{Shop, add, dump, now, person};

/// A shop with one customer, closed.
fn closed() -> Shop {
    let shop = Shop::new();
    add(&mut shop.open(), person("Ada", "4471"));
    shop
}

/// The sentence with which a store that only reads refuses every way to write.
fn refusal(store: &mut Store) -> String {
    let change = Settings::set("shop", "Corner").unwrap();
    let errors = [
        store
            .apply(std::slice::from_ref(&change), now())
            .unwrap_err(),
        store
            .apply_as("imported", &[change], now(), &mut |_| true)
            .unwrap_err(),
        store.undo(now()).unwrap_err(),
        store.redo(now()).unwrap_err(),
        store.undo_import("people", now()).unwrap_err(),
    ];
    let said = errors.map(|error| error.downcast_ref::<Refused>().unwrap().0.clone());
    assert!(said.iter().all(|one| *one == said[0]), "{said:?}");
    said[0].clone()
}

#[test]
fn a_shop_opened_to_read_shows_everything_and_writes_nothing() {
    let shop = closed();
    let before = fs::read(&shop.path).unwrap();
    let mut store = Store::open_to_read(&shop.path).unwrap();
    assert_eq!(store.reads_only(), Some("you asked for that"));
    assert_eq!(store.customer(CustomerId(1)).unwrap().unwrap().name, "Ada");
    let mut index = Index::default();
    assert!(store.refresh(&mut index).unwrap());
    assert_eq!(index.find(&Query::read("4471", "DE"), None, &[]).total(), 1);
    assert_eq!(
        refusal(&mut store),
        "This shop can only be read, because you asked for that; nothing was changed."
    );
    drop(store);
    assert_eq!(fs::read(&shop.path).unwrap(), before);
    assert!(shop.open().reads_only().is_none());
}

#[test]
fn who_reads_sees_what_others_go_on_writing() {
    let shop = closed();
    let mut other = shop.open();
    let store = Store::open_to_read(&shop.path).unwrap();
    let seen = store.version().unwrap();
    let ben = add(&mut other, person("Ben", "1234"));
    assert_ne!(store.version().unwrap(), seen);
    assert_eq!(store.customer(ben).unwrap().unwrap().name, "Ben");
}

#[test]
fn a_store_can_be_told_to_write_no_more() {
    let shop = closed();
    let mut store = shop.open();
    store.only_read("a newer regulars has changed the file");
    assert!(refusal(&mut store).contains("a newer regulars"));
}

#[test]
fn there_must_be_a_shop_to_read() {
    let shop = Shop::new();
    let error = Store::open_to_read(&shop.path).unwrap_err();
    assert!(error.to_string().starts_with("there is no shop in "));
    assert!(!shop.path.exists());
    fs::write(&shop.path, "dear diary, dear diary").unwrap();
    let error = Store::open_to_read(&shop.path).unwrap_err();
    assert!(error.is::<Refused>(), "{error:#}");
}

#[test]
fn a_damaged_shop_is_read_as_far_as_it_goes() {
    let shop = Shop::new();
    let mut store = shop.open();
    let people = (0..200).map(|n| person(&format!("Person {n}"), &format!("555{n:04}")));
    let changes: Vec<_> = people.map(|it| Change::AddCustomer(Box::new(it))).collect();
    store.apply(&changes, now()).unwrap();
    drop(store);
    let page: i64 = dump::foreign(&shop.path)
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'interaction_at'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let mut bytes = fs::read(&shop.path).unwrap();
    let at = (usize::try_from(page).unwrap() - 1) * 4096;
    bytes[at..at + 4096].fill(0x55);
    fs::write(&shop.path, &bytes).unwrap();
    let error = Store::open(&shop.path).unwrap_err();
    assert_eq!(error.downcast_ref::<Damaged>().unwrap().path, shop.path);
    let mut store = Store::open_to_read(&shop.path).unwrap();
    assert_eq!(store.reads_only(), Some("it is damaged"));
    assert_eq!(
        store.customer(CustomerId(7)).unwrap().unwrap().name,
        "Person 6"
    );
    assert!(refusal(&mut store).contains("it is damaged"));
    drop(store);
    assert!(fs::read(&shop.path).unwrap() == bytes);
    assert_eq!(fs::read_dir(shop.folder.path()).unwrap().count(), 1);
}

/// The program as an ordinary user, for whom permissions hold whoever runs the tests.
#[cfg(unix)]
fn ordinary(shop: &Shop, arguments: &[&str]) -> (Option<i32>, String, String) {
    use std::os::unix::process::CommandExt;
    let mut command = Command::new(env!("CARGO_BIN_EXE_regulars"));
    command
        .args(arguments)
        .env("REGULARS_DB", &shop.path)
        .stdin(Stdio::null());
    if rustix::process::geteuid().is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[cfg(unix)]
const NOBODY: u32 = 65534;

/// Gives a path these permissions, and to the ordinary user.
#[cfg(unix)]
fn seal(path: &Path, mode: u32) {
    use std::os::unix::fs::{PermissionsExt, chown};
    if rustix::process::geteuid().is_root() {
        chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
#[cfg(unix)]
fn a_sealed_file_or_folder_is_read_and_every_write_says_why_not() {
    for (folder, file, why) in [
        (0o700, 0o400, "you may not write to the file"),
        (0o500, 0o600, "you may not write to the folder of the file"),
        (0o500, 0o400, "you may not write to the file"),
    ] {
        let shop = closed();
        let before = fs::read(&shop.path).unwrap();
        seal(&shop.path, file);
        seal(shop.folder.path(), folder);
        for reading in [
            &["find", "ada"][..],
            &["brief", "ada"],
            &["today"],
            &["export"],
        ] {
            let (exit, out, err) = ordinary(&shop, reading);
            assert_eq!(exit, Some(0), "{reading:?}: {out}{err}");
        }
        for writing in [
            &["log", "ada", "call in: hi"][..],
            &["undo"],
            &["settings", "shop", "X"],
        ] {
            let said = format!(
                "regulars: This shop can only be read, because {why}; nothing was changed.\n"
            );
            assert_eq!(ordinary(&shop, writing), (Some(4), String::new(), said));
        }
        seal(shop.folder.path(), 0o700);
        assert_eq!(fs::read(&shop.path).unwrap(), before);
        assert_eq!(fs::read_dir(shop.folder.path()).unwrap().count(), 1);
    }
}

#[test]
#[cfg(unix)]
fn a_log_that_cannot_be_read_where_it_lies_is_not_left_out_in_silence() {
    let shop = closed();
    let mut store = shop.open();
    add(&mut store, person("Ben", "1234"));
    let crashed = Shop::new();
    for name in ["shop.db", "shop.db-wal"] {
        fs::copy(
            shop.folder.path().join(name),
            crashed.folder.path().join(name),
        )
        .unwrap();
        seal(&crashed.folder.path().join(name), 0o600);
    }
    seal(crashed.folder.path(), 0o500);
    let (exit, out, err) = ordinary(&crashed, &["find", "ben"]);
    seal(crashed.folder.path(), 0o700);
    let shown = exit == Some(0) && out.contains("Ben");
    assert!(
        shown || (exit == Some(4) && err.contains("has a log beside it")),
        "{exit:?} {out}{err}"
    );
}
