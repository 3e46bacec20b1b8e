//! Lines of Today that come from purchases: each on its day, and gone when the thing is done; and who bought again after a complaint.

use regulars::domain::{Change, Kept};
use serde_json::{Value, json};

use super::{
    at, complaint, row,
    screens::{SMALL, open, shows},
    shell::lines,
    shop, talk, write,
};
use crate::shop::Shop;

fn product(value: Value) -> Change {
    Change::Add(Kept::Product(row(
        value,
        json!({"id": 0, "name": "rye flour"}),
    )))
}

fn bought(day: &str, value: Value) -> Change {
    let usual = json!({"id": 0, "customer": 1, "day": day, "product": 1, "amount": 390, "noted": at("06-01T10:00")});
    Change::Add(Kept::Purchase(row(value, usual)))
}

/// Rye flour, bought on days 0, 28, 57 and 84 from the 1st of January on; who bought then is thanked no more.
fn regular(more: &[Change]) -> Shop {
    let days = ["2026-01-01", "2026-01-29", "2026-02-27", "2026-03-26"];
    let mut changes = vec![product(json!({}))];
    changes.extend(days.iter().map(|day| bought(day, json!({}))));
    changes.extend_from_slice(more);
    shop(&changes)
}

#[test]
fn who_buys_every_four_weeks_is_likely_to_buy_until_gone_quiet() {
    let shop = regular(&[]);
    assert_eq!(lines(&shop, "04-22T12:00"), [""; 0]);
    assert_eq!(lines(&shop, "04-23T12:00"), ["likely_due rye flour"]);
    assert_eq!(lines(&shop, "05-21T12:00"), ["likely_due rye flour"]);
    assert_eq!(lines(&shop, "05-22T12:00"), ["gone_quiet rye flour"]);
    let item = &shop.json(&["today", "--now", "2026-05-22T12:00"])["items"][0];
    assert_eq!(item["why"], "silent 57 d, 15.60 a year");
}

#[test]
fn a_purchase_or_a_contact_ends_the_line_and_undo_brings_it_back() {
    let shop = regular(&[]);
    write(&shop, &[bought("2026-04-23", json!({}))]);
    assert_eq!(lines(&shop, "04-24T12:00"), [""; 0]);
    shop.run(&["undo"]);
    write(&shop, &[talk(json!({"at": "2026-04-23T09:00:00+02:00"}))]);
    assert_eq!(lines(&shop, "04-24T12:00"), [""; 0]);
    assert_eq!(lines(&shop, "05-22T12:00"), ["gone_quiet rye flour"]);
    shop.run(&["undo"]);
    assert_eq!(lines(&shop, "04-24T12:00"), ["likely_due rye flour"]);
}

#[test]
fn who_complained_or_was_let_go_has_not_gone_quiet() {
    let solved = complaint(json!({"opened": "2026-03-01T10:00:00+01:00", "steps": [
        {"at": "2026-03-01T11:00:00+01:00", "kind": "dismissed", "text": "her own mill"}]}));
    assert_eq!(lines(&regular(&[solved]), "05-22T12:00"), [""; 0]);
    let parting = json!({"id": 0, "customer": 1, "opened": at("04-01T10:00"), "why": "costs more than it brings",
        "let_go": at("04-02T10:00")});
    let parting = Change::Add(Kept::Parting(serde_json::from_value(parting).unwrap()));
    assert_eq!(lines(&regular(&[parting]), "05-22T12:00"), [""; 0]);
}

#[test]
fn an_agreement_shows_when_its_day_has_come() {
    let agreed = json!({"id": 0, "customer": 2, "opened": at("04-01T10:00"), "why": "many refunds", "terms": "one order a month",
        "amount": 10_000, "until": "2026-06-09", "agreed": at("04-02T10:00")});
    let agreed = Change::Add(Kept::Parting(serde_json::from_value(agreed).unwrap()));
    let shop = shop(&[
        product(json!({})),
        bought("2026-05-05", json!({"customer": 2, "amount": 8_000})),
        agreed,
    ]);
    let why = |now: &str| {
        let today = shop.json(&["today", "--now", now]);
        let items = today["items"].as_array().unwrap();
        let agreement = items.iter().find(|it| it["what"] == "one order a month");
        agreement.map(|it| it["why"].as_str().unwrap().to_owned())
    };
    assert_eq!(why("2026-06-08T12:00"), None);
    assert_eq!(
        why("2026-06-10T12:00").as_deref(),
        Some("not kept: 80.00 of 100.00")
    );
}

#[test]
fn enter_on_an_agreement_opens_its_review() {
    let agreed = json!({"id": 0, "customer": 2, "opened": at("04-01T10:00"), "why": "many refunds", "terms": "one order a month",
        "amount": 10_000, "until": "2026-06-09", "agreed": at("04-02T10:00")});
    let other =
        json!({"id": 0, "customer": 1, "opened": at("04-01T10:00"), "why": "somebody else"});
    let reviews =
        [agreed, other].map(|it| Change::Add(Kept::Parting(serde_json::from_value(it).unwrap())));
    let mut screens = open(&shop(&reviews), SMALL);
    shows(&screens, "one order a month");
    screens.press("Enter");
    shows(&screens, "Parting ways · only #2");
    shows(&screens, "agreed");
    assert!(!screens.text().contains("somebody else"));
}

