//! `complaints`: the queue, by the next deadline.

use std::collections::HashMap;

use anyhow::Result;
use chrono::NaiveDateTime;
use clap::Args;
use serde::{Serialize, Serializer};

use super::{
    Context, Report, bent,
    paper::{self, Place, TextOrHtml},
    report::{Answer, Page},
};
use crate::{
    domain::{
        Action, CauseId, Clock, ClockState, Clocks, Complaint, Lamps, Stamp, State,
        complaint::{Counts, Queued},
        held::written_day,
        phrase::ago,
    },
    formats::html::{self, Column, paragraph, table},
    store::Store,
};

/// Which of them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars complaints                      those still open or waiting, the next deadline first
  regulars complaints --late               whose clock is late
  regulars complaints --cause 'early shift'
  regulars complaints --format html --output queue.html     a page for the counter
  regulars complaints --counts             how many there are, and how the shop came to know

The five lamps: A apology, C cause, X fix, R remedy, T told; a dot where it is still dark.")]
pub struct Complaints {
    /// Where the owner bent a rule, and why; of all complaints
    #[arg(long, conflicts_with_all = ["which", "cause", "counts"])]
    bent: bool,

    /// Closed and dismissed ones too
    #[arg(long, group = "which")]
    all: bool,

    /// Only those of which a clock is late
    #[arg(long, group = "which")]
    late: bool,

    /// Only those that wait for somebody
    #[arg(long, group = "which")]
    waiting: bool,

    /// Only closed and dismissed ones
    #[arg(long, group = "which")]
    closed: bool,

    /// Only those of which the cause contains this; ended ones too, unless another filter says which
    #[arg(long, value_name = "TEXT")]
    cause: Option<String>,

    /// Only how many there are, and how the shop came to know of them
    #[arg(long, conflicts_with_all = ["which", "cause"])]
    counts: bool,

    /// Written so: text, html
    #[arg(long, value_enum, default_value_t, conflicts_with_all = ["bent", "counts"])]
    format: TextOrHtml,

    #[command(flatten)]
    place: Place,
}

impl Complaints {
    fn ended_too(&self) -> bool {
        let open_only = self.late || self.waiting;
        self.all || self.closed || (self.cause.is_some() && !open_only)
    }

    fn shows(&self, row: &Row) -> bool {
        let cause = row.cause.as_deref().unwrap_or_default().to_lowercase();
        let wanted = self.cause.as_deref().map(str::to_lowercase);
        (!self.late || row.is_late)
            && (!self.waiting || row.state == State::Waiting)
            && (!self.closed || row.complaint.is_ended())
            && wanted.is_none_or(|text| cause.contains(&text))
    }

    /// What is said when there are none.
    fn nothing(&self) -> &'static str {
        match self {
            Self { cause: Some(_), .. } => "No complaint has such a cause.",
            Self { late: true, .. } => "No clock is late.",
            Self { waiting: true, .. } => "No complaint waits for anybody.",
            Self { closed: true, .. } => "No complaint is closed yet.",
            Self { all: true, .. } => "No complaint was ever written down.",
            _ => "No complaint is open.",
        }
    }
}

/// The queue.
#[derive(Serialize)]
struct Queue {
    complaints: Vec<Row>,
    #[serde(skip)]
    now: Stamp,
}

/// A clock as others read it.
#[derive(Debug, Serialize)]
struct ClockRow {
    #[serde(serialize_with = "to_the_minute")]
    due: Option<NaiveDateTime>,
    state: ClockState,
}

impl From<&Clock> for ClockRow {
    fn from(clock: &Clock) -> Self {
        Self {
            due: clock.due,
            state: clock.state,
        }
    }
}

fn to_the_minute<S: Serializer>(
    due: &Option<NaiveDateTime>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let due = due.map(|due| due.format("%Y-%m-%dT%H:%M").to_string());
    due.serialize(serializer)
}

/// A complaint with what is computed from its steps.
#[derive(Debug, Serialize)]
pub struct Row {
    #[serde(flatten)]
    complaint: Complaint,
    name: Option<String>,
    state: State,
    lamps: Lamps,
    cause: Option<String>,
    returned: bool,
    next_step: &'static str,
    first_answer: ClockRow,
    resolution: ClockRow,
    #[serde(skip)]
    clocks: Clocks,
    #[serde(skip)]
    is_late: bool,
}

