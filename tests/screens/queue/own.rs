//! What the shop asks itself, on the screens: the self-check, worksheets, kudos, a line for you, the review.

use insta::assert_snapshot;
use regulars::{
    domain::{Change, Kudos, SelfCheck, Staff},
    tui::Route,
};
use serde_json::json;

use super::{Desk, SMALL, now, shop};

const TINY: (u16, u16) = (60, 16);

fn check(quarter: &str, scores: &str, note: &str) -> Change {
    let new = SelfCheck::new(quarter.parse().unwrap(), (now(), "SK"));
    let check = SelfCheck {
        scores: scores.parse().unwrap(),
        note: note.into(),
        ..new
    };
    check.save(None)
}

/// The shop with three self-checks of earlier quarters.
fn checked() -> Vec<Change> {
    let mut changes = shop();
    changes.push(check("2025-Q3", "323243222341", ""));
    changes.push(check(
        "2025-Q4",
        "333243.23342",
        "names at the counter help",
    ));
    changes.push(check("2026-Q1", "34.344.23343", ""));
    changes
}

#[test]
fn the_self_check_goes_on_with_every_score() {
    let mut desk = Desk::with(&shop(), SMALL, Route::Complaints);
    desk.press(": 'selfcheck' Enter")
        .shows("not begun; a score is saved as you press it")
        .shows("we have the answer before they have finished")
        .press("4")
        .says("began the self-check of 2026-Q2")
        .shows("▌keeping our word")
        .shows("1 of 12 scored, 4.0 on average");
    desk.press("2").says("scored keeping our word 2");
    desk.press("↑ 0")
        .says("took off the score of keeping our word");
    desk.press("u").press("u").hides("2 ■■");
    desk.press("G 5").shows("▌after the sale").press("5");
    let checks = desk.store().self_checks().unwrap();
    assert_eq!(checks[0].scores.to_string(), "4..........5");
    desk.press("e 'ask before they ring' Ctrl-S")
        .says("edited the self-check of 2026-Q2")
        .shows("note ask before they ring");
    desk.press("]").says("2026-Q3 is still to come.");
    desk.press("[ 3").says("began the self-check of 2026-Q1");
    assert_eq!(desk.store().self_checks().unwrap().len(), 2);
}

#[test]
fn the_self_check_stands_beside_its_earlier_quarters() {
    for size in [SMALL, TINY] {
        let mut desk = Desk::with(&checked(), size, Route::SelfCheck);
        desk.press("4 5 3 2 4");
        assert_snapshot!(format!("self_check_{}", size.0), desk.picture());
    }
    let mut desk = Desk::with(&checked(), SMALL, Route::SelfCheck);
    desk.press("4 ↑ =")
        .shows("Self-check · listening")
        .shows("5 means: they finish, and we say back what we heard.")
        .shows("2026-Q2: 4, up")
        .press("Esc [ [ [ [")
        .shows("Self-check 2025-Q2")
        .shows("not begun");
}

#[test]
fn whoever_is_second_scores_on_top() {
    let mut desk = Desk::with(&checked(), SMALL, Route::SelfCheck);
    let mut other = desk.store();
    other
        .apply(&[check("2026-Q2", "...........5", "")], now())
        .unwrap();
    desk.press("4").shows("▌keeping our word");
    let checks = other.self_checks().unwrap();
    assert_eq!(checks[0].scores.to_string(), "4..........5");
}

#[test]
fn the_cards_say_quietly_that_it_is_due_where_the_shop_ever_did_one() {
    let mut desk = Desk::open(SMALL, Route::Cards);
    desk.hides("self-check");
    let mut desk = Desk::with(&checked(), SMALL, Route::Cards);
    desk.shows("self-check of 2026-Q2: not begun · :selfcheck");
}

