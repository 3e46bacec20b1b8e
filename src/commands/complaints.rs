//! `complaints`: the queue, oldest first.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Report, bent,
    report::{Answer, Page},
};
use crate::{
    domain::{Complaint, CustomerId, Lamps, Stamp, State, phrase::ago},
    store::Store,
};

/// Which of them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars complaints             those still open or waiting
  regulars complaints --all       ended ones too

The five lamps: A apology, C cause, X fix, R remedy, T told; a dot where it is still dark.")]
pub struct Complaints {
    /// Where the owner bent a rule, and why; of all complaints
    #[arg(long, conflicts_with = "all")]
    bent: bool,

    /// Closed and dismissed ones too
    #[arg(long)]
    all: bool,
}

/// The queue.
#[derive(Serialize)]
struct Queue {
    complaints: Vec<Row>,
    #[serde(skip)]
    now: Stamp,
}

/// A complaint with what is computed from its steps.
#[derive(Debug, Serialize)]
pub struct Row {
    #[serde(flatten)]
    complaint: Complaint,
    name: Option<String>,
    state: State,
    lamps: Lamps,
    next_step: &'static str,
}

impl Row {
    /// A complaint, and whose it is.
    pub fn new(complaint: Complaint, name: Option<String>) -> Self {
        Self {
            name,
            state: complaint.state(),
            lamps: complaint.lamps(),
            next_step: complaint.next_step(),
            complaint,
        }
    }

    /// The row for a person, field by field.
    pub fn fields(&self, now: Stamp) -> [String; 8] {
        let complaint = &self.complaint;
        [
            complaint.id.to_string(),
            self.name.clone().unwrap_or_else(|| "(nobody)".to_owned()),
            complaint.what.clone(),
            complaint.heat.to_string(),
            ago(complaint.opened, now),
            self.state.to_string(),
            lamp_letters(self.lamps),
            self.next_step.to_owned(),
        ]
    }
}

impl Answer for Queue {
    fn write(&self, page: &mut Page) {
        page.table(self.complaints.iter().map(|row| row.fields(self.now)));
    }
}

/// The lamps as five letters: "AC...".
pub fn lamp_letters(lamps: Lamps) -> String {
    let lit = [
        ('A', lamps.apology),
        ('C', lamps.cause),
        ('X', lamps.fix),
        ('R', lamps.remedy),
        ('T', lamps.told),
    ];
    lit.iter()
        .map(|(letter, lit)| if *lit { *letter } else { '.' })
        .collect()
}

/// Lists complaints.
///
/// # Errors
/// What the store says.
pub fn run(args: &Complaints, store: &Store, context: &Context) -> Result<Report> {
    if args.bent {
        return bent::run(store, context);
    }
    let complaints = store.complaints(args.all)?;
    let ids: BTreeSet<CustomerId> = complaints.iter().filter_map(|row| row.customer).collect();
    let people = store.customer_rows(&Vec::from_iter(ids))?;
    let names: BTreeMap<CustomerId, String> =
        people.into_iter().map(|row| (row.id, row.name)).collect();
    let rows = complaints.into_iter().map(|complaint| {
        let name = complaint.customer.and_then(|id| names.get(&id).cloned());
        Row::new(complaint, name)
    });
    let queue = Queue {
        complaints: rows.collect(),
        now: context.now,
    };
    let report = Report::of(&queue, context.style)?;
    Ok(match (queue.complaints.is_empty(), args.all) {
        (false, _) => report,
        (true, true) => report.say("No complaint was ever written down."),
        (true, false) => report.say("No complaint is open."),
    })
}
