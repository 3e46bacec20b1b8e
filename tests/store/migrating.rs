//! A file of the first released version, brought up to date: nothing is lost, its texts are found, its older acts are undone and redone.

use regulars::{
    domain::{Change, Customer, CustomerId, KeptId, Stamp, Tier, Want, WantId},
    search::{Index, Query},
    store::{LogFilter, Stepped, Store},
};

use crate::{
    released::RELEASED,
    support::{Shop, dump, now},
};

/// The acts that stand in it.
const ACTS: usize = 15;

const ADA: CustomerId = CustomerId(5);
const CEM: CustomerId = CustomerId(6);
const OF_THE_IMPORT: CustomerId = CustomerId(2);

fn released() -> Shop {
    let shop = Shop::new();
    dump::foreign(&shop.path).execute_batch(RELEASED).unwrap();
    shop
}

fn customer(store: &Store, id: CustomerId) -> Customer {
    store.customer(id).unwrap().unwrap()
}

fn found(store: &Store, words: &str) -> Vec<CustomerId> {
    let texts = store.texts(&Query::read(words, "DE")).unwrap();
    texts.into_iter().flatten().collect()
}

/// Is the index what the program would make of the rows today?
fn index_is_true(shop: &Shop) {
    let index = dump::index(&shop.path);
    dump::forget_index(&shop.path);
    drop(shop.open());
    assert_eq!(index, dump::index(&shop.path));
}

