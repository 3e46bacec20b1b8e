//! Markdown: foreign text in it stays text.

use crate::text::safe;

/// Text on one line, in which no sign means anything; at the beginning of a line it begins no list either.
pub fn escaped(text: &str) -> String {
    let text = safe(text);
    let text = text.as_str();
    let number = text.len()
        - text
            .trim_start_matches(|it: char| it.is_ascii_digit())
            .len();
    let mut out = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let means = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '~' => true,
            '-' | '+' | '=' => at == 0,
            '.' | ')' => at == number && number > 0,
            _ => false,
        };
        if means {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_markup_or_a_line_of_its_own() {
        assert_eq!(escaped("a\n# b"), "a↵\\# b");
        assert_eq!(
            escaped("<b>*x*</b> [y](http://z) | 1. -2 `c` \\ ~~d~~ &amp;"),
            "\\<b\\>\\*x\\*\\</b\\> \\[y\\](http://z) \\| 1. -2 \\`c\\` \\\\ \\~\\~d\\~\\~ \\&amp;"
        );
        let begins = ["- a", "+ a", "=== ", "1. a", "12) a", "1.5"].map(escaped);
        assert_eq!(
            begins,
            ["\\- a", "\\+ a", "\\=== ", "1\\. a", "12\\) a", "1\\.5"]
        );
        assert_eq!(escaped("王小明, 4/5: \"fine\""), "王小明, 4/5: \"fine\"");
    }
}
