//! Today: what to do next, in order; each line says who, what and why.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Kept, id::SnoozeId, words};

words! {
    /// What kind of line it is; also the order of the lines.
    ItemKind {
        /// A promise past its day.
        PromiseLate = "promise_late",
        /// A clock of a complaint that is late, or runs out today; a deadlock whose day has come.
        Clock = "clock",
        /// A promise due today.
        PromiseToday = "promise_today",
        /// Done, and they do not know yet.
        Tell = "tell",
        /// What they wait for is in.
        Arrived = "arrived",
        /// An action due, or done and not verified.
        Action = "action",
        /// Nobody has been in touch for as long as the rhythm allows.
        CheckIn = "check_in",
        /// Thanks are due.
        Thanks = "thanks",
        /// Asking again: after a purchase, or after a complaint was closed.
        FollowUp = "follow_up",
        /// A birthday, today or in the next seven days.
        Birthday = "birthday",
        /// Likely to buy again about now.
        LikelyDue = "likely_due",
        /// Silent for longer than their own rhythm.
        GoneQuiet = "gone_quiet",
    }
}

/// A line of Today put off: it shows again on a day. It does not count as a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snooze {
    /// Row number.
    pub id: SnoozeId,
    /// What kind of line.
    pub kind: ItemKind,
    /// Row of what it is about: the promise, complaint, want, action, customer, …
    pub subject: i64,
    /// The day it shows again.
    pub until: NaiveDate,
}

impl From<Snooze> for Kept {
    fn from(snooze: Snooze) -> Self {
        Self::Snooze(snooze)
    }
}
