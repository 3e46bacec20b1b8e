//! Pieces of text with a style each, flowed into rows: broken between words, cut with `…` where there is no room left.

use ratatui::{
    style::{Modifier, Style},
    text::{Line, Span},
};
use unicode_segmentation::UnicodeSegmentation;

use crate::{
    domain::{
        brief,
        inside::inside_words,
        phrase::{Meaning, beginning},
    },
    tui::{
        text::{SafeText, safe, width},
        theme::Theme,
    },
};

/// The most columns of a piece that never begins a row.
const SHORT: usize = 4;

/// Text of the user and how it looks.
pub type Piece = (SafeText, Style);

/// What a meaning looks like.
pub fn style(meaning: Meaning, theme: &Theme) -> Style {
    match meaning {
        Meaning::Title => theme.title,
        Meaning::Text => theme.text,
        Meaning::Muted => theme.muted,
        Meaning::Warn => theme.warn,
        Meaning::Late => theme.late,
    }
}

/// The pieces of a line of the brief, with dots between them.
pub fn pieces(line: &brief::Line, theme: &Theme) -> Vec<Piece> {
    let pieces = line.pieces.iter();
    let pieces = pieces.map(|piece| (safe(&piece.text), style(piece.meaning, theme)));
    dotted(pieces, theme)
}

/// Pieces with dots between them; empty ones fall out. Initials and other short ones never begin a row: they stay with the word
/// before them.
pub fn dotted(pieces: impl IntoIterator<Item = Piece>, theme: &Theme) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        if piece.0.is_empty() {
            continue;
        }
        if !out.is_empty() {
            let dot = if piece.0.is_within(SHORT) {
                "\u{a0}·\u{a0}"
            } else {
                " · "
            };
            out.push((safe(dot), theme.muted));
        }
        out.push(piece);
    }
    out
}

/// A text meant for a customer, its inside words underlined.
pub fn softly(text: &str, inside: &str, theme: &Theme) -> Vec<Piece> {
    let text = &*beginning(text);
    let mut pieces = Vec::new();
    let mut from = 0;
    for word in inside_words(text, inside) {
        pieces.push((safe(&text[from..word.start]), theme.text));
        from = word.end;
        pieces.push((
            safe(&text[word]),
            theme.text.add_modifier(Modifier::UNDERLINED),
        ));
    }
    pieces.push((safe(&text[from..]), theme.text));
    pieces
}

/// The pieces in rows of this width, at most so many; the last one ends in `…` when something is missing.
pub fn flow(pieces: &[Piece], width: usize, rows: usize) -> Vec<Line<'static>> {
    let mut flow = Flow {
        rows: vec![Vec::new()],
        used: 0,
        width: width.max(1),
    };
    let words = pieces.iter().flat_map(|(text, style)| {
        let words = text.as_str().split_inclusive(' ');
        words.map(|word| (word, *style))
    });
    let words: Vec<(&str, Style)> = words.collect();
    // Only a space parts words; a piece that begins without one goes on with the word before it.
    for word in words.split_inclusive(|(word, _)| word.ends_with(' ')) {
        if flow.rows.len() < rows {
            flow.word(word);
        } else {
            // What does not fit into the last row is left out part by part.
            word.iter().for_each(|part| flow.word(&[*part]));
        }
        if flow.rows.len() > rows {
            break;
        }
    }
    let missing = flow.rows.len() > rows;
    flow.rows.truncate(rows);
    if let (true, Some(last)) = (missing, flow.rows.last_mut()) {
        shorten(last, flow.width);
    }
    flow.rows.into_iter().map(Line::from).collect()
}

struct Flow {
    rows: Vec<Vec<Span<'static>>>,
    used: usize,
    width: usize,
}

