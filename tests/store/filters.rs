//! Filter words on what customers bought: whom each leaves, at its thresholds; and finding people by what they bought.

use chrono::NaiveDate;
use regulars::{
    domain::{
        Change, Customer, CustomerId, Feedback, FeedbackKind, Kept, Money, Product, ProductId,
        Purchase, PurchaseId, Quantity, Settings, Tier,
    },
    search::{Index, Matched, Own, Query},
    store::Store,
};

use crate::support::{self, Shop, add, now, person};

/// A shop with these customers; the day is counted back from 10 June 2026.
struct Till {
    store: Store,
    _shop: Shop,
}

impl Till {
    fn new() -> Self {
        let shop = Shop::new();
        let mut till = Self {
            store: shop.open(),
            _shop: shop,
        };
        for (name, group) in [
            ("Rye flour", "Bread"),
            ("Spelt roll", "Bread"),
            ("Honey", ""),
        ] {
            till.apply(Change::Add(Kept::from(Product {
                name: name.into(),
                group: group.into(),
                ..Product::default()
            })));
        }
        till
    }

    fn apply(&mut self, change: Change) {
        self.store.apply(&[change], now()).unwrap();
    }

    fn customer(&mut self, name: &str) -> CustomerId {
        add(&mut self.store, person(name, ""))
    }

    /// Buys one of the product of this number for so many cents, so many days ago.
    fn buys(&mut self, customer: CustomerId, product: i64, (days_ago, cents): (u64, i64)) {
        let today = NaiveDate::from_ymd_opt(2026, 6, 10).unwrap();
        self.apply(Change::Add(Kept::from(Purchase {
            id: PurchaseId::NEW,
            customer,
            day: today - chrono::Days::new(days_ago),
            product: Some(ProductId(product)),
            quantity: Quantity::ONE,
            amount: Money(cents),
            receipt: String::new(),
            by: String::new(),
            noted: now(),
        })));
    }

    fn change(&mut self, id: CustomerId, change: impl FnOnce(&mut Customer)) {
        let before = self.store.customer(id).unwrap().unwrap();
        let mut after = before.clone();
        change(&mut after);
        self.apply(Change::EditCustomer {
            before: Box::new(before),
            after: Box::new(after),
        });
    }

    fn left(&self, words: &str) -> Vec<CustomerId> {
        let query = Query::read(words, "DE");
        assert_eq!(query.unknown, Vec::<String>::new(), "{words}");
        self.store.matching(&query.filters, now()).unwrap().unwrap()
    }

    fn found(&self, words: &str) -> Vec<(CustomerId, Matched)> {
        let query = Query::read(words, "DE");
        let texts = self.store.texts(&query).unwrap();
        let mut index = Index::default();
        self.store.refresh(&mut index).unwrap();
        let mut hits = index.find(&query, None, &texts);
        let total = hits.total();
        let hits = hits.page(0..total).iter();
        hits.map(|hit| (hit.customer, hit.matched)).collect()
    }
}

#[test]
fn bought_asks_for_products_and_groups_and_how_long_ago() {
    let mut till = Till::new();
    let [ada, ben, cem, dee] = ["Ada", "Ben", "Cem", "Dee"].map(|name| till.customer(name));
    till.buys(ada, 1, (29, 500));
    till.buys(ben, 1, (30, 500));
    till.buys(ben, 3, (2, 500));
    till.buys(cem, 2, (91, 500));
    for (words, expected) in [
        ("bought:rye", vec![ada, ben]),
        ("bought:RYE_flour", vec![ada, ben]),
        ("bought:bread", vec![ada, ben, cem]),
        ("-bought:honey", vec![ada, cem, dee]),
        ("bought:rye -bought:honey", vec![ada]),
        ("bought:anvil", vec![]),
        ("-bought:anvil", vec![ada, ben, cem, dee]),
        ("bought:rye<30d", vec![ada]),
        ("bought:rye<31d", vec![ada, ben]),
        ("bought:rye<0d", vec![]),
        ("bought:rye>29d", vec![ben]),
        ("bought:rye>30d", vec![]),
        ("bought:bread>90d", vec![cem]),
        ("bought:bread>91d", vec![]),
        ("bought:>28d", vec![ada, cem]),
        ("bought:<3d", vec![ben]),
        ("bought:<2d", vec![]),
        ("bought:rye<4294967295d", vec![ada, ben]),
        ("bought:rye>4294967295d", vec![]),
        ("last:<4294967295d", vec![]),
    ] {
        assert_eq!(till.left(words), expected, "{words}");
    }
    till.buys(cem, 2, (90, 500));
    assert_eq!(till.left("bought:bread>90d"), [], "the last time counts");
}

