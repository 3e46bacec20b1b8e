//! What the find box asks, and who answers: names and phones at every key, longer texts when no key is waiting.

use std::collections::HashMap;

use anyhow::Result;

use crate::{
    domain::{CustomerId, Stamp},
    search::{Hit, Hits, Index, Matched, NameOrder, Query},
    store::{CustomerRow, Store},
};

/// Where in a long list a person is looked for after it was read again; further down the place is kept instead.
const LOOKED_AT: usize = 1000;

/// So many rows are read at once to be put in another order.
const READ_AT_ONCE: usize = 1000;

/// The order of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Where it matched, then the most recent contact.
    #[default]
    Best,
    /// By name, as the shop's language sorts.
    Name,
    /// The longest without a contact first.
    Oldest,
}

impl Order {
    /// The next one, for the key.
    pub fn next(self) -> Self {
        match self {
            Self::Best => Self::Name,
            Self::Name => Self::Oldest,
            Self::Oldest => Self::Best,
        }
    }

    /// In words, for the find line; the usual order needs none.
    pub fn words(self) -> &'static str {
        match self {
            Self::Best => "",
            Self::Name => "by name",
            Self::Oldest => "longest silent first",
        }
    }
}

/// Where a longer text matched: the noun, and a piece of the text.
pub type Place = (&'static str, String);

/// A question and its answer.
#[derive(Debug, Default)]
pub struct Finding {
    index: Index,
    country: String,
    /// The text that was asked last.
    text: String,
    /// As it was understood.
    pub query: Query,
    hits: Hits,
    /// For each term who has it in a longer text; empty until they were asked.
    texts: Vec<Vec<CustomerId>>,
    deep: bool,
    /// The order wished for, and the hits in it once they were sorted.
    order: Order,
    sorted: Option<Vec<Hit>>,
    places: HashMap<CustomerId, Option<Place>>,
}

impl Finding {
    /// Takes over what was written since, and asks the same again.
    ///
    /// # Errors
    /// What the store says.
    pub fn refresh(&mut self, store: &Store, now: Stamp) -> Result<()> {
        store.refresh(&mut self.index)?;
        self.country = store.settings()?.country;
        self.deep = false;
        self.places.clear();
        self.query = Query::read(&self.text, &self.country);
        self.find(store, now)
    }

    /// Asks for a text, unless it was asked last; true when the answer is new.
    ///
    /// # Errors
    /// What the store says.
    pub fn ask(&mut self, text: &str, store: &Store, now: Stamp) -> Result<bool> {
        if text == self.text {
            return Ok(false);
        }
        text.clone_into(&mut self.text);
        self.query = Query::read(text, &self.country);
        self.texts.clear();
        self.places.clear();
        self.deep = false;
        self.order = Order::Best;
        self.find(store, now)?;
        Ok(true)
    }

    fn find(&mut self, store: &Store, now: Stamp) -> Result<()> {
        let allowed = store.matching(&self.query.filters, now)?;
        self.hits = self
            .index
            .find(&self.query, allowed.as_deref(), &self.texts);
        if self.order == Order::Best {
            self.sorted = None;
        }
        Ok(())
    }

    /// Asks the longer texts too; true when that was still to do and somebody has the words.
    ///
    /// # Errors
    /// What the store says.
    pub fn deepen(&mut self, store: &Store, now: Stamp) -> Result<bool> {
        if self.deep || self.query.terms.is_empty() {
            return Ok(false);
        }
        let texts = store.texts(&self.query)?;
        self.deep = true;
        let nobody = texts.iter().all(Vec::is_empty) && self.texts.is_empty();
        self.texts = texts;
        if nobody {
            return Ok(false);
        }
        self.find(store, now)?;
        Ok(true)
    }

    /// Wishes for the next order; [`Self::sort`] carries it out.
    pub fn next_order(&mut self) -> Order {
        self.order = self.order.next();
        self.sorted = None;
        self.order
    }

    /// The order of the rows.
    pub fn order(&self) -> Order {
        self.order
    }

    /// Puts the hits in the order wished for; true when that was still to do.
    ///
    /// # Errors
    /// What the store says.
    pub fn sort(&mut self, store: &Store) -> Result<bool> {
        if self.order == Order::Best || self.sorted.is_some() {
            return Ok(false);
        }
        let hits = self.hits.page(0..self.hits.total()).to_vec();
        let mut rows = Vec::with_capacity(hits.len());
        for some in hits.chunks(READ_AT_ONCE) {
            let ids: Vec<CustomerId> = some.iter().map(|hit| hit.customer).collect();
            rows.extend(store.customer_rows(&ids)?);
        }
        let matched: HashMap<CustomerId, Hit> =
            hits.iter().map(|hit| (hit.customer, *hit)).collect();
        let ids = in_order(rows, self.order);
        self.sorted = Some(
            ids.into_iter()
                .filter_map(|id| matched.get(&id).copied())
                .collect(),
        );
        Ok(true)
    }

    /// How many fit.
    pub fn total(&self) -> usize {
        self.sorted
            .as_ref()
            .map_or_else(|| self.hits.total(), Vec::len)
    }

    /// How many customers there are.
    pub fn everybody(&self) -> usize {
        self.index.len()
    }

    /// Some of those who fit, in order.
    pub fn page(&mut self, range: std::ops::Range<usize>) -> &[Hit] {
        match &self.sorted {
            Some(sorted) => {
                let end = range.end.min(sorted.len());
                &sorted[range.start.min(end)..end]
            }
            None => self.hits.page(range),
        }
    }

    /// The one in this row.
    pub fn hit(&mut self, row: usize) -> Option<Hit> {
        self.page(row..row + 1).first().copied()
    }

    /// The row of a customer, if it is not too far down.
    pub fn row_of(&mut self, customer: CustomerId) -> Option<usize> {
        let first = self.page(0..LOOKED_AT).iter();
        first
            .enumerate()
            .find(|(_, hit)| hit.customer == customer)
            .map(|(row, _)| row)
    }

    /// Reads where the words stand in the longer texts of these; true when there was anything new to read.
    ///
    /// # Errors
    /// What the store says.
    pub fn read_places(&mut self, hits: &[Hit], store: &Store) -> Result<bool> {
        let mut new = false;
        for hit in hits.iter().filter(|hit| hit.matched == Matched::Text) {
            if !self.places.contains_key(&hit.customer) {
                let place = store.text_match(hit.customer, &self.query)?;
                self.places.insert(hit.customer, place);
                new = true;
            }
        }
        Ok(new)
    }

    /// Where the words stand in the longer texts of this customer, once that was read.
    pub fn place(&self, customer: CustomerId) -> Option<&Place> {
        self.places.get(&customer)?.as_ref()
    }
}

fn in_order(rows: Vec<CustomerRow>, order: Order) -> Vec<CustomerId> {
    if order == Order::Oldest {
        let mut rows = rows;
        rows.sort_by_key(|row| (row.last_contact, row.id));
        return rows.into_iter().map(|row| row.id).collect();
    }
    let locale = sys_locale::get_locale().unwrap_or_default();
    let mut named: Vec<(String, CustomerId)> =
        rows.into_iter().map(|row| (row.name, row.id)).collect();
    NameOrder::new(&locale).sort(&mut named);
    named.into_iter().map(|(_, id)| id).collect()
}
