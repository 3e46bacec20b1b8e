//! How well products sell, and whether one may be taken out.

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use chrono::NaiveDate;

use super::{Store, columns::Day};
use crate::domain::{Money, ProductId, Quantity};

impl Store {
    /// What was sold of each product after a day: how much, and for how much, less what was given back.
    pub fn sold_after(&self, day: NaiveDate) -> Result<HashMap<ProductId, (Quantity, Money)>> {
        let mut select = self.file.prepare_cached(
            "SELECT product, sum(quantity), sum(amount) FROM purchase
            WHERE product IS NOT NULL AND day > ?1 GROUP BY product",
        )?;
        let rows = select.query_map([Day(day)], |row| {
            Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The products that were bought, proposed, or stand in a rule: these are ended, not taken out.
    pub fn in_use(&self) -> Result<HashSet<ProductId>> {
        let mut select = self.file.prepare_cached(
            "SELECT id FROM product AS it WHERE EXISTS (SELECT 1 FROM purchase WHERE product = it.id)
                OR id IN (SELECT product FROM offer UNION SELECT bought FROM rule UNION SELECT other FROM rule)",
        )?;
        let rows = select.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
