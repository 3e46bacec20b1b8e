//! What was typed into the find box, taken apart.

use super::Filter;

/// One thing that must match somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A folded word.
    Word(String),
    /// Three or more digits: part of a phone, prefix and trunk zero understood.
    Digits(String),
}

/// A query: terms that must all match, and filter words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words and digits.
    pub terms: Vec<Term>,
    /// Filter words.
    pub filters: Vec<Filter>,
    /// Filter words that are not known or make no sense, each with the sentence that says so.
    pub unknown: Vec<String>,
}

impl Query {
    /// Takes the text apart; `country` (`DE`) says which international prefix means the same as the trunk zero.
    pub fn read(text: &str, country: &str) -> Self {
        todo!("{text} {country}")
    }
}
