//! Key script → screen: feedback with its product and stage, what becomes of an idea, and all that was said.

use regulars::domain::{Change, Feedback};
use serde_json::json;

use crate::{
    desk::{Desk, desk, full, row},
    screen::Screens,
};

#[track_caller]
fn sees(screens: &Screens, words: &str) {
    let text = screens.text();
    assert!(text.contains(words), "{words:?} is not in\n{text}");
}

/// A shop in which something was bought, said and seen; Zoë's profile is open.
fn said(size: (u16, u16)) -> Desk {
    let mut desk = full(size);
    desk.screens
        .press("'zoe' Enter b '1 Ethiopia 8.00' Enter f 'idea, choosing: more sizes @eth' → Enter");
    desk.screens.press(
        ": 'observe criticism, buying: three left the queue while the till was counted' Enter Esc",
    );
    desk.screens
        .press(": 'feedback - review: long wait on Saturdays 2/5' Enter Esc");
    desk
}

#[test]
fn the_profile_shows_what_became_of_an_idea_and_one_key_changes_it() {
    let mut desk = said((80, 24));
    sees(
        &desk.screens,
        "more sizes · Ethiopia · choosing · not answered yet",
    );
    let message = |desk: &Desk| desk.screens.app.message().unwrap_or_default().to_owned();
    desk.screens.press("v v v v v g X");
    assert_eq!(message(&desk), "answered an idea of Zo: more sizes");
    sees(&desk.screens, "answered today");
    desk.screens.press("Space");
    assert_eq!(message(&desk), "adopted an idea of Zo: more sizes");
    sees(&desk.screens, "adopted today");
    desk.screens.press("Space");
    assert_eq!(message(&desk), "This idea is adopted already.");
    desk.screens.press("o");
    assert_eq!(message(&desk), "reopened an idea of Zo: more sizes");
    desk.screens.press("u u u");
    sees(&desk.screens, "not answered yet");
}

#[test]
fn the_form_has_the_product_and_the_stage() {
    let mut desk = said((80, 24));
    desk.screens.press("v v v v v g Enter");
    insta::assert_snapshot!("feedback_form", desk.screens.picture());
    desk.screens.press("Esc f 'idea: a lid @Ethiopia' Tab");
    sees(&desk.screens, "Ethiopia");
}

#[test]
fn all_that_was_said_is_a_list_with_views() {
    for size in [(80, 24), (60, 16), (120, 40)] {
        let mut desk = said(size);
        desk.screens.press(": 'feedback' Enter");
        insta::assert_snapshot!(format!("feedback_{}", size.0), desk.screens.picture());
    }
    let mut desk = said((80, 24));
    desk.screens.press(": 'feedback' Enter v");
    sees(&desk.screens, "ideas that want an answer · 1 of 1");
    desk.screens.press("X");
    sees(&desk.screens, "Nothing here yet");
    desk.screens.press("u v Space");
    sees(&desk.screens, "adopted today");
    desk.screens.press("o");
    sees(&desk.screens, "call me Zo");
}

#[test]
fn what_becomes_a_complaint_is_about_the_same() {
    for way in ["v v v v v g C", ": 'feedback' Enter v C"] {
        let mut desk = said((80, 24));
        desk.screens.press(way);
        desk.screens.press("F5 j Enter e");
        sees(&desk.screens, "choosing: more sizes");
        sees(&desk.screens, "about          Ethiopia");
    }
}

#[test]
fn a_long_list_is_walked_from_end_to_end() {
    let many = (0..1_000).map(|at| {
        let kind = ["praise", "idea"][at % 2];
        let at = json!({"id": 0, "at": "2026-05-01T10:00:00+02:00", "kind": kind, "method": "asked", "text": format!("said {at}")});
        Change::Add(row::<Feedback>(at).into())
    });
    let mut desk = desk((80, 24), &[many.collect()]);
    desk.screens.press("Esc : 'feedback' Enter");
    sees(&desk.screens, "everything said of the shop · 1 of 1,000");
    let mut seen = |keys: &str, words: &[&str]| {
        desk.screens.press(keys);
        words.iter().for_each(|words| sees(&desk.screens, words));
    };
    seen("", &["said 999", "said 985"]);
    seen("G", &["1,000 of 1,000", "said 0\n", "said 12\n"]);
    seen("k k", &["998 of 1,000", "said 2\n"]);
    seen(
        &"PgUp ".repeat(40),
        &["398 of 1,000", "said 602", "said 587"],
    );
    seen("Del", &["of 999"]);
    seen("u v", &["ideas that want an answer"]);
    seen("g", &["1 of 500", "said 999", "said 997"]);
    seen("G", &["500 of 500", "said 1  ", "said 3  "]);
}

#[test]
fn an_empty_list_says_what_to_press() {
    let mut desk = full((80, 24));
    desk.screens.press("Esc : 'feedback' Enter");
    sees(&desk.screens, "n notes what somebody said");
}
