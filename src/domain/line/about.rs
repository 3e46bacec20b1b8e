//! Names of products in a line: what feedback is about, and what a short name is short for.

use super::{Entry, LineContext, LineKind, read::Reader, word::bare};
use crate::domain::{
    Product,
    id::ProductId,
    product::{Naming, naming},
};

/// The product that feedback is about: as it was typed, and which one that is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// The name, or what is short for it.
    pub typed: String,
    /// Which product.
    pub what: Naming,
}

impl About {
    /// What is meant by these words.
    pub fn of(typed: &str, products: &[Product]) -> Self {
        Self {
            typed: typed.into(),
            what: naming(typed, products),
        }
    }

    /// The product that was named before.
    pub(super) fn known(product: Option<ProductId>, context: &LineContext) -> Self {
        let mut products = context.products.iter();
        let known = products.find(|one| Some(one.id) == product);
        known.map_or_else(Self::default, |one| Self {
            typed: one.name.clone(),
            what: Naming::Known(one.clone()),
        })
    }
}

impl Entry {
    /// What was typed as the name of a product; empty in a line that names none.
    pub fn product_typed(&self) -> &str {
        match self.kind {
            LineKind::Bought => &self.text,
            LineKind::Feedback => &self.about.typed,
            _ => "",
        }
    }

    /// The name of a product as such a line has it: behind an `@` it is one word.
    pub fn product_written(&self, name: &str) -> String {
        match self.kind {
            LineKind::Feedback => name.replace(' ', "-"),
            _ => name.to_owned(),
        }
    }

    /// The whole name of the first product that the name typed is short for.
    pub fn completion<'p>(&self, products: &'p [Product]) -> Option<&'p str> {
        let typed = self.product_typed();
        if typed.is_empty() {
            return None;
        }
        let fits = products.iter().filter(|one| one.may_be(typed));
        let first = fits.min_by_key(|one| !one.begins_with(typed))?;
        Some(&first.name)
            .filter(|name| *name != typed && self.product_written(name) != typed)
            .map(String::as_str)
    }
}

impl Reader<'_> {
    /// `@rye` in feedback: a product of the list, unless it is written as initials are.
    pub(super) fn take_about(&mut self, word: &str) -> bool {
        let free = self.entry.kind == LineKind::Feedback && self.entry.about == About::default();
        let Some(name) = word.strip_prefix('@').map(bare).filter(|_| free) else {
            return false;
        };
        let about = About::of(name, &self.context.products);
        let meant = matches!(about.what, Naming::Known(_) | Naming::Several(_));
        let initials = name.contains(char::is_uppercase) && !name.contains(char::is_lowercase);
        if meant && !initials {
            self.entry.about = about;
        }
        meant && !initials
    }
}
