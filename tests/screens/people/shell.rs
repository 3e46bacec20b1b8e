//! The manual of the other lists in the shell: gone quiet, win-back, slow day, our best, prospects, referrals, parting ways.

use regulars::domain::Change;
use serde_json::{Value, json};

use super::{HONEY, RYE, ago, at, bought, comes, complaint, offered, open, person, step};
use crate::shop::Shop;

fn people(names: &[&str]) -> Vec<Change> {
    names.iter().map(|name| person(name, json!({}))).collect()
}

/// Five who stay away, each for so long that one day less would leave them off one of the lists.
fn silent() -> Shop {
    let mut all = people(&["Ada", "Ben", "Cem", "Dot", "Eve", "Fay"]);
    all.extend(comes(1, (28, 4, 57), 1000)); // 57 > 2 × 28
    all.extend(comes(2, (28, 4, 56), 1000)); // not yet
    all.extend(comes(3, (28, 4, 57), 1000)); // a complaint on file
    all.extend(comes(4, (10, 3, 61), 500)); // three days only, but 61 > 60
    all.extend(comes(5, (28, 4, 85), 2000)); // 85 > 3 × 28
    all.extend(comes(6, (10, 3, 60), 500)); // not yet
    all.push(complaint(3, 300, json!([step(290, "closed", json!({}))])));
    open(all)
}

#[test]
fn quiet_names_who_is_silent_for_more_than_twice_as_long_as_usual() {
    let shop = silent();
    shop.shows(
        &["quiet"],
        0,
        "#5  Eve  silent for 85 d, usually every 28 d  80.00\n\
         #1  Ada  silent for 57 d, usually every 28 d  40.00\n",
        "2 silent for more than twice their own rhythm; 4 days of buying or more, no complaint on file.\n",
    );
    let value = |minor: i64| json!({"minor": minor, "currency": "GBP"});
    assert_eq!(
        shop.json(&["quiet"]),
        json!({"customers": [
            {"id": 5, "name": "Eve", "silent_days": 85, "median_gap_days": 28, "yearly_value": value(8000)},
            {"id": 1, "name": "Ada", "silent_days": 57, "median_gap_days": 28, "yearly_value": value(4000)},
        ]})
    );
    shop.shows(
        &["quiet", "ben"],
        0,
        "",
        "Nobody whom these words fit is on the list. Esc takes the words off.\n",
    );
}

#[test]
fn winback_says_what_came_of_it() {
    let shop = silent();
    shop.shows(
        &["winback"],
        0,
        "#5  Eve  silent for 85 d, usually every 28 d  80.00\n\
         #4  Dot  silent for 61 d, usually every 10 d  15.00\n",
        "2 silent for more than 3 times their rhythm and 60 days · nobody was asked to come back yet.\n",
    );
    shop.run(&["winback", "eve", "--done"]);
    let (_, out, err) = shop.run(&["winback"]);
    assert!(
        out.contains("usually every 28 d · asked today, not back yet"),
        "{out}"
    );
    assert!(err.contains("0 came back, too few to say (n = 1)"), "{err}");
    let (exit, _, err) = shop.run(&["winback", "#5", "--done"]);
    assert_eq!((exit, err.contains("Nobody is left")), (3, true), "{err}");
}

