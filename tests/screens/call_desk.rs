//! Key script → whole screen: the find box, the list, the brief, the profile and the typed line.

use regulars::domain::{Change, Customer, Interaction};
use serde_json::json;

use crate::{
    desk::{desk, full, people, row},
    screen::Screens,
};

/// The picture after a script, in both usual sizes.
fn pictures(name: &str, script: &str) {
    for size in [(80, 24), (120, 40)] {
        let mut desk = full(size);
        desk.screens.press(script);
        insta::assert_snapshot!(format!("{name}_{}", size.0), desk.screens.picture());
    }
}

#[test]
fn everybody_with_the_brief_of_the_first() {
    pictures("everybody", "");
}

#[test]
fn four_digits_find_the_ending_of_a_phone_first() {
    pictures("four_digits", "'4471'");
}

#[test]
fn a_word_of_the_log_finds_who_said_it() {
    pictures("a_word_of_the_log", "'receipts'");
}

#[test]
fn the_profile() {
    pictures("profile", "'4471' Enter");
}

#[test]
fn a_line_shows_its_reading_before_it_is_saved() {
    pictures(
        "line",
        "'4471' Enter l 'call in: wants rye !fri ring back #delivery +1'",
    );
}

#[test]
fn a_line_as_a_form() {
    pictures("form", "'4471' Enter l 'wants rye !fri ring back' Tab");
}

#[test]
fn an_empty_shop_says_what_to_press_first() {
    for size in [(80, 24), (120, 40), (60, 16)] {
        let desk = desk(size, &[]);
        insta::assert_snapshot!(format!("empty_{}", size.0), desk.screens.picture());
    }
}

#[test]
fn a_customer_of_whom_nothing_is_known_but_the_name() {
    let bare = Change::AddCustomer(Box::new(Customer {
        name: "Ada".into(),
        ..Customer::default()
    }));
    for size in [(80, 24), (120, 40)] {
        let mut desk = desk(size, &[vec![bare.clone()]]);
        desk.screens.press("Enter");
        insta::assert_snapshot!(format!("bare_profile_{}", size.0), desk.screens.picture());
    }
}

#[test]
fn a_small_window_keeps_the_list() {
    let mut desk = full((60, 16));
    desk.screens.press("'4471'");
    insta::assert_snapshot!(desk.screens.picture());
    desk.screens.press("Enter");
    insta::assert_snapshot!(desk.screens.picture());
}

#[test]
fn a_number_that_nobody_has_offers_a_new_customer() {
    let mut desk = full((80, 24));
    insta::assert_snapshot!(desk.screens.press("'990088'").picture());
    assert!(desk.screens.text().contains("n new customer"));
    desk.screens.press("Ctrl-U 'Nadine'");
    let text = desk.screens.text();
    assert!(text.contains("Nobody fits “Nadine”") && text.contains("Enter new customer"));
}

#[test]
fn a_filter_word_that_is_not_known_is_said_to_its_end() {
    let mut desk = full((80, 24));
    desk.screens.press("'tga:vip'");
    insta::assert_snapshot!("filter_word_80", desk.screens.picture());
    desk.screens.resize(60, 16);
    insta::assert_snapshot!("filter_word_60", desk.screens.picture());
    desk.screens.press("Ctrl-U 'tag:vip'");
    assert!(desk.screens.text().contains("1 of 5"));
}

#[test]
fn a_household_on_one_number_stands_together() {
    let mut desk = full((80, 24));
    desk.screens.press("'5678'");
    let text = desk.screens.text();
    assert!(text.contains("2 of 5"), "{text}");
    desk.screens.press("Enter");
    assert!(desk.screens.text().contains(" household  "));
}

