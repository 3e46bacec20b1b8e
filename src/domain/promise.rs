//! Something the shop said it would do: agreed, done, told.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{
    Change, Refusal, Stamp,
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

/// How many of the promises that came to an end were kept on time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct KeptShare {
    /// Done by their day.
    pub kept: usize,
    /// Of so many.
    pub of: usize,
}

impl KeptShare {
    /// The days it looks back on.
    pub const DAYS: u64 = 90;

    /// With fewer promises it says nothing.
    const ENOUGH: usize = 5;

    /// The share over the days before today. Promises that the customer let go, and those not yet due, do not count.
    pub fn of<'a>(promises: impl IntoIterator<Item = &'a Promise>, today: NaiveDate) -> Self {
        let from = today.checked_sub_days(Days::new(Self::DAYS));
        let ends = promises
            .into_iter()
            .filter_map(|promise| promise.end(today));
        let ends = ends.filter(|(day, _)| Some(*day) > from && *day <= today);
        ends.fold(Self::default(), |share, (_, on_time)| Self {
            kept: share.kept + usize::from(on_time),
            of: share.of + 1,
        })
    }

    /// "kept on time 14 of 16", or that there are too few to say; `None` when there is none.
    pub fn words(self) -> Option<String> {
        let Self { kept, of } = self;
        match of {
            0 => None,
            _ if of < Self::ENOUGH => Some(format!(
                "{of} ended, too few to say how many are kept on time"
            )),
            _ => Some(format!("kept on time {kept} of {of}")),
        }
    }

    /// From which rows that is.
    pub fn why(self) -> String {
        let days = Self::DAYS;
        let counted = "Done by its day counts as kept on time; done later, past its day or given up does not; let off is left out.";
        match self.words() {
            None => format!("Promises: none ended in the last {days} days."),
            Some(words) => format!("Promises: {words}, in the last {days} days. {counted}"),
        }
    }
}

impl Promise {
    /// The day on which it was decided whether it is kept on time, and whether it is. `None`: still open, or let off.
    pub fn end(&self, today: NaiveDate) -> Option<(NaiveDate, bool)> {
        let due = self.due;
        match (self.released, self.broken, self.done) {
            (Some(_), ..) => None,
            (_, Some(broken), _) => Some((broken.day(), false)),
            (.., Some(done)) => Some((done.day(), due.is_none_or(|due| done.day() <= due))),
            (.., None) => due.filter(|due| *due < today).map(|due| (due, false)),
        }
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
    /// A promise says what was promised.
    ///
    /// # Errors
    /// The sentence that asks for it.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.what.trim().is_empty() {
            return Err(Refusal("Type what was promised.".into()));
        }
        Ok(())
    }

    /// The write for one act on this promise.
    ///
    /// # Errors
    /// The sentence when the act does not fit where the promise stands ("It is already done; what is left is to tell them.").
    pub fn act(&self, act: PromiseAct, now: Stamp) -> Result<Change, Refusal> {
        self.check_act(act)?;
        let mut after = self.clone();
        match act {
            PromiseAct::Done => after.done = Some(now),
            PromiseAct::Told => {
                after.done = after.done.or(Some(now));
                after.told = Some(now);
            }
            PromiseAct::Release => after.released = Some(now),
            PromiseAct::Break => after.broken = Some(now),
            PromiseAct::Reopen => {
                (after.done, after.told, after.released, after.broken) = (None, None, None, None);
            }
        }
        Ok(Change::EditPromise {
            before: self.clone(),
            after,
        })
    }

    fn check_act(&self, act: PromiseAct) -> Result<(), Refusal> {
        let ended = if self.released.is_some() {
            Some("They let you off this promise; reopen it first.")
        } else if self.broken.is_some() {
            Some("This promise was given up; reopen it first.")
        } else if self.done.is_some() && self.told.is_some() {
            Some("It is already done and told.")
        } else {
            None
        };
        let refusal = match act {
            PromiseAct::Reopen if ended.is_none() && self.done.is_none() => {
                Some("This promise is still open.")
            }
            PromiseAct::Reopen => None,
            PromiseAct::Done | PromiseAct::Release | PromiseAct::Break
                if ended.is_none() && self.done.is_some() =>
            {
                Some("It is already done; what is left is to tell them.")
            }
            _ => ended,
        };
        refusal.map_or(Ok(()), |sentence| Err(Refusal(sentence.into())))
    }
}

#[cfg(test)]
mod tests;
