//! The measures of the shop: what each is called, what it says in shop words, and from how many rows on it says anything.
//!
//! A case counts on the day that decided it: a promise when it was done, broken, or its day went by; a clock when it stopped or ran out;
//! a try to win somebody back when they bought, or the sixty days for it were over. So two times can be compared, and nothing is
//! counted twice. Nothing here groups or ranks staff.

mod about;
mod behind;
mod bought;
mod clocked;
mod figures;
mod heard;
mod ladder;
mod pareto;
mod period;
mod times;
mod words;

pub use behind::{Behind, Case, RowBehind, Subject, promise_words};
pub use bought::{Beside, Buying};
pub use clocked::{Clocked, Ended};
pub use figures::{Figure, Figures, No, Part, Reading, SECTIONS, Visits};
pub use heard::Heard;
pub use ladder::{Moves, Rungs};
pub use pareto::{Bar, By, CauseTally, Pareto};
pub use period::Period;
pub use times::{Times, Which};
pub use words::{Difference, TOO_FEW, Words, money, percent};

use self::about::{ABOUT, About};
use super::words;

words! {
    /// A figure of the shop, by its key. What each says, in its unit and from how many cases on, is told in one place:
    /// [`Measure::definition`], [`Measure::unit`], [`Measure::enough`].
    Measure {
        /// Who comes back: a share of the customers who bought.
        RepeatRate = "repeat_rate",
        /// How long they stay away: the middle of the days from visit to visit.
        MedianGap = "median_gap",
        /// What a sale comes to: money, an average.
        AverageSpend = "average_spend",
        /// What was sold in all: money, a sum.
        Spent = "spent",
        /// How long they have been customers: the middle of days.
        Tenure = "tenure",
        /// Who bought for the first time: a count.
        NewCustomers = "new_customers",
        /// Who stays away for good: a count, by their own rhythm.
        LostCustomers = "lost_customers",
        /// Who was brought by a customer: a count of those written down.
        Referrals = "referrals",
        /// Who came back when asked: a share of those asked.
        WonBack = "won_back",
        /// Promises kept on time: a share of those that came to an end.
        PromisesKept = "promises_kept",
        /// How many complaints were heard: a count.
        Complaints = "complaints",
        /// How soon they had an answer: the middle of opening hours.
        FirstAnswer = "first_answer",
        /// Which of them had it in time: a share of those answered or due.
        AnsweredInTime = "answered_in_time",
        /// How soon they were settled: the middle of opening hours.
        Resolution = "resolution",
        /// Which of them were settled in time: a share of those closed or due.
        ResolvedInTime = "resolved_in_time",
        /// How long they were open: opening hours, added up.
        ComplaintHours = "complaint_hours",
        /// Who bought again after a complaint: a share of those closed.
        BoughtAgain = "bought_again",
        /// Who did without one: a share of visits.
        OthersAgain = "others_again",
        /// Satisfied, of those asked: a share of what they said.
        SatisfiedAsked = "satisfied_asked",
        /// Satisfied, of those in a survey: a share.
        SatisfiedSurvey = "satisfied_survey",
        /// Satisfied, of mystery shoppers: a share.
        SatisfiedMystery = "satisfied_mystery_shopper",
        /// Satisfied, of reviews: a share.
        SatisfiedReview = "satisfied_review",
        /// Satisfied, as we saw it: a share.
        SatisfiedObserved = "satisfied_observed",
        /// What the shop could not do: a count of contacts.
        OurNos = "our_nos",
    }
}

/// In what a measure is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A part of a whole, from 0 to 1.
    Share,
    /// Whole days.
    Days,
    /// Minor units of the shop's currency.
    Money,
    /// Hours in which the shop is open.
    OpeningHours,
    /// How many.
    Count,
}

impl Unit {
    /// The word that programs read: `opening hours`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::Days => "days",
            Self::Money => "money",
            Self::OpeningHours => "opening hours",
            Self::Count => "count",
        }
    }
}

impl Measure {
    const fn about(self) -> &'static About {
        &ABOUT[self as usize]
    }

    /// What it is called on the page.
    pub const fn name(self) -> &'static str {
        self.about().name
    }

    /// What it says, in one sentence.
    pub const fn definition(self) -> &'static str {
        self.about().definition
    }

    /// In what it is counted.
    pub const fn unit(self) -> Unit {
        self.about().unit
    }

    /// With fewer cases it is too few to say.
    pub const fn enough(self) -> u32 {
        self.about().enough
    }

    /// In which part of the page it is read.
    pub const fn part(self) -> Part {
        self.about().part
    }

    /// Of what it is counted, in a word for several of them: "customers".
    pub const fn counted(self) -> &'static str {
        self.about().counted
    }
}
