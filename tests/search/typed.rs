//! What was typed, taken apart.

use regulars::search::{Filter, Query, Term};

#[test]
fn what_is_typed_is_taken_apart_into_words_digits_and_filter_words() {
    let word = |word: &str| Term::Word(word.into());
    let digits = |digits: &str| Term::Digits(digits.into());
    for (text, terms) in [
        ("Zoë  Müller", vec![word("zoe"), word("muller")]),
        ("555 4471", vec![digits("5554471")]),
        (
            "müller 44 71 zo",
            vec![word("muller"), digits("4471"), word("zo")],
        ),
        ("+49 (0)176/12", vec![digits("+4917612")]),
        ("0049 176", vec![digits("0049176")]),
        ("４４７１", vec![digits("4471")]),
        ("44", vec![word("44")]),
        ("4471,", vec![digits("4471")]),
        ("x9 10:30", vec![word("x9"), word("10"), word("30")]),
        ("a.b@example.org", vec![word("ab@exampleorg")]),
        (" - ' ", vec![]),
    ] {
        let query = Query::read(text, "DE");
        assert_eq!(query.terms, terms, "{text}");
        assert!(
            query.filters.is_empty() && query.unknown.is_empty(),
            "{text}"
        );
    }
}

#[test]
fn filter_words_are_read_or_said_to_be_unknown() {
    for (typed, printed) in [
        ("tag:VIP", "tag:vip"),
        ("-Tag:a_b", "-tag:a_b"),
        ("tier:A", "tier:a"),
        ("last:>90d", "last:>90d"),
        ("last:<2w", "last:<14d"),
        ("since:2024", "since:2024"),
        ("since:2024-06", "since:2024-06"),
        ("channel:sms", "channel:text"),
        ("source:Flyer", "source:flyer"),
        ("owes:promise", "owes:promise"),
        ("-has:complaint", "-has:complaint"),
        ("birthday:this-month", "birthday:this-month"),
        ("birthday:06", "birthday:6"),
        ("by:SK", "by:SK"),
    ] {
        let query = Query::read(&format!("ana {typed} 4471"), "DE");
        assert_eq!((query.terms.len(), query.unknown.len()), (2, 0), "{typed}");
        let filters: Vec<String> = query.filters.iter().map(Filter::to_string).collect();
        assert_eq!(filters, [printed], "{typed}");
    }
    for typed in [
        "tier:d",
        "tier:",
        "-bought:honey",
        "spent:>100",
        "colour:red",
        "tag:",
        "last:90d",
        "last:>soon",
        "since:--06-14",
        "channel:pigeon",
        "owes:money",
        "has:dog",
        "birthday:13",
        "source:!",
        "by:",
    ] {
        let query = Query::read(typed, "DE");
        assert_eq!(
            (query.terms.len(), query.filters.len(), query.unknown.len()),
            (0, 0, 1),
            "{typed}"
        );
    }
    let query = Query::read("rung:client last:soon", "DE");
    assert_eq!(
        query.unknown,
        [
            "rung: is not known here; filter words are tag: tier: last: since: channel: source: owes: has: birthday: by:.",
            "last:soon cannot be read; write it like last:>90d.",
        ]
    );
}
