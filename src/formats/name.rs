//! The one name of a customer, out of the several that a card has.

use super::{text::line, vcard::parts};

/// The parts of vCard `N`: family, given, additional, prefix, suffix.
pub struct Structured(String);

impl Structured {
    /// The value as it stands on the card, escapes included.
    pub fn new(value: String) -> Self {
        Self(value)
    }

    /// The value as it stands on the card.
    pub fn value(&self) -> &str {
        &self.0
    }

    fn parts(&self) -> Vec<String> {
        parts(&self.0, ';')
            .map(|part| line(&part).into_owned())
            .collect()
    }

    /// Does the written name say all that the parts say?
    pub fn is_said_by(&self, name: &str) -> bool {
        self.parts().iter().all(|part| name.contains(part.as_str()))
    }

    /// The name in the order in which it is read out; family first where the letters are Chinese, Japanese or Korean.
    pub fn compose(&self) -> String {
        let parts = self.parts();
        let part = |at: usize| parts.get(at).map_or("", String::as_str);
        compose([part(3), part(1), part(2), part(0), part(4)])
    }
}

/// Prefix, given, additional, family and suffix as one name.
pub fn compose([prefix, given, additional, family, suffix]: [&str; 5]) -> String {
    let eastern = |text: &str| !text.is_empty() && text.chars().all(|it| it >= '\u{2e80}');
    if eastern(family) && eastern(given) {
        return format!("{family}{given}");
    }
    join(&[prefix, given, additional, family, suffix])
}

/// The parts that are not empty, with blanks between.
pub fn join(parts: &[impl AsRef<str>]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .map(|part| part.as_ref().trim())
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" ")
}
