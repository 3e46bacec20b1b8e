//! One term of a query, ready to be looked for in folded lines.

use memchr::memmem::Finder;

use super::{
    Term,
    line::{self, Rank},
};
use crate::domain::phone::Dialling;

/// What a line must hold to answer one term: any of a few texts.
#[derive(Debug)]
pub(super) struct Ask {
    /// What all of them end in: one scan finds every place that may answer.
    end: Finder<'static>,
    forms: Vec<String>,
    /// A single letter counts only where a word begins.
    letter: bool,
}

impl Ask {
    pub(super) fn of(term: &Term, dialling: Option<Dialling>) -> Self {
        match term {
            Term::Word(word) => Self {
                letter: word.len() == 1,
                ..Self::any(vec![word.clone()])
            },
            Term::Digits(digits) => Self::any(forms(digits, dialling)),
        }
    }

    /// Several words as they stand at the beginning of a name.
    pub(super) fn phrase(terms: &[Term]) -> Option<Self> {
        let word = |term: &Term| match term {
            Term::Word(word) => Some(word.clone()),
            Term::Digits(_) => None,
        };
        let words: Vec<String> = terms.iter().map(word).collect::<Option<_>>()?;
        let form = format!("/{}", words.join(" "));
        (words.len() > 1).then(|| Self::any(vec![form]))
    }

    /// A word only where it stands behind a mark or a space.
    pub(super) fn behind(before: &str, word: &str) -> Self {
        Self::any(vec![format!("{before}{word}")])
    }

    fn any(forms: Vec<String>) -> Self {
        let end = Finder::new(common_end(&forms)).into_owned();
        Self {
            end,
            forms,
            letter: false,
        }
    }

    /// How many letters a scan goes by: the more, the fewer lines it stops at.
    pub(super) fn sharpness(&self) -> usize {
        self.end.needle().len()
    }

    /// How well a line answers, if it does.
    pub(super) fn rank(&self, line: &[u8]) -> Option<Rank> {
        let mut best = None;
        for hit in self.hits(line) {
            best = better(best, self.rank_at(line, hit));
            if best.is_some_and(|best| best <= Rank::NameBegins) {
                break;
            }
        }
        best
    }

    /// Calls `each` with a place in every line of a block that answers, and how well it does.
    pub(super) fn scan(&self, lines: &[u8], mut each: impl FnMut(usize, Rank)) {
        let (mut first, mut end, mut best) = (0, 0, Rank::Everybody);
        for hit in self.hits(lines) {
            let known = hit < end;
            if known && best <= Rank::NameBegins {
                continue;
            }
            let Some(rank) = self.rank_at(lines, hit) else {
                continue;
            };
            if known {
                best = best.min(rank);
                continue;
            }
            if end > 0 {
                each(first, best);
            }
            (first, end, best) = (hit, line::end(lines, hit), rank);
        }
        if end > 0 {
            each(first, best);
        }
    }

    /// True when whatever answers this answered the older one too.
    pub(super) fn narrows(&self, older: &Self) -> bool {
        let held = |new: &String| older.forms.iter().any(|old| new.contains(old));
        !older.letter && self.forms.iter().all(held)
    }

    /// The phone that ends in what was asked: see [`line::phone_ending`].
    pub(super) fn phone_ending(&self, line: &[u8]) -> Option<u64> {
        let ends = |hit| line::phone_ending(line, hit + self.sharpness());
        self.hits(line).find_map(ends)
    }

    /// Every place where the common end of all forms stands, those that overlap too: `808` stands twice in `80808`.
    fn hits(&self, lines: &[u8]) -> impl Iterator<Item = usize> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let hit = from + self.end.find(lines.get(from..)?)?;
            from = hit + 1;
            Some(hit)
        })
    }

    /// How well the line around a place answers where the common end of all forms stands.
    fn rank_at(&self, lines: &[u8], hit: usize) -> Option<Rank> {
        if self.letter && !line::begins_word(lines, hit) {
            return None;
        }
        let end = hit + self.sharpness();
        if self.forms.len() == 1 {
            return line::rank_at(lines, hit..end);
        }
        let here = |form: &&String| lines[..end].ends_with(form.as_bytes());
        let ranks = self
            .forms
            .iter()
            .filter(here)
            .map(|form| line::rank_at(lines, end - form.len()..end));
        ranks.flatten().min()
    }
}

fn better(one: Option<Rank>, other: Option<Rank>) -> Option<Rank> {
    one.into_iter().chain(other).min()
}

/// The ways the digits may stand in a line: as typed; from abroad instead of from home, and the other way round.
fn forms(digits: &str, dialling: Option<Dialling>) -> Vec<String> {
    let mut forms = vec![digits.to_owned()];
    let prefix = ["+", "00"]
        .into_iter()
        .find(|prefix| digits.starts_with(prefix));
    let abroad = prefix
        .map(|prefix| &digits[prefix.len()..])
        .filter(|rest| !rest.is_empty());
    if let (Some("00"), Some(rest)) = (prefix, abroad) {
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
        let pairs = first.bytes().rev().zip(other.bytes().rev());
        pairs.take_while(|(a, b)| a == b).count()
    };
    let length = others.iter().map(shared).min().unwrap_or(first.len());
    &first[first.len() - length..]
}
