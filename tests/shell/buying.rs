//! The manual of the shell, continued: purchases, products, rules, the loyalty card, and what the brief makes of them.
//!
//! It is noon on Wednesday, 10 June 2026, at Corner Coffee in Germany.

use serde_json::{Value, json};

use crate::shop::Shop;

/// Zo buys Ethiopia every four weeks, and filters once.
fn regular() -> Shop {
    let shop = Shop::open();
    let product = "Ethiopia 250 g";
    shop.run(&[
        "product",
        product,
        "group=coffee",
        "grade=2",
        "price=15.50",
        "ask=14",
    ]);
    shop.run(&["product", "Kenya AA", "group=coffee", "price=18.50"]);
    for day in ["2026-02-18", "2026-03-18", "2026-04-16", "2026-05-13"] {
        let (exit, _, err) = shop.run(&["bought", "#1", "2 ethio 31.00", "on", day]);
        assert_eq!(exit, 0, "{err}");
    }
    shop
}

#[test]
fn a_purchase_is_one_line_and_undone_by_name() {
    let shop = regular();
    shop.shows(
        &["bought", "#1", "2", "rye", "7.80", "yesterday", "--as", "SK"],
        0,
        "Saved: noted a purchase of Zo.\n  bought       2\n  new product  rye\n  amount       7.80\n\
         \x20 when         yesterday\n  by           SK\n",
        "",
    );
    shop.shows(&["undo"], 0, "Undone: noted a purchase of Zo.\n", "");
    let (_, list, _) = shop.run(&["product"]);
    assert!(
        !list.contains("rye"),
        "the new product goes with it: {list}"
    );
    let saved = shop.json(&["bought", "#1", "2 Ethiopia 250 g"]);
    assert_eq!(
        (&saved["purchase"], &saved["product"]),
        (&json!(5), &Value::Null)
    );
    assert_eq!(
        saved["understood"][2],
        json!({"label": "amount", "text": "31.00"})
    );
    let back = shop.json(&["bought", "#1", "back 1 ethiopia 250"]);
    assert_eq!(back["saved"], "noted what was given back by Zo");
    let minus = shop.json(&["bought", "#1", "-1", "kenya", "-18.50"]);
    assert_eq!(
        minus["understood"][0],
        json!({"label": "given back", "text": "-1"})
    );
}

#[test]
fn what_is_not_said_is_asked_in_one_sentence() {
    let shop = regular();
    for (line, why) in [
        ("2 rye", "Type behind it what they paid in all, as 7.80.\n"),
        (
            "2 tea 0,001",
            "Type behind it what they paid in all, as 7.80.\n",
        ),
    ] {
        let (exit, _, err) = shop.run(&["bought", "#1", line]);
        assert_eq!((exit, err.ends_with(why)), (4, true), "{err}");
    }
    shop.run(&["product", "Ethiopia 1 kg", "group=coffee"]);
    let (exit, _, err) = shop.run(&["bought", "#1", "1 eth 15.50"]);
    assert_eq!(exit, 4);
    assert!(
        err.contains("Which eth: Ethiopia 1 kg or Ethiopia 250 g?"),
        "{err}"
    );
}

#[test]
fn the_brief_tells_the_usual_the_rhythm_and_one_suggestion() {
    let shop = regular();
    shop.run(&["rule", "ethiopia then kenya after 14: brighter"]);
    let (_, out, _) = shop.run(&["brief", "#1"]);
    for line in [
        "usual       Ethiopia 250 g · every 28 d, due now · mostly Wed",
        "suggest     Kenya AA · bought Ethiopia 250 g 28 days ago: brighter",
        "last        28 d · bought · 2 Ethiopia 250 g · 31.00",
    ] {
        assert!(out.contains(line), "{out}");
    }
    let brief = shop.json(&["brief", "#1"]);
    assert_eq!(
        (&brief["tier"], &brief["rung"]),
        (&json!("B"), &json!("client"))
    );
    assert_eq!(
        brief["habits"],
        json!({
            "purchases": 4, "median_gap_days": 28, "likely_due": "2026-06-10",
            "gone_quiet_from": "2026-07-09", "win_back_from": "2026-08-06",
            "usual_basket": ["Ethiopia 250 g"],
            "spend_12_months": {"minor": 12400, "currency": "EUR"},
        })
    );
    assert_eq!(
        brief["suggestion"],
        json!({
            "product": "Kenya AA", "because": "bought Ethiopia 250 g 28 days ago: brighter",
            "together": null, "confidence": null, "lift": null,
        })
    );
    let other = shop.json(&["brief", "#2"]);
    assert_eq!(
        (&other["suggestion"], &other["rung"]),
        (&Value::Null, &json!("prospect"))
    );
    assert_eq!(other["habits"]["median_gap_days"], Value::Null);
    assert_eq!(other["habits"]["usual_basket"], json!([]));
}

