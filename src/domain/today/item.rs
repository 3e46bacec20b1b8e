//! A line of Today in words: what, why, and from which row that is known.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::{Due, ItemKind, Section, Snooze, When};
use crate::domain::{
    Action, ActionState, Complaint, CustomerId, Interaction, Occasion, PartialDate, Promise,
    Settings, Stamp, StepKind, ThanksDue, Tier, Want,
    complaint::ClockState,
    dates::{day_words, near_day},
    phrase::contact_words,
};

/// The row a line was made from.
#[derive(Debug, Clone, PartialEq)]
pub enum Matter {
    /// A promise, late, due today, or done and not told.
    Promise(Promise),
    /// A complaint with a clock or a deadlock; or one that was closed, and is asked about again.
    Complaint(Box<Complaint>, Tier),
    /// What somebody waits for.
    Want(Want),
    /// What the shop changes.
    Action(Action),
    /// The last contact, if there was one, and the days between two check-ins.
    Silence(Option<Interaction>, u32),
    /// Thanks that nobody has said yet.
    Thanks(ThanksDue),
    /// A birthday.
    Birthday(PartialDate),
}

impl Matter {
    /// The number of a promise, complaint, want or action; none where the line is about the customer as a whole.
    pub const fn number(&self) -> Option<i64> {
        match self {
            Self::Promise(promise) => Some(promise.id.0),
            Self::Complaint(complaint, _) => Some(complaint.id.0),
            Self::Want(want) => Some(want.id.0),
            Self::Action(action) => Some(action.id.0),
            _ => None,
        }
    }
}

/// One line of Today.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    /// What kind of line.
    pub kind: ItemKind,
    /// The number that a command about it takes: [`Matter::number`], else the customer's.
    pub id: Option<i64>,
    /// Who, by name; `None` where nobody gave one.
    #[serde(rename = "customer")]
    pub name: Option<String>,
    /// Who.
    #[serde(rename = "customer_id")]
    pub customer: Option<CustomerId>,
    /// What it is about.
    pub what: String,
    /// Until when; `None` where there is no such day.
    pub due: Option<When>,
    /// Why it stands here, in a few words.
    pub why: String,
    /// Where it stands.
    #[serde(skip)]
    pub section: Section,
    /// Row of what it is about: [`Due::subject`].
    #[serde(skip)]
    pub subject: i64,
    /// The row itself.
    #[serde(skip)]
    pub matter: Matter,
    /// The row that put the line off before, and no longer does.
    #[serde(skip)]
    pub snooze: Option<Snooze>,
}

impl Item {
    /// The line in words.
    pub fn new(
        due: &Due,
        name: Option<String>,
        matter: Matter,
        (settings, now): (&Settings, Stamp),
    ) -> Self {
        Self {
            kind: due.kind,
            id: matter.number().or(due.customer.map(|customer| customer.0)),
            name,
            customer: due.customer,
            what: what(due, &matter),
            due: match (due.kind, &matter) {
                (ItemKind::Tell | ItemKind::Thanks, _) => None,
                (_, Matter::Action(action)) if action.done.is_some() => None,
                _ => Some(due.when),
            },
            why: why(due, &matter, settings, now),
            section: due.section,
            subject: due.subject,
            matter,
            snooze: None,
        }
    }

    /// The same line, which was put off before if one of these rows did so.
    #[must_use]
    pub fn after(mut self, snoozes: &[Snooze]) -> Self {
        let before = snoozes
            .iter()
            .find(|it| (it.kind, it.subject) == (self.kind, self.subject));
        self.snooze = before.cloned();
        self
    }

    /// Whose line it is, in a word where nobody gave a name.
    pub fn who(&self) -> &str {
        match (&self.name, &self.matter) {
            (Some(name), _) => name,
            (None, Matter::Action(_)) => "the shop",
            (None, Matter::Complaint(complaint, _)) => complaint.nameless(),
            (None, _) => "nobody",
        }
    }

