//! `me`: who works here now.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Exit, Report,
    report::{Answer, Page},
};
use crate::{domain::Settings, store::Store};

/// Whose initials.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars me          whose initials new entries carry
  regulars me SK       from now on SK; --as says it for one command only")]
pub struct Me {
    /// Initials; without them, those set now
    initials: Option<String>,
}

#[derive(Serialize)]
struct Signed {
    me: String,
    name: String,
}

impl Answer for Signed {
    fn write(&self, page: &mut Page) {
        let name = match self.name.as_str() {
            "" => String::new(),
            name => format!(" ({name})"),
        };
        page.line(format!("New entries are signed {}{name}.", self.me));
    }
}

/// Says who works here now, or shows it.
///
/// # Errors
/// What the store says; a [`crate::domain::Refusal`] for what are no initials.
pub fn run(args: &Me, store: &mut Store, context: &mut Context) -> Result<Report> {
    if let Some(typed) = &args.initials {
        store.apply(&[Settings::set("me", typed)?], context.now)?;
        context.me = store.settings()?.me;
    }
    let me = context.me.clone();
    if me.is_empty() {
        let why = "Nobody has said who works here now; me SK says so.";
        return Ok(Report::ended(Exit::Nothing, why));
    }
    let staff = store.staff()?;
    let known = staff.iter().find(|one| one.initials == me);
    let signed = Signed {
        name: known.map(|one| one.name.clone()).unwrap_or_default(),
        me,
    };
    let report = Report::of(&signed, context.style)?;
    Ok(if staff.is_empty() || known.is_some() {
        report
    } else {
        report.say(format!(
            "{me} is not on the staff list; staff add {me} puts them there.",
            me = signed.me
        ))
    })
}
