//! `want`: note what a customer waits for, see it, and note what became of it.

use anyhow::Result;
use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Exit, Report,
    entry::Words,
    report::{Answer, Page},
};
use crate::{
    domain::{
        self, Change, Kept, Stamp, WantAct, WantId, WantState, line::LineKind,
        phrase::want_standing,
    },
    search::fold,
    store::Store,
};

/// The words that stand for what became of a want.
const ACTS: &[(&str, WantAct)] = &[
    ("told", WantAct::Tell),
    ("drop", WantAct::Drop),
    ("reopen", WantAct::Reopen),
];

/// Whose, and what; or what became of which want.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars want 4471 rye flour, 5 kg
  regulars want 4471 'decaf !fri ring the roaster'    with a promise
  regulars want 4471                     what they wait for, with numbers
  regulars want told 3                   they know that it is in
  regulars want drop 3                   they want it no more; reopen: they do

The same want a second time adds nothing. When it is in: regulars arrived rye flour")]
pub struct Want {
    #[command(flatten)]
    words: Words,
}

/// Wants with where they stand.
#[derive(Serialize)]
struct Wants {
    wants: Vec<Standing>,
    #[serde(skip)]
    now: Stamp,
}

/// A want, and where it stands.
#[derive(Serialize)]
struct Standing {
    #[serde(flatten)]
    want: domain::Want,
    state: WantState,
    /// The day from which it is late that they do not know.
    late_from: Option<NaiveDate>,
}

impl Answer for Wants {
    fn write(&self, page: &mut Page) {
        page.table(self.wants.iter().map(
            |Standing {
                 want, late_from, ..
             }| {
                let (_, standing) = want_standing(want, *late_from, self.now);
                [want.id.to_string(), want.what.clone(), standing]
            },
        ));
    }
}

/// The writes without the wants that are open already, in whatever spelling; and the first of those.
pub fn new_wants(
    changes: Vec<Change>,
    open: &[domain::Want],
) -> (Vec<Change>, Option<domain::Want>) {
    let same = |want: &domain::Want| {
        let what = fold(&want.what);
        let known = open
            .iter()
            .filter(|known| known.customer == want.customer && known.is_open());
        known
            .into_iter()
            .find(|known| fold(&known.what) == what)
            .cloned()
    };
    let mut known = None;
    let mut new = changes;
    new.retain(|change| {
        let there = match change {
            Change::Add(Kept::Want(want)) => same(want),
            _ => None,
        };
        let is_new = there.is_none();
        known = known.take().or(there);
        is_new
    });
    (new, known)
}

/// Notes a want, lists them, or notes what became of one.
///
/// # Errors
/// What the store says; a refusal when the act does not fit where the want stands.
pub fn run(args: &Want, store: &mut Store, context: &mut Context) -> Result<Report> {
    if let Some((act, id)) = args.words.act(ACTS) {
        return note(WantId(id), act, store, context);
    }
    args.words
        .save_or_list(LineKind::Want, (store, context), |id, store, context| {
            list(store.wants_of(id)?, store, context)
        })
}

fn note(id: WantId, act: WantAct, store: &mut Store, context: &Context) -> Result<Report> {
    let Some(want) = store.want(id)? else {
        let why = format!("There is no want {id}.");
        return Ok(Report::ended(Exit::Nothing, why));
    };
    store.apply(&[want.act(act, context.now)?], context.now)?;
    list(store.want(id)?.into_iter().collect(), store, context)
}

/// Shows wants with where they stand.
///
/// # Errors
/// When they cannot be written as JSON.
pub(super) fn list(wants: Vec<domain::Want>, store: &Store, context: &Context) -> Result<Report> {
    let settings = &store.settings()?;
    let none = wants.is_empty();
    let standing = |want: domain::Want| Standing {
        state: want.state(),
        late_from: want.late_from(settings),
        want,
    };
    let wants = Wants {
        wants: wants.into_iter().map(standing).collect(),
        now: context.now,
    };
    let report = Report::of(&wants, context.style)?;
    Ok(if none {
        report.say("They wait for nothing.")
    } else {
        report
    })
}
