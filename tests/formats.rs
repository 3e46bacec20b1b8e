//! Whatever is typed comes back from every format: written, read and written again, it is the same to the byte.

use proptest::prelude::*;
use regulars::{
    domain::{
        Address, Channel, ChannelRule, Customer, Email, Fact, Leave, PartialDate, Phone,
        Preference, PreferenceKind, Stamp, Tag,
    },
    formats::{
        Reading, Record, Row, csv, json, read,
        vcard::{self, Version},
    },
};

fn noon() -> Stamp {
    Stamp::from_rfc3339("2026-06-10T12:00:00+02:00").unwrap()
}

fn as_table(people: &[Record]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut table = csv::Writer::new(&mut out).unwrap();
    people.iter().for_each(|it| table.row(&row(it)).unwrap());
    table.finish().unwrap();
    out
}

fn as_cards(people: &[Record], version: Version) -> Vec<u8> {
    let cards = people.iter().map(|it| vcard::write(&row(it), version));
    cards.collect::<String>().into_bytes()
}

fn as_document(people: &[Record]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut document = json::Writer::new(&mut out, &Default::default()).unwrap();
    let customers: Vec<_> = people.iter().map(|it| &it.customer).collect();
    document.rows("customers", &customers).unwrap();
    document.finish().unwrap();
    out
}

fn row(record: &Record) -> Row<'_> {
    Row {
        customer: &record.customer,
        referred_by: &record.referred_by,
    }
}

/// No line of a card is longer than 75 octets, and none begins or ends a card but our own.
fn is_well_formed(cards: &[u8], people: usize) -> bool {
    let text = std::str::from_utf8(cards).unwrap();
    let lines: Vec<_> = text.split_terminator("\r\n").collect();
    let frames = |word: &str| lines.iter().filter(|line| **line == word).count();
    lines
        .iter()
        .all(|line| line.len() <= 75 && !line.contains(['\n', '\r']))
        && frames("BEGIN:VCARD") == people
        && frames("END:VCARD") == people
}

/// No cell begins with what a spreadsheet takes for a formula.
fn is_safe(table: &[u8]) -> bool {
    let mut reader = ::csv::Reader::from_reader(table);
    reader.records().all(|row| {
        row.unwrap()
            .iter()
            .all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r']))
    })
}

/// Text as it may be typed or pasted: quotes, formulas, line breaks, right-to-left, emoji, controls, our own separators.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-zA-Zäöüßéøł ]{0,12}",
        1 => "[=+@'\"\\\\;:,|.\\-#\n\t\r /]{0,8}",
        1 => "[שלוםمرحبا小明👩\u{200d}🍳\u{202e}]{0,6}",
        1 => "\\PC{0,10}",
        1 => Just("=cmd|'/c calc'!A1".to_owned()),
        1 => Just("BEGIN:VCARD\r\nFN:x\nEND:VCARD".to_owned()),
        1 => Just("a: b; c \\n \\; 2024-05-01 d: e".to_owned()),
        1 => Just("long ".repeat(40)),
    ]
}

fn day() -> impl Strategy<Value = Option<chrono::NaiveDate>> {
    prop::option::of(
        (1990..2030_i32, 1..=12_u32, 1..=28_u32)
            .prop_map(|(y, m, d)| chrono::NaiveDate::from_ymd_opt(y, m, d).unwrap()),
    )
}

fn birthday() -> impl Strategy<Value = Option<PartialDate>> {
    let parts = (
        prop::option::of(1900..2020_i32),
        prop::option::of(1..=12_u32),
        prop::option::of(1..=28_u32),
    );
    parts.prop_map(|(y, m, d)| PartialDate::new(y, m, d))
}

