//! The typed line: one grammar for every one-line entry, and its live reading.
//!
//! What [`Entry::reading`] shows before Enter is what [`Entry::changes`] saves; a property test holds the two together.

use chrono::NaiveDate;

use super::{
    Change, Channel, Direction, Heat, PreferenceKind, Source, Stamp,
    id::{ComplaintId, CustomerId},
};

/// What kind of thing a line becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// A contact: `call in: wants rye !fri ring back #delivery +1`.
    Log,
    /// A promise: `fri ring back` or `ring back !fri`.
    Promise,
    /// A complaint: `furious: grinder leaks !tom ring back`.
    Complaint,
    /// A like or avoid: `how: oat milk`, `avoid: nuts`; without a word in front it is *what*.
    Preference,
    /// A fact: `pet: dog Miso`; without a word in front it has no label.
    Fact,
    /// Tags of the customer: `vip -newsletter` adds one and takes one off.
    Tags,
}

/// What a line is read against: the moment, the shop's habits, who is typing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineContext {
    /// The moment of entry.
    pub now: Stamp,
    /// In `6/14`: is the month first?
    pub month_first: bool,
    /// Initials of who types; empty when the shop uses none.
    pub me: String,
    /// Channel and direction used last.
    pub last: (Channel, Direction),
}

/// A line, understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What kind of thing it becomes.
    pub kind: LineKind,
    /// Everything that was not understood as something else, in its order: summary, promise, complaint, like or fact.
    pub text: String,
    /// Channel and direction of a contact.
    pub channel: (Channel, Direction),
    /// Mood, -2 to +2; `None` means not noted.
    pub mood: Option<i8>,
    /// Promises given in it: due day and what; for [`LineKind::Promise`] the one promise, where the day may be absent.
    pub promises: Vec<(Option<NaiveDate>, String)>,
    /// Tags, without `#`.
    pub tags: Vec<String>,
    /// Tags to take off (only [`LineKind::Tags`]).
    pub tags_off: Vec<String>,
    /// Who did it.
    pub by: String,
    /// When it happened: now, or the same time on another day.
    pub at: Stamp,
    /// Heat and source of a complaint.
    pub complaint: (Heat, Source),
    /// What a like or avoid is about.
    pub preference: PreferenceKind,
    /// Label of a fact.
    pub label: String,
}

/// One piece of the live reading: what it is, and how it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The word of SPEC §1: "promise", "mood", "due".
    pub label: &'static str,
    /// Its value in words: "Fri 12 June · ring back".
    pub text: String,
}

/// Reads a line; anything not understood stays in the text, nothing is dropped.
pub fn read(kind: LineKind, line: &str, context: &LineContext) -> Entry {
    todo!("{kind:?} {line} {context:?}")
}

impl Entry {
    /// How the line was understood, piece by piece, in reading order.
    pub fn reading(&self) -> Vec<Piece> {
        todo!()
    }

    /// What there is to ask before saving, once: a due day that is already past. `None` when nothing.
    pub fn question(&self) -> Option<String> {
        todo!()
    }

    /// The writes this line stands for. `complaint` is set when a promise is typed inside a complaint.
    ///
    /// # Errors
    /// The sentence when there is nothing to save ("Type what was said.") or a customer is needed and `customer` is `None`.
    pub fn changes(
        &self,
        customer: Option<CustomerId>,
        complaint: Option<ComplaintId>,
    ) -> Result<Vec<Change>, super::Refusal> {
        todo!("{customer:?} {complaint:?}")
    }
}
