//! Parting ways: a review, an agreement, and letting somebody go politely. Never by itself, always reversible.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Kept, Money, Stamp,
    id::{CustomerId, PartingId},
};

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

impl Parting {
    /// True while they are let go.
    pub fn is_let_go(&self) -> bool {
        self.let_go.is_some() && self.ended.is_none()
    }
}

impl From<Parting> for Kept {
    fn from(parting: Parting) -> Self {
        Self::Parting(parting)
    }
}
