//! What the shop writes of itself: self-checks, kudos, worksheets with a customer, and what others got in complaints like one.

use regulars::{
    domain::{
        Cause, CauseId, Change, ComplaintId, Kept, Kudos, Remedy, SelfCheck, Step, StepKind,
        Worksheet,
    },
    search::Redactor,
    store::{Conflict, Stepped},
};

use crate::support::{Shop, add, at, complaint, now, person, step};

fn check(quarter: &str, scores: &str) -> SelfCheck {
    SelfCheck {
        scores: scores.parse().unwrap(),
        ..SelfCheck::new(quarter.parse().unwrap(), (now(), "SK"))
    }
}

#[test]
fn a_quarter_has_one_self_check_and_whoever_is_second_is_told() {
    let shop = Shop::new();
    let (mut one, mut other) = (shop.open(), shop.open());
    let first = check("2026-Q2", "4...........");
    let older = check("2025-Q4", "333333333333");
    one.apply(&[first.clone().save(None), older.save(None)], now())
        .unwrap();
    let refused = other.apply(&[first.save(None)], now()).unwrap_err();
    assert!(
        matches!(refused.downcast_ref(), Some(Conflict::Changed(_))),
        "{refused}"
    );
    let checks = other.self_checks().unwrap();
    let quarters: Vec<String> = checks.iter().map(|it| it.quarter.to_string()).collect();
    assert_eq!(quarters, ["2026-Q2", "2025-Q4"]);
    let scored = checks[0].clone().scored(1, Some(5)).unwrap();
    let applied = other
        .apply(&[scored.save(Some(&checks[0]))], now())
        .unwrap();
    assert_eq!(applied.label, "scored keeping our word 5");
    assert_eq!(
        one.self_checks().unwrap()[0].scores.to_string(),
        "45.........."
    );
    assert_eq!(
        one.undo(now()).unwrap(),
        Stepped::Done("scored keeping our word 5".into())
    );
    assert_eq!(one.self_checks().unwrap()[0], checks[0]);
}

#[test]
fn kudos_are_read_newest_first() {
    let shop = Shop::new();
    let mut store = shop.open();
    for (day, whom) in [("08", "TB"), ("10", "SK"), ("09", "TB")] {
        let signed = (at(&format!("2026-06-{day}T09:00:00+02:00")), "MR");
        let new = Kudos::new(whom, "stayed calm", &[], signed).unwrap();
        let applied = store.apply(&[Change::Add(new.into())], now()).unwrap();
        assert_eq!(
            applied.label,
            format!("noted kudos for {whom}: stayed calm")
        );
    }
    let kudos = store.kudos().unwrap();
    let days: Vec<String> = kudos.iter().map(|it| it.at.day().to_string()).collect();
    assert_eq!(days, ["2026-06-10", "2026-06-09", "2026-06-08"]);
    assert!(Kudos::new("TB", " ", &[], (now(), "")).is_err());
    assert!(Kudos::new("T B", "well", &[], (now(), "")).is_err());
}

#[test]
fn worksheets_go_with_the_customer_they_are_with() {
    let shop = Shop::new();
    let mut store = shop.open();
    let ada = add(&mut store, person("Ada", "0711 1"));
    for customer in [Some(ada), None] {
        let sheet = Worksheet {
            customer,
            title: "the rent".into(),
            ..Worksheet::new(None, (now(), "SK"))
        };
        store.apply(&[Change::Add(sheet.into())], now()).unwrap();
    }
    assert_eq!(store.worksheets_with(ada).unwrap().len(), 1);
    store.apply(&[Change::RemoveCustomer(ada)], now()).unwrap();
    assert!(store.worksheets_with(ada).unwrap().is_empty());
    assert_eq!(store.worksheets().unwrap().len(), 1);
    store.undo(now()).unwrap();
    assert_eq!(store.worksheets_with(ada).unwrap().len(), 1);
}

#[test]
fn complaints_like_one_share_its_cause_or_category_and_brought_a_remedy() {
    let shop = Shop::new();
    let mut store = shop.open();
    store
        .apply(&[Change::AddCause(Cause::new("no lid"))], now())
        .unwrap();
    let caused = Step {
        cause: Some(CauseId(1)),
        ..step(StepKind::Cause)
    };
    let given = Step {
        remedy: Some(Remedy::Gift),
        ..step(StepKind::Remedy)
    };
    let about = |what: &str, category: &str, steps: &[&Step]| {
        let mut new = complaint(None, what);
        new.category = category.into();
        new.steps = steps.iter().map(|it| (*it).clone()).collect();
        Change::AddComplaint(new)
    };
    let all = [
        about("this one", "delivery", &[&caused, &given]),
        about("same category", "delivery", &[&given]),
        about("same cause", "", &[&caused, &given]),
        about("nothing given", "delivery", &[&caused]),
        about("another", "", &[&given]),
    ];
    store.apply(&all, now()).unwrap();
    let this = store.complaint(ComplaintId(1)).unwrap().unwrap();
    let like = |limit| -> Vec<String> {
        let like = store.complaints_like(&this, limit).unwrap();
        like.into_iter().map(|it| it.what).collect()
    };
    assert_eq!(like(9), ["same cause", "same category"]);
    assert_eq!(like(1), ["same cause"]);
}

#[test]
fn every_name_there_is_is_left_out_of_a_text() {
    let shop = Shop::new();
    let mut store = shop.open();
    let mut ada = person("Ada Lovelace", "0711 4471 123");
    ada.company = "Analytical Engines".into();
    ada.call_me = "Duchess".into();
    add(&mut store, ada);
    let staff = serde_json::json!({"id": 0, "initials": "TB", "name": "Tomás"});
    let staff: regulars::domain::Staff = serde_json::from_value(staff).unwrap();
    store
        .apply(&[Change::Add(Kept::Staff(staff))], now())
        .unwrap();
    let redactor = Redactor::new(&store.every_name().unwrap());
    assert_eq!(
        redactor
            .redact("Duchess ada.lovelace of ANALYTICAL engines rang TB and Tomas from 2222: cold"),
        "… of … rang … and … from 2222: cold"
    );
    assert_eq!(redactor.redact("ring 2 222 or 4471123"), "ring 2 222 or …");
}
