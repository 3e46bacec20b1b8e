//! The form of an action: what the shop changes so that a cause does not come back, until when, by whom.

use anyhow::Result;

use super::{
    sheet::{Edited, Sheet, signed},
    when,
};
use crate::{
    domain::{Action, ActionId, ActionKind, Change, ComplaintId, Refusal, Stamp},
    store::Store,
    tui::{
        Effect,
        widgets::{
            Form,
            field::{Part, choice, lines, text},
        },
    },
};

const PARTS: &[Part] = &[
    Part::One(choice(
        "kind",
        "we change",
        &[
            "process",
            "training",
            "conduct",
            "authority",
            "supplier",
            "product",
            "stock",
            "wording",
        ],
    )),
    Part::One(lines(
        "what",
        "what",
        "what you change so that it does not happen again",
    )),
    Part::One(text(
        "due",
        "due",
        "a day: fri, +3d, 14.6., eom; empty for none",
    )),
    Part::One(text("by", "by", "initials of who sees to it")),
];

/// An action being written down or edited.
#[derive(Debug)]
pub struct ActionForm {
    id: Option<ActionId>,
    complaint: Option<ComplaintId>,
    edited: Edited<Action>,
    /// The words of the cause it is against.
    against: String,
    form: Form,
    month_first: bool,
    now: Stamp,
}

impl ActionForm {
    /// The form of this action, or of a new one because of this complaint.
    pub fn new(id: Option<ActionId>, complaint: Option<ComplaintId>) -> Self {
        Self {
            id,
            complaint,
            edited: Edited::default(),
            against: String::new(),
            form: Form::new(PARTS),
            month_first: false,
            now: Stamp::EPOCH,
        }
    }

    /// A new action, against the cause of its complaint.
    fn fresh(&self, store: &Store) -> Result<Action> {
        let complaint = self.complaint.map(|id| store.complaint(id)).transpose()?;
        Ok(Action::because_of(
            complaint.flatten().as_ref(),
            store.who(),
        ))
    }

    fn after(&self, before: &Action) -> Result<Action, (&'static str, String)> {
        let value = |name: &str| self.form.value(name).trim().to_owned();
        let fail = |name| move |refusal: Refusal| (name, refusal.0);
        let due = when::read_due(&value("due"), self.now.day(), self.month_first);
        let after = Action {
            kind: ActionKind::from_word(&value("kind")).unwrap_or(before.kind),
            what: value("what"),
            due: due.map_err(fail("due"))?,
            by: signed(&self.form, &before.by).map_err(fail("by"))?,
            ..before.clone()
        };
        after.check().map_err(fail("what"))?;
        Ok(after)
    }
}

impl Sheet for ActionForm {
    fn form(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        match self.id {
            None => "An action: what do we change?".to_owned(),
            Some(_) => "Action".to_owned(),
        }
    }

    fn heading(&self) -> String {
        match self.against.as_str() {
            "" => self.title(),
            cause => format!("{} · against: {cause}", self.title()),
        }
    }

    fn typing(&self) -> bool {
        self.form.typing()
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        self.month_first = store.settings()?.month_first;
        let current = match self.id {
            Some(id) => store.action(id)?,
            None => Some(self.fresh(store)?),
        };
        if let Some(action) = self.edited.take(current, self.form.typed()) {
            let causes = store.causes()?.into_iter();
            let mut against = causes.filter(|it| Some(it.id()) == action.cause);
            self.against = against.next().map_or_else(String::new, |it| it.cause.text);
            let due = action.due.map(|day| day.to_string()).unwrap_or_default();
            for (name, value) in [
                ("kind", action.kind.word()),
                ("what", &action.what),
                ("due", &due),
                ("by", &action.by),
            ] {
                self.form.keep(name, value);
            }
        }
        Ok(())
    }

    fn is_gone(&self) -> bool {
        self.edited.is_gone()
    }

    fn note(&mut self) {
        let today = self.now.day();
        let words = when::due_words(&self.form.value("due"), today, self.month_first);
        self.form.note("due", 0, &words);
    }

    fn save(&mut self) -> Vec<Effect> {
        let Some(before) = self.edited.base() else {
            return vec![Effect::Back];
        };
        let after = self.after(&before);
        let changes = |before: Action, after: Action| match before.id.is_new() {
            true => vec![Change::Add(after.into())],
            false => vec![Change::edit(before, after)],
        };
        self.edited.save(&mut self.form, (before, after), changes)
    }
}
