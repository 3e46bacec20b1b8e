//! Each check of the doctor finds the very thing it is for, and finds nothing in a shop that is well.

use std::fs;

use regulars::domain::{CustomerId, checkup::Health};

use crate::{
    patient::{
        everything, examine, finding, pages, sql, tear, well, without_an_entry_of_an_index, wrong,
    },
    support::{Shop, at, now},
};

/// Breaks a shop, and asserts that this check finds it, without anything being written.
#[track_caller]
fn finds(check: &str, state: Health, break_it: impl FnOnce(&Shop)) -> String {
    let shop = well(40);
    break_it(&shop);
    let before = everything(&shop);
    let found = finding(&shop.path, check);
    assert_eq!(found.state, state, "{found:?} {:?}", examine(&shop.path));
    assert!(!found.to_do.is_empty(), "{found:?}");
    assert!(everything(&shop) == before, "the doctor changed something");
    found.says
}

#[test]
fn a_shop_that_is_well_is_found_well_and_not_touched() {
    let shop = well(40);
    let before = everything(&shop);
    assert_eq!(wrong(&shop.path), []);
    assert_eq!(examine(&shop.path).len(), 19);
    assert!(everything(&shop) == before);
    let new = Shop::new();
    drop(new.open());
    assert_eq!(wrong(&new.path), []);
}

#[test]
fn a_shop_that_forgot_somebody_is_found_well() {
    let shop = well(8);
    let mut store = shop.open();
    for who in [1, 5] {
        store.forget(CustomerId(who), now()).unwrap();
        store.finish_forgetting(&mut |_, _| true).unwrap();
    }
    drop(store);
    assert_eq!(wrong(&shop.path), [], "{:?}", examine(&shop.path));
}

#[test]
fn made_up_shops_are_found_well() {
    use crate::support::script;
    use proptest::{
        strategy::{Strategy, ValueTree},
        test_runner::TestRunner,
    };
    let mut dice = TestRunner::deterministic();
    for _ in 0..4 {
        let shop = Shop::new();
        let mut store = shop.open();
        for act in script::acts(60).new_tree(&mut dice).unwrap().current() {
            let changes = script::changes(&store, &act);
            if !changes.is_empty() {
                // What the rules of the file refuse is not done.
                let _ = store.apply(&changes, crate::support::now());
            }
        }
        drop(store);
        let wrong = wrong(&shop.path);
        assert!(
            wrong.iter().all(|(check, _)| *check == "backups"),
            "{:?}",
            examine(&shop.path)
        );
    }
}

#[test]
fn settings_that_are_not_ours() {
    let said = finds("settings", Health::Warning, |shop| {
        sql(&shop.path, "PRAGMA journal_mode = DELETE");
    });
    assert_eq!(said, "journal_mode is delete, not wal");
}

#[test]
fn tables_and_indexes_that_lack_or_are_of_others() {
    let said = finds("tables", Health::Warning, |shop| {
        sql(&shop.path, "CREATE TABLE other (it)")
    });
    assert!(said.contains("table other"), "{said}");
    for lacking in [
        "DROP TABLE worksheet",
        "DROP INDEX customer_rung",
        "DROP TRIGGER search_fact_added",
    ] {
        finds("tables", Health::Damage, |shop| sql(&shop.path, lacking));
    }
}

#[test]
fn torn_pages_and_wrong_indexes() {
    for (name, kind) in [
        ("interaction", "leaf"),
        ("interaction_at", "leaf"),
        ("customer", "leaf"),
    ] {
        finds("pages", Health::Damage, |shop| {
            let page = pages(&shop.path, name, kind)[0];
            tear(&shop.path, page, 0x55);
        });
    }
    let said = finds("indexes", Health::Damage, |shop| {
        without_an_entry_of_an_index(&shop.path)
    });
    assert!(said.contains("fact_customer"), "{said}");
}

#[test]
fn rows_that_belong_to_nothing() {
    let said = finds("references", Health::Damage, |shop| {
        sql(&shop.path, "DELETE FROM customer WHERE id = 3")
    });
    assert!(
        said.contains("belongs to a customer that is not there"),
        "{said}"
    );
}

#[test]
fn texts_that_are_none() {
    for (sql_of, place) in [
        (
            "UPDATE customer SET hook = CAST(x'ff41' AS TEXT) WHERE id = 4",
            "customer 4: hook is no text (UTF-8)",
        ),
        (
            "UPDATE interaction SET summary = 'a' || char(0) WHERE id = 5",
            "interaction 5: summary has a NUL character in it",
        ),
    ] {
        assert_eq!(
            finds("texts", Health::Warning, |shop| sql(&shop.path, sql_of)),
            place
        );
    }
}

#[test]
fn days_and_times_that_no_shop_means() {
    for (sql_of, place) in [
        (
            "UPDATE promise SET due = '14.6.2026'",
            "promise 1: due is no day or time in our form",
        ),
        (
            "UPDATE interaction SET at = '2026-06-10 10:00' WHERE id = 2",
            "interaction 2: at is no day or time in our form",
        ),
        (
            "UPDATE customer SET since = '2199-01-01' WHERE id = 2",
            "customer 2: since is a strange year",
        ),
        (
            "UPDATE customer SET birthday = '0190-02-01' WHERE id = 2",
            "customer 2: birthday is a strange year",
        ),
        (
            "UPDATE purchase SET day = '1826-06-10' WHERE id = 9",
            "purchase 9: day is a strange year",
        ),
    ] {
        assert_eq!(
            finds("dates", Health::Warning, |shop| sql(&shop.path, sql_of)),
            place
        );
    }
}

