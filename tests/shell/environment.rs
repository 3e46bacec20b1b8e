//! A hostile environment: no home, odd languages and time zones, closed descriptors, clocks at the ends of time. The answer is a
//! sentence or normal work.

use std::{ffi::OsStr, fs, os::unix::ffi::OsStrExt, process::Output};

use crate::{
    shop::{NOON, Shop},
    through,
};

/// Fails where the program did; gives back all that it said.
#[track_caller]
fn sound(ended: &Output, what: &str) -> String {
    let said = [ended.stdout.as_slice(), &ended.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    let exit = ended.status.code();
    assert!(
        exit.is_some_and(|exit| exit <= 4),
        "{what} ended with {exit:?}: {said}"
    );
    assert!(
        !said.contains("fault in the program") && !said.contains("panicked"),
        "{what}: {said}"
    );
    said
}

#[test]
fn odd_languages_zones_and_widths_are_taken_as_they_are() {
    let shop = Shop::open();
    for (name, value) in [
        ("LANG", "C"),
        ("LANG", ""),
        ("LC_ALL", "garbage"),
        ("LC_ALL", "\u{1b}[2J.UTF-8@\u{202e}"),
        ("TZ", "Nowhere/At_All"),
        ("TZ", "+1245"),
        ("TZ", "X-99:99:99Y+99,M99.9.9"),
        ("TZ", ":/dev/null"),
        ("TZ", ""),
        ("COLUMNS", "0"),
        ("COLUMNS", "-1"),
        ("COLUMNS", "99999999999999999999"),
        ("TERM", ""),
        ("TERM", "dumb"),
        ("NO_COLOR", "1"),
        ("TMPDIR", "/nowhere"),
        ("REGULARS_DB", "\u{1b}[2J/no\nwhere"),
    ] {
        for arguments in [
            &["find", ""][..],
            &["log", "Ben", "call in: rye !fri ring"],
            &["--help"],
            &["today"],
        ] {
            let ended = shop.command(arguments).env(name, value).output().unwrap();
            let said = sound(&ended, &format!("{name}={value:?} {arguments:?}"));
            assert!(!said.contains('\u{1b}'), "{said:?}");
            let made_new = name == "REGULARS_DB";
            assert!(
                made_new || ended.status.code() == Some(0),
                "{name}={value:?} {arguments:?}: {said}"
            );
        }
    }
}

#[test]
fn a_home_that_is_no_place_is_told_and_nothing_is_made_where_one_happens_to_be() {
    let shop = Shop::empty();
    let here = shop.file().with_file_name("");
    for home in ["home", "./", "../home"] {
        let mut command = shop.command(&["find", ""]);
        let ended = command
            .env("REGULARS_DB", "")
            .env("HOME", home)
            .env("XDG_DATA_HOME", "data")
            .output()
            .unwrap();
        let said = sound(&ended, home);
        assert_eq!(
            said,
            "regulars: there is no home directory; name a file with --db\n"
        );
        assert_eq!(ended.status.code(), Some(1));
        assert_eq!(fs::read_dir(&here).unwrap().count(), 0);
    }
}

#[test]
fn a_folder_whose_name_is_no_text_holds_a_shop_like_any_other() {
    let shop = Shop::empty();
    let odd = shop.file().with_file_name(OsStr::from_bytes(b"d\xffta\n"));
    let run = |arguments: &[&str]| {
        let mut command = shop.command(arguments);
        command
            .env("REGULARS_DB", "")
            .env("XDG_DATA_HOME", &odd)
            .output()
            .unwrap()
    };
    fs::write(
        shop.file().with_file_name("one.csv"),
        "name,phone\nAda,0711 1\n",
    )
    .unwrap();
    for arguments in [
        &["import", "one.csv", "--yes"][..],
        &["log", "Ada", "call in: rye"],
        &["export", "--output", "all.json"],
        &["undo"],
        &["find", "Ada"],
    ] {
        let ended = run(arguments);
        let said = sound(&ended, "an odd name");
        assert_eq!(ended.status.code(), Some(0), "{arguments:?}: {said}");
    }
    assert!(odd.join("regulars").join("shop.db").is_file());
}

#[test]
fn closed_descriptors_are_nobody_to_talk_to() {
    let shop = Shop::open();
    for number in 1..8 {
        let close = ["<&-", ">&-", "2>&-"].iter().enumerate();
        let closed: Vec<&str> = close
            .filter(|(bit, _)| number & (1 << bit) != 0)
            .map(|(_, it)| *it)
            .collect();
        let script = format!("exec \"$@\" {}", closed.join(" "));
        for arguments in [
            &[][..],
            &["find", ""],
            &["log", "Ben", "call in: rye"],
            &["export"],
            &["nosuch"],
            &["import", "-"],
        ] {
            let ended = through(&shop, &script, arguments).output().unwrap();
            sound(&ended, &format!("{script} {arguments:?}"));
        }
    }
    let talks = shop.json(&["brief", "Ben"])["interactions"].clone();
    assert!(talks.as_array().unwrap().len() >= 3, "{talks}");
}

#[test]
fn who_reads_only_the_beginning_has_read_enough() {
    let shop = Shop::open();
    let crowd = crate::crowd(&shop);
    for arguments in [
        &["export"][..],
        &["export", "--format", "json"],
        &["export", "--format", "vcard"],
        &["find", ""],
        &["today", "--ics"],
    ] {
        let script = "{ \"$@\"; echo $? >&2; } | head -c 100 > first";
        let all = [arguments, &["--db", &crowd]].concat();
        let ended = through(&shop, script, &all).output().unwrap();
        assert_eq!(
            String::from_utf8_lossy(&ended.stderr),
            "0\n",
            "{arguments:?}"
        );
    }
}

/// The first examples of each command's help.
fn examples(shop: &Shop) -> Vec<String> {
    let mut examples = Vec::new();
    for (name, _) in regulars::commands::palette() {
        let (_, help, _) = shop.run(&[&name, "--help"]);
        let lines = help.lines().filter(|line| line.starts_with("  regulars "));
        let lines = lines.map(|line| line.trim_start().split("  ").next().unwrap_or_default());
        examples.extend(lines.take(2).map(str::to_owned));
    }
    examples
}

#[test]
fn examples_of_every_command_are_answered_at_the_ends_of_time() {
    let shop = Shop::open();
    let home = shop.file().with_file_name("");
    let examples = examples(&shop);
    assert!(examples.len() > 50, "{examples:?}");
    let moments = [
        "0001-01-01T00:00",
        "1970-01-01T00:00",
        "2100-02-28T23:59",
        "9999-12-31T23:59",
        NOON,
    ];
    for (number, example) in examples.iter().enumerate() {
        let now = moments[number % moments.len()];
        let script =
            format!("program=$1; regulars() {{ \"$program\" --now {now} \"$@\"; }}\n{example}");
        let mut command = through(&shop, &script, &[]);
        let ended = command.env("TMPDIR", &home).output().unwrap();
        let said = [ended.stdout, ended.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert!(
            !said.contains("fault in the program"),
            "{now} {example}: {said}"
        );
        let wrong = !matches!(ended.status.code(), Some(0..=4));
        assert!(!wrong, "{now} {example}: {:?} {said}", ended.status);
    }
    for now in moments {
        for arguments in [
            &["today"][..],
            &["today", "--ics"],
            &["export", "--format", "json"],
            &["complaints"],
            &["brief", "Ben"],
            &["find", "last:>90d"],
        ] {
            let ended = shop
                .command(&[arguments, &["--now", now]].concat())
                .output()
                .unwrap();
            let said = sound(&ended, now);
            assert!(
                matches!(ended.status.code(), Some(0 | 3)),
                "{now} {arguments:?}: {said}"
            );
        }
    }
}
