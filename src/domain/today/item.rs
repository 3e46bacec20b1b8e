//! A line of Today in words: what, why, and from which row that is known.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::{Due, ItemKind, Section, Snooze, When};
use crate::domain::{
    Action, ActionState, Complaint, CustomerId, Feedback, Habits, Interaction, PartialDate,
    Parting, Product, Promise, Purchase, Settings, Stamp, StepKind, ThanksDue, Tier, Want,
    complaint::ClockState, dates::near_day, parting::Standing,
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
    /// An idea that wants an answer.
    Idea(Box<Feedback>),
    /// The last contact, if there was one, and the days between two check-ins.
    Silence(Option<Interaction>, u32),
    /// Thanks that nobody has said yet.
    Thanks(ThanksDue),
    /// A birthday.
    Birthday(PartialDate),
    /// How somebody buys, and what they mostly take.
    Buying(Habits, Vec<String>),
    /// A purchase to ask about, and of what.
    Purchase(Purchase, Box<Product>),
    /// An agreement with somebody under review, and how it stands.
    Agreement(Parting, Standing),
}

impl Matter {
    /// The number of a promise, complaint, want, action or idea; none where the line is about the customer as a whole.
    pub const fn number(&self) -> Option<i64> {
        match self {
            Self::Promise(promise) => Some(promise.id.0),
            Self::Complaint(complaint, _) => Some(complaint.id.0),
            Self::Want(want) => Some(want.id.0),
            Self::Action(action) => Some(action.id.0),
            Self::Idea(idea) => Some(idea.id.0),
            Self::Purchase(purchase, _) => Some(purchase.id.0),
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
}

/// What the line is about.
fn what(due: &Due, matter: &Matter) -> String {
    match matter {
        Matter::Promise(promise) => promise.what.clone(),
        Matter::Complaint(complaint, _) => complaint.what.clone(),
        Matter::Want(want) => want.what.clone(),
        Matter::Action(action) => action.what.clone(),
        Matter::Idea(idea) => format!("idea: {}", idea.text),
        Matter::Silence(Some(last), _) => format!("last: {}", last.summary),
        Matter::Silence(None, _) => "no contact yet".into(),
        Matter::Thanks(due) => due.words(),
        Matter::Birthday(date) => match date.year() {
            Some(year) => format!("turns {}", due.when.day().year() - year),
            None => "birthday".into(),
        },
        Matter::Buying(_, usual) if usual.is_empty() => "no usual basket yet".into(),
        Matter::Buying(_, usual) => usual.join(", "),
        Matter::Purchase(_, product) => format!("how is it: {}", product.name),
        Matter::Agreement(parting, _) if parting.terms.is_empty() => "what was agreed".into(),
        Matter::Agreement(parting, _) => parting.terms.clone(),
    }
}

/// Why the line stands here, in a few words.
fn why(due: &Due, matter: &Matter, settings: &Settings, now: Stamp) -> String {
    let today = now.day();
    let day = near_day(due.when.day(), today);
    match (due.kind, matter) {
        (ItemKind::PromiseLate, _) => "promise, late".into(),
        (ItemKind::PromiseToday, _) => "promise".into(),
        (_, Matter::Idea(_)) => format!("heard {day}, not answered"),
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
        (kind, Matter::Buying(habits, _)) => buying_words(kind, habits, (settings, today)),
        (_, Matter::Purchase(purchase, _)) => format!("bought {}", near_day(purchase.day, today)),
        (_, Matter::Agreement(_, standing)) => standing.words(today, &settings.currency),
        _ => String::new(),
    }
}

/// "every 28 d, bought 12 May"; "silent 90 d, 312.00 a year".
fn buying_words(
    kind: ItemKind,
    habits: &Habits,
    (settings, today): (&Settings, NaiveDate),
) -> String {
    let Some(pace) = &habits.pace else {
        return String::new();
    };
    match kind {
        ItemKind::GoneQuiet => {
            let value = settings.currency.show(pace.yearly_value);
            format!("silent {} d, {value} a year", pace.silent_days(today))
        }
        _ => {
            let gap = pace.median_gap.unwrap_or(0);
            format!("every {gap} d, bought {}", near_day(pace.last, today))
        }
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
