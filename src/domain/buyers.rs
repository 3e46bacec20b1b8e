//! Everybody who bought, with the few numbers that tiers, lists and filter words are computed from.

use std::ops::RangeInclusive;

use super::{Each, Money, Pace, Tier, TierBounds, id::CustomerId};

/// The paces of everybody who bought, by customer, and what the tiers of today begin and end with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Buyers {
    paces: Each<Pace>,
    /// What those spent in the last twelve months who bought in them, the smallest first.
    spent: Vec<Money>,
    bounds: TierBounds,
}

/// So many stretches are put in their places one by one; of more everything is put together anew.
const FEW: usize = 8;

impl Buyers {
    /// These buyers, in order of their numbers.
    pub fn new(paces: Vec<(CustomerId, Pace)>) -> Self {
        let mut spent: Vec<Money> = paces.iter().filter_map(spent_lately).collect();
        spent.sort_unstable();
        let bounds = TierBounds::of(&spent);
        Self {
            paces: Each::new(paces),
            spent,
            bounds,
        }
    }

    /// In these stretches, in their order, everybody is as they say; all others are as they were.
    pub fn replace(&mut self, stretches: &[Stretch]) {
        if stretches.len() > FEW {
            *self = self.with(stretches);
            return;
        }
        for stretch in stretches {
            let old = self.paces.between(&stretch.customers);
            for spent in old.iter().filter_map(spent_lately) {
                let at = self.spent.partition_point(|it| *it < spent);
                self.spent.remove(at);
            }
            for spent in stretch.paces.iter().filter_map(spent_lately) {
                let at = self.spent.partition_point(|it| *it < spent);
                self.spent.insert(at, spent);
            }
            let new = stretch.paces.iter().copied();
            self.paces.replace(&stretch.customers, new);
        }
        self.bounds = TierBounds::of(&self.spent);
    }

    fn with(&self, stretches: &[Stretch]) -> Self {
        let new: usize = stretches.iter().map(|it| it.paces.len()).sum();
        let mut rest = self.paces.all();
        let mut paces = Vec::with_capacity(rest.len() + new);
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
        self.paces.of(customer)
    }

    /// Everybody, in order of their numbers.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (CustomerId, &Pace)> {
        self.paces.iter()
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

fn spent_lately((_, pace): &(CustomerId, Pace)) -> Option<Money> {
    (pace.year_sales > 0).then_some(pace.year_spent)
}

/// Everybody who bought whose numbers lie in a stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// From where to where.
    pub customers: RangeInclusive<CustomerId>,
    /// Their paces, in order of their numbers.
    pub paces: Vec<(CustomerId, Pace)>,
}
