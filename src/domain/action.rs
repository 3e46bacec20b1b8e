//! What the shop changes so that a cause does not come back; beside the fix for the one customer.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Change, Complaint, Kept, Refusal, Stamp,
    id::{ActionId, CauseId, ComplaintId},
    words,
};

words! {
    /// What is changed.
    ActionKind {
        /// A way of working.
        Process = "process",
        /// Somebody learns something.
        Training = "training",
        /// How we behave.
        Conduct = "conduct",
        /// Who may decide what.
        Authority = "authority",
        /// Who we buy from, or what we agree with them.
        Supplier = "supplier",
        /// What we sell.
        Product = "product",
        /// How much of it is there.
        Stock = "stock",
        /// What we say and write.
        Wording = "wording",
    }
}

/// Something the shop changes, with its due day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Row number.
    pub id: ActionId,
    /// The complaint that gave rise to it.
    #[serde(default)]
    pub complaint: Option<ComplaintId>,
    /// The cause it is against.
    #[serde(default)]
    pub cause: Option<CauseId>,
    /// What is changed.
    pub kind: ActionKind,
    /// In words.
    pub what: String,
    /// Initials of who sees to it.
    #[serde(default)]
    pub by: String,
    /// When it was decided.
    pub agreed: Stamp,
    /// By when; `None` where no day was named.
    #[serde(default)]
    pub due: Option<NaiveDate>,
    /// When it was done.
    #[serde(default)]
    pub done: Option<Stamp>,
    /// When somebody looked and saw that it works.
    #[serde(default)]
    pub verified: Option<Stamp>,
    /// When it was given up.
    #[serde(default)]
    pub dropped: Option<Stamp>,
}

words! {
    /// Where an action stands; derived from its stamps and the day.
    ActionState {
        /// To be done.
        Open = "open",
        /// Past its day and not done.
        Late = "late",
        /// Done, not yet seen to work.
        Done = "done",
        /// Seen to work.
        Verified = "verified",
        /// Given up.
        Dropped = "dropped",
    }
}

/// What can happen to an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionAct {
    /// It is done.
    Done,
    /// Somebody looked, and it works.
    Verify,
    /// Given up.
    Drop,
    /// Open again after all.
    Reopen,
}

impl Action {
    /// A new one that says nothing yet, against the cause of this complaint.
    pub fn because_of(complaint: Option<&Complaint>, by: &str) -> Self {
        Self {
            id: ActionId::NEW,
            complaint: complaint.map(|it| it.id),
            cause: complaint.and_then(Complaint::cause),
            kind: ActionKind::Process,
            what: String::new(),
            by: by.to_owned(),
            agreed: Stamp::EPOCH,
            due: None,
            done: None,
            verified: None,
            dropped: None,
        }
    }

    /// Where it stands on this day.
    pub fn state(&self, today: NaiveDate) -> ActionState {
        match (self.dropped, self.verified, self.done) {
            (Some(_), ..) => ActionState::Dropped,
            (_, Some(_), _) => ActionState::Verified,
            (.., Some(_)) => ActionState::Done,
            _ if self.due.is_some_and(|due| due < today) => ActionState::Late,
            _ => ActionState::Open,
        }
    }

    /// An action says what is changed.
    ///
    /// # Errors
    /// The sentence that asks for it.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.what.trim().is_empty() {
            return Err(Refusal(
                "Type what you change so that it does not happen again.".into(),
            ));
        }
        Ok(())
    }

    /// The write for one act on this action. Verifying what was not noted as done notes that too.
    ///
    /// # Errors
    /// The sentence when the act does not fit where it stands.
    pub fn act(&self, act: ActionAct, now: Stamp) -> Result<Change, Refusal> {
        let refusal = match (self.state(now.day()), act) {
            (ActionState::Open | ActionState::Late, ActionAct::Reopen) => {
                "This action is still open."
            }
            (ActionState::Done, ActionAct::Done) => {
                "It is already done; what is left is to look whether it works."
            }
            (ActionState::Verified, ActionAct::Done | ActionAct::Verify | ActionAct::Drop) => {
                "It is already done and verified; reopen it first."
            }
            (ActionState::Dropped, ActionAct::Done | ActionAct::Verify | ActionAct::Drop) => {
                "This action was given up; reopen it first."
            }
            _ => "",
        };
        if !refusal.is_empty() {
            return Err(Refusal(refusal.into()));
        }
        let mut after = self.clone();
        match act {
            ActionAct::Done => after.done = Some(now),
            ActionAct::Verify => {
                after.done = after.done.or(Some(now));
                after.verified = Some(now);
            }
            ActionAct::Drop => after.dropped = Some(now),
            ActionAct::Reopen => (after.done, after.verified, after.dropped) = (None, None, None),
        }
        Ok(Change::edit(self.clone(), after))
    }
}

impl From<Action> for Kept {
    fn from(action: Action) -> Self {
        Self::Action(action)
    }
}
