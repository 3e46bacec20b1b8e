//! `action`: write down what the shop changes because of a complaint, and note what became of it.

use anyhow::Result;
use clap::Args;

use super::{
    Context, Exit, Report, actions,
    entry::{act, line_context},
};
use crate::{
    domain::{
        self, ActionAct, ActionId, ActionKind, Change, Complaint, ComplaintId,
        line::{LineKind, read},
    },
    store::Store,
    text,
};

/// The words that stand for what became of an action.
const ACTS: &[(&str, ActionAct)] = &[
    ("done", ActionAct::Done),
    ("verified", ActionAct::Verify),
    ("drop", ActionAct::Drop),
    ("reopen", ActionAct::Reopen),
];

/// Because of which complaint, and what is changed; or what became of which action.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars action 3 'training: show the early shift how to close the lid !fri @SK'
  regulars action 3             the actions of complaint 3, with numbers
  regulars action done 2        number 2 is done
  regulars action verified 2    somebody looked, and it works
  regulars action drop 2        given up; reopen: open again after all

In front: process: training: conduct: authority: supplier: product: stock: wording:; without a word it is process.")]
pub struct Action {
    /// Number of the complaint, 3 or '#3'; or done, verified, drop, reopen
    #[arg(value_name = "COMPLAINT")]
    first: String,

    /// What you change so that it does not happen again, with its day; or the number of an action
    #[arg(value_name = "LINE", allow_negative_numbers = true)]
    line: Vec<String>,
}

/// Writes an action down, lists those of a complaint, or notes what became of one.
///
/// # Errors
/// What the store says; a [`domain::Refusal`] when nothing is said, or the act does not fit where the action stands.
pub fn run(args: &Action, store: &mut Store, context: &mut Context) -> Result<Report> {
    if let Some((act, id)) = act(ACTS, &args.first, &args.line) {
        return note(ActionId(id), act, store, context);
    }
    let turned = |(word, _): &&(&str, ActionAct)| args.line == [*word];
    if let Some((word, _)) = ACTS.iter().find(turned) {
        let why = format!("Write it as: action {word} {}", args.first);
        return Ok(Report::ended(Exit::Usage, why));
    }
    let number = args.first.trim_start_matches('#').parse().map(ComplaintId);
    let complaint = number.ok().map(|id| store.complaint(id)).transpose()?;
    let Some(complaint) = complaint.flatten() else {
        let why = format!("There is no complaint {}.", args.first);
        return Ok(Report::ended(Exit::Nothing, why));
    };
    if !args.line.is_empty() {
        let new = typed(&args.line.join(" "), &complaint, store, context)?;
        let added = store.apply(&[Change::Add(new.into())], context.now)?;
        let id = added.ids.first().copied().map(ActionId);
        let added = id.map(|id| store.action(id)).transpose()?.flatten();
        return actions::list(added.into_iter().collect(), store, context);
    }
    let mut actions = store.actions(true)?;
    actions.retain(|action| action.complaint == Some(complaint.id));
    actions::list(actions, store, context)
}

/// The action of a line: its kind in front, then what a promise says, the words, the day and who sees to it.
fn typed(
    line: &str,
    complaint: &Complaint,
    store: &Store,
    context: &Context,
) -> Result<domain::Action> {
    let lines = line_context(LineKind::Promise, None, store, (context.now, &context.me))?;
    let entry = read(LineKind::Promise, &text::typed_line(line), &lines);
    let (due, what) = entry.promises.into_iter().next().unwrap_or_default();
    let head = what.split_once(':').and_then(|(head, rest)| {
        Some((
            ActionKind::from_word(&head.trim().to_lowercase())?,
            rest.trim(),
        ))
    });
    let (kind, what) = head.unwrap_or((ActionKind::Process, &what));
    let new = domain::Action {
        kind,
        what: what.to_owned(),
        due,
        ..domain::Action::because_of(Some(complaint), &entry.by)
    };
    new.check()?;
    Ok(new)
}

fn note(id: ActionId, act: ActionAct, store: &mut Store, context: &Context) -> Result<Report> {
    let Some(action) = store.action(id)? else {
        let why = format!("There is no action {id}.");
        return Ok(Report::ended(Exit::Nothing, why));
    };
    store.apply(&[action.act(act, context.now)?], context.now)?;
    let now = store.action(id)?.into_iter().collect();
    actions::list(now, store, context)
}
