//! How many customers bought two products both: counted up and down as what one customer bought changes.

use std::collections::{HashMap, hash_map::Entry};

use anyhow::Result;
use rusqlite::{Connection, OptionalExtension};

use crate::domain::{Pair, ProductId, suggestion::TOGETHER_FROM};

/// From so many changed pairs on they are written before more are counted: memory stays small.
const ROOM: usize = 1 << 20;

/// Who bought any product at all is counted under this number.
const ANY: i64 = 0;

/// The last number that a product may have here.
const LAST: i64 = u32::MAX as i64;

/// By how much each pair changes.
#[derive(Default)]
pub(super) struct Pairs(HashMap<i64, i64>);

/// The number of a pair.
fn number(one: ProductId, other: ProductId) -> i64 {
    one.0 << 32 | other.0
}

/// What goes with these products and was bought with them often enough to say so.
pub(super) fn with(file: &Connection, products: &[ProductId]) -> Result<Vec<Pair>> {
    let mut count = file.prepare_cached("SELECT together FROM search_pair WHERE id = ?1")?;
    let mut count_of = |number: i64| -> Result<u32> {
        let count = count.query_row([number], |row| row.get(0)).optional()?;
        Ok(count.unwrap_or(0))
    };
    let buyers = count_of(ANY)?;
    let mut bought_by: HashMap<ProductId, u32> = HashMap::new();
    let mut select = file.prepare_cached(
        "SELECT id & 0xFFFFFFFF, together FROM search_pair WHERE id BETWEEN ?1 AND ?2 AND together >= ?3",
    )?;
    let mut pairs = Vec::new();
    for &bought in products {
        let ends = (
            number(bought, ProductId(0)),
            number(bought, ProductId(LAST)),
        );
        let mut rows = select.query((ends.0, ends.1, TOGETHER_FROM))?;
        while let Some(row) = rows.next()? {
            let (other, together) = (row.get(0)?, row.get(1)?);
            let mut by = |product| match bought_by.entry(product) {
                Entry::Occupied(known) => Ok(*known.get()),
                Entry::Vacant(free) => {
                    count_of(number(product, product)).map(|count| *free.insert(count))
                }
            };
            let (bought_by, other_by) = (by(bought)?, by(other)?);
            pairs.push(Pair {
                bought,
                other,
                together,
                bought_by,
                other_by,
                buyers,
            });
        }
    }
    pairs.retain(|pair| pair.bought != pair.other);
    Ok(pairs)
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
                self.add(number(*one, *other), by);
                if some.binary_search(other).is_err() {
                    self.add(number(*other, *one), by);
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

    /// How many pairs are counted otherwise in the file.
    pub(super) fn differing(mut self, file: &Connection) -> Result<usize> {
        self.0.retain(|_, together| *together > 0);
        let mut select = file.prepare("SELECT id, together FROM search_pair")?;
        let mut rows = select.query([])?;
        let mut wrong = 0;
        while let Some(row) = rows.next()? {
            let same = self.0.remove(&row.get(0)?) == Some(row.get(1)?);
            wrong += usize::from(!same);
        }
        Ok(wrong + self.0.len())
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