fn details(customer: Customer) -> impl Strategy<Value = Customer> {
    let pair = || prop::collection::vec((text(), text()), 0..3);
    let likes = prop::collection::vec(
        (
            prop::sample::select(PreferenceKind::ALL),
            text(),
            day(),
            day(),
        ),
        0..3,
    );
    let facts = prop::collection::vec((text(), text(), day()), 0..3);
    let rules = prop::collection::vec(
        (
            prop::sample::select(Channel::ALL),
            prop::sample::select(Leave::ALL),
            text(),
            prop::option::of(any::<bool>()),
            day(),
        ),
        0..2,
    );
    let places = prop::collection::vec((text(), text(), text(), text()), 0..3);
    (
        pair(),
        pair(),
        places,
        prop::collection::vec(text(), 0..3),
        likes,
        facts,
        rules,
    )
        .prop_map(
            move |(phones, emails, places, tags, likes, facts, rules)| Customer {
                phones: phones
                    .into_iter()
                    .map(|(raw, label)| Phone {
                        raw,
                        label,
                        ..Phone::default()
                    })
                    .collect(),
                emails: emails
                    .into_iter()
                    .map(|(address, label)| Email {
                        address,
                        label,
                        ..Email::default()
                    })
                    .collect(),
                addresses: places
                    .into_iter()
                    .map(|(street, city, country, label)| Address {
                        street,
                        city,
                        country,
                        label,
                        ..Address::default()
                    })
                    .collect(),
                tags: tags.into_iter().map(Tag::from).collect(),
                preferences: likes
                    .into_iter()
                    .map(|(kind, text, since, ended)| Preference {
                        id: Default::default(),
                        kind,
                        text,
                        since,
                        ended,
                    })
                    .collect(),
                facts: facts
                    .into_iter()
                    .map(|(label, text, learned)| Fact {
                        label,
                        text,
                        learned,
                        ..Fact::default()
                    })
                    .collect(),
                channels: rules
                    .into_iter()
                    .map(
                        |(channel, leave, best_time, marketing, consent_on)| ChannelRule {
                            id: Default::default(),
                            channel,
                            leave,
                            best_time,
                            marketing,
                            consent_on,
                        },
                    )
                    .collect(),
                ..customer.clone()
            },
        )
}

fn customer() -> impl Strategy<Value = Customer> {
    let names = (text(), text(), text(), text(), text(), text());
    let rest = (text(), text(), text(), day(), text(), text(), day());
    (names, rest, birthday(), text()).prop_flat_map(|(names, rest, birthday, kept)| {
        details(Customer {
            name: format!("N{}", names.0),
            call_me: names.1,
            say: names.2,
            hook: names.3,
            sort_key: names.4,
            company: names.5,
            handling_do: rest.0,
            handling_dont: rest.1,
            going_through: rest.2,
            going_through_until: rest.3,
            handover: rest.4,
            source: rest.5,
            since: rest.6,
            birthday,
            kept,
            created: noon(),
            ..Customer::default()
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, max_shrink_iters: 2000, ..ProptestConfig::default() })]

    #[test]
    fn anything_typed_comes_back_from_every_format(people in prop::collection::vec(customer(), 1..3), bringer in text()) {
        let people: Vec<Record> = people
            .into_iter()
            .enumerate()
            .map(|(at, mut customer)| {
                customer.uid = format!("uid-{at}");
                Record { customer: Box::new(customer), line: 0, referred_by: bringer.clone() }
            })
            .collect();
        let writers: [fn(&[Record]) -> Vec<u8>; 4] = [
            as_table,
            |people| as_cards(people, Version::Three),
            |people| as_cards(people, Version::Four),
            as_document,
        ];
        prop_assert!(is_safe(&as_table(&people)));
        prop_assert!(is_well_formed(&as_cards(&people, Version::Three), people.len()));
        for write in writers {
            let first = write(&people);
            let contents = read(&first, &Reading::default()).unwrap();
            prop_assert_eq!(&contents.refused, &[]);
            prop_assert_eq!(&contents.remarks, &[]);
            let second = write(&contents.records);
            prop_assert_eq!(String::from_utf8_lossy(&first), String::from_utf8_lossy(&second));
        }
    }
}
