//! Who comes first, and who comes at all.

use regulars::{
    domain::{Customer, CustomerId, Email, Tag},
    search::{BLOCK_SPAN, Index, Matched, Query, block_line},
};

use super::{customer, hits, ids, index};

#[test]
fn the_better_the_match_the_sooner_it_comes_then_the_more_recent_contact() {
    let tagged = |id, word: &str| Customer {
        tags: vec![Tag::from(word.to_owned())],
        ..customer(id, "Zed", &[])
    };
    let people = [
        tagged(1, "ana"),
        Customer {
            company: "Banana Ltd".into(),
            ..customer(2, "Zed", &[])
        },
        Customer {
            emails: vec![Email {
                address: "joana@example.org".into(),
                ..Email::default()
            }],
            ..customer(3, "Zed", &[])
        },
        customer(4, "Zed", &["0711 5 ask for Ana"]),
        customer(5, "Joana Reis", &[]),
        customer(6, "Maria Anaya", &[]),
        customer(7, "Ana Lima", &[]),
        customer(8, "Ana Costa", &[]),
        customer(9, "Ana Silva", &[]),
        Customer {
            call_me: "Ana".into(),
            ..customer(10, "Zed", &[])
        },
        customer(11, "Ama Gil", &[]),
    ];
    let mut index = index(&people);
    index.take_recent(0, &[(CustomerId(9), 1_000), (CustomerId(1), 5_000)]);
    assert_eq!(ids(&mut index, "ana"), [9, 7, 8, 10, 6, 5, 4, 3, 2, 1]);
    let matched: Vec<Matched> = hits(&mut index, "ana")
        .into_iter()
        .map(|(_, by)| by)
        .collect();
    let others = [
        Matched::Phone,
        Matched::Email,
        Matched::Company,
        Matched::Tag,
    ];
    assert_eq!(matched[..6], [Matched::Name; 6]);
    assert_eq!(matched[6..], others);
    assert_eq!(
        ids(&mut index, ""),
        [1, 9, 11, 10, 8, 7, 6, 5, 4, 3, 2],
        "recent, then written down last"
    );
}

#[test]
fn a_phone_ending_comes_before_all_and_a_household_together() {
    let people = [
        customer(1, "4471 Club", &[]),
        customer(2, "Ben", &["020 4471"]),
        customer(3, "Zoë", &["0176 555 4471"]),
        customer(4, "Ana", &["4471 02"]),
        customer(5, "Max", &["+49 176 5554471"]),
        customer(6, "Eve", &["0176 555 44 71 x3"]),
    ];
    let mut index = index(&people);
    index.take_recent(
        0,
        &[
            (CustomerId(2), 500),
            (CustomerId(5), 900),
            (CustomerId(3), 100),
        ],
    );
    assert_eq!(ids(&mut index, "4471"), [5, 3, 6, 2, 1, 4]);
    assert_eq!(
        ids(&mut index, "555 4471"),
        [5, 3, 6],
        "two groups are one number"
    );
    assert_eq!(ids(&mut index, "4471 zo"), [3]);
    assert_eq!(ids(&mut index, "club 4471"), [1]);
}

#[test]
fn a_slip_finds_a_name_after_all_exact_hits_and_not_beside_a_screenful() {
    let people = [
        customer(1, "Sian Reece", &[]),
        customer(2, "王小明", &[]),
        customer(3, "Dian Fossey", &[]),
        customer(4, "Siobhán Ó Dálaigh", &[]),
        customer(5, "Pam Lima", &[]),
    ];
    let mut index = index(&people);
    assert_eq!(
        hits(&mut index, "sian"),
        [(1, Matched::Name), (3, Matched::NameSlip)]
    );
    for query in [
        "siobahn",
        "soibhan",
        "siobhn",
        "siobhann",
        "siobhxn",
        "dalaihg siobhan",
        "daliagh siobahn",
    ] {
        assert_eq!(hits(&mut index, query), [(4, Matched::NameSlip)], "{query}");
    }
    assert_eq!(ids(&mut index, "lma"), [5]);
    for query in ["sn", "sxobhxn", "siobahn lima", "pma"] {
        assert_eq!(ids(&mut index, query), [0; 0], "{query}");
    }
    let crowd: Vec<Customer> = (300..330)
        .map(|id| customer(id, "Sian Hall", &[]))
        .collect();
    index.take_lines(1, crowd.iter().map(block_line).collect::<String>());
    assert!(!ids(&mut index, "sian").contains(&3));
}

#[test]
fn longer_texts_and_filter_words_take_part() {
    let people = [
        customer(1, "Ana Lima", &[]),
        customer(2, "Honey Moon", &[]),
        customer(300, "Ana Costa", &[]),
    ];
    let mut index = index(&people);
    let who = |ids: &[i64]| ids.iter().map(|id| CustomerId(*id)).collect::<Vec<_>>();
    let mut found = |query: &str, allowed: Option<&[CustomerId]>, texts: &[Vec<CustomerId>]| {
        let mut hits = index.find(&Query::read(query, "DE"), allowed, texts);
        hits.page(0..9)
            .iter()
            .map(|hit| (hit.customer.0, hit.matched))
            .collect::<Vec<_>>()
    };
    let honey = [who(&[1, 2, 77])];
    assert_eq!(
        found("honey", None, &honey),
        [(2, Matched::Name), (1, Matched::Text)],
        "77 is not known"
    );
    assert_eq!(
        found("honey", Some(&who(&[1])), &honey),
        [(1, Matched::Text)]
    );
    assert_eq!(
        found("ana honey", None, &[vec![], who(&[1, 2])]),
        [(1, Matched::Text)]
    );
    assert_eq!(
        found("ana", Some(&who(&[300])), &[]),
        [(300, Matched::Name)]
    );
    assert_eq!(
        found("", Some(&who(&[1, 300])), &[]),
        [(300, Matched::Everybody), (1, Matched::Everybody)]
    );
}

#[test]
fn among_very_many_an_answer_at_once_begins_like_the_whole_one() {
    let people: Vec<Customer> = (0..256)
        .map(|id| {
            customer(
                id,
                if id % 64 == 0 {
                    "Exa Moss"
                } else {
                    "Ben Oak Exa"
                },
                &["+49 711 5554471 ask for Marianne Exalted"],
            )
        })
        .collect();
    let lines: String = people.iter().map(block_line).collect();
    let mut index = Index::default();
    for number in 0..340 {
        index.take_lines(number, lines.as_str());
        index.take_recent(number, &[(CustomerId(number * BLOCK_SPAN), number)]);
    }
    for (text, whole) in [
        ("e", false),
        ("ex", false),
        ("exa", false),
        ("exa moss", true),
        ("5554471", true),
    ] {
        let query = Query::read(text, "DE");
        let mut at_once = index.find(&query, None, &[]);
        let mut all = index.find(&query, None, &[vec![]]);
        assert_eq!(
            (at_once.is_whole(), all.is_whole()),
            (whole, true),
            "{text}"
        );
        assert_eq!(at_once.page(0..200), all.page(0..200), "{text}");
    }
    assert_eq!(index.len(), 87_040);
}
