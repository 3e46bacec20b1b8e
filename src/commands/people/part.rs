//! `parting`: the list, and what the shop does about it: begin a review, agree, let go, take back.

use anyhow::Result;
use clap::{Args, Subcommand};
use serde::Serialize;

use crate::{
    commands::{
        Context, Report,
        arguments::one_line,
        report::{Answer, Page},
        who,
    },
    domain::{
        self, Change, Customer, Refusal, Settings, Stamp, dates::read_day, parting::Agreement,
    },
    store::Store,
};

/// Whom, or what the shop does.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "\
Examples:
  regulars parting                          whom there is reason to talk to; never by itself, you decide
  regulars parting begin 4471 'refunds every week'
  regulars parting agree 4471 '100 +3m pays on the day'
  regulars parting letgo 4471
  regulars parting takeback 4471            all is well again")]
pub struct Parting {
    #[command(subcommand)]
    act: Option<Act>,

    /// Find words; only whom they fit
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Begin a review
    Begin {
        /// '#12', or find words that fit one customer
        who: String,
        /// Why
        #[arg(required = true, value_parser = one_line)]
        why: Vec<String>,
    },
    /// Note what was agreed: an amount, a day, and in words
    Agree {
        /// '#12', or find words that fit one customer
        who: String,
        /// Like 100 +3m pays on the day
        #[arg(required = true)]
        terms: Vec<String>,
    },
    /// Let somebody go, politely
    #[command(name = "letgo")]
    LetGo {
        /// '#12', or find words that fit one customer
        who: String,
    },
    /// Take it back, or end it because all is well again
    #[command(name = "takeback")]
    TakeBack {
        /// '#12', or find words that fit one customer
        who: String,
    },
}

impl Act {
    fn who(&self) -> &str {
        match self {
            Self::Begin { who, .. }
            | Self::Agree { who, .. }
            | Self::LetGo { who }
            | Self::TakeBack { who } => who,
        }
    }
}

impl Parting {
    /// Does it more than list?
    pub fn acts(&self) -> bool {
        self.act.is_some()
    }

    /// The find words of the list.
    pub fn words(&self) -> &Vec<String> {
        &self.words
    }

    /// Does what it says; `None` when it only lists.
    ///
    /// # Errors
    /// What the store says; the rule that does not allow it.
    pub fn act(&self, store: &mut Store, context: &Context) -> Result<Option<Report>> {
        let Some(act) = &self.act else {
            return Ok(None);
        };
        let customer = match who::find(act.who(), store, context)? {
            Ok(customer) => customer,
            Err(report) => return Ok(Some(report)),
        };
        let change = change(act, &customer, store, context)?;
        let saved = store.apply(&[change], context.now)?.label;
        Report::of(&Saved { saved }, context.style).map(Some)
    }
}

/// What was noted.
#[derive(Serialize)]
struct Saved {
    saved: String,
}

impl Answer for Saved {
    fn write(&self, page: &mut Page) {
        page.line(format!("Saved: {}.", self.saved));
    }
}

fn change(act: &Act, customer: &Customer, store: &Store, context: &Context) -> Result<Change> {
    let now = context.now;
    let earlier = store.partings_of(customer.id)?;
    let open = earlier.iter().find(|it| it.ended.is_none());
    let none = || Refusal(format!("No review of {} has begun.", customer.called()));
    let open = || open.ok_or_else(none);
    Ok(match act {
        Act::Begin { why, .. } => {
            domain::Parting::begin(&earlier, customer.id, &why.join(" "), (now, &context.me))?
        }
        Act::Agree { terms, .. } => {
            let agreement = agreement(&terms.join(" "), &store.settings()?, now)?;
            open()?.agree(agreement, now)?
        }
        Act::LetGo { .. } => open()?.let_go(now)?,
        Act::TakeBack { .. } => open()?.take_back(now)?,
    })
}

/// An agreement as it is typed: `100 +3m pays on the day`, an amount, a day, and in words.
///
/// # Errors
/// The sentence that says how to write it.
pub fn agreement(text: &str, settings: &Settings, now: Stamp) -> Result<Agreement, Refusal> {
    let mut words = text.split_whitespace();
    let amount = words.next().and_then(|word| settings.currency.read(word));
    let until = words
        .next()
        .and_then(|word| read_day(word, now.day(), settings.month_first));
    match amount.zip(until) {
        Some((amount, until)) => Ok(Agreement {
            terms: words.collect::<Vec<_>>().join(" "),
            amount,
            until,
        }),
        None => Err(Refusal(
            "Type what they shall spend and until when, like 100 +3m; then in words.".into(),
        )),
    }
}
