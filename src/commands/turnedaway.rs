//! `turnedaway`: somebody wanted something and the shop had to say no.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Exit, Report,
    arguments::one_line,
    report::{Answer, Page},
};
use crate::{
    domain::{Change, Channel, Direction, Interaction, InteractionId, Outcome},
    store::Store,
};

/// Who, and why not.
#[derive(Debug, Args)]
#[command(
    name = "turnedaway",
    after_help = "\
Examples:
  regulars turnedaway party of 6 why=closing
  regulars turnedaway 'wanted rye on a Monday' why=not baked today

In the log, the filter outcome:no shows our no's and counts them by why."
)]
pub struct TurnedAway {
    /// Who or what it was, and behind why= the reason
    #[arg(required = true, allow_negative_numbers = true, value_parser = one_line)]
    line: Vec<String>,
}

#[derive(Serialize)]
struct Noted {
    saved: String,
    interaction: i64,
    summary: String,
    why_not: String,
}

impl Answer for Noted {
    fn write(&self, page: &mut Page) {
        page.line(format!("Noted: {}; why: {}.", self.summary, self.why_not));
    }
}

/// Logs a contact with nobody whose outcome is no.
///
/// # Errors
/// What the store says; a refusal when it does not say who was turned away.
pub fn run(args: &TurnedAway, store: &mut Store, context: &Context) -> Result<Report> {
    let line = args.line.join(" ");
    let (summary, why) = match line.split_once("why=") {
        Some((summary, why)) => (summary.trim(), why.trim().trim_matches('"')),
        None => (line.trim(), ""),
    };
    if why.is_empty() {
        let sentence = "Say why too: why=closing. Nothing was saved.";
        return Ok(Report::ended(Exit::Usage, sentence));
    }
    let new = Interaction {
        id: InteractionId::NEW,
        customer: None,
        at: context.now,
        channel: Channel::Visit,
        direction: Direction::In,
        by: context.me.clone(),
        summary: summary.to_owned(),
        mood: None,
        reason: String::new(),
        outcome: Some(Outcome::No),
        why_not: why.to_owned(),
        tags: Vec::new(),
    };
    new.check()?;
    let label = format!("turned away {summary}");
    let changes = [Change::AddInteraction(new)];
    let applied = store.apply_as(&label, &changes, context.now, &mut |_| true)?;
    let noted = Noted {
        saved: applied.label,
        interaction: applied.ids.first().copied().unwrap_or_default(),
        summary: summary.to_owned(),
        why_not: why.to_owned(),
    };
    Report::of(&noted, context.style)
}
