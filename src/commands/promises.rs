//! `promises`: what the shop still owes everybody, and how often it keeps its word.

use std::collections::BTreeMap;

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Report,
    promise::Standing,
    report::{Answer, Page},
};
use crate::{
    domain::{CustomerId, KeptShare, PromiseState, Stamp, phrase::promise_standing},
    store::Store,
};

/// Which of them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars promises             those not done, or done and not told, by due day
  regulars promises --late      only those past their day
  regulars promises --all       ended ones too")]
pub struct Promises {
    /// Only those past their day
    #[arg(long, conflicts_with = "all")]
    late: bool,

    /// Kept, released and broken ones too
    #[arg(long)]
    all: bool,
}

#[derive(Serialize)]
struct Owed {
    promises: Vec<Named>,
    /// Kept on time in the last 90 days, of how many.
    kept_on_time: KeptShare,
    #[serde(skip)]
    now: Stamp,
}

/// A promise, and to whom.
#[derive(Serialize)]
struct Named {
    name: String,
    #[serde(flatten)]
    standing: Standing,
}

impl Answer for Owed {
    fn write(&self, page: &mut Page) {
        page.table(self.promises.iter().map(|row| {
            let promise = row.standing.promise();
            let (_, standing) = promise_standing(promise, self.now.day());
            [
                promise.id.to_string(),
                row.name.clone(),
                promise.what.clone(),
                standing,
                promise.by.clone(),
            ]
        }));
    }
}

/// Lists promises of everybody.
///
/// # Errors
/// What the store says.
pub fn run(args: &Promises, store: &Store, context: &Context) -> Result<Report> {
    let today = context.now.day();
    let mut promises = if args.all {
        store.promises()?
    } else {
        store.open_promises()?
    };
    if args.late {
        promises.retain(|promise| promise.state(today) == PromiseState::Late);
    }
    let share = KeptShare::of(&store.promises_since(context.now)?, today);
    let mut ids: Vec<CustomerId> = promises.iter().map(|promise| promise.customer).collect();
    ids.sort_unstable();
    ids.dedup();
    let people = store.customer_rows(&ids)?.into_iter();
    let names: BTreeMap<CustomerId, String> = people.map(|row| (row.id, row.name)).collect();
    let rows = promises.into_iter().map(|promise| Named {
        name: names.get(&promise.customer).cloned().unwrap_or_default(),
        standing: Standing::new(promise, context.now),
    });
    let owed = Owed {
        promises: rows.collect(),
        kept_on_time: share,
        now: context.now,
    };
    let report = Report::of(&owed, context.style)?;
    let report = match (owed.promises.is_empty(), args.late) {
        (false, _) => report,
        (true, true) => report.say("No promise is late."),
        (true, false) => report.say("No promise is open."),
    };
    Ok(report.say(share.why()))
}
