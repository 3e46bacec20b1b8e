//! Text of the user's data on its way to the screen: as [`crate::text`] makes it safe, and of a long one no more than can be seen.
//!
//! However long a text is, a key is answered at once: everything that a screen makes safe, wraps or measures is cut here first. The
//! whole of it is read in the log, where [`Reading`](super::widgets::Reading) goes on where the last
//! piece ended.

pub use crate::{
    domain::phrase::grouped,
    text::{SafeText, grapheme_width, typed, typed_line, width},
};

use crate::{
    domain::phrase::{beginning, cut},
    text,
};

/// The most bytes of a cell: a row is at most some hundred columns wide.
const MOST_IN_CELL: usize = 1 << 12;

/// Foreign text on one line: a line break shows as `↵`; what nobody would read to is left out, with `…` in its place.
pub fn safe(text: &str) -> SafeText {
    text::safe(&beginning(text))
}

/// The same for a cell of a list, of which one row is seen.
pub fn safe_cell(text: &str) -> SafeText {
    text::safe(&cut(text, MOST_IN_CELL))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_text_no_more_is_made_safe_than_can_be_seen() {
        for letter in ["a", "é", "王", "\u{1b}"] {
            let text = letter.repeat(10_000_000 / letter.len());
            for (made, most) in [(safe(&text), 1 << 16), (safe_cell(&text), MOST_IN_CELL)] {
                let made = made.as_str();
                assert!(
                    made.len() <= 3 * most + 3 && made.ends_with('…'),
                    "{letter}"
                );
            }
        }
    }

    #[test]
    fn any_other_text_stays_whole() {
        for text in ["", "Zoë", "two\nlines"] {
            assert_eq!(safe(text), text::safe(text));
            assert_eq!(safe_cell(text), text::safe(text));
        }
    }
}
