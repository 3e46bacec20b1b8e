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

/// Thanks that are due: for what, since when, and not said yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThanksDue {
    /// To whom.
    pub customer: CustomerId,
    /// For what.
    pub occasion: Occasion,
    /// The row it is for, in the table the occasion means.
    pub subject: i64,
    /// That row in words: whom they brought, what they said, what went wrong, what they asked.
    pub what: String,
    /// Since when.
    pub since: Stamp,
}

impl ThanksDue {
    /// Days after an enquiry until thanks for it are due.
    pub const ENQUIRY_DAYS: u32 = 7;

    /// Days after which thanks come too late to be said: they are due no longer.
    pub const DAYS: u32 = 60;

    /// For what, in words: "for bringing Ben", "for the feedback: more chairs".
    pub fn words(&self) -> String {
        for_what(self.occasion, &self.what)
    }
}

/// What thanks are for, in words; `what` may be empty.
pub fn for_what(occasion: Occasion, what: &str) -> String {
    let (bare, link) = match occasion {
        Occasion::FirstPurchase => ("the first purchase", ": "),
        Occasion::Referral if what.is_empty() => ("bringing somebody", ""),
        Occasion::Referral => ("bringing", " "),
        Occasion::Feedback => ("the feedback", ": "),
        Occasion::Complaint => ("the complaint", ": "),
        Occasion::Enquiry => ("asking", ": "),
        Occasion::Own => return what.to_owned(),
    };
    match what {
        "" => format!("for {bare}"),
        what => format!("for {bare}{link}{what}"),
    }
}
