//! The timeline: entries of different height, newest first, one of them selected; only what is in sight is wrapped.

use std::cmp::Reverse;

use ratatui::{Frame, layout::Position, layout::Rect, text::Line, text::Span};

use super::item::{Item, Shown};
use crate::{
    domain::{Interaction, Stamp},
    tui::{keymap::Action, theme::Theme},
};

/// The entries, which of them are shown, and where the window on them stands.
#[derive(Debug, Default)]
pub struct Timeline {
    items: Vec<Item>,
    /// There are talks older than this that were not read; older entries wait for those.
    read_to: Option<Stamp>,
    /// Places in `items` that are shown.
    places: Vec<usize>,
    shown: Shown,
    selected: usize,
    /// The entry in the first row, and how many of its own rows are above the window.
    top: (usize, usize),
    /// Rows of the selected entry above and below the window.
    hidden: (usize, usize),
    area: Rect,
    /// Which entry each painted row belongs to.
    painted: Vec<usize>,
}

impl Timeline {
    /// Other entries, their talks read back to this moment if there are older ones; the selection stays with its entry.
    pub fn set(&mut self, items: Vec<Item>, read_to: Option<Stamp>) {
        let key = self.selected().map(Item::key);
        self.items = items;
        self.arrange(key, read_to);
    }

    /// More entries, as far back as this.
    pub fn add(&mut self, older: impl Iterator<Item = Item>, read_to: Option<Stamp>) {
        let key = self.selected().map(Item::key);
        self.items.extend(older);
        self.arrange(key, read_to);
    }

    fn arrange(&mut self, key: Option<(u8, i64)>, read_to: Option<Stamp>) {
        self.read_to = read_to;
        self.items
            .sort_by_key(|item| Reverse((item.at(), item.key())));
        self.choose(key);
    }

    fn choose(&mut self, key: Option<(u8, i64)>) {
        let (shown, read_to) = (self.shown, self.read_to);
        let waits = |item: &Item| shown == Shown::All && read_to.is_some_and(|to| item.at() < to);
        let places = self.items.iter().enumerate();
        let places = places.filter(|(_, item)| shown.takes(item) && !waits(item));
        self.places = places.map(|(place, _)| place).collect();
        let at = self
            .places
            .iter()
            .position(|place| Some(self.items[*place].key()) == key);
        let last = self.places.len().saturating_sub(1);
        self.selected = at.unwrap_or(self.selected).min(last);
        self.top.0 = self.top.0.min(last);
    }

    /// The first entry, of another customer.
    pub fn reset(&mut self) {
        *self = Self {
            shown: self.shown,
            area: self.area,
            ..Self::default()
        };
    }

    /// Shows the next kind of entries that there are.
    pub fn filter(&mut self) {
        let key = self.selected().map(Item::key);
        (self.selected, self.top) = (0, (0, 0));
        loop {
            self.shown = self.shown.next();
            self.choose(key);
            if self.shown == Shown::All || !self.places.is_empty() {
                break;
            }
        }
    }

    /// What is shown.
    pub fn shown(&self) -> Shown {
        self.shown
    }

    /// How many entries are shown.
    pub fn count(&self) -> usize {
        self.places.len()
    }

    /// The entry selected.
    pub fn selected(&self) -> Option<&Item> {
        self.items.get(*self.places.get(self.selected)?)
    }

    /// Are there older entries of what is shown? All but talks are there from the beginning.
    pub fn goes_on(&self) -> bool {
        self.read_to.is_some() && matches!(self.shown, Shown::All | Shown::Talks)
    }

    /// Is the end of what was read near, so that more should be?
    pub fn wants_more(&self) -> bool {
        self.goes_on() && self.selected + usize::from(self.area.height) + 1 >= self.places.len()
    }

    /// The oldest talk that was read.
    pub fn oldest_talk(&self) -> Option<&Interaction> {
        self.items.iter().rev().find_map(|item| match item {
            Item::Talk(talk) => Some(talk),
            _ => None,
        })
    }

    /// Moves; true when the action was one of moving, or a click on an entry.
    pub fn update(&mut self, action: &Action) -> bool {
        let rows = usize::from(self.area.height).saturating_sub(1).max(1);
        let first = self.painted.first().copied().unwrap_or(0);
        let last = self.painted.last().copied().unwrap_or(0);
        let page = (last.saturating_sub(first).max(1), rows);
        match action {
            Action::Up => self.up((1, 1)),
            Action::Down => self.down((1, 1)),
            Action::PageUp => self.up(page),
            Action::PageDown => self.down(page),
            Action::First => (self.selected, self.top) = (0, (0, 0)),
            Action::Last => self.selected = self.count().saturating_sub(1),
            Action::Wheel(at, by) if self.area.contains(*at) => match by {
                ..0 => self.up((1, 3)),
                _ => self.down((1, 3)),
            },
            Action::Click(at) | Action::DoubleClick(at) => match self.hit(*at) {
                Some(entry) => self.selected = entry,
                None => return false,
            },
            _ => return false,
        }
        true
    }

    /// The entry painted at this place.
    pub fn hit(&self, at: Position) -> Option<usize> {
        let row = usize::from(at.y.checked_sub(self.area.y)?);
        self.painted
            .get(row)
            .copied()
            .filter(|_| self.area.contains(at))
    }