#[test]
fn what_is_logged_is_there_undone_and_there_again() {
    let mut desk = full((80, 24));
    let screens = &mut desk.screens;
    screens.press("'4471' Enter l 'call in: wants rye !fri ring back #delivery +1' Enter");
    assert_eq!(screens.app.message(), Some("logged a call with Zo"));
    insta::assert_snapshot!(screens.picture());
    screens.press("u");
    assert_eq!(screens.app.message(), Some("undone: logged a call with Zo"));
    insta::assert_snapshot!(screens.picture());
    screens.press("U");
    assert!(screens.text().contains("wants rye"));
}

#[test]
fn the_next_caller_begins_the_box_anew() {
    let mut desk = full((80, 24));
    desk.screens.press("'4471' Enter Esc '5678'");
    assert!(desk.screens.text().contains("find  5678"));
    desk.screens.press("Enter Esc Backspace '9'");
    assert!(desk.screens.text().contains("find  5679"));
}

#[test]
fn out_of_the_box_letters_are_commands() {
    let mut desk = full((80, 24));
    let screens = &mut desk.screens;
    screens.press("'4471' Esc j");
    assert!(screens.text().contains("── Ben Okafor"));
    screens.press("=");
    insta::assert_snapshot!(screens.app.message().unwrap());
    screens.press("y");
    assert_eq!(screens.app.message(), Some("copied: 030 020 4471"));
    screens.press("Esc");
    assert!(screens.text().contains("5 customers"));
    screens.press("Esc");
    assert!(screens.app.ended());
}

#[test]
fn one_action_for_all_that_are_marked_is_one_step() {
    let mut desk = full((80, 24));
    let screens = &mut desk.screens;
    screens.press("'tag:regular' Ctrl-U Esc Space Space Space # 'regular' Enter");
    assert!(screens.text().contains("3 marked"), "{}", screens.text());
    screens.press("Esc / 'tag:regular'");
    assert!(screens.text().contains("3 of 5"), "{}", screens.text());
    screens.press("Esc u");
    assert!(screens.text().contains("0 of 5"), "{}", screens.text());
    screens.press("Esc * d y");
    assert!(screens.text().contains("Nobody is in the book yet."));
    screens.press("u");
    assert!(screens.text().contains("5 customers"));
}

#[test]
fn rows_are_sorted_by_name_and_by_silence() {
    let mut desk = full((80, 24));
    let names = |screens: &Screens| -> Vec<String> {
        let text = screens.text();
        let rows = text.lines().skip(3).take(5);
        rows.map(|row| row[3..].trim_start().split("  ").next().unwrap().to_owned())
            .collect()
    };
    desk.screens.press("Esc s");
    let by_name = names(&desk.screens);
    assert_eq!(by_name[..2], ["Ana Lima", "Ben Okafor"]);
    assert_eq!(by_name[4], "王小明");
    desk.screens.press("s");
    assert_eq!(names(&desk.screens)[4], "Zoë Müller");
}

#[test]
fn a_channel_that_nobody_wants_is_asked_about_once() {
    let mut desk = full((80, 24));
    let screens = &mut desk.screens;
    screens.press("'4471' Enter l 'call out: told her the price' Enter");
    assert!(screens.text().contains("Zo asked never to be called."));
    screens.press("n");
    assert!(screens.text().contains("› call out: told her the price"));
    screens.press("Enter y");
    assert_eq!(screens.app.message(), Some("logged a call with Zo"));
}

#[test]
fn a_line_left_with_text_in_it_asks_first() {
    let mut desk = full((80, 24));
    let screens = &mut desk.screens;
    screens.press("'4471' Enter c 'cold' Esc");
    assert!(screens.text().contains("Leave without saving"));
    screens.press("n Esc y");
    assert!(screens.text().contains("timeline · 4"));
}

#[test]
fn leaving_the_form_of_a_line_goes_back_to_what_was_typed() {
    let mut desk = full((80, 24));
    let screens = &mut desk.screens;
    screens.press("'4471' Enter l 'wants rye !fri ring back' Tab Esc");
    let text = screens.text();
    assert!(text.contains("› wants rye !fri ring back"), "{text}");
    screens.press("Ctrl-U Tab Esc");
    assert!(
        screens.text().contains("timeline · 4"),
        "{}",
        screens.text()
    );
}

