//! One contact between the shop and a customer.

use serde::{Deserialize, Serialize};

use super::{
    Channel, Direction, Stamp,
    id::{CustomerId, InteractionId},
    words,
};

words! {
    /// Did the contact bring what it was for?
    Outcome {
        /// Yes.
        Yes = "yes",
        /// No; the shop asks why.
        No = "no",
        /// To be decided later.
        Later = "later",
    }
}

/// One contact: when, channel, direction, by whom, summary, mood. Only the summary is required.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interaction {
    /// Row number.
    pub id: InteractionId,
    /// With whom; `None` for somebody who left no name.
    pub customer: Option<CustomerId>,
    /// When it happened.
    pub at: Stamp,
    /// How.
    pub channel: Channel,
    /// Who reached out.
    pub direction: Direction,
    /// Initials of who served; empty when the shop uses none.
    #[serde(default)]
    pub by: String,
    /// What was said.
    pub summary: String,
    /// From -2 (very bad) to +2 (very good); `None` means not noted, which is not 0.
    #[serde(default)]
    pub mood: Option<i8>,
    /// Why there was a contact: planning, enquiry, order, own words; may be empty.
    #[serde(default)]
    pub reason: String,
    /// Yes, no, later, or not said.
    #[serde(default)]
    pub outcome: Option<Outcome>,
    /// With a *no*: why not.
    #[serde(default)]
    pub why_not: String,
    /// Tags of this contact, without their `#`.
    #[serde(default)]
    pub tags: Vec<String>,
}
