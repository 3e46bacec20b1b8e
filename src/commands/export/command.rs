//! What `regulars export` asks for, and where it goes.

use std::{collections::HashSet, path::Path};

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{Exported, Format, Target, What, to_file, write};
use crate::{
    commands::{
        Context, Desk, Exit, Report, Style,
        find::Search,
        paper::Place,
        report::{Answer, Page},
    },
    domain::CustomerId,
    store::Store,
};

/// Whom, as what, and where to.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars export > customers.csv               a table, safe in a spreadsheet
  regulars export --output phone.vcf            cards for a phone
  regulars export tag:vip 'last:>90d'           only whom these find words fit
  regulars export --format json --output all    everything there is")]
pub struct Export {
    /// Find words; only the customers they fit are exported; without them everybody
    query: Vec<String>,

    /// Without it the ending of the file says so; else csv
    #[arg(long, value_enum)]
    format: Option<Format>,

    #[command(flatten)]
    place: Place,
}

/// What was written.
#[derive(Debug, Serialize)]
pub struct Written {
    /// The file.
    pub file: String,
    /// How many customers.
    pub customers: usize,
}

impl Written {
    /// "Exported 42 customers to rye.csv"
    pub fn words(&self) -> String {
        let people = if self.customers == 1 {
            "customer"
        } else {
            "customers"
        };
        format!("Exported {} {people} to {}", self.customers, self.file)
    }
}

impl Answer for Written {
    fn write(&self, page: &mut Page) {
        page.line(format!("{}.", self.words()));
    }
}

/// Exports; asks before it replaces a file.
///
/// # Errors
/// What the store, the disk or the pipe says; a file that was there is then as it was.
pub fn run(args: &Export, store: &Store, context: &mut Context) -> Result<Report> {
    let only = match whom(&args.query, store, context)? {
        Ok(only) => only,
        Err(report) => return Ok(report),
    };
    let what = What {
        format: args.format.unwrap_or_else(|| fitting(args, context.style)),
        only: only.as_ref(),
    };
    let Some(file) = args.place.file() else {
        let Some(out) = context.desk.output() else {
            return Ok(Report::ended(
                Exit::Usage,
                "Name the file to write with --output.",
            ));
        };
        write(store, what, out, &mut |_, _| true)?;
        return Ok(Report::default());
    };
    match to(file, args.place.yes, (store, what), context.desk)? {
        Ok(written) => Report::of(&written, context.style),
        Err(report) => Ok(report),
    }
}

/// Writes to a file, and asks before it replaces one; or the report that nothing was written.
///
/// # Errors
/// What the store or the disk says; a file that was there is then as it was.
pub fn to(
    file: &Path,
    yes: bool,
    (store, what): (&Store, What<'_>),
    desk: &mut dyn Desk,
) -> Result<Result<Written, Report>> {
    let export = |replace, desk: &mut dyn Desk| {
        let target = Target {
            path: file,
            replace,
        };
        to_file(store, what, target, &mut |done, of| desk.progress(done, of))
    };
    let mut exported = export(yes, desk)?;
    let nothing = |why: &str| Ok(Err(Report::ended(Exit::Refused, why)));
    if exported == Exported::Exists {
        let question = match file.is_symlink() {
            true => format!("{} is a link. Replace the link?", file.display()),
            false => format!("{} is there already. Replace it?", file.display()),
        };
        match desk.ask(&question) {
            Some(true) => exported = export(true, desk)?,
            Some(false) => return nothing("Nothing was written."),
            None => {
                return nothing(&format!("{question} Nothing was written; say --yes if so."));
            }
        }
    }
    Ok(match exported {
        Exported::Written(customers) => Ok(Written {
            file: file.display().to_string(),
            customers,
        }),
        Exported::Exists => return nothing("Nothing was written."),
    })
}

/// The customers that the words fit, `None` for everybody; or the report that nobody does.
fn whom(
    query: &[String],
    store: &Store,
    context: &Context,
) -> Result<Result<Option<HashSet<CustomerId>>, Report>> {
    let words = query.join(" ");
    if words.trim().is_empty() {
        return Ok(Ok(None));
    }
    let mut search = Search::new(&words, true, store, context.now)?;
    if !search.query.unknown.is_empty() {
        let why = search.query.unknown.join(" ");
        return Ok(Err(Report::ended(Exit::Usage, why)));
    }
    let total = search.hits.total();
    if total == 0 {
        let why = format!("Nobody fits {words:?}; nothing was written.");
        return Ok(Err(Report::ended(Exit::Nothing, why)));
    }
    let hits = search.hits.page(0..total).iter();
    Ok(Ok(Some(hits.map(|hit| hit.customer).collect())))
}

/// The format that the ending of the file names, or that `--json` asks for on the standard output.
fn fitting(args: &Export, style: Style) -> Format {
    match args.place.file() {
        Some(file) => named_by(file),
        None if style == Style::Json => Format::Json,
        None => Format::Csv,
    }
}

/// The format that the ending of a file names; without one it is a table.
pub fn named_by(file: &Path) -> Format {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("vcf") => Format::Vcard,
        Some("json") => Format::Json,
        _ => Format::Csv,
    }
}
