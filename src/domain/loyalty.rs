//! The loyalty card: stamps or points by the shop's rule. The balance is computed from purchases and redemptions.

use serde::{Deserialize, Serialize};

use super::{
    Kept, Stamp,
    id::{CustomerId, RedemptionId},
};

/// Stamps or points taken off the card for a reward; or added by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redemption {
    /// Row number.
    pub id: RedemptionId,
    /// Whose card.
    pub customer: CustomerId,
    /// When.
    pub at: Stamp,
    /// Initials of who did it.
    #[serde(default)]
    pub by: String,
    /// How many were taken off; below zero: added by hand.
    pub points: i64,
    /// What they got for it.
    #[serde(default)]
    pub what: String,
}

impl From<Redemption> for Kept {
    fn from(redemption: Redemption) -> Self {
        Self::Redemption(redemption)
    }
}
