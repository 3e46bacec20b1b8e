//! A mistake in the made-up shop is named by file and line.

use super::{crowd::Crowd, people, year};
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
