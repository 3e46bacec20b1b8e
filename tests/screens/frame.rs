//! Key script → whole screen: what the program around the screens does. Each screen has its own file of such scripts.

use std::path::PathBuf;

use crossterm::event::Event;
use regulars::{
    domain::{Change, Customer, CustomerId, Stamp, line::LineKind},
    store::Store,
    tui::{Effect, Options, Route, Screen, keymap::Layers, screens, theme::Theme},
};

use crate::{
    fixtures::{Card, Names},
    screen::{NOW, Screens},
};

fn open(route: Route, below: Option<(String, Layers)>) -> Box<dyn Screen> {
    match route {
        Route::Customers => Box::new(Names::default()),
        Route::Log => Box::new(Card::new()),
        other => screens::open(other, below),
    }
}

struct Shop {
    db: PathBuf,
    _folder: tempfile::TempDir,
    screens: Screens,
}

fn shop() -> Shop {
    let folder = crate::blank::folder();
    let db = folder.path().join("shop.db");
    let options = Options {
        open,
        ..Options::new(Theme::dark())
    };
    Shop {
        screens: Screens::open(&db, (80, 24), options),
        db,
        _folder: folder,
    }
}

#[test]
fn what_is_typed_is_saved_shown_undone_and_done_again() {
    let mut shop = shop();
    let screens = &mut shop.screens;
    screens.press("n 'Zoë Müller' Enter");
    assert_eq!(screens.app.message(), Some("behind the save"));
    assert!(screens.text().contains("Zoë Müller"));
    screens.press("Esc u");
    assert!(!screens.text().contains("▌Zoë Müller"));
    let undone = screens.app.message().unwrap().to_owned();
    assert!(undone.starts_with("undone: "), "{undone}");
    screens.press("U");
    assert!(screens.text().contains("▌Zoë Müller"));
    assert!(screens.app.message().unwrap().starts_with("done again: "));
}

#[test]
fn the_frame_around_a_screen() {
    let mut shop = shop();
    shop.screens
        .press("n 'Zoë Müller' Enter 'Ben\tOkafor' Enter Esc");
    insta::assert_snapshot!(shop.screens.picture());
}

#[test]
fn help_is_made_from_the_tables_of_the_screen_below() {
    let mut shop = shop();
    shop.screens.press("?");
    insta::assert_snapshot!(shop.screens.picture());
    shop.screens.press("Esc");
    assert!(!shop.screens.text().contains("Everywhere"));
}

#[test]
fn a_form_asks_before_what_was_typed_is_lost() {
    let mut shop = shop();
    let screens = &mut shop.screens;
    screens.press("e Esc");
    assert!(!screens.text().contains("Leave without"));
    screens.press("e Ctrl-S");
    assert!(screens.text().contains("A customer needs a name."));
    screens.press("'Zoë' Tab '0711 4471' Tab → → Tab 'Mill Lane 4' Enter '12345 Town' Esc");
    insta::assert_snapshot!(screens.picture());
    screens.press("n");
    assert!(screens.text().contains("0711 4471"));
    screens.press("Esc y");
    assert!(!screens.text().contains("0711 4471"));
}

#[test]
fn repeated_fields_come_and_go() {
    let mut shop = shop();
    let screens = &mut shop.screens;
    screens.press("e 'Zoë' Tab '111' Ctrl-N '222' Ctrl-N '333' Shift-Tab Ctrl-D Ctrl-S");
    let said = screens.app.message().unwrap();
    assert!(said.contains("111") && said.contains("333"), "{said}");
    assert!(!said.contains("222"), "{said}");
}

#[test]
fn a_question_takes_yes_or_no_and_nothing_else() {
    let mut shop = shop();
    let screens = &mut shop.screens;
    screens.press("d n");
    assert_eq!(screens.app.message(), None);
    screens.press("d j u ? y");
    assert_eq!(screens.app.message(), Some("yes, really"));
}

#[test]
fn another_windows_write_is_shown_within_a_tick() {
    let mut shop = shop();
    let mut other = Store::open(&shop.db).unwrap();
    let customer = Customer {
        name: "Ana Lima".into(),
        ..Customer::default()
    };
    let now = Stamp::from_rfc3339(NOW).unwrap();
    other
        .apply(&[Change::AddCustomer(Box::new(customer))], now)
        .unwrap();
    shop.screens.tick();
    assert!(shop.screens.text().contains("Ana Lima"));
}

#[test]
fn a_busy_file_keeps_the_text_and_saves_it_as_soon_as_it_is_free() {
    let mut shop = shop();
    let busy = rusqlite::Connection::open(&shop.db).unwrap();
    busy.execute_batch("BEGIN IMMEDIATE").unwrap();
    let screens = &mut shop.screens;
    screens.press("n 'Zoë' Enter");
    assert!(screens.text().contains("Another program holds the file"));
    assert!(screens.text().lines().nth(1).unwrap().contains("Zoë"));
    busy.execute_batch("ROLLBACK").unwrap();
    screens.tick();
    assert!(screens.text().contains("▌Zoë"));
    assert_eq!(screens.app.message(), Some("behind the save"));
}

