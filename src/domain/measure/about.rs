//! What each measure is called, what it says in shop words, in what it is counted, of what, and from how many cases on.

use super::{Measure, Part, Unit};

/// With fewer cases a share says nothing.
const SHARE_FROM: u32 = 10;

/// With fewer a middle or an average says nothing; nor does the share of promises, which is shown from as many on wherever it stands.
const MIDDLE_FROM: u32 = 5;

/// What is to be known of a measure.
pub(super) struct About {
    /// Which.
    pub of: Measure,
    /// What it is called on the page.
    pub name: &'static str,
    /// What it says, in one sentence.
    pub definition: &'static str,
    /// In what it is counted.
    pub unit: Unit,
    /// Of what: its cases, in a word for several of them.
    pub counted: &'static str,
    /// With fewer of them it is too few to say.
    pub enough: u32,
    /// In which part of the page it is read.
    pub part: Part,
}

/// All of them, in the order of [`Measure::ALL`].
pub(super) const ABOUT: [About; Measure::ALL.len()] = [
    About {
        of: Measure::RepeatRate,
        name: "customers who came back",
        definition: "Of the customers who bought in this time, how many had bought on an earlier day, too.",
        unit: Unit::Share,
        counted: "customers",
        enough: SHARE_FROM,
        part: Part::Bought,
    },
    About {
        of: Measure::MedianGap,
        name: "days between two visits",
        definition: "The days between a visit in this time and the customer's visit before it: half of them are as long or shorter.",
        unit: Unit::Days,
        counted: "visits",
        enough: MIDDLE_FROM,
        part: Part::Bought,
    },
    About {
        of: Measure::AverageSpend,
        name: "average sale",
        definition: "What was paid in this time, less what was given back, for each sale.",
        unit: Unit::Money,
        counted: "sales",
        enough: MIDDLE_FROM,
        part: Part::Bought,
    },
    About {
        of: Measure::Spent,
        name: "sold in all",
        definition: "What was paid in this time, less what was given back; with that of customers who were forgotten.",
        unit: Unit::Money,
        counted: "sales",
        enough: 0,
        part: Part::Bought,
    },
    About {
        of: Measure::Tenure,
        name: "customers for so long",
        definition: "For how many days those who bought in this time have been customers, at its end: half of them as long or shorter.",
        unit: Unit::Days,
        counted: "customers",
        enough: MIDDLE_FROM,
        part: Part::Bought,
    },
    About {
        of: Measure::NewCustomers,
        name: "new customers",
        definition: "Customers who bought for the first time in this time.",
        unit: Unit::Count,
        counted: "customers",
        enough: 0,
        part: Part::Bought,
    },
    About {
        of: Measure::LostCustomers,
        name: "lost customers",
        definition: "Customers who in this time had been silent for longer than three times their rhythm and 60 days, and have not bought since.",
        unit: Unit::Count,
        counted: "customers",
        enough: 0,
        part: Part::Bought,
    },
    About {
        of: Measure::Referrals,
        name: "brought by a customer",
        definition: "Customers written down in this time whom another customer brought.",
        unit: Unit::Count,
        counted: "customers",
        enough: 0,
        part: Part::Heard,
    },
    About {
        of: Measure::WonBack,
        name: "won back",
        definition: "Of those who were asked to come back, how many bought within 60 days; counted when they bought, or when the days were over.",
        unit: Unit::Share,
        counted: "customers",
        enough: SHARE_FROM,
        part: Part::Bought,
    },
    About {
        of: Measure::PromisesKept,
        name: "promises kept on time",
        definition: "Of the promises that came to an end in this time, how many were done by their day; late and given up are not, let off is left out.",
        unit: Unit::Share,
        counted: "promises",
        enough: MIDDLE_FROM,
        part: Part::Heard,
    },
    About {
        of: Measure::Complaints,
        name: "complaints heard",
        definition: "Complaints the shop heard of in this time, from whomever; with those of customers who were forgotten.",
        unit: Unit::Count,
        counted: "complaints",
        enough: 0,
        part: Part::Complaints,
    },
    About {
        of: Measure::FirstAnswer,
        name: "until the first answer",
        definition: "Opening hours from hearing of a complaint to the first answer, for those answered in this time: half of them as long or shorter.",
        unit: Unit::OpeningHours,
        counted: "answers",
        enough: MIDDLE_FROM,
        part: Part::Complaints,
    },
    About {
        of: Measure::AnsweredInTime,
        name: "answered in time",
        definition: "Of the first answers given in this time, or due in it and not given, how many came within their target.",
        unit: Unit::Share,
        counted: "answers",
        enough: SHARE_FROM,
        part: Part::Complaints,
    },
    About {
        of: Measure::Resolution,
        name: "until it was settled",
        definition: "Opening hours from opening a complaint, or opening it again, to closing it in this time, without waiting: half as long or shorter.",
        unit: Unit::OpeningHours,
        counted: "complaints",
        enough: MIDDLE_FROM,
        part: Part::Complaints,
    },
    About {
        of: Measure::ResolvedInTime,
        name: "settled in time",
        definition: "Of the complaints closed in this time, or due in it and not closed, how many were closed within their target.",
        unit: Unit::Share,
        counted: "complaints",
        enough: SHARE_FROM,
        part: Part::Complaints,
    },
    About {
        of: Measure::ComplaintHours,
        name: "hours complaints were open",
        definition: "Opening hours for which the complaints closed in this time had been open, added up, without those spent waiting.",
        unit: Unit::OpeningHours,
        counted: "complaints",
        enough: 0,
        part: Part::Complaints,
    },
    About {
        of: Measure::BoughtAgain,
        name: "bought again after a complaint",
        definition: "Of customers whose complaint was closed, how many bought within 60 days; counted when they bought, or when the days were over.",
        unit: Unit::Share,
        counted: "complaints",
        enough: SHARE_FROM,
        part: Part::Bought,
    },
    About {
        of: Measure::OthersAgain,
        name: "bought again without one",
        definition: "Of visits by customers who never complained, how many were followed by another within 60 days; counted in the same way.",
        unit: Unit::Share,
        counted: "visits",
        enough: SHARE_FROM,
        part: Part::Bought,
    },
    About {
        of: Measure::SatisfiedAsked,
        name: "satisfied, when asked",
        definition: "Of those who said it themselves or were asked in passing, how many gave 4 or 5, or praise; ideas without a score are left out.",
        unit: Unit::Share,
        counted: "voices",
        enough: SHARE_FROM,
        part: Part::Heard,
    },
    About {
        of: Measure::SatisfiedSurvey,
        name: "satisfied, in surveys",
        definition: "Of those who filled in a survey, how many gave 4 or 5, or praise; ideas without a score are left out.",
        unit: Unit::Share,
        counted: "voices",
        enough: SHARE_FROM,
        part: Part::Heard,
    },
    About {
        of: Measure::SatisfiedMystery,
        name: "satisfied, mystery shoppers",
        definition: "Of the visits of mystery shoppers, how many gave 4 or 5, or praise; ideas without a score are left out.",
        unit: Unit::Share,
        counted: "voices",
        enough: SHARE_FROM,
        part: Part::Heard,
    },
    About {
        of: Measure::SatisfiedReview,
        name: "satisfied, in reviews",
        definition: "Of the reviews that we read, how many gave 4 or 5, or praise; ideas without a score are left out.",
        unit: Unit::Share,
        counted: "voices",
        enough: SHARE_FROM,
        part: Part::Heard,
    },
    About {
        of: Measure::SatisfiedObserved,
        name: "satisfied, as we saw it",
        definition: "Of what we saw ourselves, how much deserved 4 or 5, or praise; ideas without a score are left out.",
        unit: Unit::Share,
        counted: "voices",
        enough: SHARE_FROM,
        part: Part::Heard,
    },
    About {
        of: Measure::OurNos,
        name: "our no's",
        definition: "Contacts in this time that ended in a no of ours, with or without a name.",
        unit: Unit::Count,
        counted: "contacts",
        enough: 0,
        part: Part::Heard,
    },
];

/// Each stands in its place.
const _: () = {
    let mut at = 0;
    while at < ABOUT.len() {
        assert!(ABOUT[at].of as usize == at);
        at += 1;
    }
};
