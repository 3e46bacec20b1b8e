//! What is kept of everybody's buying says what the purchases say: paces, pairs of products, whatever is written and taken back.

use std::{collections::BTreeMap, rc::Rc};

use chrono::Days;
use proptest::prelude::*;
use regulars::{
    domain::{
        Bought, Buyers, Change, Channel, Customer, CustomerId, Kept, Money, Pace, Product,
        ProductId, Purchase, PurchaseId, Quantity, Stamp,
    },
    store::Store,
};

use crate::support::{Shop, add, dump, now, person};

/// Who, what, how many days ago, for how much, on which receipt.
type Sale = (i64, Option<i64>, u64, i64, u8);

fn purchase((customer, product, days_ago, amount, receipt): Sale) -> Purchase {
    Purchase {
        id: PurchaseId::NEW,
        customer: CustomerId(customer),
        day: now().day() - Days::new(days_ago),
        product: product.map(ProductId),
        quantity: Quantity::ONE,
        amount: Money(amount),
        receipt: if receipt == 0 {
            String::new()
        } else {
            receipt.to_string()
        },
        by: String::new(),
        noted: now(),
    }
}

fn sell(store: &mut Store, sales: &[Sale]) {
    let changes = sales.iter().map(|sale| Change::Add(purchase(*sale).into()));
    let changes: Vec<Change> = changes.collect();
    store.apply(&changes, now()).unwrap();
}

/// A shop with so many customers and products, numbered from 1.
fn shop_of(customers: i64, products: i64) -> (Shop, Store) {
    let shop = Shop::new();
    let mut store = shop.open();
    let people =
        (1..=customers).map(|at| Change::AddCustomer(person(&format!("Person {at}"), "1").into()));
    let goods = (1..=products).map(|at| {
        let name = format!("Product {at}");
        Change::Add(Kept::Product(Product {
            name,
            ..Product::default()
        }))
    });
    let changes: Vec<Change> = people.chain(goods).collect();
    store.apply(&changes, now()).unwrap();
    (shop, store)
}

/// Everybody's buying, straight from the purchases.
fn reference(store: &Store, now: Stamp) -> Buyers {
    let mut paces = Vec::new();
    store
        .each_customer(&mut |customer| {
            let rows = store.bought_by(customer.id)?;
            paces.extend(Pace::of(&rows, now.day()).map(|pace| (customer.id, pace)));
            Ok(())
        })
        .unwrap();
    Buyers::new(paces)
}

/// How many customers bought each two products; a product with itself, and 0 for any.
fn counted(store: &Store) -> BTreeMap<i64, i64> {
    let mut counts = BTreeMap::new();
    store
        .each_customer(&mut |customer| {
            let sales = store
                .bought_by(customer.id)?
                .into_iter()
                .filter(|row| row.is_sale);
            let mut products: Vec<i64> =
                sales.filter_map(|row| row.product).map(|id| id.0).collect();
            products.sort_unstable();
            products.dedup();
            let pairs = products
                .iter()
                .flat_map(|one| products.iter().map(move |other| one << 32 | other));
            for pair in pairs.chain((!products.is_empty()).then_some(0)) {
                *counts.entry(pair).or_default() += 1;
            }
            Ok(())
        })
        .unwrap();
    counts
}

fn pairs(shop: &Shop) -> BTreeMap<i64, i64> {
    let file = dump::foreign(&shop.path);
    let mut select = file
        .prepare("SELECT id, together FROM search_pair")
        .unwrap();
    let rows = select
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    rows.map(Result::unwrap).collect()
}

fn is_true(shop: &Shop, stores: &[&Store]) {
    for store in stores {
        assert_eq!(*store.buyers(now()).unwrap(), reference(store, now()));
        assert_eq!(pairs(shop), counted(store));
    }
}

