//! A torn page costs its own rows and no others, whatever it belonged to; the damaged file stays as it is.

use std::{collections::BTreeSet, fs, path::Path};

use regulars::{
    domain::CustomerId,
    search::{Index, Query},
    store::{Damaged, Refused, Salvaged, Store, salvage},
};

use crate::{
    patient::{PAGE, examine, pages, sql, tear, well, wrong},
    support::{Shop, add, dump, now, person},
};

const CUSTOMERS: i64 = 2000;

/// Saves what is left; asserts that the damaged file stays as it is, and that what came out is well.
fn saved(shop: &Shop) -> (Salvaged, Shop) {
    let before = fs::read(&shop.path).unwrap();
    let new = Shop::new();
    let salvaged = salvage(&shop.path, &new.path, now(), &mut |_, _| true).unwrap();
    assert!(fs::read(&shop.path).unwrap() == before);
    let others: Vec<_> = fs::read_dir(new.folder.path())
        .unwrap()
        .map(|it| it.unwrap().file_name())
        .collect();
    assert_eq!(others, ["shop.db"], "nothing is left beside it");
    assert_eq!(wrong(&new.path), [], "{:?}", examine(&new.path));
    (salvaged, new)
}

fn rows(path: &Path) -> BTreeSet<String> {
    dump::shop(path).lines().map(str::to_owned).collect()
}

/// How many of a thousand rows are there again just as they were.
fn per_thousand(before: &BTreeSet<String>, new: &Shop) -> usize {
    let after = rows(&new.path);
    before.intersection(&after).count() * 1000 / before.len()
}

/// Tears a page of each of these in turn, in a shop of so many: so many of a thousand rows are there again at least.
fn torn(customers: i64, places: [(&str, &str, usize); 6]) {
    let shop = well(customers);
    let whole = fs::read(&shop.path).unwrap();
    let before = rows(&shop.path);
    for (at, (name, kind, least)) in places.into_iter().enumerate() {
        let junk = [0x55, 0, 13][at % 3];
        fs::write(&shop.path, &whole).unwrap();
        let torn = pages(&shop.path, name, kind);
        tear(&shop.path, torn[torn.len() / 2], junk);
        let (salvaged, new) = saved(&shop);
        let left = per_thousand(&before, &new);
        assert!(
            left >= least,
            "{name} {kind} {junk}: {left} of 1000 {salvaged:?}"
        );
        let is_whole = salvaged.counts().1 == 0 && salvaged.nameless == 0;
        assert_eq!(least == 1000, is_whole, "{name} {kind} {salvaged:?}");
    }
}

#[test]
fn a_torn_page_costs_its_own_rows_and_no_others() {
    torn(
        CUSTOMERS,
        [
            ("customer", "leaf", 990),
            ("phone", "leaf", 990),
            ("fact", "leaf", 990),
            ("interaction", "leaf", 990),
            ("purchase", "leaf", 990),
            ("undo_row", "leaf", 1000),
        ],
    );
}

#[test]
fn a_torn_page_that_leads_to_rows_costs_none() {
    torn(
        1000,
        [
            ("interaction", "internal", 1000),
            ("purchase", "internal", 1000),
            ("customer", "internal", 1000),
            ("interaction_customer", "internal", 1000),
            ("search_block", "leaf", 1000),
            ("interaction_customer", "leaf", 1000),
        ],
    );
}

#[test]
fn who_lost_their_name_keeps_what_belongs_to_them() {
    let shop = well(CUSTOMERS);
    let torn = pages(&shop.path, "customer", "leaf");
    tear(&shop.path, torn[torn.len() / 2], 0x55);
    let (salvaged, new) = saved(&shop);
    let lost = salvaged
        .tables
        .iter()
        .find(|it| it.table == "customer")
        .unwrap()
        .lost;
    assert_eq!(lost, Some(salvaged.nameless));
    assert!((1..80).contains(&salvaged.nameless), "{salvaged:?}");
    assert_eq!((salvaged.set_free, salvaged.dropped), (0, 0));
    let store = new.open();
    let mut index = Index::default();
    store.refresh(&mut index).unwrap();
    let mut hits = index.find(&Query::read("lost customer", "DE"), None, &[]);
    assert_eq!(hits.total(), salvaged.nameless);
    let one = store
        .customer(hits.page(0..1)[0].customer)
        .unwrap()
        .unwrap();
    assert_eq!((one.phones.len(), one.facts.len()), (1, 1));
    assert_eq!(store.interactions_of(one.id, 9).unwrap().len(), 2);
    assert_eq!(store.bought_by(one.id).unwrap().len(), 2);
}

#[test]
fn what_was_taken_out_long_ago_does_not_come_back() {
    let shop = well(CUSTOMERS);
    let mut store = shop.open();
    let gone: Vec<_> = (500..1500)
        .map(|it| regulars::domain::Change::RemoveCustomer(CustomerId(it)))
        .collect();
    store.apply(&gone, now()).unwrap();
    drop(store);
    // Without the notes of undo and without wiping, the rows still stand in free pages.
    let before = rows(&shop.path);
    tear(
        &shop.path,
        pages(&shop.path, "customer", "internal")[0],
        0x55,
    );
    let (_, new) = saved(&shop);
    assert_eq!(rows(&new.path), before);
}

