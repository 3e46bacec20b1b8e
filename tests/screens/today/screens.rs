//! Key script → the screen of Today.

use regulars::{
    domain::Change,
    tui::{Options, Route, theme::Theme},
};
use serde_json::json;

use super::{action, at, complaint, edit, promise, step, talk, want};
use crate::{screen::Screens, shop::Shop};

pub const SMALL: (u16, u16) = (80, 24);

/// One line of every kind there is.
fn everything() -> Vec<Change> {
    vec![
        promise(json!({"due": "2026-06-08", "what": "ring back about decaf", "by": "SK"})),
        promise(json!({"due": "2026-06-10", "what": "send the price list", "customer": 2})),
        promise(
            json!({"due": "2026-06-09", "what": "mend the handle", "customer": 3, "done": at("06-09T10:00")}),
        ),
        complaint(json!({"opened": at("06-09T12:00")})),
        complaint(
            json!({"what": "two bags instead of three", "customer": null, "source": "overheard",
            "opened": at("06-06T10:00")}),
        ),
        complaint(
            json!({"what": "stale beans", "customer": 2, "opened": at("06-01T10:00"), "steps": [
            step("answered", "06-01T10:30"), step("closed", "06-02T10:00")]}),
        ),
        want(json!({"arrived": at("06-08T10:00"), "customer": 4})),
        action(json!({"due": "2026-06-09"})),
        talk(json!({"customer": 3, "at": "2026-02-01T10:00:00+01:00"})),
    ]
}

fn full() -> Shop {
    let shop = super::shop(&everything());
    edit(&shop, 1, json!({"birthday": "1961-06-14"}));
    shop
}

pub fn open(shop: &Shop, size: (u16, u16)) -> Screens {
    let options = Options {
        first: Route::Today,
        ..Options::new(Theme::dark())
    };
    Screens::open(&shop.file(), size, options)
}

/// The lines as painted, without headings.
#[track_caller]
pub fn shows(screens: &Screens, words: &str) {
    let text = screens.text();
    assert!(text.contains(words), "no {words:?} in\n{text}");
}

#[track_caller]
fn hides(screens: &Screens, words: &str) {
    let text = screens.text();
    assert!(!text.contains(words), "{words:?} is in\n{text}");
}

#[test]
fn everything_there_is_to_do() {
    let shop = full();
    for (name, size) in [
        ("full_80", SMALL),
        ("full_120", (120, 40)),
        ("full_60", (60, 16)),
    ] {
        insta::assert_snapshot!(name, open(&shop, size).picture());
    }
}

#[test]
fn nothing_to_do() {
    let shop = Shop::open();
    for (name, size) in [
        ("empty_80", SMALL),
        ("empty_120", (120, 40)),
        ("empty_60", (60, 16)),
    ] {
        insta::assert_snapshot!(name, open(&shop, size).picture());
    }
}

/// Opens Today on one line and does what the script says; the line is there before and gone afterwards.
#[track_caller]
fn done(line: Change, script: &str) -> (Shop, Screens) {
    let shop = super::shop(&[line]);
    let mut screens = open(&shop, SMALL);
    hides(&screens, "Nothing is left");
    screens.press(script);
    shows(&screens, "Nothing is left to do today.");
    (shop, screens)
}

/// What the newest contact says.
fn logged(shop: &Shop) -> String {
    let store = regulars::store::Store::open(&shop.file()).unwrap();
    let newest = store
        .interactions(&Default::default(), 0, 1)
        .unwrap()
        .remove(0);
    format!(
        "{} {} {}: {}",
        newest.customer.unwrap(),
        newest.channel,
        newest.direction,
        newest.summary
    )
}

#[test]
fn a_promise_is_done_and_then_told_with_a_log_line_on_the_channel_they_like() {
    let (shop, mut screens) = done(
        promise(json!({"due": "2026-06-08", "what": "order !rye #1"})),
        "Enter x Enter Enter",
    );
    assert_eq!(logged(&shop), "#1 text out: told them: order rye 1 is done");
    screens.press("u");
    shows(&screens, "tell them it is done");
    assert_eq!(screens.app.message(), Some("undone: logged a text with Zo"));
}

