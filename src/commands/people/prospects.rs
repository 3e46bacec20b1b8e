//! Prospects: who asked, how soon the shop answered, and how it ended.

use anyhow::Result;

use super::{Desk, Fact, People, Row};
use crate::domain::{
    phrase::ago,
    prospect::{Ending, Outlook, Prospect},
};

/// Who came as a prospect in the last twelve months: open ones first, the newest first.
pub fn prospects(desk: &Desk<'_>) -> Result<People> {
    let mut prospects = desk.store.prospects(desk.only(), desk.now)?;
    let outlook = Outlook::of(&prospects);
    prospects.sort_by_key(|it| state(&it.ending).0);
    let rows: Vec<Row> = prospects.into_iter().map(|it| row(it, desk)).collect();
    Ok(People {
        title: "Prospects".to_owned(),
        rule: format!("{} · of the last 12 months", outlook.words()),
        rows,
        empty: "No prospects. Whoever is written down and has not bought yet shows here.",
        ..People::default()
    })
}

/// The place among the headings, and the heading.
const fn state(ending: &Ending) -> (u8, &'static str) {
    match ending {
        Ending::Open => (0, "open"),
        Ending::Won(_) => (1, "won"),
        Ending::Lost(..) => (2, "lost"),
    }
}

fn row(it: Prospect, desk: &Desk<'_>) -> Row {
    let (_, state) = state(&it.ending);
    let source = match it.source.as_str() {
        "" => String::new(),
        source => format!("{source} · "),
    };
    let answer_minutes = it.answer_minutes();
    Row {
        customer: Some(it.customer),
        heading: state.into(),
        why: format!("{source}{}", it.words(desk.now.day())).into(),
        figure: ago(it.asked, desk.now),
        chosen: it.ending == Ending::Open,
        ..Row::of(Fact::Prospect {
            source: it.source,
            asked: it.asked,
            answer_minutes,
            state,
            why: match it.ending {
                Ending::Lost(_, why) => why,
                _ => String::new(),
            },
        })
    }
}