#[test]
fn a_first_purchase_is_thanked_for_once() {
    let shop = shop(&[
        product(json!({})),
        bought("2026-06-08", json!({})),
        bought("2026-06-09", json!({})),
    ]);
    let thanks = "thanks for the first purchase: rye flour";
    assert_eq!(lines(&shop, "06-10T12:00"), [thanks]);
    assert_eq!(lines(&shop, "08-08T12:00"), [""; 0], "too late");
    shop.run(&["thanks", "#1", "a card"]);
    assert_eq!(lines(&shop, "06-10T12:00"), [""; 0]);
}

#[test]
fn who_asked_and_then_bought_is_not_thanked_for_asking() {
    let asked = talk(json!({"reason": "enquiry", "summary": "rye?"}));
    let asks = |more: &[Change]| {
        lines(
            &shop(&[&[product(json!({})), asked.clone()], more].concat()),
            "06-10T12:00",
        )
    };
    assert_eq!(asks(&[]), ["thanks for asking: rye?"]);
    let earlier = bought("2026-02-01", json!({}));
    assert_eq!(
        asks(&[earlier.clone(), bought("2026-06-01", json!({}))]),
        [""; 0]
    );
    assert_eq!(asks(&[earlier]), ["thanks for asking: rye?"]);
}

/// A grinder that the shop asks about after five days, bought on the 1st of June by somebody who bought before.
fn grinder() -> Shop {
    let asked = product(
        json!({"name": "hand grinder", "ask_after": 5, "talking_points": "the burrs settle in the first week"}),
    );
    shop(&[
        asked,
        bought("2026-01-01", json!({})),
        bought("2026-06-01", json!({})),
    ])
}

#[test]
fn the_shop_asks_how_it_is_from_the_day_of_the_product_on_for_thirty_days() {
    let shop = grinder();
    let asks = ["follow_up how is it: hand grinder"];
    assert_eq!(lines(&shop, "06-05T12:00"), [""; 0]);
    assert_eq!(lines(&shop, "06-06T12:00"), asks);
    assert_eq!(lines(&shop, "07-05T12:00"), asks);
    assert_eq!(lines(&shop, "07-06T12:00"), [""; 0]);
}

#[test]
fn fine_becomes_feedback_and_a_problem_a_complaint_filled_in() {
    let shop = grinder();
    let mut screens = open(&shop, SMALL);
    screens.press("Enter");
    shows(&screens, "How is it: 1 hand grinder?");
    shows(&screens, "the burrs settle in the first week");
    insta::assert_snapshot!("how_is_it_80", screens.text());
    screens.press("Enter");
    shows(&screens, "noted praise of Zo: fine with hand grinder");
    assert!(!screens.text().contains("how is it"));
    screens.press("u Enter f 'grinds like new 5/5' Enter");
    shows(&screens, "noted praise of Zo: grinds like new");
    screens.press("u Enter c 'it squeaks !fri look at it' Enter");
    shows(&screens, "wrote down a complaint of Zo: it squeaks");
    assert!(!lines(&shop, "06-11T09:00").contains(&"follow_up how is it: hand grinder".to_owned()));
    let complaint = &shop.json(&["complaints"])["complaints"][0];
    assert_eq!(complaint["about"], "hand grinder");
}

#[test]
fn who_bought_again_after_a_complaint_stands_beside_those_without_one() {
    let closed = |day: &str| {
        let at = format!("{day}T11:00:00+01:00");
        let steps = json!([{"at": at, "kind": "closed", "text": "settled"}]);
        complaint(json!({"opened": format!("{day}T10:00:00+01:00"), "steps": steps}))
    };
    let shop = shop(&[
        product(json!({})),
        closed("2026-02-01"),
        bought("2026-01-01", json!({})),
        bought("2026-04-02", json!({})),
        bought("2026-01-01", json!({"customer": 2})),
        bought("2026-05-01", json!({"customer": 2})),
        bought("2026-03-01", json!({"customer": 3})),
        bought("2026-06-09", json!({"customer": 4})),
    ]);
    let share =
        |now: &str| shop.json(&["complaints", "--counts", "--now", now])["bought_again"].clone();
    // The second of April is the sixtieth day; the purchases of the others count once they lie sixty days back.
    assert_eq!(
        share("2026-06-10T12:00"),
        json!({"again": 1, "of": 1, "others_again": 0, "others_of": 2})
    );
    assert_eq!(
        share("2026-03-02T12:00"),
        json!({"again": 0, "of": 0, "others_again": 0, "others_of": 1})
    );
}
