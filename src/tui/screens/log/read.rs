//! What the log reads: the rows for the text in the box, in parts. Where a word is looked for this goes through all of the log, so it is
//! done while no key waits, and done again from its beginning where one broke it off.

use anyhow::Result;

use super::{
    Log, asked, nos,
    page::{Grown, Page},
};
use crate::{
    domain::{CustomerId, InteractionId, Outcome},
    search::{Matched, Query},
    store::Store,
};

impl Log {
    /// Reads the rows for the text in the box.
    pub(super) fn ask(&mut self, store: &Store) -> Result<()> {
        let text = self.input.text().to_owned();
        self.answered = None;
        match asked::read(&text) {
            Ok(filter) => {
                self.filter = filter;
                self.filter.people = self.people(store)?;
                self.unknown.clear();
                self.open(store, true)?;
            }
            Err(sentence) => self.unknown = sentence,
        }
        self.answered = Some(text);
        Ok(())
    }

    /// Reads the same rows again, the one selected still selected.
    pub(super) fn again(&mut self, store: &Store) -> Result<()> {
        let selected: Option<InteractionId> = self.selected().map(|row| row.id);
        let Some(id) = selected else {
            return self.open(store, true);
        };
        self.page = self.page.again(store, &self.filter)?;
        let at = self.page.rows.iter().position(|row| row.id == id);
        self.groups.reload(&self.days(), at);
        self.count_nos(store)?;
        self.read_names(store)
    }

    /// Goes to the end that was asked for, and reads further where the one selected is near the end of what is at hand; false when
    /// there was neither to do.
    pub(super) fn read_further(&mut self, store: &Store) -> Result<bool> {
        let end = self.end.is_some();
        if let Some(newest) = self.end {
            self.open(store, newest)?;
            self.end = None;
        }
        let selected = self.groups.selected().unwrap_or(0);
        match self.page.grow(store, &self.filter, selected)? {
            Grown::No => return Ok(end),
            Grown::Front => self.groups.grow_front(&self.days()),
            Grown::Back => self.groups.reload(&self.days(), None),
        }
        self.read_names(store)?;
        Ok(true)
    }

    /// A word is looked for in all of the log, which takes longer than a key may wait.
    pub(super) fn takes_long(&self) -> bool {
        !self.filter.words.is_empty()
    }

    fn open(&mut self, store: &Store, newest: bool) -> Result<()> {
        self.page = Page::open(store, &self.filter, newest)?;
        let row = if newest { 0 } else { self.page.rows.len() };
        self.groups.reload(&self.days(), Some(row));
        self.begin_text();
        self.count_nos(store)?;
        self.read_names(store)
    }

    /// For each word of the filter, who goes by it.
    fn people(&mut self, store: &Store) -> Result<Vec<Vec<CustomerId>>> {
        if self.filter.words.is_empty() {
            return Ok(Vec::new());
        }
        store.refresh(&mut self.index)?;
        let country = store.settings()?.country;
        let mut of_word = |word: &String| {
            let mut hits = self.index.find(&Query::read(word, &country), None, &[]);
            let all = hits.total();
            let named = hits
                .page(0..all)
                .iter()
                .filter(|hit| hit.matched == Matched::Name);
            let mut people: Vec<CustomerId> = named.map(|hit| hit.customer).collect();
            people.sort_unstable();
            people
        };
        Ok(self.filter.words.iter().map(&mut of_word).collect())
    }

    fn count_nos(&mut self, store: &Store) -> Result<()> {
        self.nos = match self.filter.outcome {
            Some(Outcome::No) => nos::words(&store.interactions(&self.filter, 0, usize::MAX)?),
            _ => String::new(),
        };
        Ok(())
    }

    pub(super) fn read_names(&mut self, store: &Store) -> Result<()> {
        let missing = self.page.rows.iter().filter_map(|row| row.customer);
        let mut missing: Vec<CustomerId> =
            missing.filter(|id| !self.names.contains_key(id)).collect();
        missing.sort_unstable();
        missing.dedup();
        let rows = store.customer_rows(&missing)?;
        self.names
            .extend(rows.into_iter().map(|row| (row.id, row.name)));
        Ok(())
    }
}
