//! What the forms have in common as screens; each form says only what is particular to it.

use anyhow::Result;
use ratatui::{Frame, layout::Rect, text::Line};

use crate::{
    domain::{Change, Refusal, Stamp, setting::initials},
    store::{Applied, Store},
    text::safe,
    tui::{
        Effect, Screen,
        keymap::{Action, FORM, Layers},
        theme::Theme,
        widgets::{
            Filled, Form,
            rule::{below, rule},
        },
    },
};

/// One form: which fields, what they mean, what is saved.
pub trait Sheet {
    /// Its fields.
    fn form(&mut self) -> &mut Form;

    /// True while a letter is text for the field that has the cursor.
    fn typing(&self) -> bool;

    /// Its name, for the help.
    fn title(&self) -> String;

    /// What stands above the fields.
    fn heading(&self) -> String {
        self.title()
    }

    /// Reads what is edited, and fills the fields as long as nothing was typed.
    ///
    /// # Errors
    /// What the store says.
    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()>;

    /// Reads what the last key needs.
    ///
    /// # Errors
    /// What the store says.
    fn follow(&mut self, _store: &mut Store, _now: Stamp) -> Result<()> {
        Ok(())
    }

    /// Slower reading that must not hold up a key; true: paint again.
    ///
    /// # Errors
    /// What the store says.
    fn idle(&mut self, _store: &mut Store, _now: Stamp) -> Result<bool> {
        Ok(false)
    }

    /// The tables of keys that work now.
    fn keys(&self) -> Layers {
        &[FORM]
    }

    /// A quiet word below the fields; empty for none.
    fn notice(&self) -> String {
        String::new()
    }

    /// Called before the fields take an action; a field that completes what was typed does so here.
    fn complete(&mut self, _action: &Action) {}

    /// Says beside the fields how they are understood.
    fn note(&mut self);

    /// The writes for what was typed, or the sentence at the field that is wrong.
    fn save(&mut self) -> Vec<Effect>;

    /// What follows when it is saved.
    fn saved(&mut self, _applied: &Applied) -> Vec<Effect> {
        vec![Effect::Back]
    }
}

/// A form as a screen.
#[derive(Debug)]
pub struct FormScreen<S>(pub S);

impl<S: Sheet> Screen for FormScreen<S> {
    fn title(&self) -> String {
        self.0.title()
    }

    fn keys(&self) -> Layers {
        self.0.keys()
    }

    fn typing(&self) -> bool {
        self.0.typing()
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.0.load(store, now)?;
        self.0.note();
        Ok(())
    }

    fn unsaved(&mut self) -> bool {
        self.0.form().typed()
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        self.0.complete(&action);
        let filled = self.0.form().update(&action);
        self.0.note();
        match filled {
            Filled::Save => self.0.save(),
            Filled::Leave(effect) => vec![effect],
            Filled::Edited | Filled::Other => Vec::new(),
        }
    }

    fn follow(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.0.follow(store, now)
    }

    fn idle(&mut self, store: &mut Store, now: Stamp) -> Result<bool> {
        self.0.idle(store, now)
    }

    fn saved(&mut self, applied: &Applied) -> Vec<Effect> {
        self.0.saved(applied)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        rule(frame, area, theme, &self.0.heading());
        let (mut fields, notice) = (below(area), self.0.notice());
        if !notice.is_empty() && fields.height > 1 {
            fields.height -= 1;
            let place = Rect::new(area.x, fields.bottom(), area.width, 1);
            let words = safe(&notice).fit(usize::from(area.width.saturating_sub(1)));
            frame.render_widget(Line::styled(format!(" {words}"), theme.accent), place);
        }
        self.0.form().view(frame, fields, theme);
    }
}

/// The initials in the field "by"; those that stand there already are kept as they are.
///
/// # Errors
/// The sentence that says what initials are.
pub fn signed(form: &Form, before: &str) -> Result<String, Refusal> {
    let by = form.value("by").trim().to_owned();
    if by.is_empty() || by == before {
        return Ok(by);
    }
    initials(&by)
}

/// What a form edits: as this window read it, and as another one has saved it while fields were being typed.
#[derive(Debug)]
pub struct Edited<T> {
    read: Option<T>,
    newer: Option<T>,
    /// A save was tried, so that the newer state has been told.
    tried: bool,
}

impl<T> Default for Edited<T> {
    fn default() -> Self {
        Self {
            read: None,
            newer: None,
            tried: false,
        }
    }
}

impl<T: Clone + PartialEq> Edited<T> {
    /// Takes what the file has now; gives that back when the fields are to show it.
    pub fn take(&mut self, current: Option<T>, typed: bool) -> Option<T> {
        let known = if self.newer.is_some() {
            &self.newer
        } else {
            &self.read
        };
        if current == *known {
            return None;
        }
        if typed {
            self.newer.clone_from(&current);
        } else {
            self.read.clone_from(&current);
        }
        current
    }

    /// As the fields were filled.
    pub fn read(&self) -> Option<&T> {
        self.read.as_ref()
    }

    /// What a save goes on top of: what was read, and from the second try on what another window has saved since.
    pub fn base(&self) -> Option<T> {
        let newer = self.newer.clone().filter(|_| self.tried);
        newer.or_else(|| self.read.clone())
    }

    /// A save is asked for; if another window was first, the user is told now.
    pub fn tries(&mut self) {
        self.tried = true;
    }

    /// Saves what was typed over the base: the sentence at the field that is wrong, or the writes where anything is changed.
    pub fn save(
        &mut self,
        form: &mut Form,
        (before, after): (T, Result<T, (&'static str, String)>),
        changes: impl FnOnce(T, T) -> Vec<Change>,
    ) -> Vec<Effect> {
        match after {
            Err((field, sentence)) => {
                form.fail(field, 0, &sentence);
                Vec::new()
            }
            Ok(after) if after == before => vec![Effect::Back],
            Ok(after) => {
                self.tries();
                vec![Effect::Save(changes(before, after))]
            }
        }
    }
}