/// Undoes everything that stands; gives back what was undone.
fn undo_all(store: &mut Store) -> Vec<String> {
    let mut labels = Vec::new();
    loop {
        match store.undo(now()).unwrap() {
            Stepped::Done(label) => labels.push(label),
            Stepped::Nothing => return labels,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn every_row_is_kept_and_new_columns_stand_behind_it() {
    let shop = released();
    let before = dump::shop(&shop.path);
    drop(shop.open());
    let after = dump::shop(&shop.path);
    let (mut olds, news) = (before.lines(), after.lines());
    let behind: Vec<&str> = news
        .filter_map(|new| new.strip_prefix(olds.next()?))
        .collect();
    assert_eq!(behind.len(), before.lines().count(), "{before}\n{after}");
    assert_eq!(after.lines().count(), behind.len());
    let mut kinds = behind;
    kinds.sort_unstable();
    kinds.dedup();
    // Nothing; of a cause no whys; of a complaint no purchase; of a step no day and no bent rule; of a customer no tier, no number at
    // the till, the rung as computed, not lost.
    let customer = "Null\t\"\"\tNull\t\"\"\tInteger(0)\t\"\"\tNull\t\"\"\t";
    let expected = ["", "\"\"\t\"\"\t", "Null\t", "Null\t\"\"\t", customer];
    assert_eq!(kinds, expected);
}

#[test]
fn who_was_found_is_found_again_and_nobody_else() {
    let shop = released();
    let store = shop.open();
    let mut index = Index::default();
    store.refresh(&mut index).unwrap();
    let mut total = |words: &str| index.find(&Query::read(words, "DE"), None, &[]).total();
    assert_eq!(
        (
            total("4471"),
            total("lovelace"),
            total("import"),
            total("cem")
        ),
        (1, 1, 3, 0)
    );
    let import = [CustomerId(1), CustomerId(3), CustomerId(4)];
    let all = [&import[..], &[ADA]].concat();
    for (word, who) in [
        ("chess", &all[..]),
        ("quince", &all),
        ("moving", &[ADA]),
        ("walnut", &[ADA]),
        ("grinder", &[ADA]),
        ("gasket", &[ADA]),
        ("spelt", &[]),
        ("dog", &[]),
    ] {
        assert_eq!(found(&store, word), who, "{word}");
    }
    drop(store);
    index_is_true(&shop);
}

#[test]
fn what_was_undone_is_redone_and_every_older_act_is_undone_and_redone() {
    let shop = released();
    let mut store = shop.open();
    let migrated = dump::shop(&shop.path);
    assert!(
        matches!(store.redo(now()).unwrap(), Stepped::Done(label) if label.ends_with("has a dog"))
    );
    assert_eq!(found(&store, "dog"), [ADA]);
    let labels = undo_all(&mut store);
    assert_eq!(labels.len(), ACTS + 1);
    assert_eq!(
        labels.last().unwrap(),
        "imported 4 customers from people.csv"
    );
    assert_eq!(dump::shop(&shop.path), "");
    assert_eq!(found(&store, "quince"), []);
    for _ in 0..ACTS {
        assert!(matches!(store.redo(now()).unwrap(), Stepped::Done(_)));
    }
    assert_eq!(dump::shop(&shop.path), migrated);
    drop(store);
    index_is_true(&shop);
}

#[test]
fn who_was_removed_before_comes_back_whole_and_found() {
    let shop = released();
    let mut store = shop.open();
    for _ in 0..3 {
        assert!(matches!(store.undo(now()).unwrap(), Stepped::Done(_)));
    }
    for (id, name) in [(CEM, "Cem"), (OF_THE_IMPORT, "Import 2")] {
        let back = customer(&store, id);
        assert_eq!(
            (back.name.as_str(), back.phones.len(), back.facts.len()),
            (name, 1, 1)
        );
        assert_eq!(
            (back.tier, back.tier_why.as_str(), back.check_in),
            (None, "", None)
        );
    }
    assert_eq!(customer(&store, CEM).referred_by, Some(ADA));
    let complaint = &store.complaints_of(CEM).unwrap()[0];
    assert_eq!(
        (complaint.what.as_str(), complaint.steps.len()),
        ("wrong bag", 1)
    );
    assert_eq!(
        (complaint.steps[0].until, complaint.steps[0].bent.as_str()),
        (None, "")
    );
    assert_eq!(store.promises_of(CEM).unwrap().len(), 1);
    assert_eq!(found(&store, "spelt"), [CEM]);
    assert_eq!(found(&store, "quince").len(), 6);
    drop(store);
    index_is_true(&shop);
}

#[test]
fn older_acts_are_undone_through_newer_ones() {
    let shop = released();
    let mut store = shop.open();
    let before = customer(&store, ADA);
    let mut after = before.clone();
    (after.tier, after.tier_why) = (Some(Tier::A), "brings everybody".into());
    let want = want(ADA, now());
    let edit = Change::EditCustomer {
        before: before.into(),
        after: after.into(),
    };
    store.apply(&[edit], now()).unwrap();
    store.apply(&[Change::Add(want.into())], now()).unwrap();
    let labels = undo_all(&mut store);
    assert_eq!(labels.len(), ACTS + 2);
    for _ in 0..ACTS + 2 {
        assert!(matches!(store.redo(now()).unwrap(), Stepped::Done(_)));
    }
    assert_eq!(customer(&store, ADA).tier, Some(Tier::A));
    assert!(store.kept(KeptId::Want(WantId(1))).unwrap().is_some());
}

/// An older note says nothing of the columns that came later: what another program wrote there does not hold it up, and stays.
#[test]
fn an_older_act_leaves_newer_columns_as_they_are() {
    let shop = released();
    let mut store = shop.open();
    dump::foreign(&shop.path)
        .execute_batch("UPDATE customer SET tier = 'C' WHERE id = 5")
        .unwrap();
    while !customer(&store, ADA).going_through.is_empty() {
        assert!(matches!(store.undo(now()).unwrap(), Stepped::Done(_)));
    }
    let ada = customer(&store, ADA);
    assert_eq!((ada.name.as_str(), ada.tier), ("Ada", Some(Tier::C)));
}

#[test]
fn the_log_and_complaints_read_as_before() {
    let shop = released();
    let store = shop.open();
    let talks = store.interactions(&LogFilter::default(), 0, 9).unwrap();
    assert_eq!(
        (talks.len(), talks[0].summary.as_str()),
        (1, "asked for walnut bread")
    );
    let complaint = &store.complaints(true).unwrap()[0];
    assert!(complaint.is_ended());
    assert_eq!(
        store.cause_words().unwrap()[&complaint.cause().unwrap()],
        "no opening checklist"
    );
    assert_eq!(store.settings().unwrap().shop, "Corner Coffee");
}

fn want(customer: CustomerId, asked: Stamp) -> Want {
    Want {
        id: WantId::NEW,
        customer,
        what: "spelt flour".into(),
        by: "SK".into(),
        asked,
        arrived: None,
        told: None,
        dropped: None,
    }
}
