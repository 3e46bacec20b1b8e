//! Texts of megabytes: every screen looks at as much of them as can be seen, and the log reads on to their end.

use regulars::domain::{
    Change, Complaint, Customer, Fact, Interaction, Kept, Preference, PreferenceKind, Promise, Want,
};
use serde_json::json;

use crate::{
    desk::{Desk, desk, row},
    screen::Screens,
};

/// What is typed in tests that look at everything: each screen, moving in it, a form on the text, and the way back.
const WALK: [&str; 16] = [
    "Esc / 'zebra'",
    "↓ ↑",
    "Enter",
    "j j ↓ PgDn",
    "G k",
    "g v v",
    "e",
    "↓ ↓ ↓ 'x' Backspace",
    "Esc Esc",
    "F2",
    "j j",
    "F4",
    "j j → → ←",
    "e",
    "'x' End 'y' Home Backspace",
    "Esc y F5",
];

/// A text of so many bytes; the word looked for stands near its beginning.
fn text(name: &str, bytes: usize) -> String {
    let mut text = format!("{name} of a zebra, ");
    while text.len() < bytes {
        text.push_str("and what she said about it, café and all; ");
    }
    text
}

/// One customer with a text of so many bytes everywhere.
fn shop(bytes: usize) -> Desk {
    let text = |name: &str| text(name, bytes);
    let customer = Customer {
        hook: text("hook"),
        handling_do: text("do"),
        going_through: text("hard time"),
        handover: text("handover"),
        preferences: vec![Preference {
            kind: PreferenceKind::How,
            text: text("like"),
            ..row(json!({"kind": "how", "text": ""}))
        }],
        facts: vec![Fact {
            label: "pet".into(),
            text: text("fact"),
            ..Fact::default()
        }],
        ..row(json!({"name": "Zoë Müller", "phones": [{"raw": "0711 4471"}]}))
    };
    let talk: Interaction = row(json!({
        "id": 0, "customer": 1, "at": "2026-06-07T10:00:00+02:00", "channel": "call", "direction": "in", "by": "SK",
        "summary": text("talk"),
    }));
    let promise: Promise = row(json!({
        "id": 0, "customer": 1, "what": text("promise"), "due": "2026-06-10", "by": "SK",
        "agreed": "2026-06-07T10:00:00+02:00",
    }));
    let complaint: Complaint = row(json!({
        "id": 0, "customer": 1, "opened": "2026-06-05T09:00:00+02:00", "by": "MR", "what": text("complaint"),
        "wants": text("wish"), "heat": "upset", "source": "direct",
        "steps": [{"at": "2026-06-05T10:00:00+02:00", "by": "MR", "kind": "answered", "text": text("step")}],
    }));
    let want: Want = row(json!({
        "id": 0, "customer": 1, "what": text("want"), "asked": "2026-06-07T10:00:00+02:00",
    }));
    let all = vec![
        Change::AddCustomer(Box::new(customer)),
        Change::AddInteraction(talk),
        Change::AddPromise(promise),
        Change::AddComplaint(complaint),
        Change::Add(Kept::Want(want)),
    ];
    desk((80, 24), &[all])
}

/// What is seen after each part of the walk.
fn pictures(desk: &mut Desk) -> Vec<String> {
    let seen = |part: &&str| format!("after {part}\n{}", desk.screens.press(part).picture());
    WALK.iter().map(seen).collect()
}

#[test]
fn a_text_of_megabytes_is_seen_as_one_of_which_more_is_there_than_fits() {
    let (mut long, mut short) = (shop(200_000), shop(100_000));
    let pictures = pictures(&mut long).into_iter().zip(pictures(&mut short));
    for (long, short) in pictures {
        assert!(long == short, "{long}\n\nof a shorter text:\n{short}");
    }
}

/// The word at the end of a text of so many bytes, read in the log.
fn reads_to_the_end(screens: &mut Screens) -> bool {
    let seen = (0..2_000).find(|_| screens.press("→").text().contains("the very end"));
    seen.is_some()
}

#[test]
fn the_log_reads_a_long_text_to_its_end() {
    let talk: Interaction = row(json!({
        "id": 0, "customer": null, "at": "2026-06-07T10:00:00+02:00", "channel": "call", "direction": "in", "by": "SK",
        "summary": text("talk", 300_000) + "the very end",
    }));
    let mut desk = desk((120, 40), &[vec![Change::AddInteraction(talk)]]);
    desk.screens.press("Esc F4");
    assert!(desk.screens.text().contains("many more rows"));
    assert!(reads_to_the_end(&mut desk.screens));
}

#[test]
fn the_word_looked_for_is_shown_from_a_contact_of_long_ago() {
    let talk = |at: i64| {
        let day = 1 + at % 28;
        let summary = if at == 0 {
            "asked about zebras"
        } else {
            "bought rye"
        };
        Change::AddInteraction(row(json!({
            "id": 0, "customer": 1, "at": format!("{}-01-{day:02}T10:00:00+01:00", 1990 + at / 28),
            "channel": "call", "direction": "in", "by": "SK", "summary": summary,
        })))
    };
    let ada: Customer = row(json!({"name": "Ada"}));
    let mut changes = vec![Change::AddCustomer(Box::new(ada))];
    changes.extend((0..500).map(talk));
    let mut desk = desk((80, 24), &[changes]);
    desk.screens.press("'zebra'");
    assert!(
        desk.screens.text().contains("log: …zebras"),
        "{}",
        desk.screens.text()
    );
}
