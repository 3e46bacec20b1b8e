//! Two customers made one: everything goes over, undo brings back exactly what was, and nothing of anybody else's is overwritten.

use regulars::{
    commands::{
        export::{self, Format},
        merging::Merging,
    },
    domain::{
        Address, Apart, Change, Channel, Customer, CustomerId, Extra, Fact, Favour, Feedback,
        FeedbackKind, Kept, Leave, Method, Money, Occasion, Offer, OfferKind, Parting, Preference,
        PreferenceKind, Purchase, PurchaseId, Quantity, Redemption, Tag, Thanks, Want, Worksheet,
        channel::ChannelRule,
        id::{ExtraId, OfferId, PartingId, RedemptionId, ThanksId, WantId},
    },
    store::{Conflict, Stepped, Store},
};

use crate::support::{self, Shop, add, complaint, dump, now, person, promise, talk};

fn like(text: &str) -> Preference {
    Preference {
        id: Default::default(),
        kind: PreferenceKind::What,
        text: text.into(),
        since: None,
        ended: None,
    }
}

fn exported(store: &Store) -> String {
    let mut out = Vec::new();
    export::write(store, Format::Json, &mut out, &mut |_, _| true).unwrap();
    String::from_utf8(out).unwrap()
}

fn one(store: &Store, id: CustomerId) -> Customer {
    store.customer(id).unwrap().unwrap()
}

fn merge(store: &mut Store, keep: CustomerId, gone: CustomerId) -> String {
    let merging = Merging::new(one(store, keep), one(store, gone));
    store.apply(&[merging.change()], now()).unwrap().label
}

#[test]
fn the_one_kept_has_everything_of_both_and_undo_is_exact_across_a_restart() {
    let shop = Shop::new();
    let mut store = shop.open();
    let mut zoe = person("Zoë Müller", "0555 0123");
    zoe.preferences = vec![like("oat milk")];
    let mut double = person("Zoe Muller", "0555 9999");
    double.preferences = vec![like("rye")];
    let (zoe, double) = (add(&mut store, zoe), add(&mut store, double));
    for summary in ["wants rye", "asked for the hours", "thanked us"] {
        let talk = Change::AddInteraction(talk(Some(double), summary));
        store.apply(&[talk], now()).unwrap();
    }
    let before = exported(&store);
    let label = merge(&mut store, zoe, double);
    assert_eq!(label, "merged Zoe Muller into Zoë Müller");
    let kept = one(&store, zoe);
    let phones: Vec<&str> = kept.phones.iter().map(|it| it.raw.as_str()).collect();
    let likes: Vec<&str> = kept.preferences.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(phones, ["0555 0123", "0555 9999"]);
    assert_eq!(likes, ["oat milk", "rye"]);
    assert_eq!(store.interactions_of(zoe, 9).unwrap().len(), 3);
    assert!(store.customer(double).unwrap().is_none());
    let merged = exported(&store);
    drop(store);
    let mut store = shop.open();
    assert_eq!(store.undo(now()).unwrap(), Stepped::Done(label.clone()));
    assert_eq!(exported(&store), before);
    assert_eq!(store.redo(now()).unwrap(), Stepped::Done(label));
    assert_eq!(exported(&store), merged);
}

#[test]
fn what_both_have_is_there_once_and_the_stricter_rule_of_a_channel_stays() {
    let shop = Shop::new();
    let mut store = shop.open();
    let rule = |leave, marketing| ChannelRule {
        id: Default::default(),
        channel: Channel::Call,
        leave,
        best_time: String::new(),
        marketing,
        consent_on: None,
    };
    let mut zoe = person("Zoë Müller", "0555 0123");
    zoe.tags = vec![Tag::from("vip".to_owned())];
    zoe.channels = vec![rule(Leave::Prefer, Some(true))];
    let mut double = zoe.clone();
    double.phones[0].raw = "+49 555 0123".into();
    double.emails[0].address = "ZOE@example.org".into();
    zoe.emails[0].address = "zoe@example.org".into();
    double.channels = vec![rule(Leave::Never, Some(false))];
    let (zoe, double) = (add(&mut store, zoe), add(&mut store, double));
    merge(&mut store, zoe, double);
    let kept = one(&store, zoe);
    let counts = (kept.phones.len(), kept.emails.len(), kept.tags.len());
    assert_eq!((counts, kept.channels.len()), ((1, 1, 1), 1));
    assert_eq!(kept.channels[0].leave, Leave::Never);
    assert_eq!(kept.channels[0].marketing, Some(false));
}

