//! `complaint`: one complaint with its record, and the next step of it.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Exit, Report,
    arguments::one_line,
    complaints::Row,
    entry::for_you,
    report::{Answer, Page},
};
use crate::{
    domain::{
        self, Cause, CauseId, Change, ComplaintId, Stamp, Step, StepKind, complaint::action_words,
        inside::inside_note, phrase::promise_standing, staff,
    },
    search::fold,
    store::Store,
};

/// Which complaint, which step, and its words.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars complaint 3                              what it is, and its record
  regulars complaint 3 answered
  regulars complaint 3 cause 'nobody told the early shift'
  regulars complaint 3 fix 'a new seal'
  regulars complaint 3 remedy refund 12.50 'in cash'
  regulars complaint 3 waiting on supplier 'the seal'
  regulars complaint 3 deadlock +16d 'we look at it together'
  regulars complaint 3 closed

Steps: answered, apologised, cause, fix, remedy, told, waiting on customer, waiting on supplier, resumed, needs-owner,
deadlock, closed, dismissed, reopened.
Remedies: refund, replacement, repair, credit, discount, gift, none.")]
pub struct Complaint {
    /// Number of the complaint, 3 or '#3'
    #[arg(value_name = "ID")]
    id: String,

    /// What was done, and its words; without it the complaint is shown
    #[arg(value_name = "STEP", allow_negative_numbers = true, value_parser = one_line)]
    step: Vec<String>,

    /// The owner bends a rule with this remedy or fix, and says why
    #[arg(long, value_name = "WHY", value_parser = one_line)]
    bend: Option<String>,
}

/// One complaint. As JSON it is the row that `complaints` prints.
#[derive(Serialize)]
struct One {
    #[serde(flatten)]
    row: Row,
    #[serde(skip)]
    record: Vec<[String; 3]>,
    #[serde(skip)]
    beside: Vec<String>,
    #[serde(skip)]
    now: Stamp,
}

impl Answer for One {
    fn write(&self, page: &mut Page) {
        page.table([self.row.fields(self.now)]);
        page.table(self.record.iter().cloned());
        self.beside.iter().for_each(|line| page.line(line));
    }
}

/// Shows a complaint, or notes its next step.
///
/// # Errors
/// What the store says; a [`domain::Refusal`] when the step does not fit, or is beyond who works here now.
pub fn run(args: &Complaint, store: &mut Store, context: &mut Context) -> Result<Report> {
    let Ok(id) = args.id.trim_start_matches('#').parse() else {
        let why = format!("{:?} is not the number of a complaint, like 3.", args.id);
        return Ok(Report::ended(Exit::Usage, why));
    };
    let id = ComplaintId(id);
    let Some(complaint) = store.complaint(id)? else {
        let why = format!("There is no complaint {id}.");
        return Ok(Report::ended(Exit::Nothing, why));
    };
    let mut note = Vec::new();
    if !args.step.is_empty() {
        let typed = args.step.join(" ");
        let Some((kind, words)) = StepKind::read(&typed) else {
            let why = format!("There is no step {typed:?}; complaint --help lists them.");
            return Ok(Report::ended(Exit::Usage, why));
        };
        let bent = args.bend.clone().unwrap_or_default();
        let changes = changes(&complaint, (kind, words, bent), store, context)?;
        store.apply(&changes, context.now)?;
        let inside = store.settings()?.inside_words;
        note.extend(inside_note(words, &inside).filter(|_| kind.answers()));
        if kind == StepKind::Closed {
            note.extend(for_you(id, store)?);
        }
    }
    let Some(complaint) = store.complaint(id)? else {
        return Ok(Report::default());
    };
    let report = Report::of(&shown(complaint, store, context.now)?, context.style)?;
    Ok(note.into_iter().fold(report, Report::say))
}

/// The writes for one step, as the rules and the staff list allow it.
fn changes(
    complaint: &domain::Complaint,
    (kind, words, bent): (StepKind, &str, String),
    store: &Store,
    context: &Context,
) -> Result<Vec<Change>> {
    let settings = store.settings()?;
    let signed = (context.now, context.me.as_str());
    let mut step = Step {
        bent,
        ..Step::typed(kind, words, signed, &settings)
    };
    let mut changes = Vec::new();
    if kind == StepKind::Cause && !step.text.is_empty() {
        let (cause, new) = named(&std::mem::take(&mut step.text), store)?;
        step.cause = Some(cause);
        changes.extend(new);
    }
    staff::may_note(&store.staff()?, &step, &settings.currency)?;
    changes.push(complaint.step(step)?);
    Ok(changes)
}

/// The cause of the shop's list that goes by these words, or a new one.
fn named(words: &str, store: &Store) -> Result<(CauseId, Option<Change>)> {
    let folded = fold(words);
    let known = store.causes()?.into_iter();
    let known = known.map(|it| it.cause).find(|it| fold(&it.text) == folded);
    Ok(match known {
        Some(cause) => (cause.id, None),
        None => {
            let new = Change::AddCause(Cause::new(words));
            (CauseId::NEW, Some(new))
        }
    })
}

/// The complaint with its record, and what stands beside that: its cause, actions, promises, and what was heard afterwards.
fn shown(complaint: domain::Complaint, store: &Store, now: Stamp) -> Result<One> {
    let (today, id) = (now.day(), complaint.id);
    let (causes, actions) = (store.causes()?, store.actions(true)?);
    let currency = store.settings()?.currency;
    let record = complaint.steps.iter().map(|step| {
        let cause = causes.iter().find(|it| Some(it.id()) == step.cause);
        let words = step.pieces(cause.map(|it| it.cause.text.as_str()), &currency);
        let what = [vec![step.kind.to_string()], words].concat().join(" · ");
        let at = step.at.local().format("%a %-d %b %Y %H:%M");
        [format!("  {at}"), step.by.clone(), what]
    });
    let record = record.collect();
    let mut beside = Vec::new();
    if let Some(it) = causes.iter().find(|it| Some(it.id()) == complaint.cause()) {
        let returned = complaint.returned(&actions).map_or("", |_| " · RETURNED");
        beside.push(format!(
            "  cause: {}{returned}",
            it.history(false, &actions, today)
        ));
    }
    let own = actions.iter().filter(|it| it.complaint == Some(id));
    beside.extend(own.map(|it| format!("  action {}: {}", it.id, action_words(it, today))));
    beside.extend(store.promises_in(id)?.iter().map(|promise| {
        let (_, standing) = promise_standing(promise, today);
        format!("  promise {}: {}, {standing}", promise.id, promise.what)
    }));
    let heard = store.recoveries_of(id)?;
    beside.extend(
        heard
            .iter()
            .map(|it| format!("  asked again: {}", it.words())),
    );
    let queued = store.queued(complaint, now)?;
    Ok(One {
        row: Row::new(queued, &store.cause_words()?, &actions),
        record,
        beside,
        now,
    })
}
