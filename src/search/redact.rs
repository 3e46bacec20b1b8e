//! Takes names, phones and e-mail addresses out of a text, in whatever script, case and accents they are written.
//!
//! What is found inside a word depends on how long a name is: of three letters only the whole word or its beginning tells that it is a
//! name, from five on any place does. Where words are not told apart by spaces, two letters are enough.

use std::collections::HashSet;

use super::{fold, readings};
use crate::domain::phone;

/// What stands where something was taken out.
pub const GAP: char = '…';

/// Everything that may not stand in a text.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Names of people and what they are called: one text each.
    pub people: Vec<String>,
    /// Companies.
    pub companies: Vec<String>,
    /// Phones, as typed.
    pub phones: Vec<String>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Initials of who serves.
    pub initials: Vec<String>,
}

/// Words that stand in names and are none.
const PARTICLES: [&str; 28] = [
    "al", "and", "bin", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "das", "du",
    "el", "ibn", "la", "le", "ltd", "of", "the", "und", "van", "von", "y", "zu", "zum", "zur",
];

/// No name is looked for beyond so many letters.
const LONGEST: usize = 48;

/// Digits that belong together in any case: a phone, an order, a card.
const SURELY: usize = 7;

/// From so many letters on, a name of another script is known without its last one.
const BENT: usize = 6;

/// The fewest digits by which a known phone is told.
const ENDING: usize = 4;

/// What is looked for.
#[derive(Debug, Default)]
pub struct Redactor {
    /// Folded, without spaces.
    words: HashSet<String>,
    /// Digits of whole phones, and the last digits of each.
    digits: HashSet<String>,
    initials: HashSet<String>,
    /// Letters of the longest word.
    longest: usize,
}

impl Redactor {
    /// One that looks for these.
    pub fn new(names: &Names) -> Self {
        let mut new = Self::default();
        names.people.iter().for_each(|name| new.name(name, 2));
        names.companies.iter().for_each(|name| new.name(name, 4));
        for email in &names.emails {
            let own = email.split('@').next().unwrap_or_default();
            new.word(&fold(own).replace(' ', ""), 5);
        }
        for raw in &names.phones {
            new.phone(&phone::digits(raw));
        }
        let initials = names.initials.iter().map(|it| it.trim().to_uppercase());
        new.initials = initials.filter(|it| !it.is_empty()).collect();
        new
    }

    /// A name in all its readings: whole, and each of its words that has so many letters and is no particle.
    fn name(&mut self, name: &str, least: usize) {
        for reading in readings(name) {
            self.word(&reading.replace(' ', ""), 1);
            let words = reading.split(' ');
            for word in words.filter(|word| !PARTICLES.contains(word)) {
                self.word(word, least);
            }
        }
    }

    fn word(&mut self, folded: &str, least: usize) {
        let letters = folded.chars().count();
        let least = if folded.is_ascii() {
            least
        } else {
            least.min(2)
        };
        if letters >= least && letters > 0 {
            let kept: String = folded.chars().take(LONGEST).collect();
            self.longest = self.longest.max(letters.min(LONGEST));
            // Russian and Greek change the end of a name: Петрова, Петрову.
            if letters >= BENT && !folded.is_ascii() {
                self.words.extend(
                    kept.char_indices()
                        .next_back()
                        .map(|(end, _)| kept[..end].to_owned()),
                );
            }
            self.words.insert(kept);
        }
    }

    fn phone(&mut self, digits: &str) {
        let digits = digits.trim_start_matches('+');
        for from in 0..digits.len().saturating_sub(ENDING - 1) {
            self.digits.insert(digits[from..].to_owned());
        }
        if digits.len() >= 3 {
            self.digits.insert(digits.to_owned());
        }
    }

    /// The text without them; `…` stands in their place, one for several in a row.
    pub fn redact(&self, text: &str) -> String {
        let text = self.without_addresses(text);
        let text = self.without_numbers(&text);
        let mut out = String::with_capacity(text.len());
        for piece in pieces(&text) {
            match piece {
                Piece::Between(text) => out.push_str(text),
                Piece::Word(word) => {
                    let after_at = out.ends_with('@');
                    out.push_str(&self.word_without(word, after_at));
                }
            }
        }
        one_gap_for_several(&out)
    }

    /// E-mail addresses, known or not.
    fn without_addresses(&self, text: &str) -> String {
        let is_address = |token: &str| {
            let inner = token.trim_matches(|letter: char| !letter.is_alphanumeric());
            inner.contains(['@', '＠', '﹫'])
        };
        let mut out = String::with_capacity(text.len());
        for token in text.split_inclusive(char::is_whitespace) {
            match is_address(token) {
                false => out.push_str(token),
                true => {
                    out.push(GAP);
                    out.extend(token.chars().next_back().filter(|it| it.is_whitespace()));
                }
            }
        }
        out
    }

    /// Long numbers, and short ones with which a known phone ends.
    fn without_numbers(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(from) = rest.find(|letter| phone::digit(letter).is_some()) {
            let (before, number) = rest.split_at(from);
            out.push_str(before);
            let to = number.find(|letter| !is_of_number(letter));
            let whole = &number[..to.unwrap_or(number.len())];
            let number_only = whole.trim_end_matches(|letter| phone::digit(letter).is_none());
            match self.is_number_of_somebody(number_only) {
                true => out.push(GAP),
                false => out.push_str(&self.groups_without(number_only)),
            }
            rest = &number[number_only.len()..];
        }
        out + rest
    }

