//! Vectors: who is suggested, how sure, and who stays apart.

use std::collections::HashSet;

use super::*;
use crate::domain::{Address, Customer, Email, Phone};

const COUNTRY: &str = "DE";

fn person(id: i64, name: &str, phone: &str) -> Customer {
    let mut person = Customer {
        id: CustomerId(id),
        name: name.into(),
        ..Customer::default()
    };
    if !phone.is_empty() {
        person.phones.push(Phone {
            raw: phone.into(),
            ..Phone::default()
        });
    }
    person
}

fn with_email(mut person: Customer, address: &str) -> Customer {
    person.emails.push(Email {
        address: address.into(),
        ..Email::default()
    });
    person
}

fn born(mut person: Customer, day: &str) -> Customer {
    person.birthday = Some(day.parse().unwrap());
    person
}

fn living(mut person: Customer, street: &str) -> Customer {
    person.addresses.push(Address {
        street: street.into(),
        city: "Leeds".into(),
        ..Address::default()
    });
    person
}

fn said(one: &Customer, other: &Customer) -> String {
    let (a, b) = (Person::of(one, COUNTRY), Person::of(other, COUNTRY));
    match judge(&a, &b) {
        Some((because, sure)) => format!("{}: {}", sure.word(), words(&because)),
        None => "apart".into(),
    }
}

#[test]
fn what_two_have_in_common_is_said_in_words() {
    let zoe = with_email(person(1, "Zoë Müller", "0555 0123"), "zo@example.org");
    let cases = [
        (
            person(2, "Zoe Mueller", "+49 (0)555 0123"),
            "high: same number +495550123, same name",
        ),
        (
            person(3, "Zoe Miller", "0049 5550123"),
            "medium: same number +495550123, names nearly alike",
        ),
        (
            with_email(person(4, "Müller", ""), "ZO@example.org "),
            "medium: same e-mail zo@example.org, one name is part of the other",
        ),
        (
            with_email(person(5, "Zoe Miller", "555 0123"), "zo@example.org"),
            "high: same number +495550123, same e-mail zo@example.org, names nearly alike",
        ),
        (
            person(6, "", "05550123"),
            "medium: same number +495550123, a name is missing",
        ),
        (
            person(7, "Zoe Müller", ""),
            "medium: same name, one has neither phone nor e-mail",
        ),
        (person(8, "Tom Müller", "0555 0123"), "apart"),
        (person(9, "Zoe Müller", "0555 9999"), "apart"),
        (person(10, "Ben Okafor", "0555 0123"), "apart"),
    ];
    for (other, expected) in cases {
        assert_eq!(said(&zoe, &other), expected, "{}", other.name);
    }
}

#[test]
fn a_birthday_or_an_address_speaks_for_a_name_and_another_birthday_against_it() {
    let day = "1961-06-14";
    let james = born(person(1, "James Smith", "0555 1"), day);
    let same = |other: Customer| said(&james, &other);
    assert_eq!(
        same(born(person(2, "James Smith", "0555 2"), day)),
        "medium: same birthday, same name"
    );
    assert_eq!(same(born(person(3, "Smith", "0555 2"), day)), "apart");
    assert_eq!(
        same(born(person(4, "James Smith", "0555 1"), "1990-01-02")),
        "medium: same number +495551, same name, but another birthday"
    );
    assert_eq!(
        same(born(person(5, "James Smyth", "0555 1"), "1990-01-02")),
        "apart"
    );
    let home = living(person(6, "James Smith", "0555 3"), "4 Mill Lane");
    let next = living(person(7, "Jim Smith", "0555 4"), "4, Mill Lane");
    let moved = living(person(8, "Smith, James", "0555 5"), "4 MILL LANE");
    assert_eq!(said(&home, &next), "apart");
    assert_eq!(said(&home, &moved), "medium: same address, same name");
}

fn found(people: &[Customer]) -> Vec<(i64, i64, &'static str)> {
    let people: Vec<Person> = people.iter().map(|it| Person::of(it, COUNTRY)).collect();
    let pairs = pairs(&people, &HashSet::new());
    let pairs = pairs.iter();
    pairs
        .map(|it| (it.one.0, it.other.0, it.sure.word()))
        .collect()
}

#[test]
fn a_household_on_one_number_stays_apart_and_its_double_is_found() {
    let family = ["Zoe Müller", "Tom Müller", "Tim Müller", "Anna Lima"];
    let mut people: Vec<Customer> = (1..)
        .zip(family)
        .map(|(id, name)| living(person(id, name, "0555 0123"), "1 Elm Drive"))
        .collect();
    assert_eq!(found(&people), []);
    people.push(person(9, "Zoe Mueller", "555 0123"));
    assert_eq!(found(&people), [(1, 9, "high")]);
}

#[test]
fn a_crowd_on_one_number_with_one_surname_is_not_compared_pair_by_pair() {
    let names = ["James", "Mary", "Ravi", "Sofia", "Oleg"];
    let mut people: Vec<Customer> = (1..=20_000)
        .map(|id| {
            person(
                id,
                &format!("{} x{id} Smith", names[id as usize % 5]),
                "0555 0123",
            )
        })
        .collect();
    people.push(person(30_000, "Smith x77 Ravi", "0555 0123"));
    assert_eq!(found(&people), [(77, 30_000, "high")]);
}

#[test]
fn who_is_known_not_to_be_the_same_is_not_shown_again() {
    let people = [1, 2].map(|id| Person::of(&person(id, "Zoe Müller", "0555 0123"), COUNTRY));
    let apart = HashSet::from([(CustomerId(1), CustomerId(2))]);
    assert_eq!(pairs(&people, &HashSet::new()).len(), 1);
    assert_eq!(pairs(&people, &apart), []);
}

#[test]
fn each_thing_they_share_brings_two_together_by_itself() {
    let at_till = |person: Customer| Customer {
        till_number: "T-17".into(),
        ..person
    };
    let day = "1980-05-17";
    let two = |one: Customer, other: Customer| {
        let people = [one, other].map(|it| Person::of(&it, COUNTRY));
        pairs(&people, &HashSet::new()).len()
    };
    let (one, other) = (
        person(1, "Zoë Müller", "555 0101"),
        person(2, "Zoe Mueller", "555 0202"),
    );
    assert_eq!(two(one.clone(), other.clone()), 0, "a name says nothing");
    let mail = |it: &Customer| with_email(it.clone(), "zo@example.org");
    assert_eq!(two(mail(&one), mail(&other)), 1, "e-mail");
    assert_eq!(two(at_till(one.clone()), at_till(other.clone())), 1, "till");
    assert_eq!(
        two(born(one.clone(), day), born(other.clone(), day)),
        1,
        "birthday"
    );
    assert_eq!(
        two(
            living(one.clone(), "Hill 4"),
            living(other.clone(), "Hill 4")
        ),
        1,
        "address"
    );
    assert_eq!(
        two(one, person(2, "Zoe Mueller", "")),
        1,
        "cannot be reached"
    );
    let (jon, john) = (
        person(1, "Jon Smyth", "555 0101"),
        person(2, "John Smith", "555 0202"),
    );
    assert_eq!(
        two(born(jon, day), born(john, day)),
        1,
        "no word is written the same"
    );
}
