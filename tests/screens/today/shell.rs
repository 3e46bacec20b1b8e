//! `regulars today`, on one day after the other.

use regulars::domain::{Change, Kept};
use serde_json::{Value, json};

use super::{action, at, complaint, edit, promise, shop, step, talk, want, write};
use crate::shop::Shop;

/// The kinds of the lines at a moment, with what they are about.
#[track_caller]
pub fn lines(shop: &Shop, now: &str) -> Vec<String> {
    let today = shop.json(&["today", "--now", &format!("2026-{now}")]);
    let items = today["items"].as_array().unwrap().iter();
    items
        .map(|item| {
            format!(
                "{} {}",
                item["kind"].as_str().unwrap(),
                item["what"].as_str().unwrap()
            )
        })
        .collect()
}

#[test]
fn a_promise_appears_on_its_day_and_goes_when_it_is_done_and_told() {
    let shop = shop(&[promise(json!({"due": "2026-06-12"}))]);
    assert_eq!(lines(&shop, "06-11T12:00"), [""; 0]);
    assert_eq!(lines(&shop, "06-12T12:00"), ["promise_today ring back"]);
    assert_eq!(lines(&shop, "06-13T00:01"), ["promise_late ring back"]);
    shop.run(&["promise", "done", "1"]);
    assert_eq!(lines(&shop, "06-12T12:00"), ["tell ring back"]);
    shop.run(&["promise", "told", "1"]);
    assert_eq!(lines(&shop, "06-12T12:00"), [""; 0]);
    shop.run(&["undo"]);
    assert_eq!(lines(&shop, "06-12T12:00"), ["tell ring back"]);
}

#[test]
fn a_complaint_appears_when_its_clock_is_about_to_run_out() {
    let shop = shop(&[complaint(json!({}))]);
    assert_eq!(lines(&shop, "06-09T16:00"), [""; 0]);
    assert_eq!(lines(&shop, "06-10T09:30"), ["clock grinder leaks"]);
    let first = &shop.json(&["today", "--now", "2026-06-10T09:30"])["items"][0];
    assert_eq!(
        *first,
        json!({"kind": "clock", "id": 1, "customer": "Zoë Müller", "customer_id": 1, "what": "grinder leaks",
            "due": "2026-06-10T10:00", "why": "answer due"})
    );
}

#[test]
fn an_answered_complaint_rests_until_its_end_is_near() {
    let answered = complaint(json!({"steps": [step("answered", "06-09T15:10")]}));
    let shop = shop(&[answered]);
    assert_eq!(lines(&shop, "06-10T09:30"), [""; 0]);
    assert_eq!(lines(&shop, "06-12T12:30"), ["clock grinder leaks"]);
}

#[test]
fn what_has_arrived_stays_until_they_know() {
    let shop = shop(&[
        want(json!({"arrived": at("06-08T10:00")})),
        want(json!({"what": "still away"})),
    ]);
    assert_eq!(lines(&shop, "06-10T12:00"), ["arrived rye flour"]);
    let why = |now: &str| {
        let today = shop.json(&["today", "--now", now]);
        today["items"][0]["why"].as_str().unwrap().to_owned()
    };
    assert_eq!(why("2026-06-10T12:00"), "in since 8 Jun");
    assert_eq!(why("2026-06-11T12:00"), "in since 8 Jun, LATE");
}

#[test]
fn an_action_appears_on_its_day_and_once_more_to_be_verified() {
    let shop = shop(&[
        action(json!({"due": "2026-06-12"})),
        action(json!({"what": "no day named"})),
        action(json!({"what": "ring before noon", "done": at("06-09T10:00")})),
        action(
            json!({"what": "seen to work", "done": at("06-09T10:00"), "verified": at("06-09T11:00")}),
        ),
    ]);
    assert_eq!(lines(&shop, "06-11T12:00"), ["action ring before noon"]);
    assert_eq!(
        lines(&shop, "06-12T12:00"),
        ["action ring before noon", "action label the shelf"]
    );
}

