//! The doctor mends what is safe to mend, after a backup, and never touches a damaged file.

use std::{
    fs,
    time::{Duration, SystemTime},
};

use regulars::{
    domain::backup::Reason,
    store::{Store, doctor},
};

use crate::{
    findings::WRONG_INDEX,
    patient::{examine, pages, sql, tear, well, without_an_entry_of_an_index, wrong},
    support::{Shop, at, dump, now},
};

fn mend(shop: &Shop) -> Vec<String> {
    let later = at("2026-06-10T12:30:00+02:00");
    doctor::mend(&shop.path, &examine(&shop.path), later).unwrap()
}

#[test]
fn a_wrong_index_is_made_anew_after_a_backup() {
    for (check, broken) in WRONG_INDEX {
        let shop = well(8);
        let index = dump::index(&shop.path);
        let rows = dump::shop(&shop.path);
        sql(
            &shop.path,
            "DELETE FROM search_stale WHERE id & 15 IN (1, 2, 9)",
        );
        sql(&shop.path, broken);
        assert!(wrong(&shop.path).iter().any(|(it, _)| *it == check));
        let done = mend(&shop);
        assert!(done[0].starts_with("A backup was made: "), "{done:?}");
        assert_eq!(wrong(&shop.path), [], "{broken}");
        assert_eq!(dump::index(&shop.path), index, "{broken}");
        let same = |rows: &str| {
            rows.lines()
                .filter(|it| !it.contains("file_backup"))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(same(&dump::shop(&shop.path)), same(&rows));
        let newest = Store::open(&shop.path)
            .unwrap()
            .backups()
            .unwrap()
            .remove(0);
        assert_eq!(
            newest.reason,
            Some(Reason::Before("doctor's mending".into()))
        );
    }
}

#[test]
fn other_windows_take_the_new_index_over() {
    use regulars::search::{Index, Query};
    let shop = well(40);
    let store = shop.open();
    let mut index = Index::default();
    sql(
        &shop.path,
        "UPDATE search_block SET lines = replace(lines, 'person', 'nobody'), version = version + 1",
    );
    store.refresh(&mut index).unwrap();
    let hits = |index: &mut Index| index.find(&Query::read("person", "DE"), None, &[]).total();
    assert_eq!(hits(&mut index), 0);
    mend(&shop);
    assert!(store.refresh(&mut index).unwrap());
    assert_eq!(hits(&mut index), 40);
}

#[test]
fn an_index_of_sqlite_is_made_anew() {
    let shop = well(40);
    without_an_entry_of_an_index(&shop.path);
    let done = mend(&shop);
    assert!(done[0].contains("indexes were made anew"), "{done:?}");
    assert_eq!(wrong(&shop.path), []);
}

#[test]
fn nothing_to_mend_is_nothing_done() {
    let shop = well(3);
    let before = fs::read(&shop.path).unwrap();
    assert_eq!(mend(&shop), Vec::<String>::new());
    assert!(fs::read(&shop.path).unwrap() == before);
}

#[test]
fn a_damaged_file_is_not_touched() {
    let shop = well(40);
    sql(&shop.path, "DELETE FROM search_block");
    let page = pages(&shop.path, "interaction", "leaf")[0];
    tear(&shop.path, page, 0);
    let before = fs::read(&shop.path).unwrap();
    assert_eq!(
        mend(&shop),
        ["The file is damaged; nothing in it was changed."]
    );
    assert!(fs::read(&shop.path).unwrap() == before);
    assert!(!shop.path.with_file_name("shop.db-wal").exists());
}

#[test]
fn what_nobody_finished_is_taken_away() {
    let shop = well(3);
    let folder = shop.folder.path().join("shop-backups");
    let (old, young, other) = (
        folder.join("000009-2026-06-01.db.part"),
        folder.join("000010-2026-06-01.db.part"),
        folder.join("notes.txt"),
    );
    for path in [&old, &young, &other] {
        fs::write(path, "half").unwrap();
    }
    let noon = SystemTime::UNIX_EPOCH + Duration::from_secs(now().seconds().unsigned_abs());
    for (path, before) in [(&old, 7200), (&young, 60), (&other, 7200)] {
        let file = fs::File::options().write(true).open(path).unwrap();
        file.set_modified(noon - Duration::from_secs(before))
            .unwrap();
    }
    let done = mend(&shop);
    assert!(done.iter().any(|it| it.contains("000009")), "{done:?}");
    assert_eq!(
        [&old, &young, &other].map(|it| it.exists()),
        [false, true, true]
    );
}

#[test]
#[cfg(unix)]
fn what_others_could_look_into_is_closed_to_them() {
    use std::os::unix::fs::PermissionsExt;
    let shop = well(3);
    let set = |name: &str, mode| {
        fs::set_permissions(
            shop.folder.path().join(name),
            fs::Permissions::from_mode(mode),
        )
        .unwrap();
    };
    for (name, mode) in [("shop.db", 0o666), ("shop-backups", 0o755), ("", 0o777)] {
        set(name, mode);
    }
    mend(&shop);
    let mode = |name: &str| {
        fs::metadata(shop.folder.path().join(name))
            .unwrap()
            .permissions()
            .mode()
            & 0o777
    };
    assert_eq!(
        ["shop.db", "shop-backups", ""].map(mode),
        [0o600, 0o700, 0o755]
    );
    assert_eq!(wrong(&shop.path), []);
}