#[test]
fn long_texts_over_several_pages_are_saved_whole() {
    let shop = well(400);
    let long = "all about the grinder, in many words; ".repeat(2000);
    let mut store = shop.open();
    let change = |id: i64| {
        let before = store.customer(CustomerId(id)).unwrap().unwrap();
        let after = regulars::domain::Customer {
            kept: format!("{id}: {long}"),
            ..before.clone()
        };
        regulars::domain::Change::EditCustomer {
            before: Box::new(before),
            after: Box::new(after),
        }
    };
    let changes: Vec<_> = (150..160).map(change).collect();
    store.apply(&changes, now()).unwrap();
    drop(store);
    let before = rows(&shop.path);
    tear(
        &shop.path,
        pages(&shop.path, "customer", "internal")[0],
        0x55,
    );
    assert_eq!(rows(&saved(&shop).1.path), before);
}

#[test]
fn the_log_beside_a_damaged_file_is_read_too() {
    let shop = well(400);
    let mut store = shop.open();
    let ben = add(&mut store, person("Ben Okafor", "1234"));
    let crashed = Shop::new();
    for name in ["shop.db", "shop.db-wal"] {
        fs::copy(
            shop.folder.path().join(name),
            crashed.folder.path().join(name),
        )
        .unwrap();
    }
    drop(store);
    let torn = pages(&shop.path, "phone", "leaf");
    tear(&crashed.path, torn[torn.len() / 2], 0x55);
    let log = fs::read(crashed.folder.path().join("shop.db-wal")).unwrap();
    let (_, new) = saved(&crashed);
    assert_eq!(
        new.open().customer(ben).unwrap().unwrap().name,
        "Ben Okafor"
    );
    assert!(fs::read(crashed.folder.path().join("shop.db-wal")).unwrap() == log);
}

#[test]
fn half_a_file_gives_half_its_rows() {
    let shop = well(CUSTOMERS);
    let before = rows(&shop.path);
    let whole = fs::read(&shop.path).unwrap();
    fs::write(&shop.path, &whole[..whole.len() / 2 / PAGE * PAGE]).unwrap();
    let (_, new) = saved(&shop);
    let left = per_thousand(&before, &new);
    assert!(left > 100, "{left}");
}

#[test]
fn several_torn_pages_cost_only_themselves() {
    let shop = well(CUSTOMERS);
    let before = rows(&shop.path);
    let torn = pages(&shop.path, "interaction", "leaf");
    for page in [
        torn[0],
        torn[torn.len() / 3],
        torn[torn.len() / 2],
        torn[torn.len() - 1],
    ] {
        tear(&shop.path, page, 0x55);
    }
    let (_, new) = saved(&shop);
    let left = per_thousand(&before, &new);
    assert!(left > 970, "{left}");
}

#[test]
fn without_its_first_page_nothing_can_be_told_apart() {
    let shop = well(40);
    let mut bytes = fs::read(&shop.path).unwrap();
    bytes[100..PAGE].fill(0x55);
    fs::write(&shop.path, &bytes).unwrap();
    let new = Shop::new();
    let error = salvage(&shop.path, &new.path, now(), &mut |_, _| true).unwrap_err();
    assert!(error.is::<Damaged>(), "{error:#}");
    assert!(
        error.to_string().contains("nothing can be salvaged"),
        "{error:#}"
    );
    assert!(!new.path.exists());
    assert!(fs::read(&shop.path).unwrap() == bytes);
    assert!(Store::open_to_read(&shop.path).unwrap_err().is::<Damaged>());
    let damage = examine(&shop.path)
        .into_iter()
        .filter(|it| it.state == regulars::domain::checkup::Health::Damage);
    assert!(damage.count() > 5);
}

#[test]
fn nothing_is_written_over_and_nothing_half_is_left() {
    let shop = well(40);
    let new = Shop::new();
    fs::write(&new.path, "dear diary").unwrap();
    let error = salvage(&shop.path, &new.path, now(), &mut |_, _| true).unwrap_err();
    assert!(error.is::<Refused>(), "{error:#}");
    assert_eq!(fs::read(&new.path).unwrap(), b"dear diary");
    fs::remove_file(&new.path).unwrap();
    let cancelled = salvage(&shop.path, &new.path, now(), &mut |done, _| done < 5);
    assert!(cancelled.unwrap_err().to_string().starts_with("cancelled"));
    assert_eq!(fs::read_dir(new.folder.path()).unwrap().count(), 0);
}

#[test]
fn a_healthy_shop_comes_out_as_it_was() {
    let shop = well(400);
    let before = rows(&shop.path);
    assert_eq!(rows(&saved(&shop).1.path), before);
    sql(&shop.path, "PRAGMA journal_mode = DELETE");
    assert_eq!(rows(&saved(&shop).1.path), before);
}
