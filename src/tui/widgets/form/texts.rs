//! What stands in a form, taken out as plain text, and put back.

use super::{
    super::field::{Part, Slot},
    Form,
    rows::TAKEN_OUT,
};
use crate::tui::texts::{FieldText, RowTexts, Texts};

impl Form {
    /// Everything that stands in it.
    pub fn texts(&self) -> Texts {
        let once = self.slots.iter().filter(|slot| slot.row == 0);
        let kept = self.origins.iter().filter_map(|&(part, row, origin)| {
            let fields = self.slots.iter().filter(|slot| slot.is(part, row));
            self.row(part, origin, fields.map(Slot::typed).collect())
        });
        let dropped = self.dropped.iter();
        let dropped =
            dropped.filter_map(|&(part, origin)| self.row(part, Some(origin), Vec::new()));
        Texts {
            fields: once.map(Slot::typed).collect(),
            rows: kept.chain(dropped).collect(),
            ..Texts::default()
        }
    }

    /// Puts back what stood in it, into a form that was filled in from the file as that is now.
    pub fn resume(&mut self, typed: &Texts) {
        self.typed = true;
        resume(
            self.slots.iter_mut().filter(|slot| slot.row == 0),
            &typed.fields,
        );
        for row in &typed.rows {
            let Some(part) = self.part(&row.group) else {
                continue;
            };
            let here = |at: &&(usize, usize, Option<i64>)| at.0 == part && at.2 == row.origin;
            let found = row
                .origin
                .and_then(|_| self.origins.iter().find(here).map(|at| at.1));
            match (found, row.fields.is_empty()) {
                (Some(found), true) => {
                    self.dropped.extend(row.origin.map(|origin| (part, origin)));
                    self.remove_row(part, found);
                }
                (Some(found), false) => resume(self.slots_of(part, found), &row.fields),
                (None, true) => {}
                (None, false) => self.resume_new(part, row),
            }
        }
    }

    /// A row that the file has not: a new one, or one that another window took out meanwhile.
    fn resume_new(&mut self, part: usize, row: &RowTexts) {
        if row.fields.iter().all(|field| field.text == field.had) {
            return;
        }
        let blank = |at: &&(usize, usize, Option<i64>)| {
            let mut slots = self.slots.iter().filter(|slot| slot.is(at.0, at.1));
            at.0 == part && at.2.is_none() && slots.all(Slot::is_blank)
        };
        let offered = self.origins.iter().find(blank).map(|at| at.1);
        let new = offered.unwrap_or_else(|| self.push_row(part, None));
        resume(self.slots_of(part, new), &row.fields);
        for slot in self.slots_of(part, new) {
            (slot.theirs, slot.error) = (None, String::new());
        }
        if let Some(first) = self
            .slots_of(part, new)
            .next()
            .filter(|_| row.origin.is_some())
        {
            TAKEN_OUT.clone_into(&mut first.error);
        }
    }

    fn row(&self, part: usize, origin: Option<i64>, fields: Vec<FieldText>) -> Option<RowTexts> {
        let Part::Many(group, _) = &self.parts[part] else {
            return None;
        };
        Some(RowTexts {
            group: (*group).to_owned(),
            origin,
            fields,
        })
    }

    fn slots_of(&mut self, part: usize, row: usize) -> impl Iterator<Item = &mut Slot> {
        self.slots.iter_mut().filter(move |slot| slot.is(part, row))
    }
}

/// Puts texts back into their fields.
fn resume<'a>(slots: impl Iterator<Item = &'a mut Slot>, typed: &[FieldText]) {
    for slot in slots {
        let text = typed.iter().find(|field| field.name == slot.field.name);
        text.into_iter().for_each(|text| slot.resume(text));
    }
}
