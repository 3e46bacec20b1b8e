//! A list whose rows stand in groups, each below a heading; headings are passed over by the selection.

use ratatui::{
    Frame,
    layout::{Constraint, Position, Rect},
    text::Span,
};

use super::{Cell, List};
use crate::tui::{
    keymap::Action,
    text::{SafeText, safe},
    theme::Theme,
};

#[derive(Debug, Clone, PartialEq)]
enum Row {
    Heading(SafeText),
    /// What stands below the last entry of a group.
    Closing(SafeText),
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
    pub fn reload<H: AsRef<str>>(&mut self, headings: &[H], at: Option<usize>) {
        self.reload_closed(headings, &[], at);
    }

    /// [`Groups::reload`] with a line below the last entry of each group: `closing` says it for each entry ("" for none).
    pub fn reload_closed<H: AsRef<str>>(
        &mut self,
        headings: &[H],
        closing: &[String],
        at: Option<usize>,
    ) {
        let selected = at.or_else(|| self.selected()).unwrap_or(0);
        self.rows = rows(headings, closing);
        let row = self.row_of(selected.min(headings.len().saturating_sub(1)));
        self.list.reload(self.rows.len(), row);
    }

    /// Entries were put in before the first: what was in sight stays in sight.
    pub fn grow_front(&mut self, headings: &[String]) {
        let before = self.rows.len();
        self.rows = rows(headings, &[]);
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
            Row::Heading(_) | Row::Closing(_) => None,
        }
    }

    /// The entries in sight: what a list too long to read whole must have at hand.
    pub fn in_sight(&self) -> impl Iterator<Item = usize> {
        let rows = self.rows.get(self.list.window()).unwrap_or_default();
        rows.iter().filter_map(|row| match row {
            Row::Entry(at) => Some(*at),
            Row::Heading(_) | Row::Closing(_) => None,
        })
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
            Row::Heading(_) | Row::Closing(_) => None,
        }
    }

    /// Moves the selection from entry to entry; true when the action was one of moving.
    pub fn update(&mut self, action: &Action) -> bool {
        let before = self.list.selected();
        if !self.list.update(action) {
            return false;
        }
        let up = self.list.selected() < before;
        if let Some(row) = self.nearest(up) {
            if up {
                // A heading comes into sight with its first entry.
                self.list.select(row.saturating_sub(1));
            }
            self.list.select(row);
        }
        true
    }

    /// The row of the entry nearest to the row selected, in the direction of moving if there is one.
    fn nearest(&self, up: bool) -> Option<usize> {
        let at = self.list.selected()?;
        let entry = |row: &usize| matches!(self.rows.get(*row), Some(Row::Entry(_)));
        let above = (0..=at).rev().find(entry);
        let below = (at..self.rows.len()).find(entry);
        if up { above.or(below) } else { below.or(above) }
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
            let (words, style) = match self.rows.get(row) {
                Some(Row::Heading(words)) => (words, theme.accent),
                Some(Row::Closing(words)) => (words, theme.muted),
                _ => continue,
            };
            let words = words.fit(usize::from(area.width.saturating_sub(2)));
            let place = Rect::new(area.x, y, area.width, 1);
            frame.render_widget(Span::styled(format!(" {words}"), style), place);
        }
    }

    fn row_of(&self, entry: usize) -> Option<usize> {
        self.rows.iter().position(|row| *row == Row::Entry(entry))
    }
}

/// A heading wherever it is another than that of the entry before, and what closes a group below its last entry.
fn rows<H: AsRef<str>>(headings: &[H], closing: &[String]) -> Vec<Row> {
    let mut rows = Vec::with_capacity(headings.len() * 2);
    let mut last = "";
    let mut words = headings.iter().map(AsRef::as_ref).enumerate().peekable();
    while let Some((at, heading)) = words.next() {
        if heading != last {
            rows.push(Row::Heading(safe(heading)));
            last = heading;
        }
        rows.push(Row::Entry(at));
        let close = closing.get(at).filter(|words| !words.is_empty());
        let ends = words.peek().is_none_or(|(_, next)| *next != heading);
        if let Some(close) = close.filter(|_| ends) {
            rows.push(Row::Closing(safe(close)));
        }
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
    fn the_selection_passes_over_what_closes_a_group() {
        let mut groups = Groups::default();
        let words = |words: [&str; 3]| words.map(ToString::to_string);
        groups.reload_closed(
            &words(["a", "a", "b"]),
            &words(["", "and 3 more", "and 1 more"]),
            None,
        );
        let mut walk = |action: Action| {
            groups.update(&action);
            groups.selected().unwrap()
        };
        assert_eq!([(); 4].map(|()| walk(Action::Down)), [1, 2, 2, 2]);
        assert_eq!([(); 4].map(|()| walk(Action::Up)), [1, 0, 0, 0]);
        assert_eq!([Action::Last, Action::First].map(walk), [2, 0]);
    }

    #[test]
    fn entries_put_in_before_the_first_leave_the_selection_where_it_is() {
        let mut groups = groups(&["a", "b"]);
        groups.select(1);
        let headings = ["z", "a", "a", "b"].map(ToString::to_string);
        groups.grow_front(&headings);
        assert_eq!(groups.selected(), Some(3));
        groups.reload::<String>(&[], None);
        assert_eq!(groups.selected(), None);
        assert!(groups.update(&Action::Down));
    }
}
