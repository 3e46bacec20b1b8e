//! The manual of the shell, continued: wants, what is in, our no's, promises of everybody, feedback, thanks and extras.
//!
//! It is noon on Wednesday, 10 June 2026, at Corner Coffee in Germany.

use serde_json::json;

use crate::shop::Shop;

#[test]
fn a_want_is_noted_once() {
    let shop = Shop::open();
    shop.shows(
        &["want", "#1", "rye", "flour", "!fri", "ring the mill"],
        0,
        "Saved: noted a want of Zo: rye flour.\n  want     rye flour\n  promise  Fri 12 June · ring the mill\n",
        "",
    );
    shop.shows(
        &["want", "#1", "Rye  FLOUR"],
        0,
        "#1  rye flour  asked today\n",
        "They wait for it already, asked today; nothing was added.\n",
    );
    shop.run(&["want", "#1", "decaf"]);
    shop.shows(
        &["want", "#1"],
        0,
        "#1  rye flour  asked today\n#2  decaf      asked today\n",
        "",
    );
    shop.shows(&["want", "#2"], 0, "", "They wait for nothing.\n");
    shop.shows(&["want", "drop", "2"], 0, "#2  decaf  given up\n", "");
    let (exit, _, err) = shop.run(&["want", "told", "2"]);
    assert_eq!((exit, err.contains("given up")), (4, true), "{err}");
    let again = shop.json(&["want", "#1", "decaf"]);
    assert_eq!(again["want"], 3, "a want given up may come back");
}

#[test]
fn what_is_in_names_who_waits_oldest_first_and_stamps_once() {
    let shop = Shop::open();
    shop.run(&["want", "#2", "Rye flour, 5 kg", "--now", "2026-06-08T09:00"]);
    shop.run(&["want", "#1", "flour (rye)", "--now", "2026-06-01T09:00"]);
    shop.run(&["want", "#3", "wheat flour"]);
    let waits = "#2  Zoë Müller  +49 176 555 4471  flour (rye)      asked 9 days ago  in since today, not told\n\
                 #1  Ben Okafor  030 020 4471      Rye flour, 5 kg  asked 2 days ago  in since today, not told\n";
    shop.shows(&["arrived", "rye", "FLOUR"], 0, waits, "");
    let later = ["arrived", "rye flour", "--now", "2026-06-12T12:00"];
    let found = shop.json(&later);
    assert_eq!(found["stamped"], 0, "running it twice stamps nothing new");
    assert_eq!(found["waiting"][0]["arrived"], "2026-06-10T12:00:00+02:00");
    assert_eq!(found["waiting"][0]["phones"], json!(["+49 176 555 4471"]));
    shop.run(&["want", "told", "2"]);
    let found = shop.json(&["arrived", "rye flour"]);
    assert_eq!(found["waiting"].as_array().unwrap().len(), 1);
    shop.shows(
        &["arrived", "honey"],
        3,
        "",
        "Nobody waits for \"honey\".\n",
    );
    shop.run(&["undo"]);
    shop.shows(
        &["undo"],
        0,
        "Undone: noted what is in for Zo: flour (rye) and 1 more.\n",
        "",
    );
}

#[test]
fn who_is_turned_away_is_counted_under_our_nos() {
    let shop = Shop::open();
    shop.shows(
        &["turnedaway", "party of 6", "why=closing", "time"],
        0,
        "Noted: party of 6; why: closing time.\n",
        "",
    );
    shop.shows(
        &["turnedaway", "party of 4"],
        2,
        "",
        "Say why too: why=closing. Nothing was saved.\n",
    );
    let noted = shop.json(&["turnedaway", "wanted rye why=not baked"]);
    assert_eq!(
        noted,
        json!({"saved": "turned away wanted rye", "interaction": 2, "summary": "wanted rye", "why_not": "not baked"})
    );
    let (exit, _, err) = shop.run(&["turnedaway", "why=closing"]);
    assert_eq!(exit, 4, "{err}");
}

