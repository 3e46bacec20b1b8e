//! The rows that a figure stands on, as a list shows them.

use chrono::NaiveDate;

use crate::domain::{ComplaintId, CustomerId, FeedbackId, InteractionId, PromiseId};

/// What a row is about; Enter opens it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A customer.
    Customer(CustomerId),
    /// A complaint.
    Complaint(ComplaintId),
    /// A promise.
    Promise(PromiseId),
    /// A piece of feedback.
    Feedback(FeedbackId),
    /// A contact.
    Interaction(InteractionId),
}

/// One row behind a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct RowBehind {
    /// What it is about.
    pub subject: Subject,
    /// Whose it is; `None` where nobody gave a name.
    pub customer: Option<CustomerId>,
    /// What the customer is called; empty without one.
    pub name: String,
    /// The day on which it counts.
    pub day: NaiveDate,
    /// In words: "due 3 June, done 5 June".
    pub words: String,
    /// Of a share: does it count as a yes?
    pub yes: Option<bool>,
}

/// The rows behind a figure, the newest first; of very many the newest.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Behind {
    /// Those that are shown.
    pub rows: Vec<RowBehind>,
    /// How many there are in all.
    pub of: usize,
}
