//! Parting ways: a review, an agreement, and letting somebody go politely. Never by itself, always reversible.

mod review;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Bought, Change, Currency, Kept, Money, Refusal, Stamp,
    dates::day_words,
    id::{CustomerId, PartingId},
    words,
};

pub use review::{Counted, Review};

/// The shop considers whether it goes on serving somebody. Its stamps say how far that went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parting {
    /// Row number.
    pub id: PartingId,
    /// With whom.
    pub customer: CustomerId,
    /// Since when they are under review.
    pub opened: Stamp,
    /// Initials of who began it.
    #[serde(default)]
    pub by: String,
    /// Why.
    #[serde(default)]
    pub why: String,
    /// What was agreed with them, in words.
    #[serde(default)]
    pub terms: String,
    /// What they shall spend until the day.
    #[serde(default)]
    pub amount: Option<Money>,
    /// The day on which the shop looks again.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// When that was agreed.
    #[serde(default)]
    pub agreed: Option<Stamp>,
    /// When they were let go.
    #[serde(default)]
    pub let_go: Option<Stamp>,
    /// When it was taken back, or all was well again.
    #[serde(default)]
    pub ended: Option<Stamp>,
}

words! {
    /// How far a review has gone; derived from its stamps.
    PartingState {
        /// The shop considers it.
        Review = "review",
        /// Something was agreed.
        Agreed = "agreed",
        /// They were let go.
        LetGo = "let go",
        /// Taken back, or all is well again.
        Ended = "ended",
    }
}

/// What is agreed with somebody under review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// In words; may be empty.
    pub terms: String,
    /// What they shall spend,
    pub amount: Money,
    /// until this day.
    pub until: NaiveDate,
}

/// How an agreement stands against what they bought since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// What they spent from the day it was agreed until its day.
    pub spent: Money,
    /// What they shall spend,
    pub amount: Money,
    /// until this day.
    pub until: NaiveDate,
    /// Kept, not kept; `None` while there is time left.
    pub kept: Option<bool>,
}

impl Parting {
    /// Begins a review of a customer with these earlier ones.
    ///
    /// # Errors
    /// The sentence that asks why, or that says a review has begun already.
    pub fn begin(
        earlier: &[Self],
        customer: CustomerId,
        why: &str,
        (opened, by): (Stamp, &str),
    ) -> Result<Change, Refusal> {
        if earlier.iter().any(|it| it.ended.is_none()) {
            return Err(refusal("A review has begun already; go on with that one."));
        }
        if why.trim().is_empty() {
            return Err(refusal("Type why; it stands beside the rows."));
        }
        let review = Self {
            id: PartingId::NEW,
            customer,
            opened,
            by: by.into(),
            why: why.trim().into(),
            terms: String::new(),
            amount: None,
            until: None,
            agreed: None,
            let_go: None,
            ended: None,
        };
        Ok(Change::Add(review.into()))
    }

    /// Notes what was agreed with them; another agreement takes the place of an earlier one.
    ///
    /// # Errors
    /// The sentence that asks for an amount and a day to come, or that says it is too late for one.
    pub fn agree(&self, agreement: Agreement, now: Stamp) -> Result<Change, Refusal> {
        match self.state() {
            PartingState::Review | PartingState::Agreed => {}
            PartingState::LetGo => return Err(refusal("They were let go; take that back first.")),
            PartingState::Ended => return Err(refusal(ENDED)),
        }
        if agreement.amount <= Money(0) {
            return Err(refusal("Type the amount they shall spend."));
        }
        if agreement.until <= now.day() {
            return Err(refusal("Type a day to come, on which you look again."));
        }
        Ok(self.becomes(Self {
            terms: agreement.terms.trim().into(),
            amount: Some(agreement.amount),
            until: Some(agreement.until),
            agreed: Some(now),
            ..self.clone()
        }))
    }

    /// Lets them go.
    ///
    /// # Errors
    /// The sentence that says they still have time to keep what was agreed, or that it has been done.
    pub fn let_go(&self, now: Stamp) -> Result<Change, Refusal> {
        match (self.state(), self.until) {
            (PartingState::Ended, _) => Err(refusal(ENDED)),
            (PartingState::LetGo, _) => Err(refusal("They were let go already.")),
            (PartingState::Agreed, Some(until)) if now.day() <= until => {
                let day = day_words(until, now.day());
                Err(Refusal(format!("They have until {day}; look again then.")))
            }
            _ => Ok(self.becomes(Self {
                let_go: Some(now),
                ..self.clone()
            })),
        }
    }

    /// Takes it back, or ends it because all is well again: they are a customer like any other.
    ///
    /// # Errors
    /// The sentence that says it has ended.
    pub fn take_back(&self, now: Stamp) -> Result<Change, Refusal> {
        if self.ended.is_some() {
            return Err(refusal(ENDED));
        }
        Ok(self.becomes(Self {
            ended: Some(now),
            ..self.clone()
        }))
    }

    fn becomes(&self, after: Self) -> Change {
        Change::edit(self.clone(), after)
    }

    /// How far it has gone.
    pub fn state(&self) -> PartingState {
        match (self.ended, self.let_go, self.agreed) {
            (Some(_), ..) => PartingState::Ended,
            (_, Some(_), _) => PartingState::LetGo,
            (.., Some(_)) => PartingState::Agreed,
            _ => PartingState::Review,
        }
    }

    /// True while they are let go.
    pub fn is_let_go(&self) -> bool {
        self.state() == PartingState::LetGo
    }

    /// How the agreement stands, against what they bought; `None` without one, and once they were let go or it ended.
    pub fn standing(&self, rows: &[Bought], today: NaiveDate) -> Option<Standing> {
        let agreed = self.agreed.filter(|_| self.state() == PartingState::Agreed);
        let (from, amount, until) = (agreed?.day(), self.amount?, self.until?);
        let counted = rows.iter().filter(|it| (from..=until).contains(&it.day));
        let spent = Money(counted.map(|it| it.amount.0).sum());
        let kept = match spent >= amount {
            true => Some(true),
            false => (today > until).then_some(false),
        };
        Some(Standing {
            spent,
            amount,
            until,
            kept,
        })
    }
}

impl Standing {
    /// "kept: 120.00 of 100.00"; "not kept: 80.00 of 100.00"; "80.00 of 100.00, until Fri 12 June".
    pub fn words(&self, today: NaiveDate, currency: &Currency) -> String {
        let (spent, amount) = (currency.show(self.spent), currency.show(self.amount));
        match self.kept {
            Some(true) => format!("kept: {spent} of {amount}"),
            Some(false) => format!("not kept: {spent} of {amount}"),
            None => format!(
                "{spent} of {amount}, until {}",
                day_words(self.until, today)
            ),
        }
    }
}

const ENDED: &str = "This review has ended; begin another one.";

fn refusal(sentence: &str) -> Refusal {
    Refusal(sentence.into())
}

impl From<Parting> for Kept {
    fn from(parting: Parting) -> Self {
        Self::Parting(parting)
    }
}

#[cfg(test)]
mod tests;
