//! Something that went wrong for a customer. The steps are the record; state and lamps are computed from them.

mod cause;
mod clocks;
mod idea;
mod queue;
mod rules;
mod spot;
mod target;
mod typed;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use cause::{action_words, history, last_action, recurrence};
pub use clocks::{Clock, ClockState, Clocks, Stretch};
pub use queue::{Counts, Queued};
pub use spot::OnTheSpot;
pub use target::{Allowed, Target, Targets};

use super::{
    Money, Stamp,
    id::{CauseId, ComplaintId, CustomerId, PurchaseId, StepId},
    words,
};

words! {
    /// How upset the customer is.
    Heat {
        /// Says it calmly.
        Calm = "calm",
        /// Upset.
        Upset = "upset",
        /// Furious.
        Furious = "furious",
    }
}

words! {
    /// How the shop came to know of it; each is counted on its own.
    Source {
        /// The customer said so.
        Direct = "direct",
        /// Overheard in the shop.
        Overheard = "overheard",
        /// Told by somebody else.
        SecondHand = "second-hand",
        /// Read in a review.
        Review = "review",
        /// Seen by ourselves.
        Observed = "observed",
    }
}

words! {
    /// What one step of a complaint did.
    StepKind {
        /// The customer has had a first answer.
        Answered = "answered",
        /// We said sorry (lamp A).
        Apologised = "apologised",
        /// We know why it happened (lamp C).
        Cause = "cause",
        /// It is put right for this customer (lamp X).
        Fix = "fix",
        /// The customer got something for it, or explicitly nothing (lamp R).
        Remedy = "remedy",
        /// The customer knows how it ended (lamp T).
        Told = "told",
        /// We wait for the customer.
        WaitingOnCustomer = "waiting on customer",
        /// We wait for a supplier.
        WaitingOnSupplier = "waiting on supplier",
        /// The waiting is over.
        Resumed = "resumed",
        /// Beyond the authority of who serves.
        NeedsOwner = "needs owner",
        /// No agreement in sight; it names the day to talk again.
        Deadlock = "deadlock",
        /// Ended.
        Closed = "closed",
        /// Not a complaint after all; the text says why.
        Dismissed = "dismissed",
        /// It came back.
        Reopened = "reopened",
    }
}

words! {
    /// What this customer got.
    Remedy {
        /// Money back.
        Refund = "refund",
        /// Another one.
        Replacement = "replacement",
        /// Mended.
        Repair = "repair",
        /// Credit for later.
        Credit = "credit",
        /// A lower price.
        Discount = "discount",
        /// Something on top.
        Gift = "gift",
        /// Nothing, and that is said.
        None = "none",
    }
}

words! {
    /// Where a complaint stands; derived from its steps.
    State {
        /// Being worked on.
        Open = "open",
        /// Stopped while we wait for somebody.
        Waiting = "waiting",
        /// Ended.
        Closed = "closed",
        /// Not a complaint after all.
        Dismissed = "dismissed",
    }
}

/// One line in the record of a complaint: when, who, what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Row number.
    #[serde(default)]
    pub id: StepId,
    /// When.
    pub at: Stamp,
    /// Initials of who did it.
    #[serde(default)]
    pub by: String,
    /// What was done.
    pub kind: StepKind,
    /// In words; the reason where a rule asks for one.
    #[serde(default)]
    pub text: String,
    /// With [`StepKind::Cause`]: the cause chosen from the shop's list.
    #[serde(default)]
    pub cause: Option<CauseId>,
    /// With [`StepKind::Remedy`]: what the customer got.
    #[serde(default)]
    pub remedy: Option<Remedy>,
    /// With [`StepKind::Remedy`]: what it cost the shop.
    #[serde(default)]
    pub amount: Option<Money>,
    /// With [`StepKind::Deadlock`]: the day to talk again.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// Why the owner bent a rule here; empty when none was bent.
    #[serde(default)]
    pub bent: String,
}

impl Step {
    /// A step of this kind in words, signed and not saved yet.
    pub fn new(kind: StepKind, text: impl Into<String>, (at, by): (Stamp, &str)) -> Self {
        Self {
            id: StepId::NEW,
            at,
            by: by.into(),
            kind,
            text: text.into(),
            cause: None,
            remedy: None,
            amount: None,
            until: None,
            bent: String::new(),
        }
    }
}

/// Why things go wrong, from the shop's own growing list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// Row number.
    pub id: CauseId,
    /// What in our way of working let it happen.
    pub text: String,
    /// Up to five answers to "why?", each asking behind the one before, one a line.
    #[serde(default)]
    pub whys: String,
    /// Recovery: what the shop does for them beyond the fix; may be empty.
    #[serde(default)]
    pub beyond: String,
}

impl Cause {
    /// A new cause in these words.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            id: CauseId::NEW,
            text: text.into(),
            whys: String::new(),
            beyond: String::new(),
        }
    }
}

/// A complaint with its whole record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// Row number.
    pub id: ComplaintId,
    /// Whose; `None` where nobody gave a name.
    pub customer: Option<CustomerId>,
    /// When the shop heard of it.
    pub opened: Stamp,
    /// Initials of who wrote it down.
    #[serde(default)]
    pub by: String,
    /// What went wrong.
    pub what: String,
    /// What would put it right, in the customer's words; may be empty.
    #[serde(default)]
    pub wants: String,
    /// How upset they are.
    pub heat: Heat,
    /// How the shop came to know.
    pub source: Source,
    /// Whom else they told; empty when not known.
    #[serde(default)]
    pub told_others: String,
    /// The product or purchase it is about; may be empty.
    #[serde(default)]
    pub about: String,
    /// The kind of trouble, one of the shop's own words; may be empty.
    #[serde(default)]
    pub category: String,
    /// The purchase it is about.
    #[serde(default)]
    pub purchase: Option<PurchaseId>,
    /// The record, in the order written down.
    #[serde(default)]
    pub steps: Vec<Step>,
}

impl Complaint {
    /// What it is about, for the house card that fits: its category.
    pub fn subjects(&self) -> Vec<String> {
        let category = Some(&self.category).filter(|it| !it.is_empty());
        category.into_iter().cloned().collect()
    }
}

/// The five lamps: which of the five things a complaint needs have been done since it was opened or reopened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Lamps {
    /// **A**: we said sorry.
    pub apology: bool,
    /// **C**: we know why.
    pub cause: bool,
    /// fi**X**: it is put right.
    pub fix: bool,
    /// **R**: the customer got something, or explicitly nothing.
    pub remedy: bool,
    /// **T**: the customer knows.
    pub told: bool,
}

#[cfg(test)]
mod tests;
