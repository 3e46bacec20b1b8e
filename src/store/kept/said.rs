//! Feedback: one piece, a customer's, and the part of all there is that a list shows.

use std::ops::Range;

use anyhow::Result;
use rusqlite::ToSql;

use super::{by_row, select};
use crate::{
    domain::{CustomerId, Feedback, FeedbackId, FeedbackKind, Method, Stamp},
    store::Store,
};

/// In SQL: it is an idea that wants an answer.
const OPEN_IDEA: &str = "kind = 'idea' AND answered IS NULL AND adopted IS NULL";

/// Which feedback is meant; empty fields ask nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FeedbackFilter {
    /// Only of this customer.
    pub customer: Option<CustomerId>,
    /// Only praise, ideas or criticism.
    pub kind: Option<FeedbackKind>,
    /// Only what was obtained so.
    pub method: Option<Method>,
    /// Only ideas that want an answer.
    pub open: bool,
}

impl FeedbackFilter {
    /// The condition, and the values in it.
    fn asked(&self) -> (String, Vec<&dyn ToSql>) {
        let fields: [(&str, Option<&dyn ToSql>); 3] = [
            ("customer = ?", self.customer.as_ref().map(|it| it as _)),
            ("kind = ?", self.kind.as_ref().map(|it| it as _)),
            ("method = ?", self.method.as_ref().map(|it| it as _)),
        ];
        let mut conditions = vec![if self.open { OPEN_IDEA } else { "1" }];
        let mut values = Vec::new();
        for (condition, value) in fields {
            conditions.extend(value.map(|_| condition));
            values.extend(value);
        }
        (conditions.join(" AND "), values)
    }
}

impl Store {
    /// One piece of feedback.
    pub fn feedback(&self, id: FeedbackId) -> Result<Option<Feedback>> {
        by_row(&self.file, id.0)
    }

    /// These rows of all that is meant, of nobody in particular, too; newest first.
    pub fn feedback_rows(
        &self,
        filter: &FeedbackFilter,
        rows: Range<usize>,
    ) -> Result<Vec<Feedback>> {
        let (condition, mut values) = filter.asked();
        let limit = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        values.extend([&limit as &dyn ToSql, &rows.start]);
        let page = format!("{condition} ORDER BY at DESC, id DESC LIMIT ? OFFSET ?");
        select(&self.file, &page, values.as_slice())
    }

    /// How many pieces of feedback are meant.
    pub fn feedback_count(&self, filter: &FeedbackFilter) -> Result<usize> {
        self.count_feedback(filter, "", &[])
    }

    /// How many of them are newer than this one: the row at which it stands, or stood.
    pub fn feedback_before(&self, filter: &FeedbackFilter, it: &Feedback) -> Result<usize> {
        self.count_feedback(filter, " AND (at, id) > (?, ?)", &[&it.at, &it.id])
    }

    fn count_feedback(
        &self,
        filter: &FeedbackFilter,
        more: &str,
        more_values: &[&dyn ToSql],
    ) -> Result<usize> {
        let (condition, mut values) = filter.asked();
        values.extend(more_values);
        let count = format!("SELECT count(*) FROM feedback WHERE {condition}{more}");
        let mut count = self.file.prepare_cached(&count)?;
        Ok(count.query_row(values.as_slice(), |row| row.get(0))?)
    }

    /// The ideas heard since then that want an answer, oldest first.
    pub fn ideas_since(&self, since: Stamp) -> Result<Vec<Feedback>> {
        let ideas = format!("{OPEN_IDEA} AND at >= ?1 ORDER BY at, id");
        select(&self.file, &ideas, [since])
    }

    /// A customer's feedback, newest first.
    pub fn feedback_of(&self, customer: CustomerId) -> Result<Vec<Feedback>> {
        let newest = "customer = ?1 ORDER BY at DESC, id DESC";
        select(&self.file, newest, [customer])
    }
}
