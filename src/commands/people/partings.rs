//! Parting ways: with whom to talk, and how far that has gone. The list proposes, the shop decides.

use anyhow::Result;

use super::{Desk, Fact, People, Row};
use crate::domain::{
    CustomerId, Parting,
    dates::day_words,
    parting::{PartingState, Review},
};

/// Whom there is reason to talk to, and the reviews that have begun.
pub fn partings(desk: &Desk<'_>) -> Result<People> {
    let (reviews, open) = desk.store.partings(desk.only(), desk.now)?;
    let begun = |id: CustomerId| open.iter().any(|it| it.customer == id);
    let proposed = reviews.iter().filter(|(id, _)| !begun(*id));
    let mut rows: Vec<Row> = proposed
        .map(|(id, review)| proposal(*id, review, desk))
        .collect();
    let count = rows.len();
    let mut open: Vec<Row> = open
        .iter()
        .map(|it| {
            let review = reviews.iter().find(|(id, _)| *id == it.customer);
            under_review(it, review.map(|(_, review)| review), desk)
        })
        .collect::<Result<_>>()?;
    open.sort_by(|one, other| one.heading.cmp(&other.heading));
    rows.extend(open);
    Ok(People {
        title: "Parting ways".to_owned(),
        rule: format!(
            "{count} of tier C with 3 or more complaints or remedies in 12 months; our own failures never count. You decide."
        ),
        rows,
        empty: "Nobody. That is how it should be.",
        ..People::default()
    })
}

fn proposal(customer: CustomerId, review: &Review, desk: &Desk<'_>) -> Row {
    let currency = &desk.currency;
    Row {
        customer: Some(customer),
        heading: "to think about".into(),
        why: review.words(currency).into(),
        figure: currency.show(review.spent),
        chosen: true,
        ..Row::of(Fact::Review {
            state: "proposed",
            reason: review.words(currency),
            spent: desk.amount(review.spent),
            rows: rows_of(review, desk),
            parting: None,
        })
    }
}

fn rows_of(review: &Review, desk: &Desk<'_>) -> Vec<String> {
    let counted = review.counted.iter();
    counted
        .map(|it| it.words(desk.now.day(), &desk.currency))
        .collect()
}

fn under_review(it: &Parting, review: Option<&Review>, desk: &Desk<'_>) -> Result<Row> {
    let (today, currency) = (desk.now.day(), &desk.currency);
    let bought = desk.store.bought_by(it.customer)?;
    let spent = desk
        .store
        .buyers(desk.now)?
        .pace(it.customer)
        .map(|pace| pace.year_spent);
    let spent = spent.unwrap_or_default();
    let state = it.state();
    let why = match (state, it.standing(&bought, today), it.let_go) {
        (_, Some(standing), _) => {
            format!("agreed {} · {}", standing.words(today, currency), it.why)
        }
        (PartingState::LetGo, _, Some(at)) => {
            format!("let go {} · {}", day_words(at.day(), today), it.why)
        }
        _ => format!("since {} · {}", day_words(it.opened.day(), today), it.why),
    };
    Ok(Row {
        customer: Some(it.customer),
        heading: match state {
            PartingState::Review => "under review",
            state => state.word(),
        }
        .into(),
        figure: currency.show(spent),
        chosen: state != PartingState::LetGo,
        ..Row::of(Fact::Review {
            state: state.word(),
            reason: why.clone(),
            spent: desk.amount(spent),
            rows: review
                .map(|review| rows_of(review, desk))
                .unwrap_or_default(),
            parting: Some(Box::new(it.clone())),
        })
    })
    .map(|row| Row {
        why: why.into(),
        ..row
    })
}
