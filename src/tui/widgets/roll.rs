//! A page longer than the window, of words and pictures: painted whole once, then moved; some of its rows can be selected.

use std::ops::Range;

use ratatui::{
    Frame,
    buffer::Buffer,
    layout::{Position, Rect},
    style::{Modifier, Style},
    text::{Line, Span},
    widgets::Widget,
};

use crate::tui::{keymap::Action, theme::Theme};

/// A row that can be selected, and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    row: u16,
    /// With the heading above it and the picture below it.
    block: Range<u16>,
}

/// Writes a page from top to bottom.
#[derive(Debug)]
pub struct Pen {
    paper: Buffer,
    entries: Vec<Entry>,
    /// Where the rows begin that stand above the next entry.
    begun: Option<u16>,
}

impl Pen {
    /// An empty page of this width.
    pub fn new(width: u16) -> Self {
        Self {
            paper: Buffer::empty(Rect::new(0, 0, width, 0)),
            entries: Vec::new(),
            begun: Some(0),
        }
    }

    /// How wide it is.
    pub const fn width(&self) -> u16 {
        self.paper.area.width
    }

    const fn height(&self) -> u16 {
        self.paper.area.height
    }

    /// So many more rows, to be painted.
    pub fn rows(&mut self, height: u16) -> (&mut Buffer, Rect) {
        let (width, above) = (self.width(), self.height());
        self.paper
            .resize(Rect::new(0, 0, width, above.saturating_add(height)));
        let height = self.height() - above;
        (&mut self.paper, Rect::new(0, above, width, height))
    }

    /// A row of words.
    pub fn line(&mut self, line: impl Into<Line<'static>>) {
        let (paper, place) = self.rows(1);
        line.into().render(place, paper);
    }

    /// The rows that follow stand above the next entry, not below the last one.
    pub fn begin(&mut self) {
        self.begun = Some(self.height());
    }

    /// A row that can be selected, to be painted.
    pub fn entry(&mut self) -> (&mut Buffer, Rect) {
        let row = self.height();
        let from = self.begun.take().unwrap_or(row);
        self.end_at(from);
        let block = from..row + 1;
        self.entries.push(Entry { row, block });
        self.rows(1)
    }

    fn end_at(&mut self, row: u16) {
        if let Some(last) = self.entries.last_mut() {
            last.block.end = row;
        }
    }
}

/// The page as it lies in the window.
#[derive(Debug, Default)]
pub struct Roll {
    paper: Buffer,
    entries: Vec<Entry>,
    selected: usize,
    offset: u16,
    area: Rect,
}

impl Roll {
    /// The page was written anew; `at` is the entry that is selected now.
    pub fn reload(&mut self, mut pen: Pen, at: usize) {
        pen.end_at(pen.begun.unwrap_or(pen.height()));
        (self.paper, self.entries) = (pen.paper, pen.entries);
        let at = at.min(self.entries.len().saturating_sub(1));
        if at != self.selected {
            self.select(at);
        }
        self.stay_on_paper();
    }

    /// The entry selected; `None` where there is none.
    pub fn selected(&self) -> Option<usize> {
        (self.selected < self.entries.len()).then_some(self.selected)
    }

    /// The entry painted at this place.
    pub fn hit(&self, at: Position) -> Option<usize> {
        let row = self.offset + at.y.saturating_sub(self.area.y);
        let entry = self.entries.iter().position(|entry| entry.row == row);
        entry.filter(|_| self.area.contains(at))
    }

    /// Moves; true when there is nothing else to do.
    pub fn update(&mut self, action: &Action) -> bool {
        let last = self.entries.len().saturating_sub(1);
        let page = self.area.height.saturating_sub(1).max(1).cast_signed();
        match action {
            Action::Up => self.select(self.selected.saturating_sub(1)),
            Action::Down => self.select((self.selected + 1).min(last)),
            Action::PageUp => self.turn(-page),
            Action::PageDown => self.turn(page),
            Action::First => self.select(0),
            Action::Last => self.select(last),
            Action::Wheel(at, rows) if self.area.contains(*at) => self.turn(*rows),
            Action::Click(at) | Action::DoubleClick(at) => match self.hit(*at) {
                Some(entry) => self.selected = entry,
                None => return false,
            },
            _ => return false,
        }
        true
    }