    /// Is it too late already?
    pub fn is_late(&self, today: NaiveDate) -> bool {
        match self.kind {
            ItemKind::Arrived => self.due.is_some_and(|due| due.day() <= today),
            ItemKind::Action => match &self.matter {
                Matter::Action(action) => action.state(today) == ActionState::Late,
                _ => false,
            },
            _ => self.section == Section::Late,
        }
    }

    /// From which rows the line was computed, in sentences.
    pub fn because(&self, today: NaiveDate) -> Vec<String> {
        let mut lines = vec![match &self.matter {
            Matter::Promise(promise) => because_promise(promise, today),
            Matter::Complaint(complaint, tier) => {
                because_complaint(self.kind, complaint, *tier, today)
            }
            Matter::Want(want) => format!(
                "Want {}: asked for {}, in since {}, not told.",
                want.id,
                on(want.asked, today),
                want.arrived.map_or_else(String::new, |at| on(at, today)),
            ),
            Matter::Action(action) => because_action(action, today),
            Matter::Silence(last, every) => because_silence(last.as_ref(), *every, today),
            Matter::Thanks(due) => because_thanks(due),
            Matter::Birthday(date) => format!("Their birthday is noted as {}.", date.words()),
        }];
        lines.push(rule(self.kind).to_owned());
        lines
    }
}

/// What the line is about.
fn what(due: &Due, matter: &Matter) -> String {
    match matter {
        Matter::Promise(promise) => promise.what.clone(),
        Matter::Complaint(complaint, _) => complaint.what.clone(),
        Matter::Want(want) => want.what.clone(),
        Matter::Action(action) => action.what.clone(),
        Matter::Silence(Some(last), _) => format!("last: {}", last.summary),
        Matter::Silence(None, _) => "no contact yet".into(),
        Matter::Thanks(due) => due.words(),
        Matter::Birthday(date) => match date.year() {
            Some(year) => format!("turns {}", due.when.day().year() - year),
            None => "birthday".into(),
        },
    }
}

/// Why the line stands here, in a few words.
fn why(due: &Due, matter: &Matter, settings: &Settings, now: Stamp) -> String {
    let today = now.day();
    let day = near_day(due.when.day(), today);
    match (due.kind, matter) {
        (ItemKind::PromiseLate, _) => "promise, late".into(),
        (ItemKind::PromiseToday, _) => "promise".into(),
        (ItemKind::Tell, _) => format!("done {day}, not told"),
        (ItemKind::Clock, Matter::Complaint(complaint, tier)) => {
            clock_words(due, complaint, *tier, (settings, now))
        }
        (ItemKind::FollowUp, Matter::Complaint(complaint, _)) => {
            let closed = complaint
                .steps
                .iter()
                .rev()
                .find(|step| step.kind == StepKind::Closed);
            closed.map_or_else(String::new, |step| {
                format!("closed {}", near_day(step.at.day(), today))
            })
        }
        (_, Matter::Want(want)) => {
            let arrived = want.arrived.map(|at| near_day(at.day(), today));
            let arrived = arrived.unwrap_or_default();
            let late = if due.when.day() <= today {
                ", LATE"
            } else {
                ""
            };
            format!("in since {arrived}{late}")
        }
        (_, Matter::Action(action)) => match action.state(today) {
            ActionState::Done => format!("done {day}, not verified"),
            ActionState::Late => "action, late".into(),
            _ => "action".into(),
        },
        (_, Matter::Silence(Some(last), every)) => {
            let days = (today - last.at.day()).num_days();
            format!("silent {days} d, every {every} d")
        }
        (_, Matter::Silence(None, every)) => format!("every {every} d"),
        (_, Matter::Thanks(due)) => format!("{}, {day}", due.occasion),
        (_, Matter::Birthday(_)) => match (due.when.day() - today).num_days() {
            0 => "today".into(),
            1 => "tomorrow".into(),
            days => format!("in {days} days"),
        },
        _ => String::new(),
    }
}

/// "answer late", "resolution due", "talk again".
fn clock_words(
    due: &Due,
    complaint: &Complaint,
    tier: Tier,
    (settings, now): (&Settings, Stamp),
) -> String {
    let clocks = complaint.clocks(tier, settings, now);
    match (due.when, clocks.next()) {
        (When::Moment(_), Some((name, clock))) => {
            let state = if clock.state == ClockState::Late {
                "late"
            } else {
                "due"
            };
            format!("{name} {state}")
        }
        _ => "talk again".into(),
    }
}

