//! `arrived`: something is in; who waits for it?

use anyhow::Result;
use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Exit, Report,
    report::{Answer, Page},
};
use crate::{
    domain::{
        Change, Settings, Stamp, Want, WantAct, WantState,
        phrase::{ago_words, want_standing},
    },
    search::fold,
    store::{CustomerRow, Store},
};

/// What is in.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars arrived rye flour      who waits for it, oldest first, with phones
  regulars want told 3            they know; in the screens :arrived does it with Enter

Running it again stamps nothing new.")]
pub struct Arrived {
    /// Words of the want
    #[arg(required = true)]
    what: Vec<String>,
}

impl Arrived {
    /// What is in, in words.
    pub fn what(&self) -> String {
        self.what.join(" ")
    }
}

/// Somebody who waits for what is in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Waiting {
    /// For what.
    #[serde(flatten)]
    pub want: Want,
    /// Who.
    pub name: String,
    /// Their phones as typed.
    pub phones: Vec<String>,
    /// The day from which it is late that they do not know.
    pub late_from: Option<NaiveDate>,
}

#[derive(Serialize)]
struct Found {
    what: String,
    stamped: usize,
    waiting: Vec<Waiting>,
    #[serde(skip)]
    now: Stamp,
}

impl Answer for Found {
    fn write(&self, page: &mut Page) {
        page.table(self.waiting.iter().map(|one| {
            [
                one.want.id.to_string(),
                one.name.clone(),
                one.phones.join(", "),
                one.want.what.clone(),
                format!("asked {}", ago_words(one.want.asked, self.now)),
                want_standing(&one.want, one.late_from, self.now).1,
            ]
        }));
    }
}

/// Everybody who waits for something that these words name, oldest first.
///
/// # Errors
/// What the store says.
pub fn waiting(what: &str, store: &Store) -> Result<Vec<Waiting>> {
    let asked = fold(what);
    let asked: Vec<&str> = asked.split_whitespace().collect();
    let names = |want: &Want| {
        let text = fold(&want.what);
        let begun = |word: &&str| text.split_whitespace().any(|other| other.starts_with(word));
        !asked.is_empty() && asked.iter().all(begun)
    };
    let settings = store.settings()?;
    let mut waiting = Vec::new();
    for want in store.open_wants()?.into_iter().filter(names) {
        let row = store.customer_rows(&[want.customer])?.pop();
        waiting.extend(row.map(|row| Waiting::new(want, row, &settings)));
    }
    Ok(waiting)
}

impl Waiting {
    fn new(want: Want, row: CustomerRow, settings: &Settings) -> Self {
        Self {
            late_from: want.late_from(settings),
            want,
            name: row.name,
            phones: row.phones,
        }
    }
}

/// Stamps every want that these words name and that was not in yet; gives back how many.
///
/// # Errors
/// What the store says.
pub fn stamp(waiting: &[Waiting], store: &mut Store, now: Stamp) -> Result<usize> {
    let new = waiting.iter().map(|one| &one.want);
    let new = new.filter(|want| want.state() == WantState::Waiting);
    let changes = new.map(|want| want.act(WantAct::Arrive, now));
    let changes: Vec<Change> = changes.collect::<Result<_, _>>()?;
    if !changes.is_empty() {
        store.apply(&changes, now)?;
    }
    Ok(changes.len())
}

/// Notes that something is in, and lists who waits for it.
///
/// # Errors
/// What the store says.
pub fn run(args: &Arrived, store: &mut Store, context: &Context) -> Result<Report> {
    let what = args.what();
    let stamped = stamp(&waiting(&what, store)?, store, context.now)?;
    let found = Found {
        waiting: waiting(&what, store)?,
        what,
        stamped,
        now: context.now,
    };
    let report = Report::of(&found, context.style)?;
    Ok(if found.waiting.is_empty() {
        let why = format!("Nobody waits for {:?}.", found.what);
        report.but(Exit::Nothing).say(why)
    } else {
        report
    })
}
