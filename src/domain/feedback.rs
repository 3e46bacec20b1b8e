//! What customers say of the shop: praise, ideas, criticism.

use serde::{Deserialize, Serialize};

use super::{
    Kept, Refusal, Stamp,
    id::{CustomerId, FeedbackId, PurchaseId},
    words,
};

words! {
    /// What was said.
    FeedbackKind {
        /// Praise.
        Praise = "praise",
        /// An idea, a suggestion.
        Idea = "idea",
        /// Criticism.
        Criticism = "criticism",
    }
}

words! {
    /// How it was obtained; each is counted on its own.
    Method {
        /// They said it by themselves, or were asked in passing.
        Asked = "asked",
        /// A survey.
        Survey = "survey",
        /// A mystery shopper.
        MysteryShopper = "mystery shopper",
        /// Read in a review.
        Review = "review",
        /// Seen by ourselves.
        Observed = "observed",
    }
}

/// One piece of feedback, with an optional score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// Row number.
    pub id: FeedbackId,
    /// From whom; `None` where nobody gave a name.
    pub customer: Option<CustomerId>,
    /// When.
    pub at: Stamp,
    /// Initials of who wrote it down.
    #[serde(default)]
    pub by: String,
    /// Praise, idea or criticism.
    pub kind: FeedbackKind,
    /// From 1 to 5; `None` means not asked.
    #[serde(default)]
    pub score: Option<u8>,
    /// How it was obtained.
    pub method: Method,
    /// In words.
    pub text: String,
    /// The purchase they were asked about.
    #[serde(default)]
    pub purchase: Option<PurchaseId>,
}

impl Feedback {
    /// Feedback has words; a score is between 1 and 5.
    ///
    /// # Errors
    /// The sentence that asks for it.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.text.trim().is_empty() {
            return Err(Refusal("Type what they said.".into()));
        }
        if self.score.is_some_and(|score| !(1..=5).contains(&score)) {
            return Err(Refusal(
                "A score goes from 1 to 5; leave it empty when not asked.".into(),
            ));
        }
        Ok(())
    }
}

impl From<Feedback> for Kept {
    fn from(feedback: Feedback) -> Self {
        Self::Feedback(feedback)
    }
}
