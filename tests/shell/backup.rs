//! Backups from the shell: by themselves and when asked for, what is in them, bringing one back, and a disk without room.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::json;

use crate::shop::{NOON, Shop};

fn folder(shop: &Shop) -> PathBuf {
    shop.file().with_file_name("shop-backups")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The reasons of the backups there are, the newest first.
fn reasons(shop: &Shop) -> Vec<String> {
    let listed = shop.json(&["restore"]);
    let backups = listed["backups"].as_array().unwrap();
    assert!(
        backups.iter().all(|it| it["verified"] == json!(true)),
        "{listed}"
    );
    let reason = |it: &serde_json::Value| it["reason"].as_str().unwrap().to_owned();
    backups.iter().map(reason).collect()
}

#[test]
fn the_first_write_of_a_day_is_followed_by_a_backup_and_reading_by_none() {
    let shop = Shop::open();
    shop.shows(
        &["restore"],
        3,
        "",
        "There is no backup yet; regulars backup makes one.\n",
    );
    shop.run(&["find", "ben"]);
    assert!(!folder(&shop).exists());
    shop.run(&["log", "Ben", "called"]);
    shop.run(&["log", "Ben", "called again"]);
    for day in ["2026-06-11", "2026-06-12", "1970-01-01"] {
        let now = format!("{day}T08:00");
        for _ in 0..2 {
            let (exit, _, err) = shop.run(&["log", "Ben", "called", "--now", &now]);
            assert_eq!((exit, err.as_str()), (0, ""));
        }
    }
    assert_eq!(reasons(&shop), ["first start of the day"; 4]);
    let names = names(&folder(&shop));
    assert_eq!(names[0], "000001-2026-06-10.db");
    assert_eq!(names[6], "000004-1970-01-01.db");
}

#[test]
fn a_backup_says_where_it_is_and_what_is_in_it() {
    let shop = Shop::open();
    let (exit, out, err) = shop.run(&["backup"]);
    assert_eq!((exit, err.as_str()), (0, ""));
    let place = folder(&shop)
        .canonicalize()
        .unwrap()
        .join("000001-2026-06-10.db");
    assert!(
        out.starts_with(&format!("Backed up to {}: ", place.display())),
        "{out}"
    );
    assert!(
        out.ends_with(" MB, 4 customers, 0 contacts, 0 complaints, 0 purchases.\n"),
        "{out}"
    );
    let made = shop.json(&["backup"]);
    let expected = json!({
        "number": 2, "path": place.with_file_name("000002-2026-06-10.db"), "day": "2026-06-10",
        "at": "2026-06-10T12:00:00+02:00", "reason": "asked for", "bytes": made["bytes"],
        "customers": 4, "contacts": 0, "complaints": 0, "purchases": 0,
    });
    assert_eq!(made, expected);
    let listed = shop.json(&["restore"]);
    let (mut first, entry) = (expected, &listed["backups"][0]);
    first["verified"] = json!(true);
    first["why"] = json!(null);
    assert_eq!(*entry, first);
}

#[test]
fn a_file_of_your_own_is_replaced_only_when_you_say_so() {
    let shop = Shop::open();
    let (exit, _, _) = shop.run(&["backup", "copy.db"]);
    assert_eq!(exit, 0);
    let before = fs::read(shop.file().with_file_name("copy.db")).unwrap();
    shop.shows(
        &["backup", "copy.db"],
        4,
        "",
        "copy.db is there already. Replace it? Nothing was written; say --yes if so.\n",
    );
    assert_eq!(
        fs::read(shop.file().with_file_name("copy.db")).unwrap(),
        before
    );
    assert_eq!(shop.run(&["backup", "copy.db", "--yes"]).0, 0);
    shop.shows(
        &["backup", "shop.db", "--yes"],
        4,
        "",
        "regulars: shop.db is the shop itself.\n",
    );
    assert_eq!(shop.json(&["find", ""])["total"], 4);
}

#[test]
fn a_restore_says_what_would_be_lost_and_can_be_taken_back() {
    let shop = Shop::open();
    shop.run(&["backup"]);
    shop.run(&["log", "Ben", "wants rye", "--now", "2026-06-10T13:00"]);
    let one = "4 customers, 0 contacts, 0 complaints, 0 purchases";
    shop.shows(
        &["restore", "1"],
        4,
        "",
        &format!(
            "Backup 1 of Wed 10 June, 12:00 (asked for): {one}.\n\
             One act was done since, and goes: logged a call with Ben Okafor. It is backed up first.\n\
             Nothing was restored; say --yes to bring that back.\n"
        ),
    );
    assert_eq!(shop.run(&["find", "rye"]).0, 0);
    let restored = format!(
        "Restored backup 1 of Wed 10 June, 12:00: {one}. What was there before is backup 3.\n"
    );
    let later = ["--yes", "--now", "2026-06-10T14:00"];
    shop.shows(&[&["restore", "1"], &later[..]].concat(), 0, &restored, "");
    assert_eq!(shop.run(&["find", "rye"]).0, 3);
    let back = shop.json(&["restore", "3", "--yes"]);
    assert_eq!((&back["number"], &back["contacts"]), (&json!(3), &json!(1)));
    assert_eq!(back["before"]["reason"], "before the restore of 3");
    assert_eq!(shop.run(&["find", "rye"]).0, 0);
    shop.shows(
        &["restore", "99"],
        3,
        "",
        "There is no backup 99; regulars restore lists them.\n",
    );
    shop.shows(&["restore", "no.db"], 3, "", "There is no file no.db.\n");
}

#[test]
fn an_import_is_backed_up_before_and_refused_where_that_cannot_be_done() {
    let shop = Shop::open();
    fs::write(
        shop.file().with_file_name("more.csv"),
        "name,phone\nDora,555 1\n",
    )
    .unwrap();
    fs::write(folder(&shop), "in the way").unwrap();
    let (exit, _, err) = shop.run(&["import", "more.csv", "--yes"]);
    assert_eq!(exit, 1, "{err}");
    assert!(err.starts_with("The shop could not be backed up before the import of more.csv: no backup was made, because "), "{err}");
    assert_eq!(err.lines().count(), 1, "{err}");
    assert!(
        err.ends_with("Nothing was changed; say --no-backup to go on without.\n"),
        "{err}"
    );
    assert_eq!(shop.json(&["find", ""])["total"], 4);
    assert_eq!(
        shop.run(&["import", "more.csv", "--yes", "--no-backup"]).0,
        0
    );
    assert_eq!(shop.json(&["find", ""])["total"], 5);
    fs::remove_file(folder(&shop)).unwrap();
    fs::write(
        shop.file().with_file_name("more.csv"),
        "name,phone\nEve,555 2\n",
    )
    .unwrap();
    shop.run(&["import", "more.csv", "--yes"]);
    assert_eq!(
        reasons(&shop),
        ["first start of the day", "before the import of more.csv"]
    );
}

#[test]
fn a_damaged_shop_is_moved_aside_and_brought_back() {
    let shop = Shop::open();
    shop.run(&["backup"]);
    let mut bytes = fs::read(shop.file()).unwrap();
    bytes[4096..].fill(0x55);
    fs::write(shop.file(), &bytes).unwrap();
    assert_eq!(shop.run(&["find", ""]).0, 4);
    assert_eq!(reasons(&shop), ["asked for"]);
    let (exit, out, err) = shop.run(&["restore", "1", "--yes"]);
    let aside = shop.file().with_file_name("shop-damaged-2026-06-10.db");
    assert_eq!((exit, err.as_str()), (0, ""));
    assert!(
        out.contains("The damaged file is now ") && out.contains("shop-damaged-2026-06-10.db"),
        "{out}"
    );
    assert_eq!(fs::read(aside).unwrap(), bytes);
    assert_eq!(shop.json(&["find", ""])["total"], 4);
}

/// Runs the program in a shell of its own, after these words.
#[cfg(unix)]
fn under(shop: &Shop, words: &str, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new("sh");
    let ended = command
        .args(["-c", &format!("{words}; exec \"$0\" \"$@\"")])
        .arg(env!("CARGO_BIN_EXE_regulars"))
        .args(arguments)
        .args(["--now", NOON])
        .env("REGULARS_DB", shop.file())
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&ended.stderr).into_owned();
    (ended.status.code().unwrap_or(-1), err)
}

