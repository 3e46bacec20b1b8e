//! Feedback: one piece, a customer's, all there is.

use anyhow::Result;

use super::{by_row, select};
use crate::{
    domain::{CustomerId, Feedback, FeedbackId},
    store::Store,
};

impl Store {
    /// One piece of feedback.
    pub fn feedback(&self, id: FeedbackId) -> Result<Option<Feedback>> {
        by_row(&self.file, id.0)
    }

    /// All feedback, of nobody in particular, too; newest first.
    pub fn all_feedback(&self) -> Result<Vec<Feedback>> {
        select(&self.file, "1 ORDER BY at DESC, id DESC", [])
    }

    /// A customer's feedback, newest first.
    pub fn feedback_of(&self, customer: CustomerId) -> Result<Vec<Feedback>> {
        let newest = "customer = ?1 ORDER BY at DESC, id DESC";
        select(&self.file, newest, [customer])
    }
}
