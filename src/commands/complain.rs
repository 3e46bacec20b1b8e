//! `complain`: something went wrong, in one typed line.

use anyhow::Result;
use clap::Args;

use super::{
    Context, Report,
    entry::{Typed, save},
};
use crate::{domain::line::LineKind, store::Store};

/// Whose, and the line.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars complain 4471 'grinder leaks'
  regulars complain 4471 'furious: third time the beans were stale !tom ring back'
  regulars complain - 'overheard: the queue is too long'")]
pub struct Complain {
    /// '#12', or find words that fit one customer; - for nobody
    who: String,

    /// What went wrong, in one line
    #[arg(required = true, allow_negative_numbers = true)]
    line: Vec<String>,

    /// Save without asking (a day that is past)
    #[arg(long)]
    yes: bool,
}

/// Writes a complaint down.
///
/// # Errors
/// What the store says; a refusal when nothing was said.
pub fn run(args: &Complain, store: &mut Store, context: &mut Context) -> Result<Report> {
    let typed = Typed {
        kind: LineKind::Complaint,
        who: &args.who,
        words: &args.line,
        yes: args.yes,
    };
    save(&typed, store, context)
}
