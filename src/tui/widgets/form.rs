//! A form: fields one below the other, some of them repeated; errors stand below their field.

use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::Span,
};

use super::field::{Part, Slot};
use crate::tui::{Effect, keymap::Action, theme::Theme};

/// One row of a repeated part, read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it stands in the form, for [`Form::fail`] and [`Form::note`].
    pub at: usize,
    /// The number it was filled in with; `None` for one that was added.
    pub origin: Option<usize>,
    /// Name and text of each field.
    pub values: Vec<(&'static str, String)>,
}

impl Row {
    /// The text of a field.
    pub fn value(&self, name: &str) -> &str {
        let found = self.values.iter().find(|(other, _)| *other == name);
        found.map_or("", |(_, text)| text)
    }
}

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
    origins: Vec<(usize, usize, Option<usize>)>,
    /// Rows count from 1; a field that is there once stands in row 0.
    next_row: usize,
    focus: usize,
    offset: u16,
    typed: bool,
}

impl Form {
    /// An empty form of these parts.
    pub fn new(parts: &'static [Part]) -> Self {
        let mut form = Self {
            parts,
            slots: Vec::new(),
            origins: Vec::new(),
            next_row: 1,
            focus: 0,
            offset: 0,
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
        form
    }

    /// Fills in a field that is there once.
    pub fn set(&mut self, name: &str, value: &str) {
        let slot = self.slots.iter_mut().find(|slot| slot.field.name == name);
        if let Some(slot) = slot {
            slot.fill(value);
        }
    }

    /// Fills in one more row of a repeated part, before the empty one that is offered; `origin` comes back with it.
    pub fn add(&mut self, group: &str, origin: usize, values: &[(&str, &str)]) {
        let Some(part) = self.part(group) else { return };
        let row = self.push_row(part, Some(origin));
        for slot in self.slots.iter_mut().filter(|slot| slot.is(part, row)) {
            let value = values.iter().find(|(name, _)| *name == slot.field.name);
            slot.fill(value.map_or("", |(_, text)| text));
        }
        // The empty row was first; it goes behind.
        let empty = self
            .origins
            .iter()
            .find(|at| at.0 == part && at.2.is_none());
        if let Some(&(_, empty, _)) = empty {
            self.remove_row(part, empty);
        }
        self.push_row(part, None);
    }

    /// What stands in a field that is there once.
    pub fn value(&self, name: &str) -> String {
        let slot = self.slots.iter().find(|slot| slot.field.name == name);
        slot.map(Slot::text).unwrap_or_default()
    }

    /// The rows of a repeated part in which anything stands.
    pub fn rows(&self, group: &str) -> Vec<Row> {
        let part = self.part(group);
        let own = self.origins.iter().filter(|at| Some(at.0) == part);
        own.map(|&(part, row, origin)| Row {
            at: row,
            origin,
            values: self
                .slots
                .iter()
                .filter(|slot| slot.is(part, row))
                .map(|slot| (slot.field.name, slot.text()))
                .collect(),
        })
        .filter(|row| self.anything_in(row.at))
        .collect()
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
            Action::Click(at) => return self.click(*at),
            Action::Wheel(_, rows) => self.step(isize::from(rows.signum())),
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
            Action::Enter | Action::Down => self.step(1),
            Action::Up => self.step(-1),
            _ => return Filled::Other,
        }
        Filled::Edited
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

    fn add_row(&mut self) {
        let Some(slot) = self.slots.get(self.focus) else {
            return;
        };
        if let Part::Many(..) = self.parts[slot.part] {
            let part = slot.part;
            let row = self.push_row(part, None);
            let first = self.slots.iter().position(|slot| slot.is(part, row));
            self.focus = first.unwrap_or(self.focus);
        }
    }

    fn drop_row(&mut self) {
        let Some(slot) = self.slots.get(self.focus) else {
            return;
        };
        let (part, row) = (slot.part, slot.row);
        if let Part::Many(..) = self.parts[part] {
            self.typed = true;
            self.remove_row(part, row);
            if !self.origins.iter().any(|at| at.0 == part) {
                self.push_row(part, None);
            }
            self.focus = self.focus.min(self.slots.len().saturating_sub(1));
        }
    }

    fn push_row(&mut self, part: usize, origin: Option<usize>) -> usize {
        let Part::Many(_, fields) = &self.parts[part] else {
            return 0;
        };
        let row = self.next_row;
        self.next_row += 1;
        let behind = self.slots.iter().rposition(|slot| slot.part <= part);
        let at = behind.map_or(0, |at| at + 1);
        let new = fields.iter().map(|field| Slot::new(field, part, row));
        self.slots.splice(at..at, new);
        self.origins.push((part, row, origin));
        row
    }

    fn remove_row(&mut self, part: usize, row: usize) {
        self.slots.retain(|slot| !slot.is(part, row));
        self.origins.retain(|at| (at.0, at.1) != (part, row));
    }

    fn part(&self, group: &str) -> Option<usize> {
        let named = |part: &Part| matches!(part, Part::Many(name, _) if *name == group);
        self.parts.iter().position(named)
    }

    /// Does a repeated row hold more than the choices it came with?
    fn anything_in(&self, row: usize) -> bool {
        let mut own = self.slots.iter().filter(|slot| slot.row == row);
        own.any(|slot| !slot.is_choice() && !slot.text().trim().is_empty())
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
        let tops = self.tops();
        self.scroll_to_focus(&tops, height);
        let focus = self.focus;
        for (at, (slot, top)) in self.slots.iter_mut().zip(&tops).enumerate() {
            slot.place = Rect::ZERO;
            let Some(y) = top.checked_sub(self.offset).filter(|y| *y < height) else {
                continue;
            };
            slot.place =
                Rect::new(area.x, area.y + y, area.width, slot.height()).intersection(body);
            slot.view(frame, theme, at == focus);
        }
        let hint = self.slots.get(focus).map_or("", |slot| slot.field.hint);
        let last = Rect::new(area.x, body.bottom(), area.width, 1);
        frame.render_widget(Span::styled(hint, theme.muted), last);
    }

    fn tops(&self) -> Vec<u16> {
        let mut top = 0u16;
        let heights = self.slots.iter().map(Slot::height);
        heights
            .map(|height| {
                let at = top;
                top = top.saturating_add(height);
                at
            })
            .collect()
    }

    fn scroll_to_focus(&mut self, tops: &[u16], height: u16) {
        let (Some(top), Some(slot)) = (tops.get(self.focus), self.slots.get(self.focus)) else {
            return;
        };
        let bottom = top.saturating_add(slot.height());
        self.offset = self.offset.max(bottom.saturating_sub(height)).min(*top);
    }
}
