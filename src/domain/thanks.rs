//! Thanks: due once for each occasion, and noted when they were said.

use serde::{Deserialize, Serialize};

use super::{
    Kept, Stamp,
    id::{CustomerId, ThanksId},
    words,
};

words! {
    /// What thanks are due for.
    Occasion {
        /// The first purchase.
        FirstPurchase = "first purchase",
        /// They brought somebody; the subject is the customer they brought.
        Referral = "referral",
        /// They said what they think; the subject is the feedback.
        Feedback = "feedback",
        /// Their complaint made the shop better; the subject is the complaint.
        Complaint = "complaint",
        /// They asked and did not buy within seven days; the subject is the interaction.
        Enquiry = "enquiry",
        /// Anything else, said of our own accord.
        Own = "own",
    }
}

/// Thanks that were said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thanks {
    /// Row number.
    pub id: ThanksId,
    /// To whom.
    pub customer: CustomerId,
    /// When.
    pub at: Stamp,
    /// Initials of who said them.
    #[serde(default)]
    pub by: String,
    /// For what.
    pub occasion: Occasion,
    /// The row it was for, in the table the occasion means.
    #[serde(default)]
    pub subject: Option<i64>,
    /// How, in words; may be empty.
    #[serde(default)]
    pub text: String,
}

impl From<Thanks> for Kept {
    fn from(thanks: Thanks) -> Self {
        Self::Thanks(thanks)
    }
}
