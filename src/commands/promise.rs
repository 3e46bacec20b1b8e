//! `promise`: give one, see them, and note what became of one.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Exit, Report,
    entry::Words,
    report::{Answer, Page},
};
use crate::{
    domain::{
        self, PromiseId, PromiseState, Stamp, line::LineKind, phrase::promise_standing,
        promise::PromiseAct,
    },
    store::Store,
};

/// The words that stand for what became of a promise.
const ACTS: &[(&str, PromiseAct)] = &[
    ("done", PromiseAct::Done),
    ("told", PromiseAct::Told),
    ("release", PromiseAct::Release),
    ("break", PromiseAct::Break),
    ("reopen", PromiseAct::Reopen),
];

/// To whom, and the line; or what became of which promise.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars promise 4471 fri ring back about decaf
  regulars promise 4471                 their promises, with numbers
  regulars promise done 3               number 3 is done
  regulars promise told 3               and the customer knows
  regulars promise release 3            they let us off; break: we gave it up; reopen: neither")]
pub struct Promise {
    #[command(flatten)]
    words: Words,
}

/// Promises with where they stand.
#[derive(Serialize)]
struct Promises {
    promises: Vec<Standing>,
    #[serde(skip)]
    now: Stamp,
}

/// A promise, and where it stands today.
#[derive(Debug, Serialize)]
pub struct Standing {
    #[serde(flatten)]
    promise: domain::Promise,
    state: PromiseState,
}

impl Standing {
    /// The promise itself.
    pub fn promise(&self) -> &domain::Promise {
        &self.promise
    }

    /// Where this promise stands today.
    pub fn new(promise: domain::Promise, now: Stamp) -> Self {
        let state = promise.state(now.day());
        Self { promise, state }
    }
}

impl Answer for Promises {
    fn write(&self, page: &mut Page) {
        page.table(self.promises.iter().map(|Standing { promise, .. }| {
            let (_, standing) = promise_standing(promise, self.now.day());
            [promise.id.to_string(), promise.what.clone(), standing]
        }));
    }
}

/// Gives a promise, lists them, or notes what became of one.
///
/// # Errors
/// What the store says; a refusal when the act does not fit where the promise stands.
pub fn run(args: &Promise, store: &mut Store, context: &mut Context) -> Result<Report> {
    if let Some((act, id)) = args.words.act(ACTS) {
        return note(PromiseId(id), act, store, context);
    }
    args.words
        .save_or_list(LineKind::Promise, (store, context), |id, store, context| {
            list(store.promises_of(id)?, context)
        })
}

fn note(id: PromiseId, act: PromiseAct, store: &mut Store, context: &Context) -> Result<Report> {
    let Some(promise) = store.promise(id)? else {
        return Ok(Report::ended(
            Exit::Nothing,
            format!("There is no promise {id}."),
        ));
    };
    store.apply(&[promise.act(act, context.now)?], context.now)?;
    list(store.promise(id)?.into_iter().collect(), context)
}

fn list(promises: Vec<domain::Promise>, context: &Context) -> Result<Report> {
    let none = promises.is_empty();
    let standing = |promise| Standing::new(promise, context.now);
    let promises = Promises {
        promises: promises.into_iter().map(standing).collect(),
        now: context.now,
    };
    let report = Report::of(&promises, context.style)?;
    Ok(if none {
        report.say("Nothing was promised to them.")
    } else {
        report
    })
}