#[test]
fn holes_in_the_history_of_undo() {
    for (sql_of, words) in [
        ("DELETE FROM undo_row WHERE id = 1", "notes of it are gone"),
        (
            "UPDATE undo_step SET first_row = 1 WHERE id = 2",
            "its notes are out of order",
        ),
        (
            "UPDATE undo_step SET last_row = -7 WHERE id = 2",
            "its notes are out of order",
        ),
        (
            "UPDATE undo_step SET customers = '[' WHERE id = 1",
            "whom it touched cannot be read",
        ),
        (
            "UPDATE undo_row SET tbl = 'moon' WHERE id = 1",
            "note 1 is about \"moon\", which is no table",
        ),
        (
            "UPDATE undo_row SET after = '{' WHERE id = 1",
            "note 1 cannot be read",
        ),
        (
            "INSERT INTO undo_row (id, tbl, row) VALUES (999999, 'customer', 1)",
            "note 999999 belongs to no act",
        ),
    ] {
        let said = finds("undo", Health::Warning, |shop| sql(&shop.path, sql_of));
        assert!(said.contains(words), "{sql_of}: {said}");
    }
}

/// What makes each part of the index say something else than the rows.
pub const WRONG_INDEX: [(&str, &str); 12] = [
    (
        "search",
        "UPDATE search_block SET lines = replace(lines, 'person number 7', 'person number 8')",
    ),
    ("search", "DELETE FROM search_block"),
    ("search", "UPDATE search_recent SET recent = zeroblob(9)"),
    ("search", "DELETE FROM search_recent"),
    (
        "search",
        "UPDATE search_words SET words = replace(words, 'cat7', 'dog7')",
    ),
    ("search", "UPDATE search_sign SET sign = zeroblob(1984)"),
    (
        "long texts",
        "DELETE FROM search_text WHERE rowid = 7 * 16 + 6",
    ),
    (
        "long texts",
        "INSERT INTO search_text (rowid, words) VALUES (999 * 16 + 6, 'gone long ago')",
    ),
    (
        "long texts",
        "DELETE FROM search_text WHERE rowid = 7 * 16 + 6; INSERT INTO search_text (rowid, words) VALUES (7 * 16 + 6, 'another')",
    ),
    ("purchases", "UPDATE search_bought SET sales = x''"),
    (
        "purchases",
        "UPDATE search_pair SET together = together + 1 WHERE id = 0",
    ),
    (
        "purchases",
        "INSERT INTO search_pair VALUES (5 << 32 | 6, 3)",
    ),
];

#[test]
fn an_index_that_says_something_else_than_the_rows() {
    for (check, sql_of) in WRONG_INDEX {
        let said = finds(check, Health::Warning, |shop| {
            // Nothing waits to be taken in.
            sql(
                &shop.path,
                "DELETE FROM search_stale WHERE id & 15 IN (1, 2, 9)",
            );
            sql(&shop.path, sql_of);
        });
        assert!(said.contains("no row is lost"), "{said}");
    }
}

#[test]
fn backups_that_are_old_changed_or_not_there() {
    let folder = |shop: &Shop| shop.folder.path().join("shop-backups");
    let none = finds("backups", Health::Warning, |shop| {
        fs::remove_dir_all(folder(shop)).unwrap()
    });
    assert_eq!(none, "there is none yet");
    let changed = finds("backups", Health::Warning, |shop| {
        let files = fs::read_dir(folder(shop))
            .unwrap()
            .map(|it| it.unwrap().path());
        let backup = files
            .into_iter()
            .find(|it| it.extension().is_some_and(|it| it == "db"))
            .unwrap();
        let mut bytes = fs::read(&backup).unwrap();
        let last = bytes.len() - 9;
        bytes[last] ^= 1;
        fs::write(backup, bytes).unwrap();
    });
    assert!(changed.contains("cannot be used"), "{changed}");
    let shop = well(3);
    for (day, state) in [("12", Health::Good), ("13", Health::Warning)] {
        let now = at(&format!("2026-06-{day}T12:00:00+02:00"));
        let found = regulars::store::doctor::examine(&shop.path, now, &mut |_, _| true).unwrap();
        let backups = found.iter().find(|it| it.check == "backups").unwrap();
        assert_eq!(backups.state, state, "{backups:?}");
    }
}

#[test]
fn a_file_with_two_names() {
    let said = finds("path", Health::Warning, |shop| {
        fs::hard_link(&shop.path, shop.folder.path().join("other-name")).unwrap();
    });
    assert!(said.contains("2 names"), "{said}");
}

#[test]
#[cfg(unix)]
fn what_others_may_look_into() {
    use std::os::unix::fs::PermissionsExt;
    for (name, mode) in [
        ("shop.db", 0o640),
        ("shop.db", 0o604),
        ("", 0o722),
        ("shop-backups", 0o755),
    ] {
        let said = finds("permissions", Health::Warning, |shop| {
            let path = shop.folder.path().join(name);
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        });
        assert!(said.contains(name), "{said}");
    }
}

#[test]
fn a_folder_that_is_copied_to_other_machines() {
    let said = finds("disk", Health::Warning, |shop| {
        fs::create_dir(shop.folder.path().join(".stfolder")).unwrap();
    });
    assert!(said.contains("Syncthing"), "{said}");
}

#[test]
fn a_cancelled_checkup_says_so() {
    let shop = well(3);
    let error =
        regulars::store::doctor::examine(&shop.path, crate::support::now(), &mut |done, _| {
            done < 3
        });
    assert_eq!(error.unwrap_err().to_string(), "cancelled");
}
