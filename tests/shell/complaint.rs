//! The manual of the shell, where something went wrong: a complaint from its first answer to its end, who may give what, and what the
//! shop changes.

use serde_json::json;

use regulars::{
    domain::{Change, ComplaintId, Recovery, Stamp, Won, id::RecoveryId},
    store::Store,
};

use crate::shop::Shop;

/// A shop where the grinder of the first customer leaks: complaint #1.
fn leaking() -> Shop {
    let shop = Shop::open();
    let (exit, ..) = shop.run(&["--as", "TB", "complain", "#1", "upset: grinder leaks"]);
    assert_eq!(exit, 0);
    shop
}

#[track_caller]
fn notes(shop: &Shop, arguments: &[&str], shown: &str) {
    let (exit, out, err) = shop.run(&[&["--as", "SK", "complaint", "1"], arguments].concat());
    assert_eq!((exit, err.as_str()), (0, ""), "{arguments:?}");
    assert!(out.contains(shown), "{arguments:?}: no {shown:?} in\n{out}");
}

#[track_caller]
fn refuses(shop: &Shop, arguments: &[&str], sentence: &str) {
    let before = shop.json(&["complaint", "1"]);
    let refused = format!("regulars: {sentence}\n");
    shop.shows(&[&["complaint", "1"], arguments].concat(), 4, "", &refused);
    assert_eq!(shop.json(&["complaint", "1"]), before);
}

#[test]
fn a_complaint_is_shown_with_its_record() {
    let shop = leaking();
    shop.shows(
        &["complaint", "#1"],
        0,
        "#1  Zoë Müller  grinder leaks  upset  today  open  .....  answer  answer OK today 16:00\n",
        "",
    );
    shop.shows(
        &["--as", "SK", "complaint", "1", "answered", "rang", "back"],
        0,
        "#1  Zoë Müller  grinder leaks  upset  today  open  .....  apologise  OK Sat 12:00\n\
         \x20 Wed 10 Jun 2026 12:00  SK  answered · rang back\n",
        "",
    );
    shop.shows(&["complaint", "9"], 3, "", "There is no complaint #9.\n");
    shop.shows(
        &["complaint", "grinder"],
        2,
        "",
        "\"grinder\" is not the number of a complaint, like 3.\n",
    );
    shop.shows(
        &["complaint", "1", "ponder"],
        2,
        "",
        "There is no step \"ponder\"; complaint --help lists them.\n",
    );
    let row = shop.json(&["complaint", "1"]);
    assert_eq!(row, shop.json(&["complaints"])["complaints"][0]);
    assert_eq!(row["steps"][0]["kind"], json!("answered"));
}

#[test]
fn every_step_has_its_word() {
    let shop = leaking();
    notes(&shop, &["apologise", "by phone"], "A....");
    notes(
        &shop,
        &["cause", "nobody told the early shift"],
        "cause: first time",
    );
    notes(&shop, &["fix", "a", "new", "seal"], "fix · a new seal");
    notes(
        &shop,
        &["waiting on supplier", "the seal"],
        "waiting  ACX..",
    );
    refuses(
        &shop,
        &["waiting-on-customer"],
        "This complaint waits already; resume it first.",
    );
    notes(&shop, &["resumed"], "give a remedy");
    refuses(&shop, &["resume"], "This complaint waits for nobody.");
    refuses(
        &shop,
        &["remedy", "flowers"],
        "Choose what they got; \"none\" is an answer too.",
    );
    notes(
        &shop,
        &["remedy", "refund", "12.50", "in cash"],
        "remedy · refund 12.50 · in cash",
    );
    notes(
        &shop,
        &["needs", "owner", "she", "wants", "more"],
        "ask the owner",
    );
    refuses(
        &shop,
        &["deadlock", "she wants more"],
        "Write when you talk again, with a day such as fri, +3d or 14.6.",
    );
    notes(
        &shop,
        &["deadlock", "+16d", "all three"],
        "talk again Fri 26 June · all three",
    );
    refuses(
        &shop,
        &["close"],
        "Not yet done: told. Do it first, or write one sentence why not.",
    );
    notes(&shop, &["tell"], "ACXRT");
    notes(&shop, &["close"], "closed");
    refuses(
        &shop,
        &["fix", "again"],
        "This complaint is closed; reopen it first.",
    );
    notes(
        &shop,
        &["reopen", "it leaks again"],
        "reopened · it leaks again",
    );
    refuses(
        &shop,
        &["dismiss"],
        "Write one sentence why this is not a complaint after all.",
    );
    notes(&shop, &["dismissed", "her own grinder"], "dismissed");
    shop.shows(&["undo"], 0, "Undone: dismissed the complaint of Zo.\n", "");
}