    /// Numbers that stand one behind the other, each by itself.
    fn groups_without(&self, number: &str) -> String {
        let groups = number.split_inclusive(char::is_whitespace);
        let groups = groups.map(|group| {
            let digits = digits(group);
            match digits.len() >= 3 && self.digits.contains(&digits) {
                true => format!("{GAP} "),
                false => group.to_owned(),
            }
        });
        groups.collect()
    }

    fn is_number_of_somebody(&self, number: &str) -> bool {
        let digits = digits(number);
        digits.len() >= SURELY || digits.len() >= 3 && self.digits.contains(&digits)
    }

    /// One word, whole or in the parts that hyphens and dots make.
    fn word_without(&self, whole: &str, after_at: bool) -> String {
        let word = whole.trim_end_matches(['.', '-', '\'', '`']);
        let behind = &whole[word.len()..];
        let word = match word.chars().any(is_unspaced) {
            true => self.without_unspaced(word),
            false => word.to_owned(),
        };
        if self.is_initials(&word, after_at) || self.is_name(&word) {
            return format!("{GAP}{behind}");
        }
        let joint =
            |letter: char| !letter.is_alphanumeric() && fold(&letter.to_string()).is_empty();
        let mut out = String::with_capacity(word.len());
        for part in word.split_inclusive(joint) {
            let bare = part.trim_end_matches(joint);
            match self.is_initials(bare, after_at) || self.is_name(bare) {
                true => out.push(GAP),
                false => out.push_str(bare),
            }
            out.push_str(&part[bare.len()..]);
        }
        out + behind
    }

    fn is_initials(&self, word: &str, after_at: bool) -> bool {
        let letters = word.chars().count();
        let known = |word: &str| self.initials.contains(word);
        (letters > 1 && known(word)) || (after_at && known(&word.to_uppercase()))
    }

    /// Is a name in it, at a place where that tells?
    fn is_name(&self, word: &str) -> bool {
        let readings = readings(word);
        readings.iter().any(|reading| {
            let glued = reading.replace(' ', "");
            self.has_name(&glued) || reading.split(' ').any(|word| self.has_name(word))
        })
    }

    fn has_name(&self, folded: &str) -> bool {
        let places: Vec<usize> = folded
            .char_indices()
            .map(|(at, _)| at)
            .chain([folded.len()])
            .collect();
        let count = places.len() - 1;
        (0..count).any(|from| {
            let most = (count - from).min(self.longest);
            let tells = |letters: &usize| {
                let found = &folded[places[from]..places[from + letters]];
                self.words.contains(found) && tells(found, *letters, (from == 0, *letters == count))
            };
            (1..=most).any(|letters| tells(&letters))
        })
    }

    /// Names in a script without spaces are cut out of the word where they stand.
    fn without_unspaced(&self, word: &str) -> String {
        let letters: Vec<char> = word.chars().collect();
        let mut out = String::new();
        let mut at = 0;
        while at < letters.len() {
            let most = (letters.len() - at).min(LONGEST);
            let is_known = |count: &usize| {
                let part = &letters[at..at + count];
                part.iter().any(|letter| is_unspaced(*letter))
                    && self.words.contains(&fold(&part.iter().collect::<String>()))
            };
            match (2..=most).rev().find(is_known) {
                Some(count) => {
                    out.push(GAP);
                    at += count;
                }
                None => {
                    out.push(letters[at]);
                    at += 1;
                }
            }
        }
        out
    }
}

/// Does a name of so many letters tell at this place of a word: at its beginning, as the whole of it, or anywhere?
fn tells(found: &str, letters: usize, (begins, whole): (bool, bool)) -> bool {
    let anywhere = match found.chars().all(has_case) {
        true => 5,
        false => 3,
    };
    whole || letters >= anywhere || (begins && letters >= 3)
}

/// Is it of a script whose words are told apart by spaces and written in two cases?
fn has_case(letter: char) -> bool {
    letter.is_ascii() || letter.is_lowercase()
}

/// Chinese, Japanese, Korean.
fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{3005}'..='\u{3006}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{1100}'..='\u{11ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn digits(text: &str) -> String {
    let digits = text.chars().filter_map(phone::digit);
    digits.map(|digit| char::from(b'0' + digit)).collect()
}

/// What stands in a number as it is written.
fn is_of_number(letter: char) -> bool {
    phone::digit(letter).is_some()
        || letter.is_whitespace()
        || matches!(
            letter,
            '(' | ')' | '-' | '/' | '.' | '+' | '\u{2010}'..='\u{2015}'
        )
}

enum Piece<'a> {
    Word(&'a str),
    Between(&'a str),
}

/// The words of a text, and what stands between them.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let in_word = is_of_word(first);
        let end = rest.find(|letter| is_of_word(letter) != in_word);
        let (piece, behind) = rest.split_at(end.unwrap_or(rest.len()));
        rest = behind;
        Some(match in_word {
            true => Piece::Word(piece),
            false => Piece::Between(piece),
        })
    })
}

/// Letters, digits, and what drops out of a folded word: apostrophes, hyphens, marks.
fn is_of_word(letter: char) -> bool {
    match letter {
        _ if letter.is_alphanumeric() => true,
        '@' | GAP => false,
        '\'' | '`' | '.' | '-' => true,
        _ if letter.is_ascii() => false,
        _ => !fold(&format!("a{letter}a")).contains(' '),
    }
}

fn one_gap_for_several(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut waiting = String::new();
    for letter in text.chars() {
        match letter {
            GAP if out.ends_with(GAP) => waiting.clear(),
            ' ' | '.' | '-' | '@' | '\'' if out.ends_with(GAP) => waiting.push(letter),
            _ => {
                out.push_str(&std::mem::take(&mut waiting));
                out.push(letter);
            }
        }
    }
    out + &waiting
}

#[cfg(test)]
mod tests;
