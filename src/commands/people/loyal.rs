//! The loyal: whom to ask in on a slow day, who brought others, and what the best have in common.

use anyhow::Result;

use super::{Desk, Fact, People, Row, promotion::told_words};
use crate::domain::{Money, Offer, OfferKind};

/// So long ago who was asked in still stands on the list, for what they say.
const ASKED_DAYS: u32 = 30;

/// Whom to ask in on a slow day; and who was asked lately.
pub fn slow_day(desk: &Desk<'_>) -> Result<People> {
    let invited = desk.store.slow_day(desk.only(), desk.now)?.into_iter();
    let mut rows: Vec<Row> = invited
        .map(|it| Row {
            customer: Some(it.customer),
            heading: "to ask in".into(),
            why: it.reason.clone().into(),
            figure: it.channel.to_string(),
            chosen: true,
            ..Row::of(Fact::Invited {
                channel: Some(it.channel),
                reason: it.reason,
            })
        })
        .collect();
    let count = rows.len();
    rows.extend(asked_lately(desk)?);
    Ok(People {
        title: "A slow day".to_owned(),
        rule: format!(
            "{count} loyal people, due to come or not seen for long; each asked at most once in 30 days"
        ),
        rows,
        empty: "Nobody to ask in. Clients and who spends most show here, when they may be contacted.",
        ..People::default()
    })
}

/// Who was asked in lately, the last one first, with what they said.
fn asked_lately(desk: &Desk<'_>) -> Result<impl Iterator<Item = Row>> {
    let today = desk.now.day();
    let asked = desk
        .store
        .offers_lately(OfferKind::SlowDay, (ASKED_DAYS, desk.now))?;
    let mut asked: Vec<Offer> = asked
        .into_values()
        .filter(|it| desk.has(it.customer))
        .collect();
    asked.sort_by_key(|it| std::cmp::Reverse((it.at, it.id)));
    Ok(asked.into_iter().map(move |offer| Row {
        customer: Some(offer.customer),
        heading: "asked lately".into(),
        why: told_words(&offer, today).into(),
        ..Row::of(Fact::Invited {
            channel: None,
            reason: told_words(&offer, today),
        })
        .with(offer)
    }))
}

/// Who brought others, who is worth most first.
pub fn referrals(desk: &Desk<'_>) -> Result<People> {
    let referrers = desk.store.referrers(desk.only(), desk.now)?;
    let (by, brought) = (
        referrers.len(),
        referrers.iter().map(|it| it.brought.len()).sum::<usize>(),
    );
    let worth = Money(referrers.iter().map(|it| it.worth.0).sum());
    let row = |it: crate::domain::referral::Referrer| Row {
        customer: Some(it.customer),
        why: it.words(&desk.currency).into(),
        figure: desk.currency.show(it.worth),
        chosen: true,
        ..Row::of(Fact::Referrer {
            worth: desk.amount(it.worth),
            brought: it.brought,
        })
    };
    Ok(People {
        title: "Referrals".to_owned(),
        rule: format!(
            "{by} brought {brought}, who spent {} in all",
            desk.currency.show(worth)
        ),
        rows: referrers.into_iter().map(row).collect(),
        empty: "Nobody brought anybody yet. Who brought a customer stands in their form, under “brought by”.",
        ..People::default()
    })
}

/// What tier A has in common.
pub fn best(desk: &Desk<'_>) -> Result<People> {
    let tally = desk.store.tally(desk.only(), desk.now)?;
    let row = |it: crate::domain::best::Best| Row {
        name: format!("{} {}", it.mark, it.word),
        why: it.words().into(),
        figure: format!("{:.1} ×", it.ratio()),
        ..Row::of(Fact::Best {
            ratio: it.ratio(),
            mark: it.mark,
            word: it.word,
            in_a: it.in_a,
            a: it.a,
            in_all: it.in_all,
            all: it.all,
        })
    };
    Ok(People {
        title: "Who are our best".to_owned(),
        rule: format!(
            "{}; found there 3 times or more, and at least 1.5 times as often as in all",
            tally.words()
        ),
        rows: tally.best().into_iter().map(row).collect(),
        empty: "Too few to say. Tags, areas and sources that tier A has more often than others show here.",
        ..People::default()
    })
}
