//! The data file while it is open: only to be read, changed over by a newer program, or taken away.

use std::path::PathBuf;

use anyhow::Result;

use super::{App, Question};
use crate::{
    paths,
    store::{Conflict, Store},
    sys,
    tui::Effect,
};

impl App {
    /// Looks where the file stands; the header says what is out of the ordinary.
    pub(super) fn look_at_file(&mut self) {
        self.lost = match self.store.look_at_file() {
            Err(error) => lost(&error),
            Ok(()) => None,
        };
        let state = match (&self.lost, self.store.reads_only()) {
            (Some(_), _) => "file gone",
            (None, Some(_)) => "read only",
            (None, None) => "",
        };
        self.changed |= self.header.state != state;
        self.header.state = state;
    }

    /// Is nothing to be written now? Then the sentence is said, or the way out offered.
    pub(super) fn stopped(&mut self) -> bool {
        self.look_at_file();
        if let Some(sentence) = self.lost.clone() {
            self.offer_rescue(&sentence);
            return true;
        }
        let why = self
            .store
            .reads_only()
            .map(|why| format!("This shop can only be read, because {why}."));
        why.as_deref().is_some_and(|why| {
            self.say(why);
            true
        })
    }

    /// Asks whether everything shall go into a new file.
    pub(super) fn offer_rescue(&mut self, sentence: &str) {
        let question = format!(
            "{sentence} Nothing is saved any more. Write everything into a new file, and go on there?"
        );
        self.changed = true;
        self.question = Some(Question {
            sentence: question,
            yes: vec![Effect::Rescue],
            of_job: false,
        });
    }

    /// Writes everything into a new file, and goes on in that.
    pub(super) fn rescue(&mut self) {
        match self.go_on_in_copy() {
            Ok(copy) => self.say(&format!(
                "Everything is in {} now, and this window goes on there. What was typed and not saved: save it again.",
                copy.display()
            )),
            Err(error) => self.say(&format!("No copy was written: {error:#}")),
        }
    }

    fn go_on_in_copy(&mut self) -> Result<PathBuf> {
        let beside = self.store.path().and_then(|path| path.parent());
        let mut folders: Vec<PathBuf> = beside.map(PathBuf::from).into_iter().collect();
        if let Some(data) = paths::data_file()?.parent() {
            // A folder that cannot be made is left out by the copying itself.
            let _ = sys::make_private_folder(data);
            folders.push(data.to_owned());
        }
        folders.extend(std::env::home_dir());
        let copy = self.store.rescue(&folders, self.clock.now())?;
        let who = self.store.who().to_owned();
        self.store = Store::open(&copy)?;
        self.store.set_who(&who);
        self.version = u64::MAX;
        self.look_at_file();
        self.load();
        Ok(copy)
    }
}

/// What became of the file, if that is why something was not done.
pub(super) fn lost(error: &anyhow::Error) -> Option<String> {
    match error.downcast_ref() {
        Some(Conflict::Lost(sentence)) => Some(sentence.clone()),
        _ => None,
    }
}
