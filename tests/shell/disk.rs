//! A disk that takes no more: one sentence that says what and what to do, exit 1, and everything is as it was.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use crate::{shop::Shop, through};

/// Limits in blocks of 512 bytes: no file at all, not even the memory that SQLite shares, hardly a log, nearly a whole shop.
const LIMITS: [u32; 6] = [0, 1, 60, 100, 200, 900];

/// The program where no file may grow beyond a limit: how it ended, and all that it said.
fn limited(shop: &Shop, blocks: u32, arguments: &[&str]) -> (Option<i32>, String) {
    let script = format!("ulimit -f {blocks}; exec \"$@\"");
    let ended = through(shop, &script, arguments).output().unwrap();
    let said = [ended.stdout, ended.stderr].concat();
    (ended.status.code(), String::from_utf8(said).unwrap())
}

/// The last line says which file, why, and what to do.
#[track_caller]
fn assert_told(said: &str, file: &str) {
    let last = said.lines().last().unwrap_or_default();
    let why = "could not be written: it may not grow that large here (ulimit -f). Nothing was saved; lift that limit and try again.";
    assert!(last.starts_with("regulars: "), "{said}");
    assert!(last.contains(&format!("{file} {why}")), "{said}");
    assert!(
        !said.contains("fault in the program") && !said.contains("Error code"),
        "{said}"
    );
}

fn beside(shop: &Shop, name: &str) -> PathBuf {
    shop.file().with_file_name(name)
}

fn names(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name());
    let mut names: Vec<String> = files.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

/// Cards that take more room than most of the limits leave.
fn cards(people: usize) -> String {
    let mut cards = String::new();
    for number in 0..people {
        let note = "x".repeat(1500);
        write!(
            cards,
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Person {number}\r\nTEL:0711 {number:04}\r\nNOTE:{note}\r\nEND:VCARD\r\n"
        )
        .unwrap();
    }
    cards
}

#[test]
fn a_shop_that_cannot_be_made_leaves_nothing_behind() {
    let shop = Shop::empty();
    fs::write(beside(&shop, "one.csv"), "name,phone\nAda,123456\n").unwrap();
    let folder = beside(&shop, "");
    for blocks in LIMITS {
        let (exit, said) = limited(&shop, blocks, &["import", "one.csv", "--yes"]);
        assert_eq!(exit, Some(1), "{blocks}: {said}");
        assert_told(&said, "shop.db");
        assert_eq!(names(&folder), ["one.csv"], "{blocks}");
    }
    assert_eq!(shop.run(&["import", "one.csv", "--yes"]).0, 0);
    assert_eq!(shop.json(&["find", ""])["total"], 1);
}

#[test]
fn what_cannot_be_saved_is_told_and_what_was_saved_is_still_there() {
    let shop = Shop::open();
    let long = format!("call in: {}", "long ".repeat(20_000));
    fs::write(beside(&shop, "cards.vcf"), cards(300)).unwrap();
    let before = shop.run(&["export", "--format", "json"]).1;
    for blocks in &LIMITS[..5] {
        let import = ["import", "cards.vcf", "--yes"];
        let alone = [&import[..], &["--no-backup"]].concat();
        for act in [&["log", "Ben", &long][..], &alone] {
            let (exit, said) = limited(&shop, *blocks, act);
            assert_eq!(exit, Some(1), "{blocks}: {said}");
            assert_told(&said, "shop.db");
        }
        let (exit, said) = limited(&shop, *blocks, &import);
        assert_eq!(exit, Some(1), "{blocks}: {said}");
        assert!(
            said.contains("it may not grow that large here (ulimit -f)"),
            "{said}"
        );
        assert_eq!(
            shop.run(&["export", "--format", "json"]).1,
            before,
            "{blocks}"
        );
    }
    assert_eq!(shop.run(&["log", "Ben", &long]).0, 0);
    assert_eq!(shop.run(&["undo"]).0, 0);
    assert_eq!(shop.run(&["export", "--format", "json"]).1, before);
}

#[test]
fn an_export_that_has_no_room_leaves_what_was_there() {
    let shop = Shop::empty();
    fs::write(beside(&shop, "cards.vcf"), cards(100)).unwrap();
    assert_eq!(shop.run(&["import", "cards.vcf", "--yes"]).0, 0);
    let folder = beside(&shop, "out");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("old.csv"), "old").unwrap();
    // Room for what SQLite keeps while the file is open, and no more.
    for name in ["out/new.csv", "out/new.vcf", "out/new.json", "out/old.csv"] {
        let (exit, said) = limited(&shop, 100, &["export", "--output", name, "--yes"]);
        assert_eq!(exit, Some(1), "{said}");
        assert_told(&said, name);
        assert_eq!(names(&folder), ["old.csv"]);
    }
    assert_eq!(fs::read(folder.join("old.csv")).unwrap(), b"old");
}
