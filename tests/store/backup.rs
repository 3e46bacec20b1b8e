//! Backups: whole, checked, private, in their order whatever the clock says.

mod copy;

use std::{
    fs,
    path::{Path, PathBuf},
};

use regulars::{
    domain::{Change, Stamp, backup::Reason},
    store::{self, BackupFile, Refused, Store, verify},
};

use crate::support::{Shop, add, at, dump, now, person, talk};

fn back_up(store: &Store, reason: &Reason, now: Stamp) -> BackupFile {
    store.back_up(reason, now).unwrap()
}

fn asked(store: &Store) -> BackupFile {
    back_up(store, &Reason::Asked, now())
}

fn before() -> Reason {
    Reason::Before("import of people.csv".into())
}

fn folder(shop: &Shop) -> PathBuf {
    shop.folder.path().join("shop-backups")
}

/// The names of the files in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_backup_is_whole_says_what_it_is_and_has_its_checksum_beside_it() {
    let shop = Shop::new();
    let mut store = shop.open();
    let ada = add(&mut store, person("Ada", "4471"));
    store
        .apply(
            &[Change::AddInteraction(talk(Some(ada), "wants rye"))],
            now(),
        )
        .unwrap();
    let made = back_up(&store, &before(), now());
    assert_eq!(
        names(&folder(&shop)),
        ["000001-2026-06-10.db", "000001-2026-06-10.db.sha256"]
    );
    assert_eq!(store.backups().unwrap(), std::slice::from_ref(&made));
    assert_eq!((made.number, made.at), (1, Some(now())));
    assert_eq!(made.reason, Some(before()));
    let counts = verify(&made).unwrap();
    assert_eq!((counts.customers, counts.contacts), (1, 1));
    // As sha256sum -c reads it.
    let line = fs::read_to_string(folder(&shop).join("000001-2026-06-10.db.sha256")).unwrap();
    assert_eq!(&line[64..], "  000001-2026-06-10.db\n");
    assert_eq!(dump::shop(&made.path), dump::shop(&shop.path));
}

#[test]
#[cfg(unix)]
fn sha256sum_agrees() {
    let shop = Shop::new();
    let mut store = shop.open();
    add(&mut store, person("Ada", "4471"));
    asked(&store);
    let Ok(checked) = std::process::Command::new("sha256sum")
        .args(["-c", "000001-2026-06-10.db.sha256"])
        .current_dir(folder(&shop))
        .output()
    else {
        return;
    };
    assert!(checked.status.success(), "{checked:?}");
}

#[test]
fn before_a_hundred_changes_at_once_there_is_a_backup_and_before_fewer_none() {
    let shop = Shop::new();
    let mut store = shop.open();
    add(&mut store, person("Ada", "4471"));
    for (count, backups) in [(99, 0), (100, 1)] {
        let new = |it| Change::AddCustomer(Box::new(person(&format!("Person {it}"), "1")));
        let many: Vec<Change> = (0..count).map(new).collect();
        store.apply(&many, now()).unwrap();
        assert_eq!(store.backups().unwrap().len(), backups);
    }
    let made = &store.backups().unwrap()[0];
    assert_eq!(
        made.reason,
        Some(Reason::Before("change of 100 things".into()))
    );
    assert_eq!(verify(made).unwrap().customers, 100);
}

#[test]
fn numbers_count_above_everything_in_the_file_and_on_the_disk() {
    let shop = Shop::new();
    let store = shop.open();
    assert_eq!(asked(&store).number, 1);
    fs::write(folder(&shop).join("000041-2026-01-01.db"), "not ours").unwrap();
    assert_eq!(asked(&store).number, 42);
    fs::remove_dir_all(folder(&shop)).unwrap();
    assert_eq!(asked(&store).number, 43);
}