#[test]
fn worksheets_are_listed_and_begun_with_a_customer() {
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press(": 'worksheets' Enter")
        .shows("None yet.")
        .shows("of them.");
    desk.press("n 'the rent' Ctrl-S")
        .says("began the worksheet: the rent");
    desk.press("Enter Shift-Tab 'five years, no more' Ctrl-S")
        .shows("outcome: five years, no m");
    desk.press("o").says("It is with nobody the shop knows.");
    desk.press("F3 Esc ↓ Enter W")
        .shows("eight questions before you talk with 王小明")
        .press("'the price of beans' Tab Tab Tab Tab Tab");
    assert_snapshot!("worksheet_with_80", desk.picture());
    desk.press("'ten percent' Ctrl-S")
        .says("began the worksheet: the price of beans")
        .shows("worksheet")
        .shows("1 of 8 answered");
    desk.press("W").shows("ten percent").press("Esc");
    desk.press(": 'worksheets' Enter");
    assert_snapshot!("worksheets_80", desk.picture());
    desk.press("d").says("took out the worksheet").press("u");
    desk.press("g o").shows("王小明");
    desk.screens.resize(60, 16);
    desk.press(": 'worksheets' Enter");
    assert_snapshot!("worksheets_60", desk.screens.picture());
}

#[test]
fn a_furious_case_shows_a_line_for_you() {
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press("Enter")
        .shows("for you One thing at a time")
        .press("-")
        .hides("for you")
        .press("+")
        .shows("for you One thing at a time");
    assert_snapshot!("for_you_80", desk.picture());
    desk.press("z 'she moved away' Enter")
        .shows("for you I tell somebody");
    desk.press(": 'settings anchors off' Enter")
        .hides("for you");
}

#[test]
fn kudos_stand_where_the_staff_is() {
    let mut changes = shop();
    let staff = json!({"id": 0, "initials": "TB", "name": "Tomás"});
    let staff: Staff = serde_json::from_value(staff).unwrap();
    changes.push(Change::Add(staff.into()));
    let mut desk = Desk::with(&changes, SMALL, Route::Settings);
    desk.press("G =")
        .shows("No kudos yet; :kudos TB and what they did well.");
    for text in ["stayed calm with the cup", "went along the queue with soup"] {
        let new = Kudos::new("TB", text, &[], (now(), "SK")).unwrap();
        desk.store()
            .apply(&[Change::Add(new.into())], now())
            .unwrap();
    }
    desk.press("Esc").screens.tick();
    desk.press("=")
        .shows("kudos today: went along the queue with soup · SK")
        .shows("kudos today: stayed calm with the cup · SK")
        .press("Esc Enter")
        .shows("kudos today: went along the queue with soup · SK");
    desk.press("Esc : 'kudos tb let him finish' Enter")
        .says("let him finish")
        .press(": 'kudos' Enter")
        .shows("stayed calm with the cup");
}

#[test]
fn a_furious_complaint_in_one_line_brings_a_line_for_you() {
    let mut desk = Desk::open(SMALL, Route::Log);
    desk.press("c 'furious: the lid is cracked' Enter")
        .says("the lid is cracked · For you: One thing at a time.")
        .shows("For you: One thing at a");
    desk.press("c 'upset: the lid is lost' Enter")
        .says("the lid is lost");
    let said = desk.screens.app.message().unwrap_or_default();
    assert!(!said.contains("For you"), "{said}");
    desk.press("c 'furious: the lid is hot' Tab Ctrl-S")
        .says("the lid is hot · For you: I listen to the end.");
    desk.press(": 'settings anchors off' Enter c 'furious: no lid' Enter");
    let said = desk.screens.app.message().unwrap_or_default();
    assert!(!said.contains("For you"), "{said}");
}

#[test]
fn the_page_of_figures_is_read_where_one_is() {
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press(": 'report' Enter").is_at_work();
    desk.shows("# ");
}

#[test]
fn the_review_and_the_casebook_are_read_where_one_is() {
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press(": 'review' Enter");
    assert_snapshot!("review_80", desk.picture());
    desk.press("Esc : 'casebook' Enter").is_at_work();
    assert_snapshot!("casebook_80", desk.picture());
}
