//! What is sold: name, group, grade, price, season.

mod fields;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{Change, Kept, Money, Refusal, id::ProductId};

/// One thing that is sold.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Product {
    /// Row number.
    pub id: ProductId,
    /// What the shop calls it.
    pub name: String,
    /// What it belongs to: coffee, bread; may be empty.
    pub group: String,
    /// How good it is within its group, 1 the simplest; `None` where that means nothing.
    pub grade: Option<u8>,
    /// What one costs.
    pub price: Option<Money>,
    /// So many days after a purchase the shop asks how it is; `None`: it does not ask.
    pub ask_after: Option<u16>,
    /// What there is to tell about it; may be empty.
    pub talking_points: String,
    /// When it sells.
    pub season: Season,
    /// Not sold any more from this day on.
    pub ended: Option<NaiveDate>,
}

impl Product {
    /// A product has a name, and a price of nothing or more.
    ///
    /// # Errors
    /// The sentence that asks for it.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.name.trim().is_empty() {
            return Err(Refusal("Type what the product is called.".into()));
        }
        if self.price.is_some_and(|price| price < Money(0)) {
            return Err(Refusal("Write the price without a minus.".into()));
        }
        Ok(())
    }

    /// The write that ends it, or takes it up again.
    pub fn turn(&self, today: NaiveDate) -> Change {
        let after = Self {
            ended: match self.ended {
                None => Some(today),
                Some(_) => None,
            },
            ..self.clone()
        };
        Change::edit(self.clone(), after)
    }

    /// No other product is called so.
    ///
    /// # Errors
    /// The sentence that says so.
    pub fn check_among(&self, others: &[Self]) -> Result<(), Refusal> {
        let name = words(&self.name);
        let mut others = others.iter().filter(|other| other.id != self.id);
        match others.find(|other| words(&other.name) == name) {
            Some(other) => Err(Refusal(format!(
                "There is a product {} already.",
                other.name
            ))),
            None => Ok(()),
        }
    }

    /// True when these are the first words of its name, in whatever spelling; nothing begins no name.
    pub fn begins_with(&self, typed: &str) -> bool {
        let typed = words(typed);
        !typed.is_empty() && words(&self.name).starts_with(&typed)
    }

    /// True when it is still sold, and each word typed begins one of its words, in their order.
    pub fn may_be(&self, typed: &str) -> bool {
        let name = words(&self.name);
        let mut name = name.iter();
        let mut typed = words(typed).into_iter();
        self.ended.is_none() && typed.all(|typed| name.any(|word| word.starts_with(&typed)))
    }
}

/// Which product is meant by what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Naming {
    /// None was named.
    #[default]
    Nothing,
    /// One of the list.
    Known(Product),
    /// One that is on no list yet: its name.
    New(String),
    /// It may be each of these.
    Several(Vec<String>),
}

/// The product called so; else the only one still sold that what was typed is short for. What stands in quotes is never short for
/// another.
pub fn naming(typed: &str, products: &[Product]) -> Naming {
    let name = typed.trim_matches(['"', '“', '”', '„', ' ']);
    if name.is_empty() {
        return Naming::Nothing;
    }
    let called = words(name);
    let same = products.iter().filter(|one| words(&one.name) == called);
    if let Some(product) = same.min_by_key(|one| one.ended.is_some()) {
        return Naming::Known(product.clone());
    }
    let quoted = name.len() < typed.trim().len();
    let fitting = products.iter().filter(|one| !quoted && one.may_be(name));
    let fitting: Vec<&Product> = fitting.collect();
    match fitting.as_slice() {
        [] => Naming::New(name.to_owned()),
        [only] => Naming::Known((*only).clone()),
        several => Naming::Several(several.iter().map(|one| one.name.clone()).collect()),
    }
}

/// The words of a name without case, accents and marks; a name of signs alone is one word.
fn words(name: &str) -> Vec<String> {
    let plain = name.nfkd().filter(|letter| !is_combining_mark(*letter));
    let plain: String = plain.flat_map(char::to_lowercase).collect();
    let words = plain.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    match plain.trim() {
        signs if words.is_empty() && !signs.is_empty() => vec![signs.to_owned()],
        _ => words,
    }
}

impl From<Product> for Kept {
    fn from(product: Product) -> Self {
        Self::Product(product)
    }
}

/// The months in which something sells; none of them set means all year.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Season(pub u16);

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

impl Season {
    /// All year round.
    pub const ALL_YEAR: Self = Self(0);

    /// True when it sells on this day.
    pub fn has(self, day: NaiveDate) -> bool {
        self == Self::ALL_YEAR || self.0 >> day.month0() & 1 == 1
    }

    /// Reads `mar-may`, `nov-feb`, `dec`, `3-5 9`; nothing is all year. `None` for anything else.
    pub fn read(text: &str) -> Option<Self> {
        let mut months = 0;
        for part in text.split([' ', ',']).filter(|part| !part.is_empty()) {
            let (first, last) = part.split_once(['-', '–']).unwrap_or((part, part));
            let (mut month, last) = (read_month(first)?, read_month(last)?);
            months |= 1 << last;
            while month != last {
                months |= 1 << month;
                month = (month + 1) % 12;
            }
        }
        Some(Self(months))
    }

    /// As it is typed: `mar-may`; nothing for all year.
    pub fn text(self) -> String {
        let inside = |month: usize| self.0 >> (month % 12) & 1 == 1;
        if self.0.count_ones() == 12 {
            return "jan-dec".into();
        }
        let starts = (0..12).filter(|month| inside(*month) && !inside(month + 11));
        let spans = starts.map(|first| {
            let last = (first..first + 12)
                .take_while(|month| inside(*month))
                .last();
            match last.unwrap_or(first) {
                last if last == first => MONTHS[first].to_owned(),
                last => format!("{}-{}", MONTHS[first], MONTHS[last % 12]),
            }
        });
        spans.collect::<Vec<_>>().join(" ")
    }
}

fn read_month(text: &str) -> Option<usize> {
    let text = text.to_lowercase();
    let number = text.parse::<usize>().ok();
    let named = |month: &&str| text.len() >= 3 && text.starts_with(*month);
    number
        .filter(|number| (1..=12).contains(number))
        .map(|number| number - 1)
        .or_else(|| MONTHS.iter().position(named))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_is_read_and_written_over_the_turn_of_the_year() {
        for (typed, text) in [
            ("", ""),
            ("March-May", "mar-may"),
            ("11-2", "nov-feb"),
            ("dec", "dec"),
            ("sep, 3-4", "mar-apr sep"),
            ("1-12", "jan-dec"),
        ] {
            let season = Season::read(typed).unwrap();
            assert_eq!(season.text(), text);
            assert_eq!(Season::read(text), Some(season));
        }
        assert_eq!(Season::read("13"), None);
        assert_eq!(Season::read("spring"), None);
    }

    #[test]
    fn it_sells_in_its_months_only() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let winter = Season::read("nov-feb").unwrap();
        assert!(winter.has(day("2026-01-31")) && winter.has(day("2026-11-01")));
        assert!(!winter.has(day("2026-03-01")) && Season::ALL_YEAR.has(day("2026-03-01")));
    }
}