fn sales() -> impl Strategy<Value = Vec<Sale>> {
    let product = prop::option::weighted(0.9, 1..7_i64);
    let amount = prop_oneof![9 => 0..9_000_i64, 1 => -500..0_i64];
    let sale = (1..90_i64, product, 0..900_u64, amount, 0..4_u8);
    prop::collection::vec(sale, 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_sold_changed_and_taken_back_blocks_and_pairs_follow(
        acts in prop::collection::vec((sales(), 0..5_u8, 0..1000_usize), 1..6)
    ) {
        let (shop, mut store) = shop_of(90, 6);
        let other = shop.open();
        for (sales, then, dice) in acts {
            sell(&mut store, &sales);
            is_true(&shop, &[&store, &other]);
            let (who, ..) = sales[dice % sales.len()];
            let rows = store.purchases_of(CustomerId(who)).unwrap();
            let row = rows.first().cloned();
            let changes = match (then, row) {
                (0, Some(row)) => vec![Change::Remove(row.into())],
                (1, Some(row)) => {
                    let after = Purchase { customer: CustomerId(1), product: Some(ProductId(1)), ..row.clone() };
                    vec![Change::Edit { before: row.into(), after: after.into() }]
                }
                (2, Some(_)) => vec![Change::RemoveCustomer(CustomerId(who))],
                (3, _) => {
                    store.undo(now()).unwrap();
                    continue;
                }
                _ => continue,
            };
            store.apply(&changes, now()).unwrap();
            is_true(&shop, &[&store, &other]);
            store.undo(now()).unwrap();
            is_true(&shop, &[&store, &other]);
            store.redo(now()).unwrap();
            is_true(&shop, &[&store, &other]);
            store.undo(now()).unwrap();
        }
    }
}

#[test]
fn everybody_s_rows_are_told_as_they_stand() {
    let (_shop, mut store) = shop_of(70, 3);
    sell(
        &mut store,
        &[
            (3, Some(1), 9, 310, 1),
            (3, Some(2), 9, 200, 1),
            (66, None, 4, 50, 0),
            (3, Some(3), 2, -200, 2),
        ],
    );
    let mut told = Vec::new();
    store
        .each_bought(&mut |customer, rows: &[Bought]| {
            assert_eq!(rows, store.bought_by(customer).unwrap());
            told.push(customer.0);
        })
        .unwrap();
    assert_eq!(told, [3, 66]);
}

#[test]
fn another_day_is_another_year() {
    let (_shop, mut store) = shop_of(2, 1);
    sell(
        &mut store,
        &[(1, Some(1), 364, 100, 0), (2, Some(1), 1, 300, 0)],
    );
    let lately = |days: u64| {
        let later = now().on(now().day() + Days::new(days));
        let buyers = store.buyers(later).unwrap();
        assert_eq!(*buyers, reference(&store, later));
        (
            buyers.bounds().buyers,
            buyers.pace(CustomerId(1)).unwrap().year_sales,
        )
    };
    assert_eq!(lately(0), (2, 1));
    assert_eq!(lately(1), (1, 0));
    assert_eq!(lately(0), (2, 1));
}

#[test]
fn nothing_is_read_again_while_nobody_buys() {
    let (_shop, mut store) = shop_of(2, 1);
    sell(&mut store, &[(1, Some(1), 3, 100, 0)]);
    let buyers = store.buyers(now()).unwrap();
    add(&mut store, person("Ada", "4471"));
    assert!(Rc::ptr_eq(&buyers, &store.buyers(now()).unwrap()));
    sell(&mut store, &[(2, Some(1), 3, 100, 0)]);
    assert_eq!(store.buyers(now()).unwrap().iter().count(), 2);
    assert_eq!(buyers.iter().count(), 1);
}

#[test]
fn one_purchase_touches_one_block_and_only_the_pairs_that_are_new() {
    let (shop, mut store) = shop_of(200, 3);
    sell(
        &mut store,
        &(1..=200)
            .map(|who| (who, Some(1), 9, 100, 0))
            .collect::<Vec<_>>(),
    );
    let changed = |version: i64| -> Vec<i64> {
        let file = dump::foreign(&shop.path);
        let mut select = file
            .prepare("SELECT id FROM search_bought WHERE version = ?1")
            .unwrap();
        let rows = select.query_map([version], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    assert_eq!(changed(1), [0, 1, 2, 3]);
    sell(&mut store, &[(70, Some(2), 1, 50, 0)]);
    assert_eq!((changed(2), changed(1)), (vec![1], vec![0, 2, 3]));
    let pair = |one: i64, other: i64| pairs(&shop).get(&(one << 32 | other)).copied();
    assert_eq!(
        [pair(1, 2), pair(2, 1), pair(2, 2), pair(1, 1), pair(1, 3)],
        [Some(1), Some(1), Some(1), Some(200), None]
    );
    assert_eq!(pairs(&shop)[&0], 200);
    store.undo(now()).unwrap();
    assert_eq!(pair(1, 2), None);
}

#[test]
fn what_another_program_sells_counts_after_opening() {
    let (shop, mut store) = shop_of(3, 2);
    sell(
        &mut store,
        &[(1, Some(1), 3, 100, 0), (2, Some(1), 3, 100, 0)],
    );
    drop(store);
    dump::foreign(&shop.path)
        .execute_batch(
            "INSERT INTO purchase (customer, day, product, quantity, amount, receipt, by, noted)
            VALUES (3, '2026-06-01', 2, 1000, 500, '', '', '2026-06-01T10:00:00Z+120');
            UPDATE purchase SET customer = 3 WHERE customer = 1;
            DELETE FROM customer WHERE id = 2;",
        )
        .unwrap();
    let store = shop.open();
    is_true(&shop, &[&store]);
    let who: Vec<CustomerId> = store
        .buyers(now())
        .unwrap()
        .iter()
        .map(|(id, _)| id)
        .collect();
    assert_eq!(who, [CustomerId(3)]);
}

#[test]
fn an_import_of_many_is_put_together_with_those_who_bought_before() {
    let (shop, mut store) = shop_of(700, 2);
    let everybody = (1..=700).map(|who| (who, Some(2), 9, 100 + who, 0));
    let everybody: Vec<Sale> = everybody.collect();
    sell(&mut store, &everybody[300..340]);
    is_true(&shop, &[&store]);
    sell(&mut store, &everybody);
    is_true(&shop, &[&store]);
    store.undo(now()).unwrap();
    is_true(&shop, &[&store]);
}

#[test]
fn on_a_slow_day_somebody_is_asked_in_however_many_before_them_cannot_be_reached() {
    let (_shop, mut store) = shop_of(2, 1);
    let unknown = |at| {
        Change::AddCustomer(
            Customer {
                name: format!("Stranger {at}"),
                ..Customer::default()
            }
            .into(),
        )
    };
    let strangers: Vec<Change> = (0..250).map(unknown).collect();
    store.apply(&strangers, now()).unwrap();
    let sales = (1..=252).flat_map(|who| {
        let amount = if who > 2 { 500 } else { 300 - who };
        [90, 60, 30].map(|days_ago| (who, Some(1), days_ago, amount, 0))
    });
    sell(&mut store, &sales.collect::<Vec<_>>());
    let asked = |only: Option<&[CustomerId]>| -> Vec<(i64, Channel)> {
        let asked = store.slow_day(only, now()).unwrap();
        asked.iter().map(|it| (it.customer.0, it.channel)).collect()
    };
    assert_eq!(asked(None), [(1, Channel::Call), (2, Channel::Call)]);
    assert_eq!(
        asked(Some(&[CustomerId(2), CustomerId(7)])),
        [(2, Channel::Call)]
    );
}
