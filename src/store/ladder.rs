//! On which rung everybody stands, for lists and filter words.

use std::rc::Rc;

use anyhow::Result;

use super::Store;
use crate::domain::{Buyers, Climb, CustomerId, Each, Rung, Set, Stamp};

/// What the rungs of everybody are computed from; quickest asked in the order of their numbers.
#[derive(Debug)]
pub struct Ladder {
    buyers: Rc<Buyers>,
    praised: Set,
    brought: Each<u32>,
    /// Chosen by hand: up or down.
    steps: Each<i8>,
}

impl Ladder {
    /// The rung of a customer.
    pub fn rung(&self, customer: CustomerId) -> Rung {
        let pace = self.buyers.pace(customer);
        let praised = self.praised.has(customer);
        let brought = self.brought.of(customer).copied().unwrap_or(0);
        let step = self.steps.of(customer).copied().unwrap_or(0);
        Climb::of(pace, praised, brought, step).rung
    }
}

impl Store {
    /// Everybody's rungs.
    pub fn ladder(&self, now: Stamp) -> Result<Ladder> {
        let _still = self.hold_still()?;
        Ok(Ladder {
            praised: self.set(
                "SELECT customer FROM feedback WHERE customer IS NOT NULL AND (kind = 'praise' OR score >= 4)",
                [],
            )?,
            brought: self.each(
                "SELECT referred_by, count(*) FROM customer WHERE referred_by IS NOT NULL GROUP BY referred_by",
                [],
            )?,
            steps: self.each("SELECT id, rung_step FROM customer WHERE rung_step <> 0", [])?,
            buyers: self.buyers(now)?,
        })
    }
}
