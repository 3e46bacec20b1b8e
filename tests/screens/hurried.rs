//! A key breaks off what is being read for the one before it; nothing of that stays, and all of it is read behind the last key.

use regulars::{
    domain::{Change, CustomerId, Stamp},
    tui::{Options, keymap::key_of, theme::Theme},
};
use serde_json::json;

use crate::{
    blank,
    desk::{Desk, desk, people, row},
    screen::{NOW, Screens},
};

/// So many contacts that SQLite asks in between whether they are wanted.
const TALKS: usize = 1500;

/// Five customers; the second had many talks, in the oldest of which stands a rare word.
fn talkative() -> Desk {
    let talk = |number: usize| {
        let words = if number == 0 { "xylem" } else { "rye" };
        let (hour, minute) = (number / 60, number % 60);
        row(json!({
            "id": 0, "customer": 2, "at": format!("2026-06-0{}T{:02}:{minute:02}:00+02:00", 1 + hour / 24, hour % 24),
            "channel": "call", "direction": "in", "by": "SK", "summary": format!("{words} number {number}"),
        }))
    };
    let talks = (0..TALKS).map(|number| Change::AddInteraction(talk(number)));
    desk((80, 24), &[people(), talks.collect()])
}

#[test]
fn in_the_log_the_rows_stay_until_the_last_key_is_answered() {
    let mut desk = talkative();
    let screens = &mut desk.screens;
    screens.press("F4 /").hurried("x");
    assert!(screens.app.wants_idle(), "it is still to do");
    assert!(screens.text().contains("rye number 1499"));
    assert!(!screens.text().contains("Not read"));
    // The filter of the letter that is gone does not stay either.
    screens.hurried("Backspace").tick();
    assert!(screens.text().contains("rye number 1499"));
    screens.press("Enter G");
    assert!(screens.text().contains("xylem number 0"));
    assert!(screens.text().contains("rye number 1 ") || screens.text().contains("rye number 1\n"));
    screens.press("g / 'xy'").hurried("l").press("'em'");
    assert!(screens.text().contains("xylem number 0"));
    assert!(!screens.text().contains("rye number"));
    // What another reads or writes meanwhile does not bring the rest back.
    screens.tick().press("Enter G g");
    assert!(!screens.text().contains("rye number"));
}

#[test]
fn who_is_found_by_a_long_text_is_looked_for_again() {
    let mut desk = talkative();
    let screens = &mut desk.screens;
    screens.press("'numbe'").hurried("r");
    assert!(screens.app.wants_idle(), "it is still to do");
    screens.resize(80, 25);
    assert!(screens.text().contains("1 of 5"));
    assert!(!screens.text().contains("Not read"));
}

#[test]
fn somebody_whom_another_window_took_out_leaves_nothing_to_do_for_ever() {
    let now = Stamp::from_rfc3339(NOW).unwrap();
    let folder = blank::folder();
    let db = folder.path().join("shop.db");
    let mut other = blank::open(&db);
    other.apply(&people(), now).unwrap();
    let mut app = Screens::open(&db, (80, 24), Options::new(Theme::dark())).app;
    let gone: Vec<Change> = (1..=5)
        .map(|id| Change::RemoveCustomer(CustomerId(id)))
        .collect();
    other.apply(&gone, now).unwrap();
    for key in ["Esc", "↓"] {
        app.key(key_of(key).unwrap());
    }
    for _ in 0..5 {
        app.idle(|| true);
    }
    assert!(!app.wants_idle());
}
