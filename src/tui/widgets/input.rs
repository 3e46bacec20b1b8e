//! A text box of one line: letters as a person counts them, pasted line breaks become spaces, long text moves sideways.

use ratatui::{Frame, layout::Rect, style::Style, text::Span};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use crate::tui::{
    keymap::Action,
    text::{grapheme_width, safe, typed_line},
};

/// The most bytes that one column of text takes; who stacks more marks sees less of them.
const LONGEST: usize = 64;

/// What was typed, and where the cursor stands in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Input {
    text: String,
    /// A byte between two letters.
    cursor: usize,
    /// The first byte in sight.
    from: usize,
}

impl Input {
    /// A box with this text in it, the cursor at its end.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            cursor: text.len(),
            text,
            from: 0,
        }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// True when nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Another text, the cursor at its end.
    pub fn set(&mut self, text: impl Into<String>) {
        *self = Self::new(text);
    }

    /// Takes what was typed out of the box.
    pub fn take(&mut self) -> String {
        std::mem::take(self).text
    }

    /// Edits; true when the action was one of editing, whether or not it changed anything.
    pub fn update(&mut self, action: &Action) -> bool {
        match action {
            Action::Type(letter) => self.insert(letter.encode_utf8(&mut [0; 4])),
            Action::Paste(text) => self.insert(&typed_line(text)),
            Action::Left => self.cursor = self.before(),
            Action::Right => self.cursor = self.after(),
            Action::WordLeft => self.cursor = self.word_before(),
            Action::WordRight => self.cursor = self.word_after(),
            Action::LineStart => self.cursor = 0,
            Action::LineEnd => self.cursor = self.text.len(),
            Action::Backspace => self.cut(self.before(), self.cursor),
            Action::Delete => self.cut(self.cursor, self.after()),
            Action::DeleteWord => self.cut(self.word_before(), self.cursor),
            Action::Clear => self.set(""),
            _ => return false,
        }
        true
    }

    /// Puts text in at the cursor.
    pub fn insert(&mut self, text: &str) {
        self.text.insert_str(self.cursor, text);
        // A mark typed after its letter becomes one letter with it, so the cursor stands behind both.
        let end = self.cursor + text.len();
        self.cursor = self.boundary_at_or_after(end);
    }

    /// Where the cursor stands, in bytes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts the cursor before the letter at this byte, or behind it where the byte is inside.
    pub fn place(&mut self, at: usize) {
        self.cursor = self.boundary_at_or_after(at);
    }

    /// Is the cursor before the first letter?
    pub fn at_start(&self) -> bool {
        self.cursor == 0
    }

    /// Is the cursor behind the last letter?
    pub fn at_end(&self) -> bool {
        self.cursor == self.text.len()
    }

    /// Cuts off what is behind the cursor, into a box with the cursor at its start.
    pub fn split_off(&mut self) -> Self {
        Self {
            text: self.text.split_off(self.cursor),
            ..Self::default()
        }
    }

    /// Adds text at the end, the cursor before it.
    pub fn append(&mut self, text: &str) {
        self.cursor = self.text.len();
        self.text.push_str(text);
    }

    fn cut(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.cursor = self.boundary_at_or_after(from);
    }

    fn boundary_at_or_after(&self, at: usize) -> usize {
        let at = self.text.ceil_char_boundary(at);
        let mut letters = GraphemeCursor::new(at, self.text.len(), true);
        match letters.is_boundary(&self.text, 0) {
            Ok(false) => letters.next_boundary(&self.text, 0).ok().flatten(),
            _ => Some(at),
        }
        .unwrap_or(self.text.len())
    }

    fn before(&self) -> usize {
        let before = self.text[..self.cursor].grapheme_indices(true).next_back();
        before.map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        let letter = self.text[self.cursor..].graphemes(true).next();
        self.cursor + letter.map_or(0, str::len)
    }

    fn word_before(&self) -> usize {
        let words = self.text[..self.cursor].split_word_bound_indices();
        let word = words.rev().find(|(_, word)| !word.trim().is_empty());
        word.map_or(0, |(at, _)| at)
    }

    fn word_after(&self) -> usize {
        let mut words = self.text[self.cursor..].split_word_bound_indices();
        let word = words.find(|(_, word)| !word.trim().is_empty());
        word.map_or(self.text.len(), |(at, word)| self.cursor + at + word.len())
    }

    /// Paints it; with `focused` the terminal's cursor stands in it.
    pub fn view(&mut self, frame: &mut Frame, area: Rect, style: Style, focused: bool) {
        if area.is_empty() {
            return;
        }
        let room = usize::from(area.width) - 1;
        if !focused {
            let whole = safe(&self.text).fit(room + 1);
            return frame.render_widget(Span::styled(String::from(whole), style), area);
        }
        self.keep_in_sight(room);
        // What stands to the left of the box is marked as what is cut at its end.
        let mut shown = String::from(if self.from > 0 { "…" } else { "" });
        let mut used = usize::from(self.from > 0);
        let mut cursor = None;
        for (at, letter) in self.text[self.from..].grapheme_indices(true) {
            if self.from + at == self.cursor {
                cursor = Some(used);
            }
            let letter = safe(letter);
            if used + letter.width() > usize::from(area.width) {
                break;
            }
            used += letter.width();
            shown.push_str(letter.as_str());
        }
        frame.render_widget(Span::styled(shown, style), area);
        let column = cursor.unwrap_or(used).min(room);
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        frame.set_cursor_position((area.x.saturating_add(column), area.y));
    }

    /// The column of the cursor, once it was painted.
    pub fn column(&self) -> usize {
        usize::from(self.from > 0) + width(&self.text[self.from..self.cursor])
    }

    /// Moves the text sideways so that the cursor is within `room` columns.
    fn keep_in_sight(&mut self, room: usize) {
        // What is far to the left of the cursor is out of sight, and not measured.
        let far = self.cursor.saturating_sub(room.max(1) * LONGEST);
        self.from = self.from.max(far).min(self.cursor);
        self.from = self.boundary_at_or_after(self.from);
        let mut ahead = width(&self.text[self.from..self.cursor]);
        while ahead > 0 && ahead + usize::from(self.from > 0) > room {
            let first = self.text[self.from..].graphemes(true).next();
            let first = first.unwrap_or_default();
            ahead = ahead.saturating_sub(width(first));
            self.from += first.len().max(1);
        }
    }
}

