//! One term of a query, ready to be looked for in folded lines.

use memchr::memmem::Finder;

use super::{
    Term,
    line::{Rank, phone_ending, rank_of},
};
use crate::domain::phone::Dialling;

/// What a line must hold to answer one term: any of a few texts.
#[derive(Debug)]
pub(super) struct Ask {
    /// What all of them end in: one scan finds every line that may answer.
    scan: Finder<'static>,
    needles: Vec<Finder<'static>>,
    /// A single letter counts only where a word begins.
    whole: bool,
}

impl Ask {
    pub(super) fn of(term: &Term, dialling: Option<Dialling>) -> Self {
        let (texts, whole) = match term {
            Term::Word(word) => (vec![word.clone()], word.len() == 1),
            Term::Digits(digits) => (forms(digits, dialling), false),
        };
        let end = common_end(&texts).to_owned();
        Self {
            scan: Finder::new(&end).into_owned(),
            needles: texts
                .iter()
                .map(|text| Finder::new(text).into_owned())
                .collect(),
            whole,
        }
    }

    /// The text to scan for: a line without it cannot answer.
    pub(super) fn scan(&self) -> &Finder<'static> {
        &self.scan
    }

    /// How well a line answers, if it does.
    pub(super) fn rank(&self, line: &[u8]) -> Option<Rank> {
        self.needles
            .iter()
            .filter_map(|needle| rank_of(line, needle, self.whole))
            .min()
    }

    /// True when whatever answers this answered the older one too.
    pub(super) fn narrows(&self, older: &Self) -> bool {
        !older.whole
            && self.needles.iter().all(|new| {
                older
                    .needles
                    .iter()
                    .any(|old| old.find(new.needle()).is_some())
            })
    }

    /// The last digits of the phone that ends in what was asked: see [`phone_ending`].
    pub(super) fn phone_ending(&self, line: &[u8]) -> Option<u64> {
        let ends = |needle: &Finder| {
            needle
                .find_iter(line)
                .find_map(|at| phone_ending(line, at + needle.needle().len()))
        };
        self.needles.iter().find_map(ends)
    }
}

/// The ways the digits may stand in a line: as typed; from abroad instead of from home, and the other way round.
fn forms(digits: &str, dialling: Option<Dialling>) -> Vec<String> {
    let mut forms = vec![digits.to_owned()];
    let abroad = digits.strip_prefix("00");
    if let Some(rest) = abroad.filter(|rest| !rest.is_empty()) {
        forms.push(format!("+{rest}"));
    }
    let Some(Dialling { code, trunk }) = dialling else {
        return forms;
    };
    let from_abroad = abroad.unwrap_or(digits);
    if let Some(rest) = from_abroad
        .strip_prefix(code)
        .filter(|rest| rest.len() >= 3)
    {
        let national = rest.strip_prefix(trunk).unwrap_or(rest);
        forms.push(format!("*{trunk}{national}"));
        forms.push(format!("*{rest}"));
        forms.push(format!("+{code}{national}"));
    }
    if abroad.is_none() {
        if let Some(national) = digits.strip_prefix(trunk) {
            forms.push(format!("+{code}{national}"));
        }
        forms.push(format!("+{code}{digits}"));
    }
    forms
}

fn common_end(texts: &[String]) -> &str {
    let Some((first, others)) = texts.split_first() else {
        return "";
    };
    let shared = |other: &String| {
        first
            .bytes()
            .rev()
            .zip(other.bytes().rev())
            .take_while(|(a, b)| a == b)
            .count()
    };
    let length = others.iter().map(shared).min().unwrap_or(first.len());
    &first[first.len() - length..]
}
