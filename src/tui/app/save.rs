//! Saving, undoing and doing again; and what waits because another program holds the file.

use std::collections::VecDeque;

use anyhow::Result;

use super::{App, file};
use crate::{
    commands::for_you,
    domain::{Change, ComplaintId, Stamp},
    store::{Applied, Conflict, Stepped, Store},
    sys::disk::DiskError,
    tui::{Effect, keymap::Action},
};

/// A save, an undo or a redo that found the file busy, or that the backup before it is made for; it is tried again until a key goes
/// to the screen it came from.
#[derive(Debug)]
pub(super) struct Waiting {
    /// What it waits for: "another program holds the file".
    pub because: &'static str,
    pub first: Effect,
    pub behind: VecDeque<Effect>,
}

impl Waiting {
    /// What is not done yet: `saved`; and how that is asked for again.
    pub fn words(&self) -> (&'static str, &'static str) {
        match self.first {
            Effect::Undo => ("undone", "Press u"),
            Effect::Redo => ("done again", "Press U"),
            _ => ("saved", "Save"),
        }
    }

    pub fn not_yet(&self) -> String {
        let (done, _) = self.words();
        format!("Not {done} yet: {}.", self.because)
    }
}

impl App {
    /// Saves, and gives back what the screen wants done now that it is saved.
    pub(super) fn save(&mut self, changes: &[Change]) -> Result<Vec<Effect>> {
        let top = self.screens.last_mut();
        let draft = top.and_then(|top| top.draft.as_ref()).map(|kept| kept.id);
        let applied: Applied = self.store.apply_draft(draft, changes, self.clock.now())?;
        self.say(&self.said_of(changes, &applied));
        let mut top = self.screens.last_mut();
        top.iter_mut().for_each(|top| top.draft = None);
        let more = top.map_or_else(Vec::new, |top| top.saved(&applied));
        self.load();
        Ok(more)
    }

    /// The label of what was saved, and where a furious complaint is in it, a line for whoever hears it.
    fn said_of(&self, changes: &[Change], applied: &Applied) -> String {
        let complaint = changes.iter().zip(&applied.ids).find_map(|(change, id)| {
            matches!(change, Change::AddComplaint(_)).then_some(ComplaintId(*id))
        });
        // It is saved, whatever reading says now.
        let line = complaint.and_then(|id| for_you(id, &self.store).ok()?);
        line.map_or_else(
            || applied.label.clone(),
            |line| format!("{} · {line}", applied.label),
        )
    }

    pub(super) fn not_done(
        &mut self,
        error: &anyhow::Error,
        first: Effect,
        behind: VecDeque<Effect>,
    ) {
        if let Some(sentence) = file::lost(error) {
            return self.offer_rescue(&sentence);
        }
        let waiting = Waiting {
            because: "another program holds the file",
            first,
            behind,
        };
        let (done, _) = waiting.words();
        if error.is::<DiskError>() {
            return self.say(&error.to_string());
        }
        if !matches!(error.downcast_ref(), Some(Conflict::Busy)) {
            return self.say(&format!("Not {done}: {error:#}"));
        }
        let kept = if done == "saved" {
            "your text is kept, and saved"
        } else {
            done
        };
        self.say(&format!(
            "Another program holds the file; {kept} when it is free."
        ));
        self.waiting = Some(waiting);
    }

    /// Another window was first: its state is read, and the form saves on top of that, or says where both wrote.
    pub(super) fn save_on_top(&mut self, error: &anyhow::Error) {
        let changed = matches!(error.downcast_ref(), Some(Conflict::Changed(_)));
        if !changed || std::mem::replace(&mut self.on_top, true) {
            return;
        }
        let said = self.message.take();
        self.load();
        let top = self.screens.last_mut();
        let effects = top.map_or_else(Vec::new, |top| top.update(Action::SaveForm));
        match (effects.is_empty(), said) {
            (true, Some(said)) => self.say(&said),
            _ => self.perform(effects),
        }
        self.on_top = false;
    }

    /// Tries again what found the file busy.
    pub(super) fn try_again(&mut self) {
        if self.backups.is_going_on() {
            return;
        }
        if let Some(Waiting {
            first, mut behind, ..
        }) = self.waiting.take()
        {
            behind.push_front(first);
            self.perform(behind.into());
            self.changed = true;
        }
    }

    /// Plays a step back, or again. A save that still waits for the file is all that an undo takes back then.
    pub(super) fn step(&mut self, way: &Effect) -> Result<()> {
        let (play, done, nothing): (fn(&mut Store, Stamp) -> Result<Stepped>, _, _) = match way {
            Effect::Undo => (Store::undo, "undone", "Nothing to undo."),
            _ => (Store::redo, "done again", "Nothing to do again."),
        };
        if self
            .waiting
            .take()
            .is_some_and(|it| matches!(it.first, Effect::Save(_)))
        {
            self.say("Not saved, and not to be saved: it was still waiting for the file.");
            return Ok(());
        }
        match play(&mut self.store, self.clock.now())? {
            Stepped::Done(label) => self.say(&format!("{done}: {label}")),
            Stepped::DoneBut(label, names) => {
                self.say(&format!("{done}: {label}. {}", Stepped::stay(&names)));
            }
            Stepped::Nothing => self.say(nothing),
            Stepped::Refused(label, why) => self.say(&format!("{label}: {why}")),
        }
        self.load();
        Ok(())
    }
}
