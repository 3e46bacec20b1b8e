//! On which rung everybody stands, for lists and filter words.

use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

use anyhow::Result;

use super::Store;
use crate::domain::{Buyers, Climb, CustomerId, Rung, Stamp};

/// What the rungs of everybody are computed from.
#[derive(Debug)]
pub struct Ladder {
    buyers: Rc<Buyers>,
    praised: HashSet<CustomerId>,
    brought: HashMap<CustomerId, u32>,
    /// Chosen by hand: up or down.
    steps: HashMap<CustomerId, i8>,
}

impl Ladder {
    /// The rung of a customer.
    pub fn rung(&self, customer: CustomerId) -> Rung {
        let pace = self.buyers.pace(customer);
        let praised = self.praised.contains(&customer);
        let brought = self.brought.get(&customer).copied().unwrap_or(0);
        let step = self.steps.get(&customer).copied().unwrap_or(0);
        Climb::of(pace, praised, brought, step).rung
    }
}

impl Store {
    /// Everybody's rungs.
    pub fn ladder(&self, now: Stamp) -> Result<Ladder> {
        let _still = self.hold_still()?;
        let mut praised = self.file.prepare_cached(
            "SELECT DISTINCT customer FROM feedback
            WHERE customer IS NOT NULL AND (kind = 'praise' OR score >= 4)",
        )?;
        let praised = praised.query_map([], |row| row.get(0))?;
        let mut brought = self.file.prepare_cached(
            "SELECT referred_by, count(*) FROM customer WHERE referred_by IS NOT NULL GROUP BY referred_by",
        )?;
        let brought = brought.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut steps = self
            .file
            .prepare_cached("SELECT id, rung_step FROM customer WHERE rung_step <> 0")?;
        let steps = steps.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Ladder {
            praised: praised.collect::<rusqlite::Result<_>>()?,
            brought: brought.collect::<rusqlite::Result<_>>()?,
            steps: steps.collect::<rusqlite::Result<_>>()?,
            buyers: self.buyers(now)?,
        })
    }
}
