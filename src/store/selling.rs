//! Lists of people for selling: what their rules need to know of everybody, each in a few statements over the whole shop.

mod best;
mod partings;
mod promotion;
mod prospects;
mod silent;
mod slow_day;

use std::collections::HashMap;

use anyhow::Result;
use rusqlite::{Params, types::FromSql};

use super::{Store, columns::Day, complaints::OPEN_COMPLAINT};
use crate::domain::{ChannelRule, CustomerId, Stamp, id::ChannelRuleId, reach::Reach};

pub use promotion::{Campaign, Told};
pub use silent::Away;

/// In SQL: what lists call customer `c`.
const NAME: &str = "coalesce(nullif(c.name, ''), nullif(c.call_me, ''),
    (SELECT raw FROM phone WHERE customer = c.id AND raw <> '' ORDER BY id LIMIT 1), '(no name)')";

/// Of whom a list is made: of everybody, or only of these, sorted.
pub type Only<'a> = Option<&'a [CustomerId]>;

/// Is somebody among those of whom a list is made?
fn among(only: Only<'_>, customer: CustomerId) -> bool {
    only.is_none_or(|only| only.binary_search(&customer).is_ok())
}

/// Some customers, sorted.
#[derive(Debug, Default)]
struct Set(Vec<CustomerId>);

impl Set {
    fn has(&self, customer: CustomerId) -> bool {
        self.0.binary_search(&customer).is_ok()
    }
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
    /// Whose each of the rules is, sorted.
    owners: Vec<CustomerId>,
    rules: Vec<ChannelRule>,
    phone: Set,
    mail: Set,
    address: Set,
}

impl Ways {
    /// The ways to one.
    fn to(&self, customer: CustomerId) -> Reach<'_> {
        let from = self.owners.partition_point(|owner| *owner < customer);
        let own = self.owners[from..].iter();
        let count = own.take_while(|owner| **owner == customer).count();
        Reach {
            rules: &self.rules[from..from + count],
            phone: self.phone.has(customer),
            mail: self.mail.has(customer),
            address: self.address.has(customer),
        }
    }
}

impl Store {
    /// What lists call these customers; who was removed is missing.
    pub fn names(&self, customers: &[CustomerId]) -> Result<HashMap<CustomerId, String>> {
        let mut select = self.file.prepare_cached(&format!(
            "SELECT c.id, {NAME} FROM json_each(?1) AS asked JOIN customer AS c ON c.id = asked.value"
        ))?;
        let rows = select.query_map([serde_json::to_string(customers)?], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The customers that a statement finds.
    fn set(&self, sql: &str, values: impl Params) -> Result<Set> {
        let mut select = self.file.prepare_cached(sql)?;
        let rows = select.query_map(values, |row| row.get(0))?;
        let mut found: Vec<CustomerId> = rows.collect::<rusqlite::Result<_>>()?;
        found.sort_unstable();
        found.dedup();
        Ok(Set(found))
    }

    /// A value for each customer that a statement finds.
    fn each_by_customer<T: FromSql>(
        &self,
        sql: &str,
        values: impl Params,
    ) -> Result<HashMap<CustomerId, T>> {
        let mut select = self.file.prepare_cached(sql)?;
        let rows = select.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn alone(&self, now: Stamp) -> Result<Alone> {
        let open = format!(
            "SELECT customer FROM complaint AS x WHERE customer IS NOT NULL AND {OPEN_COMPLAINT}"
        );
        Ok(Alone {
            complaint: self.set(&open, [])?,
            hard_time: self.set(
                "SELECT id FROM customer WHERE trim(going_through) <> ''
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
        let mut select = self.file.prepare_cached(
            "SELECT customer, channel, leave, marketing FROM channel_rule ORDER BY customer, id",
        )?;
        let (mut owners, mut rules) = (Vec::new(), Vec::new());
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            owners.push(row.get(0)?);
            rules.push(ChannelRule {
                id: ChannelRuleId::NEW,
                channel: row.get(1)?,
                leave: row.get(2)?,
                best_time: String::new(),
                marketing: row.get(3)?,
                consent_on: None,
            });
        }
        Ok(Ways {
            owners,
            rules,
            phone: self.set("SELECT customer FROM phone WHERE trim(raw) <> ''", [])?,
            mail: self.set("SELECT customer FROM email WHERE trim(address) <> ''", [])?,
            address: self.set(
                "SELECT customer FROM address WHERE trim(street || city || region || postcode || country) <> ''",
                [],
            )?,
        })
    }
}
