//! The README says what is: its keys are the key tables, and its commands are there.

use std::fmt::Write;

use regulars::{
    commands,
    domain::Settings,
    tui::{keymap::Binding, screens::KEY_TABLES},
};

const BEGIN: &str = "<!-- keys:begin -->\n";
const END: &str = "<!-- keys:end -->";

fn readme() -> String {
    std::fs::read_to_string("README.md").unwrap()
}

/// `` `↑` `k` ``, with the pipe that would end a cell escaped.
fn keys(row: &Binding) -> String {
    let keys = row.keys.split(' ').map(|key| format!("`{key}`"));
    keys.collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

fn key_list() -> String {
    let mut list = String::new();
    for (title, tables) in KEY_TABLES {
        writeln!(list, "\n**{title}**\n\n| key | what it does |\n|---|---|").unwrap();
        for row in tables.iter().copied().flatten() {
            writeln!(list, "| {} | {} |", keys(row), row.help).unwrap();
        }
    }
    list.push('\n');
    list
}

#[test]
fn the_keys_are_those_of_the_tables() {
    let readme = readme();
    let (_, from) = readme.split_once(BEGIN).unwrap();
    let (shown, _) = from.split_once(END).unwrap();
    let real = key_list();
    assert!(
        shown == real,
        "README.md shows other keys; the real ones:\n{real}"
    );
}

#[test]
fn every_setting_is_named_with_what_it_is_at_first() {
    let readme = readme();
    for (key, default, _) in Settings::KEYS {
        let row = readme
            .lines()
            .find(|line| line.starts_with('|') && line.contains(&format!("`{key}`")));
        assert!(
            row.is_some_and(|row| row.contains(default)),
            "README.md does not list the setting {key}, {default:?} at first"
        );
    }
}

#[test]
fn every_command_is_named() {
    let readme = readme();
    for (name, help) in commands::palette() {
        assert!(
            readme.contains(&format!("regulars {name}")),
            "README.md does not show regulars {name}: {help}"
        );
    }
}
