//! Finding people: who is found by what, and in which order.

mod laws;
mod order;
mod typed;

use regulars::{
    domain::{Customer, CustomerId, Email, Phone},
    search::{BLOCK_SPAN, Block, Index, Matched, Query, block_line},
};

/// A customer with a name and phones.
fn customer(id: i64, name: &str, phones: &[&str]) -> Customer {
    Customer {
        id: CustomerId(id),
        name: name.into(),
        phones: phones
            .iter()
            .map(|raw| Phone {
                raw: (*raw).into(),
                ..Phone::default()
            })
            .collect(),
        ..Customer::default()
    }
}

/// All blocks of these people, whose ids rise.
fn blocks(people: &[Customer]) -> Vec<Block> {
    let number = |one: &Customer| one.id.0.div_euclid(BLOCK_SPAN);
    people
        .chunk_by(|a, b| number(a) == number(b))
        .map(|people| Block {
            number: number(&people[0]),
            lines: people.iter().map(block_line).collect(),
            recent: Vec::new(),
        })
        .collect()
}

fn index(people: &[Customer]) -> Index {
    let mut index = Index::default();
    for block in blocks(people) {
        index.take(&block);
    }
    index
}

/// Ids found, best first.
fn ids(index: &mut Index, text: &str) -> Vec<i64> {
    hits(index, text).into_iter().map(|(id, _)| id).collect()
}

fn hits(index: &mut Index, text: &str) -> Vec<(i64, Matched)> {
    let mut hits = index.find(&Query::read(text, "DE"), None, &[]);
    let total = hits.total();
    hits.page(0..total)
        .iter()
        .map(|hit| (hit.customer.0, hit.matched))
        .collect()
}

/// Planted people with ids from 501 on.
fn planted() -> Vec<Customer> {
    let people = [
        (
            "Zdeňka Vyskočilová",
            "+420 604 998 877",
            "zdenka.v@example.org",
        ),
        ("Łucja Żmijewska", "+48 601-997-766", "kontakt@example.net"),
        (
            "Jürgen Straßmeier",
            "+49 (0) 171 887 7665",
            "werkstatt@example.com",
        ),
        ("勅使河原 太郎丸", "０９０-8877-6655", ""),
        ("독고하늘빛", "010-9988-7766", ""),
        ("Björk Þorvaldsdóttir", "+47 998 87 766", ""),
        ("Ёлка Щукина", "8 (903) 998-87-76", ""),
        ("Δέσποινα Ξανθοπούλου", "+30 697 998 8776", ""),
        ("İnci Ağaoğlu", "+90 532 998 87 76", ""),
        (
            "Siobhán Ó Dálaigh",
            "07700 900 417 x9",
            "siobhan@example.ie",
        ),
    ];
    let made = (501..)
        .zip(people)
        .map(|(id, (name, phone, address))| Customer {
            emails: vec![Email {
                address: address.into(),
                ..Email::default()
            }],
            ..customer(id, name, &[phone])
        });
    made.collect()
}

#[test]
fn planted_people_are_found_first_by_what_is_typed() {
    let mut people: Vec<Customer> = (1..=500)
        .map(|id| customer(id, &format!("Ben Okafor {id}"), &[]))
        .collect();
    people.extend(planted());
    let mut index = index(&people);
    for (id, query) in [
        (501, "Zdeňka Vyskočilová"),
        (501, "vyskocilova"),
        (501, "skočil"),
        (501, "604998877"),
        (501, "zdenka.v@example.org"),
        (502, "zmijewska"),
        (502, "lucja"),
        (502, "997766"),
        (503, "strassmeier"),
        (503, "STRASSMEIER"),
        (503, "01718877665"),
        (503, "juergen"),
        (504, "勅使河原"),
        (504, "太郎丸"),
        (504, "勅使"),
        (504, "勅使河原太郎丸"),
        (504, "09088776655"),
        (505, "독고"),
        (505, "하늘"),
        (505, "하느"),
        (505, "haneul"),
        (506, "bjork"),
        (506, "thorvaldsdottir"),
        (506, "dottir"),
        (507, "елка"),
        (507, "щук"),
        (507, "elka"),
        (508, "δεσποινα"),
        (508, "ξανθοπουλου"),
        (508, "ΔΈΣΠΟΙΝΑ"),
        (509, "inci"),
        (509, "İNCİ"),
        (509, "agaoglu"),
        (510, "siobhan o dalaigh"),
        (510, "dalaigh siob"),
        (510, "07700900417"),
        (510, "900417"),
        (510, "07700 900 417 x9"),
        (510, "siobahn"),
        (510, "siobahn dalaihg"),
    ] {
        assert_eq!(ids(&mut index, query).first(), Some(&id), "{query}");
    }
}

