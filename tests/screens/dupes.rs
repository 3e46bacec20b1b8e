//! Key script → whole screen: who may be in twice, two side by side, and the quiet word while somebody new is written down.

use regulars::domain::{Change, Customer};
use serde_json::json;

use crate::desk::{Desk, desk, people, row};

/// The small shop with a double of Zoë, who has things of her own.
fn twice(size: (u16, u16)) -> Desk {
    let double: Customer = row(json!({
        "name": "Zoe Mueller", "call_me": "Zoe", "phones": [{"raw": "0176 5554471"}, {"raw": "0711 99 88 77"}],
        "emails": [{"address": "ZOE@example.org"}], "birthday": "1961-06-14", "tags": ["news"],
        "facts": [{"label": "goal", "text": "opens a bakery"}],
    }));
    let mut changes = people();
    changes.push(Change::AddCustomer(Box::new(double)));
    desk(size, &[changes])
}

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (60, 16)];

fn pictures(name: &str, script: &str) {
    for size in SIZES {
        let mut desk = twice(size);
        desk.screens.press(script);
        insta::assert_snapshot!(format!("{name}_{}", size.0), desk.screens.picture());
    }
}

fn text(desk: &mut Desk) -> String {
    desk.screens.picture()
}

#[test]
fn the_pairs_with_the_two_side_by_side() {
    pictures("dupes", "Esc D");
}

#[test]
fn two_on_their_way_to_being_one() {
    pictures("merge", "Esc : 'dupes' Enter m Space");
}

#[test]
fn a_new_customer_who_looks_like_a_known_one() {
    pictures("known", "Esc n 'Zoe Muller'");
}

#[test]
fn merged_they_are_one_and_undone_two() {
    let mut desk = twice((80, 24));
    desk.screens.press("Esc D m m");
    assert!(text(&mut desk).contains("merged Zoe Mueller into Zoë Müller"));
    assert!(text(&mut desk).contains("Nobody looks like anybody else."));
    desk.screens.press("u");
    assert!(text(&mut desk).contains("1 pair"));
    desk.screens.press("x");
    assert!(text(&mut desk).contains("Nobody looks like anybody else."));
    desk.screens.press("u");
    assert!(text(&mut desk).contains("1 pair"));
}

#[test]
fn the_other_one_is_kept_when_they_are_swapped() {
    let mut desk = twice((80, 24));
    desk.screens.press("Esc D m s m");
    assert!(text(&mut desk).contains("merged Zoë Müller into Zoe Mueller"));
}

#[test]
fn a_profile_of_somebody_merged_leads_to_the_one_kept() {
    let mut desk = twice((80, 24));
    desk.screens.press("'mueller news' Enter");
    desk.screens.press(": 'merge #1 #6 --yes' Enter Esc");
    let seen = text(&mut desk);
    assert!(
        seen.contains("Zoe Mueller was merged into Zoë Müller."),
        "{seen}"
    );
    desk.screens.press("Enter");
    assert!(text(&mut desk).contains("call me Zo"));
}

#[test]
fn who_looks_known_takes_over_what_was_typed() {
    let mut desk = twice((80, 24));
    desk.screens
        .press("'0711 998877' Esc / Ctrl-U '0711 99887799' n");
    let seen = text(&mut desk);
    assert!(!seen.contains("Looks like"), "{seen}");
    let mut desk = twice((80, 24));
    desk.screens.press(
        "Esc n 'Ana Lima' Tab Tab Tab Tab Tab Tab '0711 44 71 02' Tab Tab 'ana@example.org'",
    );
    let seen = text(&mut desk);
    assert!(
        seen.contains("Looks like Ana Lima (same number 0711 44 71 02)"),
        "{seen}"
    );
    desk.screens.press("Ctrl-O");
    let seen = text(&mut desk);
    assert!(
        seen.contains("Edit Ana Lima") && seen.contains("ana@example.org"),
        "{seen}"
    );
    desk.screens.press("Ctrl-S");
    let seen = text(&mut desk);
    assert!(
        seen.contains("edited Ana Lima") && seen.contains("ana@example.org"),
        "{seen}"
    );
}
