//! The manual of what the shop asks itself: worksheets, the self-check, kudos, lines for you, the casebook.
//!
//! It is noon on Wednesday, 10 June 2026, at Corner Coffee in Germany.

use serde_json::json;

use crate::shop::Shop;

#[test]
fn a_worksheet_is_begun_with_somebody_and_filled_in_later() {
    let shop = Shop::open();
    shop.shows(
        &["worksheet"],
        0,
        "",
        "There is no worksheet yet: regulars worksheet with 4471 'the wedding cakes'\n",
    );
    shop.shows(
        &["worksheet", "with", "#2", "receipts", "of", "2025"],
        0,
        "#1 receipts of 2025 · with Ben Okafor\n  \
         goals         what do we want, and what do they want?\n  \
         trades        what can each side give the other?\n  \
         alternatives  what does each side do if nothing is agreed?\n  \
         relationship  what was between us before, and what shall be afterwards?\n  \
         expected      what do they expect, and what came of such cases before?\n  \
         consequences  who wins or loses what, however it ends?\n  \
         power         who depends on whom, and for what?\n  \
         solutions     which ways out would do for both?\n  \
         outcome\n",
        "",
    );
    shop.run(&[
        "worksheet",
        "1",
        "goals=one list a year",
        "outcome=a list each January",
    ]);
    shop.run(&["worksheet", "new", "the rent"]);
    shop.run(&["complain", "#1", "grinder leaks"]);
    let (_, out, _) = shop.run(&["worksheet", "about", "1"]);
    assert!(
        out.starts_with("#3 grinder leaks · with Zoë Müller\n"),
        "{out}"
    );
    assert!(
        out.ends_with("  before: receipts of 2025, today: a list each January\n"),
        "{out}"
    );
    shop.shows(
        &["worksheet"],
        0,
        "#3  today  grinder leaks     Zoë Müller  0 of 8 answered\n\
         #2  today  the rent                      0 of 8 answered\n\
         #1  today  receipts of 2025  Ben Okafor  outcome: a list each January\n",
        "",
    );
    assert_eq!(shop.json(&["worksheet", "1"])["goals"], "one list a year");
    let (code, _, err) = shop.run(&["worksheet", "1", "price=3"]);
    assert_eq!(code, 4);
    assert!(
        err.starts_with("regulars: A worksheet has no \"price\"; it has title, goals,"),
        "{err}"
    );
    shop.shows(&["worksheet", "9"], 3, "", "There is no worksheet 9.\n");
    shop.shows(
        &["worksheet", "about", "9"],
        3,
        "",
        "There is no complaint 9.\n",
    );
    shop.run(&["worksheet", "remove", "#3"]);
    shop.run(&["worksheet", "remove", "2"]);
    shop.run(&["undo"]);
    assert_eq!(
        shop.json(&["worksheet"])["worksheets"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn a_worksheet_shows_what_others_got_in_complaints_like_it() {
    let shop = Shop::open();
    for who in ["#1", "#2"] {
        shop.run(&["complain", who, "cold on arrival"]);
    }
    for number in ["1", "2"] {
        shop.run(&["complaint", number, "cause", "no lids"]);
    }
    shop.run(&["complaint", "1", "remedy", "refund", "12.50", "in", "cash"]);
    let sheet = shop.json(&["worksheet", "about", "2"]);
    assert_eq!(
        sheet["precedents"],
        json!(["cold on arrival, today: refund 12.50, in cash"])
    );
}

#[test]
fn the_self_check_is_scored_a_bit_at_a_time() {
    let shop = Shop::open();
    let (code, out, err) = shop.run(&["selfcheck"]);
    assert_eq!(code, 0);
    assert!(
        out.starts_with("listening  -\nword       -\n") && out.ends_with("2026-Q2: not begun\n"),
        "{out}"
    );
    assert!(
        err.starts_with("Nothing is scored yet: regulars selfcheck listening=4;"),
        "{err}"
    );
    let (_, out, _) = shop.run(&[
        "selfcheck",
        "--quarter",
        "2026-q1",
        "listening=3",
        "no=4",
        "note=a full spring",
    ]);
    assert!(
        out.ends_with("2026-Q1: 2 of 12 scored, 3.5 on average\nnote: a full spring\n"),
        "{out}"
    );
    let (_, out, _) = shop.run(&["selfcheck", "listening=5", "no=2", "rush=1"]);
    assert!(
        out.starts_with("listening  3  5  up\nword       -  -\n"),
        "{out}"
    );
    assert!(
        out.contains("\nno         4  2  down\n") && out.contains("\nrush       -  1\n"),
        "{out}"
    );
    let (_, out, _) = shop.run(&["selfcheck", "rush=."]);
    assert!(
        out.ends_with("2026-Q2: 2 of 12 scored, 3.5 on average\n"),
        "{out}"
    );
    let check = shop.json(&["selfcheck"]);
    assert_eq!(
        (&check["scored"], &check["average"]),
        (&json!(2), &json!(3.5))
    );
    assert_eq!(
        check["scales"][0]["earlier"],
        json!([{"quarter": "2026-Q1", "score": 3}])
    );
    assert_eq!(check["scales"][6]["trend"], "down");
    let (_, out, _) = shop.run(&["selfcheck", "--ends"]);
    assert!(
        out.contains("1 we have the answer before they have finished · 5 they finish,"),
        "{out}"
    );
    for wrong in [
        ["selfcheck", "speed=3"],
        ["selfcheck", "no=6"],
        ["selfcheck", "no=x"],
        ["selfcheck", "no"],
    ] {
        assert_eq!(shop.run(&wrong).0, 4, "{wrong:?}");
    }
    shop.shows(
        &["selfcheck", "--quarter", "2026-Q3"],
        4,
        "",
        "2026-Q3 is still to come; now it is 2026-Q2.\n",
    );
    assert_eq!(shop.run(&["selfcheck", "--quarter", "spring"]).0, 2);
}

#[test]
fn kudos_are_said_and_read_and_never_counted() {
    let shop = Shop::open();
    shop.shows(
        &["kudos"],
        0,
        "",
        "No kudos yet: regulars kudos TB stayed calm with the broken cup\n",
    );
    shop.run(&["kudos", "tb", "stayed calm", "with the cup", "--as", "SK"]);
    shop.run(&["kudos", "MR", "drove back in the rain"]);
    shop.shows(
        &["kudos"],
        0,
        "MR  today  drove back in the rain\nTB  today  stayed calm with the cup  by SK\n",
        "",
    );
    shop.shows(
        &["kudos", "tb"],
        0,
        "TB  today  stayed calm with the cup  by SK\n",
        "",
    );
    shop.run(&["staff", "add", "SK", "--owner"]);
    shop.shows(
        &["kudos", "XY", "well done"],
        4,
        "",
        "regulars: XY is not on the staff list.\n",
    );
    shop.run(&["undo"]);
    shop.run(&["undo"]);
    assert_eq!(shop.json(&["kudos"])["kudos"].as_array().unwrap().len(), 1);
}

#[test]
fn a_furious_case_brings_a_line_for_you_unless_it_is_switched_off() {
    let shop = Shop::open();
    let furious = ["complain", "#1", "furious: grinder leaks"];
    assert_eq!(shop.run(&furious).2, "For you: I listen to the end.\n");
    assert_eq!(shop.run(&["complain", "#1", "upset: so it is"]).2, "");
    for step in [
        "apologised",
        "cause no seal",
        "fix a seal",
        "remedy none",
        "told",
    ] {
        assert_eq!(shop.run(&["complaint", "1", step]).2, "", "{step}");
    }
    assert_eq!(
        shop.run(&["complaint", "1", "closed"]).2,
        "For you: Five minutes outside.\n"
    );
    shop.run(&["settings", "anchors_keep", "breathe; look up"]);
    assert_eq!(shop.run(&furious).2, "For you: look up.\n");
    shop.run(&["settings", "anchors_keep", "none"]);
    assert_eq!(shop.run(&furious).2, "");
    shop.run(&["settings", "anchors_keep", ""]);
    shop.run(&["settings", "anchors", "off"]);
    assert_eq!(shop.run(&furious).2, "");
}

#[test]
fn actions_of_one_kind_are_listed_with_their_cause() {
    let shop = Shop::open();
    shop.run(&["complain", "#1", "grinder leaks"]);
    shop.run(&["complaint", "1", "cause", "seal fitted dry"]);
    shop.run(&["action", "1", "training: grease before you fit"]);
    shop.run(&["action", "1", "process: a list at the bench"]);
    shop.shows(
        &["actions", "--kind", "training"],
        0,
        "#1  training  grease before you fit, no day named  complaint #1  against: seal fitted dry\n",
        "",
    );
    shop.shows(
        &["actions", "--kind", "stock"],
        0,
        "",
        "There is no action of this kind.\n",
    );
    assert_eq!(shop.run(&["actions", "--kind", "talking"]).0, 2);
}

/// A closed complaint in which names, a phone and initials stand.
fn closed() -> Shop {
    let shop = Shop::open();
    let sk = |words: &[&str]| shop.run(&[words, &["--as", "SK"]].concat());
    sk(&[
        "complain",
        "#1",
        "Zo says that Okafor's grinder leaks, ring 4471",
    ]);
    sk(&["complaint", "1", "apologised", "sorry"]);
    sk(&["complaint", "1", "cause", "seal fitted dry"]);
    sk(&["complaint", "1", "fix", "SK put in a *new* seal"]);
    sk(&["complaint", "1", "remedy", "refund", "12.50", "to MÜLLER"]);
    sk(&["complaint", "1", "told"]);
    sk(&["action", "1", "training: grease before you fit"]);
    sk(&["complaint", "1", "closed", "--now", "2026-06-11T10:30"]);
    shop
}

#[test]
fn the_casebook_tells_what_was_learnt_and_of_whom_it_tells_nothing() {
    let shop = closed();
    let book = "# Casebook\n\n\
        What went wrong, what let it happen, and what we changed. Names are taken out; … stands where one was.\n\n\
        ## Of no category\n\n\
        ### … says that … grinder leaks, ring …\n\n\
        - **cause**: seal fitted dry\n\
        - **put right**: … put in a \\*new\\* seal\n\
        - **they got**: refund 12.50, to …\n\
        - **we changed**: training: grease before you fit, open\n\
        - **it took**: 7 h 30 min of opening time\n";
    shop.shows(&["casebook"], 0, book, "");
    shop.shows(
        &["casebook", "--output", "lessons.md"],
        0,
        "Written to lessons.md.\n",
        "",
    );
    let file = shop.file().with_file_name("lessons.md");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), book);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    shop.shows(
        &["casebook", "--output", "lessons.md"],
        4,
        "",
        "lessons.md is there already. Replace it? Nothing was written; say --yes if so.\n",
    );
    let lesson = &shop.json(&["casebook"])["lessons"][0];
    assert_eq!(
        (&lesson["minutes"], &lesson["cause"]),
        (&json!(450), &json!("seal fitted dry"))
    );
    let (_, out, err) = Shop::open().run(&["casebook"]);
    assert!(out.starts_with("# Casebook\n"), "{out}");
    assert_eq!(
        err,
        "No complaint is closed yet; there is nothing to learn from.\n"
    );
}
