//! Something of each of some customers, found by number: quickest for whoever asks in the order of the numbers.

use std::{cell::Cell, ops::RangeInclusive};

use super::id::CustomerId;

/// Something of some customers, by number.
#[derive(Debug, Clone)]
pub struct Each<T> {
    all: Vec<(CustomerId, T)>,
    /// Where the last one was looked for: who asks in the order of the numbers finds the next one near there.
    last: Cell<usize>,
}

/// Some customers.
pub type Set = Each<()>;

impl<T> Each<T> {
    /// Of these; nobody is named twice.
    pub fn new(mut all: Vec<(CustomerId, T)>) -> Self {
        all.sort_by_key(|(customer, _)| *customer);
        let last = Cell::new(0);
        Self { all, last }
    }

    /// What is known of one of them.
    pub fn of(&self, customer: CustomerId) -> Option<&T> {
        let at = self.place_of(customer);
        self.last.set(at);
        let (id, it) = self.all.get(at)?;
        (*id == customer).then_some(it)
    }

    /// Is this one of them?
    pub fn has(&self, customer: CustomerId) -> bool {
        self.of(customer).is_some()
    }

    /// All of them, in the order of their numbers.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (CustomerId, &T)> {
        self.all.iter().map(|(customer, it)| (*customer, it))
    }

    /// The same as they stand.
    pub fn all(&self) -> &[(CustomerId, T)] {
        &self.all
    }

    /// Those whose numbers lie between these two, both included.
    pub fn between(&self, ends: &RangeInclusive<CustomerId>) -> &[(CustomerId, T)] {
        &self.all[self.from(*ends.start())..self.behind(*ends.end())]
    }

    /// Puts these, by number, in the place of those whose numbers lie between these two.
    pub fn replace(
        &mut self,
        ends: &RangeInclusive<CustomerId>,
        new: impl IntoIterator<Item = (CustomerId, T)>,
    ) {
        let places = self.from(*ends.start())..self.behind(*ends.end());
        self.all.splice(places, new);
    }

    /// Where somebody stands, or who would come next.
    fn place_of(&self, customer: CustomerId) -> usize {
        let from = self.last.get().min(self.all.len());
        let mut near = self.all[from..].iter().take(8);
        match near.position(|(id, _)| *id >= customer) {
            Some(steps) if from + steps == 0 || self.all[from + steps - 1].0 < customer => {
                from + steps
            }
            _ => self.from(customer),
        }
    }

    fn from(&self, customer: CustomerId) -> usize {
        self.all.partition_point(|(id, _)| *id < customer)
    }

    fn behind(&self, customer: CustomerId) -> usize {
        self.all.partition_point(|(id, _)| *id <= customer)
    }
}

impl<T> Default for Each<T> {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl<T: PartialEq> PartialEq for Each<T> {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}

impl<T: Eq> Eq for Each<T> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_found_in_whatever_order_they_are_asked_for() {
        let some = [2, 3, 5, 40, 41, 99].map(|id| (CustomerId(id), id * 10));
        let mut each = Each::new(some.into());
        for id in (0..110).chain((0..110).rev()).chain([41, 2, 99, 0, 40]) {
            let there = some.iter().find(|(it, _)| it.0 == id);
            assert_eq!(each.of(CustomerId(id)), there.map(|(_, ten)| ten), "{id}");
        }
        assert!(each.has(CustomerId(99)));
        let ends = CustomerId(5)..=CustomerId(99);
        assert_eq!(each.between(&ends), &some[2..]);
        each.replace(&ends, [(CustomerId(7), 70)]);
        assert_eq!(
            (each.of(CustomerId(7)), each.of(CustomerId(99))),
            (Some(&70), None)
        );
        assert_eq!(each, Each::new(vec![(CustomerId(7), 70), some[1], some[0]]));
    }
}
