//! Nobody is brought by somebody who came through them.

use anyhow::{Result, anyhow};
use rusqlite::{Connection, OptionalExtension};

use super::apply::called;
use crate::domain::{Customer, CustomerId, referral};

/// Holds for who brought a customer, when that becomes another.
///
/// # Errors
/// [`crate::domain::Refusal`] where it would close a circle.
pub(super) fn none(
    file: &Connection,
    before: &Customer,
    bringer: Option<CustomerId>,
) -> Result<()> {
    let Some(bringer) = bringer.filter(|it| Some(*it) != before.referred_by) else {
        return Ok(());
    };
    if referral::leads_to(bringer, before.id, |id| brought_by(file, id))? {
        let name = called(file, bringer)?.unwrap_or_default();
        let own = (before.id, before.called());
        return Err(anyhow!(referral::circle(own, (bringer, &name))));
    }
    Ok(())
}

/// Who brought a customer.
pub(super) fn brought_by(file: &Connection, customer: CustomerId) -> Result<Option<CustomerId>> {
    let mut select = file.prepare_cached("SELECT referred_by FROM customer WHERE id = ?1")?;
    let found = select.query_row([customer], |row| row.get(0)).optional()?;
    Ok(found.flatten())
}