#[test]
fn products_are_listed_edited_ended_and_taken_out() {
    let shop = regular();
    shop.shows(
        &["product"],
        0,
        "Ethiopia 250 g  coffee  2  15.50  ask after 14 d  8 sold, 124.00\n\
         Kenya AA        coffee     18.50\n",
        "",
    );
    shop.shows(
        &["product", "kenya", "season=nov-feb", "grade=3"],
        0,
        "Kenya AA  coffee  3  18.50  nov-feb\n",
        "",
    );
    shop.shows(
        &["product", "kenya", "end"],
        0,
        "Kenya AA  coffee  3  18.50  nov-feb  ended 2026-06-10\n",
        "",
    );
    shop.shows(&["undo"], 0, "Undone: ended the product: Kenya AA.\n", "");
    let (exit, _, err) = shop.run(&["product", "ethio", "remove"]);
    assert_eq!(exit, 4);
    assert!(err.contains("Ethiopia 250 g was sold"), "{err}");
    shop.shows(
        &["product", "kenya", "remove"],
        0,
        "Ethiopia 250 g  coffee  2  15.50  ask after 14 d  8 sold, 124.00\n",
        "",
    );
    let (exit, _, err) = shop.run(&["product", "honey"]);
    assert_eq!((exit, err.as_str()), (3, "There is no product honey.\n"));
    let (exit, _, err) = shop.run(&["product", "ethio", "colour=red"]);
    assert_eq!(exit, 4);
    assert!(
        err.contains("name, group, grade, price, ask, about, season"),
        "{err}"
    );
    let listed = shop.json(&["product", "ethio"]);
    assert_eq!(listed["products"][0]["sold_12_months"], 8000);
}

#[test]
fn rules_are_made_of_two_products_the_shop_sells() {
    let shop = regular();
    shop.shows(
        &["rule"],
        0,
        "",
        "There is no rule yet: regulars rule 'rye then honey after 14'\n",
    );
    let said = "#1  when Ethiopia 250 g, then Kenya AA, after 14 days  brighter\n";
    shop.shows(
        &["rule", "ethio then kenya after 14 days: brighter"],
        0,
        said,
        "",
    );
    let (exit, _, err) = shop.run(&["rule", "ethio then honey"]);
    assert_eq!(exit, 4);
    assert!(err.contains("There is no product honey"), "{err}");
    let (exit, _, _) = shop.run(&["rule", "remove", "7"]);
    assert_eq!(exit, 3);
    let rules = shop.json(&["rule", "remove", "1"]);
    assert_eq!(rules["rules"], json!([]));
}

#[test]
fn a_reward_is_given_only_for_a_full_card() {
    let shop = regular();
    let (exit, _, err) = shop.run(&["redeem", "#1"]);
    assert_eq!(exit, 4);
    assert!(err.contains("The shop has no loyalty card."), "{err}");
    shop.run(&["settings", "loyalty", "stamps 3 a free coffee"]);
    shop.shows(
        &["redeem", "#1", "a free espresso"],
        0,
        "Saved: gave a reward to Zo: a free espresso.\n\
         On the card of Zoë Müller: 1 of 3 stamps to a free coffee.\n",
        "",
    );
    let (exit, _, err) = shop.run(&["redeem", "#1"]);
    assert_eq!(exit, 4);
    assert!(err.contains("2 stamps missing for a free coffee."), "{err}");
    shop.run(&["undo"]);
    assert_eq!(shop.json(&["redeem", "#1"])["balance"], 1);
}
