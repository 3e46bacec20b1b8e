//! The folded identity of everybody, scanned at every key.

use super::Query;
use crate::domain::{Customer, CustomerId};

/// Customers `n * BLOCK_SPAN .. (n + 1) * BLOCK_SPAN` stand in block `n`.
pub const BLOCK_SPAN: i64 = 256;

/// The folded identity of up to [`BLOCK_SPAN`] customers, as the store keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Which customers: see [`BLOCK_SPAN`].
    pub number: i64,
    /// [`block_line`]s in the order of their ids.
    pub lines: String,
    /// Most recent contact of some of them, as customer id and seconds since 1970.
    pub recent: Vec<(CustomerId, i64)>,
}

/// One customer's line in a block, ending in a line break; names in all readings, phones, e-mail, company, tags.
pub fn block_line(customer: &Customer) -> String {
    todo!("{}", customer.id)
}

/// Where a query matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matched {
    /// The ending of a phone, or the whole of it.
    PhoneEnding,
    /// The name or call-me (SPEC §4 orders: beginning, word beginning, inside).
    Name,
    /// A phone, not at its end.
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

/// The customers found, best first.
#[derive(Debug, Clone, Default)]
pub struct Hits {}

impl Hits {
    /// How many in all.
    pub fn total(&self) -> usize {
        todo!()
    }

    /// Some of them, in order; sorted only as far as was asked for.
    pub fn page(&mut self, range: std::ops::Range<usize>) -> &[Hit] {
        todo!("{range:?}")
    }
}

/// Everybody's folded identity, in memory.
#[derive(Debug, Default)]
pub struct Index {}

impl Index {
    /// Takes over one block: new, or instead of the older one of its number.
    pub fn take(&mut self, block: &Block) {
        todo!("{}", block.number)
    }

    /// How many customers it knows.
    pub fn len(&self) -> usize {
        todo!()
    }

    /// True when it knows nobody.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Who matches: every term somewhere, within `allowed` (the customers the filter words leave; `None`: all).
    ///
    /// `texts` holds, for each of the query's terms in order, the customers whose longer texts contain it, sorted; it may be empty:
    /// then names and phones answer alone, at once.
    pub fn find(
        &mut self,
        query: &Query,
        allowed: Option<&[CustomerId]>,
        texts: &[Vec<CustomerId>],
    ) -> Hits {
        todo!("{query:?} {allowed:?} {texts:?}")
    }
}
