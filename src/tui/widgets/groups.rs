//! A list whose rows stand in groups, each below a heading; headings are passed over by the selection.

use ratatui::{
    Frame,
    layout::{Constraint, Position, Rect},
    text::Span,
};

use super::{Cell, List};
use crate::{
    text::{SafeText, safe},
    tui::{keymap::Action, theme::Theme},
};

#[derive(Debug, Clone, PartialEq)]
enum Row {
    Heading(SafeText),
    /// An entry, by its place among the entries.
    Entry(usize),
}

/// Entries below headings, and which one is selected.
#[derive(Debug, Default)]
pub struct Groups {
    list: List,
    rows: Vec<Row>,
}

impl Groups {
    /// The entries were read again: for each one the heading it stands under ("" for none). `at` is where the entry selected
    /// before stands now; without it the selection keeps its place.
    pub fn reload(&mut self, headings: &[String], at: Option<usize>) {
        let selected = at.or_else(|| self.selected()).unwrap_or(0);
        self.rows = rows(headings);
        let row = self.row_of(selected.min(headings.len().saturating_sub(1)));
        self.list.reload(self.rows.len(), row);
    }

    /// Entries were put in before the first: what was in sight stays in sight.
    pub fn grow_front(&mut self, headings: &[String]) {
        let before = self.rows.len();
        self.rows = rows(headings);
        self.list.grow_front(self.rows.len().saturating_sub(before));
        // The heading of the first entry may have moved away from it.
        if self.selected().is_none() {
            self.list.update(&Action::Down);
        }
    }

    /// The entry selected.
    pub fn selected(&self) -> Option<usize> {
        match self.rows.get(self.list.selected()?)? {
            Row::Entry(at) => Some(*at),
            Row::Heading(_) => None,
        }
    }

    /// Selects an entry.
    pub fn select(&mut self, entry: usize) {
        if let Some(row) = self.row_of(entry) {
            self.list.select(row.saturating_sub(1));
            self.list.select(row);
        }
    }

    /// The entry painted at this place.
    pub fn hit(&self, at: Position) -> Option<usize> {
        match self.rows.get(self.list.hit(at)?)? {
            Row::Entry(entry) => Some(*entry),
            Row::Heading(_) => None,
        }
    }

    /// Moves the selection from entry to entry; true when the action was one of moving.
    pub fn update(&mut self, action: &Action) -> bool {
        let before = self.list.selected();
        if !self.list.update(action) {
            return false;
        }
        if self.list.selected() < before {
            // Going up, a heading comes into sight with its first entry.
            if self.selected().is_none() && self.list.selected() != Some(0) {
                self.list.update(&Action::Up);
            }
            let row = self.list.selected().unwrap_or(0);
            self.list.select(row.saturating_sub(1));
            self.list.select(row);
        }
        if self.selected().is_none() {
            self.list.update(&Action::Down);
        }
        true
    }

    /// Paints the rows in sight; `entry` makes the cells of one.
    pub fn view(
        &mut self,
        frame: &mut Frame,
        (area, theme): (Rect, &Theme),
        columns: &[Constraint],
        entry: &mut dyn FnMut(usize) -> Vec<Cell>,
    ) {
        let rows = &self.rows;
        let mut cells = |row: usize| match rows.get(row) {
            Some(Row::Entry(at)) => entry(*at),
            _ => Vec::new(),
        };
        self.list.view(frame, (area, theme), columns, &mut cells);
        for (y, row) in (area.y..area.bottom()).zip(self.list.window()) {
            if let Some(Row::Heading(words)) = self.rows.get(row) {
                let words = words.fit(usize::from(area.width.saturating_sub(2)));
                let place = Rect::new(area.x, y, area.width, 1);
                frame.render_widget(Span::styled(format!(" {words}"), theme.accent), place);
            }
        }
    }

    fn row_of(&self, entry: usize) -> Option<usize> {
        self.rows.iter().position(|row| *row == Row::Entry(entry))
    }
}

/// A heading wherever it is another than that of the entry before.
fn rows(headings: &[String]) -> Vec<Row> {
    let mut rows = Vec::with_capacity(headings.len() * 2);
    let mut last = "";
    for (at, heading) in headings.iter().enumerate() {
        if heading != last {
            rows.push(Row::Heading(safe(heading)));
            last = heading;
        }
        rows.push(Row::Entry(at));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(headings: &[&str]) -> Groups {
        let mut groups = Groups::default();
        let headings: Vec<String> = headings.iter().map(ToString::to_string).collect();
        groups.reload(&headings, None);
        groups
    }

    #[test]
    fn the_selection_passes_over_headings_in_both_directions() {
        let mut groups = groups(&["today", "today", "yesterday", "monday"]);
        let mut walk = |action: Action| {
            groups.update(&action);
            groups.selected().unwrap()
        };
        assert_eq!([(); 4].map(|()| walk(Action::Down)), [1, 2, 3, 3]);
        assert_eq!([(); 4].map(|()| walk(Action::Up)), [2, 1, 0, 0]);
        assert_eq!([Action::Last, Action::First].map(walk), [3, 0]);
    }

    #[test]
    fn entries_put_in_before_the_first_leave_the_selection_where_it_is() {
        let mut groups = groups(&["a", "b"]);
        groups.select(1);
        let headings = ["z", "a", "a", "b"].map(ToString::to_string);
        groups.grow_front(&headings);
        assert_eq!(groups.selected(), Some(3));
        groups.reload(&[], None);
        assert_eq!(groups.selected(), None);
        assert!(groups.update(&Action::Down));
    }
}
