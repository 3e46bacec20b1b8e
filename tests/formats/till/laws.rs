//! Laws for tills of any size: large and small imports are written alike, and taken back alike.

use proptest::prelude::*;

use super::*;

/// A made-up till of lines: 40 customers, 12 products, refunds and amounts with dust among them.
fn till(rows: usize) -> String {
    let mut text = String::from(HEADER);
    for at in 0..rows {
        let (customer, product, day) = (at * 7 % 40 + 100, at * 5 % 12, at % 27 + 1);
        let amount = match at % 10 {
            0 => "-3.9".to_owned(),
            1 => "22.200000000000003".to_owned(),
            _ => format!("{}.{:02}", at % 30, at % 100),
        };
        text += &format!(
            "R{},2026-05-{day:02},{customer},,,,Product {product},{},{amount}\n",
            at / 3,
            at % 4 + 1
        );
    }
    text
}

fn sum(store: &Store) -> i64 {
    let customers = 1..=i64::try_from(store.customer_count().unwrap()).unwrap();
    let all = customers.flat_map(|id| purchases(store, id));
    all.map(|it| it.amount.0).sum()
}

#[test]
fn a_large_till_is_written_as_row_by_row_and_adds_up() {
    let (folder, mut store) = shop();
    let table = file(&folder, "till.csv", till(600));
    let plan = import(&mut store, &[table]);
    assert_eq!(counts(&plan), [600, 0, 0, 0]);
    let by_hand: i64 = (0..600)
        .map(|at: i64| match at % 10 {
            0 => -390,
            1 => 2220,
            _ => at % 30 * 100 + at % 100,
        })
        .sum();
    assert_eq!(sum(&store), by_hand);
    let (_other, mut slow) = shop();
    for change in plan.changes() {
        slow.apply(std::slice::from_ref(change), noon()).unwrap();
    }
    let settled = |store: &Store| {
        let mut text = String::from_utf8(exported(store, Format::Json)).unwrap();
        // Customers without a uid of their own get a random one.
        while let Some(at) = text.find("\"uid\":\"") {
            let end = at + 7 + text[at + 7..].find('"').unwrap() + 1;
            text.replace_range(at..end, "");
        }
        text
    };
    assert!(settled(&store) == settled(&slow));
}

#[test]
fn an_export_with_purchases_comes_back_byte_for_byte_and_never_twice() {
    let (folder, mut store) = shop();
    let table = file(&folder, "till.csv", till(200));
    import(&mut store, &[table]);
    let map = ["customer=Wer", "day=Wann", "amount=Wieviel"];
    let odd = file(
        &folder,
        "odd.csv",
        "Wer,Wann,Wieviel\n17001,2026-05-02,3.90\n",
    );
    let odd = import::plan(&options(&[odd], &map), &store).unwrap();
    import::carry_out(&odd, &mut store, noon(), &mut |_, _| true).unwrap();
    let first = exported(&store, Format::Json);
    let all = Options {
        files: vec![file(&folder, "all.json", &first)],
        ..Options::default()
    };
    let (_other, mut copy) = shop();
    for _ in 0..2 {
        let plan = import::plan(&all, &copy).unwrap();
        import::carry_out(&plan, &mut copy, noon(), &mut |_, _| true).unwrap();
        assert!(first == exported(&copy, Format::Json));
    }
    let (_third, mut shop_with_people) = shop();
    sell(&mut shop_with_people, "1,2026-05-02,,Zoë,,,Honey,1,7.00\n");
    for _ in 0..2 {
        let plan = import::plan(&all, &shop_with_people).unwrap();
        import::carry_out(&plan, &mut shop_with_people, noon(), &mut |_, _| true).unwrap();
        assert_eq!(sum(&shop_with_people), sum(&store) + 700);
        assert_eq!(shop_with_people.layouts().unwrap().len(), 1);
    }
}

#[test]
fn whoever_was_called_since_keeps_what_they_bought_and_what_it_was_stays_sold() {
    let (folder, mut store) = shop();
    let table = file(&folder, "till.csv", till(600));
    import(&mut store, &[table]);
    let kept = purchases(&store, 5);
    let typed = Purchase {
        day: noon().day(),
        quantity: Quantity::ONE,
        amount: Money(390),
        receipt: String::new(),
        ..kept[0].clone()
    };
    let typed = Purchase {
        id: Default::default(),
        ..typed
    };
    store.apply(&[Change::Add(typed.into())], noon()).unwrap();
    let full = exported(&store, Format::Json);
    let Stepped::DoneBut(label, stayed) = store.undo_import("till.csv", noon()).unwrap() else {
        panic!("somebody stays");
    };
    assert_eq!(label, "imported 600 purchases from till.csv");
    assert_eq!(stayed[0], store.name(CustomerId(5)).unwrap());
    assert!(stayed[1].starts_with("Product "), "{stayed:?}");
    assert_eq!(store.customer_count().unwrap(), 1);
    assert_eq!(purchases(&store, 5).len(), kept.len() + 1);
    assert!(matches!(store.redo(noon()).unwrap(), Stepped::Done(_)));
    assert!(full == exported(&store, Format::Json));
}

#[test]
fn what_customers_of_the_shop_bought_goes_and_they_stay() {
    let (folder, mut store) = shop();
    sell(&mut store, "A,2026-04-02,105,,,,Product 3,1,3.90\n");
    let before = exported(&store, Format::Json);
    let table = file(&folder, "till.csv", till(600));
    import(&mut store, &[table]);
    let full = exported(&store, Format::Json);
    assert!(matches!(store.undo(noon()).unwrap(), Stepped::Done(_)));
    assert!(before == exported(&store, Format::Json));
    assert!(matches!(store.redo(noon()).unwrap(), Stepped::Done(_)));
    assert!(full == exported(&store, Format::Json));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_of_a_till_in_any_order_are_the_till(cut in 1_usize..149, again in 0_usize..150) {
        let (_folder, mut store) = shop();
        let text = till(150);
        let rows: Vec<&str> = text.lines().skip(1).collect();
        let part = |rows: &[&str]| rows.iter().map(|row| format!("{row}\n")).collect::<String>();
        // A receipt has three rows; a part of it never has a row twice.
        let cut = cut / 3 * 3;
        sell(&mut store, &part(&rows[cut..]));
        sell(&mut store, &part(&rows[..cut]));
        let whole = sum(&store);
        let plan = sell(&mut store, &part(&rows[again / 3 * 3..]));
        prop_assert_eq!(plan.files[0].new, 0);
        prop_assert_eq!(sell(&mut store, &part(&rows)).files[0].new, 0);
        prop_assert_eq!(sum(&store), whole);
    }
}
