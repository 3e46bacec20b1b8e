//! The measures of the shop: what each is called, what it says in shop words, and from how many rows on it says anything.
//!
//! A case counts on the day that decided it: a promise when it was done, broken, or its day went by; a clock when it stopped or ran out;
//! a try to win somebody back when they bought, or the sixty days for it were over. So two times can be compared, and nothing is
//! counted twice. Nothing here groups or ranks staff.

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
pub use words::{Difference, TOO_FEW, Words, percent};

use super::words;

words! {
    /// A figure of the shop, by its key.
    Measure {
        /// Who comes back.
        RepeatRate = "repeat_rate",
        /// How long they stay away.
        MedianGap = "median_gap",
        /// What a sale comes to.
        AverageSpend = "average_spend",
        /// What was sold in all.
        Spent = "spent",
        /// How long they have been customers.
        Tenure = "tenure",
        /// Who bought for the first time.
        NewCustomers = "new_customers",
        /// Who stays away for good.
        LostCustomers = "lost_customers",
        /// Who was brought by a customer.
        Referrals = "referrals",
        /// Who came back when asked.
        WonBack = "won_back",
        /// Promises kept on time.
        PromisesKept = "promises_kept",
        /// How many complaints were heard.
        Complaints = "complaints",
        /// How soon they had an answer.
        FirstAnswer = "first_answer",
        /// Which of them had it in time.
        AnsweredInTime = "answered_in_time",
        /// How soon they were settled.
        Resolution = "resolution",
        /// Which of them were settled in time.
        ResolvedInTime = "resolved_in_time",
        /// How long they were open, added up.
        ComplaintHours = "complaint_hours",
        /// Who bought again after a complaint.
        BoughtAgain = "bought_again",
        /// Who did without one.
        OthersAgain = "others_again",
        /// Satisfied, of those asked.
        SatisfiedAsked = "satisfied_asked",
        /// Satisfied, of those in a survey.
        SatisfiedSurvey = "satisfied_survey",
        /// Satisfied, of mystery shoppers.
        SatisfiedMystery = "satisfied_mystery_shopper",
        /// Satisfied, of reviews.
        SatisfiedReview = "satisfied_review",
        /// Satisfied, as we saw it.
        SatisfiedObserved = "satisfied_observed",
        /// What the shop could not do.
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

/// With fewer cases a share says nothing.
const SHARE_FROM: u32 = 10;
/// With fewer a middle or an average says nothing; nor does the share of promises, which is shown from as many on wherever it stands.
const MIDDLE_FROM: u32 = 5;

impl Measure {
    /// What it is called on the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RepeatRate => "customers who came back",
            Self::MedianGap => "days between two visits",
            Self::AverageSpend => "average sale",
            Self::Spent => "sold in all",
            Self::Tenure => "customers for so long",
            Self::NewCustomers => "new customers",
            Self::LostCustomers => "lost customers",
            Self::Referrals => "brought by a customer",
            Self::WonBack => "won back",
            Self::PromisesKept => "promises kept on time",
            Self::Complaints => "complaints heard",
            Self::FirstAnswer => "until the first answer",
            Self::AnsweredInTime => "answered in time",
            Self::Resolution => "until it was settled",
            Self::ResolvedInTime => "settled in time",
            Self::ComplaintHours => "hours complaints were open",
            Self::BoughtAgain => "bought again after a complaint",
            Self::OthersAgain => "bought again without one",
            Self::SatisfiedAsked => "satisfied, when asked",
            Self::SatisfiedSurvey => "satisfied, in surveys",
            Self::SatisfiedMystery => "satisfied, mystery shoppers",
            Self::SatisfiedReview => "satisfied, in reviews",
            Self::SatisfiedObserved => "satisfied, as we saw it",
            Self::OurNos => "our no's",
        }
    }

    /// What it says, in one sentence.
    pub const fn definition(self) -> &'static str {
        match self {
            Self::RepeatRate => {
                "Of the customers who bought in this time, how many had bought on an earlier day, too."
            }
            Self::MedianGap => {
                "The days between a visit in this time and the customer's visit before it: half of them are as long or shorter."
            }
            Self::AverageSpend => {
                "What was paid in this time, less what was given back, for each sale."
            }
            Self::Spent => {
                "What was paid in this time, less what was given back; with that of customers who were forgotten."
            }
            Self::Tenure => {
                "For how many days those who bought in this time have been customers, at its end: half of them as long or shorter."
            }
            Self::NewCustomers => "Customers who bought for the first time in this time.",
            Self::LostCustomers => {
                "Customers who in this time had been silent for longer than three times their rhythm and 60 days, and have not bought since."
            }
            Self::Referrals => "Customers written down in this time whom another customer brought.",
            Self::WonBack => {
                "Of those who were asked to come back, how many bought within 60 days; counted when they bought, or when the days were over."
            }
            Self::PromisesKept => {
                "Of the promises that came to an end in this time, how many were done by their day; late and given up are not, let off is left out."
            }
            Self::Complaints => {
                "Complaints the shop heard of in this time, from whomever; with those of customers who were forgotten."
            }
            Self::FirstAnswer => {
                "Opening hours from hearing of a complaint to the first answer, for those answered in this time: half of them as long or shorter."
            }
            Self::AnsweredInTime => {
                "Of the first answers given in this time, or due in it and not given, how many came within their target."
            }
            Self::Resolution => {
                "Opening hours from opening a complaint, or opening it again, to closing it in this time, without waiting: half as long or shorter."
            }
            Self::ResolvedInTime => {
                "Of the complaints closed in this time, or due in it and not closed, how many were closed within their target."
            }
            Self::ComplaintHours => {
                "Opening hours for which the complaints closed in this time had been open, added up, without those spent waiting."
            }
            Self::BoughtAgain => {
                "Of customers whose complaint was closed, how many bought within 60 days; counted when they bought, or when the days were over."
            }
            Self::OthersAgain => {
                "Of visits by customers who never complained, how many were followed by another within 60 days; counted in the same way."
            }
            Self::SatisfiedAsked => {
                "Of those who said it themselves or were asked in passing, how many gave 4 or 5, or praise; ideas without a score are left out."
            }
            Self::SatisfiedSurvey => {
                "Of those who filled in a survey, how many gave 4 or 5, or praise; ideas without a score are left out."
            }
            Self::SatisfiedMystery => {
                "Of the visits of mystery shoppers, how many gave 4 or 5, or praise; ideas without a score are left out."
            }
            Self::SatisfiedReview => {
                "Of the reviews that we read, how many gave 4 or 5, or praise; ideas without a score are left out."
            }
            Self::SatisfiedObserved => {
                "Of what we saw ourselves, how much deserved 4 or 5, or praise; ideas without a score are left out."
            }
            Self::OurNos => {
                "Contacts in this time that ended in a no of ours, with or without a name."
            }
        }
    }

    /// In what it is counted.
    pub const fn unit(self) -> Unit {
        match self {
            Self::MedianGap | Self::Tenure => Unit::Days,
            Self::AverageSpend | Self::Spent => Unit::Money,
            Self::FirstAnswer | Self::Resolution | Self::ComplaintHours => Unit::OpeningHours,
            Self::NewCustomers
            | Self::LostCustomers
            | Self::Referrals
            | Self::Complaints
            | Self::OurNos => Unit::Count,
            _ => Unit::Share,
        }
    }

    /// With fewer cases it is too few to say.
    pub const fn enough(self) -> u32 {
        match self {
            Self::PromisesKept
            | Self::MedianGap
            | Self::AverageSpend
            | Self::Tenure
            | Self::FirstAnswer
            | Self::Resolution => MIDDLE_FROM,
            _ if matches!(self.unit(), Unit::Share) => SHARE_FROM,
            _ => 0,
        }
    }

    /// In which part of the page it is read.
    pub const fn part(self) -> Part {
        match self {
            Self::Referrals
            | Self::PromisesKept
            | Self::SatisfiedAsked
            | Self::SatisfiedSurvey
            | Self::SatisfiedMystery
            | Self::SatisfiedReview
            | Self::SatisfiedObserved
            | Self::OurNos => Part::Heard,
            Self::Complaints
            | Self::FirstAnswer
            | Self::AnsweredInTime
            | Self::Resolution
            | Self::ResolvedInTime
            | Self::ComplaintHours => Part::Complaints,
            _ => Part::Bought,
        }
    }

    /// Of how many cases, in words for a count of them: "of 12 customers".
    pub const fn counted(self) -> &'static str {
        match self {
            Self::RepeatRate | Self::Tenure | Self::NewCustomers | Self::LostCustomers => {
                "customers"
            }
            Self::Referrals | Self::WonBack => "customers",
            Self::MedianGap | Self::OthersAgain => "visits",
            Self::AverageSpend | Self::Spent => "sales",
            Self::PromisesKept => "promises",
            Self::FirstAnswer | Self::AnsweredInTime => "answers",
            Self::Complaints
            | Self::Resolution
            | Self::ResolvedInTime
            | Self::ComplaintHours
            | Self::BoughtAgain => "complaints",
            Self::SatisfiedAsked
            | Self::SatisfiedSurvey
            | Self::SatisfiedMystery
            | Self::SatisfiedReview
            | Self::SatisfiedObserved => "voices",
            Self::OurNos => "contacts",
        }
    }
}
