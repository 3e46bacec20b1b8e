//! Two customers made one: every row of every table that refers to the other goes over to the one kept, found from the file's own
//! foreign keys, so that a new table needs nothing.

use anyhow::{Result, ensure};
use rusqlite::Connection;

use super::{
    Store,
    apply::{Act, take_out, unchanged},
    customers,
    details::Detail,
    notes,
};
use crate::domain::{
    Address, Change, ChannelRule, Customer, CustomerId, Email, Fact, Phone, Preference, Tag,
    referral,
};

/// Carries out a [`Change::Merge`]; gives back the number of the one kept.
///
/// # Errors
/// [`super::Conflict::Changed`] when one of the two is not as it was read.
pub(super) fn merge(act: &mut Act<'_>, change: &Change) -> Result<i64> {
    let Change::Merge {
        before,
        after,
        gone,
    } = change
    else {
        return Ok(0);
    };
    let (keep, file) = (before.id, act.file);
    ensure!(keep != gone.id, "nobody can be merged with themselves");
    unchanged(before.called(), customers::one(file, keep)?, before)?;
    unchanged(gone.called(), customers::one(file, gone.id)?, gone)?;
    not_apart(file, keep, gone.id)?;
    move_rows(act, keep, gone.id)?;
    file.prepare_cached(
        "UPDATE thanks SET subject = ?1 WHERE occasion = 'referral' AND subject = ?2",
    )?
    .execute((keep, gone.id))?;
    take_out(act, ("customer", "The customer"), gone.id.0)?;
    let mut after = (**after).clone();
    after.referred_by = bringer(file, keep, &after, gone.id)?;
    customers::turn(act, &with_rows_of(before, gone), &after)
}

impl Store {
    /// How many rows of which noun are about a customer, but for what stands in the customer's own form.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rows_about(&self, customer: CustomerId) -> Result<Vec<(String, usize)>> {
        const FORM: [&str; 8] = [
            "phone",
            "email",
            "address",
            "tag",
            "preference",
            "fact",
            "channel_rule",
            "apart",
        ];
        let mut counts = Vec::new();
        for table in notes::tables(&self.file)? {
            let name = &table.name;
            let mut count = 0;
            for column in table.refers_to("customer") {
                let sql = format!("SELECT count(*) FROM main.\"{name}\" WHERE \"{column}\" = ?1");
                count += self
                    .file
                    .query_row(&sql, [customer], |row| row.get::<_, usize>(0))?;
            }
            if count > 0 && !FORM.contains(&name.as_str()) {
                let noun = match name.as_str() {
                    "interaction" => "contact".to_owned(),
                    "customer" => "referral".to_owned(),
                    name => name.replace('_', " "),
                };
                counts.push((noun, count));
            }
        }
        Ok(counts)
    }
}

/// Everything that refers to the other refers to the one kept. A row that would then be there twice stays, and goes with the other.
fn move_rows(act: &Act<'_>, keep: CustomerId, gone: CustomerId) -> Result<()> {
    for table in act.tables {
        for column in table.refers_to("customer") {
            let name = &table.name;
            let sql = format!(
                "UPDATE OR IGNORE main.\"{name}\" SET \"{column}\" = ?1 WHERE \"{column}\" = ?2"
            );
            act.file.prepare_cached(&sql)?.execute((keep, gone))?;
        }
    }
    Ok(())
}

/// The pairs of the other that are not the same become pairs of the one kept, in the order of their numbers; the two themselves are
/// one from now on.
fn not_apart(file: &Connection, keep: CustomerId, gone: CustomerId) -> Result<()> {
    file.prepare_cached("DELETE FROM apart WHERE one = min(?1, ?2) AND other = max(?1, ?2)")?
        .execute((keep, gone))?;
    file.prepare_cached(
        "UPDATE OR IGNORE apart SET (one, other) = (min(?1, one + other - ?2), max(?1, one + other - ?2))
        WHERE one = ?2 OR other = ?2",
    )?
    .execute((keep, gone))?;
    file.prepare_cached("DELETE FROM apart WHERE one = ?1 OR other = ?1")?
        .execute([gone])?;
    Ok(())
}

/// Who brought the one kept; nobody, where that would be themselves on some way round.
fn bringer(
    file: &Connection,
    keep: CustomerId,
    after: &Customer,
    gone: CustomerId,
) -> Result<Option<CustomerId>> {
    let Some(by) = after.referred_by.filter(|by| *by != gone && *by != keep) else {
        return Ok(None);
    };
    let round = referral::leads_to(by, keep, |id| super::circle::brought_by(file, id))?;
    Ok((!round).then_some(by))
}

/// The one kept, as the file has them now that the rows of the other are theirs.
fn with_rows_of(before: &Customer, gone: &Customer) -> Customer {
    fn add<D: Detail>(to: &mut Customer, from: &Customer) {
        D::list(to).extend_from_slice(D::shown(from));
    }
    let mut now = before.clone();
    add::<Phone>(&mut now, gone);
    add::<Email>(&mut now, gone);
    add::<Address>(&mut now, gone);
    add::<Tag>(&mut now, gone);
    add::<Preference>(&mut now, gone);
    add::<Fact>(&mut now, gone);
    add::<ChannelRule>(&mut now, gone);
    now
}
