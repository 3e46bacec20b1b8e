//! The manual of the quarterly review: its questions, and what the rows say beside them.
//!
//! It is noon on Wednesday, 10 June 2026, at Corner Coffee in Germany.

use std::collections::BTreeSet;

use serde_json::json;

use crate::shop::Shop;

#[test]
fn the_review_asks_and_says_what_is_known() {
    let shop = Shop::open();
    let (_, out, _) = shop.run(&["review"]);
    assert!(
        out.starts_with(
            "Review of 2026-Q2\n 1  What did customers ask us for that we do not have?\n 2  "
        ),
        "{out}"
    );
    assert!(
        out.contains("\n    self-check of 2026-Q2: not begun\n"),
        "{out}"
    );
    let number = |letter: char| letter.is_ascii_digit() || letter == ' ';
    let asked = out.lines().filter(|line| line.ends_with('?'));
    let asked: BTreeSet<&str> = asked.map(|it| it.trim_start_matches(number)).collect();
    assert_eq!(asked.len(), 12, "{out}");
    assert!(
        out.ends_with("\n12  Which one thing do we do differently from Monday on?\n"),
        "{out}"
    );
    shop.run(&["want", "#1", "rye flour"]);
    shop.run(&["turnedaway", "party of 6", "why=closing"]);
    shop.run(&["complain", "#1", "grinder leaks"]);
    shop.run(&["feedback", "#1", "idea: more chairs"]);
    shop.run(&["selfcheck", "listening=4"]);
    let review = shop.json(&["review"]);
    let figure = |of: &str| {
        let asked = review["questions"].as_array().unwrap().iter();
        let asked = asked.filter(|it| it["looks_at"] == of);
        asked.map(|it| it["figure"].clone()).next().unwrap()
    };
    assert_eq!(
        figure("missing"),
        "waited for: 1, we said no this quarter: 1"
    );
    assert_eq!(figure("open"), "open or waiting: 1");
    assert_eq!(figure("ideas"), "still without an answer: 1");
    assert_eq!(
        figure("self-check"),
        "self-check of 2026-Q2: 1 of 12 scored"
    );
    assert_eq!(figure("well"), json!(null));
    let (_, out, _) = shop.run(&["review", "--format", "md"]);
    assert!(
        out.starts_with("# Review of 2026-Q2\n\n## What did customers ask us for"),
        "{out}"
    );
    assert!(
        out.contains("\n\n> open or waiting: 1\n\n&nbsp;\n"),
        "{out}"
    );
}

#[test]
fn the_review_knows_what_came_back_what_was_bent_and_what_is_not_verified() {
    let shop = Shop::open();
    let on = |now: &str, words: &[&str]| {
        let (exit, out, err) = shop.run(&[words, &["--as", "SK", "--now", now]].concat());
        assert_eq!(exit, 0, "{words:?}: {out}{err}");
    };
    let figures = || {
        let review = shop.json(&["review"]);
        let asked = review["questions"].as_array().unwrap().clone();
        move |of: &str| {
            let mut asked = asked.iter();
            let asked = asked.find(|it| it["looks_at"] == of).unwrap();
            asked["figure"].as_str().unwrap_or_default().to_owned()
        }
    };
    shop.run(&["staff", "add", "SK", "--owner"]);
    let (winter, spring) = ("2026-03-02T12:00", "2026-05-04T12:00");
    on(winter, &["turnedaway", "party of 2", "why=closing"]);
    on(winter, &["complain", "#1", "grinder leaks"]);
    on(winter, &["complaint", "1", "cause", "seal fitted dry"]);
    on(
        winter,
        &["complaint", "1", "remedy", "gift", "5", "--bend", "late"],
    );
    on(winter, &["action", "1", "process: grease before you fit"]);
    on(winter, &["action", "done", "1"]);
    on(winter, &["action", "verified", "1"]);
    on(winter, &["action", "1", "training: show how"]);
    for number in ["1", "2", "3", "4", "5"] {
        on(winter, &["promise", "#1", "+1w ring back"]);
        on("2026-03-16T12:00", &["promise", "done", number]);
    }
    let before = figures();
    assert_eq!(before("actions"), "open: 1");
    for of in ["missing", "returned", "bent"] {
        assert_eq!(before(of), "", "{of} is of this quarter");
    }
    on(spring, &["complain", "#2", "it leaks again"]);
    on(spring, &["complaint", "2", "cause", "seal fitted dry"]);
    on(
        spring,
        &["complaint", "2", "remedy", "gift", "5", "--bend", "peace"],
    );
    on(spring, &["complain", "#2", "no lid"]);
    on(spring, &["complaint", "3", "cause", "no list at the door"]);
    on(spring, &["action", "done", "2"]);
    let now = figures();
    assert_eq!(now("returned"), "came back: seal fitted dry");
    assert_eq!(now("bent"), "bent this quarter: 1");
    assert_eq!(now("actions"), "done and not verified: 1");
    assert_eq!(now("promises"), "kept on time 0 of 5");
}
