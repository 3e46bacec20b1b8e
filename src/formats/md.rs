//! Markdown: foreign text in it stays text.

use crate::text::safe;

/// Text on one line, in which no sign means anything.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in safe(text).as_str().chars() {
        if letter.is_ascii_punctuation()
            && !matches!(letter, ',' | ';' | ':' | '/' | '\'' | '"' | '%' | '?' | '$')
        {
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
            "\\<b\\>\\*x\\*\\</b\\> \\[y\\]\\(http://z\\) \\| 1\\. \\-2 \\`c\\` \\\\ \\~\\~d\\~\\~ \\&amp;"
        );
        assert_eq!(escaped("王小明, 4/5: \"fine\""), "王小明, 4/5: \"fine\"");
    }
}
