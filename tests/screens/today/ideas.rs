//! Ideas on Today: they want an answer the day after, and thanks once the shop takes one up.

use regulars::domain::{Change, Kept};
use serde_json::{Value, json};

use super::{
    at, row,
    screens::{SMALL, open, shows},
    shell::lines,
    shop,
};
use crate::shop::Shop;

fn said(value: Value) -> Change {
    let usual = json!({"id": 0, "customer": 1, "at": at("06-08T15:00"), "kind": "idea", "method": "asked", "text": "more chairs"});
    Change::Add(Kept::Feedback(row(value, usual)))
}

/// What Today says of feedback, without what is thanked for anyway.
fn asked(shop: &Shop, now: &str) -> Vec<String> {
    let mut lines = lines(shop, now);
    lines.retain(|line| line.starts_with("tell"));
    lines
}

#[test]
fn an_idea_wants_an_answer_from_the_day_after_on_until_it_has_one() {
    let shop = shop(&[
        said(json!({})),
        said(json!({"kind": "praise", "text": "lovely"})),
        said(json!({"customer": null, "text": "a bench"})),
    ]);
    assert_eq!(asked(&shop, "06-08T23:59"), [""; 0]);
    let open = ["tell idea: more chairs"];
    assert_eq!(asked(&shop, "06-09T00:01"), open);
    assert_eq!(asked(&shop, "12-30T12:00"), open);
    let item = &shop.json(&["today", "--now", "2026-06-10T12:00"])["items"][0];
    assert_eq!((&item["id"], &item["due"]), (&json!(1), &json!(null)));
    assert_eq!(item["why"], "heard 8 Jun, not answered");
    shop.run(&["feedback", "answered", "1", "--now", "2026-06-09T12:00"]);
    assert_eq!(asked(&shop, "06-10T12:00"), [""; 0]);
    shop.run(&["undo"]);
    shop.run(&["feedback", "adopted", "1", "--now", "2026-06-09T12:00"]);
    assert_eq!(asked(&shop, "06-10T12:00"), [""; 0]);
    shop.run(&["feedback", "reopen", "1"]);
    assert_eq!(asked(&shop, "06-10T12:00"), open);
}

#[test]
fn an_idea_taken_up_is_thanked_for_again_however_old_it_is() {
    let shop = shop(&[said(json!({"at": at("01-08T15:00")}))]);
    let thanks = |now: &str| {
        let all = lines(&shop, now).into_iter();
        all.filter(|line| line.starts_with("thanks")).count()
    };
    assert_eq!(thanks("02-01T12:00"), 1, "for saying so");
    shop.run(&["thanks", "#1", "--now", "2026-02-01T12:00"]);
    assert_eq!(thanks("02-01T12:30"), 0);
    shop.run(&["feedback", "adopted", "1", "--now", "2026-06-01T12:00"]);
    assert_eq!(thanks("06-01T12:30"), 1);
    assert_eq!(thanks("08-29T12:00"), 0, "too late");
    shop.run(&["thanks", "#1", "--now", "2026-06-02T12:00"]);
    assert_eq!(thanks("06-02T12:30"), 0);
}

#[test]
fn enter_answers_with_a_line_in_the_log_as_one_act() {
    let shop = shop(&[said(json!({"text": "more chairs @SK #x !fri"}))]);
    let mut screens = open(&shop, SMALL);
    shows(&screens, "idea: more chairs");
    screens.press("Enter");
    shows(&screens, "answered them: more chairs SK x fri");
    screens.press("Enter");
    assert!(
        !screens.text().contains("idea: more chairs"),
        "{}",
        screens.text()
    );
    screens.press("u");
    shows(&screens, "idea: more chairs");
}