#[test]
fn a_promise_gets_another_day_or_is_let_off() {
    let late = || promise(json!({"due": "2026-06-08"}));
    done(late(), "Enter r");
    done(late(), "Enter B");
    done(late(), "Enter X");
    let shop = super::shop(&[late()]);
    let mut screens = open(&shop, SMALL);
    screens.press("Enter");
    shows(&screens, "promise to Zo");
    shows(&screens, "late, was due Mon 8 June");
    screens.press("e Tab Ctrl-U 'fri' Ctrl-S");
    shows(&screens, "Nothing is left");
}

#[test]
fn what_arrived_is_told_with_a_log_line() {
    let (shop, _) = done(
        want(json!({"arrived": at("06-09T10:00"), "customer": 2})),
        "Enter Enter",
    );
    assert_eq!(logged(&shop), "#2 call out: told them: rye flour is in");
    let store = regulars::store::Store::open(&shop.file()).unwrap();
    assert!(
        store.wants_of(regulars::domain::CustomerId(2)).unwrap()[0]
            .told
            .is_some()
    );
}

#[test]
fn leaving_the_line_leaves_everything_as_it_was() {
    let shop = super::shop(&[want(json!({"arrived": at("06-09T10:00")}))]);
    let mut screens = open(&shop, SMALL);
    screens.press("Enter Esc");
    shows(&screens, "arrived for someone");
    let store = regulars::store::Store::open(&shop.file()).unwrap();
    assert!(
        store
            .interactions(&Default::default(), 0, 1)
            .unwrap()
            .is_empty()
    );
}

#[test]
fn an_action_is_done_and_then_verified() {
    let shop = super::shop(&[action(json!({"due": "2026-06-09"}))]);
    let mut screens = open(&shop, SMALL);
    screens.press("Enter");
    shows(&screens, "label the shelf: is it done?");
    screens.press("n");
    shows(&screens, "action, late");
    screens.press("Enter y");
    shows(&screens, "done today, not verified");
    screens.press("Enter y");
    shows(&screens, "Nothing is left");
}

#[test]
fn a_check_in_is_a_log_line_for_that_customer() {
    let quiet = talk(json!({"at": "2026-02-01T10:00:00+01:00", "customer": 2}));
    let (shop, _) = done(quiet, "Enter 'are you well?' Enter");
    assert_eq!(logged(&shop), "#2 call out: are you well?");
}

#[test]
fn thanks_are_said_once_and_logged() {
    let asked = talk(json!({"reason": "enquiry", "customer": 2, "summary": "do you have scales?"}));
    let (shop, mut screens) = done(asked, "Enter Enter");
    assert_eq!(
        logged(&shop),
        "#2 call out: thanked them for asking: do you have scales?"
    );
    screens.press("u");
    shows(&screens, "say thanks");
}

#[test]
fn a_birthday_wished_early_rests_until_it_is_over() {
    let shop = Shop::open();
    edit(&shop, 1, json!({"birthday": "--06-14"}));
    let mut screens = open(&shop, SMALL);
    screens.press("Enter Enter");
    shows(&screens, "Nothing is left");
    assert_eq!(logged(&shop), "#1 text out: wished a happy birthday");
    let shown = |now: &str| {
        shop.json(&["today", "--now", now])["items"]
            .to_string()
            .contains("birthday")
    };
    assert_eq!(
        [shown("2026-06-14T12:00"), shown("2027-06-14T12:00")],
        [false, true]
    );
}

#[test]
fn a_complaint_opens() {
    let shop = super::shop(&[complaint(json!({"opened": at("06-09T12:00")}))]);
    let mut screens = open(&shop, SMALL);
    screens.press("Enter");
    shows(&screens, "grinder leaks");
    hides(&screens, "put off");
    screens.press("a Esc");
    shows(&screens, "Nothing is left");
}

#[test]
fn a_closed_complaint_is_asked_about_again() {
    let shop = super::shop(&[complaint(json!({"opened": at("06-01T12:00"), "steps": [
        step("answered", "06-01T13:00"), step("closed", "06-03T10:00")]}))]);
    let mut screens = open(&shop, SMALL);
    screens.press("G");
    shows(&screens, "closed 3 Jun");
    screens.press("Enter");
    shows(&screens, "did they get what they hoped for?");
    screens.press("→ Tab 'all is well' Ctrl-S Esc");
    hides(&screens, "ask again");
    let heard = regulars::store::Store::open(&shop.file()).unwrap();
    let heard = heard
        .recoveries_of(regulars::domain::ComplaintId(1))
        .unwrap();
    assert_eq!(heard[0].text, "all is well");
}

