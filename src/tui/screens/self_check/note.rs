//! What is to be remembered with the self-check of a quarter, as a form.

use anyhow::Result;

use crate::{
    domain::{Quarter, SelfCheck, Stamp},
    store::Store,
    tui::{
        Effect,
        screens::sheet::{Edited, Sheet},
        widgets::{
            Form,
            field::{Part, lines},
        },
    },
};

const PARTS: &[Part] = &[Part::One(lines(
    "note",
    "note",
    "what made this quarter what it was, and what you mean to try",
))];

/// The note of a self-check being written.
#[derive(Debug)]
pub struct SelfCheckNote {
    quarter: Quarter,
    edited: Edited<SelfCheck>,
    form: Form,
}

impl SelfCheckNote {
    /// The note of this quarter.
    pub fn new(quarter: Quarter) -> Self {
        Self {
            quarter,
            edited: Edited::default(),
            form: Form::new(PARTS),
        }
    }
}

impl Sheet for SelfCheckNote {
    fn form(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        format!("Self-check {}: what is to be remembered", self.quarter)
    }

    fn typing(&self) -> bool {
        self.form.typing()
    }

    fn load(&mut self, store: &mut Store, _now: Stamp) -> Result<()> {
        let mut checks = store.self_checks()?.into_iter();
        let known = checks.find(|check| check.quarter == self.quarter);
        let new = || SelfCheck::new(self.quarter, (Stamp::EPOCH, store.who()));
        let current = known.unwrap_or_else(new);
        if let Some(check) = self.edited.take(Some(current), self.form.typed()) {
            self.form.keep("note", &check.note);
        }
        Ok(())
    }

    fn note(&mut self) {}

    fn save(&mut self) -> Vec<Effect> {
        let Some(before) = self.edited.base() else {
            return vec![Effect::Back];
        };
        let after = SelfCheck {
            note: self.form.value("note").trim().to_owned(),
            ..before.clone()
        };
        let changes = |before: SelfCheck, after: SelfCheck| match before.id.is_new() {
            true => vec![after.save(None)],
            false => vec![after.save(Some(&before))],
        };
        self.edited
            .save(&mut self.form, (before, Ok(after)), changes)
    }
}
