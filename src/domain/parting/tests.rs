//! Who is on the review list, and how far a review may go.

use chrono::Days;

use super::*;
use crate::domain::{Complaint, Heat, Remedy, Source, Step, StepKind, Tier, id::ComplaintId};

fn at(day: &str) -> Stamp {
    Stamp::from_rfc3339(&format!("{day}T12:00:00+02:00")).unwrap()
}

fn on(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

const TODAY: &str = "2026-06-10";

fn complaint(id: i64, day: &str, steps: &[(StepKind, Option<Remedy>)]) -> Complaint {
    let step = |(kind, remedy): &(StepKind, Option<Remedy>)| Step {
        remedy: *remedy,
        amount: remedy.map(|_| Money(400)),
        ..Step::new(*kind, "x", (at(TODAY), "SK"))
    };
    Complaint {
        id: ComplaintId(id),
        customer: Some(CustomerId(1)),
        opened: at(day),
        by: String::new(),
        what: "too dear".into(),
        wants: String::new(),
        heat: Heat::Calm,
        source: Source::Direct,
        told_others: String::new(),
        about: String::new(),
        category: String::new(),
        purchase: None,
        steps: steps.iter().map(step).collect(),
    }
}

fn review(tier: Tier, complaints: &[Complaint]) -> Option<Review> {
    Review::of((tier, Money(1200)), complaints, on(TODAY))
}

fn three(day: &str, steps: &[(StepKind, Option<Remedy>)]) -> Vec<Complaint> {
    (1..=3).map(|id| complaint(id, day, steps)).collect()
}

#[test]
fn three_complaints_of_a_small_customer_in_twelve_months_are_looked_at() {
    let lately = three("2025-06-11", &[]);
    assert!(review(Tier::C, &lately).is_some());
    assert_eq!(review(Tier::B, &lately), None);
    assert_eq!(review(Tier::C, &lately[..2]), None);
    assert_eq!(
        review(Tier::C, &three("2025-06-10", &[])),
        None,
        "a year ago"
    );
}

#[test]
fn a_failure_of_ours_never_counts_and_a_dismissed_complaint_does() {
    let cause = (StepKind::Cause, None);
    assert_eq!(review(Tier::C, &three("2026-06-01", &[cause])), None);
    let dismissed = [cause, (StepKind::Dismissed, None)];
    let review = review(Tier::C, &three("2026-06-01", &dismissed)).unwrap();
    assert_eq!((review.complaints(), review.genuine), (3, 0));
}

#[test]
fn three_remedies_count_even_for_one_complaint_and_nothing_is_none() {
    let remedy = |remedy| (StepKind::Remedy, Some(remedy));
    let refund = remedy(Remedy::Refund);
    let with = |steps: &[_]| review(Tier::C, &[complaint(1, "2024-01-01", steps)]);
    assert!(with(&[refund; 3]).is_some());
    assert_eq!(with(&[refund, refund, remedy(Remedy::None)]), None);
}

#[test]
fn the_review_shows_its_rows() {
    let currency = Currency::new("EUR").unwrap();
    let mut all = three("2026-06-01", &[]);
    all.push(complaint(
        4,
        "2026-05-01",
        &[(StepKind::Remedy, Some(Remedy::Refund))],
    ));
    all.push(complaint(5, "2026-05-02", &[(StepKind::Cause, None)]));
    let review = review(Tier::C, &all).unwrap();
    assert_eq!(
        review.words(&currency),
        "4 complaints and 1 remedy in 12 months, spent 12.00 (tier C); 1 failure of ours not counted"
    );
    let first = review.counted[0].words(on(TODAY), &currency);
    assert_eq!(first, "1 May: too dear, refund 4.00");
}

fn begun() -> Parting {
    let begun = Parting::begin(&[], CustomerId(1), " much trouble ", (at(TODAY), "SK"));
    let Ok(Change::Add(Kept::Parting(parting))) = begun else {
        panic!("begun");
    };
    parting
}

fn after(act: Result<Change, Refusal>) -> Parting {
    match act {
        Ok(Change::Edit {
            after: Kept::Parting(after),
            ..
        }) => after,
        other => panic!("{other:?}"),
    }
}

fn sentence(act: Result<Change, Refusal>) -> String {
    act.unwrap_err().0
}

fn agreement(amount: i64, until: &str) -> Agreement {
    Agreement {
        terms: "twelve a month".into(),
        amount: Money(amount),
        until: on(until),
    }
}

fn agreed() -> Parting {
    after(begun().agree(agreement(10_000, "2026-07-10"), at(TODAY)))
}

#[test]
fn a_review_begins_once_and_says_why() {
    assert_eq!(begun().why, "much trouble");
    let begin = |earlier: &[Parting], why| {
        sentence(Parting::begin(
            earlier,
            CustomerId(1),
            why,
            (at(TODAY), "SK"),
        ))
    };
    assert!(begin(&[begun()], "x").starts_with("A review has begun already"));
    assert!(begin(&[], " ").starts_with("Type why"));
    let over = after(begun().take_back(at(TODAY)));
    assert!(Parting::begin(&[over], CustomerId(1), "again", (at(TODAY), "SK")).is_ok());
}

#[test]
fn an_agreement_needs_an_amount_and_a_day_to_come() {
    let agree = |amount, until| begun().agree(agreement(amount, until), at(TODAY));
    assert!(sentence(agree(0, "2026-07-10")).starts_with("Type the amount"));
    assert!(sentence(agree(1, TODAY)).starts_with("Type a day to come"));
    assert_eq!(after(agree(1, "2026-06-11")).state(), PartingState::Agreed);
    let again = after(agreed().agree(agreement(500, "2026-08-01"), at("2026-06-20")));
    assert_eq!(again.amount, Some(Money(500)));
}

#[test]
fn nobody_is_let_go_while_they_have_time_left() {
    let let_go = |day: &str| agreed().let_go(at(day));
    assert_eq!(
        sentence(let_go("2026-07-10")),
        "They have until today; look again then."
    );
    assert!(after(let_go("2026-07-11")).is_let_go());
    let gone = after(begun().let_go(at(TODAY)));
    assert_eq!(
        sentence(gone.let_go(at(TODAY))),
        "They were let go already."
    );
    assert!(
        sentence(gone.agree(agreement(1, "2026-07-01"), at(TODAY))).starts_with("They were let")
    );
}

#[test]
fn letting_go_is_taken_back() {
    let gone = after(begun().let_go(at(TODAY)));
    let back = after(gone.take_back(at("2026-06-11")));
    assert!(!back.is_let_go() && back.state() == PartingState::Ended);
    for ended in [
        back.take_back(at(TODAY)),
        back.let_go(at(TODAY)),
        back.agree(agreement(1, "2026-07-01"), at(TODAY)),
    ] {
        assert_eq!(sentence(ended), ENDED);
    }
}

#[test]
fn an_agreement_is_kept_by_what_they_buy_until_its_day() {
    let currency = Currency::new("EUR").unwrap();
    let bought = |day: &str, amount| Bought {
        day: on(day),
        product: None,
        amount: Money(amount),
        is_sale: amount > 0,
        same_sale: false,
    };
    let standing = |rows: &[Bought], today: &str| {
        let standing = agreed().standing(rows, on(today)).unwrap();
        standing.words(on(today), &currency)
    };
    let rows = [
        bought("2026-06-09", 9_000),
        bought(TODAY, 6_000),
        bought("2026-07-10", 4_000),
        bought("2026-07-11", 9_000),
    ];
    assert_eq!(
        standing(&rows[..2], "2026-07-10"),
        "60.00 of 100.00, until today"
    );
    assert_eq!(
        standing(&rows[..2], "2026-07-11"),
        "not kept: 60.00 of 100.00"
    );
    assert_eq!(standing(&rows, "2026-07-11"), "kept: 100.00 of 100.00");
    let mut back = rows.to_vec();
    back.push(bought("2026-07-10", -1));
    assert_eq!(standing(&back, "2026-07-11"), "not kept: 99.99 of 100.00");
    assert_eq!(begun().standing(&rows, on(TODAY) + Days::new(1)), None);
}
