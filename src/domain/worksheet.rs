//! The worksheet: eight questions that prepare a negotiation.

use serde::{Deserialize, Serialize};

use super::{
    Kept, Stamp,
    id::{ComplaintId, CustomerId, WorksheetId},
};

/// What the shop thought of before it negotiated, and what came of it. Each answer may have several lines, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worksheet {
    /// Row number.
    pub id: WorksheetId,
    /// With whom; `None`: with somebody who is no customer.
    #[serde(default)]
    pub customer: Option<CustomerId>,
    /// The complaint it is about.
    #[serde(default)]
    pub complaint: Option<ComplaintId>,
    /// When it was begun.
    pub at: Stamp,
    /// Initials of who wrote it.
    #[serde(default)]
    pub by: String,
    /// What it is about, in one line.
    pub title: String,
    /// What do we want, what do they want?
    #[serde(default)]
    pub goals: String,
    /// What can we give, what can they give?
    #[serde(default)]
    pub trades: String,
    /// What does each side do if nothing is agreed?
    #[serde(default)]
    pub alternatives: String,
    /// What was between us, and what shall be?
    #[serde(default)]
    pub relationship: String,
    /// What do they expect; what was done in such cases before?
    #[serde(default)]
    pub expected: String,
    /// Who wins or loses what by each way it may end?
    #[serde(default)]
    pub consequences: String,
    /// Who depends on whom?
    #[serde(default)]
    pub power: String,
    /// Which ways out would do for both?
    #[serde(default)]
    pub solutions: String,
    /// What came of it; empty as long as that is not known.
    #[serde(default)]
    pub outcome: String,
}

impl From<Worksheet> for Kept {
    fn from(worksheet: Worksheet) -> Self {
        Self::Worksheet(worksheet)
    }
}
