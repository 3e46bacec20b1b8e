//! Key script → whole screen: the command line, its palette, and long work begun from it.

use std::fs;

use regulars::commands;

use crate::desk::{Desk, full};

/// The screens on a shop with five customers, out of the find box.
fn shop() -> Desk {
    let mut shop = full((80, 24));
    shop.screens.press("Esc");
    shop
}

fn said(shop: &Desk) -> &str {
    shop.screens.app.message().unwrap_or_default()
}

fn shows(shop: &Desk, words: &str) -> bool {
    shop.screens.text().contains(words)
}

/// Lets long work go on until it asks or has ended.
fn wait(shop: &mut Desk) {
    while shop.screens.app.busy() && !shows(shop, "y yes   n no") {
        shop.screens.tick();
        std::thread::yield_now();
    }
}

#[test]
fn the_palette_names_every_command_with_its_help() {
    for size in [(80, 24), (120, 40)] {
        let mut shop = full(size);
        shop.screens.press("Esc :");
        insta::assert_snapshot!(format!("palette_{}", size.0), shop.screens.picture());
    }
    let mut shop = shop();
    for (name, help) in commands::palette() {
        shop.screens.press(&format!(": '{name}'"));
        assert!(shows(&shop, &help), "{name}");
        shop.screens.press("Esc");
    }
}

#[test]
fn a_name_is_completed_and_then_explained() {
    let mut shop = shop();
    shop.screens.press(": 'co' Tab");
    assert!(shows(&shop, ": complain\n"));
    shop.screens.press("Tab Tab");
    assert!(shows(&shop, ": complaints\n"));
    shop.screens.press("Shift-Tab Shift-Tab ' '");
    insta::assert_snapshot!(shop.screens.picture());
}

#[test]
fn one_line_of_answer_is_said_and_more_are_opened() {
    let mut shop = shop();
    shop.screens.press(": 'settings shop' Enter");
    assert_eq!(said(&shop), "Corner Coffee");
    assert!(!shows(&shop, "── command"));
    shop.screens.press(": 'find Lima' Enter");
    assert!(said(&shop).contains("Ana Lima"), "{}", said(&shop));
    shop.screens.press(": 'find a' Enter");
    insta::assert_snapshot!(shop.screens.picture());
    shop.screens.press("Esc");
    assert!(!shows(&shop, ":find a"));
}

#[test]
fn a_line_writes_what_the_shell_would_write_and_is_undone() {
    let mut shop = shop();
    shop.screens
        .press(": 'log \"#3\" call in: wants rye !fri ring back' Enter");
    insta::assert_snapshot!(shop.screens.picture());
    shop.screens.press(": 'undo' Enter");
    assert!(said(&shop).contains("logged a call with Ana Lima"));
}

#[test]
fn a_line_that_fails_stays_and_says_why() {
    let mut shop = shop();
    for (line, why) in [
        ("lgo 4471", "There is no command lgo;"),
        ("log 4471", "Something is missing: log <WHO> <LINE>..."),
        ("find --lot x", "unexpected argument '--lot'"),
        ("log nobody-here hi", "Nobody fits \"nobody-here\"."),
        ("me Sabine", "Initials are one to four letters"),
    ] {
        shop.screens.press(&format!(": '{line}' Enter"));
        assert!(said(&shop).contains(why), "{line}: {}", said(&shop));
        assert!(shows(&shop, &format!(": {line}")));
        shop.screens.press("Esc");
    }
    shop.screens.press(": 'brief 4471' Enter");
    assert!(shows(&shop, ":brief 4471") && shows(&shop, "name one by number"));
    shop.screens.press("Esc");
    assert!(shows(&shop, ": brief 4471"));
}

#[test]
fn lines_run_before_come_back_with_the_arrow() {
    let mut shop = shop();
    shop.screens
        .press(": 'settings shop' Enter : 'settings country' Enter : 'settings shop' Enter : ↑");
    assert!(shows(&shop, ": settings shop"));
    shop.screens.press("↑");
    assert!(shows(&shop, ": settings country"));
    shop.screens.press("↑");
    assert!(shows(&shop, ": settings country"));
    shop.screens.press("↓ ↓ 'und' ↓");
    assert!(shows(&shop, ": undo\n"));
}

#[test]
fn me_signs_what_is_written_from_now_on_and_quit_ends() {
    let mut shop = shop();
    shop.screens.press(": 'me mr' Enter");
    assert_eq!(said(&shop), "New entries are signed MR.");
    shop.screens.press(": 'log \"#3\" hi' Enter F4");
    assert!(shows(&shop, "MR"));
    shop.screens.press(": 'settings me tb' Enter : 'me' Enter");
    assert_eq!(said(&shop), "New entries are signed TB.");
    shop.screens.press("u : 'me' Enter");
    assert_eq!(said(&shop), "New entries are signed MR.");
    shop.screens.press(": 'q' Enter");
    assert!(shop.screens.app.ended());
}

#[test]
fn an_import_shows_what_it_would_do_and_asks() {
    let mut shop = shop();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new.csv");
    fs::write(&file, "name,phone\nHans Huber,0711 998877\n").unwrap();
    let line = format!(": 'import {}' Enter", file.display());
    for answer in ["n", "Esc"] {
        shop.screens.press(&line);
        wait(&mut shop);
        assert!(shows(&shop, "1 new") && shows(&shop, "Import that?"));
        shop.screens.press(answer);
        wait(&mut shop);
        assert_eq!(said(&shop), "Nothing was imported.");
    }
    shop.screens.press(&line);
    wait(&mut shop);
    shop.screens.press("y");
    wait(&mut shop);
    let saved = "Saved: imported 1 customer from new.csv.";
    assert_eq!(said(&shop), saved);
    assert!(shows(&shop, "Hans Huber"));
    shop.screens.press("u");
    assert!(!shows(&shop, "▌Hans Huber") && said(&shop).starts_with("undone: imported"));
}

#[test]
fn keys_answer_while_long_work_goes_on_and_esc_cancels_only_that() {
    let mut shop = shop();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("all.csv");
    shop.screens.press(&format!(
        ": 'export --output {}' Enter : 'settings shop' Enter",
        out.display()
    ));
    wait(&mut shop);
    assert!(fs::read_to_string(&out).unwrap().contains("Zoë Müller"));
    let missing = folder.path().join("missing.csv");
    shop.screens
        .press(&format!(": 'import {}' Enter Esc", missing.display()));
    wait(&mut shop);
    assert!(said(&shop).contains("missing.csv"), "{}", said(&shop));
    assert!(!shop.screens.app.ended());
}

#[test]
fn an_export_asks_before_it_replaces_a_file() {
    let mut shop = shop();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("all.csv");
    fs::write(&out, "mine").unwrap();
    let line = format!(": 'export --output {}' Enter", out.display());
    shop.screens.press(&line);
    wait(&mut shop);
    assert!(shows(&shop, "Replace it?"));
    shop.screens.press("n");
    wait(&mut shop);
    assert_eq!(fs::read_to_string(&out).unwrap(), "mine");
    shop.screens.press(&line);
    wait(&mut shop);
    shop.screens.press("y");
    wait(&mut shop);
    assert!(said(&shop).starts_with("Exported 5 customers"));
}