impl Row {
    /// A complaint as it stands, with the words of the shop's causes; its cause came back after one of the actions, or not.
    pub fn new(queued: Queued, causes: &HashMap<CauseId, String>, actions: &[Action]) -> Self {
        let is_late = queued.is_late();
        let Queued {
            complaint,
            name,
            clocks,
            ..
        } = queued;
        Self {
            name,
            is_late,
            state: complaint.state(),
            lamps: complaint.lamps(),
            cause: complaint.cause_words(causes).map(str::to_owned),
            returned: complaint.returned(actions).is_some(),
            next_step: complaint.next_step(),
            first_answer: (&clocks.first_answer).into(),
            resolution: (&clocks.resolution).into(),
            clocks,
            complaint,
        }
    }

    /// The row for a person, field by field.
    pub fn fields(&self, now: Stamp) -> [String; 9] {
        let complaint = &self.complaint;
        [
            complaint.id.to_string(),
            self.name
                .as_deref()
                .unwrap_or(complaint.nameless())
                .to_owned(),
            complaint.what.clone(),
            complaint.heat.to_string(),
            ago(complaint.opened, now),
            self.state.to_string(),
            lamp_letters(self.lamps),
            self.next_step.to_owned(),
            self.clocks.words(now),
        ]
    }
}

impl Answer for Queue {
    fn write(&self, page: &mut Page) {
        page.table(self.complaints.iter().map(|row| row.fields(self.now)));
    }
}

impl Queue {
    /// Those that are asked for.
    fn of(args: &Complaints, store: &Store, now: Stamp) -> Result<Self> {
        let mut queue = store.queue(store.complaints(args.ended_too())?, now)?;
        for queued in &mut queue {
            store.read_whose(queued)?;
        }
        let (causes, actions) = (store.cause_words()?, store.actions(true)?);
        let rows = queue
            .into_iter()
            .map(|queued| Row::new(queued, &causes, &actions));
        let complaints = rows.filter(|row| args.shows(row)).collect();
        Ok(Self { complaints, now })
    }

    fn as_page(&self, shop: &str, nothing: &str) -> String {
        let columns = [
            Column::figures("no."),
            Column::names("customer"),
            Column::sentences("what"),
            Column::words("heat"),
            Column::words("age"),
            Column::words("state"),
            Column::words("lamps"),
            Column::words("next step"),
            Column::words("clock"),
        ];
        let rows = self.complaints.iter().map(|row| row.fields(self.now));
        let caption = "By the next deadline. Lamps: A apology, C cause, X fix, R remedy, T told.";
        let body = match self.complaints.is_empty() {
            true => paragraph(nothing),
            false => table(caption, columns, rows),
        };
        let page = html::Page {
            title: "Complaints",
            under: &format!("{shop} · {}", written_day(self.now.day())),
        };
        page.with(body)
    }
}

impl Answer for Counts {
    fn write(&self, page: &mut Page) {
        let views = [
            ("open", self.open),
            ("waiting", self.waiting),
            ("late", self.late),
            ("ended", self.ended),
        ];
        page.table(views.map(|(view, count)| [view.to_owned(), count.to_string()]));
        let sources = self.sources.iter();
        page.table(sources.map(|(source, count)| {
            let heard = "heard of in all:".to_owned();
            [heard, source.to_string(), count.to_string()]
        }));
        page.line(format!("asked again: {}", self.asked_again.words()));
        page.line(format!("bought again: {}", self.bought_again.words()));
    }
}

/// The lamps as five letters: "AC...".
fn lamp_letters(lamps: Lamps) -> String {
    let lit = [
        ('A', lamps.apology),
        ('C', lamps.cause),
        ('X', lamps.fix),
        ('R', lamps.remedy),
        ('T', lamps.told),
    ];
    lit.iter()
        .map(|(letter, lit)| if *lit { *letter } else { '.' })
        .collect()
}

/// Lists complaints.
///
/// # Errors
/// What the store, the disk or the pipe says.
pub fn run(args: &Complaints, store: &Store, context: &mut Context) -> Result<Report> {
    let report = match args {
        Complaints { bent: true, .. } => bent::run(store, context)?,
        Complaints { counts: true, .. } => counts(store, context)?,
        _ => {
            let queue = Queue::of(args, store, context.now)?;
            if args.format == TextOrHtml::Html {
                let page = queue.as_page(&store.settings()?.shop, args.nothing());
                return paper::put(&page, &args.place, (store, context));
            }
            let report = Report::of(&queue, context.style)?;
            match queue.complaints.is_empty() {
                true => report.say(args.nothing()),
                false => report,
            }
        }
    };
    paper::put_report(report, &args.place, (store, context))
}

fn counts(store: &Store, context: &Context) -> Result<Report> {
    let queue = store.queue(store.complaints(false)?, context.now)?;
    let counts = Counts {
        bought_again: store.again_share(context.now)?,
        ..store.complaint_counts(&queue)?
    };
    Report::of(&counts, context.style)
}