#[test]
fn the_day_of_a_deadlock_is_kept_and_travels_with_an_export() {
    let shop = leaking();
    notes(
        &shop,
        &["deadlock", "fri", "about the refund"],
        "talk again Fri 12 June",
    );
    let kept = shop.json(&["complaint", "1"])["steps"][0].clone();
    assert_eq!(
        (&kept["until"], &kept["text"]),
        (&json!("2026-06-12"), &json!("about the refund"))
    );
    let file = shop.file().with_file_name("all.json");
    let (exit, _, err) = shop.run(&["export", "--output", file.to_str().unwrap()]);
    assert_eq!(exit, 0, "{err}");
    let other = Shop::empty();
    let (exit, _, err) = other.run(&["import", file.to_str().unwrap(), "--yes"]);
    assert_eq!(exit, 0, "{err}");
    assert_eq!(other.json(&["complaint", "1"])["steps"][0], kept);
}

#[test]
fn a_known_cause_says_how_often_it_came_and_what_was_changed() {
    let shop = leaking();
    notes(&shop, &["cause", "Shelf not labelled"], "cause: first time");
    let label =
        "#1  process  label the shelf, due 12 Jun  SK  complaint #1  against: Shelf not labelled\n";
    shop.shows(&["action", "1", "label the shelf !fri @SK"], 0, label, "");
    shop.shows(&["action", "#1"], 0, label, "");
    shop.shows(&["actions"], 0, label, "");
    let late = shop.json(&["--now", "2026-06-13T09:00", "actions"]);
    assert_eq!(late["actions"][0]["state"], json!("late"));
    let verified = shop.run(&["--now", "2026-09-02T09:00", "action", "verified", "#1"]);
    assert_eq!((verified.0, verified.2.as_str()), (0, ""));
    assert!(
        verified.1.contains("label the shelf, verified 2 Sep"),
        "{}",
        verified.1
    );
    shop.shows(&["actions"], 0, "", "No action is open.\n");
    shop.shows(
        &["action", "done", "1"],
        4,
        "",
        "regulars: It is already done and verified; reopen it first.\n",
    );
    shop.shows(&["action", "done", "7"], 3, "", "There is no action #7.\n");
    let turned = "Write it as: action done 1\n";
    shop.shows(&["action", "1", "done"], 2, "", turned);
    let again = |words: &[&str]| shop.run(&[&["--now", "2026-09-20T12:00"], words].concat());
    again(&["complain", "#2", "wrong bag"]);
    let (_, out, _) = again(&["complaint", "2", "cause", "shelf NOT labelled"]);
    assert!(
        out.ends_with(
            "  cause: 2nd since 10 Jun; last action: label the shelf, verified 2 Sep · RETURNED\n"
        ),
        "{out}"
    );
    let rows = shop.json(&["complaints"])["complaints"].clone();
    let rows = rows.as_array().unwrap().iter();
    let returned: Vec<_> = rows.map(|row| (&row["id"], &row["returned"])).collect();
    assert_eq!(
        returned,
        [(&json!(1), &json!(false)), (&json!(2), &json!(true))]
    );
}

#[test]
fn an_action_says_of_what_kind_it_is_and_may_have_no_day() {
    let shop = leaking();
    let taught = &shop.json(&["action", "1", "Training: how to close the lid"])["actions"][0];
    assert_eq!(
        [&taught["kind"], &taught["what"], &taught["agreed"]],
        [
            "training",
            "how to close the lid",
            "2026-06-10T12:00:00+02:00"
        ]
    );
    let odd = &shop.json(&["action", "1", "note: two lids"])["actions"][0];
    assert_eq!([&odd["kind"], &odd["what"]], ["process", "note: two lids"]);
    let nothing = "regulars: Type what you change so that it does not happen again.\n";
    shop.shows(&["action", "1", "fri"], 4, "", nothing);
    let why = "There is no complaint 9.\n";
    shop.shows(&["action", "9", "two lids"], 3, "", why);
}