#[test]
fn promises_of_everybody_and_how_many_were_kept() {
    let shop = Shop::open();
    shop.shows(
        &["promises"],
        0,
        "",
        "No promise is open.\nPromises: none ended in the last 90 days.\n",
    );
    shop.run(&["promise", "#1", "fri ring back", "--as", "SK"]);
    shop.run(&[
        "promise",
        "#2",
        "tom send the list",
        "--now",
        "2026-06-01T09:00",
    ]);
    let late = "#2  Ben Okafor  send the list  late, was due Tue 2 June\n";
    let why = "Promises: 1 ended, too few to say how many are kept on time, in the last 90 days. Done by its day counts as kept \
               on time; done later, past its day or given up does not; let off is left out.\n";
    shop.shows(&["promises", "--late"], 0, late, why);
    let all = format!("{late}#1  Zoë Müller  ring back      due Fri 12 June           SK\n");
    shop.shows(&["promises"], 0, &all, why);
    shop.run(&["promise", "told", "1"]);
    let answer = shop.json(&["promises", "--all"]);
    assert_eq!(answer["kept_on_time"], json!({"kept": 1, "of": 2}));
    assert_eq!(answer["promises"][1]["state"], "kept");
    assert_eq!(answer["promises"][1]["name"], "Zoë Müller");
}

#[test]
fn the_brief_says_what_is_in() {
    let shop = Shop::open();
    shop.run(&["want", "#1", "rye flour"]);
    shop.run(&["arrived", "rye"]);
    let (_, out, _) = shop.run(&["brief", "zoe"]);
    assert!(
        out.contains("want        rye flour · in since today, not told"),
        "{out}"
    );
    let brief = shop.json(&["brief", "zoe"]);
    assert_eq!(brief["tier"], "B");
    assert_eq!(brief["wants"][0]["what"], "rye flour");
    assert_eq!(brief["thanks_due"], json!([]));
}

#[test]
fn feedback_thanks_and_extras_are_one_line_each_as_in_the_screens() {
    let shop = Shop::open();
    shop.shows(
        &["feedback", "4471 müller", "idea: more chairs outside 4/5"],
        0,
        "Saved: noted idea of Zo: more chairs outside.\n  idea   more chairs outside\n  score  4/5\n",
        "",
    );
    shop.shows(
        &["extra", "#1", "two biscuits 1.50 -> loved them"],
        0,
        "Saved: noted an extra for Zo: two biscuits.\n  given     two biscuits\n  cost      1.50\n  reaction  loved them\n",
        "",
    );
    let nameless = shop.json(&["feedback", "-", "review: long wait 2/5"]);
    assert_eq!(
        (&nameless["customer"], &nameless["feedback"]),
        (&json!(null), &json!(2))
    );
    shop.shows(
        &["feedback", "#1"],
        0,
        "#1  Zoë Müller  today  idea  asked  4/5  more chairs outside  not answered yet\n",
        "",
    );
    shop.shows(
        &["extra", "-", "two biscuits"],
        4,
        "",
        "regulars: For this, say first which customer.\n",
    );
}

#[test]
fn thanks_are_for_what_is_due_and_need_no_words_then() {
    let shop = Shop::open();
    shop.shows(
        &["thanks", "#1"],
        4,
        "",
        "regulars: Type what you thanked them for.\n",
    );
    shop.run(&["feedback", "#1", "the blend is lovely"]);
    let due = |shop: &Shop| {
        let today = shop.json(&["today"]);
        let items = today["items"].as_array().unwrap().clone();
        items.iter().filter(|item| item["kind"] == "thanks").count()
    };
    assert_eq!(due(&shop), 1);
    let said = shop.json(&["thanks", "#1"]);
    assert_eq!((&said["thanks"], due(&shop)), (&json!(1), 0));
    shop.run(&["undo"]);
    assert_eq!(due(&shop), 1);
}
