//! The rows of the repeated parts of a form: filled in, read back, one more and one less.

use super::{
    super::field::{Part, Slot},
    Form, places,
};

/// What stands below a row that is gone from the file.
pub(super) const TAKEN_OUT: &str = "Another window took this out.";

/// One row of a repeated part, read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it stands in the form, for [`Form::fail`] and [`Form::note`].
    pub at: usize,
    /// The number it was filled in with; `None` for one that was added.
    pub origin: Option<i64>,
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

impl Form {
    /// Fills in one more row of a repeated part, before the empty one that is offered; `origin` comes back with it.
    pub fn add(&mut self, group: &str, origin: i64, values: &[(&str, &str)]) {
        let Some(part) = self.part(group) else { return };
        let row = self.push_row(part, Some(origin));
        for slot in self.slots.iter_mut().filter(|slot| slot.is(part, row)) {
            slot.keep(text_in(values, slot.field.name));
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

    /// Takes what the file has now in a row that was filled in with this number; what was typed into it meanwhile stays. `None`
    /// where the row is gone.
    pub fn keep_row(&mut self, group: &str, origin: i64, values: Option<&[(&str, &str)]>) {
        let part = self.part(group);
        let mut rows = self.origins.iter();
        let Some(&(part, row, _)) = rows.find(|at| Some(at.0) == part && at.2 == Some(origin))
        else {
            return;
        };
        let slots = self.slots.iter_mut().filter(|slot| slot.is(part, row));
        for (number, slot) in slots.enumerate() {
            match values {
                Some(values) => slot.keep(text_in(values, slot.field.name)),
                None if number == 0 => slot.error = TAKEN_OUT.to_owned(),
                None => {}
            }
        }
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

    pub(super) fn add_row(&mut self) {
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

    pub(super) fn drop_row(&mut self) {
        let Some(slot) = self.slots.get(self.focus) else {
            return;
        };
        let (part, row) = (slot.part, slot.row);
        if let Part::Many(..) = self.parts[part] {
            self.typed = true;
            let origin = self.origins.iter().find(|at| (at.0, at.1) == (part, row));
            let origin = origin.and_then(|at| at.2);
            self.dropped.extend(origin.map(|origin| (part, origin)));
            self.remove_row(part, row);
            if !self.origins.iter().any(|at| at.0 == part) {
                self.push_row(part, None);
            }
            self.focus = self.focus.min(self.slots.len().saturating_sub(1));
        }
    }

    pub(super) fn push_row(&mut self, part: usize, origin: Option<i64>) -> usize {
        let Part::Many(_, fields) = &self.parts[part] else {
            return 0;
        };
        let row = self.next_row;
        self.next_row += 1;
        let behind = self.slots.iter().rposition(|slot| slot.part <= part);
        let at = behind.map_or(0, |at| at + 1);
        let new = fields.iter().map(|field| Slot::new(field, part, row));
        self.slots.splice(at..at, new);
        places::share_lines(&mut self.slots);
        self.origins.push((part, row, origin));
        row
    }

    pub(super) fn remove_row(&mut self, part: usize, row: usize) {
        self.slots.retain(|slot| !slot.is(part, row));
        self.origins.retain(|at| (at.0, at.1) != (part, row));
    }

    pub(super) fn part(&self, group: &str) -> Option<usize> {
        let named = |part: &Part| matches!(part, Part::Many(name, _) if *name == group);
        self.parts.iter().position(named)
    }

    /// Does a repeated row hold more than it was offered with?
    fn anything_in(&self, row: usize) -> bool {
        let mut own = self.slots.iter().filter(|slot| slot.row == row);
        own.any(|slot| !slot.is_blank())
    }
}

fn text_in<'a>(values: &[(&str, &'a str)], name: &str) -> &'a str {
    let found = values.iter().find(|(other, _)| *other == name);
    found.map_or("", |(_, text)| text)
}
