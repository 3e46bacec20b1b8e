//! Sealed folders, files of others, and what is no file, met by an ordinary user: a sentence, and nothing is made or changed.

use std::{
    fs,
    os::unix::{
        fs::{PermissionsExt, chown, symlink},
        net::UnixListener,
    },
    path::{Path, PathBuf},
    process::Command,
};

use crate::{shop::Shop, through};

/// Nobody: an ordinary user that every system has.
const NOBODY: u32 = 65534;

/// A shop of an ordinary user. Whoever runs the tests as root becomes one for the program.
struct Ordinary {
    shop: Shop,
    is_root: bool,
}

impl Ordinary {
    /// `None`, and why, where nobody can be an ordinary user here.
    fn shop() -> Option<Self> {
        let shop = Shop::open();
        let is_root = rustix::process::getuid().is_root();
        let ordinary = Self { shop, is_root };
        if is_root {
            for path in [
                ordinary.path(".."),
                ordinary.path(""),
                ordinary.path("shop.db"),
            ] {
                chown(&path, Some(NOBODY), Some(NOBODY)).unwrap();
            }
            let tried = ordinary.command(&["--version"]).output();
            if !tried.is_ok_and(|ended| ended.status.success()) {
                eprintln!(
                    "left out: setpriv cannot make an ordinary user here who may run the program"
                );
                return None;
            }
        }
        Some(ordinary)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.shop.file().with_file_name(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let become_one = match self.is_root {
            true => "exec setpriv --reuid 65534 --regid 65534 --clear-groups -- \"$@\"",
            false => "exec \"$@\"",
        };
        through(&self.shop, become_one, arguments)
    }

    /// How a command ends, and what it says to the user.
    fn says(&self, arguments: &[&str]) -> (i32, String) {
        let ended = self
            .command(&[&["--now", "2026-06-10T12:00"], arguments].concat())
            .output()
            .unwrap();
        let said = String::from_utf8(ended.stderr).unwrap();
        assert!(said.lines().count() <= 1, "{said}");
        (ended.status.code().unwrap(), said)
    }

    fn seal(&self, name: &str, mode: u32) {
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(mode)).unwrap();
    }
}

/// What is in it, by name.
fn names(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name());
    let mut names: Vec<String> = files.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn sealed_files_and_folders_are_told_and_stay_as_they_are() {
    let Some(it) = Ordinary::shop() else { return };
    let before = fs::read(it.path("shop.db")).unwrap();
    let write = ["log", "Ben", "call in: rye"];
    let only_read = |why: &str| {
        format!(
            "regulars: This shop can only be read, because you may not write to {why}; nothing was changed.\n"
        )
    };
    for (what, mode, why) in [
        ("shop.db", 0o400, "the file"),
        ("", 0o500, "the folder of the file"),
    ] {
        it.seal(what, mode);
        assert_eq!(it.says(&["find", "Ben"]), (0, String::new()), "{what:?}");
        assert_eq!(it.says(&write), (4, only_read(why)));
        it.seal("shop.db", 0o600);
        it.seal("", 0o700);
    }
    for (what, mode) in [("shop.db", 0o000), ("", 0o600), ("", 0o000)] {
        it.seal(what, mode);
        for arguments in [&["find", "Ben"][..], &write] {
            let (exit, said) = it.says(arguments);
            assert!([1, 4].contains(&exit), "{what:?} {mode:o}: {exit} {said}");
            assert!(said.contains("shop.db"), "{said}");
            assert!(
                said.contains("may not") || said.contains("Permission denied"),
                "{said}"
            );
            assert!(!said.contains("Error code"), "{said}");
        }
        it.seal("", 0o700);
        it.seal("shop.db", 0o600);
    }
    assert_eq!(names(&it.path("")), ["shop.db"]);
    assert_eq!(fs::read(it.path("shop.db")).unwrap(), before);
    assert_eq!(it.says(&write).0, 0);
}

#[test]
fn a_shop_that_can_only_be_read_is_backed_up_into_a_file_of_ones_own() {
    let Some(it) = Ordinary::shop() else { return };
    fs::create_dir(it.path("mine")).unwrap();
    it.seal("mine", 0o777);
    let before = fs::read(it.path("shop.db")).unwrap();
    for (what, mode, why) in [
        ("shop.db", 0o400, "the file"),
        ("", 0o500, "the folder of the file"),
    ] {
        it.seal(what, mode);
        let said = format!(
            "It has no number, because nothing can be written into the shop: you may not write to {why}.\n"
        );
        assert_eq!(it.says(&["backup", "mine/copy.db", "--yes"]), (0, said));
        let (exit, said) = it.says(&["backup"]);
        assert_eq!(exit, 4);
        assert!(said.contains("regulars backup FILE"), "{said}");
        it.seal("shop.db", 0o600);
        it.seal("", 0o700);
        assert_eq!(it.says(&["--db", "mine/copy.db", "find", "Ben"]).0, 0);
        assert!(it.path("mine/copy.db.sha256").is_file());
    }
    assert_eq!(names(&it.path("")), ["mine", "shop.db"]);
    assert_eq!(fs::read(it.path("shop.db")).unwrap(), before);
}