#[test]
fn a_remedy_stays_within_what_the_staff_list_allows() {
    let shop = leaking();
    shop.shows(&["complaints", "--bent"], 0, "", "No rule was bent yet.\n");
    let nobody = "Nobody is on the staff list; everybody may give anything.\n";
    shop.shows(&["staff"], 0, "", nobody);
    shop.shows(
        &["staff", "add", "sk", "Sam Kelly", "--owner"],
        0,
        "SK  Sam Kelly  owner: anything\n",
        "",
    );
    let two = "SK  Sam Kelly  owner: anything\nTB             refund, gift up to 20.00\n";
    shop.shows(
        &[
            "staff",
            "add",
            "TB",
            "--limit",
            "20",
            "--remedies",
            "refund,gift",
        ],
        0,
        two,
        "",
    );
    shop.shows(
        &["staff", "add", "TB"],
        4,
        "",
        "regulars: TB is on the staff list already.\n",
    );
    let by =
        |who: &str, words: &[&str]| shop.run(&[&["--as", who, "complaint", "1"], words].concat());
    let tb = |words: &[&str]| by("TB", words);
    let (exit, _, err) = tb(&["remedy", "refund", "20.01"]);
    assert_eq!(exit, 4);
    assert_eq!(
        err,
        "regulars: Beyond what TB may give (up to 20.00); it needs the owner.\n"
    );
    let (exit, _, err) = tb(&["remedy", "credit", "1"]);
    assert_eq!(
        (exit, err.as_str()),
        (
            4,
            "regulars: TB may not give a credit; it needs the owner.\n"
        )
    );
    assert_eq!(tb(&["fix", "as a favour", "--bend", "for peace"]).0, 4);
    assert_eq!(tb(&["remedy", "refund", "20"]).0, 0);
    let (exit, out, _) = by("SK", &["remedy", "gift", "50", "--bend", "after closing"]);
    assert!(
        exit == 0 && out.contains("gift 50.00 · rule bent: after closing"),
        "{out}"
    );
    shop.shows(
        &["complaints", "--bent"],
        0,
        "10 Jun 2026  SK  #1  Zoë Müller  grinder leaks  remedy · gift 50.00 · rule bent: after closing\n",
        "",
    );
    assert_eq!(
        shop.json(&["complaints", "--bent"])["bent"][0]["step"]["bent"],
        "after closing"
    );
    shop.shows(
        &["staff", "owner", "XX"],
        3,
        "",
        "XX is not on the staff list.\n",
    );
    shop.run(&[
        "staff",
        "edit",
        "TB",
        "Tom Byrne",
        "--limit",
        "none",
        "--remedies",
        "all",
    ]);
    shop.shows(
        &["staff", "remove", "SK"],
        0,
        "TB  Tom Byrne  any remedy\n",
        "",
    );
    let kept = shop.json(&["staff", "owner", "TB"]);
    assert_eq!(
        kept,
        json!({"staff": [{"id": 2, "initials": "TB", "name": "Tom Byrne", "owner": true,
            "limit": null, "remedies": []}]})
    );
    shop.shows(&["undo"], 0, "Undone: edited the staff entry of TB.\n", "");
}

#[test]
fn me_says_who_works_here_now() {
    let shop = leaking();
    shop.shows(
        &["me"],
        3,
        "",
        "Nobody has said who works here now; me SK says so.\n",
    );
    shop.shows(&["me", "sk"], 0, "New entries are signed SK.\n", "");
    shop.run(&["staff", "add", "TB", "Tom Byrne"]);
    shop.shows(
        &["--as", "TB", "me"],
        0,
        "New entries are signed TB (Tom Byrne).\n",
        "",
    );
    shop.shows(
        &["me", "SK"],
        0,
        "New entries are signed SK.\n",
        "SK is not on the staff list; staff add SK puts them there.\n",
    );
    assert_eq!(
        shop.json(&["complaint", "1", "answered"])["steps"][0]["by"],
        json!("SK")
    );
    assert_eq!(shop.run(&["me", "S K"]).0, 4);
}

#[test]
fn what_was_heard_afterwards_stands_below_the_record() {
    let shop = leaking();
    notes(&shop, &["close", "she moved away"], "closed");
    let at = Stamp::from_rfc3339("2026-06-17T12:00:00+02:00").unwrap();
    let heard = Recovery {
        id: RecoveryId::NEW,
        complaint: ComplaintId(1),
        at,
        by: "SK".into(),
        won: Some(Won::Partly),
        text: "wanted it sooner".into(),
    };
    let mut store = Store::open(&shop.file()).unwrap();
    store.apply(&[Change::Add(heard.into())], at).unwrap();
    assert_eq!(
        shop.json(&["complaints", "--counts"])["asked_again"],
        json!({"won": 0, "of": 1})
    );
    notes(
        &shop,
        &[],
        "asked again: 17 Jun 2026 · partly won · wanted it sooner · SK",
    );
}
