//! Copies of the shop that the program itself put beside it: what was saved out of a damaged file, what a window rescued, and damaged
//! files that were moved aside. The first two are shops, and told to forget as one; a damaged file is never written.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use rusqlite::{Transaction, TransactionBehavior};

use super::{erase, look_again, marks};
use crate::store::{Store, busy};

/// What stands behind the name of the shop in the name of a copy.
const SAVED: [&str; 2] = ["-salvaged", "-rescued-"];

/// The same of a damaged file that was moved aside.
const DAMAGED: &str = "-damaged-";

/// Endings of a damaged file, and of what belongs to it.
const ENDINGS: [&str; 4] = [".db", ".db-wal", ".db-shm", ".db-journal"];

/// A copy beside the shop.
pub(super) struct Copy {
    pub path: PathBuf,
    pub name: String,
    pub is_damaged: bool,
}

/// The copies beside a shop, by name.
pub(super) fn beside(shop: &Path) -> Result<Vec<Copy>> {
    let stem = shop.file_stem().unwrap_or_default().to_string_lossy();
    let folder = shop.parent().context("this shop is in no folder")?;
    let mut copies = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_damaged = damaged_of(&name) == Some(&*stem);
        if entry.file_type()?.is_file() && (is_damaged || is_saved(&name, &stem)) {
            copies.push(Copy {
                path: entry.path(),
                name,
                is_damaged,
            });
        }
    }
    copies.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(copies)
}

/// The shop, by the stem of its name, from whose place a damaged file of this name was moved aside.
pub(super) fn damaged_of(name: &str) -> Option<&str> {
    let (stem, rest) = name.rsplit_once(DAMAGED)?;
    let ending = ENDINGS.iter().find_map(|ending| rest.strip_suffix(ending));
    ending.is_some_and(is_number).then_some(stem)
}

fn is_saved(name: &str, stem: &str) -> bool {
    let rest = name
        .strip_prefix(stem)
        .and_then(|it| it.strip_suffix(ENDINGS[0]));
    let mut kinds = SAVED.iter();
    rest.is_some_and(|rest| kinds.any(|kind| rest.strip_prefix(kind).is_some_and(is_number)))
}

/// A day, the number of a further one of a day, or nothing.
fn is_number(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte == b'-' || byte.is_ascii_digit())
}

/// Forgets in a copy whom a shop has forgotten, everywhere in it and in its own backups.
pub(super) fn forget_in(copy: &Path, shop: &Store) -> Result<()> {
    let mut copy = Store::open(copy)?;
    copy.may_write()?;
    let act =
        Transaction::new_unchecked(&copy.file, TransactionBehavior::Immediate).map_err(busy)?;
    marks::take_over(&act, &shop.file)?;
    erase(&act)?;
    look_again(&act, true)?;
    act.commit().map_err(busy)?;
    let left = copy.finish_forgetting(&mut |_, _| true)?;
    ensure!(left.is_empty(), "somebody reads it");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_known_by_its_name() {
        for name in [
            "shop-damaged-2026-06-10.db",
            "shop-damaged-2026-06-10-2.db-wal",
        ] {
            assert_eq!(damaged_of(name), Some("shop"), "{name}");
        }
        for name in [
            "shop-damaged-by-mice.db",
            "shop-damaged-2026-06-10.txt",
            "shop.db",
        ] {
            assert_eq!(damaged_of(name), None, "{name}");
        }
        for name in [
            "shop-salvaged.db",
            "shop-salvaged-2.db",
            "shop-rescued-2026-06-10-1200.db",
        ] {
            assert!(is_saved(name, "shop"), "{name}");
            assert!(!is_saved(name, "sho"), "{name}");
        }
        for name in [
            "shop.db",
            "shop-salvaged.db-wal",
            "shop-salvaged-backups.db",
            "shopping.db",
        ] {
            assert!(!is_saved(name, "shop"), "{name}");
        }
    }
}
