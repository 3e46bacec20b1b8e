//! Whom the shop was asked to forget does not come back out of a damaged file, and is forgotten in the copies that the program made.

use std::{
    fs,
    path::{Path, PathBuf},
};

use regulars::{
    domain::{CustomerId, backup::Reason, checkup::Health},
    store::{LeftOver, Store, restore_over, salvage},
};

use crate::{
    patient::{finding, pages, sql, tear, well},
    support::{Shop, now},
};

/// The last of them, whose rows stand on the last page of each table.
const WHO: i64 = 400;

/// Stands in the name, the fact and the talks of that one only.
const NEEDLE: &str = "umber 400";

const ASIDE: &str = "shop-damaged-2026-06-09.db";

/// Where the needle stands in the folder, and below.
fn found(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(self::found(&path));
        } else if memchr::memmem::find(&fs::read(&path).unwrap(), NEEDLE.as_bytes()).is_some() {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found.sort();
    found
}

fn forget(shop: &Shop) -> Vec<LeftOver> {
    let mut store = shop.open();
    store.forget(CustomerId(WHO), now()).unwrap();
    store.finish_forgetting(&mut |_, _| true).unwrap()
}

fn finish(shop: &Shop) -> Vec<LeftOver> {
    shop.open().finish_forgetting(&mut |_, _| true).unwrap()
}

/// A shop that has forgotten somebody since a file was moved aside that still holds them.
fn moved_aside() -> (Shop, PathBuf) {
    let shop = well(WHO);
    let aside = shop.folder.path().join(ASIDE);
    fs::copy(&shop.path, &aside).unwrap();
    let left = forget(&shop);
    assert_eq!(left, [LeftOver::Damaged(ASIDE.to_owned())]);
    (shop, aside)
}

#[test]
fn a_damaged_file_that_was_moved_aside_is_named_until_it_is_deleted() {
    let (shop, aside) = moved_aside();
    assert_eq!(found(shop.folder.path()), [ASIDE]);
    let before = fs::read(&aside).unwrap();
    assert_eq!(finish(&shop), [LeftOver::Damaged(ASIDE.to_owned())]);
    assert!(fs::read(&aside).unwrap() == before, "it is never written");
    let says = finding(&shop.path, "forgotten");
    assert_eq!(says.state, Health::Warning);
    assert!(says.says.contains(ASIDE), "{says:?}");
    let log = aside.with_extension("db-wal");
    fs::rename(&aside, &log).unwrap();
    finish(&shop);
    fs::remove_file(&log).unwrap();
    assert_eq!(finish(&shop), []);
    assert_eq!(finding(&shop.path, "forgotten").state, Health::Good);
}

#[test]
fn salvage_leaves_out_whom_the_shop_has_forgotten_since() {
    let (shop, aside) = moved_aside();
    let whole = shop.folder.path().join("whole.db");
    fs::copy(&aside, &whole).unwrap();
    tear(&aside, pages(&aside, "phone", "leaf")[0], 0x55);
    let new = Shop::new();
    let saved = salvage(&aside, &new.path, now(), &mut |_, _| true).unwrap();
    assert_eq!(saved.forgotten, 1);
    assert_eq!(found(new.folder.path()), Vec::<String>::new());
    let mut store = new.open();
    assert!(store.customer(CustomerId(WHO)).unwrap().is_none());
    assert!(store.customer(CustomerId(WHO - 1)).unwrap().is_some());
    // The mark came along: an older copy that is brought back into the new shop forgets, too.
    let old = new.folder.path().join("old.db");
    fs::copy(&whole, &old).unwrap();
    store.restore(&old, now(), &mut |_, _| true).unwrap();
    assert!(store.customer(CustomerId(WHO)).unwrap().is_none());
}

#[test]
fn who_lost_their_name_does_not_come_back_where_it_may_be_somebody_forgotten() {
    let (_shop, aside) = moved_aside();
    let last = *pages(&aside, "customer", "leaf").last().unwrap();
    tear(&aside, last, 0x55);
    let new = Shop::new();
    let saved = salvage(&aside, &new.path, now(), &mut |_, _| true).unwrap();
    assert_eq!((saved.nameless, saved.forgotten), (0, 0));
    assert!(saved.dropped > 0, "{saved:?}");
    assert_eq!(found(new.folder.path()), Vec::<String>::new());
    assert!(new.open().customer(CustomerId(1)).unwrap().is_some());
}

#[test]
fn a_backup_in_place_of_a_damaged_file_forgets_by_the_marks_in_other_backups() {
    let shop = well(WHO);
    let kept = shop.folder.path().join("kept.db");
    fs::copy(&shop.path, &kept).unwrap();
    assert_eq!(forget(&shop), []);
    shop.open().back_up(&Reason::Asked, now()).unwrap();
    tear(
        &shop.path,
        pages(&shop.path, "file_forgotten", "leaf")[0],
        0x55,
    );
    let aside = restore_over(&shop.path, &kept, now()).unwrap();
    let name = aside.file_name().unwrap().to_string_lossy().into_owned();
    assert!(shop.open().customer(CustomerId(WHO)).unwrap().is_none());
    assert!(shop.open().customer(CustomerId(1)).unwrap().is_some());
    assert_eq!(finish(&shop), [LeftOver::Damaged(name)]);
    assert_eq!(found(shop.folder.path()), ["kept.db"]);
}

#[test]
fn what_was_saved_or_rescued_beside_the_shop_is_told_to_forget_too() {
    let shop = well(WHO);
    let saved = shop.folder.path().join("shop-salvaged.db");
    salvage(&shop.path, &saved, now(), &mut |_, _| true).unwrap();
    let rescued = shop.open().rescue(&[shop.folder.path().to_owned()], now());
    let rescued = Store::open(&rescued.unwrap()).unwrap();
    rescued.back_up(&Reason::Asked, now()).unwrap();
    let reading = rusqlite::Connection::open(&saved).unwrap();
    reading
        .execute_batch("BEGIN; SELECT count(*) FROM customer")
        .unwrap();
    let left = LeftOver::Copy("shop-salvaged.db".to_owned());
    assert_eq!(forget(&shop), [left]);
    assert!(rescued.customer(CustomerId(WHO)).unwrap().is_none());
    reading.execute_batch("COMMIT").unwrap();
    assert_eq!(finish(&shop), []);
    assert_eq!(found(shop.folder.path()), Vec::<String>::new());
    assert!(rescued.customer(CustomerId(1)).unwrap().is_some());
}

#[test]
fn a_copy_that_is_no_shop_any_more_is_named() {
    let shop = well(WHO);
    let saved = shop.folder.path().join("shop-salvaged.db");
    salvage(&shop.path, &saved, now(), &mut |_, _| true).unwrap();
    sql(&saved, "PRAGMA application_id = 1");
    let left = LeftOver::Copy("shop-salvaged.db".to_owned());
    assert_eq!(forget(&shop), std::slice::from_ref(&left));
    assert_eq!(finish(&shop), [left]);
    fs::remove_file(&saved).unwrap();
    assert_eq!(finish(&shop), []);
}
