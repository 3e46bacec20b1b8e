//! The form of a promise: what, until when, by whom.

use anyhow::Result;

use super::{
    sheet::{Edited, Sheet, signed},
    when,
};
use crate::{
    domain::{Change, CustomerId, Promise, PromiseId, Refusal, Stamp, phrase::promise_standing},
    store::Store,
    tui::{
        Effect,
        widgets::{
            Form,
            field::{Part, lines, text},
        },
    },
};

const PARTS: &[Part] = &[
    Part::One(lines("what", "promised", "what was promised")),
    Part::One(text(
        "due",
        "due",
        "a day: fri, +3d, 14.6., eom; empty for none",
    )),
    Part::One(text("by", "by", "initials of who gave it")),
];

/// A promise being edited.
#[derive(Debug)]
pub struct PromiseForm {
    id: PromiseId,
    edited: Edited<Promise>,
    called: String,
    form: Form,
    month_first: bool,
    now: Stamp,
}

impl PromiseForm {
    /// The form of this promise.
    pub fn new(id: PromiseId) -> Self {
        Self {
            id,
            edited: Edited::default(),
            called: String::new(),
            form: Form::new(PARTS),
            month_first: false,
            now: Stamp::EPOCH,
        }
    }

    fn after(&self, before: &Promise) -> Result<Promise, (&'static str, String)> {
        let value = |name: &str| self.form.value(name).trim().to_owned();
        let fail = |name| move |refusal: Refusal| (name, refusal.0);
        let due = when::read_due(&value("due"), self.now.day(), self.month_first);
        let after = Promise {
            what: value("what"),
            due: due.map_err(fail("due"))?,
            by: signed(&self.form, &before.by).map_err(fail("by"))?,
            ..before.clone()
        };
        after.check().map_err(fail("what"))?;
        Ok(after)
    }
}

impl Sheet for PromiseForm {
    fn form(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        match self.called.as_str() {
            "" => "Promise".to_owned(),
            called => format!("Promise to {called}"),
        }
    }

    fn typing(&self) -> bool {
        self.form.typing()
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        self.month_first = store.settings()?.month_first;
        let current = store.promise(self.id)?;
        if let Some(promise) = self.edited.take(current, self.form.typed()) {
            let customer = store.customer(promise.customer)?;
            self.called = customer.map_or_else(String::new, |it| it.called().to_owned());
            self.form.keep("what", &promise.what);
            let due = promise.due.map(|day| day.to_string());
            self.form.keep("due", &due.unwrap_or_default());
            self.form.keep("by", &promise.by);
        }
        Ok(())
    }

    fn whom(&self) -> Option<CustomerId> {
        Some(self.edited.base()?.customer)
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
        let changes = |before, after| vec![Change::EditPromise { before, after }];
        self.edited.save(&mut self.form, (before, after), changes)
    }

    fn heading(&self) -> String {
        match self.edited.read() {
            Some(promise) => {
                let (_, words) = promise_standing(promise, self.now.day());
                format!("{} · {words}", self.title())
            }
            None => self.title(),
        }
    }
}
