//! The order of names as the shop's language has it: Å behind Z in Swedish, beside A in German.

use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::Locale;

/// Puts names in the order of one language.
#[derive(Debug)]
pub struct NameOrder(Option<CollatorBorrowed<'static>>);

impl NameOrder {
    /// The order of this locale (`sv-SE`); of an unknown one the order common to most languages.
    pub fn new(locale: &str) -> Self {
        let locale = Locale::try_from_str(&locale.replace('_', "-")).unwrap_or(Locale::UNKNOWN);
        Self(Collator::try_new(locale.into(), CollatorOptions::default()).ok())
    }

    /// Puts what carries a name in order; those without a name come last.
    pub fn sort<T>(&self, named: &mut [(String, T)]) {
        named.sort_by(|(one, _), (other, _)| {
            let names = || match &self.0 {
                Some(collator) => collator.compare(one, other),
                None => one.to_lowercase().cmp(&other.to_lowercase()),
            };
            one.is_empty().cmp(&other.is_empty()).then_with(names)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(locale: &str, names: &[&str]) -> String {
        let mut named: Vec<(String, ())> =
            names.iter().map(|name| ((*name).to_owned(), ())).collect();
        NameOrder::new(locale).sort(&mut named);
        let names: Vec<String> = named.into_iter().map(|(name, ())| name).collect();
        names.join(" ")
    }

    #[test]
    fn each_language_has_its_own_order() {
        let names = ["Zoë", "Åsa", "", "adam", "Ärla"];
        assert_eq!(sorted("de_DE", &names), "adam Ärla Åsa Zoë ");
        assert_eq!(sorted("sv-SE", &names), "adam Zoë Åsa Ärla ");
        assert_eq!(sorted("C", &names), "adam Ärla Åsa Zoë ");
    }
}
