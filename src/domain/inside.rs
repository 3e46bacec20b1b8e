//! Inside words: what the shop says among itself and a customer should not have to hear.

use std::ops::Range;

/// The inside words as they ship, with commas between.
pub const INSIDE_WORDS: &str = "policy, system, supplier, department";

/// Where inside words stand in a text meant for a customer, in bytes: whole words of `list`, in any case, one or several of them.
pub fn inside_words(text: &str, list: &str) -> Vec<Range<usize>> {
    let list = list.split(',').map(|word| word.trim().to_lowercase());
    let list: Vec<String> = list.filter(|word| !word.is_empty()).collect();
    let mut found = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
        let word = part.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        let lower = word.to_lowercase();
        if !word.is_empty() && list.iter().any(|inside| one_or_several(&lower, inside)) {
            found.push(start..start + word.len());
        }
        start += part.len();
    }
    found
}

/// "policy", "policies"; "system", "systems".
fn one_or_several(word: &str, inside: &str) -> bool {
    let Some(rest) = word.strip_prefix(inside) else {
        let stem = inside.strip_suffix('y');
        return stem.is_some_and(|stem| word.strip_prefix(stem) == Some("ies"));
    };
    matches!(rest, "" | "s")
}

/// The sentence about the inside words of a text; `None` when there are none.
pub fn inside_note(text: &str, list: &str) -> Option<String> {
    let mut words: Vec<&str> = Vec::new();
    for range in inside_words(text, list) {
        let word = &text[range];
        if !words
            .iter()
            .any(|other| other.to_lowercase() == word.to_lowercase())
        {
            words.push(word);
        }
    }
    let quoted: Vec<String> = words.iter().map(|word| format!("“{word}”")).collect();
    (!words.is_empty())
        .then(|| format!("{}: would a customer say it like that?", quoted.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let ranges = inside_words(text, INSIDE_WORDS);
        ranges.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn whole_words_are_found_in_any_case_and_number() {
        let text = "Our SYSTEM, the policies and “suppliers”; grüße, Department.";
        assert_eq!(
            found(text),
            ["SYSTEM", "policies", "suppliers", "Department"]
        );
        assert_eq!(
            found("systematic ecosystem policyholder"),
            Vec::<&str>::new()
        );
        assert_eq!(found(""), Vec::<&str>::new());
    }

    #[test]
    fn the_list_is_the_shops_own() {
        let found = inside_words("Der Vorgang läuft.", "Vorgang, Posten");
        assert_eq!(found.first(), Some(&(4..11)));
        assert!(inside_words("any s", " , ").is_empty());
    }

    #[test]
    fn the_note_names_each_word_once() {
        let note = inside_note("the system and the System", INSIDE_WORDS);
        assert_eq!(
            note.as_deref(),
            Some("“system”: would a customer say it like that?")
        );
        assert_eq!(inside_note("the seal is new", INSIDE_WORDS), None);
    }
}
