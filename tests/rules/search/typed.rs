//! What was typed, taken apart.

use regulars::search::{Filter, PEOPLE, Query, Term};

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
        ("rung:Client", "rung:client"),
        ("rung:client+", "rung:client+"),
        ("bought:Rye", "bought:rye"),
        ("-bought:Rye_Flour", "-bought:rye_flour"),
        ("bought:rye<30d", "bought:rye<30d"),
        ("bought:rye>3m", "bought:rye>90d"),
        ("bought:>90d", "bought:>90d"),
        ("spent:>100", "spent:>100"),
        ("spent:<7,80", "spent:<7.8"),
        ("last:>90d", "last:>90d"),
        ("last:<2w", "last:<14d"),
        ("since:2024", "since:2024"),
        ("since:2024-06", "since:2024-06"),
        ("channel:sms", "channel:text"),
        ("source:Flyer", "source:flyer"),
        ("owes:promise", "owes:promise"),
        ("-has:complaint", "-has:complaint"),
        ("has:promise", "owes:promise"),
        ("has:want", "has:want"),
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
        "rung:",
        "rung:+",
        "bought:",
        "-bought:!",
        "bought:!<30d",
        "bought:rye<",
        "bought:rye<soon",
        "spent:100",
        "spent:>",
        "spent:>-1",
        "spent:>1.2345",
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
}

#[test]
fn a_wrong_filter_word_or_value_is_said_with_the_nearest_right_one() {
    for (typed, said) in [
        (
            "teir:a",
            "There is no filter word teir; did you mean tier:?",
        ),
        (
            "-Teir:a",
            "There is no filter word teir; did you mean tier:?",
        ),
        ("tga:vip", "There is no filter word tga; did you mean tag:?"),
        (
            "spend:>9",
            "There is no filter word spend; did you mean spent:?",
        ),
        (
            "birth:6",
            "There is no filter word birth; did you mean birthday:?",
        ),
        (
            "colour:red",
            "There is no filter word colour; there are tag: tier: rung: bought: spent: last: since: channel: source: \
             owes: has: birthday: by:.",
        ),
        ("tier:x", "tier: is a, b or c."),
        (
            "rung:cleint",
            "rung: is prospect, customer, client, supporter or advocate; with + behind it also higher; did you mean rung:client?",
        ),
        (
            "has:complain",
            "has: is complaint, promise, want, phone, email or birthday; did you mean has:complaint?",
        ),
        ("owes:money", "owes: is promise."),
        (
            "spent:100",
            "spent: is more or less than an amount in 12 months, like spent:>100 or spent:<50.",
        ),
        (
            "last:soon",
            "last: is more or less than a time ago, like last:>90d or last:<2w.",
        ),
    ] {
        assert_eq!(Query::read(typed, "DE").unknown, [said], "{typed}");
    }
}

#[test]
fn what_may_stand_behind_a_filter_word_is_what_can_be_read_there() {
    for keyword in PEOPLE.0 {
        for value in keyword.these() {
            let typed = format!("{}:{value}", keyword.name);
            assert!(matches!(Filter::read(&typed), Some(Ok(_))), "{typed}");
            let listed = value.chars().all(char::is_alphabetic);
            assert!(!listed || keyword.is.contains(value), "{typed}");
        }
    }
}

#[test]
fn what_was_begun_may_become() {
    let own = ["vip", "vegan", "Zürich_Ost", "SK"].map(str::to_owned);
    let becomes = |text: &str| -> Vec<(String, String)> {
        let begun = PEOPLE.begun(text);
        let words = begun.iter().flat_map(|begun| {
            let words = begun.may_become(&own).into_iter();
            words.map(|word| (begun.rest(&word).to_owned(), word))
        });
        words.collect()
    };
    for (text, expected) in [
        ("ana tag:v", vec![("ip", "vip"), ("egan", "vegan")]),
        ("-tag:ve", vec![("gan", "vegan")]),
        ("tag:zurich_", vec![("Ost", "Zürich_Ost")]),
        ("tag:zü", vec![("rich_Ost", "Zürich_Ost")]),
        ("by:s", vec![("K", "SK")]),
        ("tag:vip", vec![]),
        ("tag:vip ", vec![]),
        ("tie", vec![("r:", "tier:")]),
        ("by", vec![(":", "by:")]),
        (
            "-s",
            vec![
                ("pent:", "spent:"),
                ("ince:", "since:"),
                ("ource:", "source:"),
            ],
        ),
        ("an", vec![]),
        ("ti", vec![]),
        ("tier:", vec![("a", "a"), ("b", "b"), ("c", "c")]),
        ("rung:cl", vec![("ient", "client")]),
        (
            "last:>",
            vec![("90d", ">90d"), ("6m", ">6m"), ("1y", ">1y")],
        ),
        ("birthday:this-m", vec![("onth", "this-month")]),
        ("since:2", vec![]),
        ("teir:a", vec![]),
        ("4471", vec![]),
        ("", vec![]),
    ] {
        let expected: Vec<(String, String)> = expected
            .into_iter()
            .map(|(rest, word)| (rest.to_owned(), word.to_owned()))
            .collect();
        assert_eq!(becomes(text), expected, "{text}");
    }
}
