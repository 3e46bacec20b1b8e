//! "Let me know when it is in": a customer waits for a thing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Change, Kept, Refusal, Settings, Stamp,
    id::{CustomerId, WantId},
    words,
};

/// What one customer waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Want {
    /// Row number.
    pub id: WantId,
    /// Who waits.
    pub customer: CustomerId,
    /// For what.
    pub what: String,
    /// Initials of who noted it.
    #[serde(default)]
    pub by: String,
    /// When they asked.
    pub asked: Stamp,
    /// When it came in.
    #[serde(default)]
    pub arrived: Option<Stamp>,
    /// When they were told that it is in.
    #[serde(default)]
    pub told: Option<Stamp>,
    /// When they, or the shop, gave it up.
    #[serde(default)]
    pub dropped: Option<Stamp>,
}

words! {
    /// Where a want stands; derived from its stamps.
    WantState {
        /// It is not in yet.
        Waiting = "waiting",
        /// It is in, and they do not know.
        Arrived = "arrived",
        /// They know.
        Told = "told",
        /// Given up.
        Dropped = "dropped",
    }
}

/// What can happen to a want.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WantAct {
    /// It is in.
    Arrive,
    /// They know that it is in.
    Tell,
    /// Given up.
    Drop,
    /// Waiting again after all.
    Reopen,
}

impl Want {
    /// Where it stands.
    pub fn state(&self) -> WantState {
        match (self.dropped, self.told, self.arrived) {
            (Some(_), ..) => WantState::Dropped,
            (_, Some(_), _) => WantState::Told,
            (.., Some(_)) => WantState::Arrived,
            _ => WantState::Waiting,
        }
    }

    /// Do they still wait: for the thing, or for the word that it is in?
    pub fn is_open(&self) -> bool {
        matches!(self.state(), WantState::Waiting | WantState::Arrived)
    }

    /// The day from which it is late that they do not know; `None` while it is not in, and when they know.
    pub fn late_from(&self, settings: &Settings) -> Option<NaiveDate> {
        let arrived = self
            .arrived
            .filter(|_| self.state() == WantState::Arrived)?;
        let days = settings.want_late;
        Some(settings.hours.open_days_after(arrived.day(), days))
    }

    /// A want says for what.
    ///
    /// # Errors
    /// The sentence that asks for it.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.what.trim().is_empty() {
            return Err(Refusal("Type what they wait for.".into()));
        }
        Ok(())
    }

    /// The write for one act on this want. Arriving twice changes nothing: the first day stays.
    ///
    /// # Errors
    /// The sentence when it has ended already, or is still open.
    pub fn act(&self, act: WantAct, now: Stamp) -> Result<Change, Refusal> {
        if self.is_open() == (act == WantAct::Reopen) {
            return Err(Refusal(match self.state() {
                WantState::Told => "They know already that it is in.".into(),
                WantState::Dropped => "This want was given up; reopen it first.".into(),
                WantState::Waiting | WantState::Arrived => "They still wait for it.".into(),
            }));
        }
        let mut after = self.clone();
        match act {
            WantAct::Arrive => after.arrived = after.arrived.or(Some(now)),
            WantAct::Tell => {
                after.arrived = after.arrived.or(Some(now));
                after.told = Some(now);
            }
            WantAct::Drop => after.dropped = Some(now),
            WantAct::Reopen => (after.arrived, after.told, after.dropped) = (None, None, None),
        }
        Ok(Change::edit(self.clone(), after))
    }
}

impl From<Want> for Kept {
    fn from(want: Want) -> Self {
        Self::Want(want)
    }
}