/// A row about a customer in every table that refers to one.
fn fill(store: &mut Store, who: CustomerId, other: CustomerId) {
    let (by, text, at) = (String::new(), "rye".to_owned(), now());
    let rows: [Kept; 11] = [
        Kept::Want(Want {
            id: WantId::NEW,
            customer: who,
            what: text.clone(),
            by: by.clone(),
            asked: at,
            arrived: None,
            told: None,
            dropped: None,
        }),
        Kept::Thanks(Thanks {
            id: ThanksId::NEW,
            customer: other,
            at,
            by: by.clone(),
            occasion: Occasion::Referral,
            subject: Some(who.0),
            text: text.clone(),
        }),
        Kept::Thanks(Thanks {
            id: ThanksId::NEW,
            customer: who,
            at,
            by: by.clone(),
            occasion: Occasion::Own,
            subject: None,
            text: text.clone(),
        }),
        Kept::Extra(Extra {
            id: ExtraId::NEW,
            customer: who,
            at,
            by: by.clone(),
            direction: Favour::Given,
            what: text.clone(),
            cost: None,
            reaction: String::new(),
        }),
        Kept::Feedback(Feedback {
            method: Method::Observed,
            ..Feedback::new(FeedbackKind::Praise, Some(who), text.clone(), (at, &by))
        }),
        Kept::Purchase(Purchase {
            id: PurchaseId::NEW,
            customer: who,
            day: at.day(),
            product: None,
            quantity: Quantity::ONE,
            amount: Money(390),
            receipt: String::new(),
            by: by.clone(),
            noted: at,
        }),
        Kept::Offer(Offer {
            id: OfferId::NEW,
            customer: who,
            kind: OfferKind::ALL[0],
            product: None,
            what: text.clone(),
            channel: None,
            at,
            by: by.clone(),
            result: None,
            note: String::new(),
        }),
        Kept::Redemption(Redemption {
            id: RedemptionId::NEW,
            customer: who,
            at,
            by: by.clone(),
            points: 10,
            what: text.clone(),
        }),
        Kept::Parting(Parting {
            id: PartingId::NEW,
            customer: who,
            opened: at,
            by,
            why: text.clone(),
            terms: String::new(),
            amount: None,
            until: None,
            agreed: None,
            let_go: None,
            ended: None,
        }),
        Kept::Worksheet(Worksheet {
            customer: Some(who),
            ..Worksheet::new(None, (at, ""))
        }),
        Kept::Apart(Apart::of(who, other, at).unwrap()),
    ];
    let mut changes: Vec<Change> = rows.into_iter().map(Change::Add).collect();
    changes.push(Change::AddInteraction(talk(Some(who), "wants rye")));
    changes.push(Change::AddPromise(promise(who, "ring back")));
    changes.push(Change::AddComplaint(complaint(Some(who), "grinder leaks")));
    store.apply(&changes, now()).unwrap();
}

/// How many rows of each table refer to a customer, and how many there are.
fn rows(shop: &Shop, who: CustomerId) -> Vec<(String, i64, i64)> {
    let file = dump::foreign(&shop.path);
    let mut keys = file
        .prepare(
            "SELECT t.name, k.\"from\" FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS k
            WHERE t.type = 'table' AND k.\"table\" = 'customer' ORDER BY 1, 2",
        )
        .unwrap();
    let keys = keys.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    let keys: Vec<(String, String)> = keys.unwrap().map(Result::unwrap).collect();
    let count = |sql: String| file.query_row(&sql, [], |row| row.get(0)).unwrap();
    keys.into_iter()
        .map(|(table, column)| {
            let own = count(format!(
                "SELECT count(*) FROM {table} WHERE {column} = {}",
                who.0
            ));
            (
                format!("{table}.{column}"),
                own,
                count(format!("SELECT count(*) FROM {table}")),
            )
        })
        .collect()
}