#[test]
fn of_many_products_the_same_is_answered_as_of_a_few() {
    let mut till = Till::new();
    for number in 0..20 {
        till.apply(Change::Add(Kept::from(Product {
            name: format!("Cake {number:02}"),
            group: "Sweet".into(),
            ..Product::default()
        })));
    }
    let [ada, ben, cem, dee] = ["Ada", "Ben", "Cem", "Dee"].map(|name| till.customer(name));
    till.buys(ada, 4, (30, 500));
    till.buys(ada, 23, (29, 500));
    till.buys(ben, 9, (91, 500));
    till.buys(cem, 3, (1, 500));
    for (words, expected) in [
        ("bought:sweet", vec![ada, ben]),
        ("-bought:sweet", vec![cem, dee]),
        ("bought:cake<30d", vec![ada]),
        ("bought:cake<29d", vec![]),
        ("bought:cake>90d", vec![ben]),
        ("bought:cake>91d", vec![]),
    ] {
        assert_eq!(till.left(words), expected, "{words}");
    }
    let found = till.found("cake");
    assert_eq!(found, [(ada, Matched::Text), (ben, Matched::Text)]);
    till.store.undo(now()).unwrap();
    till.store.undo(now()).unwrap();
    assert_eq!(till.left("bought:sweet"), [ada]);
}

#[test]
fn spent_asks_for_the_last_twelve_months() {
    let mut till = Till::new();
    let [ada, ben, cem, dee] = ["Ada", "Ben", "Cem", "Dee"].map(|name| till.customer(name));
    till.buys(ada, 1, (1, 10_000));
    till.buys(ben, 1, (1, 10_001));
    till.buys(cem, 1, (364, 4_999));
    till.buys(cem, 1, (365, 90_000));
    for (words, expected) in [
        ("spent:>100", vec![ben]),
        ("spent:>99.99", vec![ada, ben]),
        ("spent:>100.009", vec![ben]),
        ("spent:<100,01", vec![ada, cem, dee]),
        ("spent:<50", vec![cem, dee]),
        ("spent:<49.99", vec![dee]),
        ("spent:<0", vec![]),
        ("-spent:<50", vec![ada, ben]),
    ] {
        assert_eq!(till.left(words), expected, "{words}");
    }
    till.apply(Settings::set("currency", "JPY").unwrap());
    assert_eq!(till.left("spent:>9999.5"), [ada, ben]);
}

#[test]
fn tier_is_computed_and_the_one_chosen_by_hand_wins() {
    let mut till = Till::new();
    let mut all = Vec::new();
    for place in 1..=10 {
        all.push(till.customer(&format!("Number {place}")));
        if place < 10 {
            till.buys(all[place - 1], 1, (1, 100 * place as i64));
        }
    }
    assert_eq!(till.left("tier:b"), all, "nine buyers are too few");
    till.buys(all[9], 1, (1, 1000));
    assert_eq!(till.left("tier:a"), all[8..]);
    assert_eq!(till.left("tier:b"), all[4..8]);
    assert_eq!(till.left("tier:c"), all[..4]);
    till.change(all[0], |it| it.tier = Some(Tier::A));
    till.change(all[9], |it| it.tier = Some(Tier::B));
    assert_eq!(till.left("tier:a"), [all[0], all[8]]);
    assert_eq!(till.left("-tier:a tier:c"), all[1..4]);
    let nobody = till.customer("Never bought");
    assert!(till.left("tier:b").contains(&nobody));
}

