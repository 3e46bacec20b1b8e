//! What the shop writes of itself: who serves, house cards, worksheets, self-checks, kudos.

use anyhow::Result;
use rusqlite::Connection;

use super::{super::Store, Noun, by_row, changed, select};
use crate::domain::{
    Card, ComplaintId, CustomerId, Kept, Kudos, SelfCheck, Staff, Worksheet, WorksheetId, card,
};

impl Store {
    /// One worksheet.
    pub fn worksheet(&self, id: WorksheetId) -> Result<Option<Worksheet>> {
        by_row(&self.file, id.0)
    }

    /// Every worksheet, newest first.
    pub fn worksheets(&self) -> Result<Vec<Worksheet>> {
        select(&self.file, "1 ORDER BY id DESC", [])
    }

    /// The worksheets about a complaint, newest first.
    pub fn worksheets_about(&self, complaint: ComplaintId) -> Result<Vec<Worksheet>> {
        select(&self.file, "complaint = ?1 ORDER BY id DESC", [complaint])
    }

    /// The worksheets for talks with a customer, newest first.
    pub fn worksheets_with(&self, customer: CustomerId) -> Result<Vec<Worksheet>> {
        select(&self.file, "customer = ?1 ORDER BY id DESC", [customer])
    }

    /// Everybody who serves, by initials.
    pub fn staff(&self) -> Result<Vec<Staff>> {
        select(&self.file, "1 ORDER BY initials", [])
    }

    /// The house cards the shop wrote or changed, by title.
    pub fn own_cards(&self) -> Result<Vec<Card>> {
        select(&self.file, "1 ORDER BY title, id", [])
    }

    /// Every house card, the shop's own rows over those that ship; see [`card::overlay`].
    pub fn cards(&self) -> Result<Vec<Card>> {
        Ok(card::overlay(self.own_cards()?))
    }

    /// Every self-check, the newest quarter first.
    pub fn self_checks(&self) -> Result<Vec<SelfCheck>> {
        select(&self.file, "1 ORDER BY quarter DESC", [])
    }

    /// All kudos, newest first.
    pub fn kudos(&self) -> Result<Vec<Kudos>> {
        select(&self.file, "1 ORDER BY at DESC, id DESC", [])
    }
}

/// No other window has written what there is once meanwhile: a card of this slug, the self-check of this quarter.
///
/// # Errors
/// [`super::super::Conflict::Changed`] when one has.
pub(super) fn free(file: &Connection, new: &Kept) -> Result<()> {
    let written = match new {
        Kept::Card(new) => is_there::<Card>(file, ("slug", &new.slug))?,
        Kept::SelfCheck(new) => is_there::<SelfCheck>(file, ("quarter", &new.quarter.to_string()))?,
        _ => None,
    };
    written.map_or(Ok(()), |noun| Err(changed(noun)))
}

/// The word for a noun of which a row has this value.
fn is_there<N: Noun>(
    file: &Connection,
    (column, value): (&str, &str),
) -> Result<Option<&'static str>> {
    let rows: Vec<N> = select(file, &format!("{column} = ?1"), [value])?;
    Ok((!rows.is_empty()).then_some(N::NOUN))
}