#[test]
fn a_key_while_a_save_waits_takes_the_save_back_so_that_nothing_is_saved_twice() {
    let mut shop = shop();
    let busy = rusqlite::Connection::open(&shop.db).unwrap();
    busy.execute_batch("BEGIN IMMEDIATE").unwrap();
    let screens = &mut shop.screens;
    screens.press("n 'Zoë' Enter");
    screens.press("'!'");
    assert!(screens.text().contains("Not saved yet"));
    busy.execute_batch("ROLLBACK").unwrap();
    screens.tick().press("Enter");
    assert!(screens.text().contains("▌Zoë!"));
    assert!(!screens.text().contains("▌Zoë\n"));
}

#[test]
fn an_undo_that_finds_the_file_busy_is_done_as_soon_as_it_is_free() {
    let mut shop = shop();
    let screens = &mut shop.screens;
    screens.press("n 'Zoë' Enter Esc");
    let busy = rusqlite::Connection::open(&shop.db).unwrap();
    for (key, held, shown) in [
        ("u", "undone when it is free.", false),
        ("U", "done again when it is free.", true),
    ] {
        busy.execute_batch("BEGIN IMMEDIATE").unwrap();
        screens.press(key).tick();
        assert!(screens.text().contains(held), "{}", screens.text());
        assert_eq!(screens.text().contains("▌Zoë"), !shown);
        busy.execute_batch("ROLLBACK").unwrap();
        screens.tick();
        assert_eq!(screens.text().contains("▌Zoë"), shown);
    }
    busy.execute_batch("BEGIN IMMEDIATE").unwrap();
    screens.press("u j");
    let given_up =
        "Not undone yet: another program holds the file. Press u again when you are ready.";
    assert_eq!(screens.app.message(), Some(given_up));
    busy.execute_batch("ROLLBACK").unwrap();
    screens.tick();
    assert!(screens.text().contains("▌Zoë"), "it was taken back");
}

#[test]
fn the_mouse_selects_scrolls_and_opens() {
    let mut shop = shop();
    let screens = &mut shop.screens;
    screens.press("n 'a' Enter 'b' Enter 'c' Enter Esc");
    screens.click(5, 4);
    assert!(screens.text().contains("▌c"));
    screens.click(5, 4);
    assert_eq!(screens.app.message(), Some("opened c"));
    screens.click(5, 2);
    screens.click(5, 3);
    assert!(screens.text().contains("▌b"));
    assert_eq!(screens.app.message(), None);
}

#[test]
fn pasted_text_is_text() {
    let mut shop = shop();
    let screens = &mut shop.screens;
    screens.event(Event::Paste("quit\u{3}\n".into()));
    assert!(!screens.app.ended());
    screens.press("n");
    screens.event(Event::Paste("Ana\nLima \u{1b}[2J".into()));
    assert!(screens.text().contains("Ana Lima [2J"));
}

#[test]
fn copying_says_so_and_reaches_the_terminal_once() {
    let mut shop = shop();
    shop.screens.press("y");
    assert_eq!(shop.screens.app.message(), Some("copied: 0711 4471"));
    assert_eq!(shop.screens.app.take_copied().as_deref(), Some("0711 4471"));
    assert_eq!(shop.screens.app.take_copied(), None);
}

#[test]
fn back_leads_out_of_the_last_screen() {
    let mut shop = shop();
    shop.screens.press("? Esc");
    assert!(!shop.screens.app.ended());
    shop.screens.press("q");
    assert!(shop.screens.app.ended());
}

#[test]
fn no_size_of_the_window_crashes_anything() {
    let mut shop = shop();
    shop.screens.press("n 'Zoë Müller' Enter Esc");
    for script in ["", "?", "Esc e", "'小明' Ctrl-N", "Esc", "n c 'late !tom'"] {
        shop.screens.press(script);
        for width in [1, 2, 3, 59, 60, 61, 80, 120, 500] {
            for height in [1, 2, 3, 15, 16, 17, 24, 200] {
                shop.screens.resize(width, height);
            }
        }
    }
    shop.screens.resize(59, 16);
    assert!(shop.screens.text().contains("larger"));
}

#[test]
fn the_typed_line_shows_what_it_saves_and_asks_once_about_a_past_day() {
    let mut shop = shop();
    let screens = &mut shop.screens;
    screens.press("c 'furious: grinder leaks'");
    insta::assert_snapshot!(screens.picture());
    screens.press("Enter");
    assert!(screens.text().contains("Complaints 1"));
    assert!(!screens.text().contains("grinder leaks\n"));
    screens.press("n 'Zoë' Enter Esc");
    let customer = Some(CustomerId(1));
    screens.app.perform(vec![Effect::Go(Route::Line {
        kind: LineKind::Promise,
        customer,
        complaint: None,
        typed: "2026-06-01 ring back".into(),
    })]);
    screens.press("Enter");
    let asks = screens.text();
    assert!(asks.contains("Enter again: yes"), "{asks}");
    screens.press("Enter");
    assert_eq!(screens.app.message(), Some("promised Zoë: ring back"));
    assert!(!screens.text().contains("›"));
    let store = Store::open(&shop.db).unwrap();
    assert_eq!(store.open_promises().unwrap().len(), 1);
}
