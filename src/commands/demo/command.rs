//! What `regulars demo` asks for, and where it puts it.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{fill, path, write};
use crate::{
    commands::{
        Context, Exit, Report,
        report::{Answer, Page},
    },
    domain::{Refusal, Stamp},
    store::Store,
};

/// Of which size.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars demo                                   look around in a made-up shop
  regulars demo --db corner.db                    the same, in a file of that name
  regulars demo --customers 100000 --db big.db    a file of any size, the same every time")]
pub struct Demo {
    /// Write a file with so many made-up customers, named with --db
    #[arg(long, value_name = "N")]
    pub customers: Option<u64>,
}

/// The file that was made.
#[derive(Serialize)]
struct Made {
    file: String,
    customers: Option<u64>,
}

impl Answer for Made {
    fn write(&self, page: &mut Page) {
        page.line(&self.file);
    }
}

/// Makes Corner Coffee in this new file, or away from every other file where none is named.
///
/// # Errors
/// A [`Refusal`] when the file is there already; what the store says.
pub fn open(file: Option<PathBuf>, now: Stamp) -> Result<(PathBuf, Store)> {
    let file = file.map_or_else(path, Ok)?;
    if file.metadata().is_ok_and(|found| found.len() > 0) {
        let file = file.display();
        let why = format!("{file} is there already; name a file that is not.");
        return Err(Refusal(why).into());
    }
    let mut store = Store::open(&file)?;
    fill(&mut store, now)?;
    Ok((file, store))
}

/// Writes a made-up shop and says where it is.
///
/// # Errors
/// As [`open`].
pub fn run(args: &Demo, file: Option<PathBuf>, context: &mut Context) -> Result<Report> {
    let file = match (args.customers, file) {
        (None, file) => open(file, context.now)?.0,
        (Some(_), None) => {
            let why = "Name the file to write with --db.";
            return Ok(Report::ended(Exit::Usage, why));
        }
        (Some(customers), Some(file)) => {
            let of = usize::try_from(customers)?;
            write(&file, customers, context.now, &mut |done| {
                let done = usize::try_from(done).unwrap_or(of);
                context.desk.progress(done, of)
            })?;
            file
        }
    };
    let made = Made {
        file: file.display().to_string(),
        customers: args.customers,
    };
    Ok(Report::of(&made, context.style)?
        .say("The made-up shop is ready; regulars --db FILE opens it."))
}
