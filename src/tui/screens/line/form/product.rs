//! The field of a form that names a product: Tab writes the name out, a note says how it is understood.

use super::EntryForm;
use crate::{
    domain::{
        line::LineKind,
        product::{Naming, naming},
    },
    tui::keymap::Action,
};

impl EntryForm {
    /// The field that names a product.
    fn product_field(&self) -> Option<&'static str> {
        match self.entry.kind {
            LineKind::Bought => Some("text"),
            LineKind::Feedback => Some("about"),
            _ => None,
        }
    }

    /// The product as the shop calls it, where the field holds the beginning of its name.
    fn completion(&self) -> Option<String> {
        let mut typed = self.entry.clone();
        let name = self.form.value(self.product_field()?).trim().to_owned();
        match typed.kind {
            LineKind::Feedback => typed.about.typed = name,
            _ => typed.text = name,
        }
        typed.completion(&self.products).map(str::to_owned)
    }

    /// Tab writes a product's name out.
    pub fn complete(&mut self, action: &Action) {
        if *action == Action::NextField
            && let Some(field) = self.product_field()
            && self.form.focused() == field
            && let Some(name) = self.completion()
        {
            self.form.set(field, &name);
        }
    }

    /// Says how a product is understood.
    pub fn note(&mut self) {
        let Some(field) = self.product_field() else {
            return;
        };
        let words = match (
            self.completion(),
            naming(&self.form.value(field), &self.products),
        ) {
            (Some(name), _) => format!("Tab: {name}"),
            (None, Naming::New(_)) if field == "about" => "no such product".to_owned(),
            (None, Naming::New(_)) => "a new product".to_owned(),
            _ => String::new(),
        };
        self.form.note(field, 0, &words);
    }
}
