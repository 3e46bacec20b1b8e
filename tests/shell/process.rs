//! The program as a process: exit codes, closed pipes, no terminal, where the data lives, and help for everything.

use std::{
    fs::{self, File},
    io,
};

use serde_json::json;

use crate::shop::{NOON, Shop};

#[test]
fn without_a_terminal_what_today_prints_is_printed() {
    let shop = Shop::open();
    let why = "regulars: the screens need a terminal; this is what regulars today prints, and regulars --help shows what else works without one\n";
    let done = "Nothing is left to do today. Enjoy the day with your customers.\n";
    shop.shows(&[], 0, "", &format!("{done}{why}"));
    shop.run(&["promise", "Ben", "today ring back"]);
    let (exit, out, err) = shop.run(&[]);
    assert_eq!((exit, err.as_str()), (0, why));
    assert_eq!(out, shop.run(&["today"]).1);
    assert_eq!(shop.json(&[])["items"][0]["what"], "ring back");
}

#[test]
fn a_closed_pipe_is_a_quiet_end() {
    let shop = Shop::open();
    for arguments in [&["find", ""][..], &["completions", "bash"], &["--help"]] {
        let (reader, writer) = io::pipe().unwrap();
        drop(reader);
        let ended = shop.command(arguments).stdout(writer).output().unwrap();
        assert_eq!(ended.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&ended.stderr), "", "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_stdout_is_a_failure_in_one_sentence() {
    let shop = Shop::open();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let ended = shop.command(&["find", ""]).stdout(full).output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    let err = String::from_utf8(ended.stderr).unwrap();
    assert!(err.starts_with("regulars: cannot print: "), "{err}");
    assert_eq!(err.lines().count(), 1);
}

#[test]
fn usage_errors_end_with_2_and_leave_stdout_empty() {
    let shop = Shop::empty();
    for arguments in [
        &["nosuch"][..],
        &["find"],
        &["log", "#1"],
        &["find", "a", "--limit", "many"],
        &["find", "a", "--now", "teatime"],
        &["find", "a", "--as", "two words"],
        &["find", "a", "--json", "--plain"],
    ] {
        let (exit, out, err) = shop.run(arguments);
        assert_eq!((exit, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.starts_with("error: "), "{err}");
    }
    assert!(!shop.file().exists());
}

#[test]
fn help_has_examples_for_every_command() {
    let shop = Shop::empty();
    let (exit, all, _) = shop.run(&["--help"]);
    assert_eq!(exit, 0);
    let palette = regulars::commands::palette();
    assert!(palette.len() >= 10);
    for (name, about) in palette {
        assert!(all.contains(&about), "{name}: {about}");
        let (exit, help, err) = shop.run(&[&name, "--help"]);
        assert_eq!((exit, err.as_str()), (0, ""), "{name}");
        assert!(
            help.contains(&format!("\n  regulars {name}")),
            "{name} has no example:\n{help}"
        );
    }
}

#[test]
fn options_stand_before_or_behind_the_command() {
    let shop = Shop::open();
    let before = shop.run(&["--json", "find", "ben"]);
    assert_eq!(before, shop.run(&["find", "ben", "--json"]));
    assert_eq!(before, shop.run(&["find", "--json", "ben"]));
    let other = shop.file().with_file_name("other.db");
    let named = shop.run(&["find", "ben", "--db", other.to_str().unwrap()]);
    assert_eq!(named.0, 3, "the option wins over the environment");
}

#[test]
fn without_a_name_the_file_is_in_the_users_own_folder() {
    let shop = Shop::empty();
    let mut command = shop.command(&["settings", "shop", "Corner Coffee"]);
    let ended = command.env("REGULARS_DB", "").output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    let home = shop.file().ancestors().nth(2).unwrap().to_owned();
    let file = home.join("regulars").join("shop.db");
    assert!(file.exists() || cfg!(not(target_os = "linux")));
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode =
            |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));
    }
}

#[test]
fn a_file_that_is_not_ours_is_refused_and_left_as_it_is() {
    let shop = Shop::empty();
    fs::create_dir_all(shop.file().parent().unwrap()).unwrap();
    fs::write(shop.file(), "dear diary").unwrap();
    let (exit, out, err) = shop.run(&["find", ""]);
    assert_eq!((exit, out.as_str()), (4, ""), "{err}");
    assert!(
        err.starts_with("regulars: ") && err.lines().count() == 1,
        "{err}"
    );
    assert_eq!(fs::read(shop.file()).unwrap(), b"dear diary");
}

#[test]
fn completions_are_for_the_shell_that_is_named() {
    let shop = Shop::empty();
    for shell in ["bash", "zsh", "fish"] {
        let (exit, script, err) = shop.run(&["completions", shell]);
        assert_eq!((exit, err.as_str()), (0, ""));
        assert!(script.contains("complaints"), "{shell}");
    }
    assert_eq!(shop.run(&["completions", "abacus"]).0, 2);
    assert_eq!(shop.json(&["completions", "fish"])["shell"], json!("fish"));
}

#[test]
fn a_line_of_the_screens_is_the_same_command() {
    use regulars::{
        clock::Clock,
        commands::{Context, Exit, Nobody, Style, parse, run},
        store::Store,
    };
    let shop = Shop::open();
    let mut store = Store::open(&shop.file()).unwrap();
    let mut say = |line: &str| {
        let mut context = Context {
            now: Clock::fixed(NOON).unwrap().now(),
            me: "SK".into(),
            style: Style::Columns,
            desk: &mut Nobody,
        };
        match parse(line) {
            Ok(command) => run(&command, &mut store, &mut context).unwrap(),
            Err(report) => report,
        }
    };
    assert_eq!(say(":promise 'ben okafor' fri it's ready").exit, Exit::Done);
    assert_eq!(say("promise #2").lines, ["#1  it's ready  due Fri 12 June"]);
    assert_eq!(say("find nobody").exit, Exit::Nothing);
    assert_eq!(say("nosuch thing").exit, Exit::Usage);
    assert_eq!(say("").exit, Exit::Usage);
    assert!(say("log --help").lines.len() > 5);
}
