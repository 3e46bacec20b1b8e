//! Nothing of a shop is left lying about: no image of the memory, no file for others, no temporary file, no words in reports of faults.

use std::{
    fs,
    path::Path,
    time::{Duration, SystemTime},
};

use super::*;

/// What Linux says of a running program.
fn about(pty: &Pty, file: &str) -> String {
    fs::read_to_string(format!("/proc/{}/{file}", pty.pid())).unwrap()
}

/// The files that it has open, by name.
fn open_files(pty: &Pty) -> Vec<String> {
    let folder = format!("/proc/{}/fd", pty.pid());
    let links = fs::read_dir(folder)
        .unwrap()
        .filter_map(|fd| fs::read_link(fd.unwrap().path()).ok());
    links
        .map(|path| path.to_string_lossy().into_owned())
        .collect()
}

fn row<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let row = text.lines().find_map(|line| line.strip_prefix(name));
    row.unwrap_or_default().split_whitespace().collect()
}

#[test]
fn a_crash_leaves_no_image_of_the_memory_and_what_is_made_is_for_its_owner() {
    let shop = imported();
    let pty = window(&shop);
    let limits = about(&pty, "limits");
    assert_eq!(
        row(&limits, "Max core file size")[..2],
        ["0", "0"],
        "{limits}"
    );
    let status = about(&pty, "status");
    assert_eq!(row(&status, "Umask:"), ["0077"], "{status}");
}

#[test]
fn what_sorts_and_undoes_a_lot_makes_no_temporary_file() {
    let shop = Shop::empty();
    let place = shop.file().with_file_name("temporary");
    fs::create_dir(&place).unwrap();
    let temporary = [
        ("TMPDIR", place.to_str().unwrap()),
        ("SQLITE_TMPDIR", place.to_str().unwrap()),
    ];
    // A file that is gone again has left its day on the folder.
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    fs::File::open(&place)
        .unwrap()
        .set_modified(long_ago)
        .unwrap();
    let run = |arguments: &[&str]| {
        let mut command = shop.command(arguments);
        let ended = command.envs(temporary).output().unwrap();
        assert!(
            ended.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&ended.stderr)
        );
    };
    run(&[
        "demo",
        "--customers",
        "300",
        "--db",
        shop.file().to_str().unwrap(),
    ]);
    for arguments in [
        &["find", ""][..],
        &["export", "--output", "all.json"],
        &["quiet"],
        &["best"],
        &["today"],
        &["undo"],
        &["redo"],
    ] {
        run(arguments);
    }
    let used = fs::metadata(&place).unwrap().modified().unwrap();
    assert_eq!(used, long_ago, "something was written there");
    let mut pty = window_with(&shop, &temporary);
    pty.send("an");
    pty.until_shows("find  an");
    let folder = shop.file().with_file_name("");
    let ours = |file: &&String| {
        Path::new(file).starts_with(&folder)
            || ["/dev/", "pipe:", "socket:", "anon_inode:", "/proc/"]
                .iter()
                .any(|it| file.starts_with(it))
    };
    let files = open_files(&pty);
    let others: Vec<&String> = files.iter().filter(|file| !ours(file)).collect();
    assert!(others.is_empty(), "{others:?}");
    assert!(
        !files
            .iter()
            .any(|file| file.contains("(deleted)") || file.contains("etilqs")),
        "{files:?}"
    );
}

#[test]
fn the_title_of_the_window_is_never_set() {
    let shop = imported();
    let mut pty = window(&shop);
    profile(&mut pty, "4471");
    pty.send("\x03");
    pty.ended();
    let written = String::from_utf8_lossy(&pty.written);
    assert!(!written.contains("\x1b]"), "{written:?}");
}
