//! `casebook`: what closed complaints taught the shop, as Markdown, with every name taken out.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use clap::{Args, ValueHint};
use serde::Serialize;

use super::{
    Context, Exit, Report,
    report::{Answer, Page},
};
use crate::{
    domain::{
        Cause,
        casebook::{Around, Lesson, by_category},
    },
    search::Redactor,
    store::Store,
    sys::whole,
    text::safe,
};

/// Where to.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars casebook                 read it here
  regulars casebook lessons.md      into a new file, to print or to hand to whoever begins
  regulars casebook --json          the same for a program

Names, companies, phones and e-mail addresses of all customers and the initials of who serves are taken out of every
text, whole words with them, so that now and then a word is missing that was none. A dot of three stands there.")]
pub struct Casebook {
    /// A new file for it
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: Option<PathBuf>,
}

/// So many complaints are read between two looks up from the work.
const AT_ONCE: usize = 100;

#[derive(Serialize)]
struct Book {
    lessons: Vec<Lesson>,
}

impl Answer for Book {
    fn write(&self, page: &mut Page) {
        page.line("# Casebook");
        page.line("");
        page.line(
            "What went wrong, what let it happen, and what we changed. Names are taken out; … stands where one was.",
        );
        let mut category = None;
        for lesson in &self.lessons {
            if category.replace(&lesson.category) != Some(&lesson.category) {
                page.line("");
                page.line(format!("## {}", heading(&lesson.category)));
            }
            page.line("");
            page.line(format!("### {}", markdown(&lesson.what)));
            page.line("");
            for (head, text) in lesson.lines() {
                page.line(format!("- **{head}**: {}", markdown(&text)));
            }
        }
    }
}

fn heading(category: &str) -> String {
    match category {
        "" => "Of no category".to_owned(),
        category => markdown(category),
    }
}

/// A text on one line, in which nothing is a sign of Markdown or HTML.
fn markdown(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = safe(&words.join(" "));
    let mut out = String::with_capacity(line.as_str().len());
    for letter in line.as_str().chars() {
        if matches!(
            letter,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '~'
        ) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// Shows the casebook, or writes it to a new file.
///
/// # Errors
/// What the store or the system says.
pub fn run(args: &Casebook, store: &Store, context: &mut Context) -> Result<Report> {
    let book = Book {
        lessons: lessons(store, context)?,
    };
    let report = Report::of(&book, context.style)?;
    if book.lessons.is_empty() {
        return Ok(report.say("No complaint is closed yet; there is nothing to learn from."));
    }
    let Some(path) = &args.file else {
        return Ok(report);
    };
    let lines = report.lines.join("\n") + "\n";
    if whole::write(path, false, |out| Ok(out.write_all(lines.as_bytes())?))?.is_none() {
        let why = format!("{} is there already; name a new file.", path.display());
        return Ok(Report::ended(Exit::Refused, why));
    }
    let count = book.lessons.len();
    let s = if count == 1 { "" } else { "s" };
    Ok(Report::default().say(format!("{count} lesson{s} in {}.", path.display())))
}

/// The lessons of all closed complaints, without names.
fn lessons(store: &Store, context: &mut Context) -> Result<Vec<Lesson>> {
    let complaints = store.complaints(true)?;
    let mut look_up = |done| {
        let goes_on = context.desk.progress(done, complaints.len());
        ensure!(goes_on, "cancelled; nothing was written");
        Ok(())
    };
    look_up(0)?;
    let redactor = Redactor::new(&store.every_name()?);
    let causes: Vec<Cause> = store.causes()?.into_iter().map(|it| it.cause).collect();
    let around = Around {
        causes: &causes,
        actions: &store.actions(true)?,
        recoveries: &store.recoveries()?,
        settings: &store.settings()?,
        now: context.now,
    };
    let mut lessons = Vec::new();
    for (at, some) in complaints.chunks(AT_ONCE).enumerate() {
        look_up(at * AT_ONCE)?;
        let learned = some.iter().filter_map(|it| Lesson::of(it, &around));
        lessons.extend(learned.map(|it| it.told(&|text| redactor.redact(text))));
    }
    Ok(by_category(lessons))
}
