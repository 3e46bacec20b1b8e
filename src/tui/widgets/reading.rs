//! A text read row by row, however long it is: wrapped a piece at a time, and no further than somebody has read.

use crate::tui::text::SafeText;

/// So many bytes are wrapped at once.
const PIECE: usize = 1 << 16;

/// The rows of a text, as far as they were asked for.
#[derive(Debug, Default)]
pub struct Reading {
    width: usize,
    rows: Vec<SafeText>,
    /// How much of the text stands in the rows, in bytes.
    done: usize,
}

impl Reading {
    /// Forgets the rows: another text is read.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// The rows of the text at this width, at least so many where there are; and whether they are all.
    pub fn rows(&mut self, text: &str, width: usize, least: usize) -> (&[SafeText], bool) {
        if self.width != width {
            self.reset();
            self.width = width;
        }
        // An empty text, too, has a row.
        if self.rows.is_empty() {
            self.read_on(text);
        }
        while self.done < text.len() && self.rows.len() <= least {
            self.read_on(text);
        }
        let whole = self.done >= text.len();
        // The last row of a piece may still grow.
        let shown = self.rows.len() - usize::from(!whole);
        (&self.rows[..shown], whole)
    }

    /// Wraps the next piece, together with the row that the one before it ended in.
    fn read_on(&mut self, text: &str) {
        let end = piece_end(text, self.done);
        let mut piece = self.rows.pop().map_or_else(String::new, String::from);
        piece.push_str(&text[self.done..end]);
        self.rows.extend(SafeText::lines(&piece).wrap(self.width));
        self.done = end;
    }
}

/// Where a piece ends: before the last gap, so that no word comes apart, where there is one.
fn piece_end(text: &str, from: usize) -> usize {
    if text.len() - from <= PIECE {
        return text.len();
    }
    let end = text.floor_char_boundary(from + PIECE);
    let gap = text[from..end].rfind([' ', '\n']);
    gap.filter(|gap| *gap > 0).map_or(end, |gap| from + gap)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(count: usize) -> String {
        let words = (0..count).map(|number| match number % 97 {
            0 => format!("{number}\n"),
            _ => number.to_string(),
        });
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn piece_by_piece_it_reads_as_if_wrapped_at_once() {
        for text in [
            "",
            "one",
            &words(60_000),
            &"x".repeat(300_000),
            &"\n".repeat(200_000),
        ] {
            for width in [20, 78] {
                let mut reading = Reading::default();
                let at_once = SafeText::lines(text).wrap(width);
                let mut least = 1;
                while !reading.rows(text, width, least).1 {
                    least *= 2;
                }
                let (rows, _) = reading.rows(text, width, least);
                assert_eq!(rows.len(), at_once.len());
                assert!(rows == at_once, "{} bytes", text.len());
            }
        }
    }

    #[test]
    fn no_more_is_wrapped_than_is_read() {
        let text = words(2_000_000);
        let mut reading = Reading::default();
        let (rows, whole) = reading.rows(&text, 78, 20);
        assert!(rows.len() >= 20 && !whole);
        assert!(reading.done <= PIECE, "{}", reading.done);
    }

    #[test]
    fn another_width_begins_anew() {
        let mut reading = Reading::default();
        assert_eq!(reading.rows("one two", 3, 9).0.len(), 2);
        assert_eq!(reading.rows("one two", 9, 9).0.len(), 1);
    }
}
