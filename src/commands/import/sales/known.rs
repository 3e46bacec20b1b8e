//! Which rows are in the shop already: the same receipt, product, day, amount and quantity, as often as they are there.

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use chrono::NaiveDate;

use crate::{
    domain::{CustomerId, Money, ProductId, Purchase, Quantity},
    formats::till::Sale,
    store::Store,
};

/// By what rows are compared: those of one receipt, or without one those of one customer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Whose {
    /// The number of the receipt.
    Receipt(String),
    /// Who bought.
    Customer(CustomerId),
}

/// All that tells a row from others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    whose: Whose,
    product: Option<ProductId>,
    day: NaiveDate,
    amount: Money,
    quantity: Quantity,
}

impl Key {
    /// The key of a row of a file.
    pub fn new(whose: Whose, product: Option<ProductId>, sale: &Sale) -> Self {
        Self {
            whose,
            product,
            day: sale.day,
            amount: sale.amount,
            quantity: sale.quantity,
        }
    }

    fn of(row: &Purchase, whose: Whose) -> Self {
        Self {
            whose,
            product: row.product,
            day: row.day,
            amount: row.amount,
            quantity: row.quantity,
        }
    }
}

/// How often each row is there, and how often the file says it.
pub struct Known<'a> {
    store: &'a Store,
    asked: HashSet<Whose>,
    there: HashMap<Key, usize>,
    said: HashMap<Key, usize>,
}

impl<'a> Known<'a> {
    /// The rows of a shop; they are read as they are asked for.
    pub fn of(store: &'a Store) -> Self {
        Self {
            store,
            asked: HashSet::new(),
            there: HashMap::new(),
            said: HashMap::new(),
        }
    }

    /// Is this row there once more than the file said it so far? Then it is said once more.
    ///
    /// # Errors
    /// What the store says.
    pub fn has_another(&mut self, key: &Key) -> Result<bool> {
        if !self.asked.contains(&key.whose) {
            self.ask(key.whose.clone())?;
        }
        let there = self.there.get(key).copied().unwrap_or_default();
        let said = self.said.get(key).copied().unwrap_or_default();
        if said < there {
            self.note(key.clone());
        }
        Ok(said < there)
    }

    /// The file says this row once more.
    pub fn note(&mut self, key: Key) {
        *self.said.entry(key).or_default() += 1;
    }

    /// What this file said is there for the next one.
    pub fn end_of_file(&mut self) {
        for (key, said) in self.said.drain() {
            let there = self.there.entry(key).or_default();
            *there = said.max(*there);
        }
    }

    fn ask(&mut self, whose: Whose) -> Result<()> {
        let rows = match &whose {
            Whose::Receipt(receipt) => self.store.purchases_on(receipt)?,
            Whose::Customer(customer) => {
                let mut rows = self.store.purchases_of(*customer)?;
                rows.retain(|row| row.receipt.is_empty());
                rows
            }
        };
        for row in rows {
            *self.there.entry(Key::of(&row, whose.clone())).or_default() += 1;
        }
        self.asked.insert(whose);
        Ok(())
    }
}
