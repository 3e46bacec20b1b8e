//! The fields of a product as they are typed, in its form and in the shell.

use super::{Product, Season};
use crate::domain::{Currency, Money, Refusal};

impl Product {
    /// What can be typed, in the order of the form.
    pub const FIELDS: [&'static str; 7] =
        ["name", "group", "grade", "price", "ask", "about", "season"];

    /// A field as it is typed.
    pub fn field(&self, name: &str, currency: &Currency) -> String {
        let number = |number: Option<u16>| number.map_or_else(String::new, |it| it.to_string());
        match name {
            "name" => self.name.clone(),
            "group" => self.group.clone(),
            "grade" => number(self.grade.map(u16::from)),
            "price" => self.price.map(|it| currency.show(it)).unwrap_or_default(),
            "ask" => number(self.ask_after),
            "about" => self.talking_points.clone(),
            "season" => self.season.text(),
            _ => String::new(),
        }
    }

    /// Takes over a field as it was typed; nothing takes off what may be absent.
    ///
    /// # Errors
    /// The sentence that says how to write it, or which fields there are.
    pub fn set(&mut self, name: &str, text: &str, currency: &Currency) -> Result<(), Refusal> {
        let text = text.trim();
        match name {
            "name" => self.name = text.into(),
            "group" => self.group = text.into(),
            "grade" => self.grade = number(text, "Write the grade as a number, 1 the simplest.")?,
            "price" => self.price = price(text, currency)?,
            "ask" => self.ask_after = number(text, "Write after how many days to ask, as 14.")?,
            "about" => self.talking_points = text.into(),
            "season" => {
                let wrong = || Refusal("Write the months as mar-may, or nov-feb, or dec.".into());
                self.season = Season::read(text).ok_or_else(wrong)?;
            }
            _ => {
                let fields = Self::FIELDS.join(", ");
                return Err(Refusal(format!(
                    "A product has {fields}; there is no {name}."
                )));
            }
        }
        Ok(())
    }
}

fn number<N: std::str::FromStr>(text: &str, sentence: &str) -> Result<Option<N>, Refusal> {
    match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Refusal(sentence.into())),
    }
}

fn price(text: &str, currency: &Currency) -> Result<Option<Money>, Refusal> {
    let wrong = || {
        let example = currency.show(Money(390));
        Refusal(format!("Write the price of one as {example}."))
    };
    match text {
        "" => Ok(None),
        text => currency.read(text).map(Some).ok_or_else(wrong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_shown_as_it_is_typed() {
        let eur = Currency::new("EUR").unwrap();
        let mut product = Product::default();
        let typed = ["Rye", "bread", "2", "3.90", "14", "keeps a week", "nov-feb"];
        for (name, text) in Product::FIELDS.iter().zip(typed) {
            product.set(name, text, &eur).unwrap();
            assert_eq!(product.field(name, &eur), text);
        }
        assert_eq!(product.price, Some(Money(390)));
        product.set("price", "", &eur).unwrap();
        assert_eq!(product.price, None);
        for (name, text) in [
            ("grade", "best"),
            ("price", "3,901"),
            ("season", "spring"),
            ("x", "1"),
        ] {
            assert!(product.set(name, text, &eur).is_err(), "{name}");
        }
    }
}
