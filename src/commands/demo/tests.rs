//! A mistake in the made-up shop is named by file and line.

use super::{crowd::Crowd, people, sales, year};
use crate::domain::Stamp;

fn noon() -> Stamp {
    Stamp::from_rfc3339("2026-06-10T12:00:00+01:00").unwrap()
}

fn people_error(content: &str) -> String {
    let read = people::read("people.txt", content, noon());
    read.unwrap_err().to_string()
}

#[test]
fn a_mistake_among_the_people_names_file_and_line() {
    for (content, said) in [
        (
            "# ok\nname: Ada\nhat: red",
            "people.txt:3: \"hat\" is no word of this file",
        ),
        (
            "name: Ada\nsince: soon",
            "people.txt:2: \"soon\" is not a day",
        ),
        (
            "name: Ada\ncall: maybe",
            "people.txt:2: prefer, ok or never?",
        ),
        (
            "name: Ada\nreferred by: Bo",
            "people.txt:2: \"Bo\" is nobody above",
        ),
        (
            "\nhook: red coat\n",
            "people.txt:2: A customer needs a name, a call-me or a phone.",
        ),
        (
            "name: Ada\nred coat",
            "people.txt:2: expected `word: value`",
        ),
    ] {
        assert_eq!(people_error(content), said);
    }
}

#[test]
fn a_mistake_in_the_year_names_file_and_line() {
    let ada = people::read("people.txt", "name: Ada", noon()).unwrap();
    for (content, said) in [
        (
            "* Bo",
            "year.txt:1: \"Bo\" is not one customer in people.txt",
        ),
        (
            "-1d 10:00 visit: tea",
            "year.txt:1: whose? `* Name` comes first",
        ),
        (
            "* Ada\n\n-1d 25:00 visit: tea",
            "year.txt:3: \"25:00\" is not a time like 09:30",
        ),
        (
            "* Ada\n-0d 12:01 visit: tea",
            "year.txt:2: that is still to come",
        ),
        (
            "* Ada\nvisit: tea",
            "year.txt:2: \"visit:\" is not `-12d 15:20` or `-3h`",
        ),
        (
            "* Ada\n-1d 10:00 visit: tea !soon ring",
            "year.txt:2: \"!soon\" was not understood",
        ),
        (
            "* Ada\n-1d 10:00 visit: tea on yesterday",
            "year.txt:2: the text moves the day; say it otherwise",
        ),
        (
            "* Ada\n-1d 10:00 visit: tea\n  wants: milk",
            "year.txt:3: \"wants\" does not belong here",
        ),
        (
            "* Ada\n-1d 10:00 visit: tea\n  kept -1d 11:00",
            "year.txt:3: there is no promise here",
        ),
        (
            "* Ada\n-1d 10:00 visit: tea\n  -1d 11:00 fix: milk @SK",
            "year.txt:2: only a complaint has steps",
        ),
        (
            "* Ada\n-1d 10:00 complaint: cold\n  -1d 11:00 glued @SK",
            "year.txt:3: \"glued\" is no step",
        ),
        (
            "* Ada\n-1d 10:00 complaint: cold\n  -2d 11:00 fix @SK",
            "year.txt:3: earlier than the step before",
        ),
        (
            "* Ada\n-1d 10:00 complaint: cold\n  -1d 11:00 resumed @SK",
            "year.txt:3: This complaint waits for nobody.",
        ),
    ] {
        let read = year::read("year.txt", content, &ada, noon());
        assert_eq!(read.unwrap_err().to_string(), said);
    }
}

