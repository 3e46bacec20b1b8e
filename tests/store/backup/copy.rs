//! What makes a copy a backup: every row is in it, it is whole, and nobody wrote meanwhile.

use std::{fs, path::Path};

use regulars::{
    domain::backup::Reason,
    store::{Store, verify},
};

use super::{asked, folder, names};
use crate::support::{Shop, add, dump, now, person};

/// A backup while whose copy, just made, is tampered with.
fn tampered(shop: &Shop, tamper: &dyn Fn(&Path)) -> String {
    let part = folder(shop).join("000011-2026-06-10.db.part");
    let error = shop
        .open()
        .back_up_with(&Reason::Asked, now(), &mut |done, _| {
            if done == 1 {
                tamper(&part);
            }
            true
        })
        .unwrap_err();
    error.to_string()
}

#[test]
fn a_copy_that_came_out_wrong_is_no_backup_and_no_older_one_goes_for_it() {
    let shop = Shop::new();
    let mut store = shop.open();
    for number in 0..50 {
        add(&mut store, person("Ada", &format!("5550{number:03}")));
    }
    for _ in 0..10 {
        asked(&store);
    }
    let listed = names(&folder(&shop));
    let missing = tampered(&shop, &|part| {
        let copy = dump::foreign(part);
        copy.execute_batch("DELETE FROM fact; DELETE FROM phone WHERE id = 7")
            .unwrap();
    });
    assert!(
        missing.contains("rows are missing in the copy"),
        "{missing}"
    );
    assert_eq!(names(&folder(&shop)), listed);
    dump::foreign(&shop.path)
        .execute_batch("DELETE FROM file_backup WHERE id > 10")
        .unwrap();
    let damaged = tampered(&shop, &|part| {
        let root: usize = dump::foreign(part)
            .query_row(
                "SELECT rootpage FROM sqlite_schema WHERE name = 'phone'",
                [],
                |row| row.get(0),
            )
            .unwrap();
        let mut bytes = fs::read(part).unwrap();
        bytes[(root - 1) * 4096 + 8..root * 4096].fill(0x55);
        fs::write(part, bytes).unwrap();
    });
    assert!(
        damaged.contains("damaged") || damaged.contains("malformed"),
        "{damaged}"
    );
    assert_eq!(names(&folder(&shop)), listed);
}

#[test]
#[cfg(unix)]
fn whoever_writes_all_the_time_waits_in_the_end_wherever_the_file_is() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    for name in [&b"shop.db"[..], b"sh\xffop.db"] {
        let shop = Shop::new();
        let store = Store::open(&shop.folder.path().join(OsStr::from_bytes(name))).unwrap();
        let other = dump::foreign(store.path().unwrap());
        other.busy_timeout(std::time::Duration::ZERO).unwrap();
        let mut refused = 0;
        let made = store.back_up_with(&Reason::Asked, now(), &mut |done, _| {
            if done == 0 {
                let written = other.execute_batch("UPDATE file_backup SET reason = reason || 'x'");
                refused += usize::from(written.is_err());
            }
            true
        });
        assert_eq!(verify(&made.unwrap()).unwrap().customers, 0);
        assert_eq!(refused, 1);
    }
}