    /// So many entries down, or first so many rows through the rest of one that is taller than the window.
    fn down(&mut self, (entries, rows): (usize, usize)) {
        if self.hidden.1 > 0 {
            self.top.1 += rows.min(self.hidden.1);
        } else {
            let last = self.count().saturating_sub(1);
            self.selected = (self.selected + entries).min(last);
        }
    }

    fn up(&mut self, (entries, rows): (usize, usize)) {
        if self.hidden.0 > 0 {
            self.top.1 -= rows.min(self.hidden.0);
        } else {
            self.selected = self.selected.saturating_sub(entries);
        }
    }

    /// Paints the entries in sight; the selected one has a bar at its left.
    pub fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme, now: Stamp) {
        self.area = area;
        self.painted.clear();
        let height = usize::from(area.height);
        if height == 0 || self.places.is_empty() {
            return;
        }
        let width = usize::from(area.width);
        self.keep_in_sight(height, &|item: &Item| item.rows(width, now, theme).len());
        let mut rows: Vec<(usize, Line)> = Vec::with_capacity(height);
        for entry in self.top.0..self.places.len() {
            let skip = if entry == self.top.0 { self.top.1 } else { 0 };
            let item = &self.items[self.places[entry]];
            let lines = item.rows(width, now, theme).into_iter().skip(skip);
            rows.extend(lines.map(|line| (entry, line)));
            if rows.len() >= height {
                break;
            }
        }
        for ((entry, line), y) in rows.into_iter().zip(area.y..area.bottom()) {
            let place = Rect::new(area.x, y, area.width, 1);
            frame.render_widget(line, place);
            if entry == self.selected {
                frame.render_widget(Span::styled("▌", theme.accent), place);
            }
            self.painted.push(entry);
        }
    }

    /// Moves the window so that the selected entry is in it, or fills it.
    fn keep_in_sight(&mut self, height: usize, rows_of: &dyn Fn(&Item) -> usize) {
        let rows = |entry: usize| rows_of(&self.items[self.places[entry]]);
        let (selected, own) = (self.selected, rows(self.selected));
        let (mut first, mut used) = (selected, own);
        while first > self.top.0 && used + rows(first - 1) <= height {
            first -= 1;
            used += rows(first);
        }
        let above = first.checked_sub(1).map_or(0, rows);
        let over = (used + above).saturating_sub(height);
        self.top = match selected {
            // Coming from below, a tall entry is entered at its end.
            _ if selected < self.top.0 => (selected, own.saturating_sub(height)),
            _ if first == self.top.0 => self.top,
            _ if first == self.top.0 + 1 && self.top.1 >= over => self.top,
            _ if used >= height => (first, 0),
            _ => (first - 1, over),
        };
        self.hidden = (0, 0);
        if selected == self.top.0 {
            self.top.1 = self.top.1.min(own.saturating_sub(height));
            self.hidden = (self.top.1, own.saturating_sub(height + self.top.1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CustomerId, Promise, id::PromiseId};

    fn entry(id: i64) -> Item {
        Item::Promise(Promise {
            id: PromiseId(id),
            customer: CustomerId(1),
            interaction: None,
            complaint: None,
            what: String::new(),
            due: None,
            by: String::new(),
            agreed: Stamp::EPOCH,
            done: None,
            told: None,
            released: None,
            broken: None,
        })
    }

    /// Entries of these heights in a window of four rows, after some keys: what is selected, and where the window begins.
    fn after(heights: &'static [usize], actions: &[Action]) -> (usize, (usize, usize)) {
        let mut timeline = Timeline::default();
        timeline.set((0..).take(heights.len()).map(entry).collect(), None);
        // Of the same moment, the one entered last comes first.
        let rows =
            |item: &Item| heights[heights.len() - 1 - usize::try_from(item.key().1).unwrap()];
        timeline.keep_in_sight(4, &rows);
        for action in actions {
            assert!(timeline.update(action));
            timeline.keep_in_sight(4, &rows);
        }
        (timeline.selected, timeline.top)
    }

    #[test]
    fn the_selected_entry_is_in_sight_whole() {
        assert_eq!(
            after(&[1, 2, 1, 3], &[Action::Down, Action::Down]),
            (2, (0, 0))
        );
        assert_eq!(after(&[1, 2, 1, 3], &[Action::Last]), (3, (2, 0)));
        assert_eq!(after(&[1, 2, 2, 1], &[Action::Last]), (3, (1, 1)));
        assert_eq!(
            after(&[1, 2, 1, 3], &[Action::Last, Action::First]),
            (0, (0, 0))
        );
    }

    #[test]
    fn an_entry_taller_than_the_window_is_read_row_by_row() {
        let down = |times| vec![Action::Down; times];
        assert_eq!(after(&[6, 1], &down(2)), (0, (0, 2)));
        assert_eq!(after(&[6, 1], &down(3)), (1, (0, 3)));
        let mut back = down(3);
        back.extend([Action::Up, Action::Up]);
        assert_eq!(after(&[6, 1], &back), (0, (0, 1)));
        let mut still = down(4);
        still.push(Action::Up);
        assert_eq!(after(&[6, 1, 1], &still), (1, (0, 4)));
    }
}
