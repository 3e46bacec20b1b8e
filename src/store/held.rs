//! What is held about one customer, over all tables: for the card that the customer gets, and for counting what goes when they are forgotten.

mod places;

use anyhow::Result;
use rusqlite::{Row, types::ValueRef};

use self::places::{Held, Kind, Place, held as tables};
use super::Store;
use crate::domain::{
    CustomerId, Money, PartialDate, ProductId, Quantity, Stamp,
    held::{self, Field, Noun, Value},
};

/// The steps of a complaint whose words the customer heard; those of the others are notes for the shop.
const TOLD: &str = "iif(kind IN ('answered', 'apologised', 'fix', 'remedy', 'told'), text, '')";

/// What the shop changed because of somebody is its own, and stays.
const STAYS: &str = "action";

impl Store {
    /// All that is held about a customer and not a note of the shop to itself: noun by noun, those without rows left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn held(&self, customer: CustomerId) -> Result<Vec<Noun>> {
        let _still = self.hold_still()?;
        let mut nouns = Vec::new();
        for table in tables() {
            let shown: Vec<_> = table.shown().collect();
            if shown.is_empty() {
                continue;
            }
            let mut select = self.file.prepare_cached(&table.select(&shown))?;
            let mut found = select.query([customer])?;
            let mut rows = Vec::new();
            while let Some(row) = found.next()? {
                rows.push(self.held_row(&shown, row)?);
            }
            rows.retain(|row| !row.0.is_empty());
            if !rows.is_empty() {
                nouns.push(Noun {
                    table: table.table,
                    words: table.words,
                    rows,
                });
            }
        }
        Ok(nouns)
    }

    /// How much goes when a customer is forgotten, internal notes and all: what several of a noun are called, and how many there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn held_counts(&self, customer: CustomerId) -> Result<Vec<(&'static str, usize)>> {
        let _still = self.hold_still()?;
        let mut counts = Vec::new();
        for table in tables().filter(|table| table.table != STAYS) {
            let sql = format!("SELECT count(*) FROM {} WHERE {}", table.table, table.whose);
            let mut select = self.file.prepare_cached(&sql)?;
            match select.query_row([customer], |row| row.get(0))? {
                0 => {}
                count => counts.push((table.words, count)),
            }
        }
        Ok(counts)
    }

    /// What stands in one row; what is not known is left out.
    fn held_row(
        &self,
        shown: &[(&'static str, Kind, &'static str)],
        row: &Row<'_>,
    ) -> Result<held::Row> {
        let mut fields = Vec::new();
        for (at, (name, kind, label)) in shown.iter().enumerate() {
            if let Some(value) = self.held_value(*kind, row.get_ref(at)?)? {
                fields.push(Field { name, label, value });
            }
        }
        Ok(held::Row(fields))
    }

    fn held_value(&self, kind: Kind, value: ValueRef<'_>) -> Result<Option<Value>> {
        Ok(match (kind, value) {
            (_, ValueRef::Text(b"") | ValueRef::Null) => None,
            (Kind::When, ValueRef::Text(text)) => Some(when(&String::from_utf8_lossy(text))),
            (_, ValueRef::Text(text)) => {
                Some(Value::Text(String::from_utf8_lossy(text).into_owned()))
            }
            (Kind::YesNo, ValueRef::Integer(number)) => Some(Value::YesNo(number != 0)),
            (Kind::Money, ValueRef::Integer(number)) => Some(Value::Money(Money(number))),
            (Kind::Quantity, ValueRef::Integer(number)) => Some(Value::Quantity(Quantity(number))),
            (Kind::Product, ValueRef::Integer(number)) => {
                let product = self.product(ProductId(number))?;
                product.map(|product| Value::Text(product.name))
            }
            (_, ValueRef::Integer(number)) => Some(Value::Number(number)),
            _ => None,
        })
    }
}

/// A day or a moment; what is neither stays as it is written.
fn when(text: &str) -> Value {
    let at = || Stamp::from_column(text).map(Value::At);
    let day = || text.parse::<PartialDate>().ok().map(Value::Day);
    at().or_else(day)
        .unwrap_or_else(|| Value::Text(text.to_owned()))
}

impl Held {
    /// The columns that the customer gets to see.
    fn shown(&self) -> impl Iterator<Item = (&'static str, Kind, &'static str)> {
        self.columns.iter().filter_map(|(name, place)| match place {
            Place::Shown(kind, label) => Some((*name, *kind, *label)),
            Place::Internal | Place::Bound => None,
        })
    }

    fn select(&self, shown: &[(&'static str, Kind, &'static str)]) -> String {
        let columns = shown.iter().map(|(name, kind, _)| match kind {
            Kind::Told => TOLD.to_owned(),
            _ => format!("\"{name}\""),
        });
        let columns: Vec<String> = columns.collect();
        format!(
            "SELECT {} FROM {} WHERE {} ORDER BY id",
            columns.join(", "),
            self.table,
            self.whose
        )
    }
}

#[cfg(test)]
mod tests;
