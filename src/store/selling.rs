//! Lists of people for selling: what their rules need to know of everybody, each in a few statements over the whole shop.

mod best;
mod partings;
mod promotion;
mod prospects;
mod silent;
mod slow_day;

use std::ops::Range;

use anyhow::Result;
use rusqlite::{Params, types::FromSql};

use super::{Store, columns::Day, complaints::OPEN_COMPLAINT, customers::NAME};
use crate::domain::{ChannelRule, CustomerId, Each, Set, Stamp, id::ChannelRuleId, reach::Reach};

pub use promotion::{Campaign, Told};
pub use silent::Away;

/// Of whom a list is made: of everybody, or only of these, sorted.
pub type Only<'a> = Option<&'a [CustomerId]>;

/// Is somebody among those of whom a list is made?
fn among(only: Only<'_>, customer: CustomerId) -> bool {
    only.is_none_or(|only| only.binary_search(&customer).is_ok())
}

/// Who is left alone for a while, and why.
struct Alone {
    complaint: Set,
    hard_time: Set,
    let_go: Set,
}

impl Alone {
    fn has(&self, customer: CustomerId) -> bool {
        let sets = [&self.complaint, &self.hard_time, &self.let_go];
        sets.iter().any(|set| set.has(customer))
    }
}

/// The ways to everybody.
struct Ways {
    rules: Vec<ChannelRule>,
    /// Which of the rules are whose.
    of: Each<Range<usize>>,
    phone: Set,
    mail: Set,
    address: Set,
}

impl Ways {
    /// The ways to one.
    fn to(&self, customer: CustomerId) -> Reach<'_> {
        let own = self.of.of(customer).cloned().unwrap_or_default();
        Reach {
            rules: &self.rules[own],
            phone: self.phone.has(customer),
            mail: self.mail.has(customer),
            address: self.address.has(customer),
        }
    }
}

impl Store {
    /// What lists call these customers, by number; who was removed is missing.
    pub fn names(&self, customers: &[CustomerId]) -> Result<Vec<(CustomerId, String)>> {
        let mut asked = customers.to_vec();
        asked.sort_unstable();
        let mut names = Vec::with_capacity(asked.len());
        self.each_name(&asked, &mut |customer, name| {
            names.push((customer, name.to_owned()));
        })?;
        Ok(names)
    }

    /// The same of customers who are sorted, one name after the other, each once.
    pub fn each_name(
        &self,
        sorted: &[CustomerId],
        each: &mut dyn FnMut(CustomerId, &str),
    ) -> Result<()> {
        let mut select = self.file.prepare_cached(&format!(
            "SELECT c.id, {NAME} FROM customer AS c WHERE c.id BETWEEN ?1 AND ?2"
        ))?;
        // Those who stand near each other in the file are read in one go.
        for near in sorted.chunk_by(|one, other| other.0.saturating_sub(one.0) < 16) {
            let mut rest = near.iter().peekable();
            let mut rows = select.query([near.first(), near.last()])?;
            while let Some(row) = rows.next()? {
                let customer: CustomerId = row.get(0)?;
                while rest.next_if(|it| **it < customer).is_some() {}
                if rest.next_if(|it| **it == customer).is_some() {
                    each(customer, row.get_ref(1)?.as_str()?);
                }
            }
        }
        Ok(())
    }

    /// The customers that a statement finds.
    pub(super) fn set(&self, sql: &str, values: impl Params) -> Result<Set> {
        let mut select = self.file.prepare_cached(sql)?;
        let rows = select.query_map(values, |row| Ok((row.get(0)?, ())))?;
        Ok(Each::new(rows.collect::<rusqlite::Result<_>>()?))
    }

    /// A value for each customer that a statement finds.
    pub(super) fn each<T: FromSql>(&self, sql: &str, values: impl Params) -> Result<Each<T>> {
        let mut select = self.file.prepare_cached(sql)?;
        let rows = select.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Each::new(rows.collect::<rusqlite::Result<_>>()?))
    }

    fn alone(&self, now: Stamp) -> Result<Alone> {
        let open = format!(
            "SELECT customer FROM complaint AS x WHERE customer IS NOT NULL AND {OPEN_COMPLAINT}"
        );
        Ok(Alone {
            complaint: self.set(&open, [])?,
            hard_time: self.set(
                "SELECT id FROM customer WHERE going_through <> ''
                    AND (going_through_until IS NULL OR going_through_until >= ?1)",
                [Day(now.day())],
            )?,
            let_go: self.let_go()?,
        })
    }

    /// Who was let go, and not taken back.
    fn let_go(&self) -> Result<Set> {
        let gone = "SELECT customer FROM parting WHERE let_go IS NOT NULL AND ended IS NULL";
        self.set(gone, [])
    }

    fn ways(&self) -> Result<Ways> {
        let mut select = self
            .file
            .prepare_cached("SELECT customer, channel, leave, marketing FROM channel_rule")?;
        let mut all: Vec<(CustomerId, ChannelRule)> = Vec::new();
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let rule = ChannelRule {
                id: ChannelRuleId::NEW,
                channel: row.get(1)?,
                leave: row.get(2)?,
                best_time: String::new(),
                marketing: row.get(3)?,
                consent_on: None,
            };
            all.push((row.get(0)?, rule));
        }
        all.sort_by_key(|(customer, _)| *customer);
        let mut of = Vec::new();
        let mut from = 0;
        for own in all.chunk_by(|one, other| one.0 == other.0) {
            of.push((own[0].0, from..from + own.len()));
            from += own.len();
        }
        Ok(Ways {
            rules: all.into_iter().map(|(_, rule)| rule).collect(),
            of: Each::new(of),
            phone: self.who_has("phone", "trim(raw) = ''")?,
            mail: self.who_has("email", "trim(address) = ''")?,
            address: self.who_has(
                "address",
                "trim(street || city || region || postcode || country) = ''",
            )?,
        })
    }

    /// Who has a row in a table that is not blank; which are, hardly any, stands in an index of its own.
    fn who_has(&self, table: &str, blank: &str) -> Result<Set> {
        let some = self.set(
            &format!("SELECT customer FROM {table} ORDER BY customer"),
            [],
        )?;
        let none = self.set(
            &format!(
                "SELECT customer FROM {table} AS it WHERE {blank} AND NOT EXISTS
                    (SELECT 1 FROM {table} WHERE customer = it.customer AND NOT ({blank}))"
            ),
            [],
        )?;
        if none.all().is_empty() {
            return Ok(some);
        }
        let some = some.all().iter();
        let some = some.filter(|(customer, ())| !none.has(*customer));
        Ok(Set::new(some.copied().collect()))
    }
}