#[test]
fn a_slow_day_asks_in_ten_at_most_once_in_thirty_days() {
    let names = [
        "Al", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hy", "Ike", "Jo", "Kit", "Lu",
    ];
    let mut all = people(&names);
    for customer in 1..=12 {
        all.extend(comes(customer, (30, 4, 31 + customer), 1000 * customer));
    }
    all.push(offered(12, "slow day", (None, 29)));
    let shop = open(all);
    let asked = |shop: &Shop| {
        let list = shop.json(&["slowday"]);
        let rows = list["customers"].as_array().unwrap().clone();
        let rows = rows.iter().filter(|row| !row["channel"].is_null());
        rows.map(|row| row["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        asked(&shop),
        [
            "Kit", "Jo", "Ike", "Hy", "Gus", "Flo", "Ed", "Di", "Cy", "Bo"
        ]
    );
    shop.run(&["slowday", "--done"]);
    assert_eq!(asked(&shop), ["Al"]);
}

#[test]
fn the_best_have_something_in_common() {
    let mut all = Vec::new();
    for customer in 1..=20 {
        let tags = if customer > 16 {
            json!(["cafe"])
        } else {
            json!(["home"])
        };
        let source = if customer % 2 == 0 { "flyer" } else { "sign" };
        all.push(person(
            &format!("P{customer}"),
            json!({"tags": tags, "source": source}),
        ));
    }
    all.extend((1..=20).map(|customer| bought(customer, RYE, (20, 100 * customer))));
    let shop = open(all);
    shop.shows(
        &["best"],
        0,
        "tag cafe  4 of 4 in tier A, 4 of 20 of all: 5.0 times as often  5.0 ×\n",
        "of 20 customers, 4 in tier A; found there 3 times or more, and at least 1.5 times as often as in all.\n",
    );
    assert_eq!(
        shop.json(&["best"])["best"][0],
        json!({"name": "tag cafe", "mark": "tag", "word": "cafe", "in_a": 4, "a": 4, "in_all": 4, "all": 20, "ratio": 5.0})
    );
}

#[test]
fn prospects_are_open_won_or_lost() {
    let new = |name: &str, days: i64, more: Value| {
        let mut all = json!({"created": at(days)});
        all.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        person(name, all)
    };
    let shop = open(vec![
        new("Ada", 3, json!({"source": "fair"})),
        new("Ben", 9, json!({})),
        new(
            "Cem",
            20,
            json!({"lost": ago(10), "lost_why": "too far away"}),
        ),
        new("Old", 400, json!({})),
        bought(2, HONEY, (1, 500)),
    ]);
    shop.run(&[
        "log",
        "#1",
        "call out: told her of rye",
        "--now",
        "2026-06-07T14:00",
    ]);
    shop.shows(
        &["prospects"],
        0,
        "#1  Ada  open  fair · asked 3 days ago, answered after 2 h                         3 d\n\
         #2  Ben  won   asked 9 days ago, not answered yet, won yesterday                   9 d\n\
         #3  Cem  lost  asked 20 days ago, not answered yet, lost Sun 31 May: too far away  20 d\n",
        "3 prospects, 1 won, 1 lost; 1 answered, too few to say how soon · of the last 12 months.\n",
    );
}

#[test]
fn who_brought_whom_is_worth_something() {
    let by = |name: &str, who: i64| person(name, json!({"referred_by": who}));
    let shop = open(vec![
        person("Ada", json!({})),
        by("Ben", 1),
        by("Cem", 1),
        by("Dot", 2),
        bought(2, RYE, (10, 1500)),
        bought(4, RYE, (10, 2000)),
    ]);
    shop.shows(
        &["referrals"],
        0,
        "#2  Ben  brought 1, who spent 20.00  20.00\n\
         #1  Ada  brought 2, who spent 15.00  15.00\n",
        "2 brought 3, who spent 35.00 in all.\n",
    );
    assert_eq!(
        shop.json(&["referrals"])["customers"][1],
        json!({"id": 1, "name": "Ada", "brought": [2, 3], "worth": {"minor": 1500, "currency": "GBP"}})
    );
}

/// Ten who buy; the first little, and with three complaints of which none was our failure.
pub fn troubled() -> Vec<Change> {
    let names = [
        "Ada", "Ben", "Cem", "Dot", "Eve", "Fay", "Gil", "Hal", "Ida", "Jon",
    ];
    let mut all = people(&names);
    all.extend((1..=10).map(|customer| bought(customer, RYE, (20, 100 * customer))));
    let refund = json!({"remedy": "refund", "amount": 400});
    for days in [20, 50, 90] {
        all.push(complaint(
            1,
            days,
            json!([
                step(days, "remedy", refund.clone()),
                step(days, "closed", json!({}))
            ]),
        ));
        all.push(Change::AddCause(regulars::domain::Cause::new(
            "oven too hot",
        )));
        let ours = step(days, "cause", json!({"cause": 1}));
        all.push(complaint(
            2,
            days,
            json!([ours, step(days, "closed", json!({}))]),
        ));
    }
    all
}

#[test]
fn parting_is_reviewed_agreed_let_go_and_taken_back() {
    let shop = open(troubled());
    let (_, out, _) = shop.run(&["parting"]);
    assert!(
        out.starts_with("#1  Ada  to think about  3 complaints and 3 remedies in 12 months"),
        "{out}"
    );
    assert_eq!(
        out.lines().count(),
        1,
        "our own failures never count\n{out}"
    );
    let refused = |arguments: &[&str], sentence: &str| {
        let (exit, _, err) = shop.run(&[&["parting"], arguments].concat());
        assert_eq!((exit, err.contains(sentence)), (4, true), "{err}");
    };
    refused(&["letgo", "ada"], "No review of Ada has begun.");
    shop.shows(
        &["parting", "begin", "ada", "refunds", "every month"],
        0,
        "Saved: began a review of Ada.\n",
        "",
    );
    refused(&["begin", "ada", "again"], "A review has begun already");
    refused(&["agree", "ada", "100"], "until when, like 100 +3m");
    shop.shows(
        &["parting", "agree", "ada", "100 +1m pays on the day"],
        0,
        "Saved: agreed with Ada.\n",
        "",
    );
    let (_, out, _) = shop.run(&["parting"]);
    assert!(
        out.contains("agreed 0.00 of 100.00, until Fri 10 July"),
        "{out}"
    );
    refused(
        &["letgo", "ada"],
        "They have until Fri 10 July; look again then.",
    );
    let later = ["parting", "letgo", "ada", "--now", "2026-07-11T12:00"];
    shop.shows(&later, 0, "Saved: let go Ada.\n", "");
    let state = |shop: &Shop| shop.json(&["parting"])["customers"][0]["state"].clone();
    assert_eq!(state(&shop), "let go");
    shop.run(&["undo"]);
    assert_eq!(state(&shop), "agreed");
    shop.shows(
        &["parting", "takeback", "ada"],
        0,
        "Saved: took back the review of Ada.\n",
        "",
    );
    assert_eq!(state(&shop), "proposed");
}