#[test]
fn nothing_new_is_made_where_nobody_may() {
    let Some(it) = Ordinary::shop() else { return };
    fs::create_dir(it.path("sealed")).unwrap();
    it.seal("sealed", 0o555);
    for arguments in [
        &["--db", "sealed/new.db", "find", ""][..],
        &["--db", "sealed/deeper/new.db", "find", ""],
        &["export", "--output", "sealed/all.csv"],
        &[
            "card",
            "Ben",
            "--for-customer",
            "--output",
            "sealed/card.txt",
        ],
    ] {
        let (exit, said) = it.says(arguments);
        assert_eq!(exit, 1, "{said}");
        assert!(said.ends_with("could not be written: you may not do that there. Nothing was saved; name another place for it.\n"), "{said}");
    }
    assert_eq!(names(&it.path("sealed")).len(), 0);
}

#[test]
fn a_file_of_somebody_else_in_a_folder_for_all_is_left_alone() {
    let Some(it) = Ordinary::shop() else { return };
    if !it.is_root {
        return eprintln!("left out: only root can give files to others");
    }
    fs::create_dir(it.path("all")).unwrap();
    it.seal("all", 0o1777);
    fs::copy(it.path("shop.db"), it.path("all/theirs.db")).unwrap();
    it.seal("all/theirs.db", 0o600);
    let (exit, said) = it.says(&["--db", "all/theirs.db", "find", "Ben"]);
    assert!(
        [1, 4].contains(&exit) && said.contains("all/theirs.db"),
        "{exit} {said}"
    );
    it.seal("all/theirs.db", 0o644);
    assert_eq!(it.says(&["--db", "all/theirs.db", "find", "Ben"]).0, 0);
    assert_eq!(
        it.says(&["--db", "all/theirs.db", "log", "Ben", "rye"]).0,
        4
    );
    fs::write(it.path("all/theirs.csv"), "theirs").unwrap();
    let (exit, said) = it.says(&["export", "--output", "all/theirs.csv", "--yes"]);
    assert_eq!(exit, 1, "{said}");
    assert_eq!(names(&it.path("all")), ["theirs.csv", "theirs.db"]);
    assert_eq!(fs::read(it.path("all/theirs.csv")).unwrap(), b"theirs");
}

#[test]
fn a_shop_is_opened_through_a_link_and_nothing_is_written_through_one_beside_it() {
    let Some(it) = Ordinary::shop() else { return };
    fs::create_dir(it.path("links")).unwrap();
    symlink("../shop.db", it.path("links/shop.db")).unwrap();
    it.seal("links", 0o777);
    assert_eq!(
        it.says(&["--db", "links/shop.db", "log", "Ben", "call in: rye"])
            .0,
        0
    );
    assert_eq!(
        names(&it.path("links")),
        ["shop.db"],
        "its log stands beside the file"
    );
    fs::write(it.path("victim"), "mine").unwrap();
    it.seal("victim", 0o666);
    for ending in ["-wal", "-shm", "-journal"] {
        let beside = it.path(&format!("shop.db{ending}"));
        // What SQLite keeps after the last program has ended may go.
        let _ = fs::remove_file(&beside);
        symlink("victim", &beside).unwrap();
        for db in ["shop.db", "links/shop.db"] {
            let (exit, said) = it.says(&["--db", db, "log", "Ben", "call in: rye"]);
            assert_eq!(exit, 4, "{said}");
            assert!(
                said.contains(&format!("shop.db{ending} is a link")),
                "{said}"
            );
        }
        fs::remove_file(&beside).unwrap();
    }
    assert_eq!(fs::read(it.path("victim")).unwrap(), b"mine");
    for (link, to) in [("round", "round"), ("nowhere", "not there")] {
        symlink(to, it.path(link)).unwrap();
        let said = format!("regulars: {link} is a link that leads to no file.\n");
        assert_eq!(it.says(&["--db", link, "find", ""]), (4, said));
    }
    assert!(!it.path("not there").exists());
}

#[test]
fn what_is_no_file_holds_no_shop() {
    let Some(it) = Ordinary::shop() else { return };
    let _socket = UnixListener::bind(it.path("socket")).unwrap();
    let made = Command::new("mkfifo").arg(it.path("pipe")).status();
    assert!(made.unwrap().success());
    for name in ["socket", "pipe", "/dev/null", "/dev/full", "/dev/tty"] {
        let said = format!("regulars: {name} is not a file that can hold a shop.\n");
        assert_eq!(it.says(&["--db", name, "find", ""]), (4, said));
    }
    assert_eq!(it.says(&["--db", ".", "find", ""]).0, 4);
}
