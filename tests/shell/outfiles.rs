//! Files that the program writes: for their owner alone, whole or not at all, never through a link, never over anything unasked.

use std::{
    fs,
    os::unix::{
        fs::{PermissionsExt, symlink},
        net::UnixListener,
    },
    path::{Path, PathBuf},
};

use crate::{shop::Shop, through};

fn beside(shop: &Shop, name: &str) -> PathBuf {
    shop.file().with_file_name(name)
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
}

/// Every file and folder in it, however deep.
fn all_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(all_in(&path));
        }
        found.push(path);
    }
    found
}

#[test]
fn every_file_that_is_written_is_for_its_owner_alone_under_any_umask() {
    let shop = Shop::empty();
    let cards = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\nTEL:0711 1\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:nobody\r\nEND:VCARD\r\n";
    let given = beside(&shop, "given.vcf");
    fs::write(&given, cards).unwrap();
    for arguments in [
        &["import", "given.vcf", "--yes"][..],
        &[
            "--db",
            "new/folder/other.db",
            "import",
            "given.vcf",
            "--yes",
            "--refused",
            "mend.vcf",
        ],
        &["export", "--output", "all.csv"],
        &["export", "--output", "all.csv", "--yes"],
        &["export", "--output", "all.vcf"],
        &["export", "--output", "all.json"],
        &["card", "Ada", "--for-customer", "--output", "card.txt"],
    ] {
        let ended = through(&shop, "umask 000; exec \"$@\"", arguments).output();
        assert_eq!(ended.unwrap().status.code(), Some(0), "{arguments:?}");
    }
    let written = all_in(&beside(&shop, ""));
    assert!(written.len() >= 9, "{written:?}");
    for path in written.iter().filter(|path| **path != given) {
        let expected = if path.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode(path), expected, "{}", path.display());
    }
}

#[test]
fn a_link_planted_under_a_name_that_may_be_guessed_is_not_written_through() {
    let shop = Shop::open();
    let victim = beside(&shop, "victim");
    fs::write(&victim, "mine").unwrap();
    let plant = "for name in .all.csv.$$.part all.csv.part .all.csv.part; do ln -s victim $name; done; exec \"$@\"";
    let ended = through(&shop, plant, &["export", "--output", "all.csv"]).output();
    assert_eq!(ended.unwrap().status.code(), Some(0));
    assert_eq!(fs::read(&victim).unwrap(), b"mine");
    assert!(!beside(&shop, "all.csv").is_symlink());
}

#[test]
fn a_link_is_asked_about_and_then_replaced_itself() {
    let shop = Shop::open();
    let victim = beside(&shop, "victim");
    fs::write(&victim, "mine").unwrap();
    for (link, to) in [("link.csv", "victim"), ("nowhere.csv", "not there")] {
        let path = beside(&shop, link);
        symlink(to, &path).unwrap();
        let question =
            format!("{link} is a link. Replace the link? Nothing was written; say --yes if so.\n");
        shop.shows(&["export", "--output", link], 4, "", &question);
        assert!(path.is_symlink());
        assert_eq!(shop.run(&["export", "--output", link, "--yes"]).0, 0);
        assert!(path.metadata().unwrap().is_file() && !path.is_symlink());
    }
    assert_eq!(fs::read(&victim).unwrap(), b"mine");
    assert!(!beside(&shop, "not there").exists());
}

#[test]
fn refused_rows_and_cards_for_customers_go_through_no_link_and_over_nothing() {
    let shop = Shop::open();
    let victim = beside(&shop, "victim");
    fs::write(&victim, "mine").unwrap();
    let rows = "name,phone,email\nAda,0711 1,\n,,nobody@example.org\n";
    fs::write(beside(&shop, "rows.csv"), rows).unwrap();
    for name in ["rows.refused.csv", "card.txt"] {
        symlink("victim", beside(&shop, name)).unwrap();
    }
    assert_eq!(shop.run(&["import", "rows.csv", "--yes"]).0, 0);
    assert!(beside(&shop, "rows.refused-2.csv").is_file());
    let (exit, _, said) = shop.run(&["card", "Ben", "--for-customer", "--output", "card.txt"]);
    assert_eq!(exit, 4, "{said}");
    assert_eq!(fs::read(&victim).unwrap(), b"mine");
}

#[test]
fn what_is_no_place_for_an_export_is_left_as_it_is() {
    let shop = Shop::open();
    fs::create_dir(beside(&shop, "folder")).unwrap();
    let _socket = UnixListener::bind(beside(&shop, "socket")).unwrap();
    let pipe = std::process::Command::new("mkfifo")
        .arg(beside(&shop, "pipe"))
        .status();
    assert!(pipe.unwrap().success());
    symlink("pipe", beside(&shop, "to-a-pipe")).unwrap();
    let no_file = "is no file; leave --output away and redirect with >; nothing was written.";
    let shop_itself = "is the shop itself; nothing was written.";
    for (name, why) in [
        (
            "folder",
            "is a folder; name a file in it; nothing was written.",
        ),
        ("socket", no_file),
        ("pipe", no_file),
        ("to-a-pipe", no_file),
        ("/dev/null", no_file),
        ("shop.db", shop_itself),
        ("shop.db-wal", shop_itself),
        ("folder/../shop.db", shop_itself),
    ] {
        let said = format!("regulars: {name} {why}\n");
        shop.shows(&["export", "--output", name, "--yes"], 4, "", &said);
    }
    assert_eq!(shop.json(&["find", ""])["total"], 4);
}

#[test]
fn where_nothing_can_be_written_one_sentence_says_so() {
    let shop = Shop::open();
    let (exit, out, said) = shop.run(&["export", "--output", "no/such/folder/all.csv"]);
    assert_eq!((exit, out.as_str()), (1, ""));
    let why = "could not be written: its folder is not there. Nothing was saved; name another place for it.";
    assert_eq!(said, format!("regulars: no/such/folder/all.csv {why}\n"));
}
