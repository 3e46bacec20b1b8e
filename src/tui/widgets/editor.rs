//! A text of several paragraphs: long lines are wrapped at the edge, and the cursor goes by the rows one sees.
//!
//! Editing is that of [`Lines`]. The crate for this, ratatui-textarea, fits our ratatui but goes by code points where a person counts
//! letters (Backspace takes a family of emoji apart, a mark off its letter) and drops controls unseen where [`safe`] shows them.

mod history;

use std::ops::Range;

use ratatui::{
    Frame,
    layout::{Position, Rect},
    style::Modifier,
    text::{Line, Span},
};
use unicode_segmentation::UnicodeSegmentation;

use self::history::History;
use super::Lines;
use crate::tui::{
    keymap::Action,
    text::{grapheme_width, safe},
    theme::Theme,
};

/// One row as painted: the line it is of, and the bytes of the line that stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    line: usize,
    bytes: Range<usize>,
}

/// What was typed, in rows as wide as the place.
#[derive(Debug, Clone, Default)]
pub struct Editor {
    lines: Lines,
    history: History,
    /// Underlined, in bytes of the whole text.
    marks: Vec<Range<usize>>,
    /// The first row in sight.
    from: usize,
    /// The column that the cursor keeps to while it goes up and down.
    column: Option<usize>,
    area: Rect,
}

impl Editor {
    /// A box with this text in it, the cursor at its beginning.
    pub fn new(text: &str) -> Self {
        let mut lines = Lines::new(text);
        lines.place(0, 0);
        Self {
            lines,
            ..Self::default()
        }
    }

    /// What was typed, with line breaks.
    pub fn text(&self) -> String {
        self.lines.text()
    }

    /// Underlines these bytes of the text until it is told otherwise.
    pub fn mark(&mut self, marks: Vec<Range<usize>>) {
        self.marks = marks;
    }

    /// Edits or moves; false when the action was none of either, or would leave the box upwards or downwards.
    pub fn update(&mut self, action: &Action) -> bool {
        let page = isize::try_from(self.area.height.max(2) - 1).unwrap_or(1);
        match action {
            Action::Up => return self.move_by(-1),
            Action::Down => return self.move_by(1),
            Action::PageUp => {
                self.move_by(-page);
            }
            Action::PageDown => {
                self.move_by(page);
            }
            Action::Wheel(at, rows) if self.area.contains(*at) => {
                self.move_by(isize::from(*rows));
            }
            Action::Click(at) | Action::DoubleClick(at) if self.area.contains(*at) => {
                self.click(*at);
            }
            other => {
                self.column = None;
                if self.history.step(other, &mut self.lines) {
                    return true;
                }
                let before = self.lines.clone();
                let taken = self.lines.update(other);
                self.history.note(other, before, &self.lines);
                return taken;
            }
        }
        true
    }

    /// Columns for letters: one is kept for the cursor behind the last one. Before the first painting: a narrow window.
    fn room(&self) -> usize {
        match usize::from(self.area.width) {
            0 => 60,
            width => width.saturating_sub(1).max(1),
        }
    }

    fn rows(&self) -> Vec<Row> {
        let room = self.room();
        let lines = self.lines.each().enumerate();
        lines
            .flat_map(|(line, text)| {
                let rows = wrap(text, room).into_iter();
                rows.map(move |bytes| Row { line, bytes })
            })
            .collect()
    }

    /// The row that the cursor stands in.
    fn row_of_cursor(&self, rows: &[Row]) -> usize {
        let (line, at) = self.lines.cursor();
        let mine = |row: &Row| row.line == line && row.bytes.start <= at;
        rows.iter().rposition(mine).unwrap_or(0)
    }

    fn line(&self, line: usize) -> &str {
        self.lines.each().nth(line).unwrap_or_default()
    }

    /// Moves the cursor by so many rows, as far as there are any; false when it stands still.
    fn move_by(&mut self, by: isize) -> bool {
        let rows = self.rows();
        let now = self.row_of_cursor(&rows);
        let to = now.saturating_add_signed(by).min(rows.len() - 1);
        let (_, at) = self.lines.cursor();
        let before = &self.line(rows[now].line)[rows[now].bytes.start..at];
        let column = self.column.unwrap_or_else(|| width(before));
        self.place(&rows, to, column);
        self.column = Some(column);
        to != now
    }