#[test]
fn a_check_in_comes_as_the_rhythm_says_and_any_contact_resets_it() {
    let shop = shop(&[talk(json!({}))]);
    assert_eq!(lines(&shop, "08-29T12:00"), [""; 0]);
    assert_eq!(
        lines(&shop, "08-30T12:00"),
        ["check_in last: asked about decaf"]
    );
    edit(&shop, 1, json!({"tier": "A"}));
    assert_eq!(
        lines(&shop, "07-01T12:00"),
        ["check_in last: asked about decaf"]
    );
    edit(&shop, 1, json!({"check_in": 0}));
    assert_eq!(lines(&shop, "12-30T12:00"), [""; 0]);
    edit(&shop, 1, json!({"check_in": 10}));
    assert_eq!(
        lines(&shop, "06-11T12:00"),
        ["check_in last: asked about decaf"]
    );
    shop.run(&[
        "log",
        "#1",
        "text out: how is the grinder?",
        "--now",
        "2026-06-11T12:30",
    ]);
    assert_eq!(lines(&shop, "06-11T13:00"), [""; 0]);
}

#[test]
fn nobody_without_any_contact_is_asked_about_unless_they_have_a_rhythm_of_their_own() {
    let shop = shop(&[]);
    assert_eq!(lines(&shop, "12-30T12:00"), [""; 0]);
    edit(&shop, 2, json!({"tier": "A"}));
    assert_eq!(lines(&shop, "12-30T12:00"), [""; 0]);
    edit(&shop, 2, json!({"check_in": 20}));
    // They were written down on 1 June.
    assert_eq!(lines(&shop, "06-20T12:00"), [""; 0]);
    assert_eq!(lines(&shop, "06-21T12:00"), ["check_in no contact yet"]);
    edit(&shop, 2, json!({"since": "2026-06-10"}));
    assert_eq!(lines(&shop, "06-21T12:00"), [""; 0]);
}

#[test]
fn thanks_are_due_once_for_each_occasion() {
    let shop = shop(&[
        talk(
            json!({"reason": "enquiry", "at": at("06-03T10:00"), "summary": "do you have scales?"}),
        ),
        talk(
            json!({"reason": "enquiry", "outcome": "yes", "at": at("06-03T11:00"), "summary": "bought filters"}),
        ),
        complaint(
            json!({"steps": [step("answered", "06-09T15:10"), step("closed", "06-09T16:00")]}),
        ),
    ]);
    edit(&shop, 3, json!({"referred_by": 2}));
    let all = [
        "thanks for bringing Ana Lima",
        "thanks for asking: do you have scales?",
        "thanks for the complaint: grinder leaks",
    ];
    assert_eq!(
        lines(&shop, "06-09T12:00"),
        [all[0], all[2]],
        "an enquiry waits seven days"
    );
    let shown = lines(&shop, "06-10T12:00");
    assert!(
        all.iter().all(|line| shown.contains(&(*line).to_owned())),
        "{shown:?}"
    );
    assert!(
        !shown.iter().any(|line| line.contains("filters")),
        "they bought: {shown:?}"
    );
    let late = lines(&shop, "08-29T12:00");
    assert!(
        !late.iter().any(|line| line.starts_with("thanks")),
        "{late:?}"
    );
    let said = json!({"id": 0, "customer": 2, "at": at("06-10T10:00"), "occasion": "referral", "subject": 3});
    let said = Change::Add(Kept::Thanks(serde_json::from_value(said).unwrap()));
    write(&shop, &[said]);
    assert!(!lines(&shop, "06-10T12:00").contains(&all[0].to_owned()));
}

#[test]
fn a_closed_complaint_is_asked_about_after_7_and_30_days() {
    let shop = shop(&[complaint(
        json!({"steps": [step("answered", "06-09T15:10"), step("closed", "06-09T16:00")]}),
    )]);
    let asks = |now: &str| lines(&shop, now).contains(&"follow_up grinder leaks".to_owned());
    assert_eq!([asks("06-15T12:00"), asks("06-16T12:00")], [false, true]);
    let heard = json!({"id": 0, "complaint": 1, "at": at("06-17T10:00"), "won": "yes", "text": ""});
    let heard = Change::Add(Kept::Recovery(serde_json::from_value(heard).unwrap()));
    write(&shop, &[heard]);
    assert_eq!(
        [
            asks("06-17T12:00"),
            asks("07-08T12:00"),
            asks("07-09T12:00")
        ],
        [false, false, true]
    );
    assert!(!asks("12-09T12:00"), "nobody asks after half a year");
}

