//! Pages to print or to hand out: to a file that is asked about before it is replaced, or to the standard output.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Args, ValueHint};
use serde::Serialize;

use super::{
    Context, Exit, Report, Style,
    export::is_no_place,
    report::{Answer, Page},
};
use crate::{store::Store, sys::whole};

/// What a page is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// Plain text
    #[default]
    Text,
    /// Markdown
    Md,
    /// A page for a browser, which prints well
    Html,
}

/// What a page is written as that is no Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum TextOrHtml {
    /// Plain text
    #[default]
    Text,
    /// A page for a browser, which prints well
    Html,
}

/// Where a page goes: to a file, else to the standard output.
#[derive(Debug, Args)]
pub struct Place {
    /// The file to write; without it, or as -, it goes to the standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,

    /// Replace the file without asking
    #[arg(long)]
    pub yes: bool,
}

impl Place {
    /// The file to write; `None` for the standard output.
    pub fn file(&self) -> Option<&Path> {
        self.output
            .as_deref()
            .filter(|file| *file != Path::new("-"))
    }
}

/// Where the page is now.
#[derive(Serialize)]
struct Put {
    file: String,
}

impl Answer for Put {
    fn write(&self, page: &mut Page) {
        page.line(format!("Written to {}.", self.file));
    }
}

/// Puts a page where it is to be, whole or not at all.
///
/// # Errors
/// What the disk or the pipe says; a file that was there is then as it was.
pub fn put(page: &str, place: &Place, (store, context): (&Store, &mut Context)) -> Result<Report> {
    let Some(file) = place.file() else {
        if context.style == Style::Json {
            let why =
                "A page is no JSON: leave --json or --format away, or name a file for the page.";
            return Ok(Report::ended(Exit::Usage, why));
        }
        let Some(out) = context.desk.output() else {
            return Ok(Report::ended(Exit::Usage, "Name the file to write."));
        };
        out.write_all(page.as_bytes())?;
        return Ok(Report::default());
    };
    let shown = file.display().to_string();
    if let Some(why) = is_no_place(store, file) {
        let why = format!("{shown} {why}; nothing was written.");
        return Ok(Report::ended(Exit::Refused, why));
    }
    let write = |over| whole::write(file, over, |out| Ok(out.write_all(page.as_bytes())?));
    if write(place.yes)?.is_none() {
        let question = format!("{shown} is there already. Replace it?");
        match context.desk.ask(&question) {
            Some(true) => write(true)?,
            Some(false) => return Ok(Report::ended(Exit::Refused, "Nothing was written.")),
            None => {
                let why = format!("{question} Nothing was written; say --yes if so.");
                return Ok(Report::ended(Exit::Refused, why));
            }
        };
    }
    Report::of(&Put { file: shown }, context.style)
}

/// Puts the lines of a report where they are to be; without a file it stays the report it is.
///
/// # Errors
/// As [`put`].
pub fn put_report(report: Report, place: &Place, shop: (&Store, &mut Context)) -> Result<Report> {
    if place.file().is_none() || report.exit != Exit::Done {
        return Ok(report);
    }
    let page: String = report.lines.iter().flat_map(|line| [line, "\n"]).collect();
    let put = put(&page, place, shop)?;
    Ok(report.words.iter().fold(put, Report::say))
}
