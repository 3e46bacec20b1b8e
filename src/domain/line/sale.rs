//! What a line of a purchase says: `2 rye 7.80 yesterday`. The shop's list of products decides where a name ends.

use super::{
    Entry, LineContext,
    read::{Reader, Words},
    refusal,
    word::is_on,
};
use crate::domain::{
    Change, Currency, Money, Product, Purchase, Refusal,
    id::{CustomerId, ProductId, PurchaseId},
    product::{Naming, naming},
    purchase::Quantity,
};

/// What was bought, or given back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sale {
    /// How much; below zero when it was given back.
    pub quantity: Quantity,
    /// Of what.
    pub what: Naming,
    /// What was written as the amount in all.
    pub amount: Option<Money>,
}

impl Sale {
    /// What was paid in all: as written, else what the shop's price makes of the quantity; `None` where there is none.
    pub fn paid(&self) -> Option<Money> {
        let price = match &self.what {
            Naming::Known(product) => product.price,
            _ => None,
        };
        self.amount
            .or_else(|| price.and_then(|price| self.quantity.at(price)))
    }
}

impl Entry {
    /// The purchase, behind its product where that is new.
    pub(super) fn bought(&self, customer: CustomerId) -> Result<Vec<Change>, Refusal> {
        let product = match &self.sale.what {
            Naming::Nothing => None,
            Naming::Known(product) => Some(product.id),
            Naming::New(_) => Some(ProductId::NEW),
            Naming::Several(names) => return Err(several(&self.text, names)),
        };
        let nothing = product.is_none() && self.sale.amount.is_none();
        if nothing {
            return Err(refusal(
                "Type what they bought, and what they paid: 2 rye 7.80.",
            ));
        }
        let Some(amount) = self.sale.paid() else {
            return Err(refusal("Type behind it what they paid in all, as 7.80."));
        };
        let new = Purchase {
            id: PurchaseId::NEW,
            customer,
            day: self.at.day(),
            product,
            quantity: self.sale.quantity,
            amount,
            receipt: String::new(),
            by: self.by.clone(),
            noted: self.now,
        };
        new.check()?;
        let product = match &self.sale.what {
            Naming::New(name) => Some(Product {
                name: name.clone(),
                ..Product::default()
            }),
            _ => None,
        };
        let product = product.map(|new| Change::Add(new.into()));
        Ok(product
            .into_iter()
            .chain([Change::Add(new.into())])
            .collect())
    }

    pub(super) fn show_sale(&self, show: &mut dyn FnMut(&'static str, &str)) {
        let sale = &self.sale;
        let back = sale.quantity < Quantity(0) || sale.amount.is_some_and(|paid| paid < Money(0));
        let label = if back { "given back" } else { "bought" };
        show(label, &sale.quantity.to_string());
        match &sale.what {
            Naming::Nothing => {}
            Naming::Known(product) => show("product", &product.name),
            Naming::New(name) => show("new product", name),
            Naming::Several(names) => show("which", &some(names, ", ")),
        }
        if let Some(paid) = sale.paid() {
            show("amount", &self.currency.show(paid));
        }
    }
}

fn several(typed: &str, names: &[String]) -> Refusal {
    let names = some(names, " or ");
    Refusal(format!(
        "Which {typed}: {names}? In quotes it is a new product."
    ))
}

/// The first few of these names.
pub(super) fn some(names: &[String], link: &str) -> String {
    const SHOWN: usize = 4;
    let more = if names.len() > SHOWN { ", …" } else { "" };
    format!("{}{more}", names[..names.len().min(SHOWN)].join(link))
}

impl Reader<'_> {
    /// `2 rye 7.80 yesterday`: the day first or last, the last number the amount, the first one the quantity, the rest a name.
    pub(super) fn sale(mut self, line: &str) -> Entry {
        let mut words: Words = line.split(' ').filter(|word| !word.is_empty()).collect();
        self.day_first(&mut words);
        self.marks_of_sale(&mut words);
        let mut text = self.middle(&words);
        self.marks_of_sale(&mut text);
        let back = self.back(&mut text);
        let quantity = self.quantity(&mut text);
        let sale = &mut self.entry.sale;
        sale.quantity = quantity.unwrap_or(Quantity::ONE);
        if back || sale.quantity < Quantity(0) {
            sale.quantity = Quantity(-sale.quantity.0.abs());
            sale.amount = sale.amount.map(|amount| Money(-amount.0.abs()));
        }
        let products = &self.context.products;
        let mut entry = self.finish(&text);
        entry.sale.what = naming(&entry.text, products);
        entry
    }