#[test]
fn birthdays_show_seven_days_ahead_and_the_29_of_february_on_the_28th() {
    let shop = shop(&[]);
    edit(&shop, 1, json!({"birthday": "--02-29"}));
    edit(&shop, 2, json!({"birthday": "1961-06-14"}));
    let shown = |now: &str| {
        let today = shop.json(&["today", "--now", now]);
        let items = today["items"].as_array().unwrap().iter();
        let birthdays = items.filter(|item| item["kind"] == "birthday");
        let fields = birthdays
            .map(|item| format!("{} {} {}", item["customer_id"], item["what"], item["due"]));
        fields.collect::<Vec<_>>().join("; ")
    };
    assert_eq!(shown("2026-02-20T12:00"), "");
    assert_eq!(shown("2026-02-21T12:00"), "1 \"birthday\" \"2026-02-28\"");
    assert_eq!(shown("2026-03-01T12:00"), "");
    assert_eq!(shown("2028-02-28T12:00"), "1 \"birthday\" \"2028-02-29\"");
    assert_eq!(shown("2026-06-14T12:00"), "2 \"turns 65\" \"2026-06-14\"");
    shop.run(&[
        "log",
        "#2",
        "wished a happy birthday",
        "--now",
        "2026-06-14T12:30",
    ]);
    assert_eq!(shown("2026-06-14T13:00"), "");
    assert_eq!(shown("2027-06-14T13:00"), "2 \"turns 66\" \"2027-06-14\"");
}

#[test]
fn the_list_is_printed_for_people_programs_and_simple_programs() {
    let shop = shop(&[
        promise(json!({"due": "2026-06-08"})),
        promise(json!({"due": "2026-06-10", "what": "price list", "customer": 2})),
        complaint(
            json!({"customer": null, "source": "overheard", "what": "too loud", "opened": at("06-05T12:00")}),
        ),
        want(json!({"arrived": at("06-09T10:00"), "customer": 3})),
    ]);
    edit(&shop, 2, json!({"birthday": "--06-14"}));
    shop.shows(
        &["today"],
        0,
        "late
  #1  Zoë Müller  #1  ring back   promise, late       Mon 8 June
  #1  overheard       too loud    resolution late     yesterday 12:00
due today
  #2  Ben Okafor  #2  price list  promise             today
arrived for someone
  #1  Ana Lima    #3  rye flour   in since yesterday  Fri 12 June
birthdays
      Ben Okafor  #2  birthday    in 4 days           Sun 14 June
",
        "",
    );
    shop.shows(
        &["today", "--plain"],
        0,
        "promise_late\t#1\tZoë Müller\t#1\tring back\tpromise, late\tMon 8 June
clock\t#1\toverheard\t\ttoo loud\tresolution late\tyesterday 12:00
promise_today\t#2\tBen Okafor\t#2\tprice list\tpromise\ttoday
arrived\t#1\tAna Lima\t#3\trye flour\tin since yesterday\tFri 12 June
birthday\t\tBen Okafor\t#2\tbirthday\tin 4 days\tSun 14 June
",
        "",
    );
    let today = shop.json(&["today"]);
    assert_eq!(today["more"], json!({}));
    assert_eq!(
        today["items"][0],
        json!({"kind": "promise_late", "id": 1, "customer": "Zoë Müller", "customer_id": 1, "what": "ring back",
            "due": "2026-06-08", "why": "promise, late"})
    );
}

