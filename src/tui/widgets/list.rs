//! A list or table of which only the rows in sight are asked for; the selection stays with its row when the list is read again.

use std::ops::Range;

use ratatui::{
    Frame,
    buffer::Buffer,
    layout::{Alignment, Constraint, Layout, Position, Rect},
    style::{Modifier, Style},
    text::{Line, Span},
    widgets::Widget,
};

use crate::tui::{
    keymap::Action,
    text::{SafeText, grouped, safe_cell},
    theme::Theme,
};

/// One cell of a row.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    text: SafeText,
    style: Style,
    side: Alignment,
    marks: Vec<Range<usize>>,
}

impl Cell {
    /// A cell with this text.
    pub fn new(text: impl AsRef<str>, style: Style) -> Self {
        Self {
            text: safe_cell(text.as_ref()),
            style,
            side: Alignment::Left,
            marks: Vec::new(),
        }
    }

    /// With these columns of its text in the accent: where a search matched.
    pub fn marked(mut self, columns: Vec<Range<usize>>) -> Self {
        self.marks = columns;
        self
    }

    /// At the right side of its column: numbers, ages.
    pub fn right(mut self) -> Self {
        self.side = Alignment::Right;
        self
    }
}

/// Which rows are in sight and which one is selected.
#[derive(Debug, Clone, Default)]
pub struct List {
    total: usize,
    selected: usize,
    offset: usize,
    area: Rect,
}

impl List {
    /// The list was read again and has this many rows; `at` is where the row selected before stands now.
    /// Without it the selection keeps its place.
    pub fn reload(&mut self, total: usize, at: Option<usize>) {
        self.total = total;
        self.selected = at.unwrap_or(self.selected).min(total.saturating_sub(1));
        self.keep_in_sight();
    }

    /// How many rows there are.
    pub fn total(&self) -> usize {
        self.total
    }

    /// The row selected; `None` when there are no rows.
    pub fn selected(&self) -> Option<usize> {
        (self.selected < self.total).then_some(self.selected)
    }

    /// Selects a row.
    pub fn select(&mut self, row: usize) {
        self.selected = row.min(self.total.saturating_sub(1));
        self.keep_in_sight();
    }

    /// So many rows were put in before the first: what was in sight stays in sight.
    pub fn grow_front(&mut self, rows: usize) {
        self.total += rows;
        self.offset += rows;
        self.selected += rows;
        self.keep_in_sight();
    }

    /// The rows in sight: what a list too long to read whole must have at hand.
    pub fn window(&self) -> Range<usize> {
        self.offset..(self.offset + self.height()).min(self.total)
    }

    /// Rows in sight. Before the first painting that is not known; a tall window then.
    fn height(&self) -> usize {
        match self.area.height {
            0 => 60,
            rows => rows.into(),
        }
    }

    /// `3 of 1,284`; empty when there are no rows.
    pub fn count(&self) -> String {
        self.selected().map_or_else(String::new, |row| {
            format!("{} of {}", grouped(row + 1), grouped(self.total))
        })
    }

    /// Moves the selection; true when there is nothing else to do. A double click on a row selects it and is left to the screen, which
    /// opens it; one beside the rows is nothing.
    pub fn update(&mut self, action: &Action) -> bool {
        let page = usize::from(self.area.height).saturating_sub(1).max(1);
        let last = self.total.saturating_sub(1);
        match action {
            Action::Up => self.select(self.selected.saturating_sub(1)),
            Action::Down => self.select(self.selected + 1),
            Action::PageUp => self.select(self.selected.saturating_sub(page)),
            Action::PageDown => self.select(self.selected + page),
            Action::First => self.select(0),
            Action::Last => self.select(last),
            Action::Wheel(at, rows) if self.area.contains(*at) => {
                self.select(self.selected.saturating_add_signed(isize::from(*rows)));
            }
            Action::Click(at) => match self.hit(*at) {
                Some(row) => self.select(row),
                None => return false,
            },
            Action::DoubleClick(at) => {
                if let Some(row) = self.hit(*at) {
                    self.select(row);
                    return false;
                }
            }
            _ => return false,
        }
        true
    }

    /// The row painted at this place.
    pub fn hit(&self, at: Position) -> Option<usize> {
        let inside = self.area.contains(at);
        let row = self.offset + usize::from(at.y.saturating_sub(self.area.y));
        (inside && row < self.total).then_some(row)
    }

    /// Paints the rows in sight, each made of cells for these columns; the selected one has a bar before it.
    pub fn view(
        &mut self,
        frame: &mut Frame,
        (area, theme): (Rect, &Theme),
        columns: &[Constraint],
        row: &mut dyn FnMut(usize) -> Vec<Cell>,
    ) {
        self.area = area;
        self.keep_in_sight();
        if area.is_empty() {
            return;
        }
        for (y, number) in (area.y..area.bottom()).zip(self.window()) {
            let selected = number == self.selected;
            let line = Rect::new(area.x, y, area.width, 1);
            paint_row(frame.buffer_mut(), (line, theme), columns, &row(number));
            if selected {
                // One bar, whatever colours the row has: reversed, each would be a block of its own.
                let bar = Style::reset().patch(theme.text).patch(theme.selected);
                frame.buffer_mut().set_style(line, bar);
                // Half a letter wide where it is not reversed: the bar then begins with the accent.
                let bar = theme.accent.remove_modifier(Modifier::REVERSED);
                frame.render_widget(Span::styled("▌", bar), line);
            }
        }
    }

    fn keep_in_sight(&mut self) {
        let height = self.height();
        self.offset = self
            .offset
            .min(self.selected)
            .max((self.selected + 1).saturating_sub(height))
            .min(self.total.saturating_sub(height));
    }
}

/// Paints one row, its cells in these columns.
pub fn paint_row(
    buffer: &mut Buffer,
    (line, theme): (Rect, &Theme),
    columns: &[Constraint],
    cells: &[Cell],
) {
    let room = Rect::new(1, 0, line.width.saturating_sub(1), 1);
    let places = Layout::horizontal(columns).spacing(1).split(room);
    for (cell, place) in cells.iter().zip(places.iter()) {
        let at = Rect::new(line.x + place.x, line.y, place.width, 1);
        paint(buffer, at, cell, theme);
    }
}

fn paint(buffer: &mut Buffer, at: Rect, cell: &Cell, theme: &Theme) {
    let text = cell.text.fit(usize::from(at.width));
    let style = theme.text.patch(cell.style);
    let free = usize::from(at.width).saturating_sub(text.width());
    let from = match cell.side {
        Alignment::Right => free,
        _ => 0,
    };
    let line = Line::styled(String::from(text), style).alignment(cell.side);
    line.render(at, buffer);
    let column = |column: usize| u16::try_from(from + column).unwrap_or(u16::MAX);
    for mark in &cell.marks {
        let (start, end) = (
            column(mark.start).min(at.width),
            column(mark.end).min(at.width),
        );
        let place = Rect::new(at.x + start, at.y, end - start.min(end), 1);
        buffer.set_style(place, theme.accent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_never_leaves_the_list() {
        let mut list = List::default();
        for action in [Action::Down, Action::PageDown, Action::Last, Action::Up] {
            assert!(list.update(&action));
            assert_eq!(list.selected(), None);
        }
        list.reload(3, None);
        list.update(&Action::PageDown);
        list.update(&Action::PageDown);
        list.update(&Action::PageDown);
        assert_eq!((list.selected(), list.count()), (Some(2), "3 of 3".into()));
    }
}
