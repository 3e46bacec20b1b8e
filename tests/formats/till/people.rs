//! Who bought: by number, then phone, then e-mail; made where nobody is known.

use super::*;

fn customer(name: &str, phone: &str, till_number: &str) -> Change {
    let phone = (!phone.is_empty()).then(|| Phone {
        raw: phone.into(),
        ..Phone::default()
    });
    let customer = Customer {
        name: name.into(),
        till_number: till_number.into(),
        phones: phone.into_iter().collect(),
        ..Customer::default()
    };
    Change::AddCustomer(customer.into())
}

/// Whose the one new purchase of these rows is, or why it is refused.
fn whose(store: &mut Store, row: &str) -> String {
    let plan = sell(store, row);
    match counts(&plan) {
        [1, 0, 0, 0] => plan.changes().iter().find_map(bought).unwrap(),
        [0, 0, 0, 1] => plan.files[0].refused[0].reason.clone(),
        other => panic!("{other:?}"),
    }
}

fn bought(change: &Change) -> Option<String> {
    match change {
        Change::Add(row) => row.customer().map(|id| id.to_string()),
        _ => None,
    }
}

#[test]
fn a_number_counts_more_than_a_phone_and_a_phone_more_than_an_e_mail() {
    let (_folder, mut store) = shop();
    let ana = customer("Ana Lima", "0711 447102", "17");
    let ben = customer("Ben Okafor", "030 0204471", "");
    store.apply(&[ana, ben], noon()).unwrap();
    assert_eq!(
        whose(
            &mut store,
            "1,2026-05-02,17,Somebody Else,030 0204471,,Rye,1,3.90\n"
        ),
        "#1"
    );
    assert_eq!(
        whose(&mut store, "2,2026-05-02,,,+49 30 0204471,,Rye,1,3.90\n"),
        "#2"
    );
    assert_eq!(
        whose(&mut store, "3,2026-05-02,,,,zoe@example.org,Rye,1,3.90\n"),
        "#3"
    );
    assert_eq!(
        whose(
            &mut store,
            "4,2026-05-02,,Zoë,,ZOE@example.org ,Rye,1,3.90\n"
        ),
        "#3"
    );
    assert_eq!(
        whose(&mut store, "5,2026-05-02,99,Ana Lima,,,Rye,1,3.90\n"),
        "#4",
        "never by name beside a number"
    );
    let named: Vec<String> = (1..=4)
        .map(|id| store.name(CustomerId(id)).unwrap())
        .collect();
    assert_eq!(
        named,
        ["Ana Lima", "Ben Okafor", "zoe@example.org", "Ana Lima"]
    );
}

#[test]
fn who_is_known_by_a_number_alone_is_called_by_it() {
    let (_folder, mut store) = shop();
    assert_eq!(
        whose(&mut store, "1,2026-05-02,17850.0,,,,Rye,1,3.90\n"),
        "#1"
    );
    let known = store.customer(CustomerId(1)).unwrap().unwrap();
    assert_eq!(
        (known.name.as_str(), known.till_number.as_str()),
        ("17850", "17850")
    );
    assert_eq!(
        whose(&mut store, "2,2026-05-03,17850,Ana,,,Rye,1,3.90\n"),
        "#1"
    );
    assert_eq!(
        store.name(CustomerId(1)).unwrap(),
        "17850",
        "what the shop has stays"
    );
}

#[test]
fn a_number_is_learned_of_who_was_found_by_phone() {
    let (_folder, mut store) = shop();
    store
        .apply(&[customer("Ana Lima", "0711 447102", "")], noon())
        .unwrap();
    assert_eq!(
        whose(&mut store, "1,2026-05-02,17,,0711 447102,,Rye,1,3.90\n"),
        "#1"
    );
    assert_eq!(
        store.customer(CustomerId(1)).unwrap().unwrap().till_number,
        "17"
    );
    assert_eq!(whose(&mut store, "2,2026-05-03,17,,,,Rye,1,3.90\n"), "#1");
    // Another number on the same phone is somebody else of the household.
    assert_eq!(
        whose(&mut store, "3,2026-05-03,18,,0711 447102,,Rye,1,3.90\n"),
        "#2"
    );
    store.undo(noon()).unwrap();
    store.undo(noon()).unwrap();
    store.undo(noon()).unwrap();
    assert_eq!(
        store.customer(CustomerId(1)).unwrap().unwrap().till_number,
        ""
    );
}

#[test]
fn of_a_household_on_one_phone_the_name_tells_who() {
    let (_folder, mut store) = shop();
    let phone = "0711 447102";
    let household = [
        customer("Ana Lima", phone, ""),
        customer("Ben Lima", phone, ""),
    ];
    store.apply(&household, noon()).unwrap();
    let row =
        |receipt: u8, name: &str| format!("{receipt},2026-05-02,,{name},{phone},,Rye,1,3.90\n");
    assert_eq!(whose(&mut store, &row(1, "Ben Lima")), "#2");
    assert_eq!(whose(&mut store, &row(2, "Ana")), "#1");
    assert_eq!(
        whose(&mut store, &row(3, "")),
        "the phone 0711 447102 is that of 2 customers; give the customer's number"
    );
    assert_eq!(
        whose(&mut store, &row(4, "Zoë Müller")),
        "#3",
        "nobody of them"
    );
}

#[test]
fn a_name_alone_is_known_again_unless_two_have_it() {
    let (_folder, mut store) = shop();
    let row = |receipt: u8| format!("{receipt},2026-05-02,,Ana Lima,,,Rye,1,3.90\n");
    assert_eq!(whose(&mut store, &row(1)), "#1");
    assert_eq!(whose(&mut store, &row(2)), "#1");
    store
        .apply(&[customer("ana lima", "", "")], noon())
        .unwrap();
    let why = whose(&mut store, &row(3));
    assert_eq!(
        why,
        "2 customers are called Ana Lima; give the customer's number, phone or e-mail"
    );
}

#[test]
fn a_receipt_that_is_there_makes_nobody_new() {
    let (_folder, mut store) = shop();
    let row = "1,2026-05-02,,,0711 447102,,Rye,1,3.90\n";
    assert_eq!(whose(&mut store, row), "#1");
    let before = store.customer(CustomerId(1)).unwrap().unwrap();
    let mut after = before.clone();
    after.name = "Ana".into();
    after.phones.clear();
    let edit = Change::EditCustomer {
        before: before.into(),
        after: after.into(),
    };
    store.apply(&[edit], noon()).unwrap();
    assert_eq!(counts(&sell(&mut store, row)), [0, 1, 0, 0]);
    assert_eq!(store.customer_count().unwrap(), 1);
}

#[test]
fn the_number_at_the_till_goes_out_and_comes_back_in_every_format() {
    let (_folder, mut store) = shop();
    store
        .apply(&[customer("Ana Lima", "0711 447102", "K-17")], noon())
        .unwrap();
    for (format, name) in [
        (Format::Csv, "all.csv"),
        (Format::Vcard, "all.vcf"),
        (Format::Vcard4, "all4.vcf"),
    ] {
        let mut out = Vec::new();
        export::write(&store, format, &mut out, &mut |_, _| true).unwrap();
        let (folder, mut other) = shop();
        let options = Options {
            files: vec![file(&folder, name, &out)],
            ..Options::default()
        };
        let plan = import::plan(&options, &other).unwrap();
        import::carry_out(&plan, &mut other, noon(), &mut |_, _| true).unwrap();
        assert_eq!(
            other.customer(CustomerId(1)).unwrap().unwrap().till_number,
            "K-17",
            "{name}"
        );
    }
}