    /// Selects an entry, and shows what belongs to it, as far as that has room.
    fn select(&mut self, entry: usize) {
        self.selected = entry;
        let Some(Entry { row, block }) = self.entries.get(entry) else {
            return;
        };
        let height = self.area.height.max(1);
        let least = block.end.saturating_sub(height).min(*row);
        self.offset = self.offset.max(least).min(block.start.max(least));
        self.stay_on_paper();
    }

    /// Moves the page by so many rows; an entry in sight is selected, as near as can be to the one before.
    fn turn(&mut self, rows: i16) {
        let before = self.offset;
        self.offset = self.offset.saturating_add_signed(rows);
        self.stay_on_paper();
        if self.offset == before {
            return self.select(if rows < 0 {
                0
            } else {
                self.entries.len().saturating_sub(1)
            });
        }
        let sight = self.offset..self.offset + self.area.height;
        let mut seen = (0..self.entries.len()).filter(|at| sight.contains(&self.entries[*at].row));
        let (first, last) = (seen.next(), seen.next_back());
        if let Some(first) = first {
            self.selected = self.selected.clamp(first, last.unwrap_or(first));
        }
    }

    fn stay_on_paper(&mut self) {
        let most = self.paper.area.height.saturating_sub(self.area.height);
        self.offset = self.offset.min(most);
    }

    /// Paints the rows in sight; the selected one has a bar before it.
    pub fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let changed = self.area.height != area.height;
        self.area = area;
        if changed {
            self.select(self.selected);
        }
        let window = frame.buffer_mut();
        let rows = (self.offset..self.paper.area.height).zip(area.y..area.bottom());
        for (row, y) in rows {
            for x in 0..area.width.min(self.paper.area.width) {
                window[(area.x + x, y)] = self.paper[(x, row)].clone();
            }
        }
        let row = self.entries.get(self.selected).map(|entry| entry.row);
        let sight = self.offset..self.offset + area.height;
        if let Some(row) = row.filter(|row| sight.contains(row)) {
            let line = Rect::new(area.x, area.y + row - self.offset, area.width, 1);
            let bar = Style::reset().patch(theme.text).patch(theme.selected);
            window.set_style(line, bar);
            let bar = theme.accent.remove_modifier(Modifier::REVERSED);
            Span::styled("▌", bar).render(line, window);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A heading, two entries with a picture of three rows below the second, a heading, an entry.
    fn page() -> Pen {
        let mut pen = Pen::new(20);
        pen.line("first");
        pen.entry();
        pen.entry();
        pen.rows(3);
        pen.begin();
        pen.line("second");
        pen.entry();
        pen
    }

    fn roll(height: u16) -> Roll {
        let mut roll = Roll {
            area: Rect::new(0, 0, 20, height),
            ..Roll::default()
        };
        roll.reload(page(), 0);
        roll
    }

    #[test]
    fn an_entry_comes_with_its_heading_and_the_picture_below_it() {
        let blocks: Vec<_> = roll(4).entries.into_iter().map(|it| it.block).collect();
        assert_eq!(blocks, [0..2, 2..6, 6..8]);
        let mut roll = roll(4);
        roll.update(&Action::Down);
        assert_eq!((roll.selected(), roll.offset), (Some(1), 2));
        roll.update(&Action::Up);
        assert_eq!((roll.selected(), roll.offset), (Some(0), 0));
        roll.update(&Action::Last);
        assert_eq!((roll.selected(), roll.offset), (Some(2), 4));
    }

    #[test]
    fn in_a_low_window_the_row_selected_is_in_sight_all_the_same() {
        for height in 1..9 {
            let mut roll = roll(height);
            for action in [
                Action::Down,
                Action::Down,
                Action::Down,
                Action::Up,
                Action::First,
            ] {
                roll.update(&action);
                let row = roll.entries[roll.selected].row;
                assert!((roll.offset..roll.offset + height).contains(&row));
            }
        }
    }

    #[test]
    fn turning_pages_selects_what_is_in_sight_and_ends_at_the_ends() {
        let mut roll = roll(4);
        roll.update(&Action::PageDown);
        assert_eq!((roll.selected(), roll.offset), (Some(0), 3));
        roll.update(&Action::PageDown);
        assert_eq!((roll.selected(), roll.offset), (Some(2), 4));
        roll.update(&Action::PageUp);
        roll.update(&Action::PageUp);
        assert_eq!((roll.selected(), roll.offset), (Some(1), 0));
        roll.update(&Action::PageUp);
        assert_eq!(roll.selected(), Some(0));
        assert!(!Roll::default().update(&Action::Enter));
    }
}
