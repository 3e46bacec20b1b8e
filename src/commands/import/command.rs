//! What `regulars import` asks for, its preview, and what it says afterwards.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::{Args, ValueHint};
use serde::Serialize;

use super::{FilePlan, Options, Plan, bytes, carry_out, plan};
use crate::{
    commands::{
        Context, Exit, Report, Style, backup,
        report::{Answer, Page},
    },
    store::Store,
};

/// Which files, and how.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars import contacts.vcf                  shows what it would do, and asks
  regulars import old.csv new.csv --yes         several files, as one undo step
  regulars import till.csv --map phone=Mobile   a column with a name of its own
  some program | regulars import - --yes --refused rest.csv
  regulars import july.csv --purchases          what was sold, out of a till or web shop
  regulars import july.csv --purchases --map customer=CustomerID --map amount=TotalPrice

Everything is read first, then all or nothing is saved. The same file again adds nothing. Rows that cannot be taken
go to a file beside theirs, or to the one of --refused, to be mended and imported again. Customers of a till are known
by their number there, else by phone or e-mail; what --map says about its columns is remembered.")]
pub struct Import {
    /// vCard, CSV, or JSON that regulars wrote; - for what is piped in
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    files: Vec<PathBuf>,

    /// Save without asking
    #[arg(long)]
    yes: bool,

    /// What a column means, where that is not seen from its name; once for each column
    #[arg(long, value_name = "FIELD=COLUMN")]
    map: Vec<String>,

    /// Where rows that cannot be taken go; nothing is overwritten
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    refused: Option<PathBuf>,

    /// Go on even when the shop cannot be backed up first
    #[arg(long)]
    no_backup: bool,

    /// The files have sales, not contacts: each row is a sale or a line of one
    #[arg(long)]
    purchases: bool,
}

/// The plan, and what became of it.
#[derive(Serialize)]
struct Imported<'a> {
    #[serde(flatten)]
    plan: &'a Plan,
    saved: Option<String>,
    refused_files: Vec<String>,
    /// The user has seen the preview, and said yes to it.
    #[serde(skip)]
    seen: bool,
}

impl Answer for Imported<'_> {
    fn write(&self, page: &mut Page) {
        if !self.seen {
            self.plan.files.iter().for_each(|file| preview(file, page));
        }
        for file in &self.refused_files {
            page.line(format!("The refused rows are in {file}."));
        }
        if let Some(saved) = &self.saved {
            page.line(format!("Saved: {saved}."));
        }
    }
}

/// The counts of one file, and below them what is to be said about its lines.
fn preview(file: &FilePlan, page: &mut Page) {
    let FilePlan {
        records,
        new,
        changed,
        same,
        ..
    } = file;
    let refused = file.refused.len();
    match &file.takings {
        None => page.line(format!(
            "{}: {records} in it, {new} new, {changed} changed, {same} same, {refused} refused",
            file.file
        )),
        Some(takings) => {
            page.line(format!(
                "{}: {records} in it, {new} new ({}), {same} same, {} left out, {refused} refused",
                file.file,
                takings.amount(),
                takings.left_out(),
            ));
            for line in takings.lines() {
                page.line(format!("  {line}"));
            }
        }
    }
    match file.looks_known {
        0 => {}
        1 => page.line("  1 of the new ones looks like somebody known"),
        count => page.line(format!(
            "  {count} of the new ones look like somebody known"
        )),
    }
    for row in &file.refused {
        page.line(format!("  line {}: refused: {}", row.line, row.reason));
    }
    for remark in &file.remarks {
        match remark.line {
            0 => page.line(format!("  {}", remark.text)),
            line => page.line(format!("  line {line}: {}", remark.text)),
        }
    }
    if !file.ignored_properties.is_empty() {
        let names = file.ignored_properties.join(", ");
        page.line(format!("  left out: {names}"));
    }
}

/// Reads and compares, asks, saves.
///
/// # Errors
/// The sentence that says which file is no contact file; what the store says, and then nothing is saved.
pub fn run(args: &Import, store: &mut Store, context: &mut Context) -> Result<Report> {
    let options = Options {
        files: args.files.clone(),
        piped: piped(args, context)?,
        map: args.map.clone(),
        refused: args.refused.clone(),
        purchases: args.purchases,
    };
    let plan = plan(&options, store)?;
    let mut imported = Imported {
        plan: &plan,
        saved: None,
        refused_files: Vec::new(),
        seen: false,
    };
    if let Err(no_place) = plan.has_place_for_refused() {
        let preview = Report::of(&imported, context.style)?;
        return Ok(preview.say(no_place.0).but(Exit::Refused));
    }
    if !args.yes {
        if plan.changes().is_empty() {
            return Ok(Report::of(&imported, context.style)?.say("There is nothing new to import."));
        }
        let preview = Report::of(&imported, Style::Columns)?.lines.join("\n");
        match context.desk.ask(&format!("{preview}\nImport that?")) {
            Some(true) => imported.seen = true,
            Some(false) => return Ok(Report::default().say("Nothing was imported.")),
            None => {
                let preview = Report::of(&imported, context.style)?;
                return Ok(preview.say("Nothing was imported; say --yes to import that."));
            }
        }
    }
    if !plan.changes().is_empty() && !args.no_backup {
        let what = format!("import of {}", plan.from());
        if let Some(report) = backup::before(&what, store, context)? {
            return Ok(report);
        }
    }
    let done = carry_out(&plan, store, context.now, &mut |done, of| {
        context.desk.progress(done, of)
    })?;
    imported.saved = done.applied.map(|applied| applied.label);
    let files = done.refused_files.iter();
    imported.refused_files = files.map(|file| file.display().to_string()).collect();
    Report::of(&imported, context.style)
}

/// What is piped in, where a file is `-`.
fn piped(args: &Import, context: &mut Context) -> Result<Option<Vec<u8>>> {
    let asked = args.files.iter().any(|file| file.as_os_str() == "-");
    let Some(pipe) = context.desk.input().filter(|_| asked) else {
        return Ok(None);
    };
    bytes(pipe).map(Some).context("reading what is piped in")
}