#[test]
fn a_clock_that_runs_backwards_or_far_ahead_makes_no_good_backup_go() {
    let shop = Shop::new();
    let mut store = shop.open();
    add(&mut store, person("Ada", "4471"));
    for day in ["2026-06-10", "1970-01-01", "2100-01-01", "2026-06-11"] {
        let made = back_up(
            &store,
            &Reason::FirstOfDay,
            at(&format!("{day}T12:00:00+02:00")),
        );
        assert_eq!(made.day.to_string(), day);
    }
    let numbers: Vec<i64> = store
        .backups()
        .unwrap()
        .iter()
        .map(|it| it.number)
        .collect();
    assert_eq!(numbers, [4, 3, 2, 1]);
    for day in 12..30 {
        let noon = at(&format!("2026-06-{day}T12:00:00+02:00"));
        back_up(&store, &Reason::FirstOfDay, noon);
    }
    let days: Vec<String> = store
        .backups()
        .unwrap()
        .iter()
        .map(|it| it.day.to_string())
        .collect();
    assert_eq!(
        days[..7],
        [
            "2026-06-29",
            "2026-06-28",
            "2026-06-27",
            "2026-06-26",
            "2026-06-25",
            "2026-06-24",
            "2026-06-23"
        ]
    );
    assert_eq!(days.len(), 11, "{days:?}");
}

#[test]
fn the_backup_of_the_day_is_due_once_a_day_and_again_when_it_is_gone() {
    let shop = Shop::new();
    let mut store = shop.open();
    let tomorrow = at("2026-06-11T08:00:00+02:00");
    assert!(
        !store.backup_is_due(now()).unwrap(),
        "nothing was ever written"
    );
    add(&mut store, person("Ada", "4471"));
    assert!(store.backup_is_due(now()).unwrap());
    back_up(&store, &before(), now());
    assert!(
        store.backup_is_due(now()).unwrap(),
        "that was for an import"
    );
    // Within the minute that one would be enough.
    back_up(&store, &Reason::FirstOfDay, at("2026-06-10T12:05:00+02:00"));
    assert!(!store.backup_is_due(now()).unwrap());
    assert!(!shop.open().backup_is_due(now()).unwrap());
    assert!(store.backup_is_due(tomorrow).unwrap());
    fs::remove_dir_all(folder(&shop)).unwrap();
    assert!(store.backup_is_due(now()).unwrap());
}

#[test]
fn what_a_backup_left_that_was_broken_off_is_gone_with_the_next() {
    let shop = Shop::new();
    let store = shop.open();
    asked(&store);
    let left = [
        "000009-2026-06-10.db.part",
        "000009-2026-06-10.db.part-journal",
        "000009-2026-06-10.db.sha256",
        "000009-2026-06-10.db.sha256.part",
    ];
    let not_ours = ["notes.part", "shop.db.part", "000002-yesterday.db.part"];
    for name in left.iter().chain(&not_ours) {
        fs::write(folder(&shop).join(name), "x").unwrap();
    }
    let target = shop.folder.path().join("elsewhere");
    fs::write(&target, "x").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&target, folder(&shop).join("000003-2026-06-10.db.part")).unwrap();
    asked(&store);
    let names = names(&folder(&shop));
    assert!(
        !left.iter().any(|name| names.contains(&(*name).to_owned())),
        "{names:?}"
    );
    assert!(
        not_ours
            .iter()
            .all(|name| names.contains(&(*name).to_owned())),
        "{names:?}"
    );
    assert_eq!(fs::read(target).unwrap(), b"x");
}

#[test]
#[cfg(unix)]
fn nothing_is_written_through_a_link() {
    let shop = Shop::new();
    let store = shop.open();
    let elsewhere = shop.folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, folder(&shop)).unwrap();
    let error = store.back_up(&Reason::Asked, now()).unwrap_err();
    assert!(error.to_string().contains("is a link"), "{error:#}");
    let target = shop.folder.path().join("copy.db");
    std::os::unix::fs::symlink(elsewhere.join("copy.db"), &target).unwrap();
    for over in [false, true] {
        let error = store.back_up_to(&target, (over, now()), &mut |_, _| true);
        assert!(error.unwrap_err().to_string().contains("is a link"));
    }
    assert_eq!(names(&elsewhere), [""; 0]);
}

