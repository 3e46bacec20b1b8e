//! Everybody who bought, with the few numbers that tiers, lists and filter words are computed from.

use std::ops::RangeInclusive;

use super::{Pace, Tier, TierBounds, id::CustomerId};

/// The paces of everybody who bought, by customer, and what the tiers of today begin and end with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Buyers {
    paces: Vec<(CustomerId, Pace)>,
    bounds: TierBounds,
}

impl Buyers {
    /// These buyers, in order of their numbers.
    pub fn new(paces: Vec<(CustomerId, Pace)>) -> Self {
        debug_assert!(paces.is_sorted_by_key(|(customer, _)| *customer));
        let lately = paces.iter().filter(|(_, pace)| pace.year_sales > 0);
        let mut spent: Vec<_> = lately.map(|(_, pace)| pace.year_spent).collect();
        let bounds = TierBounds::of(&mut spent);
        Self { paces, bounds }
    }

    /// The same but for these stretches, in their order, in which everybody is as they say.
    pub fn with(&self, stretches: &[Stretch]) -> Self {
        let new: usize = stretches.iter().map(|it| it.paces.len()).sum();
        let mut paces = Vec::with_capacity(self.paces.len() + new);
        let mut rest = &self.paces[..];
        for stretch in stretches {
            let (first, last) = (stretch.customers.start(), stretch.customers.end());
            let (before, behind) = rest.split_at(rest.partition_point(|(id, _)| id < first));
            paces.extend_from_slice(before);
            paces.extend_from_slice(&stretch.paces);
            rest = &behind[behind.partition_point(|(id, _)| id <= last)..];
        }
        paces.extend_from_slice(rest);
        paces.shrink_to_fit();
        Self::new(paces)
    }

    /// How one buys; `None` for who never bought.
    pub fn pace(&self, customer: CustomerId) -> Option<&Pace> {
        let found = self.paces.binary_search_by_key(&customer, |(id, _)| *id);
        found.ok().map(|at| &self.paces[at].1)
    }

    /// Everybody, in order of their numbers.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (CustomerId, &Pace)> {
        self.paces.iter().map(|(customer, pace)| (*customer, pace))
    }

    /// Where tiers begin and end.
    pub fn bounds(&self) -> TierBounds {
        self.bounds
    }

    /// The tier of a customer; the one chosen by hand wins.
    pub fn tier(&self, customer: CustomerId, own: Option<Tier>) -> Tier {
        own.unwrap_or_else(|| self.bounds.tier(self.pace(customer)))
    }

    /// The same as a list shows it: nothing for who never bought, where none was chosen.
    pub fn shown_tier(&self, customer: CustomerId, own: Option<Tier>) -> Option<Tier> {
        own.or_else(|| Some(self.bounds.tier(Some(self.pace(customer)?))))
    }
}

/// Everybody who bought whose numbers lie in a stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// From where to where.
    pub customers: RangeInclusive<CustomerId>,
    /// Their paces, in order of their numbers.
    pub paces: Vec<(CustomerId, Pace)>,
}
