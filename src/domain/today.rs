//! Today: what to do next, in order; each line says who, what and why.
//!
//! It is made in two goes, so that a large shop is quick: [`Due`]s are made from the few columns that decide, for the whole shop;
//! [`choose`] takes those that are shown; and only of those the whole rows are read and put into words, as [`Item`]s.

mod act;
mod because;
mod buying;
mod due;
mod item;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize, Serializer};

pub use act::{Act, plain};
pub use buying::{Buyer, Followed, buyer};
pub use due::{Silence, birthday, birthday_ends, check_in};
pub use item::{Item, Matter};

use super::{
    Kept, Occasion,
    dates::{day_words, near_day, next_midnight},
    id::{CustomerId, SnoozeId},
    words,
};

/// Each section shows so many lines, and how many more there are.
pub const SHOWN: usize = 50;

words! {
    /// What kind of line it is.
    ItemKind {
        /// A promise past its day.
        PromiseLate = "promise_late",
        /// A clock of a complaint that is late, or runs out today; a deadlock whose day has come.
        Clock = "clock",
        /// A promise due today.
        PromiseToday = "promise_today",
        /// Done, and they do not know yet; an idea of theirs that nobody answered.
        Tell = "tell",
        /// What they wait for is in.
        Arrived = "arrived",
        /// An action due, or done and not verified.
        Action = "action",
        /// Nobody has been in touch for as long as the rhythm allows.
        CheckIn = "check_in",
        /// Thanks are due.
        Thanks = "thanks",
        /// Asking again: after a purchase, or after a complaint was closed.
        FollowUp = "follow_up",
        /// A birthday, today or in the next seven days.
        Birthday = "birthday",
        /// Likely to buy again about now.
        LikelyDue = "likely_due",
        /// Silent for longer than their own rhythm.
        GoneQuiet = "gone_quiet",
    }
}

words! {
    /// The parts of Today, in their order.
    Section {
        /// Late promises, late clocks.
        Late = "late",
        /// Promises due today, clocks that run out, a deadlock to talk about again.
        DueToday = "due today",
        /// Done, not told.
        Tell = "tell them it is done",
        /// What somebody waits for is in.
        Arrived = "arrived for someone",
        /// What the shop changes.
        Actions = "actions",
        /// Whom to be in touch with.
        CheckIns = "check in",
        /// Whom to thank.
        Thanks = "say thanks",
        /// Whom to ask again.
        FollowUps = "ask again",
        /// Birthdays, today and in the next seven days.
        Birthdays = "birthdays",
        /// Whom to expect.
        LikelyDue = "likely to buy",
        /// Who stays away.
        GoneQuiet = "gone quiet",
    }
}

/// When something is due: some time on a day, or at a moment of the shop's wall clock. Ordered by when it is late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// By the end of this day.
    Day(NaiveDate),
    /// By this moment.
    Moment(NaiveDateTime),
}

impl When {
    /// The calendar day.
    pub fn day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Moment(moment) => moment.date(),
        }
    }

    /// In words: `Fri 5 June`, `tomorrow`, `today 17:00`.
    pub fn words(self, today: NaiveDate) -> String {
        let day = day_words(self.day(), today);
        match self {
            Self::Day(_) => day,
            Self::Moment(moment) => format!("{day} {}", moment.format("%H:%M")),
        }
    }

    /// The same in at most twelve columns in this year: `5 Jun`, `25 Feb 18:30`.
    pub fn short(self, today: NaiveDate) -> String {
        let day = near_day(self.day(), today);
        match self {
            Self::Moment(moment) if day.len() <= "today".len() + 1 => {
                format!("{day} {}", moment.format("%H:%M"))
            }
            _ => day,
        }
    }

    fn end(self) -> NaiveDateTime {
        match self {
            Self::Day(day) => next_midnight(day),
            Self::Moment(moment) => moment,
        }
    }
}

