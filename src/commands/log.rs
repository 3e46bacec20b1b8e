//! `log`: one contact in one typed line.

use anyhow::Result;
use clap::Args;

use super::{
    Context, Report,
    entry::{Typed, save},
};
use crate::{domain::line::LineKind, store::Store};

/// With whom, and the line.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars log 4471 'call in: wants rye !fri ring back #delivery +1'
  regulars log '#12' text out: your order is ready
  regulars log 'ana lima' 'visit: tasted the new blend on yesterday'
  regulars log - 'visit: party of 6, no table'

In the line:
  call in:  text out:  visit:   channel and direction, at the start
  !fri ring back                a promise, due on Friday
  #delivery  @SK                a tag; who did it
  +1  -2                        the mood, at the end
  on yesterday  on 12.6.        another day, first or last
Quotes keep your shell from reading ! and # itself.")]
pub struct Log {
    /// '#12', or find words that fit one customer; - for nobody
    who: String,

    /// What was said, in one line
    #[arg(required = true, allow_negative_numbers = true)]
    line: Vec<String>,

    /// Save without asking (a day that is past, a channel they never want)
    #[arg(long)]
    yes: bool,
}

/// Logs a contact.
///
/// # Errors
/// What the store says; a refusal when nothing was said.
pub fn run(args: &Log, store: &mut Store, context: &mut Context) -> Result<Report> {
    let typed = Typed {
        kind: LineKind::Log,
        who: &args.who,
        words: &args.line,
        yes: args.yes,
    };
    save(&typed, store, context)
}
