//! `complaints --bent`: where the owner bent a rule, and why.

use std::collections::HashMap;

use anyhow::Result;
use serde::Serialize;

use super::{
    Context, Report,
    report::{Answer, Page},
};
use crate::{
    domain::{Complaint, ComplaintId, Currency, CustomerId, Step},
    store::Store,
};

#[derive(Serialize)]
struct Bent {
    bent: Vec<Row>,
    #[serde(skip)]
    currency: Currency,
}

/// A remedy or fix beyond a rule.
#[derive(Serialize)]
struct Row {
    complaint: ComplaintId,
    customer: Option<CustomerId>,
    name: Option<String>,
    #[serde(skip)]
    nameless: &'static str,
    what: String,
    step: Step,
}

impl Answer for Bent {
    fn write(&self, page: &mut Page) {
        page.table(self.bent.iter().map(|row| {
            let step = &row.step;
            let given = vec![step.kind.to_string()];
            let pieces = step.pieces(None, &self.currency);
            [
                step.at.local().format("%-d %b %Y").to_string(),
                step.by.clone(),
                row.complaint.to_string(),
                row.name.as_deref().unwrap_or(row.nameless).to_owned(),
                row.what.clone(),
                [given, pieces].concat().join(" · "),
            ]
        }));
    }
}

/// Lists the rules that were bent, oldest first.
///
/// # Errors
/// What the store says.
pub fn run(store: &Store, context: &Context) -> Result<Report> {
    let complaints = store.bent_complaints()?;
    let ids: Vec<CustomerId> = complaints.iter().filter_map(|it| it.customer).collect();
    let people = store.customer_rows(&ids)?.into_iter();
    let names: HashMap<CustomerId, String> = people.map(|row| (row.id, row.name)).collect();
    let mut bent: Vec<Row> = complaints
        .iter()
        .flat_map(|complaint| rows(complaint, &names))
        .collect();
    bent.sort_by_key(|row| (row.step.at, row.step.id));
    let bent = Bent {
        bent,
        currency: store.settings()?.currency,
    };
    let report = Report::of(&bent, context.style)?;
    Ok(if bent.bent.is_empty() {
        report.say("No rule was bent yet.")
    } else {
        report
    })
}

fn rows<'a>(
    complaint: &'a Complaint,
    names: &'a HashMap<CustomerId, String>,
) -> impl Iterator<Item = Row> + 'a {
    let steps = complaint.steps.iter().filter(|step| !step.bent.is_empty());
    steps.map(|step| Row {
        complaint: complaint.id,
        customer: complaint.customer,
        name: complaint.customer.and_then(|id| names.get(&id).cloned()),
        nameless: complaint.nameless(),
        what: complaint.what.clone(),
        step: step.clone(),
    })
}
