//! `brief`: what matters about one customer now.

use std::collections::HashMap;

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Report,
    complaints::Row,
    promise::Standing,
    report::{Answer, Page},
    who,
};
use crate::{
    domain::{
        self, Action, CauseId, Customer, Extra, Favour, Interaction, Stamp, ThanksDue, Tier, Want,
        complaint::Queued,
    },
    store::Store,
};

/// About whom.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars brief 4471
  regulars brief ana lima
  regulars brief '#12' --json      everything that is known of them")]
pub struct Brief {
    /// '#12', or find words that fit one customer
    #[arg(required = true)]
    who: Vec<String>,
}

/// The brief with everything it was made from.
#[derive(Serialize)]
struct Known {
    customer: Customer,
    interactions: Vec<Interaction>,
    promises: Vec<Standing>,
    complaints: Vec<Row>,
    tier: Tier,
    wants: Vec<Want>,
    thanks_due: Vec<ThanksDue>,
    #[serde(skip)]
    lines: Vec<domain::brief::Line>,
}

impl Answer for Known {
    fn write(&self, page: &mut Page) {
        let first = self.lines.iter().position(|line| !line.head.is_empty());
        let (about, rest) = self.lines.split_at(first.unwrap_or(self.lines.len()));
        about.iter().for_each(|line| page.line(line.text()));
        let rest = rest.iter();
        page.table(rest.map(|line| [line.head.to_owned(), line.text()]));
    }
}

/// Everything the brief of this customer is made from; `talks` at most.
///
/// # Errors
/// What the store says.
pub fn load(
    customer: Customer,
    talks: usize,
    (store, now): (&Store, Stamp),
) -> Result<domain::brief::Brief> {
    let extras = store.extras_of(customer.id)?.into_iter();
    let favour = |extra: &Extra| extra.direction == Favour::Received;
    Ok(domain::brief::Brief {
        interactions: store.interactions_of(customer.id, talks)?,
        promises: store.promises_of(customer.id)?,
        complaints: store.complaints_of(customer.id)?,
        wants: store.wants_of(customer.id)?,
        due: store.thanks_owed(Some(customer.id), now)?,
        favour: extras.into_iter().find(favour),
        ranks: store.ranks(&customer, now)?,
        settings: store.settings()?,
        customer,
    })
}

/// Shows the brief.
///
/// # Errors
/// What the store says.
pub fn run(args: &Brief, store: &Store, context: &Context) -> Result<Report> {
    let customer = match who::find(&args.who.join(" "), store, context)? {
        Ok(customer) => customer,
        Err(report) => return Ok(report),
    };
    let brief = load(customer, usize::MAX, (store, context.now))?;
    let beside = (&store.cause_words()?, &*store.actions(true)?);
    Report::of(&Known::new(brief, beside, context.now), context.style)
}

impl Known {
    /// The brief, with the words of the shop's causes and what was done against these.
    fn new(
        brief: domain::brief::Brief,
        (causes, actions): (&HashMap<CauseId, String>, &[Action]),
        now: Stamp,
    ) -> Self {
        let lines = brief.lines(now);
        let promises = brief.promises.into_iter();
        let complaints = brief.complaints.into_iter();
        let (name, tier) = (brief.customer.shown_name(), brief.ranks.tier);
        let queued = complaints.map(|it| Queued {
            name: Some(name.to_owned()),
            ..Queued::new(it, tier, &brief.settings, now)
        });
        Self {
            lines,
            promises: promises
                .map(|promise| Standing::new(promise, now))
                .collect(),
            complaints: queued.map(|it| Row::new(it, causes, actions)).collect(),
            interactions: brief.interactions,
            tier,
            wants: brief.wants,
            thanks_due: brief.due,
            customer: brief.customer,
        }
    }
}
