//! How well products sell, and whether one may be taken out.

use std::collections::HashMap;

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

    /// True when a product was bought, proposed, or stands in a rule: then it is ended, not taken out.
    pub fn is_in_use(&self, product: ProductId) -> Result<bool> {
        let mut select = self.file.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM purchase WHERE product = ?1)
                OR EXISTS (SELECT 1 FROM offer WHERE product = ?1)
                OR EXISTS (SELECT 1 FROM rule WHERE bought = ?1 OR other = ?1)",
        )?;
        Ok(select.query_row([product], |row| row.get(0))?)
    }
}
