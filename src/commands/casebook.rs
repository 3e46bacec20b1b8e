//! `casebook`: what closed complaints taught the shop, as Markdown, with every name taken out.

use anyhow::{Result, ensure};
use clap::Args;
use serde::Serialize;

use super::{
    Context, Report,
    paper::{self, Place},
    report::{Answer, Page},
};
use crate::{
    domain::{
        Cause,
        casebook::{Around, Lesson, by_category},
    },
    formats::md::escaped,
    search::Redactor,
    store::Store,
};

/// Where to.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars casebook                          read it here
  regulars casebook --output lessons.md      into a file, to print or to hand to whoever begins
  regulars casebook --json                   the same for a program

Names, companies, phones and e-mail addresses of all customers and the initials of who serves are taken out of every
text, whole words with them, so that now and then a word is missing that was none. A dot of three stands there.")]
pub struct Casebook {
    #[command(flatten)]
    place: Place,
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

/// A text on one line, in which nothing is a sign of Markdown.
fn markdown(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    escaped(&words.join(" "))
}

/// Shows the casebook, or writes it to a file.
///
/// # Errors
/// What the store, the disk or the pipe says.
pub fn run(args: &Casebook, store: &Store, context: &mut Context) -> Result<Report> {
    let book = Book {
        lessons: lessons(store, context)?,
    };
    let report = Report::of(&book, context.style)?;
    if book.lessons.is_empty() {
        return Ok(report.say("No complaint is closed yet; there is nothing to learn from."));
    }
    paper::put_report(report, &args.place, (store, context))
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
