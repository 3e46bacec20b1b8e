//! The page of figures: each beside the time before, the last twelve months, and how many rows it stands on.

use chrono::NaiveDate;

use super::{Measure, Pareto, Period, Rungs};
use crate::domain::Currency;

/// What is read in one go: a page is painted part by part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// What was promised, heard and refused.
    Heard,
    /// What was bought, by whom, and the ladder.
    Bought,
    /// Complaints, their clocks and causes.
    Complaints,
}

impl Part {
    /// All parts, the quickest first.
    pub const ALL: [Self; 3] = [Self::Heard, Self::Bought, Self::Complaints];
}

/// A measure in one time.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Reading {
    /// In the unit of the measure; `None` where it is too few to say.
    pub value: Option<f64>,
    /// On how many cases it stands.
    pub n: u32,
}

impl Reading {
    /// As a person reads it; "too few" where it is.
    pub fn words(self, measure: Measure, currency: &Currency) -> String {
        let value = self.value;
        value.map_or_else(
            || "too few".to_owned(),
            |value| measure.unit().words(value, currency),
        )
    }
}

/// A measure on the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Which.
    pub measure: Measure,
    /// In the time the page is about.
    pub now: Reading,
    /// In the time before.
    pub before: Reading,
    /// In each of the last twelve months, oldest first.
    pub months: Vec<Reading>,
    /// What was aimed at, in the unit of the measure: of clocks the middle of what the same complaints were allowed.
    pub target: Option<f64>,
}

/// How many visits there were, day by day, for a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Visits {
    /// The first day.
    pub from: NaiveDate,
    /// From that day on: how many customers bought on it.
    pub days: Vec<u32>,
}

/// Why the shop said no, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct No {
    /// Why, in the spelling used last; empty where nobody noted it.
    pub why: String,
    /// How often.
    pub count: u32,
}

/// A page of figures, as far as its parts are read.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// What it is about.
    pub period: Period,
    /// The twelve months, oldest first.
    pub months: [Period; 12],
    /// The parts that are read.
    pub parts: Vec<Part>,
    /// The measures of these parts, in the order of [`Measure::ALL`].
    pub measures: Vec<Figure>,
    /// Why things went wrong, with [`Part::Complaints`].
    pub causes: Option<Pareto>,
    /// The ladder, with [`Part::Bought`].
    pub rungs: Option<Rungs>,
    /// The visits of the twelve months, with [`Part::Bought`].
    pub visits: Option<Visits>,
    /// Our no's, the most frequent first, with [`Part::Heard`].
    pub nos: Option<Vec<No>>,
}

impl Figures {
    /// The empty page of a time, seen from this day.
    pub fn of(period: Period, today: NaiveDate) -> Self {
        Self {
            period,
            months: period.twelve_months(today),
            parts: Vec::new(),
            measures: Vec::new(),
            causes: None,
            rungs: None,
            visits: None,
            nos: None,
        }
    }

    /// Takes in another part of the same page.
    pub fn take(&mut self, other: Self) {
        debug_assert_eq!(self.period, other.period);
        self.measures
            .retain(|it| !other.parts.contains(&it.measure.part()));
        self.parts.retain(|it| !other.parts.contains(it));
        self.parts.extend(other.parts);
        self.measures.extend(other.measures);
        self.measures.sort_by_key(|it| it.measure);
        self.causes = other.causes.or(self.causes.take());
        self.rungs = other.rungs.or(self.rungs.take());
        self.visits = other.visits.or(self.visits.take());
        self.nos = other.nos.or(self.nos.take());
    }

    /// One of its measures; `None` while its part is not read.
    pub fn get(&self, measure: Measure) -> Option<&Figure> {
        self.measures.iter().find(|it| it.measure == measure)
    }

    /// Is every part read?
    pub fn is_whole(&self) -> bool {
        self.parts.len() == Part::ALL.len()
    }
}

/// The figures of the page under their headings.
pub const SECTIONS: [(&str, &[Measure]); 4] = [
    (
        "Customers and sales",
        &[
            Measure::RepeatRate,
            Measure::MedianGap,
            Measure::AverageSpend,
            Measure::Spent,
            Measure::Tenure,
            Measure::NewCustomers,
            Measure::LostCustomers,
            Measure::Referrals,
            Measure::WonBack,
        ],
    ),
    ("Our word", &[Measure::PromisesKept, Measure::OurNos]),
    (
        "Complaints",
        &[
            Measure::Complaints,
            Measure::FirstAnswer,
            Measure::AnsweredInTime,
            Measure::Resolution,
            Measure::ResolvedInTime,
            Measure::ComplaintHours,
            Measure::BoughtAgain,
            Measure::OthersAgain,
        ],
    ),
    (
        "What they say",
        &[
            Measure::SatisfiedAsked,
            Measure::SatisfiedSurvey,
            Measure::SatisfiedMystery,
            Measure::SatisfiedReview,
            Measure::SatisfiedObserved,
        ],
    ),
];