    /// `yesterday` or `on yesterday`, before everything.
    fn day_first(&mut self, words: &mut Words) {
        let on = usize::from(words.first().is_some_and(|word| is_on(word)));
        let day = words.get(on).copied();
        if !self.is_name(words) && day.is_some_and(|day| self.take_day(day)) {
            words.drain(..=on);
        }
    }

    /// Takes amount, day and initials off the end, in whatever order, until what is left is a name on the list.
    fn marks_of_sale(&mut self, words: &mut Words) {
        while let Some(last) = words.last().copied() {
            if self.ends_in_name(words) {
                break;
            }
            if self.take_day(last) {
                words.pop();
                if words.last().is_some_and(|word| is_on(word)) {
                    words.pop();
                }
            } else if self.take_amount(last) || self.take_by(last) {
                words.pop();
            } else {
                break;
            }
        }
    }

    fn take_amount(&mut self, word: &str) -> bool {
        let amount = paid(word, &self.context.currency);
        let place = &mut self.entry.sale.amount;
        let free = place.is_none() && amount.is_some();
        if free {
            *place = amount;
        }
        free
    }

    fn back(&self, words: &mut Words) -> bool {
        let back = words.first().is_some_and(|word| {
            word.trim_end_matches(':').eq_ignore_ascii_case("back") && !self.is_name(words)
        });
        if back {
            words.remove(0);
        }
        back
    }

    /// `2`, `2x` or `2 x` in front.
    fn quantity(&self, words: &mut Words) -> Option<Quantity> {
        if self.is_name(words) {
            return None;
        }
        let quantity = Quantity::read(words.first()?.trim_end_matches(['x', '×']))?;
        words.remove(0);
        if words.len() > 1 && matches!(words[0], "x" | "×") && !self.is_name(words) {
            words.remove(0);
        }
        Some(quantity)
    }

    /// Is what stands behind `back` and the quantity, where there are such, a name on the list or its beginning?
    fn ends_in_name(&self, words: &[&str]) -> bool {
        let mut rest = words.to_vec();
        self.is_name(words)
            || self.back(&mut rest) && self.is_name(&rest)
            || self.quantity(&mut rest).is_some() && self.is_name(&rest)
    }

    /// Do these words begin the name of a product, word by word? A number alone does not.
    fn is_name(&self, words: &[&str]) -> bool {
        let typed = words.join(" ");
        let mut products = self.context.products.iter();
        typed.contains(char::is_alphabetic) && products.any(|one| one.begins_with(&typed))
    }
}

/// `7.80`, `8`, `-3.90`, `€8`
fn paid(word: &str, currency: &Currency) -> Option<Money> {
    let sign = |c: char| "€£$¥".contains(c);
    let number = word.trim_matches(sign);
    match number.strip_prefix('-') {
        Some(number) => currency
            .read(number.trim_start_matches(sign))
            .map(|paid| Money(-paid.0)),
        None => currency.read(number),
    }
}

/// What was sold, as one types it: `2 Ethiopia 250 g`.
pub(super) fn of(purchase: &Purchase, context: &LineContext) -> Sale {
    let known = context
        .products
        .iter()
        .find(|product| Some(product.id) == purchase.product);
    Sale {
        quantity: purchase.quantity,
        what: known.map_or(Naming::Nothing, |product| Naming::Known(product.clone())),
        amount: Some(purchase.amount),
    }
}
