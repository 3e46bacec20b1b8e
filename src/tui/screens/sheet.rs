//! What the forms have in common as screens; each form says only what is particular to it.

use anyhow::Result;
use ratatui::{Frame, layout::Rect, widgets::Paragraph};

use crate::{
    domain::{Change, CustomerId, Refusal, Stamp, setting::initials},
    store::{Applied, Store},
    tui::{
        Effect, Screen,
        keymap::{Action, FORM, Layers},
        text::safe,
        texts::Texts,
        theme::Theme,
        widgets::{
            Filled, Form,
            flow::flow,
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

    /// How many rows the quiet word may take.
    fn notice_rows(&self) -> u16 {
        1
    }

    /// Called before the fields take an action; a field that completes what was typed does so here.
    fn complete(&mut self, _action: &Action) {}

    /// Says beside the fields how they are understood.
    fn note(&mut self);

    /// The writes for what was typed, or the sentence at the field that is wrong.
    fn save(&mut self) -> Vec<Effect>;

    /// Whom it is about, where that is one customer.
    fn whom(&self) -> Option<CustomerId> {
        None
    }

    /// Has another window taken out what is edited here?
    fn is_gone(&self) -> bool {
        false
    }

    /// What follows when it is saved.
    fn saved(&mut self, _applied: &Applied) -> Vec<Effect> {
        vec![Effect::Back]
    }
}

/// A form as a screen.
#[derive(Debug)]
pub struct FormScreen<S>(pub S);

impl<S: Sheet> FormScreen<S> {
    /// Saves; first it is told where another window wrote, too, and asked whether what is gone shall become a new one.
    fn save(&mut self) -> Vec<Effect> {
        if let Some(label) = self.0.form().tell_theirs() {
            return vec![Effect::Say(twice_written(label))];
        }
        let effects = self.0.save();
        if !self.0.is_gone() {
            return effects;
        }
        let typed = self.0.form().typed();
        let saved = effects.into_iter().map(|effect| match effect {
            Effect::Save(changes) => save_anew(changes),
            Effect::Back if typed => vec![Effect::Say(GONE.to_owned())],
            other => vec![other],
        });
        saved.flatten().collect()
    }
}

const GONE: &str = "What this is about is no longer there; your text stays here as long as you do.";

/// Asks whether what another window took out is saved as a new one.
pub fn save_anew(changes: Vec<Change>) -> Vec<Effect> {
    let anew = changes.into_iter().filter_map(Change::anew).collect();
    let question = "Another window took this out meanwhile. Save what stands here as a new one?";
    vec![Effect::Ask(question.to_owned(), vec![Effect::Save(anew)])]
}

/// The sentence for a field that two windows wrote, and how to choose.
pub fn twice_written(label: &str) -> String {
    format!(
        "{} was changed in another window meanwhile; nothing was saved. Ctrl-T takes what stands there now, Ctrl-S again saves yours.",
        label.trim()
    )
}

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
            Filled::Save => self.save(),
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

    fn draft(&mut self) -> Option<Texts> {
        let customer = self.0.whom();
        let form = self.0.form();
        form.typed().then(|| Texts {
            customer,
            ..form.texts()
        })
    }

    fn resume(&mut self, typed: &Texts) {
        self.0.form().resume(typed);
        self.0.note();
    }

    fn saved(&mut self, applied: &Applied) -> Vec<Effect> {
        self.0.saved(applied)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let mut heading = self.0.heading();
        if self.0.is_gone() {
            heading += " · another window took it out";
        }
        rule(frame, area, theme, &heading);
        let (mut fields, notice) = (below(area), self.0.notice());
        let most = self.0.notice_rows();
        if !notice.is_empty() && fields.height > most {
            let width = usize::from(area.width.saturating_sub(1));
            let words = flow(&[(safe(&notice), theme.accent)], width, most.into());
            let rows = u16::try_from(words.len()).unwrap_or(most);
            fields.height -= rows;
            let place = Rect::new(
                area.x + 1,
                fields.bottom(),
                area.width.saturating_sub(1),
                rows,
            );
            frame.render_widget(Paragraph::new(words), place.intersection(area));
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
    /// Another window took it out.
    gone: bool,
}

impl<T> Default for Edited<T> {
    fn default() -> Self {
        Self {
            read: None,
            newer: None,
            gone: false,
        }
    }
}

impl<T: Clone + PartialEq> Edited<T> {
    /// Takes what the file has now; gives that back when the fields are to show it. What is gone leaves them as they are.
    pub fn take(&mut self, current: Option<T>, typed: bool) -> Option<T> {
        self.gone = current.is_none();
        let current = current?;
        if Some(&current) == self.newer.as_ref().or(self.read.as_ref()) {
            return None;
        }
        if typed {
            self.newer = Some(current.clone());
        } else {
            (self.read, self.newer) = (Some(current.clone()), None);
        }
        Some(current)
    }

    /// Has another window taken it out?
    pub fn is_gone(&self) -> bool {
        self.gone
    }

    /// As the fields were filled.
    pub fn read(&self) -> Option<&T> {
        self.read.as_ref()
    }

    /// What a save goes on top of: what another window has saved since, else what was read.
    pub fn base(&self) -> Option<T> {
        self.newer.clone().or_else(|| self.read.clone())
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
            Ok(after) if after == before && !self.gone => vec![Effect::Back],
            Ok(after) => vec![Effect::Save(changes(before, after))],
        }
    }
}
