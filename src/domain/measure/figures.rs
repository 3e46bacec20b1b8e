//! The page of figures: each beside the time before, the last twelve months, and how many rows it stands on.

use chrono::{Datelike, NaiveDate};

use super::{Measure, Pareto, Period, Rungs};

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

/// So many shades a calendar tells apart, besides a day without anybody.
const SHADES: u32 = 4;

impl Visits {
    /// Most on any day.
    pub fn most(&self) -> u32 {
        self.days.iter().copied().max().unwrap_or(0)
    }

    /// The shade of a day with so many: 0 for nobody, the last one for the most.
    pub fn shade(&self, count: u32) -> u32 {
        match count.checked_sub(1) {
            Some(more) => 1 + more.saturating_mul(SHADES) / self.most().max(count),
            None => 0,
        }
    }

    /// How many each shade stands for, the lightest first: from, to; a shade that no number has is left out.
    pub fn shades(&self) -> Vec<(u32, u32, u32)> {
        let mut shades: Vec<(u32, u32, u32)> = Vec::new();
        for shade in 1..=SHADES {
            let from = ((shade - 1) * self.most()).div_ceil(SHADES) + 1;
            let to = (shade * self.most()).div_ceil(SHADES);
            if from <= to {
                shades.push((shade, from, to));
            }
        }
        shades
    }

    /// Each day with how many bought on it, up to this one.
    pub fn until(&self, last: NaiveDate) -> impl Iterator<Item = (NaiveDate, u32)> {
        let days = self.from.iter_days().zip(self.days.iter().copied());
        days.take_while(move |(day, _)| *day <= last)
    }

    /// In which week of the calendar a day lies: the first week is that of the first day, and begins on its Monday.
    pub fn week(&self, day: NaiveDate) -> u16 {
        let monday = self.from.weekday().num_days_from_monday();
        let days = (day - self.from).num_days() + i64::from(monday);
        u16::try_from(days / 7).unwrap_or(0)
    }
}

/// Why the shop said no, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct No {
    /// Why, in the spelling used last; empty where nobody noted it.
    pub why: String,
    /// How often.
    pub count: u32,
}

impl No {
    /// Why, or that nobody noted it.
    pub fn words(&self) -> &str {
        match self.why.as_str() {
            "" => "nobody noted why",
            why => why,
        }
    }
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

    /// What is said where it is empty.
    pub const NOTHING: &'static str = "Nothing was written down in the twelve months up to then.";

    /// Is every part read, and nothing in any of them, in any of the times?
    pub fn is_empty(&self) -> bool {
        let nothing = |figure: &Figure| {
            let mut all = figure.months.iter().chain([&figure.now, &figure.before]);
            all.all(|it| it.n == 0)
        };
        self.is_whole() && self.measures.iter().all(nothing)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_visits_has_the_shade_that_the_legend_says() {
        for most in 1..40 {
            let visits = Visits {
                from: NaiveDate::default(),
                days: vec![most, 0],
            };
            let shades = visits.shades();
            assert_eq!(shades.first().map(|it| it.1), Some(1), "{most}");
            assert_eq!(shades.last().map(|it| it.2), Some(most), "{most}");
            for (shade, from, to) in shades {
                assert_eq!(
                    (visits.shade(from), visits.shade(to)),
                    (shade, shade),
                    "{most}"
                );
            }
            assert_eq!(visits.shade(0), 0);
        }
    }

    #[test]
    fn a_week_begins_on_monday() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 6, day).unwrap();
        let visits = Visits {
            from: day(10),
            days: vec![1; 7],
        };
        let weeks: Vec<u16> = visits
            .until(day(15))
            .map(|(day, _)| visits.week(day))
            .collect();
        assert_eq!(weeks, [0, 0, 0, 0, 0, 1]);
    }

    #[test]
    fn every_measure_stands_on_the_page_once() {
        let mut shown: Vec<Measure> = SECTIONS.iter().flat_map(|(_, all)| all.to_vec()).collect();
        shown.sort();
        assert_eq!(shown, Measure::ALL);
    }
}
