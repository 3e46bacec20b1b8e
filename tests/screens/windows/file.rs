//! The file is renamed, replaced, deleted or changed over by a newer program while a window is open.

use std::{fs, path::PathBuf};

use regulars::{
    domain::{InteractionId, Settings},
    store::{Conflict, Refused, Store},
    tui::Route,
};

use super::{Shop, now, says, shows};

/// What may happen to a file, and what is said of it.
type Mishap = (fn(&Shop), &'static str);

const MISHAPS: [Mishap; 4] = [
    (
        |shop| fs::rename(shop.file(), shop.file().with_file_name("old.db")).unwrap(),
        "was renamed, moved or deleted",
    ),
    (
        |shop| fs::remove_file(shop.file()).unwrap(),
        "was renamed, moved or deleted",
    ),
    (
        |shop| {
            fs::copy(shop.file(), shop.file().with_file_name("copy.db")).unwrap();
            fs::rename(shop.file().with_file_name("copy.db"), shop.file()).unwrap();
        },
        "was replaced by another file",
    ),
    (
        |shop| fs::remove_file(shop.file().with_file_name("shop.db-wal")).unwrap(),
        "has lost the log beside it",
    ),
];

/// The copies that were rescued.
fn rescued(shop: &Shop) -> Vec<PathBuf> {
    let files = fs::read_dir(shop.folder.path()).unwrap();
    let paths = files.map(|file| file.unwrap().path());
    let ours = |path: &PathBuf| {
        path.extension().is_some_and(|it| it == "db") && path.to_string_lossy().contains("rescued")
    };
    paths.filter(ours).collect()
}

#[test]
fn nothing_is_reported_saved_and_a_copy_takes_it_in() {
    for (mishap, became) in MISHAPS {
        let shop = Shop::new();
        let mut here = shop.window(Route::InteractionForm(InteractionId(1)));
        here.press("'zebra '");
        let before = here.text();
        mishap(&shop);
        here.press("Ctrl-S");
        shows(&here, became);
        shows(&here, "Nothing is saved any more.");
        here.press("n Ctrl-S n");
        assert_eq!(
            here.text().lines().nth(3),
            before.lines().nth(3),
            "the text stays"
        );
        assert_eq!(rescued(&shop), Vec::<PathBuf>::new());
        here.press("Ctrl-S y");
        says(
            &here,
            "-rescued-2026-06-10-1200.db now, and this window goes on there.",
        );
        let copy = rescued(&shop).remove(0);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(
                fs::metadata(&copy).unwrap().permissions().mode() & 0o777,
                0o600
            );
        }
        here.press("Ctrl-S");
        says(&here, "edited");
        let saved = Store::open(&copy)
            .unwrap()
            .interaction(InteractionId(1))
            .unwrap()
            .unwrap();
        assert!(saved.summary.contains("zebra"), "{}", saved.summary);
    }
}

#[test]
fn it_is_told_before_anything_is_typed() {
    let shop = Shop::new();
    let mut here = shop.window(Route::Customers);
    fs::rename(shop.file(), shop.file().with_file_name("old.db")).unwrap();
    here.tick();
    shows(&here, "file gone");
    here.press("Esc l");
    shows(&here, "was renamed, moved or deleted");
    fs::rename(shop.file().with_file_name("old.db"), shop.file()).unwrap();
    here.press("n").tick();
    assert!(!here.text().contains("file gone"));
    here.press("l 'visit: back' Enter");
    says(&here, "logged a visit");
}

#[test]
fn a_command_makes_no_new_file_where_the_old_one_was() {
    for command in ["import people.csv", "log #1 call in: zebra"] {
        let shop = Shop::new();
        let mut here = shop.window(Route::Customers);
        fs::rename(shop.file(), shop.file().with_file_name("old.db")).unwrap();
        here.press(&format!("Esc : '{command}' Enter"));
        shows(&here, "was renamed, moved or deleted");
        assert!(!shop.file().exists());
    }
}

#[test]
fn a_folder_that_is_gone_is_told_too() {
    let shop = Shop::new();
    let inner = shop.folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    let mut store = Store::open(&inner.join("shop.db")).unwrap();
    fs::remove_dir_all(&inner).unwrap();
    let error = store
        .apply(&[Settings::set("shop", "Tea").unwrap()], now())
        .unwrap_err();
    let Some(Conflict::Lost(sentence)) = error.downcast_ref() else {
        panic!("{error:#}");
    };
    assert!(sentence.contains("is gone with its folder"), "{sentence}");
    let beside = inner.clone();
    let copy = store
        .rescue(&[beside, shop.folder.path().into()], now())
        .unwrap();
    assert_eq!(copy.parent(), Some(shop.folder.path()));
    let again = store.rescue(&[shop.folder.path().into()], now()).unwrap();
    assert_ne!(again, copy, "what was rescued is not written over");
}

/// What a newer program does to the file.
fn change_over(shop: &Shop, version: i64) {
    let file = rusqlite::Connection::open(shop.file()).unwrap();
    file.pragma_update(None, "user_version", version).unwrap();
}

#[test]
fn a_file_that_a_newer_program_changed_over_is_only_read() {
    let shop = Shop::new();
    let mut here = shop.window(Route::InteractionForm(InteractionId(1)));
    let mut store = shop.store();
    change_over(&shop, 1000);
    let before = fs::read(shop.file()).unwrap();
    here.press("'zebra ' Ctrl-S");
    says(
        &here,
        "This shop can only be read, because a newer regulars has changed the file over",
    );
    shows(&here, "zebra");
    shows(&here, "read only");
    let error = store
        .apply(&[Settings::set("shop", "Tea").unwrap()], now())
        .unwrap_err();
    assert!(error.is::<Refused>(), "{error:#}");
    let error = store.undo(now()).unwrap_err();
    assert!(error.is::<Refused>(), "{error:#}");
    assert_eq!(fs::read(shop.file()).unwrap(), before);
    here.tick().tick().tick().tick();
    let drafts: i64 = rusqlite::Connection::open(shop.file())
        .unwrap()
        .query_row("SELECT count(*) FROM file_draft", [], |row| row.get(0))
        .unwrap();
    assert_eq!(drafts, 0);
}

#[test]
fn an_older_state_that_was_brought_back_is_only_read() {
    let shop = Shop::new();
    let mut here = shop.window(Route::Customers);
    change_over(&shop, 7);
    here.tick();
    shows(&here, "read only");
    here.press("Esc l");
    says(&here, "an older state of the file was brought back");
}

#[test]
fn a_store_that_is_whole_notices_nothing() {
    let shop = Shop::new();
    let mut store = shop.store();
    for name in ["Tea", "Coffee"] {
        store.look_at_file().unwrap();
        store
            .apply(&[Settings::set("shop", name).unwrap()], now())
            .unwrap();
    }
    assert_eq!(store.reads_only(), None);
}