    fn click(&mut self, at: Position) {
        let rows = self.rows();
        let row = self.from + usize::from(at.y - self.area.y);
        let column = usize::from(at.x - self.area.x);
        self.place(&rows, row.min(rows.len() - 1), column);
        self.column = None;
    }

    /// Puts the cursor into a row, before the letter of this column.
    fn place(&mut self, rows: &[Row], row: usize, column: usize) {
        let Row { line, bytes } = rows[row].clone();
        let wrapped = rows.get(row + 1).is_some_and(|next| next.line == line);
        let text = &self.line(line)[bytes.clone()];
        let mut used = 0;
        let mut at = text.len();
        for (start, letter) in text.grapheme_indices(true) {
            used += width(letter);
            let last = start + letter.len() == text.len();
            if used > column || (last && wrapped) {
                at = start;
                break;
            }
        }
        self.lines.place(line, bytes.start + at);
    }

    /// Paints the rows around the cursor; with `focused` the terminal's cursor stands in it.
    pub fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme, focused: bool) {
        self.area = area;
        if area.is_empty() {
            return;
        }
        let rows = self.rows();
        let height = usize::from(area.height);
        let at = self.row_of_cursor(&rows);
        self.from = self.from.min(at).max((at + 1).saturating_sub(height));
        self.from = self.from.min(rows.len().saturating_sub(height));
        let starts = self.starts();
        let shown = rows.iter().skip(self.from);
        for (row, y) in shown.zip(area.y..area.bottom()) {
            let place = Rect::new(area.x, y, area.width, 1);
            frame.render_widget(self.painted(row, starts[row.line], theme), place);
        }
        if focused {
            let row = &rows[at];
            let before = &self.line(row.line)[row.bytes.start..self.lines.cursor().1];
            let column = u16::try_from(width(before)).unwrap_or(u16::MAX);
            let y = u16::try_from(at - self.from).unwrap_or(0);
            frame.set_cursor_position((area.x + column.min(area.width - 1), area.y + y));
        }
    }

    /// Where each line begins in the whole text.
    fn starts(&self) -> Vec<usize> {
        let mut start = 0;
        let next = |line: &str| {
            let at = start;
            start += line.len() + 1;
            at
        };
        self.lines.each().map(next).collect()
    }

    fn painted(&self, row: &Row, start: usize, theme: &Theme) -> Line<'static> {
        let text = &self.line(row.line)[row.bytes.clone()];
        let mut line = Line::default();
        for (at, letter) in text.grapheme_indices(true) {
            let at = start + row.bytes.start + at;
            let marked = self.marks.iter().any(|mark| mark.contains(&at));
            let style = match marked {
                true => theme.text.add_modifier(Modifier::UNDERLINED),
                false => theme.text,
            };
            let letter = safe(letter);
            match line.spans.last_mut().filter(|last| last.style == style) {
                Some(last) => last.content.to_mut().push_str(letter.as_str()),
                None => line.push_span(Span::styled(String::from(letter), style)),
            }
        }
        line
    }
}

/// The bytes of a line in each of its rows: broken behind spaces, which may hang over the edge, inside a word where that alone is wider.
fn wrap(text: &str, room: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let (mut start, mut used, mut space) = (0, 0, 0);
    for (at, letter) in text.grapheme_indices(true) {
        let wide = width(letter);
        if letter == " " {
            space = at + 1;
        } else if used + wide > room && at > start {
            let cut = if space > start { space } else { at };
            rows.push(start..cut);
            (start, used) = (cut, width(&text[cut..at]));
        }
        used += wide;
    }
    rows.push(start..text.len());
    rows
}

fn width(text: &str) -> usize {
    let letters = text.graphemes(true);
    letters
        .map(|letter| grapheme_width(safe(letter).as_str()))
        .sum()
}

#[cfg(test)]
mod tests;