fn because_promise(promise: &Promise, today: NaiveDate) -> String {
    let agreed = on(promise.agreed, today);
    let by = signed(&promise.by);
    let due = match promise.due {
        Some(day) => format!(", due {}", day_words(day, today)),
        None => String::new(),
    };
    let done = match promise.done {
        Some(at) => format!("done {}, and not told", on(at, today)),
        None => "not done".into(),
    };
    format!("Promise {}: given {agreed}{by}{due}, {done}.", promise.id)
}

fn because_complaint(
    kind: ItemKind,
    complaint: &Complaint,
    tier: Tier,
    today: NaiveDate,
) -> String {
    let opened = on(complaint.opened, today);
    let (id, heat, steps) = (complaint.id, complaint.heat, complaint.steps.len());
    match kind {
        ItemKind::FollowUp => format!("Complaint {id}: heard {opened}, and closed."),
        _ => format!(
            "Complaint {id}: heard {opened}, {heat}, tier {tier}, {steps} steps in its record; = on the complaint counts the hours."
        ),
    }
}

fn because_action(action: &Action, today: NaiveDate) -> String {
    let decided = on(action.agreed, today);
    let by = signed(&action.by);
    let due = match action.due {
        Some(day) => format!(", due {}", day_words(day, today)),
        None => String::new(),
    };
    let done = match action.done {
        Some(at) => format!("done {}, not verified", on(at, today)),
        None => "not done".into(),
    };
    format!(
        "Action {}: {}, decided {decided}{by}{due}, {done}.",
        action.id, action.kind
    )
}

fn because_silence(last: Option<&Interaction>, every: u32, today: NaiveDate) -> String {
    match last {
        Some(talk) => format!(
            "The last contact was {} ({}); the rhythm is {every} days.",
            on(talk.at, today),
            contact_words(talk.channel, talk.direction),
        ),
        None => format!("There was no contact yet; the rhythm of {every} days is their own."),
    }
}

fn because_thanks(due: &ThanksDue) -> String {
    let table = match due.occasion {
        Occasion::Referral => "customer",
        Occasion::Feedback => "feedback",
        Occasion::Complaint => "complaint",
        Occasion::Enquiry => "contact",
        Occasion::FirstPurchase | Occasion::Own => "row",
    };
    format!("For {table} #{} no thanks are noted.", due.subject)
}

/// The rule by which such a line comes and goes.
const fn rule(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::PromiseLate | ItemKind::PromiseToday => {
            "It goes when the promise is done, given up, let off, or moved to another day."
        }
        ItemKind::Clock => {
            "It shows when three quarters of the opening hours are used, on the last day, and when a deadlock has come to its day."
        }
        ItemKind::Tell => "It goes when they are told.",
        ItemKind::Arrived => {
            "It goes when they are told; some opening days after it came in it is LATE."
        }
        ItemKind::Action => {
            "It shows from its day on until it is done, and then until somebody has looked whether it works."
        }
        ItemKind::CheckIn => {
            "Any contact on any channel resets it. The own rhythm wins, else the tier decides."
        }
        ItemKind::Thanks => {
            "Thanks are due once for each occasion of the last 60 days; an enquiry after 7 days."
        }
        ItemKind::FollowUp => {
            "The shop asks again 7 and 30 days after a complaint was closed: did they win?"
        }
        ItemKind::Birthday => {
            "It shows seven days ahead and goes with a contact on the day. 29 February falls on the 28th in other years."
        }
        ItemKind::LikelyDue | ItemKind::GoneQuiet => "",
    }
}

fn on(at: Stamp, today: NaiveDate) -> String {
    day_words(at.day(), today)
}

/// " by SK"; nothing where nobody signed.
fn signed(by: &str) -> String {
    if by.is_empty() {
        String::new()
    } else {
        format!(" by {by}")
    }
}
