//! Filter words: `tag:vip last:>90d has:complaint -source:flyer`.

/// One filter word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// With a `-` in front: everybody else.
    pub negated: bool,
    /// What it asks.
    pub word: FilterWord,
}

/// Below or above a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// `<90d`
    Under(u32),
    /// `>90d`
    Over(u32),
}

/// What a filter word asks. Those about purchases come with the purchases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterWord {
    /// `tag:vip`: has this tag (folded).
    Tag(String),
    /// `last:>90d`: days since the last contact; who was never in contact counts as longer than anything.
    Last(Bound),
    /// `since:2024`, `since:2024-06`: known since that year or month, or later.
    Since(crate::domain::PartialDate),
    /// `channel:sms`, a channel the customer prefers.
    Channel(crate::domain::Channel),
    /// `source:flyer`: how they found the shop (folded, part of it).
    Source(String),
    /// `owes:promise`: we owe them a promise.
    OwesPromise,
    /// `has:complaint`: an open complaint.
    HasComplaint,
    /// `birthday:this-month`, or a month by number.
    Birthday(Option<u32>),
    /// `by:SK`: served by these initials.
    By(String),
}
