//! Takes a command line of the screens apart into words.

/// The words of a line. A quote opens only where a word begins and only when it is closed where a word ends, so that
/// `O'Brien` and `'tis` stay what they are.
pub fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        let (word, behind) = match first {
            '\'' | '"' => quoted(&rest[1..], first).unwrap_or_else(|| bare(rest)),
            _ => bare(rest),
        };
        words.push(word.to_owned());
        rest = behind.trim_start();
    }
    words
}

fn bare(rest: &str) -> (&str, &str) {
    rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()))
}

/// What stands before the closing quote, which must end a word, and what stands behind it.
fn quoted(rest: &str, quote: char) -> Option<(&str, &str)> {
    rest.match_indices(quote)
        .map(|(at, _)| (&rest[..at], &rest[at + 1..]))
        .find(|(_, behind)| behind.chars().next().is_none_or(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn quotes_hold_words_together_and_apostrophes_are_letters() {
        assert_eq!(
            words("log  'Ana Lima' call in: hi"),
            ["log", "Ana Lima", "call", "in:", "hi"]
        );
        assert_eq!(words("find O'Brien"), ["find", "O'Brien"]);
        assert_eq!(words("find 'tis \"\" end"), ["find", "'tis", "", "end"]);
        assert_eq!(words("find \"Ben's shop\""), ["find", "Ben's shop"]);
        assert!(words("  ").is_empty());
    }
}