impl Flow {
    /// A word with the space behind it, which may hang over the edge.
    fn word(&mut self, parts: &[(&str, Style)]) {
        let wide: usize = parts
            .iter()
            .map(|(part, _)| width(part.trim_end_matches(' ')))
            .sum();
        if self.used > 0 && self.used + wide > self.width && wide <= self.width {
            self.next_row();
        }
        for (part, style) in parts {
            if self.used + width(part) <= self.width && !part.contains('\u{a0}') {
                self.push(part, *style);
            } else {
                self.letters(part, *style);
            }
        }
    }

    fn letters(&mut self, part: &str, style: Style) {
        for letter in part.graphemes(true) {
            if self.used + width(letter) > self.width && self.used > 0 {
                if letter == " " {
                    return;
                }
                self.next_row();
            }
            self.push(if letter == "\u{a0}" { " " } else { letter }, style);
        }
    }

    fn next_row(&mut self) {
        if let Some(last) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            let end = last.content.trim_end().len();
            last.content.to_mut().truncate(end);
        }
        self.rows.push(Vec::new());
        self.used = 0;
    }

    fn push(&mut self, text: &str, style: Style) {
        let continued = self.rows.len() > 1 && self.used == 0;
        let Some(row) = self.rows.last_mut().filter(|_| !(continued && text == " ")) else {
            return;
        };
        match row.last_mut() {
            Some(span) if span.style == style => span.content.to_mut().push_str(text),
            _ => row.push(Span::styled(text.to_owned(), style)),
        }
        self.used += width(text);
    }
}

/// Takes letters off until there is room for a `…` at the end; a dot between pieces does not stay in front of it.
fn shorten(row: &mut Vec<Span<'static>>, width: usize) {
    while let Some(last) = row.last_mut() {
        let end = last.content.trim_end_matches([' ', '·']).len();
        last.content.to_mut().truncate(end);
        if end > 0 && row.iter().map(Span::width).sum::<usize>() < width {
            break;
        }
        let Some(last) = row.last_mut() else { break };
        let text = last.content.to_mut();
        match text.grapheme_indices(true).next_back() {
            Some((at, _)) => text.truncate(at),
            None => drop(row.pop()),
        }
    }
    row.push(Span::raw("…"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, width: usize, rows: usize) -> Vec<String> {
        let lines = flow(&[(safe(text), Style::new())], width, rows);
        lines.iter().map(Line::to_string).collect()
    }

    #[test]
    fn words_stay_whole_where_they_can() {
        assert_eq!(
            rows("asked about decaf, in a hurry", 12, 9),
            ["asked about", "decaf, in a", "hurry"]
        );
        assert_eq!(rows("abcdefgh", 3, 9), ["abc", "def", "gh"]);
        assert_eq!(
            rows("to 王小明王小明", 5, 9),
            ["to 王", "小明", "王小", "明"]
        );
    }

    #[test]
    fn initials_stay_with_the_last_word() {
        let theme = Theme::dark();
        let talk = [
            ("asked about decaf", theme.text),
            ("+1", theme.good),
            ("SK", theme.muted),
        ];
        let talk = dotted(talk.map(|(text, style)| (safe(text), style)), &theme);
        let rows = |width| -> Vec<String> {
            let lines = flow(&talk, width, 9);
            lines.iter().map(Line::to_string).collect()
        };
        assert_eq!(rows(27), ["asked about decaf · +1 · SK"]);
        assert_eq!(rows(20), ["asked about", "decaf · +1 · SK"]);
        assert_eq!(rows(6), ["asked", "about", "decaf", "· +1 ·", "SK"]);
    }

    #[test]
    fn what_has_no_room_ends_in_dots() {
        assert_eq!(
            rows("asked about decaf, in a hurry", 12, 2),
            ["asked about", "decaf, in a…"]
        );
        assert_eq!(rows("asked about", 7, 1), ["asked…"]);
        assert_eq!(rows("due today · late", 12, 1), ["due today…"]);
        assert_eq!(rows("", 7, 1), [""]);
    }
}
