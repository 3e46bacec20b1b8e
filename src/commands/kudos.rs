//! `kudos`: what one of the staff did well, in words; read, and never counted or ranked.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Report,
    arguments::one_line,
    report::{Answer, Page},
};
use crate::{
    domain::{self, Change, Stamp, dates::near_day, setting::initials},
    store::Store,
};

/// For whom, and what they did well.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars kudos                                     what was said, newest first
  regulars kudos TB                                  what was said to TB
  regulars kudos TB stayed calm with the broken cup  say it; undo takes it back

They are words to be read. Nothing counts them, and nobody is ranked by them.")]
pub struct Kudos {
    /// Initials of whom it is for
    initials: Option<String>,

    /// What they did well
    #[arg(value_parser = one_line)]
    text: Vec<String>,
}

#[derive(Serialize)]
struct List {
    kudos: Vec<domain::Kudos>,
    #[serde(skip)]
    now: Stamp,
}

impl Answer for List {
    fn write(&self, page: &mut Page) {
        page.table(self.kudos.iter().map(|one| {
            let by = match one.by.as_str() {
                "" => String::new(),
                by => format!("by {by}"),
            };
            let day = near_day(one.at.day(), self.now.day());
            [one.staff.clone(), day, one.text.clone(), by]
        }));
    }
}

/// Lists kudos, or says some.
///
/// # Errors
/// What the store says; a [`domain::Refusal`] when it is for nobody on the staff list.
pub fn run(args: &Kudos, store: &mut Store, context: &mut Context) -> Result<Report> {
    let mut said = None;
    if let (Some(whom), false) = (&args.initials, args.text.is_empty()) {
        let signed = (context.now, context.me.as_str());
        let new = domain::Kudos::new(whom, &args.text.join(" "), &store.staff()?, signed)?;
        let applied = store.apply(&[Change::Add(new.into())], context.now)?;
        said = applied.ids.first().copied();
    }
    let whom = args.initials.as_deref().map(initials).transpose()?;
    let mut kudos = store.kudos()?;
    kudos.retain(|one| match said {
        Some(said) => one.id.0 == said,
        None => whom.as_ref().is_none_or(|whom| one.staff == *whom),
    });
    let none = kudos.is_empty();
    let now = context.now;
    let report = Report::of(&List { kudos, now }, context.style)?;
    Ok(match none {
        true => report.say("No kudos yet: regulars kudos TB stayed calm with the broken cup"),
        false => report,
    })
}
