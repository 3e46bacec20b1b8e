//! Key script → screen: wants, feedback, thanks and extras of a customer; what is in; our no's; tier and rhythm.

use crate::{
    desk::{Desk, full},
    screen::Screens,
};

/// Zoë's profile.
fn zoe(size: (u16, u16)) -> Desk {
    let mut desk = full(size);
    desk.screens.press("'zoe' Enter");
    desk
}

#[track_caller]
fn sees(screens: &Screens, words: &str) {
    let text = screens.text();
    assert!(text.contains(words), "{words:?} is not in\n{text}");
}

/// Everything the new keys write down, on one profile.
const DAY: &str = "w 'rye flour !fri ring the mill' Enter f 'idea: more chairs 4/5' Enter \
    x 'two biscuits 1.50 -> loved them' Enter x 'got: a cake' Enter t 'a card' Enter";

#[test]
fn one_key_and_one_line_each() {
    for size in [(80, 24), (120, 40)] {
        let mut desk = zoe(size);
        desk.screens.press(DAY);
        insta::assert_snapshot!(format!("people_profile_{}", size.0), desk.screens.picture());
    }
    let mut desk = zoe((60, 16));
    desk.screens.press(DAY);
    insta::assert_snapshot!("people_profile_60", desk.screens.picture());
}

#[test]
fn the_line_says_what_thanks_are_for() {
    let mut desk = zoe((80, 24));
    desk.screens.press("f 'more chairs 2/5'");
    sees(&desk.screens, "criticism more chairs  score 2/5");
    desk.screens.press("Enter t");
    sees(&desk.screens, "for feedback · more chairs");
    desk.screens.press("'rang her' Tab");
    insta::assert_snapshot!("thanks_form", desk.screens.picture());
    desk.screens.press("Ctrl-S");
    sees(&desk.screens, "last thanked today");
    desk.screens.press("t");
    sees(&desk.screens, "for our own accord");
}

#[test]
fn feedback_becomes_a_complaint_and_a_complaint_an_idea() {
    let mut desk = zoe((80, 24));
    desk.screens.press("f 'praise: so kind' Enter g C");
    let said = |desk: &Desk| desk.screens.app.message().unwrap_or_default().to_owned();
    assert_eq!(
        said(&desk),
        "This is praise; there is nothing to put right."
    );
    desk.screens.press("f 'idea: more chairs' Enter g C");
    assert_eq!(said(&desk), "wrote down a complaint of Zo: more chairs");
    desk.screens.press("u");
    sees(&desk.screens, "idea");
    desk.screens.press("U v v v g Enter i");
    sees(&desk.screens, "dismissed · kept as an idea");
    desk.screens.press("Esc");
    sees(&desk.screens, "dismissed: kept as an idea");
    desk.screens.press("v v");
    sees(&desk.screens, "idea      more chairs");
}

#[test]
fn the_same_want_twice_adds_nothing() {
    let mut desk = zoe((80, 24));
    desk.screens
        .press("w 'rye flour' Enter w 'Rye Flour' Enter");
    assert_eq!(
        desk.screens.app.message(),
        Some("They wait for rye flour already.")
    );
}

#[test]
fn entries_are_filtered_edited_and_taken_out() {
    let mut desk = zoe((80, 24));
    let screens = &mut desk.screens;
    screens.press("w 'rye flour' Enter v v v v");
    sees(screens, " wants · 1 ");
    screens.press("Enter");
    sees(screens, "Want · Zo");
    screens.press("Ctrl-U 'rye flour, 5 kg' Ctrl-S");
    sees(screens, "rye flour, 5 kg · asked today");
    screens.press("Del");
    assert_eq!(
        screens.app.message(),
        Some("took out a want of Zo: rye flour, 5 kg")
    );
    screens.press("u v");
    sees(screens, " timeline · 5 ");
}

#[test]
fn a_want_comes_in_is_told_and_given_up_with_one_key_each() {
    let mut desk = zoe((80, 24));
    let screens = &mut desk.screens;
    screens.press("w 'rye flour' Enter v v v v Space");
    sees(screens, "in since today, not told");
    screens.press("X");
    sees(screens, "rye flour · told");
    screens.press("o B");
    sees(screens, "given up");
}

#[test]
fn what_is_in_lists_who_waits_and_enter_tells_them() {
    let mut desk = full((80, 24));
    let screens = &mut desk.screens;
    screens.press(
        "'4471' Enter w 'rye flour' Enter ] w 'flour, rye' Enter : 'arrived rye flour' Enter",
    );
    insta::assert_snapshot!("arrived_80", screens.picture());
    screens.press("Enter");
    sees(screens, "rye flour is in · 1 waits");
    screens.press("Enter");
    sees(screens, "Everybody who waited for it knows.");
    screens.press("3");
    sees(screens, "told: rye flour is in");
    screens.press("u 2 'zoe' Enter");
    sees(screens, "told: rye flour is in");
    screens.press(": 'arrived honey' Enter");
    sees(screens, "Nobody waits for");
}

#[test]
fn our_nos_are_shown_with_their_reasons() {
    let mut desk = full((80, 24));
    let screens = &mut desk.screens;
    for line in [
        "party of 6 why=closing",
        "party of 4 why=no table",
        "two why=Closing",
    ] {
        screens.press(&format!("Esc : 'turnedaway {line}' Enter"));
    }
    screens.press("3 v v v v v v");
    insta::assert_snapshot!("our_nos", screens.picture());
}

#[test]
fn tier_and_rhythm_are_chosen_and_explained() {
    let mut desk = zoe((80, 24));
    let screens = &mut desk.screens;
    sees(
        screens,
        "B · prospect · here since Mar 2019 · check in every 90 d, last 3 d ago",
    );
    screens.press("e End");
    for _ in 0..80 {
        screens.press("Tab");
        if screens.text().contains("▌tier") {
            break;
        }
    }
    screens.press("A Tab 'spends the most' Tab");
    sees(screens, "as for tier A");
    screens.press("'x' Ctrl-S");
    sees(screens, "Write a number of days, 0 for never, or nothing.");
    screens.press("Ctrl-U '14' Ctrl-S");
    sees(
        screens,
        "A · prospect · here since Mar 2019 · check in every 14 d, last 3 d ago",
    );
    screens.press("=");
    sees(screens, "Tier A: chosen by hand, because spends the most.");
    sees(screens, "Every 14 days: chosen by hand.");
}
