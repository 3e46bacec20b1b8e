//! Who stays away: gone quiet, and to be won back.

use anyhow::Result;

use super::{Desk, Fact, People, Row};
use crate::{domain::OfferKind, store::Away};

/// Who has gone quiet.
pub fn quiet(desk: &Desk<'_>) -> Result<People> {
    let away = desk.store.quiet(desk.only(), desk.now)?;
    let count = away.silent.len();
    Ok(People {
        title: "Gone quiet".to_owned(),
        rule: format!(
            "{count} silent for more than twice their own rhythm; 4 days of buying or more, no complaint on file"
        ),
        rows: rows(away, desk)?,
        empty: "Nobody has gone quiet. Who comes regularly and stays away for twice as long as usual shows here.",
        ..People::default()
    })
}

/// Who is to be won back.
pub fn win_back(desk: &Desk<'_>) -> Result<People> {
    let away = desk.store.win_back(desk.only(), desk.now)?;
    let (count, share) = (away.silent.len(), away.share.words());
    Ok(People {
        title: "Win-back".to_owned(),
        rule: format!("{count} silent for more than 3 times their rhythm and 60 days · {share}"),
        rows: rows(away, desk)?,
        empty: "Nobody is to be won back. Who bought three times or more and stays away for long shows here.",
        ..People::default()
    })
}

fn rows(away: Away, desk: &Desk<'_>) -> Result<Vec<Row>> {
    let mut offers = desk.offers(OfferKind::WinBack)?;
    let today = desk.now.day();
    let row = |it: &crate::domain::quiet::Silence| {
        let mut why = format!(
            "silent for {} d, usually every {} d",
            it.silent_days, it.median_gap
        );
        if let Some(tried) = away.tries.get(&it.customer) {
            why = format!("{why} · {}", tried.words(today, &desk.currency));
        }
        Row {
            customer: Some(it.customer),
            why: why.into(),
            figure: desk.currency.show(it.yearly_value),
            chosen: true,
            offer: offers.remove(&it.customer).map(Box::new),
            ..Row::of(Fact::Silent {
                silent_days: it.silent_days,
                median_gap_days: it.median_gap,
                yearly_value: desk.amount(it.yearly_value),
            })
        }
    };
    Ok(away.silent.iter().map(row).collect())
}
