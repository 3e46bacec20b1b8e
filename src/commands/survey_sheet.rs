//! `survey-sheet`: a short form to hand out, on paper; what comes back is typed in as feedback.

use anyhow::Result;
use clap::Args;

use super::{
    Context, Report,
    paper::{self, Place, TextOrHtml},
};
use crate::{
    domain::held::written_day,
    formats::html::{self, Html, element, paragraph},
    store::Store,
    text::safe,
};

/// As what, and where to.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars survey-sheet                          plain text, one page
  regulars survey-sheet --format html --output sheet.html     a page to print from your browser

What comes back is feedback: regulars feedback 4471 'survey, idea: more sizes @rye 4/5'")]
pub struct SurveySheet {
    /// Written so: text, html; both fit on one page
    #[arg(long, value_enum, default_value_t)]
    format: TextOrHtml,

    #[command(flatten)]
    place: Place,
}

/// How a question is answered.
#[derive(Clone, Copy)]
enum Answered {
    /// In so many lines of their own words.
    Lines(usize),
    /// With a cross at one of these.
    Cross(&'static [&'static str]),
}

use Answered::{Cross, Lines};

/// The questions: five, so that people answer them.
const QUESTIONS: [(&str, &[Answered]); 5] = [
    ("What did you buy, or come for?", &[Lines(1)]),
    (
        "How was it, all in all? 1 is poor, 5 could not be better.",
        &[Cross(&["1", "2", "3", "4", "5"])],
    ),
    ("What did we do well, and what not?", &[Lines(3)]),
    ("One idea: what should we try, change or sell?", &[Lines(3)]),
    (
        "May we ring you about it?",
        &[
            Cross(&["no, thank you", "yes: my name and number are below"]),
            Lines(1),
        ],
    ),
];

const ASKED: &str = "Two minutes of yours make us better. Leave out what you like; your name, too.";
const THANKS: &str =
    "Thank you! Please leave the sheet at the counter. We read every one, and ideas get an answer.";

/// A line of paper is so wide.
const WIDTH: usize = 76;

fn as_text(shop: &str, day: &str) -> String {
    let shop = safe(shop).fit(WIDTH);
    let mut lines = vec![shop.to_string(), day.to_owned(), String::new()];
    lines.extend(safe(ASKED).wrap(WIDTH).iter().map(ToString::to_string));
    for (number, (question, answers)) in (1..).zip(QUESTIONS) {
        lines.extend([
            String::new(),
            format!("{number}. {question}"),
            String::new(),
        ]);
        for answer in answers {
            match answer {
                Lines(count) => {
                    let line = format!("   {}", "_".repeat(WIDTH - 3));
                    lines.extend(std::iter::repeat_n([line, String::new()], *count).flatten());
                    lines.pop();
                }
                Cross(choices) => {
                    let boxes = choices.iter().map(|choice| format!("[ ] {choice}"));
                    lines.push(format!("   {}", boxes.collect::<Vec<_>>().join("     ")));
                    lines.push(String::new());
                }
            }
        }
        if lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
    }
    lines.push(String::new());
    lines.extend(safe(THANKS).wrap(WIDTH).iter().map(ToString::to_string));
    lines.join("\n") + "\n"
}

fn as_page(shop: &str, day: &str) -> String {
    let questions = (1..).zip(QUESTIONS).map(|(number, (question, answers))| {
        let answers = answers.iter().map(|answer| match answer {
            Lines(count) => {
                let line = || element("span", &[("class", "write")], "");
                paragraph(std::iter::repeat_with(line).take(*count).collect::<Html>())
            }
            Cross(choices) => {
                let boxes = choices.iter().map(|choice| {
                    let mark = element("span", &[("class", "box")], "");
                    element("span", &[("class", "choice")], mark.and(*choice))
                });
                paragraph(boxes.collect::<Html>())
            }
        });
        html::section(&format!("{number}. {question}"), answers.collect::<Html>())
    });
    let body = paragraph(ASKED)
        .and(questions.collect::<Html>())
        .and(paragraph(THANKS));
    let page = html::Page {
        title: shop,
        under: day,
    };
    page.with(body)
}

/// Writes the sheet.
///
/// # Errors
/// What the store, the disk or the pipe says.
pub fn run(args: &SurveySheet, store: &Store, context: &mut Context) -> Result<Report> {
    let shop = store.settings()?.shop;
    let day = written_day(context.now.day());
    let sheet = match args.format {
        TextOrHtml::Text => as_text(&shop, &day),
        TextOrHtml::Html => as_page(&shop, &day),
    };
    paper::put(&sheet, &args.place, (store, context))
}
