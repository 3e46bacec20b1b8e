//! A form: fields one below the other, some of them repeated; errors stand below their field.

mod places;
mod rows;
mod texts;

use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
};

use self::places::Spot;
pub use self::rows::Row;
use super::field::{Part, Slot};
use crate::tui::{Effect, keymap::Action, text::safe, theme::Theme};

/// What an action made of the form.
#[derive(Debug, Clone, PartialEq)]
pub enum Filled {
    /// It was edited, or the cursor moved.
    Edited,
    /// Ctrl-S: check and save.
    Save,
    /// Esc: go, or ask first because something was typed; hand this on.
    Leave(Effect),
    /// Not an action of a form.
    Other,
}

/// A form and what was typed into it.
#[derive(Debug, Clone)]
pub struct Form {
    parts: &'static [Part],
    slots: Vec<Slot>,
    /// For each repeated row, in part order: part, row, and the number it was filled in with.
    origins: Vec<(usize, usize, Option<i64>)>,
    /// Rows that were filled in and taken out: part, and number.
    dropped: Vec<(usize, i64)>,
    /// Rows count from 1; a field that is there once stands in row 0.
    next_row: usize,
    focus: usize,
    offset: u16,
    /// Where the fields stood when it was painted last.
    spots: Vec<Spot>,
    typed: bool,
}

impl Form {
    /// An empty form of these parts.
    pub fn new(parts: &'static [Part]) -> Self {
        let mut form = Self {
            parts,
            slots: Vec::new(),
            origins: Vec::new(),
            dropped: Vec::new(),
            next_row: 1,
            focus: 0,
            offset: 0,
            spots: Vec::new(),
            typed: false,
        };
        for (part, shape) in parts.iter().enumerate() {
            match shape {
                Part::One(field) => form.slots.push(Slot::new(field, part, 0)),
                Part::Many(..) => {
                    form.push_row(part, None);
                }
            }
        }
        places::share_lines(&mut form.slots);
        form
    }

    /// Fills in a field that is there once.
    pub fn set(&mut self, name: &str, value: &str) {
        let slot = self.slots.iter_mut().find(|slot| slot.field.name == name);
        if let Some(slot) = slot {
            slot.fill(value);
        }
    }

    /// Takes what the file has in a field that is there once; what was typed into it meanwhile stays.
    pub fn keep(&mut self, name: &str, value: &str) {
        let slot = self.slots.iter_mut().find(|slot| slot.field.name == name);
        if let Some(slot) = slot {
            slot.keep(value);
        }
    }

    /// What stands in a field that is there once.
    pub fn value(&self, name: &str) -> String {
        let slot = self.slots.iter().find(|slot| slot.field.name == name);
        slot.map(Slot::text).unwrap_or_default()
    }

    /// Says below a field what is wrong with it and puts the cursor there; `row` is the [`Row::at`] of a repeated field, else 0.
    pub fn fail(&mut self, name: &str, row: usize, sentence: &str) {
        if let Some(at) = self.slot_at(name, row) {
            self.slots[at].error = sentence.to_owned();
            self.focus = at;
        }
    }

    /// Says beside a field how it is understood.
    pub fn note(&mut self, name: &str, row: usize, words: &str) {
        if let Some(at) = self.slot_at(name, row) {
            self.slots[at].note = words.to_owned();
        }
    }

