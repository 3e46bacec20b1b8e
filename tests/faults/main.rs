//! What goes wrong below the program: it is killed, the power goes, the disk is full or breaks, the file is damaged. What was said to be
//! saved is there, nothing is there by half, and what cannot be done is told in one sentence.

#![cfg(target_os = "linux")]

#[path = "../support/blank.rs"]
mod blank;
#[path = "../support/dump.rs"]
#[expect(dead_code, reason = "other files of tests use the rest")]
mod dump;
#[path = "../support/released.rs"]
mod released;
#[path = "../support/shop.rs"]
#[expect(dead_code, reason = "other files of tests use the rest")]
mod shop;

mod acts;
mod beside;
mod damaged;
mod disk;
mod full;
mod killed;
mod power;
mod recorder;
mod variants;

use std::{fs, path::Path};

use regulars::store::Store;

use disk::Files;
use shop::Shop;

/// The shop with its first four customers, and a few more in a file beside it.
fn open() -> Shop {
    let shop = Shop::open();
    fs::write(shop.file().with_file_name("few.csv"), people(30)).unwrap();
    shop
}

/// A shop with these files.
fn holding(files: &Files) -> Shop {
    let shop = Shop::empty();
    disk::put(files, &recorder::folder(&shop));
    shop
}

/// A table of this many people.
fn people(count: usize) -> String {
    let rows = (0..count).map(|it| format!("Person {it},0711 {}\n", 100_000 + it));
    format!("name,phone\n{}", rows.collect::<String>())
}

/// The rows of the shop in a file that the program opens and SQLite finds whole. Rows about the file itself are not among them.
#[track_caller]
fn rows(path: &Path) -> String {
    drop(Store::open(path).unwrap());
    let file = dump::foreign(path);
    for check in ["integrity_check", "foreign_key_check"] {
        let mut select = file.prepare(&format!("PRAGMA {check}")).unwrap();
        let mut said = select.query([]).unwrap();
        while let Some(row) = said.next().unwrap() {
            assert_eq!(
                row.get::<_, String>(0).unwrap(),
                "ok",
                "{check} of {}",
                path.display()
            );
        }
    }
    drop(file);
    let rows = dump::shop(path);
    let rows = rows.lines().filter(|row| !row.starts_with("\"file_"));
    rows.map(|row| format!("{row}\n")).collect()
}

/// Dice that fall the same way every time.
struct Dice(u64);

impl Dice {
    /// A number from 0 up to this one.
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (it ^ (it >> 31)) % end
    }

    /// Heads or tails.
    fn coin(&mut self) -> bool {
        self.below(2) == 0
    }
}
