//! The part of the log that is at hand: it grows at both ends as somebody looks further.

use anyhow::Result;

use crate::{
    domain::{Interaction, InteractionId},
    store::{LogFilter, LogPlace, Store},
};

/// So many contacts are read at once.
const AT_ONCE: usize = 200;

/// More is read when fewer than so many are left beyond the one selected.
const AHEAD: usize = 60;

/// Contacts in a row, newest first.
#[derive(Debug, Default)]
pub struct Page {
    /// The contacts.
    pub rows: Vec<Interaction>,
    /// Is there nothing newer than the first, nothing older than the last?
    newest: bool,
    oldest: bool,
}

/// What reading further changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grown {
    /// Nothing.
    No,
    /// There are newer ones before the first.
    Front,
    /// There are older ones behind the last.
    Back,
}

impl Page {
    /// The first ones of the log, or the last.
    ///
    /// # Errors
    /// What the store says.
    pub fn open(store: &Store, filter: &LogFilter, newest: bool) -> Result<Self> {
        let place = if newest {
            LogPlace::Newest
        } else {
            LogPlace::Oldest
        };
        let rows = store.log_page(filter, place, AT_ONCE)?;
        let all = rows.len() < AT_ONCE;
        Ok(Self {
            newest: newest || all,
            oldest: !newest || all,
            rows,
        })
    }

    /// The same part of the log again, after something was written.
    ///
    /// # Errors
    /// What the store says.
    pub fn again(&self, store: &Store, filter: &LogFilter) -> Result<Self> {
        let limit = self.rows.len().max(AT_ONCE);
        let place = match self.rows.first() {
            // The first one itself too, so from just before it.
            Some(first) if !self.newest => {
                LogPlace::Before(first.at, InteractionId(first.id.0 + 1))
            }
            _ => LogPlace::Newest,
        };
        let rows = store.log_page(filter, place, limit)?;
        Ok(Self {
            newest: self.newest,
            oldest: rows.len() < limit,
            rows,
        })
    }

    /// Does it reach this end of the log?
    pub fn reaches(&self, newest: bool) -> bool {
        if newest { self.newest } else { self.oldest }
    }

    /// Reads further where the one selected is near an end.
    ///
    /// # Errors
    /// What the store says.
    pub fn grow(&mut self, store: &Store, filter: &LogFilter, selected: usize) -> Result<Grown> {
        if selected + AHEAD >= self.rows.len() && !self.oldest {
            let Some(last) = self.rows.last() else {
                return Ok(Grown::No);
            };
            let more = store.log_page(filter, LogPlace::Before(last.at, last.id), AT_ONCE)?;
            self.oldest = more.len() < AT_ONCE;
            self.rows.extend(more);
            return Ok(Grown::Back);
        }
        if selected < AHEAD && !self.newest {
            let Some(first) = self.rows.first() else {
                return Ok(Grown::No);
            };
            let mut more = store.log_page(filter, LogPlace::After(first.at, first.id), AT_ONCE)?;
            self.newest = more.len() < AT_ONCE;
            more.append(&mut self.rows);
            self.rows = more;
            return Ok(Grown::Front);
        }
        Ok(Grown::No)
    }
}
