//! The brief, line by line.

use super::*;
use crate::domain::{Channel, Climb, Direction, Fact, InteractionId, PromiseId, Tier};

fn at(text: &str) -> Stamp {
    Stamp::from_rfc3339(&format!("{text}+02:00")).unwrap()
}

fn zoe() -> Brief {
    let now = at("2026-06-10T12:00:00");
    let fact = Fact {
        label: "pet".into(),
        text: "dog Miso".into(),
        ..Fact::default()
    };
    let customer = Customer {
        name: "Zoë Müller".into(),
        call_me: "Zo".into(),
        say: "ZOH-ee".into(),
        going_through: "moving house".into(),
        going_through_until: now.day().checked_sub_days(chrono::Days::new(1)),
        handling_dont: "rush her".into(),
        facts: vec![fact],
        ..Customer::default()
    };
    let talk = Interaction {
        id: InteractionId(1),
        customer: None,
        at: at("2026-06-07T09:00:00"),
        channel: Channel::Call,
        direction: Direction::In,
        by: "SK".into(),
        summary: "asked about decaf".into(),
        mood: Some(1),
        reason: String::new(),
        outcome: None,
        why_not: String::new(),
        tags: Vec::new(),
    };
    let promise = Promise {
        id: PromiseId(1),
        customer: customer.id,
        interaction: None,
        complaint: None,
        what: "ring about decaf".into(),
        due: NaiveDate::from_ymd_opt(2026, 6, 9),
        by: String::new(),
        agreed: talk.at,
        done: None,
        told: None,
        released: None,
        broken: None,
    };
    Brief {
        customer,
        interactions: vec![talk],
        promises: vec![promise],
        complaints: Vec::new(),
        wants: Vec::new(),
        due: Vec::new(),
        favour: None,
        ranks: Ranks {
            tier: Tier::B,
            tier_why: String::new(),
            climb: Climb::of(None, false, 0, 0),
            rung_why: String::new(),
        },
        buys: Buys::default(),
        settings: Settings::default(),
    }
}

#[test]
fn the_brief_says_what_matters_and_leaves_out_what_is_over() {
    let lines = zoe().lines(at("2026-06-10T12:00:00"));
    let said: Vec<(&str, String)> = lines.iter().map(|l| (l.head, l.text())).collect();
    let expected = [
        ("", "Zoë Müller · call me Zo · say ZOH-ee"),
        ("", "B · prospect"),
        ("don't", "rush her"),
        ("open with", "pet · dog Miso"),
        ("last", "3 d · call in · asked about decaf · +1 · SK"),
        ("promise", "ring about decaf · late, was due yesterday"),
        (
            "close with",
            "“ring about decaf”, late, was due yesterday · the name again: Zo (ZOH-ee)",
        ),
    ];
    assert_eq!(said, expected.map(|(head, text)| (head, text.to_owned())));
    assert_eq!(lines[5].pieces[1].meaning, Meaning::Late);
}