#[test]
fn the_form_of_a_line_saves_what_the_line_has_no_room_for() {
    let mut desk = full((80, 24));
    let screens = &mut desk.screens;
    screens.press(
        "'4471' Enter l 'wants rye' Tab Tab Tab Tab → → Tab Tab Tab Tab 'order' Tab → → Ctrl-S",
    );
    assert!(screens.text().contains("Why not?"), "{}", screens.text());
    screens.press("'too dear' Ctrl-S");
    let text = screens.text();
    assert!(
        text.contains("wants rye · order · no: too dear · -1"),
        "{text}"
    );
}

#[test]
fn a_promise_is_done_told_and_reopened_with_one_key_each() {
    let mut desk = full((80, 24));
    let screens = &mut desk.screens;
    screens.press("'4471' Enter Space");
    assert!(screens.text().contains("done, not told"));
    screens.press("v v X");
    assert!(screens.text().contains("kept"), "{}", screens.text());
    screens.press("o");
    assert!(screens.text().contains("due tomorrow"));
    screens.press("r r");
    let said = screens.app.message().unwrap();
    assert!(said.starts_with("They let you off"), "{said}");
}

#[test]
fn a_removed_customer_comes_back() {
    let mut desk = full((80, 24));
    let screens = &mut desk.screens;
    screens.press("'4471' Enter d");
    assert_eq!(screens.app.message(), Some("removed Zo"));
    assert!(screens.text().contains("2 of 4"));
    screens.press("Esc u");
    assert!(screens.text().contains("3 of 5"));
}

#[test]
fn previous_and_next_walk_through_the_hits() {
    let mut desk = full((80, 24));
    let screens = &mut desk.screens;
    screens.press("'4471' Enter ]");
    assert!(screens.text().contains("── Ben Okafor"));
    assert!(screens.text().contains("2 of 3"));
    screens.press("] ]");
    assert_eq!(screens.app.message(), Some("The list ends here."));
    screens.press("[ [");
    assert!(screens.text().contains("── Zoë Müller"));
}

#[test]
fn a_thousand_talks_are_read_as_far_as_one_looks() {
    let talks = (0..1000).map(|number| {
        Change::AddInteraction(row::<Interaction>(json!({
            "id": 0, "customer": 1, "channel": "call", "direction": "in", "summary": format!("talk {number}"),
            "at": format!("2026-01-01T{:02}:{:02}:00+02:00", number / 60, number % 60),
        })))
    });
    let mut desk = desk((80, 24), &[people(), talks.collect()]);
    let screens = &mut desk.screens;
    screens.press("'zoe' Enter");
    assert!(screens.text().contains("timeline · 100+"));
    screens.press("G G G G G");
    let text = screens.text();
    assert!(
        text.contains("talk 0\n") && text.contains("timeline · 1,000"),
        "{text}"
    );
}

#[test]
fn the_mouse_selects_and_opens() {
    let mut desk = full((80, 24));
    let screens = &mut desk.screens;
    screens.press("'4471'").click(10, 4);
    assert!(screens.text().contains("── Ben Okafor"));
    screens.click(10, 4);
    assert!(screens.text().contains("timeline"));
}

#[test]
fn no_window_is_too_small_or_too_large() {
    let mut desk = full((80, 24));
    for (width, height) in [
        (1, 1),
        (60, 16),
        (61, 17),
        (500, 200),
        (109, 30),
        (110, 16),
        (300, 16),
    ] {
        for script in ["", "'4471'", "Enter", "l 'x'", "Tab", "Esc y", "Esc Ctrl-U"] {
            desk.screens.resize(width, height).press(script);
        }
    }
}
