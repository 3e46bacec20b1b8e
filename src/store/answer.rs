//! What the store hands back, and why it refuses.

use std::{fmt, path::PathBuf};

use chrono::NaiveDate;

use crate::domain::{
    Action, Cause, CauseId, Channel, CustomerId, Direction, InteractionId, Outcome, Stamp, Tier,
    complaint::{history, last_action, recurrence},
};

/// Why a file was not opened: the sentence for the user. The file is as it was. Exit 4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(pub String);

/// A data file that is not in one piece. It is as it was: a damaged file is never written. Exit 4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// The file.
    pub path: PathBuf,
}

/// Why a write was not done though the file is fine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// What was edited had been changed or removed meanwhile; the sentence says what and by whom.
    Changed(String),
    /// Another program holds the file; try again.
    Busy,
    /// The file is not where it was; the sentence says what became of it. [`super::Store::rescue`] writes a copy.
    Lost(String),
}

/// What an act did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The label of the undo step: "logged a call with Ada".
    pub label: String,
    /// The row number each change got or touched, in their order.
    pub ids: Vec<i64>,
}

/// What undo or redo did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stepped {
    /// Done; the label of the step.
    Done(String),
    /// Done, but for these customers, by what they are called, who were changed since and stay; the label of the step.
    DoneBut(String, Vec<String>),
    /// There is nothing to undo (redo).
    Nothing,
    /// Not done: label, and why (what was changed since).
    Refused(String, String),
}

impl Stepped {
    /// Who stayed, as a sentence: "Ada and Ben were changed since and stay."
    pub fn stay(names: &[String]) -> String {
        match names {
            [one] => format!("{one} was changed since and stays."),
            [some @ .., last] if some.len() < NAMED => {
                format!(
                    "{} and {last} were changed since and stay.",
                    some.join(", ")
                )
            }
            names => {
                let (some, rest) = names.split_at(NAMED.min(names.len()));
                let (some, rest) = (some.join(", "), rest.len());
                format!("{some} and {rest} more were changed since and stay.")
            }
        }
    }
}

/// So many customers are named in a sentence.
const NAMED: usize = 5;

/// What a list shows of one customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerRow {
    /// Who.
    pub id: CustomerId,
    /// As lists show it.
    pub name: String,
    /// What to call them.
    pub call_me: String,
    /// How it sounds.
    pub say: String,
    /// Their tier, where it was chosen by hand; the computed one once [`super::Store::fill_tiers`] told it.
    pub tier: Option<Tier>,
    /// Phones as typed.
    pub phones: Vec<String>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Most recent contact.
    pub last_contact: Option<Stamp>,
    /// Open complaints.
    pub complaints: u32,
    /// Open promises.
    pub promises: u32,
}

/// A cause and how often it came up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CauseUse {
    /// The cause.
    pub cause: Cause,
    /// In how many complaints.
    pub count: u32,
    /// The first and last time it was chosen.
    pub between: Option<(Stamp, Stamp)>,
}

impl CauseUse {
    /// Row number of the cause.
    pub fn id(&self) -> CauseId {
        self.cause.id
    }

    /// How often it came, and what was changed against it last: "4th since 3 Aug; last action: labelled the shelf, verified 2 Sep".
    /// `again`: as it would be if it were chosen once more now.
    pub fn history(&self, again: bool, actions: &[Action], today: NaiveDate) -> String {
        let first = self.between.map_or(today, |(first, _)| first.day());
        let often = recurrence(self.count + u32::from(again), first, today);
        history(&often, last_action(actions, self.id()), today)
    }
}

/// Which interactions the log shows; empty fields ask nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogFilter {
    /// Only this channel.
    pub channel: Option<Channel>,
    /// Only this direction.
    pub direction: Option<Direction>,
    /// Only by these initials.
    pub by: String,
    /// Only this mood.
    pub mood: Option<i8>,
    /// Only with this customer.
    pub customer: Option<CustomerId>,
    /// Only with this outcome.
    pub outcome: Option<Outcome>,
    /// Only with these words in it, folded.
    pub words: Vec<String>,
    /// For each of the words, the customers who go by it, sorted: contacts with them count as having the word. May be empty.
    pub people: Vec<Vec<CustomerId>>,
}

/// Where a page of the log begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogPlace {
    /// At the newest contact.
    Newest,
    /// Behind this one: what is older.
    Before(Stamp, InteractionId),
    /// Before this one: what is newer, the nearest first to be read.
    After(Stamp, InteractionId),
    /// At the oldest contact.
    Oldest,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        write!(
            f,
            "{path} is damaged; nothing was changed in it. regulars doctor says what is left of it, regulars restore brings a backup back."
        )
    }
}

impl std::error::Error for Damaged {}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Changed(sentence) | Self::Lost(sentence) => sentence,
            Self::Busy => "Another program is writing to the file; try again.",
        })
    }
}

impl std::error::Error for Conflict {}