#[test]
fn names_are_found_however_they_are_typed() {
    for (query, name) in [
        ("soren", "Søren Ødegård"),
        ("odegaard", "Søren Ødegård"),
        ("lukasz", "Łukasz Żak"),
        ("jose", "José Núñez"),
        ("muller", "Müller"),
        ("mueller", "Müller"),
        ("müller", "Müller"),
        ("MUELLER", "Mu\u{308}ller"),
        ("weiss", "Weiß"),
        ("aegir", "Ægir"),
        ("dorde", "Đorđe"),
        ("obrien", "O'Brien"),
        ("o’brien", "O'Brien"),
        ("o´brien", "O'Brien"),
        ("小明", "王小明"),
        ("petrova", "Нина Петрова"),
        ("wang", "王小明"),
        ("xiaoming", "王小明"),
        ("xiao ming", "王小明"),
        ("odegard soren", "Søren Ødegård"),
        ("nina petrova", "Нина Петрова"),
        ("petrova nina", "Нина Петрова"),
        ("fedorov", "Фёдоров"),
        ("yuliya", "Юлия"),
        ("annemarie", "Anne-Marie"),
        ("anne marie", "Anne-Marie"),
        ("jr ewing", "J.R. Ewing"),
        ("νικοσ", "Νίκος"),
        ("ΝΙΚΟΣ", "Νίκος"),
        ("❤", "Ana ❤"),
    ] {
        let mut index = index(&[customer(1, name, &[])]);
        assert_eq!(
            hits(&mut index, query),
            [(1, Matched::Name)],
            "{query} for {name}"
        );
    }
}

#[test]
fn one_number_is_found_in_all_its_forms() {
    let forms = [
        "+49 (0)176 1234567",
        "0049 176 1234567",
        "0176/1234567",
        "0176-123 45 67",
    ];
    for raw in forms {
        let mut index = index(&[customer(1, "", &[raw])]);
        for query in forms.into_iter().chain([
            "1234567",
            "4567",
            "+49 (0) 176 1234567",
            "00491761234567",
            "491761234567",
        ]) {
            assert_eq!(
                hits(&mut index, query),
                [(1, Matched::PhoneEnding)],
                "{query} for {raw}"
            );
        }
        assert_eq!(
            hits(&mut index, "0176"),
            [(1, Matched::Phone)],
            "beginning of {raw}"
        );
        assert_eq!(ids(&mut index, "567890"), [0; 0], "not in {raw}");
    }
    for (raw, query) in [
        ("011/80808", "0808"),
        ("0 44444", "4444"),
        ("+49 176 1234567", "+49 0176 1234567"),
        ("+44 (0)7700 900417", "07700 900417"),
        ("+39 06 123 4567", "0039 06 1234567"),
    ] {
        let mut index = index(&[customer(1, "", &[raw])]);
        assert_eq!(
            hits(&mut index, query),
            [(1, Matched::PhoneEnding)],
            "{query} for {raw}"
        );
    }
    let mut index = index(&[customer(1, "", &["0711 12345 ask for Ben"])]);
    for query in [
        "0711 12345 ask for Ben",
        "12345",
        "ben",
        "+49 711 12345",
        "12345 ben",
    ] {
        assert_eq!(ids(&mut index, query), [1], "{query}");
    }
}
