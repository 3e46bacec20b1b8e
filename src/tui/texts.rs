//! What stands in a form or line that is not saved, as plain text: so it can be kept in the file and put back after a crash.

use serde::{Deserialize, Serialize};

use crate::domain::CustomerId;

/// What was typed into one screen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Texts {
    /// Whom it is about.
    #[serde(skip)]
    pub customer: Option<CustomerId>,
    /// The typed line, where the screen has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// The fields that are there once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldText>,
    /// The rows of repeated fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<RowTexts>,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldText {
    /// Its name.
    pub name: String,
    /// What stands in it.
    pub text: String,
    /// What the file had there.
    pub had: String,
}

/// One row of a repeated part of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowTexts {
    /// The part.
    pub group: String,
    /// The number of the row it was filled in from; `None` for a new one.
    pub origin: Option<i64>,
    /// Its fields; none where the row was taken out.
    pub fields: Vec<FieldText>,
}

impl Texts {
    /// What is new in it, for a list.
    pub fn words(&self) -> String {
        let rows = self.rows.iter().flat_map(|row| &row.fields);
        let fields = self.fields.iter().chain(rows);
        let texts = fields.map(|field| news(&field.text, &field.had));
        let texts = self.line.as_deref().into_iter().chain(texts);
        let words: Vec<&str> = texts.flat_map(str::split_whitespace).collect();
        words.join(" ")
    }
}

/// A text from the first word on in which it differs from an older one.
fn news<'a>(text: &'a str, had: &str) -> &'a str {
    let same = text
        .bytes()
        .zip(had.bytes())
        .take_while(|(one, other)| one == other);
    let same = text.floor_char_boundary(same.count());
    let word = text[..same].rfind(char::is_whitespace).unwrap_or(0);
    if text == had { "" } else { &text[word..] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_new_begins_with_a_whole_word() {
        assert_eq!(
            news("pot for two, scönes", "pot for two, scöne").trim(),
            "scönes"
        );
        assert_eq!(news("all new", ""), "all new");
        assert_eq!(news("the same", "the same"), "");
        assert_eq!(news("ö", "ä"), "ö");
    }
}
