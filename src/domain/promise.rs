//! Something the shop said it would do: agreed, done, told.

use chrono::NaiveDate;
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
mod tests {
    use super::*;

    fn at(text: &str) -> Stamp {
        Stamp::from_rfc3339(&format!("{text}:00+02:00")).unwrap()
    }

    fn promise() -> Promise {
        Promise {
            id: PromiseId(1),
            customer: CustomerId(1),
            interaction: None,
            complaint: None,
            what: "ring back".into(),
            due: Some("2026-06-12".parse().unwrap()),
            by: "SK".into(),
            agreed: at("2026-06-10T12:00"),
            done: None,
            told: None,
            released: None,
            broken: None,
        }
    }

    fn after(promise: &Promise, act: PromiseAct, now: &str) -> Promise {
        match promise.act(act, at(now)) {
            Ok(Change::EditPromise { before, after }) => {
                assert_eq!(&before, promise);
                after
            }
            other => panic!("{act:?}: {other:?}"),
        }
    }

    #[test]
    fn the_due_day_itself_is_in_time_and_the_next_day_is_late() {
        let open = promise();
        let state = |promise: &Promise, day: &str| promise.state(day.parse().unwrap());
        assert_eq!(state(&open, "2026-06-12"), PromiseState::Agreed);
        assert_eq!(state(&open, "2026-06-13"), PromiseState::Late);
        let dayless = Promise {
            due: None,
            ..promise()
        };
        assert_eq!(state(&dayless, "2030-01-01"), PromiseState::Agreed);

        let in_time = after(&open, PromiseAct::Done, "2026-06-12T23:59");
        assert_eq!(state(&in_time, "2026-06-20"), PromiseState::Done);
        let told = after(&in_time, PromiseAct::Told, "2026-06-20T09:00");
        assert_eq!(state(&told, "2026-06-20"), PromiseState::Kept);
        let late = after(&open, PromiseAct::Told, "2026-06-13T00:00");
        assert_eq!(late.done, late.told);
        assert_eq!(state(&late, "2026-06-13"), PromiseState::KeptLate);
    }

    #[test]
    fn acts_that_do_not_fit_are_refused_with_a_sentence() {
        use PromiseAct::{Break, Done, Release, Reopen, Told};
        let open = promise();
        let now = "2026-06-12T12:00";
        let done = after(&open, Done, now);
        let kept = after(&done, Told, now);
        let released = after(&open, Release, now);
        let broken = after(&open, Break, now);
        for (promise, refused) in [
            (&open, vec![Reopen]),
            (&done, vec![Done, Release, Break]),
            (&kept, vec![Done, Told, Release, Break]),
            (&released, vec![Done, Told, Release, Break]),
            (&broken, vec![Done, Told, Release, Break]),
        ] {
            for act in [Done, Told, Release, Break, Reopen] {
                let answer = promise.act(act, at(now));
                assert_eq!(
                    answer.is_err(),
                    refused.contains(&act),
                    "{act:?} {promise:?}"
                );
            }
        }
        for ended in [&done, &kept, &released, &broken] {
            assert_eq!(after(ended, Reopen, now), open);
        }
    }
}
