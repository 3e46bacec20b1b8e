//! What a single word of a line can mean.

use crate::domain::{Currency, Money};

/// The word as it is, and without what ends a clause; a day may end in a point of its own.
pub fn endings(word: &str) -> impl Iterator<Item = &str> {
    [word, word.trim_end_matches([',', ';', ':']), bare(word)].into_iter()
}

/// `on`, before a day.
pub fn is_on(word: &str) -> bool {
    word.eq_ignore_ascii_case("on")
}

/// The word without what ends a clause.
pub fn bare(word: &str) -> &str {
    word.trim_end_matches([',', ';', ':', '.'])
}

/// `#delivery`; a number behind the `#` is no tag, it is most often an order or a house.
pub fn tag(word: &str) -> Option<String> {
    let tag = tag_word(word.strip_prefix('#')?)?;
    let number = tag.chars().all(char::is_numeric);
    (!number).then_some(tag)
}

/// A word that can be a tag: letters, digits and what joins words, with a letter or digit in it.
pub fn tag_word(word: &str) -> Option<String> {
    let word = bare(word);
    let fits =
        |c: char| c.is_alphanumeric() || "-_&+/'".contains(c) || !(c.is_ascii() || c.is_control());
    let full = |c: char| c.is_alphanumeric() || !c.is_ascii();
    (word.chars().all(fits) && word.contains(full)).then(|| word.to_owned())
}

/// `+1`, `-2`.
pub fn mood(word: &str) -> Option<i8> {
    ["-2", "-1", "+1", "+2"]
        .contains(&word)
        .then(|| word.parse().ok())?
}

/// `4/5`: the score of somebody's feedback.
pub fn score(word: &str) -> Option<u8> {
    let score = bare(word).strip_suffix("/5")?.parse().ok()?;
    (1..=5).contains(&score).then_some(score)
}

/// `2.50`, `€2`: an amount has its decimals or its sign, so that a bare number stays text; where money has no decimals it does not.
pub fn amount(word: &str, currency: &Currency) -> Option<Money> {
    let number = word.trim_matches(['€', '£', '$', '¥']);
    let decimals = number.split_once(['.', ',']);
    let whole = decimals.is_some_and(|(_, part)| part.len() == currency.digits as usize);
    let meant = whole || number.len() < word.len() || currency.digits == 0;
    let begins = number.starts_with(|c: char| c.is_ascii_digit());
    currency.read(number).filter(|_| meant && begins)
}

/// `->`, before how they took it.
pub fn is_arrow(word: &str) -> bool {
    matches!(word, "->" | "→" | "=>")
}