#[test]
fn a_line_is_put_off_until_tomorrow_or_a_day() {
    let late = || promise(json!({"due": "2026-06-08"}));
    let (shop, mut screens) = done(late(), "z Enter");
    assert_eq!(
        screens.app.message(),
        Some("put a line of Today off until 11 June")
    );
    let count = |now: &str| {
        shop.json(&["today", "--now", now])["items"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(
        [count("2026-06-10T12:00"), count("2026-06-11T00:10")],
        [0, 1]
    );
    screens.press("u");
    shows(&screens, "ring back");
    screens.press("z 'fri' Enter");
    assert_eq!(
        [count("2026-06-11T12:00"), count("2026-06-12T12:00")],
        [0, 1]
    );
    let store = regulars::store::Store::open(&shop.file()).unwrap();
    assert!(
        store
            .interactions(&Default::default(), 0, 1)
            .unwrap()
            .is_empty(),
        "no contact is faked"
    );
}

#[test]
fn a_line_put_off_again_has_one_row() {
    let shop = super::shop(&[promise(json!({"due": "2026-06-08"}))]);
    let old = json!({"id": 0, "kind": "promise_late", "subject": 1, "until": "2026-06-10"});
    super::write(
        &shop,
        &[Change::Add(regulars::domain::Kept::Snooze(
            serde_json::from_value(old).unwrap(),
        ))],
    );
    let mut screens = open(&shop, SMALL);
    screens.press("z 'yesterday' Enter");
    shows(&screens, "Name a day to come");
    screens.press("Ctrl-U '+2d' Enter");
    shows(&screens, "Nothing is left");
    let store = regulars::store::Store::open(&shop.file()).unwrap();
    assert_eq!(store.snoozes().unwrap().len(), 1);
}

#[test]
fn a_line_says_why_and_leads_to_its_customer() {
    let shop = full();
    let mut screens = open(&shop, SMALL);
    screens.press("=");
    shows(
        &screens,
        "Promise #1: given Mon 1 June by SK, due Mon 8 June, not done.",
    );
    screens.press("Esc o");
    shows(&screens, "── Zoë Müller");
    hides(&screens, "put off");
    screens.press("Esc ↓ ↓ o");
    assert_eq!(
        screens.app.message(),
        Some("This line is about no customer.")
    );
}

#[test]
fn the_header_counts_on_every_screen_and_f2_leads_there() {
    let shop = full();
    let mut screens = Screens::open(&shop.file(), SMALL, Options::new(Theme::dark()));
    shows(&screens, " Today 11 ");
    screens.press("F4");
    shows(&screens, " Today 11 ");
    screens.press("1 z Enter");
    shows(&screens, " Today 10 ");
    screens.press("F5");
    shows(&screens, " Today 10 ");
    screens.press("u");
    shows(&screens, " Today 11 ");
}

#[test]
fn no_size_is_too_small_or_too_large() {
    let shop = full();
    let mut screens = open(&shop, SMALL);
    for (width, height) in [(1, 1), (60, 16), (61, 17), (110, 16), (500, 200)] {
        screens.resize(width, height);
        screens.press("↓ G z 'x' Enter Esc g Enter Esc = Esc");
    }
}

#[test]
fn more_than_fifty_lines_of_a_section_are_counted_below_them() {
    let many =
        (1..=70).map(|day| promise(json!({"due": "2026-06-08", "what": format!("number {day}")})));
    let shop = super::shop(&many.collect::<Vec<_>>());
    let mut screens = open(&shop, SMALL);
    shows(&screens, " Today 70 ");
    screens.press("G ↓");
    shows(&screens, "number 50");
    screens.press("k ↓ j PgDn");
    shows(&screens, "and 20 more");
}

#[test]
fn what_another_window_does_is_seen_and_a_double_click_opens() {
    let shop = super::shop(&[promise(json!({"due": "2026-06-08"}))]);
    let mut screens = open(&shop, SMALL);
    super::write(
        &shop,
        &[promise(json!({"due": "2026-06-07", "what": "older"}))],
    );
    screens.tick();
    shows(&screens, " Today 2 ");
    screens.click(30, 3).click(30, 3);
    shows(&screens, "late, was due Mon 8 June");
}