/// `2026-06-12`, `2026-06-12T17:00`.
impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Day(day) => serializer.collect_str(day),
            Self::Moment(moment) => serializer.collect_str(&moment.format("%Y-%m-%dT%H:%M")),
        }
    }
}

/// A line of Today before it is put into words: small, because there may be one for every customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// What kind of line.
    pub kind: ItemKind,
    /// Where it stands.
    pub section: Section,
    /// Row of what it is about: the promise, complaint, want, action, customer; for ideas see [`Due::idea`], for thanks
    /// [`thanks_subject`].
    pub subject: i64,
    /// Whose; `None` where nobody gave a name.
    pub customer: Option<CustomerId>,
    /// Within a section the smaller ones stand first; mostly 0.
    pub rank: u8,
    /// Until when; within a rank the earlier ones stand first.
    pub when: When,
}

/// What of Today is shown, and how many more lines of each kind there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen<T> {
    /// The lines, in their order.
    pub lines: Vec<T>,
    /// How many more of a kind there are in a section.
    pub more: BTreeMap<(Section, ItemKind), usize>,
}

impl<T> Default for Chosen<T> {
    fn default() -> Self {
        Self {
            lines: Vec::new(),
            more: BTreeMap::new(),
        }
    }
}

impl<T> Chosen<T> {
    /// Every line, the ones not shown too.
    pub fn total(&self) -> usize {
        self.lines.len() + self.more.values().sum::<usize>()
    }

    /// How many more there are in a section.
    pub fn more_in(&self, section: Section) -> usize {
        let here = self.more.iter().filter(|((other, _), _)| *other == section);
        here.map(|(_, count)| count).sum()
    }

    /// How many more there are of each kind.
    pub fn more_of_kinds(&self) -> BTreeMap<ItemKind, usize> {
        let mut kinds = BTreeMap::new();
        for ((_, kind), count) in &self.more {
            *kinds.entry(*kind).or_default() += count;
        }
        kinds
    }
}

/// Puts the lines in order, leaves out those that are put off, and of each section keeps the [`SHOWN`] most urgent.
pub fn choose(lines: Vec<Due>, snoozes: &[Snooze], today: NaiveDate) -> Chosen<Due> {
    let mut off: Vec<(ItemKind, i64)> = snoozes
        .iter()
        .filter(|snooze| snooze.until > today)
        .map(|snooze| (snooze.kind, snooze.subject))
        .collect();
    off.sort_unstable();
    let mut sections: BTreeMap<Section, Vec<Due>> = BTreeMap::new();
    for line in lines {
        if off.binary_search(&(line.kind, line.subject)).is_err() {
            sections.entry(line.section).or_default().push(line);
        }
    }
    let mut chosen = Chosen::default();
    let key = |line: &Due| (line.rank, line.when.end(), line.subject);
    for mut lines in sections.into_values() {
        if lines.len() > SHOWN {
            lines.select_nth_unstable_by_key(SHOWN, key);
            for line in lines.drain(SHOWN..) {
                *chosen.more.entry((line.section, line.kind)).or_default() += 1;
            }
        }
        lines.sort_unstable_by_key(key);
        chosen.lines.extend(lines);
    }
    chosen
}

/// The [`Due::subject`] of thanks: the row of what they are for stands in another table for each occasion, so it is that row
/// times 8 plus the place of the occasion in its list.
pub fn thanks_subject(occasion: Occasion, row: i64) -> i64 {
    row * 8 + occasion as i64
}

/// A line of Today put off: it shows again on a day. It does not count as a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snooze {
    /// Row number.
    pub id: SnoozeId,
    /// What kind of line.
    pub kind: ItemKind,
    /// Row of what it is about: [`Due::subject`].
    pub subject: i64,
    /// The day it shows again.
    pub until: NaiveDate,
}

impl From<Snooze> for Kept {
    fn from(snooze: Snooze) -> Self {
        Self::Snooze(snooze)
    }
}

#[cfg(test)]
mod tests;