#[test]
fn every_row_of_every_table_goes_over() {
    let shop = Shop::new();
    let mut store = shop.open();
    let other = add(&mut store, person("Zora", "0555 2"));
    let zoe = add(&mut store, person("Zoë Müller", "0555 0123"));
    let mut double = person("Zoe Miller", "0555 9999");
    double.addresses = vec![Address {
        street: "1 Elm Drive".into(),
        ..Address::default()
    }];
    double.tags = vec![Tag::from("vip".to_owned())];
    double.preferences = vec![like("rye")];
    double.facts = vec![Fact {
        text: "plays chess".into(),
        ..Fact::default()
    }];
    double.channels = vec![ChannelRule {
        id: Default::default(),
        channel: Channel::Call,
        leave: Leave::Ok,
        best_time: String::new(),
        marketing: None,
        consent_on: None,
    }];
    let double = add(&mut store, double);
    let mut ben = person("Ben Okafor", "0555 1");
    ben.referred_by = Some(double);
    let ben = add(&mut store, ben);
    fill(&mut store, double, ben);
    let apart = Apart::of(other, double, now()).unwrap();
    store.apply(&[Change::Add(apart.into())], now()).unwrap();
    let (state, before) = (dump::shop(&shop.path), rows(&shop, double));
    for (column, own, _) in &before {
        assert!(*own > 0, "{column}: this test needs a row there");
    }
    merge(&mut store, zoe, double);
    for ((column, own, all), (_, _, before)) in rows(&shop, double).into_iter().zip(&before) {
        assert_eq!(own, 0, "{column}");
        let gone = i64::from(column == "customer.referred_by");
        assert_eq!(all, before - gone, "{column}");
    }
    for (column, own, _) in rows(&shop, zoe) {
        assert!(own > 0, "{column}");
    }
    let subject: i64 = dump::foreign(&shop.path)
        .query_row(
            "SELECT subject FROM thanks WHERE occasion = 'referral'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(subject, zoe.0, "what thanks are for is the one kept");
    support::index_is_true(&shop);
    assert!(matches!(store.undo(now()).unwrap(), Stepped::Done(_)));
    assert_eq!(dump::shop(&shop.path), state);
    support::index_is_true(&shop);
}

#[test]
fn who_is_not_the_same_stays_so_and_stands_there_once() {
    let shop = Shop::new();
    let mut store = shop.open();
    let ids = ["Ada", "Ben", "Cy"].map(|name| add(&mut store, person(name, name)));
    let [ada, ben, cy] = ids;
    for (one, other) in [(ada, cy), (cy, ben), (ada, ben)] {
        let apart = Apart::of(one, other, now()).unwrap();
        store.apply(&[Change::Add(apart.into())], now()).unwrap();
    }
    merge(&mut store, cy, ada);
    let pairs: String = dump::foreign(&shop.path)
        .query_row(
            "SELECT group_concat(one || ' ' || other) FROM apart",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(pairs, format!("{} {}", ben.0, cy.0));
}

#[test]
fn nobody_brings_themselves_afterwards_on_no_way_round() {
    let shop = Shop::new();
    let mut store = shop.open();
    let gone = add(&mut store, person("Zoe Muller", "1"));
    let mut ben = person("Ben", "2");
    ben.referred_by = Some(gone);
    let ben = add(&mut store, ben);
    let mut zoe = person("Zoë Müller", "3");
    zoe.referred_by = Some(ben);
    let zoe = add(&mut store, zoe);
    merge(&mut store, zoe, gone);
    assert_eq!(one(&store, zoe).referred_by, None);
    assert_eq!(one(&store, ben).referred_by, Some(zoe));
    store.undo(now()).unwrap();
    assert_eq!(one(&store, zoe).referred_by, Some(ben));
}

#[test]
fn who_was_changed_meanwhile_is_not_merged() {
    let shop = Shop::new();
    let mut store = shop.open();
    let [zoe, double] = ["Zoë", "Zoe"].map(|name| add(&mut store, person(name, "4471")));
    let merging = Merging::new(one(&store, zoe), one(&store, double));
    let fact = Change::AddFact(double, Fact::default());
    shop.open().apply(&[fact], now()).unwrap();
    let state = dump::shop(&shop.path);
    let error = store.apply(&[merging.change()], now()).unwrap_err();
    assert!(
        matches!(error.downcast_ref(), Some(Conflict::Changed(why)) if why.starts_with("Zoe "))
    );
    assert_eq!(dump::shop(&shop.path), state);
}

#[test]
fn undo_does_not_take_back_what_somebody_changed_since_and_names_it() {
    let shop = Shop::new();
    let mut store = shop.open();
    let [zoe, double] = ["Zoë", "Zoe"].map(|name| add(&mut store, person(name, name)));
    let said = Change::AddInteraction(talk(Some(double), "wants rye"));
    store.apply(&[said], now()).unwrap();
    merge(&mut store, zoe, double);
    dump::foreign(&shop.path)
        .execute("UPDATE interaction SET summary = 'wants honey'", [])
        .unwrap();
    let state = dump::shop(&shop.path);
    let refused = Stepped::Refused(
        "merged Zoe into Zoë".into(),
        "An interaction of Zoë was changed since.".into(),
    );
    assert_eq!(store.undo(now()).unwrap(), refused);
    assert_eq!(dump::shop(&shop.path), state);
}
