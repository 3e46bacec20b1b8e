//! Whatever is typed comes back from every format: written, read and written again, it is the same to the byte.

use chrono::NaiveDate;
use proptest::prelude::*;
use regulars::{
    domain::{
        Address, Channel, ChannelRule, Customer, Email, Fact, Leave, PartialDate, Phone,
        Preference, PreferenceKind, Tag,
    },
    formats::{
        Reading, Record, Row, csv, json, read,
        vcard::{self, Version},
    },
};

use crate::shop::noon;

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

fn day() -> impl Strategy<Value = Option<NaiveDate>> {
    prop::option::of(
        (1990..2030_i32, 1..=12_u32, 1..=28_u32)
            .prop_map(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d).unwrap()),
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

/// Texts and days are dealt out to the fields one after the other; lists get up to two rows.
fn customer() -> impl Strategy<Value = Customer> {
    let texts = prop::collection::vec(text(), 44);
    let days = prop::collection::vec(day(), 10);
    let words = (
        prop::sample::select(PreferenceKind::ALL),
        prop::sample::select(Channel::ALL),
        prop::sample::select(Leave::ALL),
        prop::option::of(any::<bool>()),
    );
    (texts, days, birthday(), words, 0..3_usize)
        .prop_map(|(texts, days, birthday, words, rows)| deal(texts, days, birthday, words, rows))
}

type Words = (PreferenceKind, Channel, Leave, Option<bool>);

fn deal(
    texts: Vec<String>,
    days: Vec<Option<NaiveDate>>,
    birthday: Option<PartialDate>,
    (kind, channel, leave, marketing): Words,
    rows: usize,
) -> Customer {
    let (mut texts, mut days) = (texts.into_iter(), days.into_iter());
    let mut text = || texts.next().unwrap();
    let mut day = || days.next().unwrap();
    let mut customer = Customer {
        name: format!("N{}", text()),
        call_me: text(),
        say: text(),
        hook: text(),
        sort_key: text(),
        company: text(),
        handling_do: text(),
        handling_dont: text(),
        going_through: text(),
        going_through_until: day(),
        handover: text(),
        source: text(),
        since: day(),
        birthday,
        kept: text(),
        created: noon(),
        ..Customer::default()
    };
    for _ in 0..rows {
        customer.phones.push(Phone {
            raw: text(),
            label: text(),
            ..Phone::default()
        });
        customer.emails.push(Email {
            address: text(),
            label: text(),
            ..Email::default()
        });
        customer.addresses.push(Address {
            street: text(),
            city: text(),
            country: text(),
            label: text(),
            ..Address::default()
        });
        customer.tags.push(Tag::from(text()));
        customer.facts.push(Fact {
            label: text(),
            text: text(),
            learned: day(),
            ..Fact::default()
        });
        customer.preferences.push(Preference {
            id: Default::default(),
            kind,
            text: text(),
            since: day(),
            ended: day(),
        });
        customer.channels.push(ChannelRule {
            id: Default::default(),
            channel,
            leave,
            best_time: text(),
            marketing,
            consent_on: day(),
        });
    }
    customer
}

/// One way of writing people down.
type Writer = fn(&[Record]) -> Vec<u8>;

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, max_shrink_iters: 2000, ..ProptestConfig::default() })]

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
        let writers: [Writer; 4] = [
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

    #[test]
    fn no_bytes_make_the_reader_fall_over(head in head(), rest in garbage()) {
        let bytes = [head.as_bytes(), &rest].concat();
        for bytes in [bytes.as_slice(), &bytes[..bytes.len() / 2]] {
            if let Ok(contents) = read(bytes, &Reading::default()) {
                prop_assert!(contents.records.iter().all(|it| it.customer.check().is_ok()));
            }
        }
    }
}

fn head() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "BEGIN:VCARD\n",
        "BEGIN:VCARD\r\nFN:Ana\r\n",
        "name,phone,birthday,tags\n",
        "sep=;\nName;Telefon 1;Label;uid;more_phones;facts;likes\n",
        "{\"format\":\"regulars\",\"version\":1,\"customers\":[",
        "\u{feff}",
    ])
}

fn garbage() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..12),
        text().prop_map(String::into_bytes),
        prop::sample::select(vec![
            "\r\n",
            "\n ",
            "=\n",
            "\"",
            ",",
            ";",
            ":",
            "END:VCARD\n",
            "TEL;TYPE=\"a;b:",
            "BDAY:--06",
            "N;ENCODING=QUOTED-PRINTABLE:=C3=\n",
            "item1.X-ABLabel:x\n",
            "X-REGULARS-FACT:a;b\n",
            "'=",
            "19610614",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}
