//! New ones who look like somebody known, and do not share name and number with them: they come in, and are named.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use anyhow::Result;

use super::{keys, matching::Entry};
use crate::{
    domain::{Customer, CustomerId},
    formats::Remark,
    search::alike::{self, Person},
    store::Store,
};

/// So many people with one number are looked at.
const SHARING: usize = 16;

/// Who of the files shares a number or an e-mail with whom of the shop.
#[derive(Default)]
pub struct Near {
    /// Entries by each number and e-mail; nothing while the shop is empty.
    by_reach: HashMap<u64, Vec<usize>>,
    /// Who shares one: the entry, and the customer as compared.
    pairs: Vec<(usize, Person)>,
    country: String,
    /// What is to be said, by file.
    pub found: Vec<(usize, Remark)>,
}

impl Near {
    /// The entries, ready to be looked at beside everybody in the shop.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(entries: &[Entry], store: &Store) -> Result<Self> {
        let mut near = Self {
            country: store.settings()?.country,
            ..Self::default()
        };
        if store.customer_count()? == 0 {
            return Ok(near);
        }
        for (at, entry) in entries.iter().enumerate() {
            if entry.leader == at {
                for key in reach(&entry.customer) {
                    near.by_reach.entry(key).or_default().push(at);
                }
            }
        }
        Ok(near)
    }

    /// Remembers which entries share a number or an e-mail with this customer, and are not known to be somebody by now.
    pub fn look(&mut self, entries: &[Entry], customer: &Customer) {
        if self.by_reach.is_empty() {
            return;
        }
        let keys = reach(customer);
        let sharing = keys.filter_map(|key| self.by_reach.get(&key));
        let open = sharing.flatten().filter(|at| entries[**at].found.is_none());
        let mut open: Vec<usize> = open.copied().take(SHARING).collect();
        open.sort_unstable();
        open.dedup();
        for entry in open {
            let person = Person::of(customer, &self.country);
            self.pairs.push((entry, person));
        }
    }

    /// Says of those who stay new whom they look like.
    ///
    /// # Errors
    /// What the store says.
    pub fn settle(&mut self, entries: &[Entry], store: &Store) -> Result<()> {
        let mut pairs = std::mem::take(&mut self.pairs);
        pairs.sort_by_key(|(at, _)| *at);
        let mut said = None;
        for (at, known) in pairs {
            let entry = &entries[at];
            if entry.found.is_some() || said == Some(at) {
                continue;
            }
            let new = Person::of(&entry.customer, &self.country);
            if let Some((because, _)) = alike::judge(&new, &known) {
                said = Some(at);
                let text = looks_like(&entry.customer, known.id, store)?;
                let text = format!("{text} ({})", alike::words(&because));
                let line = entry.line;
                self.found.push((entry.file, Remark { line, text }));
            }
        }
        self.found
            .sort_by_key(|(file, remark)| (*file, remark.line));
        Ok(())
    }
}

fn looks_like(new: &Customer, known: CustomerId, store: &Store) -> Result<String> {
    let name = store.name(known)?;
    Ok(format!("{} looks like {name} {known}", new.shown_name()))
}

/// One key for each number and e-mail.
fn reach(customer: &Customer) -> impl Iterator<Item = u64> {
    let phones = customer.phones.iter().map(|it| {
        let digits = keys::phone(&it.raw);
        let end = digits.get(digits.len().saturating_sub(7)..);
        end.unwrap_or(&digits).to_owned()
    });
    let emails = customer.emails.iter().map(|it| keys::email(&it.address));
    let reach = phones.chain(emails).filter(|it| !it.is_empty());
    reach.map(|reach| {
        let mut hasher = DefaultHasher::new();
        reach.hash(&mut hasher);
        hasher.finish()
    })
}
