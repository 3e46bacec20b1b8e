//! `actions`: what the shop changes so that a cause does not come back.

use std::collections::HashMap;

use anyhow::Result;
use clap::{Args, Subcommand};
use serde::Serialize;

use super::{
    Context, Exit, Report,
    report::{Answer, Page},
};
use crate::{
    domain::{Action, ActionAct, ActionId, ActionState, CauseId, Stamp, complaint::action_words},
    store::Store,
};

/// Which of them, or what became of one.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars actions               those not yet seen to work, by due day
  regulars actions --all         verified and given up ones too
  regulars actions done 2        number 2 is done
  regulars actions verified 2    somebody looked, and it works
  regulars actions drop 2        given up; reopen: open again after all")]
pub struct Actions {
    #[command(subcommand)]
    act: Option<Act>,

    /// Verified and given up ones too
    #[arg(long)]
    all: bool,
}

/// What became of an action.
#[derive(Debug, Subcommand)]
enum Act {
    /// It is done
    Done {
        /// Number of the action, 2 or '#2'
        id: String,
    },
    /// Somebody looked, and it works
    Verified {
        /// Number of the action, 2 or '#2'
        id: String,
    },
    /// Given up
    Drop {
        /// Number of the action, 2 or '#2'
        id: String,
    },
    /// Open again after all
    Reopen {
        /// Number of the action, 2 or '#2'
        id: String,
    },
}

impl Act {
    fn read(&self) -> (ActionAct, &str) {
        match self {
            Self::Done { id } => (ActionAct::Done, id),
            Self::Verified { id } => (ActionAct::Verify, id),
            Self::Drop { id } => (ActionAct::Drop, id),
            Self::Reopen { id } => (ActionAct::Reopen, id),
        }
    }
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

/// Lists actions, or notes what became of one.
///
/// # Errors
/// What the store says; a [`crate::domain::Refusal`] when the act does not fit where the action stands.
pub fn run(args: &Actions, store: &mut Store, context: &mut Context) -> Result<Report> {
    let Some(act) = &args.act else {
        let actions = store.actions(args.all)?;
        let none = actions.is_empty();
        let report = list(actions, store, context)?;
        return Ok(match (none, args.all) {
            (false, _) => report,
            (true, true) => report.say("Nothing was ever changed against a cause."),
            (true, false) => report.say("No action is open."),
        });
    };
    let (act, id) = act.read();
    let number = id.trim_start_matches('#').parse().map(ActionId);
    let action = number.ok().map(|id| store.action(id)).transpose()?;
    let Some(action) = action.flatten() else {
        let why = format!("There is no action {id}.");
        return Ok(Report::ended(Exit::Nothing, why));
    };
    store.apply(&[action.act(act, context.now)?], context.now)?;
    let now = store.action(action.id)?.into_iter().collect();
    list(now, store, context)
}

fn list(actions: Vec<Action>, store: &Store, context: &Context) -> Result<Report> {
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