#[test]
fn a_named_file_is_never_the_shop_itself_and_replaced_only_when_that_is_wanted() {
    let shop = Shop::new();
    let mut store = shop.open();
    add(&mut store, person("Ada", "4471"));
    let to = |name: &str, over| {
        store.back_up_to(
            &shop.folder.path().join(name),
            (over, now()),
            &mut |_, _| true,
        )
    };
    let made = to("copy.db", false).unwrap();
    assert_eq!(verify(&made).unwrap().customers, 1);
    assert!(
        to("copy.db", false)
            .unwrap_err()
            .to_string()
            .contains("is there already")
    );
    to("copy.db", true).unwrap();
    for itself in ["shop.db", "shop.db-wal", "shop.db-shm"] {
        let error = to(itself, true).unwrap_err();
        assert!(
            error.to_string().contains("is the shop itself"),
            "{error:#}"
        );
    }
    assert_eq!(store.backups().unwrap(), []);
    assert!(to("nowhere/copy.db", false).is_err());
}

#[test]
fn a_backup_that_is_cancelled_or_fails_leaves_nothing_behind() {
    let shop = Shop::new();
    let store = shop.open();
    let made = asked(&store);
    let listed = names(&folder(&shop));
    for stop in 0..3 {
        let error = store
            .back_up_with(&Reason::Asked, now(), &mut |done, _| done < stop)
            .unwrap_err();
        assert!(error.to_string().contains("cancelled"), "{error:#}");
        assert_eq!(names(&folder(&shop)), listed);
    }
    assert_eq!(store.backups().unwrap(), [made]);
}

#[test]
fn a_backup_that_changed_since_is_not_verified() {
    let shop = Shop::new();
    let mut store = shop.open();
    add(&mut store, person("Ada", "4471"));
    let made = asked(&store);
    let mut bytes = fs::read(&made.path).unwrap();
    bytes.push(0);
    fs::write(&made.path, &bytes).unwrap();
    let why = verify(&made).unwrap_err();
    assert!(why.to_string().contains("checksum"), "{why:#}");
    let before = fs::read(&shop.path).unwrap();
    let error = store
        .restore(&made.path, now(), &mut |_, _| true)
        .unwrap_err();
    assert!(error.is::<Refused>(), "{error:#}");
    assert_eq!(fs::read(&shop.path).unwrap(), before);
    // Without a checksum SQLite looks at every page.
    fs::remove_file(made.path.with_extension("db.sha256")).unwrap();
    fs::write(&made.path, &bytes[..bytes.len() / 2]).unwrap();
    assert!(verify(&made).is_err());
}

#[test]
fn an_older_file_is_backed_up_before_it_is_brought_up_to_date() {
    let shop = Shop::new();
    dump::foreign(&shop.path)
        .execute_batch(crate::released::RELEASED)
        .unwrap();
    let older = dump::shop(&shop.path);
    drop(shop.open());
    let backups = store::backups(&shop.path).unwrap();
    assert_eq!(backups.len(), 1);
    assert_eq!(
        backups[0].reason.as_ref().unwrap().to_string(),
        "before the update"
    );
    assert_eq!(dump::shop(&backups[0].path), older);
    assert!(verify(&backups[0]).unwrap().customers > 0);
    drop(shop.open());
    assert_eq!(store::backups(&shop.path).unwrap(), backups, "once");
}

#[test]
fn an_update_that_cannot_be_backed_up_is_not_done() {
    let shop = Shop::new();
    dump::foreign(&shop.path)
        .execute_batch(crate::released::RELEASED)
        .unwrap();
    fs::write(folder(&shop), "in the way").unwrap();
    let before = fs::read(&shop.path).unwrap();
    let error = Store::open(&shop.path).unwrap_err();
    assert!(format!("{error:#}").contains("is no folder"), "{error:#}");
    assert_eq!(fs::read(&shop.path).unwrap(), before);
}
