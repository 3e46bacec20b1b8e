//! What everybody bought, packed anew from the purchases, to compare it with what is kept.

use std::mem::take;

use anyhow::Result;
use rusqlite::Connection;

use super::{SPAN, add, block, entries, pairs::Pairs, place_of};
use crate::{domain::CustomerId, store::bought};

/// How many blocks of customers and pairs of products are not as the purchases say.
pub(in crate::store) fn wrong(file: &Connection) -> Result<usize> {
    let mut fresh = Fresh::default();
    let (mut wrong, mut failed) = (0, None);
    let all = (CustomerId(i64::MIN), CustomerId(i64::MAX));
    bought::each_between(file, all, &mut |customer, rows| {
        let number = customer.0.div_euclid(SPAN);
        if number != fresh.number {
            match fresh.end(file, number) {
                Ok(same) => wrong += usize::from(!same),
                Err(error) => failed = Some(error),
            }
        }
        add(&mut fresh.block, place_of(customer), rows);
    })?;
    wrong += usize::from(!fresh.end(file, 0)?);
    if let Some(error) = failed {
        return Err(error);
    }
    let kept: usize = file.query_row(
        "SELECT count(*) FROM search_bought WHERE length(sales) > 0",
        [],
        |row| row.get(0),
    )?;
    Ok(wrong + kept.abs_diff(fresh.blocks) + fresh.pairs.differing(file)?)
}

/// The block being packed, and what was counted so far.
#[derive(Default)]
struct Fresh {
    number: i64,
    block: Vec<u8>,
    blocks: usize,
    pairs: Pairs,
}

impl Fresh {
    /// Ends a block: is it as it is kept?
    fn end(&mut self, file: &Connection, next: i64) -> Result<bool> {
        let (number, fresh) = (self.number, take(&mut self.block));
        self.number = next;
        if fresh.is_empty() {
            return Ok(true);
        }
        self.blocks += 1;
        for entry in entries(&fresh) {
            self.pairs.change(&[], &entry.products());
        }
        Ok(block(file, number)? == fresh)
    }
}
