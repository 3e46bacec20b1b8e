//! What to suggest to somebody: one thing, with its evidence, or nothing.

mod choose;

use std::cmp::Ordering;

use super::{OfferKind, id::ProductId};

pub use choose::{Known, suggest};

/// So many customers must have bought both of a pair.
pub const TOGETHER_FROM: u32 = 5;
/// So much more often than by chance: six fifths.
const LIFT_FROM: (u64, u64) = (6, 5);

/// Two products, counted over what customers ever bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// What somebody buys.
    pub bought: ProductId,
    /// What goes with it.
    pub other: ProductId,
    /// How many customers bought both.
    pub together: u32,
    /// How many bought the first.
    pub bought_by: u32,
    /// How many bought the other.
    pub other_by: u32,
    /// How many bought anything.
    pub buyers: u32,
}

impl Pair {
    /// The share of those who bought the first that bought the other, too.
    pub fn confidence(&self) -> f64 {
        f64::from(self.together) / f64::from(self.bought_by.max(1))
    }

    /// How many times more often than by chance.
    pub fn lift(&self) -> f64 {
        let by_chance = f64::from(self.other_by) / f64::from(self.buyers.max(1));
        if by_chance > 0.0 {
            self.confidence() / by_chance
        } else {
            0.0
        }
    }

    /// True when there are enough to say so. Counted in whole numbers: a lift of just 1.2 is enough.
    pub fn holds(&self) -> bool {
        let (more, than) = LIFT_FROM;
        let (together, by_chance) = self.lift_parts();
        let enough = self.together >= TOGETHER_FROM && by_chance > 0;
        enough && u128::from(than) * together >= u128::from(more) * by_chance
    }

    /// Which of two has the greater lift; where that is the same, which more customers bought together.
    pub fn cmp_strength(&self, other: &Self) -> Ordering {
        let ((mine, my_chance), (theirs, their_chance)) = (self.lift_parts(), other.lift_parts());
        let lift = (mine * their_chance).cmp(&(theirs * my_chance));
        lift.then(self.together.cmp(&other.together))
    }

    /// The two numbers whose quotient the lift is.
    fn lift_parts(&self) -> (u128, u128) {
        let times = |a: u32, b: u32| u128::from(a) * u128::from(b);
        (
            times(self.together, self.buyers),
            times(self.bought_by, self.other_by),
        )
    }

    /// The evidence in words: "6 of 10 rye buyers also take honey, lift 3.0".
    pub fn words(&self, bought: &str, other: &str) -> String {
        let (together, of, lift) = (self.together, self.bought_by, self.lift());
        format!("{together} of {of} {bought} buyers also take {other}, lift {lift:.1}")
    }
}

/// One thing to suggest.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// What.
    pub product: ProductId,
    /// A suggestion, or the better grade of what they buy.
    pub kind: OfferKind,
    /// The evidence in words: "6 of 10 rye buyers also take honey, lift 3.0".
    pub because: String,
    /// The counts, where it comes from a pair.
    pub pair: Option<Pair>,
}

#[cfg(test)]
mod tests;
