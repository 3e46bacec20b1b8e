//! A text box of several lines; each line is an [`Input`].

use ratatui::{Frame, layout::Rect, style::Style};

use super::Input;
use crate::tui::{keymap::Action, text::typed};

/// What was typed, line by line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    lines: Vec<Input>,
    row: usize,
    from: usize,
}

impl Default for Lines {
    fn default() -> Self {
        Self::new("")
    }
}

impl Lines {
    /// A box with this text in it, the cursor at its end.
    pub fn new(text: &str) -> Self {
        let lines: Vec<Input> = text.split('\n').map(Input::new).collect();
        Self {
            row: lines.len() - 1,
            lines,
            from: 0,
        }
    }

    /// What was typed, with line breaks.
    pub fn text(&self) -> String {
        self.each().collect::<Vec<_>>().join("\n")
    }

    /// The lines, one after the other.
    pub fn each(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(Input::text)
    }

    /// The line with the cursor, and where in it the cursor stands, in bytes.
    pub fn cursor(&self) -> (usize, usize) {
        (self.row, self.lines[self.row].cursor())
    }

    /// Puts the cursor into a line, at a byte of it.
    pub fn place(&mut self, row: usize, at: usize) {
        self.row = row.min(self.lines.len() - 1);
        self.line().place(at);
    }

    /// How many lines there are.
    pub fn count(&self) -> u16 {
        u16::try_from(self.lines.len()).unwrap_or(u16::MAX)
    }

    /// Edits; false when the action was none of editing, or would leave the box upwards or downwards.
    pub fn update(&mut self, action: &Action) -> bool {
        let last = self.row + 1 == self.lines.len();
        match action {
            Action::Up if self.row > 0 => self.row -= 1,
            Action::Down if !last => self.row += 1,
            Action::Enter => self.split(),
            Action::Paste(text) => self.paste(text),
            Action::Backspace if self.row > 0 && self.line().at_start() => {
                self.row -= 1;
                self.join();
            }
            Action::Delete if !last && self.line().at_end() => self.join(),
            Action::Left if self.row > 0 && self.line().at_start() => {
                self.row -= 1;
                self.line().update(&Action::LineEnd);
            }
            Action::Right if !last && self.line().at_end() => {
                self.row += 1;
                self.line().update(&Action::LineStart);
            }
            other => return self.line().update(other),
        }
        true
    }

    fn line(&mut self) -> &mut Input {
        &mut self.lines[self.row]
    }

    fn split(&mut self) {
        let rest = self.line().split_off();
        self.row += 1;
        self.lines.insert(self.row, rest);
    }

    /// Joins the next line to this one, the cursor between them.
    fn join(&mut self) {
        let next = self.lines.remove(self.row + 1);
        self.line().append(next.text());
    }

    fn paste(&mut self, text: &str) {
        for (number, line) in typed(text).split('\n').enumerate() {
            if number > 0 {
                self.split();
            }
            self.line().insert(line);
        }
    }

    /// Paints the lines around the cursor.
    pub fn view(&mut self, frame: &mut Frame, area: Rect, style: Style, focused: bool) {
        let height = usize::from(area.height);
        if height == 0 {
            return;
        }
        self.from = self
            .from
            .min(self.row)
            .max((self.row + 1).saturating_sub(height));
        let shown = self.lines.iter_mut().enumerate().skip(self.from);
        for ((row, line), y) in shown.zip(area.y..area.bottom()) {
            let place = Rect::new(area.x, y, area.width, 1);
            line.view(frame, place, style, focused && row == self.row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enter_splits_and_backspace_joins() {
        let mut lines = Lines::new("Mill Lane 4");
        for action in [Action::WordLeft, Action::Backspace, Action::Enter] {
            assert!(lines.update(&action));
        }
        assert_eq!(lines.text(), "Mill Lane\n4");
        lines.update(&Action::Backspace);
        assert_eq!(lines.text(), "Mill Lane4");
        lines.update(&Action::Type('-'));
        assert_eq!(lines.text(), "Mill Lane-4");
    }

    #[test]
    fn a_pasted_address_keeps_its_lines() {
        let mut lines = Lines::new("c/o ");
        lines.update(&Action::Paste("Zoë\r\nMill Lane 4".into()));
        assert_eq!(lines.text(), "c/o Zoë\nMill Lane 4");
    }

    #[test]
    fn leaving_upwards_is_not_editing() {
        let mut lines = Lines::new("a\nb");
        assert!(lines.update(&Action::Up));
        assert!(!lines.update(&Action::Up));
    }
}
