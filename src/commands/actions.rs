//! `actions`: what the shop changes so that a cause does not come back.

use std::collections::HashMap;

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Report,
    report::{Answer, Page},
};
use crate::{
    domain::{Action, ActionKind, ActionState, CauseId, Stamp, complaint::action_words},
    store::Store,
};

/// Which of them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars actions               those not yet seen to work, by due day
  regulars actions --all         verified and given up ones too
  regulars actions --kind training   what somebody is to learn, and against which cause
  regulars action done 2         number 2 is done")]
pub struct Actions {
    /// Verified and given up ones too
    #[arg(long)]
    all: bool,

    /// Only those of one kind: process, training, conduct, authority, supplier, product, stock, wording
    #[arg(long, value_parser = kind)]
    kind: Option<ActionKind>,
}

fn kind(word: &str) -> std::result::Result<ActionKind, String> {
    ActionKind::from_word(&word.to_lowercase()).ok_or_else(|| "there is no such kind".to_owned())
}

#[derive(Serialize)]
struct List {
    actions: Vec<Row>,
    #[serde(skip)]
    now: Stamp,
}

/// An action, where it stands today, and the cause it is against.
#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    action: Action,
    state: ActionState,
    against: Option<String>,
}

impl Answer for List {
    fn write(&self, page: &mut Page) {
        page.table(self.actions.iter().map(|row| {
            let Row {
                action, against, ..
            } = row;
            let complaint = action.complaint.map(|id| format!("complaint {id}"));
            let against = against.as_ref().map(|cause| format!("against: {cause}"));
            [
                action.id.to_string(),
                action.kind.to_string(),
                action_words(action, self.now.day()),
                action.by.clone(),
                complaint.unwrap_or_default(),
                against.unwrap_or_default(),
            ]
        }));
    }
}

/// Lists actions.
///
/// # Errors
/// What the store says.
pub fn run(args: &Actions, store: &Store, context: &Context) -> Result<Report> {
    let mut actions = store.actions(args.all)?;
    actions.retain(|action| args.kind.is_none_or(|kind| action.kind == kind));
    let none = actions.is_empty();
    let report = list(actions, store, context)?;
    Ok(match (none, args.all) {
        (false, _) => report,
        (true, _) if args.kind.is_some() => report.say("There is no action of this kind."),
        (true, true) => report.say("Nothing was ever changed against a cause."),
        (true, false) => report.say("No action is open."),
    })
}

/// Shows actions with where they stand.
///
/// # Errors
/// What the store says.
pub(super) fn list(actions: Vec<Action>, store: &Store, context: &Context) -> Result<Report> {
    let causes = store.causes()?.into_iter();
    let causes: HashMap<CauseId, String> = causes.map(|it| (it.id(), it.cause.text)).collect();
    let rows = actions.into_iter().map(|action| Row {
        state: action.state(context.now.day()),
        against: action.cause.and_then(|id| causes.get(&id).cloned()),
        action,
    });
    let list = List {
        actions: rows.collect(),
        now: context.now,
    };
    Report::of(&list, context.style)
}