fn width(text: &str) -> usize {
    let letters = text.graphemes(true);
    letters
        .map(|letter| grapheme_width(safe(letter).as_str()))
        .sum()
}

#[cfg(test)]
mod tests {
    use ratatui::{Terminal, backend::TestBackend};

    use super::*;

    /// What stands in a box of so many columns, and the column of the cursor.
    fn seen(input: &mut Input, columns: u16) -> (String, u16) {
        let mut terminal = Terminal::new(TestBackend::new(columns, 1)).unwrap();
        let draw = |frame: &mut Frame| input.view(frame, frame.area(), Style::new(), true);
        terminal.draw(draw).unwrap();
        let cells = terminal.backend().buffer().content().iter();
        let row: String = cells.map(|cell| cell.symbol()).collect();
        (
            row.trim_end().to_owned(),
            terminal.get_cursor_position().unwrap().x,
        )
    }

    #[test]
    fn a_text_longer_than_its_box_is_marked_at_its_left_end() {
        let mut input = Input::new("ring back");
        assert_eq!(seen(&mut input, 10), ("ring back".into(), 9));
        input.insert(" on");
        assert_eq!(
            seen(&mut input, 10),
            ("… back on".into(), 9),
            "the cursor stands on a cell of its own"
        );
        input.update(&Action::LineStart);
        assert_eq!(seen(&mut input, 10), ("ring back".into(), 0));
        let mut wide = Input::new("小明小明小");
        assert_eq!(seen(&mut wide, 8), ("…小 明 小".into(), 7));
        for columns in 1..4 {
            seen(&mut Input::new("ring back"), columns);
        }
    }

    fn after(start: &str, actions: &[Action]) -> (String, usize) {
        let mut input = Input::new(start);
        for action in actions {
            assert!(input.update(action));
        }
        (input.text.clone(), input.cursor)
    }

    #[test]
    fn one_backspace_takes_one_letter_however_it_is_made() {
        for letter in ["é", "e\u{301}", "👩‍👩‍👧", "🇩🇪", "நி", "한", "5️⃣"]
        {
            let (text, _) = after(&format!("a{letter}"), &[Action::Backspace]);
            assert_eq!(text, "a", "{letter}");
            let (text, _) = after(&format!("a{letter}"), &[Action::Left, Action::Delete]);
            assert_eq!(text, "a", "{letter}");
        }
    }

    #[test]
    fn a_mark_typed_after_its_letter_is_one_letter_with_it() {
        let typed = [
            Action::Type('e'),
            Action::Type('\u{301}'),
            Action::Backspace,
        ];
        assert_eq!(after("", &typed), (String::new(), 0));
    }

    #[test]
    fn words_go_at_once() {
        assert_eq!(after("call Ben now ", &[Action::DeleteWord]).0, "call Ben ");
        assert_eq!(after("call Ben", &[Action::WordLeft]).1, 5);
        assert_eq!(
            after("call Ben", &[Action::LineStart, Action::WordRight]).1,
            4
        );
    }

    #[test]
    fn pasted_lines_become_one() {
        let pasted = Action::Paste("Mill Lane 4\r\n12345 Town\n".into());
        assert_eq!(after("", &[pasted]).0, "Mill Lane 4 12345 Town");
    }
}
