//! Something the shop said it would do: agreed, done, told.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Stamp,
    id::{ComplaintId, CustomerId, InteractionId, PromiseId},
    words,
};

/// A promise of the shop to a customer, with its due day and stamps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Row number.
    pub id: PromiseId,
    /// To whom.
    pub customer: CustomerId,
    /// The contact in which it was given, if it was.
    #[serde(default)]
    pub interaction: Option<InteractionId>,
    /// The complaint in which it was given, if it was.
    #[serde(default)]
    pub complaint: Option<ComplaintId>,
    /// What was promised.
    pub what: String,
    /// The day it is due; `None` where none was said.
    #[serde(default)]
    pub due: Option<NaiveDate>,
    /// Initials of who gave it.
    #[serde(default)]
    pub by: String,
    /// When it was given.
    pub agreed: Stamp,
    /// When it was done.
    #[serde(default)]
    pub done: Option<Stamp>,
    /// When the customer was told that it is done.
    #[serde(default)]
    pub told: Option<Stamp>,
    /// When the customer let the shop off.
    #[serde(default)]
    pub released: Option<Stamp>,
    /// When the shop gave it up.
    #[serde(default)]
    pub broken: Option<Stamp>,
}

words! {
    /// Where a promise stands; derived from its stamps and the day.
    PromiseState {
        /// Given, not done, not yet due (or without a due day).
        Agreed = "agreed",
        /// Past its day and not done.
        Late = "late",
        /// Done, but the customer does not know.
        Done = "done",
        /// Done in time, and told.
        Kept = "kept",
        /// Done after its day, and told.
        KeptLate = "kept late",
        /// Given up by the shop.
        Broken = "broken",
        /// The customer let the shop off.
        Released = "released",
    }
}

impl Promise {
    /// Where the promise stands on this day.
    pub fn state(&self, today: NaiveDate) -> PromiseState {
        if self.released.is_some() {
            return PromiseState::Released;
        }
        if self.broken.is_some() {
            return PromiseState::Broken;
        }
        match (self.done, self.told) {
            (Some(_), None) => PromiseState::Done,
            (Some(done), Some(_)) if self.due.is_some_and(|due| done.day() > due) => {
                PromiseState::KeptLate
            }
            (Some(_), Some(_)) => PromiseState::Kept,
            (None, _) if self.due.is_some_and(|due| due < today) => PromiseState::Late,
            (None, _) => PromiseState::Agreed,
        }
    }

    /// Does the shop still owe something: the deed, or telling that it is done?
    pub fn is_open(&self) -> bool {
        self.released.is_none()
            && self.broken.is_none()
            && (self.done.is_none() || self.told.is_none())
    }
}

/// What can happen to a promise, one key each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromiseAct {
    /// The deed is done.
    Done,
    /// The customer knows that it is done (and it is done, if that was not noted).
    Told,
    /// The customer let the shop off.
    Release,
    /// The shop gives it up.
    Break,
    /// None of these after all: open again.
    Reopen,
}

impl Promise {
    /// The write for one act on this promise.
    ///
    /// # Errors
    /// The sentence when the act does not fit where the promise stands ("It is already done; press t when Anna knows.").
    pub fn act(&self, act: PromiseAct, now: Stamp) -> Result<super::Change, super::Refusal> {
        todo!("{act:?} {now}")
    }
}
