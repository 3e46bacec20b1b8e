//! What stays of those who were forgotten: sums by month, from which nobody can be told.

use anyhow::Result;
use rusqlite::Connection;

use crate::{
    domain::{Money, Quantity},
    store::Store,
};

/// What the forgotten add to a sum of the shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The noun: purchase, complaint, customer.
    pub what: String,
    /// Its month, `2026-05`.
    pub month: String,
    /// The number of the product or cause; 0 where there is none.
    pub about: i64,
    /// How many.
    pub count: i64,
    /// How much was bought.
    pub quantity: Quantity,
    /// What the purchases came to, or what the remedies cost.
    pub amount: Money,
}

impl Store {
    /// What the forgotten add to the sums of the shop, in the order of the months.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn totals_of_forgotten(&self) -> Result<Vec<Total>> {
        let mut select = self.file.prepare_cached(
            "SELECT what, month, about, count, quantity, amount FROM file_total ORDER BY month, what, about",
        )?;
        let totals = select.query_map([], |row| {
            Ok(Total {
                what: row.get(0)?,
                month: row.get(1)?,
                about: row.get(2)?,
                count: row.get(3)?,
                quantity: row.get(4)?,
                amount: row.get(5)?,
            })
        })?;
        Ok(totals.collect::<rusqlite::Result<_>>()?)
    }
}

/// Adds the rows of customer `?1` to the sums, before they go. Sums of absurd amounts end at the largest number instead of failing.
const KEEP: [&str; 3] = [
    "SELECT 'purchase', substr(day, 1, 7), coalesce(product, 0), count(*), CAST(total(quantity) AS INTEGER), CAST(total(amount) AS INTEGER)
    FROM purchase WHERE customer = ?1 GROUP BY 2, 3",
    "SELECT 'complaint', substr(opened, 1, 7),
        coalesce((SELECT cause FROM step WHERE complaint = c.id AND cause IS NOT NULL ORDER BY id DESC LIMIT 1), 0),
        count(*), 0, CAST(total((SELECT total(amount) FROM step WHERE complaint = c.id)) AS INTEGER)
    FROM complaint AS c WHERE customer = ?1 GROUP BY 2, 3",
    "SELECT 'customer', substr(created, 1, 7), 0, 1, 0, 0 FROM customer WHERE id = ?1",
];

/// Adds what a customer did to the sums that stay.
pub(super) fn keep(file: &Connection, customer: i64) -> Result<()> {
    for rows in KEEP {
        file.execute(
            &format!(
                "INSERT INTO file_total (what, month, about, count, quantity, amount)
                SELECT * FROM ({rows}) WHERE true
                ON CONFLICT (what, month, about) DO UPDATE SET count = count + excluded.count,
                    quantity = CAST(0.0 + quantity + excluded.quantity AS INTEGER),
                    amount = CAST(0.0 + amount + excluded.amount AS INTEGER)"
            ),
            [customer],
        )?;
    }
    Ok(())
}