#[test]
fn each_line_prints_the_number_that_ends_it() {
    let shop = shop(&[
        promise(json!({"due": null, "what": "some day"})),
        promise(json!({"due": "2026-06-08"})),
        action(json!({"what": "no day named"})),
        action(json!({"due": "2026-06-10"})),
        want(json!({"what": "still away"})),
        want(json!({"arrived": at("06-09T10:00")})),
        complaint(json!({"steps": [step("answered", "06-09T15:10")]})),
        complaint(json!({"what": "stale beans"})),
    ]);
    let number = |what: &str| {
        let (_, out, _) = shop.run(&["today"]);
        let line = out.lines().find(|line| line.contains(what));
        line.map(|line| line.split_whitespace().next().unwrap().to_owned())
    };
    for (what, act) in [
        ("ring back", ["promise", "release", "ID"].as_slice()),
        ("label the shelf", &["action", "drop", "ID"]),
        ("rye flour", &["want", "told", "ID"]),
        ("stale beans", &["complaint", "ID", "answered"]),
    ] {
        let id = number(what).unwrap();
        assert_eq!(id, "#2", "{what}");
        let words: Vec<&str> = act
            .iter()
            .map(|word| if *word == "ID" { id.as_str() } else { word })
            .collect();
        let (exit, _, err) = shop.run(&words);
        assert_eq!(exit, 0, "{words:?}: {err}");
        assert_eq!(number(what), None, "{words:?} ends the line");
    }
}

#[test]
fn a_day_with_nothing_to_do_says_so_kindly() {
    let shop = Shop::open();
    let kind = "Nothing is left to do today. Enjoy the day with your customers.\n";
    shop.shows(&["today"], 0, "", kind);
    assert_eq!(shop.json(&["today"]), json!({"items": [], "more": {}}));
}

#[test]
fn what_is_not_shown_is_counted() {
    let many =
        (1..=70).map(|day| promise(json!({"due": "2026-06-08", "what": format!("number {day}")})));
    let shop = shop(&many.collect::<Vec<_>>());
    let today = shop.json(&["today"]);
    assert_eq!(today["items"].as_array().map(Vec::len), Some(50));
    assert_eq!(today["more"], json!({"promise_late": 20}));
    let (_, out, _) = shop.run(&["today"]);
    assert!(out.ends_with("\n  and 20 more\n"), "{out}");
}

#[test]
fn a_calendar_holds_promises_and_birthdays() {
    let shop = shop(&[
        promise(json!({"due": "2026-06-12", "what": "ring, or write"})),
        promise(json!({"due": "2026-06-13", "what": "done already", "done": at("06-09T10:00")})),
        promise(json!({"what": "no day"})),
    ]);
    edit(&shop, 1, json!({"birthday": "--02-29"}));
    edit(&shop, 2, json!({"birthday": "1961-06-14"}));
    edit(&shop, 3, json!({"birthday": "1961"}));
    let head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//regulars//regulars//EN\r\n";
    let entry = |uid: &str, day: &str, rule: &str, summary: &str| {
        format!(
            "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20260610T100000Z\r\nDTSTART;VALUE=DATE:{day}\r\n{rule}SUMMARY:{summary}\r\n\
            TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"
        )
    };
    let expected = [
        head.to_owned(),
        entry(
            "promise-1-uid-0",
            "20260612",
            "",
            "Zoë Müller: ring\\, or write",
        ),
        entry(
            "birthday-uid-0",
            "20270228",
            "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1\r\n",
            "Birthday of Zoë Müller",
        ),
        entry(
            "birthday-uid-1",
            "20260614",
            "RRULE:FREQ=YEARLY\r\n",
            "Birthday of Ben Okafor (1961)",
        ),
        "END:VCALENDAR\r\n".to_owned(),
    ];
    shop.shows(&["today", "--ics"], 0, &expected.concat(), "");
}

#[test]
fn the_json_of_every_kind_has_the_same_fields() {
    let shop = shop(&[
        promise(json!({"due": "2026-06-08"})),
        action(json!({"due": "2026-06-10"})),
    ]);
    let today = shop.json(&["today"]);
    for item in today["items"].as_array().unwrap() {
        let mut keys: Vec<&String> = item.as_object().unwrap().keys().collect();
        keys.sort();
        assert_eq!(
            keys,
            [
                "customer",
                "customer_id",
                "due",
                "id",
                "kind",
                "what",
                "why"
            ]
        );
    }
    assert_eq!(today["items"][1]["customer"], Value::Null);
}
