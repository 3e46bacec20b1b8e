//! Asking again after a complaint was closed: did they win?

use serde::{Deserialize, Serialize};

use super::{
    Kept, Stamp,
    id::{ComplaintId, RecoveryId},
    words,
};

words! {
    /// Did the customer get what they hoped for?
    Won {
        /// Yes.
        Yes = "yes",
        /// Partly.
        Partly = "partly",
        /// No.
        No = "no",
    }
}

/// One time the shop asked again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovery {
    /// Row number.
    pub id: RecoveryId,
    /// After which complaint.
    pub complaint: ComplaintId,
    /// When.
    pub at: Stamp,
    /// Initials of who asked.
    #[serde(default)]
    pub by: String,
    /// What they said; `None` when they were not reached.
    #[serde(default)]
    pub won: Option<Won>,
    /// In words; may be empty.
    #[serde(default)]
    pub text: String,
}

impl From<Recovery> for Kept {
    fn from(recovery: Recovery) -> Self {
        Self::Recovery(recovery)
    }
}
