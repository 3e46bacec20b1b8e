//! What was typed into the find box, taken apart.

use super::{Filter, fold};
use crate::domain::phone::{self, Dialling};

/// One thing that must match somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A folded word.
    Word(String),
    /// Three or more digits: part of a phone, prefix and trunk zero understood; `+` in front when it was typed so.
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
    /// How the shop's country is dialled; `None` when it is not known.
    pub dialling: Option<Dialling>,
}

impl Query {
    /// Takes the text apart; `country` (`DE`) says which international prefix means the same as the trunk zero.
    ///
    /// Groups of digits beside each other are one number: `555 4471`.
    pub fn read(text: &str, country: &str) -> Self {
        let mut query = Self {
            dialling: phone::dialling(country),
            ..Self::default()
        };
        let mut number = String::new();
        for word in text.split_whitespace() {
            if phone::is_number(word) {
                number.push(' ');
                number.push_str(word);
                continue;
            }
            query.take_number(&mut number);
            match Filter::read(word) {
                Some(Ok(filter)) => query.filters.push(filter),
                Some(Err(sentence)) => query.unknown.push(sentence),
                None => query.take_words(word),
            }
        }
        query.take_number(&mut number);
        query
    }

    /// True when nothing was asked for, not even by a filter word.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.filters.is_empty() && self.unknown.is_empty()
    }

    fn take_words(&mut self, text: &str) {
        for word in fold(text).split_whitespace() {
            let number = word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
            self.terms.push(if number {
                Term::Digits(word.to_owned())
            } else {
                Term::Word(word.to_owned())
            });
        }
    }

    fn take_number(&mut self, text: &mut String) {
        let raw = std::mem::take(text);
        let digits = phone::dialled(&raw);
        if digits.len() >= 3 {
            self.terms.push(Term::Digits(digits));
        } else {
            self.take_words(&raw);
        }
    }
}
