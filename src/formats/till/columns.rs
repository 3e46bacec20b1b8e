//! Which column of a table of sales means what: by its name in many tills and web shops, or as said by hand.

use super::words::{FIELDS, WITH_LINES};
use crate::{
    domain::Refusal,
    formats::csv::{Meaning, fold, meaning},
};

/// What a column of a table of sales means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The number of the receipt, invoice or order.
    Receipt,
    /// The day, maybe with the time.
    Day,
    /// The customer's own number at the till.
    Number,
    /// A customer's number or name, whichever it is.
    Customer,
    /// The customer's name.
    Name,
    /// Their given name.
    Given,
    /// Their family name.
    Family,
    /// Their phone.
    Phone,
    /// Their e-mail.
    Email,
    /// What was sold.
    Product,
    /// Its number, where there is no name.
    Sku,
    /// The group it belongs to.
    Group,
    /// How many of it.
    Quantity,
    /// The amount in all.
    Amount,
    /// The price of one.
    Price,
    /// What is taken off the amount of the line.
    Discount,
    /// Paid, cancelled, refunded.
    Status,
    /// When it was cancelled, if it was.
    Cancelled,
    /// A sale or a refund.
    Kind,
    /// A whole sale, one line of it, or its payment.
    LineKind,
    /// The code of the currency.
    Currency,
}

/// What each column means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    places: Vec<(Field, usize)>,
}

impl Columns {
    /// The meaning of the names of columns, as far as they are known.
    pub fn by_name(names: &[String]) -> Self {
        let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
        let has = |word: &str| folded.iter().any(|name| name == word);
        let mut columns = Self { places: Vec::new() };
        for (field, words) in FIELDS {
            let place = words
                .split('|')
                .find_map(|word| folded.iter().position(|name| name == word));
            columns.places.extend(place.map(|at| (*field, at)));
        }
        columns.reach(names);
        if has("lineitem name") {
            // Shopify: each row is a line of an order, which goes by the column Name; its total stands in the first row alone.
            columns.drop(Field::Amount);
            columns.drop(Field::Name);
            let order = folded.iter().position(|name| name == "name");
            columns.put(Field::Receipt, order);
            columns.put(
                Field::Name,
                folded.iter().position(|name| name == "billing name"),
            );
        }
        if columns.at(Field::Product).is_none()
            && (columns.has(Field::Quantity) || columns.has(Field::Price))
        {
            let line = |name: &String| WITH_LINES.split('|').any(|word| word == name);
            columns.put(Field::Product, folded.iter().position(line));
        }
        columns
    }

    /// The same, with columns named by hand: `("amount", "TotalPrice")`.
    ///
    /// # Errors
    /// The sentence that names the fields or the columns there are, when one is not known; or what is missing.
    pub fn new(names: &[String], by_hand: &[(String, String)]) -> Result<Self, Refusal> {
        let mut columns = Self::by_name(names);
        for (word, name) in by_hand {
            let field = field(word)?;
            let wanted = fold(name);
            let place = names.iter().position(|it| it == name || fold(it) == wanted);
            let at = place.ok_or_else(|| {
                Refusal(format!(
                    "no column {name:?}; its columns are {}.",
                    list(names)
                ))
            })?;
            columns.places.retain(|(_, place)| *place != at);
            columns.put(field, Some(at));
        }
        match columns.missing() {
            None => Ok(columns),
            Some((what, field)) => Err(Refusal(format!(
                "no column for {what}. Its columns are {}. Say which is which: --map {field}=\"COLUMN\".",
                list(names)
            ))),
        }
    }

    /// Phones and e-mails in any language, as the tables of customers know them.
    fn reach(&mut self, names: &[String]) {
        for (at, name) in names.iter().enumerate() {
            let field = match meaning(name) {
                Meaning::Phone(slot) if slot.label != "fax" => Field::Phone,
                Meaning::Email(_) => Field::Email,
                _ => continue,
            };
            if !self.has(field) {
                self.put(field, Some(at));
            }
        }
    }

    /// What no sale can be without, and how to name it by hand.
    fn missing(&self) -> Option<(&'static str, &'static str)> {
        let who = [
            Field::Number,
            Field::Customer,
            Field::Name,
            Field::Family,
            Field::Phone,
            Field::Email,
        ];
        if !self.has(Field::Amount) && !self.has(Field::Price) {
            Some(("the amount", "amount"))
        } else if !self.has(Field::Day) {
            Some(("the day", "day"))
        } else if !who.iter().any(|field| self.has(*field)) {
            Some(("the customer", "customer"))
        } else {
            None
        }
    }

    /// Do they name all that makes a sale, and what only sales have?
    pub fn are_of_sales(&self) -> bool {
        let of_sales = [
            Field::Receipt,
            Field::Product,
            Field::Sku,
            Field::Quantity,
            Field::Price,
        ];
        self.missing().is_none() && of_sales.iter().any(|field| self.has(*field))
    }

    /// The column of a field.
    pub fn at(&self, field: Field) -> Option<usize> {
        let place = self.places.iter().find(|(it, _)| *it == field);
        place.map(|(_, at)| *at)
    }

    /// Is there a column for it?
    pub fn has(&self, field: Field) -> bool {
        self.at(field).is_some()
    }

    /// Is this column read at all?
    pub fn reads(&self, column: usize) -> bool {
        self.places.iter().any(|(_, at)| *at == column)
    }

    fn drop(&mut self, field: Field) {
        self.places.retain(|(it, _)| *it != field);
    }

    fn put(&mut self, field: Field, at: Option<usize>) {
        if let Some(at) = at {
            self.drop(field);
            self.places.push((field, at));
        }
    }
}

/// The fields that `--map` takes, by the words that the help names first.
const BY_HAND: &[(&str, Field)] = &[
    ("customer", Field::Customer),
    ("number", Field::Number),
    ("name", Field::Name),
    ("given", Field::Given),
    ("family", Field::Family),
    ("phone", Field::Phone),
    ("email", Field::Email),
    ("receipt", Field::Receipt),
    ("day", Field::Day),
    ("product", Field::Product),
    ("group", Field::Group),
    ("quantity", Field::Quantity),
    ("amount", Field::Amount),
    ("price", Field::Price),
    ("status", Field::Status),
    ("currency", Field::Currency),
];

/// The field that a word of `--map` means.
fn field(word: &str) -> Result<Field, Refusal> {
    let folded = fold(word);
    let by_hand = BY_HAND.iter().find(|(it, _)| *it == folded);
    let known = || {
        let mut fields = FIELDS.iter();
        fields.find(|(_, words)| words.split('|').any(|it| it == folded))
    };
    let found = by_hand.map(|(_, field)| *field);
    found
        .or_else(|| known().map(|(field, _)| *field))
        .ok_or_else(|| {
            let names: Vec<&str> = BY_HAND.iter().map(|(name, _)| *name).collect();
            Refusal(format!(
                "{word:?} is no field of a sale; {} are.",
                names.join(", ")
            ))
        })
}

/// The names of columns for a sentence.
fn list(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(12).map(|name| name.trim()).collect();
    let more = if names.len() > 12 { ", …" } else { "" };
    let shown = shown.join(", ");
    shown.chars().take(300).chain(more.chars()).collect()
}
