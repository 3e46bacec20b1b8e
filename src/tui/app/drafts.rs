//! What is typed and not saved is kept in the file every few seconds, and offered again by the next start when the program that
//! wrote it has ended without saving or leaving it.

use std::ops::{Deref, DerefMut};

use anyhow::Result;

use super::App;
use crate::{
    domain::Draft,
    sys,
    tui::{Route, Screen, texts::Texts},
};

/// There are at least so many seconds between two keepings.
const SECONDS: i64 = 3;

/// A screen that is open, where it leads from, and what of it stands in the file.
pub(super) struct Opened {
    screen: Box<dyn Screen>,
    route: Route,
    pub draft: Option<Kept>,
}

/// A draft as it stands in the file.
pub(super) struct Kept {
    pub id: i64,
    typed: Texts,
}

impl Opened {
    pub fn new(route: Route, screen: Box<dyn Screen>) -> Self {
        Self {
            screen,
            route,
            draft: None,
        }
    }
}

impl Deref for Opened {
    type Target = dyn Screen;

    fn deref(&self) -> &Self::Target {
        &*self.screen
    }
}

impl DerefMut for Opened {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut *self.screen
    }
}

/// When drafts were kept last.
#[derive(Debug, Default)]
pub(super) struct Keeping {
    /// Which running program this is.
    window: String,
    /// Drafts that are to be taken out: their screens were left.
    left: Vec<i64>,
    /// Seconds since 1970, and quiet seconds since.
    last: i64,
    quiet: i64,
}

impl Keeping {
    /// Nothing is kept yet by this running program.
    pub fn of(window: String) -> Self {
        Self {
            window,
            ..Self::default()
        }
    }
}

impl App {
    /// A second has passed without a key.
    pub(super) fn quiet_second(&mut self) {
        self.keeping.quiet += 1;
        self.keep_drafts_in_turn();
    }

    /// Keeps what is typed, when the last time is long enough ago.
    pub(super) fn keep_drafts_in_turn(&mut self) {
        let now = self.clock.now().seconds();
        let since = (now - self.keeping.last).abs();
        if since >= SECONDS || self.keeping.quiet >= SECONDS {
            self.keep_drafts();
        }
    }

    /// Keeps what is typed, as it stands now; what cannot be kept at this moment is tried again.
    pub fn keep_drafts(&mut self) {
        if self.lost.is_some() || self.store.reads_only().is_some() {
            return;
        }
        self.drop_left();
        for at in 0..self.screens.len() {
            if self.keep_draft(at).is_ok_and(|written| written) {
                self.keeping.last = self.clock.now().seconds();
                self.keeping.quiet = 0;
            }
        }
    }

    /// Keeps what is typed in one screen; true when that was written.
    fn keep_draft(&mut self, at: usize) -> Result<bool> {
        let opened = &mut self.screens[at];
        let typed = opened.screen.draft();
        if typed.as_ref() == opened.draft.as_ref().map(|kept| &kept.typed) {
            return Ok(false);
        }
        let Some(typed) = typed else {
            self.keeping
                .left
                .extend(opened.draft.take().map(|kept| kept.id));
            self.drop_left();
            return Ok(true);
        };
        let now = self.clock.now();
        let draft = Draft {
            id: opened.draft.as_ref().map_or(0, |kept| kept.id),
            window: self.keeping.window.clone(),
            customer: typed.customer,
            about: opened.screen.title(),
            form: serde_json::to_string(&opened.route)?,
            text: serde_json::to_string(&typed)?,
            at: now,
        };
        let id = self.store.keep_draft(&draft, now)?;
        // Of somebody who was forgotten meanwhile nothing is kept, and that is not tried at every key.
        let kept = id.is_some();
        let id = id.unwrap_or_default();
        opened.draft = Some(Kept { id, typed });
        Ok(kept)
    }

    /// A screen was left; what was typed there goes.
    pub(super) fn left(&mut self, opened: Option<Opened>) {
        let kept = opened.and_then(|opened| opened.draft);
        self.keeping.left.extend(kept.map(|kept| kept.id));
        self.drop_left();
    }

    fn drop_left(&mut self) {
        let left = std::mem::take(&mut self.keeping.left);
        if !left.is_empty() && self.store.drop_drafts(&left).is_err() {
            // Somebody is writing just now.
            self.keeping.left = left;
        }
    }

    /// Drops drafts that nobody wants any more.
    pub(super) fn drop_drafts(&mut self, ids: &[i64]) {
        match self.store.drop_drafts(ids) {
            Ok(()) => self.say("Dropped."),
            Err(error) => self.say(&format!("Not dropped: {error:#}")),
        }
        self.load();
    }

    /// Shows what was typed and not saved when a program ended, if there is any.
    pub(super) fn offer_drafts(&mut self) {
        let now = self.clock.now();
        let left = self.store.drafts().unwrap_or_default();
        let left = left.iter().any(|draft| is_left(draft, now.seconds()));
        if left && self.store.reads_only().is_none() {
            self.go(Route::Drafts);
        }
    }

    /// Opens what was typed and not saved, as it stood there.
    pub(super) fn resume(&mut self, draft: &Draft) {
        let read = serde_json::from_str(&draft.form).ok();
        let Some((route, typed)) = read.zip(serde_json::from_str::<Texts>(&draft.text).ok()) else {
            return self.say("This form is no longer there; what was typed stays on the list.");
        };
        match self.store.take_draft(draft, &self.keeping.window) {
            Ok(true) => {}
            Ok(false) => return self.say("Another window has opened it already."),
            Err(error) => return self.say(&format!("Not opened: {error:#}")),
        }
        self.go(route);
        let Some(top) = self.screens.last_mut() else {
            return;
        };
        top.resume(&typed);
        top.draft = Some(Kept {
            id: draft.id,
            typed,
        });
        self.follow();
    }
}

/// Was it left by a program that has ended?
pub fn is_left(draft: &Draft, now: i64) -> bool {
    !sys::may_live(&draft.window, now - draft.at.seconds())
}
