//! A word typed with one slip: a letter missing, too many, wrong, or two in the wrong order.

use memchr::memmem::Finder;

use super::{Term, line};

/// Fewer letters than this are a slip of too many words.
const SHORTEST: usize = 3;
/// One of the two words has at least this many.
const LONG_ENOUGH: usize = 4;
/// From this many letters on the word may be typed only in part.
const BEGINNING: usize = 6;

/// A word of a query that may have been typed with one slip.
#[derive(Debug)]
pub(super) struct Slip {
    letters: Vec<char>,
    /// A word one slip away begins with one of these ...
    heads: [Finder<'static>; 2],
    /// ... or holds this, so many bytes behind its beginning at most.
    tail: Finder<'static>,
    furthest: usize,
}

impl Slip {
    /// `None` for digits and for words too short.
    pub(super) fn of(term: &Term) -> Option<Self> {
        let Term::Word(word) = term else { return None };
        let letters: Vec<char> = word.chars().collect();
        if letters.len() < SHORTEST {
            return None;
        }
        // One slip leaves one of two halves whole, but for a swap across the middle.
        let middle = letters.len() / 2;
        let mut swapped = letters[..=middle].to_vec();
        swapped.swap(middle - 1, middle);
        let [head, swapped, tail] =
            [&letters[..middle], &swapped, &letters[middle..]].map(String::from_iter);
        Some(Self {
            furthest: head.len() + char::MAX.len_utf8(),
            heads: [head, swapped].map(|head| Finder::new(&head).into_owned()),
            tail: Finder::new(&tail).into_owned(),
            letters,
        })
    }

    /// True for words long enough to look through everybody for them.
    pub(super) fn is_long(&self) -> bool {
        self.letters.len() >= LONG_ENOUGH
    }

    /// Calls `each` with a place in every line of a block whose names hold a word one slip away.
    pub(super) fn scan(&self, text: &[u8], mut each: impl FnMut(usize)) {
        let mut look = |start: usize| {
            let end = (start..text.len()).find(|at| line::ends_word(text, *at));
            let word = str::from_utf8(&text[start..end.unwrap_or(text.len())]);
            if word.is_ok_and(|word| self.is_near(word)) && line::is_in_name(text, start) {
                each(start);
            }
        };
        for head in &self.heads {
            head.find_iter(text)
                .filter(|hit| line::begins_word(text, *hit))
                .for_each(&mut look);
        }
        for hit in self.tail.find_iter(text) {
            let nearest = hit.saturating_sub(self.furthest);
            if let Some(start) = (nearest..=hit)
                .rev()
                .find(|at| line::begins_word(text, *at))
            {
                look(start);
            }
        }
    }

    /// True when a word of the names in a line is one slip away.
    pub(super) fn is_in(&self, line: &str) -> bool {
        line::name_words(line).any(|word| self.is_near(word))
    }

    /// True when the typed word is one slip away from this one, or from how it begins.
    fn is_near(&self, word: &str) -> bool {
        let typed = self.letters.as_slice();
        let same = typed
            .iter()
            .zip(word.chars())
            .take_while(|(a, b)| **a == *b)
            .count();
        let mut rest = word.chars();
        rest.by_ref().take(same).for_each(drop);
        let rest = rest.as_str();
        let Some(typed_rest) = typed.get(same..).filter(|typed| !typed.is_empty()) else {
            // All that was typed is there; at most one letter is missing at the end.
            return rest.chars().count() == 1 && typed.len() + 1 >= LONG_ENOUGH;
        };
        let goes_on = |typed: &[char], rest: &str| {
            let mut rest = rest.chars();
            typed.iter().all(|letter| rest.next() == Some(*letter))
                && (rest.as_str().is_empty() || self.letters.len() >= BEGINNING)
        };
        let long = word.chars().count().max(typed.len()) >= LONG_ENOUGH
            && word.chars().count() >= SHORTEST;
        let mut letters = rest.chars();
        let (first, after) = (letters.next(), letters.as_str());
        let (second, after_two) = (letters.next(), letters.as_str());
        let swapped = first.is_some()
            && typed_rest.len() >= 2
            && (first, second) == (Some(typed_rest[1]), Some(typed_rest[0]))
            && goes_on(&typed_rest[2..], after_two);
        long && (swapped
            || goes_on(&typed_rest[1..], rest)
            || first.is_some() && (goes_on(typed_rest, after) || goes_on(&typed_rest[1..], after)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(typed: &str, word: &str) -> bool {
        Slip::of(&Term::Word(typed.into())).is_some_and(|slip| slip.is_near(word))
    }

    #[test]
    fn one_slip_is_a_letter_missing_added_wrong_or_swapped() {
        for typed in [
            "siobahn", "siobhn", "iobhan", "siobhaan", "siobhxn", "xiobhan", "siobha", "isobhan",
            "siobhanx",
        ] {
            assert!(near(typed, "siobhan"), "{typed}");
        }
        for typed in ["siobxxn", "siobhanxy", "soibahn", "sibn"] {
            assert!(!near(typed, "siobhan"), "{typed}");
        }
    }

    #[test]
    fn short_words_have_a_floor_and_long_ones_may_be_unfinished() {
        assert!(near("lma", "lima") && near("anna", "ana"));
        assert!(!near("ana", "eva") && !near("an", "ana") && !near("sian", "xiao"));
        assert!(near("thorvladsd", "thorvaldsdottir") && !near("thorz", "thorvaldsdottir"));
        assert!(near("пертова", "петрова"));
    }
}
