//! Which letters of a name or a phone the words in the find box stand for.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::{
    search::{Query, Term, fold},
    tui::text::{SafeText, grapheme_width, safe},
};

/// The columns of a name that match a word: the beginning of one of its words first, else inside.
pub fn in_name(name: &SafeText, query: &Query) -> Vec<Range<usize>> {
    let words = query.terms.iter().filter_map(|term| match term {
        Term::Word(word) => Some(word.as_str()),
        Term::Digits(_) => None,
    });
    let mut words = words.peekable();
    if words.peek().is_none() {
        return Vec::new();
    }
    let letters = letters(name);
    words.filter_map(|word| word_in(&letters, word)).collect()
}

/// One letter of a name: its columns, and the one or two ways it may be typed.
struct Letter {
    columns: Range<usize>,
    plain: String,
    spelt: Option<String>,
}

fn letters(name: &SafeText) -> Vec<Letter> {
    let mut column = 0;
    let graphemes = name.as_str().graphemes(true);
    graphemes
        .map(|letter| {
            let from = column;
            column += grapheme_width(letter);
            let plain = match letter.trim() {
                "" => " ".to_owned(),
                letter => fold(letter),
            };
            let spelt = match letter {
                "ä" | "ö" | "ü" | "Ä" | "Ö" | "Ü" => Some(format!("{plain}e")),
                "å" | "Å" => Some("aa".to_owned()),
                _ => None,
            };
            Letter {
                columns: from..column,
                plain,
                spelt,
            }
        })
        .collect()
}

fn word_in(letters: &[Letter], word: &str) -> Option<Range<usize>> {
    let starts_word = |at: &usize| *at == 0 || letters[at - 1].plain.trim().is_empty();
    let (mut begins, mut inside) = (Vec::new(), Vec::new());
    for at in 0..letters.len() {
        if starts_word(&at) {
            begins.push(at);
        } else {
            inside.push(at);
        }
    }
    begins.into_iter().chain(inside).find_map(|at| {
        let rest = &letters[at..];
        let plain = || run(rest, word, |letter| &letter.plain);
        plain().or_else(|| {
            run(rest, word, |letter| {
                letter.spelt.as_ref().unwrap_or(&letter.plain)
            })
        })
    })
}

/// The columns from the first letter on that read as this word.
fn run(letters: &[Letter], word: &str, reading: fn(&Letter) -> &String) -> Option<Range<usize>> {
    let start = letters.first()?.columns.start;
    let mut rest = word;
    for letter in letters {
        let read = reading(letter).as_str();
        if read.starts_with(rest) {
            return Some(start..letter.columns.end);
        }
        rest = rest.strip_prefix(read)?;
    }
    None
}

/// The phone of these that the digits stand for, else the first, in so many columns: a long one is shortened from the left, so
/// that its ending is seen. With the columns that matched.
pub fn phone(phones: &[String], query: &Query, width: usize) -> (SafeText, Vec<Range<usize>>) {
    let digits = query.terms.iter().find_map(|term| match term {
        Term::Digits(digits) => Some(digits.as_str()),
        Term::Word(_) => None,
    });
    let best = digits.and_then(|digits| {
        let matches = phones.iter().filter_map(|phone| {
            let found = digits_in(phone, digits)?;
            Some((phone, found))
        });
        // Of equally long matches the first phone.
        matches.rev().max_by_key(|(_, found)| found.matched)
    });
    let Some((phone, found)) = best else {
        let first = phones.first().map_or("", String::as_str);
        return (tail(first, width).0, Vec::new());
    };
    let (text, cut) = tail(phone, width);
    let columns = found.columns.start.saturating_sub(cut)..found.columns.end.saturating_sub(cut);
    (text, vec![columns])
}

struct Digits {
    columns: Range<usize>,
    matched: usize,
}

/// Where the digits stand in a phone as typed; a prefix that the phone is written without is left away.
fn digits_in(phone: &str, digits: &str) -> Option<Digits> {
    let phone = safe(phone);
    let mut column = 0;
    let mut places = Vec::new();
    let mut plain = String::new();
    for letter in phone.as_str().graphemes(true) {
        let value = letter.chars().next().filter(char::is_ascii_digit);
        if let Some(value) = value {
            plain.push(value);
            places.push(column);
        }
        column += grapheme_width(letter);
    }
    let shorter = (0..digits.len().saturating_sub(2)).filter_map(|from| digits.get(from..));
    let (at, matched) = shorter
        .filter_map(|digits| Some((plain.rfind(digits)?, digits.len())))
        .next()?;
    Some(Digits {
        columns: places[at]..places[at + matched - 1] + 1,
        matched,
    })
}

/// The end of a phone, without the words behind its digits where it is too long; and how many columns stand before what is
/// left of it, less those of the `…`.
fn tail(phone: &str, width: usize) -> (SafeText, usize) {
    let whole = safe(phone);
    if whole.width() <= width {
        return (whole, 0);
    }
    let number = phone.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let number = safe(if number.is_empty() { phone } else { number });
    if number.width() <= width {
        return (number, 0);
    }
    let (rest, cut) = number.ending(width.saturating_sub(1));
    (safe(&format!("…{rest}")), cut.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(terms: &[Term]) -> Query {
        Query {
            terms: terms.to_vec(),
            ..Query::default()
        }
    }

    fn marked(phones: &[&str], digits: &str, width: usize) -> (String, String) {
        let phones: Vec<String> = phones.iter().map(|phone| (*phone).to_owned()).collect();
        let (text, marks) = phone(&phones, &query(&[Term::Digits(digits.to_owned())]), width);
        let marks = marks.into_iter().next().unwrap_or(0..0);
        let letters = text.as_str().chars();
        let matched = letters.skip(marks.start).take(marks.len()).collect();
        (text.to_string(), matched)
    }

    #[test]
    fn the_letters_of_a_name_that_were_asked_for() {
        let marked = |name: &str, words: &[&str]| -> Vec<(usize, usize)> {
            let terms: Vec<Term> = words.iter().map(|w| Term::Word((*w).to_owned())).collect();
            let columns = in_name(&safe(name), &query(&terms)).into_iter();
            columns.map(|at| (at.start, at.end)).collect()
        };
        assert_eq!(marked("Zoë Müller", &["muller"]), [(4, 10)]);
        assert_eq!(marked("Zoë Müller", &["mueller", "zo"]), [(4, 10), (0, 2)]);
        assert_eq!(marked("Ilana Lima", &["la"]), [(1, 3)]);
        assert_eq!(marked("Dylan Lanz", &["lan"]), [(6, 9)]);
        assert_eq!(marked("O'Brien", &["obr"]), [(0, 4)]);
        assert_eq!(marked("王小明", &["小明"]), [(2, 6)]);
        assert!(marked("Нина", &["nina"]).is_empty());
    }

    #[test]
    fn the_phone_that_matched_is_shown_by_its_ending() {
        let phones = ["030 111", "+49 (0)176 555 4471"];
        assert_eq!(
            marked(&phones, "4471", 10),
            ("… 555 4471".into(), "4471".into())
        );
        assert_eq!(
            marked(&phones, "999", 10),
            ("030 111".into(), String::new())
        );
        assert_eq!(
            marked(&["0711 12345 ask for Ben"], "345", 12),
            ("0711 12345".into(), "345".into())
        );
        assert_eq!(
            marked(&["0176 1234567"], "491761234567", 20).1,
            "176 1234567"
        );
    }
}
