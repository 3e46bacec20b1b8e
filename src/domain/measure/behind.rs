//! The rows that a figure stands on, as a list shows them.

use chrono::NaiveDate;

use super::{Ended, Measure, Unit, Words, words::minutes};
use crate::domain::{
    ComplaintId, Currency, CustomerId, FeedbackId, InteractionId, Pace, Promise, PromiseId,
    dates::near_day,
};

/// What a row is about; Enter opens it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A customer.
    Customer(CustomerId),
    /// A complaint.
    Complaint(ComplaintId),
    /// A promise.
    Promise(PromiseId),
    /// A piece of feedback.
    Feedback(FeedbackId),
    /// A contact.
    Interaction(InteractionId),
}

/// One row behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowBehind {
    /// What it is about.
    pub subject: Subject,
    /// Whose it is; `None` where nobody gave a name.
    pub customer: Option<CustomerId>,
    /// What the customer is called; empty without one.
    pub name: String,
    /// The day on which it counts; of a customer that of their last visit.
    pub day: NaiveDate,
    /// In words: "bread for Friday: due 3 Jun, done 5 Jun".
    pub words: String,
    /// Of a share: does it count as a yes? `None` also where a customer counts in both ways.
    pub yes: Option<bool>,
}

/// The rows behind a figure, the newest first; of very many the newest.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Behind {
    /// Those that are shown.
    pub rows: Vec<RowBehind>,
    /// How many there are in all.
    pub of: usize,
}

impl Behind {
    /// So many are shown.
    pub const SHOWN: usize = 500;
}

/// What a measure counts of one customer: how much, of how many cases, and how they buy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    /// Who.
    pub customer: CustomerId,
    /// Their pace.
    pub pace: Pace,
    /// What the measure comes to of them alone, as it is counted.
    pub value: f64,
    /// Of how many cases.
    pub n: u32,
}

impl Case {
    /// Of a share: does it count as a yes? `None` where some of their cases do and some do not.
    pub fn yes(&self, measure: Measure) -> Option<bool> {
        let is_share = matches!(measure.unit(), Unit::Share);
        let decided = is_share && (self.value == 0.0 || self.value == 1.0);
        decided.then_some(self.value > 0.0)
    }

    /// In words: "4 visits, 14 d apart".
    pub fn words(&self, measure: Measure, (currency, today): (&Currency, NaiveDate)) -> String {
        let words = Words::of(measure, currency);
        let (value, cases) = (words.short(self.value), words.cases(self.n));
        let (first, last) = (
            near_day(self.pace.first, today),
            near_day(self.pace.last, today),
        );
        match measure {
            Measure::RepeatRate => match self.value > 0.0 {
                true => format!("bought before, too; first {first}"),
                false => format!("for the first time, {first}"),
            },
            Measure::MedianGap => format!("{cases}, {value} after the one before"),
            Measure::AverageSpend => format!("{cases}, {value} each"),
            Measure::Spent => format!("{cases}, {value} in all"),
            Measure::Tenure => format!("a customer for {value}"),
            Measure::NewCustomers => format!("bought for the first time {first}"),
            Measure::LostCustomers => {
                let gap = self.pace.median_gap.unwrap_or(0);
                format!("bought last {last}, before that every {gap} d")
            }
            _ => match self.yes(measure) {
                Some(true) if self.n == 1 => "bought within 60 days".into(),
                Some(false) if self.n == 1 => "did not buy within 60 days".into(),
                _ => format!("{value} of {} times", self.n),
            },
        }
    }
}

/// How a promise ended, or that its day went by: "bread: due 3 Jun, done 5 Jun".
pub fn promise_words(promise: &Promise, today: NaiveDate) -> String {
    let day = |day: NaiveDate| near_day(day, today);
    let due = promise.due.map_or_else(
        || "no day named".to_owned(),
        |due| format!("due {}", day(due)),
    );
    let end = match (promise.broken, promise.done) {
        (Some(broken), _) => format!("given up {}", day(broken.day())),
        (None, Some(done)) => format!("done {}", day(done.day())),
        (None, None) => "not done".to_owned(),
    };
    format!("{}: {due}, {end}", promise.what)
}

impl Ended {
    /// How a clock ended: "after 2.5 h of 4 h"; "not within 4 h".
    pub fn words(&self) -> String {
        let allowed = minutes(self.allowed);
        match self.minutes {
            Some(ran) => format!("after {} of {allowed}", minutes(ran)),
            None => format!("not within {allowed}"),
        }
    }
}