#[test]
fn rung_is_just_this_one_or_with_a_plus_also_higher() {
    let mut till = Till::new();
    let [ada, ben, cem, dee, eva] =
        ["Ada", "Ben", "Cem", "Dee", "Eva"].map(|name| till.customer(name));
    for (customer, times) in [(ben, 2), (cem, 3), (dee, 3), (eva, 1)] {
        (0..times).for_each(|day| till.buys(customer, 1, (day, 100)));
    }
    let lovely = Feedback::new(
        FeedbackKind::Praise,
        Some(dee),
        "lovely".into(),
        (now(), ""),
    );
    till.apply(Change::Add(Kept::from(lovely)));
    till.change(ada, |it| it.referred_by = Some(eva));
    for (words, expected) in [
        ("rung:prospect", vec![ada]),
        ("rung:customer", vec![ben]),
        ("rung:client", vec![cem]),
        ("rung:supporter", vec![dee]),
        ("rung:advocate", vec![eva]),
        ("rung:client+", vec![cem, dee, eva]),
        ("rung:prospect+", vec![ada, ben, cem, dee, eva]),
        ("-rung:client+", vec![ada, ben]),
    ] {
        assert_eq!(till.left(words), expected, "{words}");
    }
    till.change(ben, |it| it.rung_step = 1);
    assert_eq!(till.left("rung:client"), [ben, cem]);
}

#[test]
fn has_asks_for_what_stands_in_the_book() {
    let mut till = Till::new();
    let [ada, ben] = ["Ada", "Ben"].map(|name| till.customer(name));
    till.change(ada, |it| it.birthday = "--06-14".parse().ok());
    till.change(ben, |it| {
        it.emails.clear();
        it.phones = person("", "4471").phones;
    });
    till.apply(Change::AddPromise(support::promise(ben, "ring back")));
    till.apply(Change::AddComplaint(support::complaint(
        Some(ada),
        "grinder leaks",
    )));
    for (words, expected) in [
        ("has:birthday", vec![ada]),
        ("has:email", vec![ada]),
        ("-has:email", vec![ben]),
        ("has:promise", vec![ben]),
        ("has:complaint", vec![ada]),
        ("has:want", vec![]),
    ] {
        assert_eq!(till.left(words), expected, "{words}");
    }
}

#[test]
fn people_are_found_by_what_they_bought_after_all_who_are_called_so() {
    let mut till = Till::new();
    let [ada, rye, cem] = ["Ada", "Ryers", "Cem"].map(|name| till.customer(name));
    till.buys(ada, 1, (5, 500));
    till.buys(cem, 3, (5, 500));
    assert_eq!(
        till.found("rye"),
        [(rye, Matched::Name), (ada, Matched::Text)]
    );
    assert_eq!(till.found("ada flour"), [(ada, Matched::Text)]);
    assert_eq!(till.found("cem flour"), []);
    assert_eq!(till.found("bread"), [], "a group is no name");
    let place = till
        .store
        .text_match(ada, &Query::read("flour", "DE"))
        .unwrap();
    assert_eq!(place, Some(("bought", "Rye flour".to_owned())));
}

#[test]
fn of_a_very_long_text_only_the_beginning_is_shown_but_all_of_it_is_found() {
    let mut till = Till::new();
    let ada = till.customer("Ada");
    let long = "a letter of hers, ".repeat(100_000);
    till.change(ada, |it| {
        it.handover = format!("Zebra first. {long}and a walrus last");
    });
    let place = |word: &str| {
        let found = till.store.text_match(ada, &Query::read(word, "DE"));
        found.unwrap().map(|(noun, _)| noun)
    };
    assert_eq!(till.found("zebra"), [(ada, Matched::Text)]);
    assert_eq!(place("zebra"), Some("customer"));
    assert_eq!(till.found("walrus"), [(ada, Matched::Text)]);
    assert_eq!(place("walrus"), None);
}

#[test]
fn the_shops_own_words_are_as_they_are_typed() {
    let mut till = Till::new();
    let [ada, ben] = ["Ada", "Ben"].map(|name| till.customer(name));
    till.change(ada, |it| {
        it.tags = vec!["Zürich Ost".to_owned().into(), "vip".to_owned().into()];
        it.source = "A flyer".into();
    });
    till.change(ben, |it| it.tags = vec!["VIP".to_owned().into()]);
    let words = |own| till.store.own_words(own).unwrap();
    assert_eq!(
        words(Own::Product),
        ["bread", "honey", "rye_flour", "spelt_roll"]
    );
    let mut tags = words(Own::Tag);
    tags.sort_unstable();
    assert_eq!(tags, ["vip", "zurich_ost"]);
    assert_eq!(words(Own::Source), ["a_flyer"]);
    assert_eq!(till.left("source:a_flyer tag:zurich_ost"), [ada]);
}