    /// The name of the field with the cursor.
    pub fn focused(&self) -> &'static str {
        self.slots
            .get(self.focus)
            .map_or("", |slot| slot.field.name)
    }

    /// Letters are text, or choose among words: hand on as the screen's [`typing`](crate::tui::Screen::typing). Never commands: one
    /// of those would leave the form with what was typed.
    pub fn typing(&self) -> bool {
        !self.slots.is_empty()
    }

    /// What stands in it was typed elsewhere: leaving asks.
    pub fn touch(&mut self) {
        self.typed = true;
    }

    /// Puts the cursor into the first field that another window wrote, too; each is told once. Gives back its label.
    pub fn tell_theirs(&mut self) -> Option<&'static str> {
        let untold = |slot: &Slot| slot.theirs.is_some() && !slot.told;
        let first = self.slots.iter().position(untold)?;
        self.slots.iter_mut().for_each(|slot| slot.told = true);
        self.focus = first;
        Some(self.slots[first].field.label)
    }

    /// Was anything typed since it was filled in?
    pub fn typed(&self) -> bool {
        self.typed
    }

    /// Does what an action asks.
    pub fn update(&mut self, action: &Action) -> Filled {
        match action {
            Action::SaveForm => return Filled::Save,
            Action::Back => return Filled::Leave(self.leave()),
            Action::NextField => self.step(1),
            Action::PreviousField => self.step(-1),
            Action::AddRow => self.add_row(),
            Action::DropRow => self.drop_row(),
            Action::TakeTheirs => self.take_theirs(),
            Action::Click(at) => return self.click(*at),
            Action::Wheel(_, rows) => self.step_row(isize::from(rows.signum())),
            action => return self.edit(action),
        }
        Filled::Edited
    }

    fn leave(&self) -> Effect {
        if self.typed {
            let question = "Leave without saving what you typed?";
            Effect::Ask(question.to_owned(), vec![Effect::Back])
        } else {
            Effect::Back
        }
    }

    fn edit(&mut self, action: &Action) -> Filled {
        let Some(slot) = self.slots.get_mut(self.focus) else {
            return Filled::Other;
        };
        let before = slot.text();
        if slot.update(action) {
            if slot.text() != before {
                self.typed = true;
                slot.error.clear();
            }
            return Filled::Edited;
        }
        match action {
            Action::Enter => self.step(1),
            Action::Down => self.step_row(1),
            Action::Up => self.step_row(-1),
            _ => return Filled::Other,
        }
        Filled::Edited
    }

    fn take_theirs(&mut self) {
        if let Some(slot) = self.slots.get_mut(self.focus) {
            slot.take_theirs();
        }
    }

    fn click(&mut self, at: Position) -> Filled {
        match self.slots.iter().position(|slot| slot.place.contains(at)) {
            Some(hit) => {
                self.focus = hit;
                Filled::Edited
            }
            None => Filled::Other,
        }
    }

    fn step(&mut self, by: isize) {
        let count = self.slots.len().max(1);
        self.focus = (self.focus + count).saturating_add_signed(by) % count;
    }

    /// To the row above or below, past what stands beside.
    fn step_row(&mut self, by: isize) {
        let spot = |form: &Self| form.spots.get(form.focus).copied().unwrap_or_default();
        let from = spot(self);
        for _ in 0..self.slots.len() {
            self.step(by);
            let here = spot(self);
            if here.x == 0 && (here.top != from.top || here.width == 0) {
                break;
            }
        }
    }

    fn slot_at(&self, name: &str, row: usize) -> Option<usize> {
        let here = |slot: &Slot| slot.field.name == name && slot.row == row;
        self.slots.iter().position(here)
    }

    /// Paints the part of the form around the cursor, and the hint of its field in the last row.
    pub fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let Some(height) = area.height.checked_sub(1) else {
            return;
        };
        let body = Rect { height, ..area };
        let (spots, rows) = places::spots(&self.slots, area.width);
        self.spots = spots;
        self.scroll_to_focus(height);
        let offset = self.offset;
        let line = |row: u16| {
            let y = row.checked_sub(offset).filter(|y| *y < height)?;
            Some(Rect::new(area.x, area.y + y, area.width, 1))
        };
        for (number, (slot, spot)) in self.slots.iter_mut().zip(&self.spots).enumerate() {
            let head = spot.top.checked_sub(1).filter(|_| spot.above > 0);
            if let Some(place) = head.and_then(line) {
                let words = format!(" {}", slot.field.head);
                frame.render_widget(Span::styled(words, theme.title), place);
            }
            if let Some(place) = line(spot.below).filter(|_| !slot.error.is_empty()) {
                view_error(frame, place, theme, &slot.error);
            }
            slot.place = line(spot.top).map_or(Rect::ZERO, |place| {
                Rect::new(place.x + spot.x, place.y, spot.width, slot.rows()).intersection(body)
            });
            slot.view(frame, theme, (spot.label, number == self.focus));
        }
        let last = Rect::new(area.x, body.bottom(), area.width, 1);
        self.view_hint(frame, last, theme, rows.saturating_sub(height));
    }

    /// What to write into the field, and which way the form goes on; `end` is how far it can be scrolled.
    fn view_hint(&self, frame: &mut Frame, area: Rect, theme: &Theme, end: u16) {
        let Some(slot) = self.slots.get(self.focus) else {
            return;
        };
        let mut hint = Line::default();
        if slot.small && !slot.note.is_empty() {
            hint.push_span(Span::styled(
                format!(" {} ", safe(&slot.note)),
                theme.accent,
            ));
        }
        let words = format!(" {}", slot.field.hint);
        hint.push_span(Span::styled(words, theme.muted));
        frame.render_widget(hint, area);
        let more = match (self.offset > 0, self.offset < end) {
            (true, true) => " ↑↓ more ",
            (true, false) => " ↑ more ",
            (false, true) => " ↓ more ",
            (false, false) => return,
        };
        frame.render_widget(Line::styled(more, theme.muted).right_aligned(), area);
    }

    fn scroll_to_focus(&mut self, height: u16) {
        let (Some(spot), Some(slot)) = (self.spots.get(self.focus), self.slots.get(self.focus))
        else {
            return;
        };
        let bottom = spot.below + u16::from(!slot.error.is_empty());
        let top = spot.top - spot.above;
        self.offset = self.offset.max(bottom.saturating_sub(height)).min(top);
    }
}

/// Says below a line what is wrong in it.
fn view_error(frame: &mut Frame, area: Rect, theme: &Theme, sentence: &str) {
    let indent = places::LABEL.min(area.width);
    let place = Rect {
        x: area.x + indent,
        width: area.width - indent,
        ..area
    };
    let words = safe(sentence).fit(usize::from(place.width));
    frame.render_widget(Span::styled(String::from(words), theme.late), place);
}
