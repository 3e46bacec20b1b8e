//! How many customers bought two products both: counted up and down as what one customer bought changes.

use std::collections::HashMap;

use anyhow::Result;
use rusqlite::Connection;

use crate::domain::ProductId;

/// From so many changed pairs on they are written before more are counted: memory stays small.
const ROOM: usize = 1 << 20;

/// Who bought any product at all is counted under this number.
pub(super) const ANY: i64 = 0;

/// By how much each pair changes.
#[derive(Default)]
pub(super) struct Pairs(HashMap<i64, i64>);

/// The number of a pair.
pub(super) fn pair(one: ProductId, other: ProductId) -> i64 {
    one.0 << 32 | other.0
}

impl Pairs {
    /// A customer had bought the old products, and has now bought the new ones; both by number.
    pub(super) fn change(&mut self, old: &[ProductId], new: &[ProductId]) {
        let missing = |from: &[ProductId], those: &[ProductId]| -> Vec<ProductId> {
            let missing = from.iter().filter(|it| those.binary_search(it).is_err());
            missing.copied().collect()
        };
        self.count(&missing(new, old), new, 1);
        self.count(&missing(old, new), old, -1);
        match (old, new) {
            ([], [_, ..]) => self.add(ANY, 1),
            ([_, ..], []) => self.add(ANY, -1),
            _ => {}
        }
    }

    /// Counts the pairs of some products with all of a customer's, in both orders.
    fn count(&mut self, some: &[ProductId], all: &[ProductId], by: i64) {
        for one in some {
            for other in all {
                self.add(pair(*one, *other), by);
                if some.binary_search(other).is_err() {
                    self.add(pair(*other, *one), by);
                }
            }
        }
    }

    fn add(&mut self, pair: i64, by: i64) {
        *self.0.entry(pair).or_default() += by;
    }

    /// Is it time to write them?
    pub(super) fn are_many(&self) -> bool {
        self.0.len() >= ROOM
    }

    /// Brings the pairs in the file up to date.
    pub(super) fn write(&mut self, file: &Connection) -> Result<()> {
        let mut pairs: Vec<(i64, i64)> = self.0.drain().filter(|(_, by)| *by != 0).collect();
        pairs.sort_unstable();
        let mut add = file.prepare_cached(
            "INSERT INTO search_pair (id, together) VALUES (?1, ?2)
            ON CONFLICT (id) DO UPDATE SET together = together + excluded.together",
        )?;
        let mut forget =
            file.prepare_cached("DELETE FROM search_pair WHERE id = ?1 AND together <= 0")?;
        for (pair, by) in pairs {
            add.execute((pair, by))?;
            if by < 0 {
                forget.execute([pair])?;
            }
        }
        Ok(())
    }
}
