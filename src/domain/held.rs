//! What is held about a customer, as it is said to that customer: nouns, their rows, and what stands in each.

use chrono::NaiveDate;
use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{Currency, Money, PartialDate, Quantity, Stamp};

/// A value as it was written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// In words.
    Text(String),
    /// A count.
    Number(i64),
    /// Yes or no.
    YesNo(bool),
    /// An amount in the shop's currency.
    Money(Money),
    /// How much of a product.
    Quantity(Quantity),
    /// A day, perhaps without some of its parts.
    Day(PartialDate),
    /// A moment.
    At(Stamp),
}

impl Value {
    /// In words, with the year of every day: who reads it may do so years later.
    pub fn words(&self, currency: &Currency) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Self::Money(amount) => format!("{} {}", currency.show(*amount), currency.code),
            Self::Quantity(quantity) => quantity.to_string(),
            Self::Day(day) => day.words(),
            Self::At(at) => written_day(at.day()),
        }
    }
}

/// A day as it is written on paper: `12 June 2026`.
pub fn written_day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// One thing that stands in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name in the data file, which JSON uses.
    pub name: &'static str,
    /// The word before it on paper; empty where it speaks for itself.
    pub label: &'static str,
    /// What it says.
    pub value: Value,
}

/// A row as a JSON object, its fields by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(pub Vec<Field>);

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for field in &self.0 {
            map.serialize_entry(field.name, &field.value)?;
        }
        map.end()
    }
}

/// All that is held of one noun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noun {
    /// Its table in the data file, which JSON uses.
    pub table: &'static str,
    /// What several of it are called.
    pub words: &'static str,
    /// The rows, oldest first.
    pub rows: Vec<Row>,
}
