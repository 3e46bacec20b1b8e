//! `regulars doctor` as a command: exit codes, lines, JSON; and what the shell says of a damaged file.

use std::{
    fs,
    process::{Command, Stdio},
};

use serde_json::Value;

use crate::{
    patient::{pages, sql, tear, well},
    support::{Shop, dump},
};

const NOON: &str = "2026-06-10T12:00";

fn run(shop: &Shop, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_regulars"))
        .args(arguments)
        .args(["--now", NOON])
        .env("REGULARS_DB", &shop.path)
        .env("TZ", "Europe/Berlin")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// Exit code, and the state of each check, but for those that are about the machine.
fn states(shop: &Shop, arguments: &[&str]) -> (Option<i32>, Value) {
    let (exit, out, err) = run(shop, &[arguments, &["--json"]].concat());
    let json: Value =
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}"));
    (exit, json)
}

#[test]
fn the_exit_code_says_how_the_file_is() {
    let shop = well(40);
    let (exit, json) = states(&shop, &["doctor"]);
    // On a machine with a strange or full disk that is all there is to look at.
    let machine = json["checks"]
        .as_array()
        .unwrap()
        .iter()
        .any(|it| it["state"] != "good");
    assert_eq!(exit, Some(i32::from(machine)), "{json}");
    let keys: Vec<_> = json["checks"][0]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    assert_eq!(keys, ["check", "do", "says", "state"]);
    assert_eq!(
        json.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["checks", "worst"]
    );
    sql(&shop.path, "DELETE FROM search_recent");
    let (exit, json) = states(&shop, &["doctor"]);
    assert_eq!((exit, json["worst"].as_str()), (Some(1), Some("warning")));
    let (_, json) = states(&shop, &["doctor", "--fix"]);
    assert!(
        json["mended"][0]
            .as_str()
            .unwrap()
            .starts_with("A backup was made"),
        "{json}"
    );
    let page = pages(&shop.path, "interaction", "leaf")[0];
    tear(&shop.path, page, 0x55);
    let (exit, json) = states(&shop, &["doctor"]);
    assert_eq!((exit, json["worst"].as_str()), (Some(2), Some("damage")));
}

#[test]
fn each_check_is_a_line_with_what_to_do_below_it() {
    let shop = well(3);
    sql(&shop.path, "DELETE FROM search_recent");
    let (_, out, err) = run(&shop, &["doctor"]);
    let search: Vec<&str> = out
        .lines()
        .skip_while(|it| !it.contains("  search  "))
        .take(2)
        .collect();
    assert_eq!(
        search,
        [
            "look at this  search       3 parts of the index do not fit the rows; no row is lost",
            "    regulars doctor --fix makes it anew."
        ],
        "{out}{err}"
    );
    let (_, plain, _) = run(&shop, &["doctor", "--plain"]);
    assert!(
        plain.lines().all(|line| line.matches('\t').count() == 3),
        "{plain}"
    );
}

#[test]
fn there_must_be_a_shop_to_look_at() {
    let shop = Shop::new();
    let (exit, out, err) = run(&shop, &["doctor"]);
    assert_eq!((exit, out.as_str()), (Some(1), ""), "{err}");
    assert!(err.contains("there is no shop in "), "{err}");
    assert!(!shop.path.exists());
}

#[test]
fn a_damaged_file_is_refused_by_every_command_with_what_to_do_and_stays_as_it_is() {
    let shop = well(40);
    let page = pages(&shop.path, "interaction", "leaf")[0];
    tear(&shop.path, page, 0x55);
    let before = fs::read(&shop.path).unwrap();
    for command in [
        &["find", "person"][..],
        &["log", "person", "call in: hi"],
        &["export"],
        &["undo"],
        &[],
    ] {
        let (exit, out, err) = run(&shop, command);
        assert_eq!((exit, out.as_str()), (Some(4), ""), "{command:?} {err}");
        assert!(
            err.contains("is damaged")
                && err.contains("regulars doctor")
                && err.contains("regulars restore"),
            "{err}"
        );
    }
    run(&shop, &["doctor", "--fix"]);
    let into = shop.folder.path().join("saved.db");
    let (exit, out, err) = run(&shop, &["doctor", "--salvage", into.to_str().unwrap()]);
    assert_eq!(exit, Some(0), "{out}{err}");
    assert!(err.contains("rows were saved into"), "{err}");
    assert!(out.contains("interaction"), "{out}");
    let people = |it: &&str| it.starts_with("\"customer\"");
    assert_eq!(dump::shop(&into).lines().filter(people).count(), 40);
    let again = run(&shop, &["doctor", "--salvage", into.to_str().unwrap()]);
    assert_eq!(again.0, Some(4), "{again:?}");
    assert!(fs::read(&shop.path).unwrap() == before);
    assert!(!shop.path.with_file_name("shop.db-wal").exists());
}
