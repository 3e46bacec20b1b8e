//! `feedback` and `observe`: what people say of the shop, in one line; all that was said; and what became of an idea.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Exit, Report,
    entry::{Typed, Words, save},
    report::{Answer, Page},
};
use crate::{
    domain::{
        self, CustomerId, FeedbackId, FeedbackKind, IdeaAct, IdeaState, Method, Stamp,
        line::LineKind,
        phrase::{ago, idea_standing},
    },
    store::{FeedbackFilter, Store},
};

/// The words that stand for what became of an idea.
const ACTS: &[(&str, IdeaAct)] = &[
    ("answered", IdeaAct::Answer),
    ("adopted", IdeaAct::Adopt),
    ("reopen", IdeaAct::Reopen),
];

/// Whose, and the line; which of all; or what became of which idea.
#[derive(Debug, Args)]
#[command(
    mut_arg("who", |who| {
        let about = "'#12', or find words that fit one customer; - for nobody; without it all is listed";
        who.required(false).default_value("-").hide_default_value(true).help(about)
    }),
    // Whatever is changed comes to stand last: the line stays behind WHO.
    mut_arg("line", |line| line),
    after_help = "\
Examples:
  regulars feedback 4471 'the new blend is lovely'      praise, where nothing else is said
  regulars feedback 4471 'idea: more sizes @rye'        about a product; @ethiopia-250 where one word fits several
  regulars feedback - 'review, delivery: late again 2/5'
  regulars feedback 4471                 what they said, with numbers
  regulars feedback --open               the ideas of all that want an answer
  regulars feedback --method review      what was said in reviews
  regulars feedback answered 3           they know what becomes of idea 3
  regulars feedback adopted 3            you took it up: thanks are due; reopen: neither

In front: praise: idea: criticism:, how it was obtained, asked: survey: mystery: review: observed:, and the stage, before:
choosing: buying: delivery: using: aftercare:; at the end a score, 4/5. With 1 or 2 of 5 it is criticism."
)]
pub struct Feedback {
    #[command(flatten)]
    words: Words,

    /// Only praise, idea or criticism
    #[arg(long, value_name = "KIND", value_parser = read_kind)]
    kind: Option<FeedbackKind>,

    /// Only what was obtained so: asked, survey, mystery, review, observed
    #[arg(long, value_name = "METHOD", value_parser = read_method)]
    method: Option<Method>,

    /// Only ideas that want an answer
    #[arg(long)]
    open: bool,
}

/// What was seen.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars observe 'criticism, buying: three people left the queue'
  regulars observe 'idea: they look for a hook for the bag'
  regulars observe --who 4471 'reads every label @rye'

The line is that of feedback. What it is not said of who did it is of nobody: regulars feedback lists it.")]
pub struct Observe {
    /// Of this customer: '#12', or find words that fit one
    #[arg(long, default_value = "-", hide_default_value = true)]
    who: String,

    /// What you saw
    #[arg(required = true)]
    line: Vec<String>,
}

fn read_kind(text: &str) -> Result<FeedbackKind, String> {
    FeedbackKind::from_word(text).ok_or_else(|| "praise, idea or criticism".into())
}

fn read_method(text: &str) -> Result<Method, String> {
    let short = (text == "mystery").then_some(Method::MysteryShopper);
    let method = short.or_else(|| Method::from_word(text));
    method.ok_or_else(|| "asked, survey, mystery, review or observed".into())
}

/// Feedback, newest first.
#[derive(Serialize)]
struct Said {
    feedback: Vec<Row>,
    #[serde(skip)]
    now: Stamp,
}

/// A piece of feedback, with whose it is and what about.
#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    feedback: domain::Feedback,
    name: Option<String>,
    about: Option<String>,
    /// Of an idea.
    state: Option<IdeaState>,
}

impl Answer for Said {
    fn write(&self, page: &mut Page) {
        page.table(self.feedback.iter().map(|row| {
            let it = &row.feedback;
            let score = it.score.map(|score| format!("{score}/5"));
            let stage = it.stage.map(|stage| stage.to_string());
            [
                it.id.to_string(),
                row.name.clone().unwrap_or_else(|| "nobody".into()),
                ago(it.at, self.now),
                it.kind.to_string(),
                it.method.to_string(),
                score.unwrap_or_default(),
                it.text.clone(),
                row.about.clone().unwrap_or_default(),
                stage.unwrap_or_default(),
                idea_standing(it, self.now.day()).map_or_else(String::new, |(_, words)| words),
            ]
        }));
    }
}

impl Feedback {
    fn filter(&self, customer: Option<CustomerId>) -> FeedbackFilter {
        FeedbackFilter {
            customer,
            kind: self.kind,
            method: self.method,
            open: self.open,
        }
    }

    /// What is said when there is none.
    fn nothing(&self) -> &'static str {
        match self {
            Self { open: true, .. } => "No idea waits for an answer.",
            Self {
                kind: None,
                method: None,
                ..
            } => "Nothing was said yet. Ask somebody: regulars survey-sheet",
            _ => "There is no such feedback.",
        }
    }
}

/// Notes feedback, lists it, or notes what became of an idea.
///
/// # Errors
/// What the store says; a refusal when the act does not fit where the idea stands.
pub fn run(args: &Feedback, store: &mut Store, context: &mut Context) -> Result<Report> {
    if let Some((act, id)) = args.words.act(ACTS) {
        return note(FeedbackId(id), act, store, context);
    }
    if args.words.names_nobody() {
        return list(None, args, (store, context));
    }
    let theirs =
        |id: CustomerId, store: &Store, context: &Context| list(Some(id), args, (store, context));
    args.words
        .save_or_list(LineKind::Feedback, (store, context), theirs)
}

fn note(id: FeedbackId, act: IdeaAct, store: &mut Store, context: &Context) -> Result<Report> {
    let Some(feedback) = store.feedback(id)? else {
        let why = format!("There is no feedback {id}.");
        return Ok(Report::ended(Exit::Nothing, why));
    };
    store.apply(&[feedback.act(act, context.now)?], context.now)?;
    said(store.feedback(id)?.into_iter().collect(), (store, context))
}

fn list(
    customer: Option<CustomerId>,
    args: &Feedback,
    (store, context): (&Store, &Context),
) -> Result<Report> {
    let all = store.feedback_rows(&args.filter(customer), 0..usize::MAX)?;
    let none = all.is_empty();
    let report = said(all, (store, context))?;
    Ok(if none {
        report.say(args.nothing())
    } else {
        report
    })
}

fn said(all: Vec<domain::Feedback>, (store, context): (&Store, &Context)) -> Result<Report> {
    let mut feedback = Vec::with_capacity(all.len());
    for it in all {
        let product = it.product.map(|id| store.product(id)).transpose()?;
        feedback.push(Row {
            name: it.customer.map(|id| store.name(id)).transpose()?,
            about: product.flatten().map(|product| product.name),
            state: it.state(),
            feedback: it,
        });
    }
    let now = context.now;
    Report::of(&Said { feedback, now }, context.style)
}

/// Notes what was seen: feedback, observed by ourselves.
///
/// # Errors
/// When it is refused, or the file cannot be written.
pub fn observe(args: &Observe, store: &mut Store, context: &mut Context) -> Result<Report> {
    let method = format!("{}:", Method::Observed);
    let words: Vec<String> = [method]
        .into_iter()
        .chain(args.line.iter().cloned())
        .collect();
    let typed = Typed {
        kind: LineKind::Feedback,
        who: &args.who,
        words: &words,
        yes: false,
    };
    save(&typed, store, context)
}
