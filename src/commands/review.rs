//! `review`: the questions a shop asks itself once a quarter, with the figures that are at hand.

use anyhow::Result;
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{
    Context, Report,
    report::{Answer, Page},
};
use crate::{
    domain::{
        ActionState, Complaint, KeptShare, Outcome, Quarter, Stamp, review::Looks,
        self_check::due_words,
    },
    formats::md::escaped,
    store::{LogFilter, Store},
};

/// Our no's beyond these are not counted one by one.
const NOS: usize = 1000;

/// As what it is printed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars review                      read them together
  regulars review --format md > q.md   with room for what you answer")]
pub struct Review {
    /// Text, or Markdown with room for answers
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// How the questions are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines to read.
    Text,
    /// Markdown.
    Md,
}

#[derive(Serialize)]
struct Questions {
    quarter: Quarter,
    questions: Vec<Asked>,
    #[serde(skip)]
    as_markdown: bool,
}

#[derive(Serialize)]
struct Asked {
    looks_at: Looks,
    question: &'static str,
    figure: Option<String>,
}

impl Answer for Questions {
    fn write(&self, page: &mut Page) {
        if self.as_markdown {
            return self.write_markdown(page);
        }
        page.line(format!("Review of {}", self.quarter));
        for (at, asked) in self.questions.iter().enumerate() {
            page.line(format!("{:>2}  {}", at + 1, asked.question));
            if let Some(figure) = &asked.figure {
                page.line(format!("    {figure}"));
            }
        }
    }
}

impl Questions {
    fn write_markdown(&self, page: &mut Page) {
        page.line(format!("# Review of {}", self.quarter));
        for asked in &self.questions {
            page.line("");
            page.line(format!("## {}", asked.question));
            if let Some(figure) = &asked.figure {
                page.line("");
                page.line(format!("> {}", escaped(figure)));
            }
            page.line("");
            page.line("&nbsp;");
        }
    }
}

/// Asks the questions.
///
/// # Errors
/// What the store says.
pub fn run(args: &Review, store: &Store, context: &Context) -> Result<Report> {
    let quarter = Quarter::of(context.now.day());
    let looked = Looked {
        store,
        quarter,
        now: context.now,
    };
    let asked = Looks::ALL.iter().map(|looks_at| {
        Ok(Asked {
            looks_at: *looks_at,
            question: looks_at.question(),
            figure: looked.figure(*looks_at)?,
        })
    });
    let questions = Questions {
        quarter,
        questions: asked.collect::<Result<_>>()?,
        as_markdown: args.format == Format::Md,
    };
    Report::of(&questions, context.style)
}

/// The shop, and from where it looks back.
struct Looked<'a> {
    store: &'a Store,
    quarter: Quarter,
    now: Stamp,
}

impl Looked<'_> {
    /// What the rows say beside a question; nothing where they say nothing.
    fn figure(&self, looks_at: Looks) -> Result<Option<String>> {
        let store = self.store;
        Ok(match looks_at {
            Looks::Missing => some(&[
                (store.open_wants()?.len(), "waited for"),
                (self.nos()?, "we said no this quarter"),
            ]),
            Looks::Promises => {
                let promises = store.promises_since(self.now)?;
                KeptShare::of(&promises, self.now.day()).words()
            }
            Looks::Returned => self.returned()?,
            Looks::Open => self.open()?,
            Looks::Ideas => {
                let ideas = store.ideas_since(self.since())?;
                some(&[(ideas.len(), "still without an answer")])
            }
            Looks::Actions => self.actions()?,
            Looks::Bent => {
                let bent = store.bent_complaints()?;
                let steps = bent.iter().flat_map(|it| &it.steps);
                let bent = steps.filter(|it| !it.bent.is_empty() && self.is_of_it(it.at));
                some(&[(bent.count(), "bent this quarter")])
            }
            Looks::SelfCheck => {
                let checks = store.self_checks()?;
                let whole = checks.iter().find(|it| it.quarter == self.quarter);
                due_words(&checks, self.now.day()).or(whole.map(|it| it.standing()))
            }
            Looks::Silent | Looks::Well | Looks::Habit | Looks::Next => None,
        })
    }

    fn open(&self) -> Result<Option<String>> {
        let open = self.store.open_complaints()?;
        let queue = self.store.queue(open, self.now)?;
        let late = queue.iter().filter(|it| it.is_late()).count();
        Ok(some(&[
            (queue.len(), "open or waiting"),
            (late, "of them late"),
        ]))
    }

    fn actions(&self) -> Result<Option<String>> {
        let actions = self.store.actions(false)?;
        let stands = |state| {
            let states = actions.iter().map(|it| it.state(self.now.day()));
            states.filter(|it| *it == state).count()
        };
        Ok(some(&[
            (stands(ActionState::Open), "open"),
            (stands(ActionState::Late), "late"),
            (stands(ActionState::Done), "done and not verified"),
        ]))
    }

    fn is_of_it(&self, at: Stamp) -> bool {
        self.quarter.has(at.day())
    }

    /// The first day of the quarter, at this time of the day.
    fn since(&self) -> Stamp {
        self.now.on(self.quarter.first_day())
    }

    fn nos(&self) -> Result<usize> {
        let said_no = LogFilter {
            outcome: Some(Outcome::No),
            ..LogFilter::default()
        };
        let nos = self.store.interactions(&said_no, 0, NOS)?;
        Ok(nos.iter().filter(|it| self.is_of_it(it.at)).count())
    }

    /// The causes of this quarter that came back after somebody had seen that the change works.
    fn returned(&self) -> Result<Option<String>> {
        let (actions, words) = (self.store.actions(true)?, self.store.cause_words()?);
        let recent = self.store.complaints_since(self.since())?;
        let came_back = |it: &&Complaint| it.returned(&actions).is_some();
        let mut causes: Vec<&str> = recent
            .iter()
            .filter(came_back)
            .filter_map(|it| it.cause_words(&words))
            .collect();
        causes.sort_unstable();
        causes.dedup();
        Ok((!causes.is_empty()).then(|| format!("came back: {}", causes.join(" · "))))
    }
}

/// "open or waiting: 3, of them late: 1"; nothing where all are none.
fn some(counts: &[(usize, &str)]) -> Option<String> {
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let words: Vec<String> = counts
        .map(|(count, what)| format!("{what}: {count}"))
        .collect();
    (!words.is_empty()).then(|| words.join(", "))
}