#[test]
#[cfg(unix)]
fn without_room_nothing_is_left_and_nothing_goes_away() {
    let shop = Shop::open();
    for _ in 0..10 {
        shop.run(&["backup"]);
    }
    let before = names(&folder(&shop));
    // In blocks of 512 bytes: enough for the data file's log, too little for a copy of all.
    let (exit, err) = under(&shop, "ulimit -f 128", &["backup"]);
    assert_eq!(exit, 1, "{err}");
    assert!(
        err.contains("no backup was made") && err.lines().count() == 1,
        "{err}"
    );
    assert_eq!(names(&folder(&shop)), before);
    let (exit, err) = under(
        &shop,
        "ulimit -f 128",
        &[
            "backup",
            shop.file().with_file_name("copy.db").to_str().unwrap(),
        ],
    );
    assert_eq!(exit, 1, "{err}");
    assert!(
        !names(shop.file().parent().unwrap())
            .iter()
            .any(|name| name.starts_with("copy.db"))
    );
    assert_eq!(shop.json(&["find", ""])["total"], 4);
    assert_eq!(reasons(&shop).len(), 10);
}

#[test]
#[cfg(unix)]
fn whatever_the_umask_nobody_else_may_read_a_backup() {
    use std::os::unix::fs::PermissionsExt;
    let shop = Shop::open();
    let copy = shop.file().with_file_name("copy.db");
    for arguments in [&["backup"][..], &["backup", copy.to_str().unwrap()]] {
        let (exit, err) = under(&shop, "umask 000", arguments);
        assert_eq!((exit, err.as_str()), (0, ""));
    }
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder(&shop)), 0o700);
    let made = names(&folder(&shop))
        .into_iter()
        .map(|name| folder(&shop).join(name));
    for file in made.chain([copy.clone(), copy.with_extension("db.sha256")]) {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}
