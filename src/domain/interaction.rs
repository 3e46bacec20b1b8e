//! One contact between the shop and a customer.

use serde::{Deserialize, Serialize};

use super::{
    Channel, Direction, Refusal, Stamp,
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

/// The reasons a shop has for a contact before it has found its own words.
pub const REASONS: &[&str] = &[
    "planning",
    "installation",
    "training",
    "troubleshooting",
    "maintenance",
    "upgrade",
    "disposal",
    "enquiry",
    "order",
    "thanks",
];

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

impl Interaction {
    /// What it is about, for the house card that fits: its reason, then its tags.
    pub fn subjects(&self) -> Vec<String> {
        let reason = Some(&self.reason).filter(|reason| !reason.is_empty());
        reason.into_iter().chain(&self.tags).cloned().collect()
    }

    /// A contact has a summary; a mood, where noted, is between -2 and +2.
    ///
    /// # Errors
    /// The sentence that asks for it.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.summary.trim().is_empty() {
            return Err(Refusal("Type what was said.".into()));
        }
        if self.mood.is_some_and(|mood| !(-2..=2).contains(&mood)) {
            return Err(Refusal(
                "A mood goes from -2 to +2; leave it empty when not noted.".into(),
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_needs_a_summary_and_a_mood_within_two() {
        let with = |summary: &str, mood| Interaction {
            id: InteractionId::NEW,
            customer: None,
            at: Stamp::EPOCH,
            channel: Channel::Visit,
            direction: Direction::In,
            by: String::new(),
            summary: summary.into(),
            mood,
            reason: String::new(),
            outcome: None,
            why_not: String::new(),
            tags: Vec::new(),
        };
        assert!(with("hi", Some(-2)).check().is_ok() && with("hi", None).check().is_ok());
        assert!(with(" ", None).check().is_err());
        assert!(with("hi", Some(3)).check().is_err());
    }
}
