//! The manual of the shell, continued: what is held about a customer, for them to read, and erasing it.
//!
//! It is noon on Wednesday, 10 June 2026, at Corner Coffee in Germany.

use std::fs;

use serde_json::json;

use crate::shop::Shop;

/// A shop that knows something about Zoë in most ways there are.
fn shop() -> Shop {
    let shop = Shop::open();
    for line in [
        &["log", "#1", "call in: asked about decaf -1 !fri ring back"][..],
        &["bought", "#1", "2 rye 7.80 yesterday"],
        &["complain", "#1", "grinder leaks"],
        &["complaint", "1", "answered", "looked at it at once"],
        &["complaint", "1", "deadlock", "+3d", "he only wants money"],
        &["want", "#1", "rye flour"],
        &["feedback", "#1", "the new oven is a joy"],
    ] {
        let (exit, out, err) = shop.run(line);
        assert_eq!(exit, 0, "{line:?} {out}{err}");
    }
    shop
}

#[test]
fn the_card_for_the_customer_says_everything_but_what_the_shop_notes_for_itself() {
    let shop = shop();
    let (exit, card, err) = shop.run(&["card", "zo", "--for-customer"]);
    assert_eq!((exit, err.as_str()), (0, ""), "{card}");
    insta::assert_snapshot!(card);
    assert!(card.lines().all(|line| line.chars().count() <= 80));
    for internal in [
        "red coat",
        "water for Miso",
        "rush her",
        "only wants money",
        "SK",
    ] {
        assert!(!card.contains(internal), "{internal}");
    }
}

#[test]
fn the_card_for_the_customer_is_json_too() {
    let card = shop().json(&["card", "#1", "--for-customer"]);
    assert_eq!(card["customer"], "Zoë Müller");
    assert_eq!(card["shop"], "Corner Coffee");
    assert_eq!(card["day"], "2026-06-10");
    let nouns: Vec<&String> = card["held"].as_object().unwrap().keys().collect();
    let expected = [
        "channel_rule",
        "complaint",
        "customer",
        "email",
        "feedback",
        "interaction",
        "phone",
        "promise",
        "purchase",
        "step",
        "tag",
        "want",
    ];
    assert_eq!(nouns, expected);
    let person = json!({"name": "Zoë Müller", "call_me": "Zo", "say": "ZOH-ee", "created": "2026-06-01T09:00:00+02:00"});
    assert_eq!(card["held"]["customer"], json!([person]));
    assert_eq!(card["held"]["purchase"][0]["product"], "rye");
    assert_eq!(card["held"]["purchase"][0]["amount"], 780);
    assert_eq!(
        card["held"]["step"][0],
        json!({"at": "2026-06-10T12:00:00+02:00", "kind": "answered", "text": "looked at it at once"})
    );
    assert_eq!(card["worked_out"]["purchases"], 1);
    assert_eq!(card["worked_out"]["usual_basket"], json!([]));
}

#[test]
fn the_card_for_the_customer_goes_to_a_new_file() {
    let shop = shop();
    let folder = shop.file().parent().unwrap().to_owned();
    let to = ["card", "#1", "--for-customer", "--output", "zoe.txt"];
    shop.shows(&to, 0, "", "The card for Zoë Müller is in zoe.txt.\n");
    let (_, card, _) = shop.run(&["card", "#1", "--for-customer"]);
    assert_eq!(fs::read_to_string(folder.join("zoe.txt")).unwrap(), card);
    shop.shows(&to, 4, "", "zoe.txt is there already; name a new file.\n");
    let (exit, ..) = shop.run(&["card", "--for-customer"]);
    assert_eq!(exit, 2);
}

#[test]
fn nobody_is_forgotten_unless_their_name_is_typed_or_yes_is_said() {
    let shop = shop();
    shop.shows(
        &["forget", "#1"],
        4,
        "",
        "Nothing was erased: nobody can type the name here. --yes goes without.\n",
    );
    let (exit, ..) = shop.run(&["forget", "--yes"]);
    assert_eq!(exit, 2);
    let (exit, ..) = shop.run(&["forget", "nobody at all", "--yes"]);
    assert_eq!(exit, 3);
    let (exit, ..) = shop.run(&["brief", "#1"]);
    assert_eq!(exit, 0);
}

#[test]
fn who_is_forgotten_is_gone_and_no_undo_brings_them_back() {
    let shop = shop();
    let (exit, out, err) = shop.run(&["forget", "zo", "--yes"]);
    assert_eq!(exit, 0, "{err}");
    insta::assert_snapshot!(out + "---\n" + &err);
    let (exit, ..) = shop.run(&["brief", "#1"]);
    assert_eq!(exit, 3);
    while shop.run(&["undo"]).0 == 0 {}
    let (exit, ..) = shop.run(&["find", "Müller"]);
    assert_eq!(exit, 3);
    shop.shows(
        &["forget"],
        0,
        "",
        "Nothing is left over; regulars forget WHO forgets somebody.\n",
    );
    let ben = Shop::open().json(&["forget", "Ben", "--yes"]);
    let counts = json!([{"noun": "person", "count": 1}, {"noun": "phones", "count": 1}]);
    assert_eq!(
        ben,
        json!({"customer": "Ben Okafor", "erased": counts, "left_over": []})
    );
}