#[test]
fn a_mistake_in_the_sales_names_file_and_line() {
    let ada = people::read("people.txt", "name: Ada", noon()).unwrap();
    let shop = "product: rye | bread | 3.90\n* Ada\n";
    for (content, said) in [
        ("product: rye", "expected `name | group and grade | price`"),
        ("product: rye | bread | dear", "\"dear\" is no price"),
        ("rule: rye > jam", "\"rye\" is no product above"),
        ("goods: rye", "a product, a rule, or `* Name`?"),
        ("* Bo", "\"Bo\" is not one customer in people.txt"),
    ] {
        let read = sales::read(("sales.txt", content), &ada, 10, noon());
        let why = read.err().map(|why| why.to_string());
        assert_eq!(why, Some(format!("sales.txt:1: {said}")));
    }
    for (content, said) in [
        (
            "every day: rye",
            "expected `every 12d, 29 times until -12d: what`",
        ),
        (
            "every 3d, 2 times until -1d: jam",
            "\"jam\" is no product above",
        ),
        ("every 3d, 2 times until +1d: rye", "that is still to come"),
        ("-1d 10:00 bought: rye", "by whom? end with @SK"),
        ("-1d 10:00 sang: rye @SK", "\"sang\" does not belong here"),
        (
            "-1d 10:00 campaign: rye | smoke @SK",
            "on which channel, and yes, no or later?",
        ),
        (
            "-1d 10:00 review: @SK",
            "Type why; it stands beside the rows.",
        ),
    ] {
        let content = format!("{shop}{content}");
        let read = sales::read(("sales.txt", &content), &ada, 10, noon());
        let why = read.err().map(|why| why.to_string());
        assert_eq!(why, Some(format!("sales.txt:3: {said}")));
    }
}

#[test]
fn a_rhythm_ends_on_its_day_and_a_sale_of_several_rows_has_a_receipt() {
    let ada = people::read("people.txt", "name: Ada", noon()).unwrap();
    let content = "product: rye | bread | 3.90\nproduct: jam | | 6.00\n* Ada\n\
        every 12d, 3 times until -5d: 2 rye, jam\nevery mon, 2 times until -1d: jam\n\
        -4d 10:00 back: rye @TB\n  -3d 10:00 fine: better now @SK\n";
    let mut read = sales::read(("sales.txt", content), &ada, 10, noon()).unwrap();
    read.moments.sort_by_key(|moment| moment.at);
    sales::number(&mut read.moments);
    let moments = read
        .moments
        .iter()
        .map(|it| (it.at.day().to_string(), &it.changes));
    let moments: Vec<_> = moments.collect();
    let days: Vec<&str> = moments.iter().map(|(day, _)| &**day).collect();
    assert_eq!(
        days[2..],
        [
            "2026-06-01",
            "2026-06-05",
            "2026-06-06",
            "2026-06-07",
            "2026-06-08"
        ]
    );
    let text = format!("{:?}", moments[3].1);
    assert!(
        text.contains("amount: Money(780)") && text.contains("receipt: \"R1003\""),
        "{text}"
    );
    let back = format!("{:?}", moments[4].1);
    assert!(
        back.contains("amount: Money(-390)") && back.contains("PurchaseId(8)"),
        "{back}"
    );
    let said = format!("{:?}", moments[5].1);
    assert!(said.contains("purchase: Some(PurchaseId(8))"), "{said}");
}

#[test]
fn a_mistake_in_the_crowd_names_the_file() {
    for (content, said) in [
        (
            "culture: often | 1 | given first",
            "crowd.txt:1: expected `culture: 10 | 353 | given first`",
        ),
        (
            "culture: 1 | 1 | joined\ngiven: Bo",
            "crowd.txt: a culture needs given and family names",
        ),
        (
            "culture: 1 | 1 | joined\ngiven: Bo\nfamily: Li",
            "crowd.txt: there is no line `thing:`",
        ),
    ] {
        assert_eq!(
            Crowd::read("crowd.txt", content).unwrap_err().to_string(),
            said
        );
    }
}

#[test]
fn what_is_indented_belongs_to_the_line_above() {
    let ada = people::read("people.txt", "name: Ada", noon()).unwrap();
    let content = "* Ada\n-3h visit: tea !+1d ring back @TB +1\n  reason: order\n  kept -2h\n";
    let year = year::read("year.txt", content, &ada, noon()).unwrap();
    assert_eq!(year.moments.len(), 1);
    let text = format!("{:?}", year.moments[0].changes);
    for part in [
        "summary: \"tea\"",
        "by: \"TB\"",
        "mood: Some(1)",
        "reason: \"order\"",
        "what: \"ring back\"",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("told: None"), "{text}");
}
