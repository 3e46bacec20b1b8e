//! The customers found, put in order only as far as somebody looks.

use std::collections::HashMap;

use super::line::Rank;
use crate::domain::CustomerId;

/// Where a query matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matched {
    /// The ending of a phone, or the whole of it.
    PhoneEnding,
    /// The name, call-me, or how the name sounds: its beginning, the beginning of a word, or inside.
    Name,
    /// A phone, not at its end, or the words beside it.
    Phone,
    /// An e-mail address.
    Email,
    /// The company.
    Company,
    /// A tag.
    Tag,
    /// A longer text: address, like, fact, log, complaint.
    Text,
    /// The name, but for one letter.
    NameSlip,
    /// Nothing was asked for, or only filter words.
    Everybody,
}

/// One customer found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Who.
    pub customer: CustomerId,
    /// By what.
    pub matched: Matched,
}

/// One customer found, as a number that sorts: rank, then the most recent contact, then the order of ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    key: u64,
    id: i64,
}

/// Seconds from the end of time (as far as we count it): smaller is more recent.
const LATEST: i64 = (1 << 55) - 1;

impl Found {
    /// `recent`: the most recent contact, in seconds since 1970; `i64::MIN` for none.
    pub(super) fn new(customer: CustomerId, rank: Rank, recent: i64) -> Self {
        let age = LATEST - recent.clamp(-LATEST, LATEST);
        // Of everybody, who was written down last comes first.
        let id = if rank == Rank::Everybody {
            -customer.0
        } else {
            customer.0
        };
        Self {
            key: (rank as u64) << 56 | age.unsigned_abs(),
            id,
        }
    }

    pub(super) fn rank(self) -> Rank {
        Rank::ALL[(self.key >> 56) as usize]
    }

    pub(super) fn customer(self) -> CustomerId {
        CustomerId(self.id.abs())
    }

    fn hit(self) -> Hit {
        Hit {
            customer: self.customer(),
            matched: self.rank().matched(),
        }
    }
}

/// The customers found, best first.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    found: Vec<Found>,
    /// The first of them, in order.
    sorted: Vec<Hit>,
    cut: bool,
}

impl Hits {
    /// `households` holds for every customer whose phone ends in what was asked for the number itself; `cut`: there may be more.
    pub(super) fn new(mut found: Vec<Found>, households: &[(CustomerId, u64)], cut: bool) -> Self {
        let mut sorted = Vec::new();
        if !households.is_empty() {
            let numbers: HashMap<i64, u64> = households
                .iter()
                .map(|(who, number)| (who.0, *number))
                .collect();
            found.sort_unstable();
            let ending = found.partition_point(|one| one.rank() == Rank::PhoneEnding);
            let mut first: HashMap<u64, usize> = HashMap::new();
            for (place, one) in found[..ending].iter().enumerate() {
                first
                    .entry(numbers.get(&one.id).copied().unwrap_or(0))
                    .or_insert(place);
            }
            found[..ending].sort_by_key(|one| first[&numbers.get(&one.id).copied().unwrap_or(0)]);
            sorted = found[..ending].iter().map(|one| one.hit()).collect();
        }
        Self { found, sorted, cut }
    }

    /// False when there may be more than were looked for: see [`Index::find`](super::Index::find).
    pub fn is_whole(&self) -> bool {
        !self.cut
    }

    /// How many in all; at least, where [`Hits::is_whole`] says so.
    pub fn total(&self) -> usize {
        self.found.len()
    }

    /// Some of them, in order; sorted only as far as was asked for.
    pub fn page(&mut self, range: std::ops::Range<usize>) -> &[Hit] {
        let end = range.end.min(self.found.len());
        let done = self.sorted.len();
        if done < end {
            let rest = &mut self.found[done..];
            // Twice as many as are known already, so that walking down a list does not sort at every step.
            let wanted = (end - done).max(done).min(rest.len());
            if wanted < rest.len() {
                rest.select_nth_unstable(wanted);
            }
            rest[..wanted].sort_unstable();
            self.sorted
                .extend(rest[..wanted].iter().map(|one| one.hit()));
        }
        &self.sorted[range.start.min(end)..end]
    }
}
