//! The form of a want, of thanks, of an extra, of feedback or of a purchase: the same fields as in the form of its line.

use anyhow::Result;

use super::{
    line::form::EntryForm,
    sheet::{Edited, Sheet},
    when,
};
use crate::{
    commands::line_context,
    domain::{
        Change, CustomerId, Kept, KeptId, Stamp,
        dates::day_words,
        line::{self, LineKind},
    },
    store::Store,
    tui::{Effect, keymap::Action, widgets::Form},
};

/// A row about a customer being edited.
#[derive(Debug)]
pub struct KeptForm {
    id: KeptId,
    edited: Edited<Kept>,
    called: String,
    entry: Option<EntryForm>,
    /// The fields as long as nothing was read.
    empty: Form,
    now: Stamp,
    month_first: bool,
}

impl KeptForm {
    /// The form of this row.
    pub fn new(id: KeptId) -> Self {
        Self {
            id,
            edited: Edited::default(),
            called: String::new(),
            entry: None,
            empty: Form::new(&[]),
            now: Stamp::EPOCH,
            month_first: false,
        }
    }

    /// The row as the form has it, behind a product that is new; nothing when a field is wrong and says so, or nothing was read.
    fn after(&mut self, before: &Kept) -> Option<(Vec<Change>, Kept)> {
        let form = self.entry.as_mut()?;
        let (entry, _) = form.entry()?;
        match entry.changes(before.customer(), None) {
            Ok(mut changes) => match changes.pop()? {
                Change::Add(row) => Some((changes, row.instead_of(before))),
                _ => None,
            },
            Err(refusal) => {
                form.fields().fail("text", 0, &refusal.0);
                None
            }
        }
    }
}

/// What the row is, and whose.
pub(super) fn title(id: KeptId, called: &str) -> String {
    let noun = match id {
        KeptId::Want(_) => "Want",
        KeptId::Thanks(_) => "Thanks",
        KeptId::Extra(_) => "Extra",
        KeptId::Feedback(_) => "Feedback",
        KeptId::Purchase(_) => "Purchase",
        KeptId::Offer(_) => "Offer",
        KeptId::Redemption(_) => "Reward",
    };
    match called {
        "" => noun.to_owned(),
        called => format!("{noun} · {called}"),
    }
}

/// The kind of line that makes such a row.
fn line_of(id: KeptId) -> LineKind {
    match id {
        KeptId::Purchase(_) => LineKind::Bought,
        KeptId::Feedback(_) => LineKind::Feedback,
        _ => LineKind::Thanks,
    }
}

impl Sheet for KeptForm {
    fn form(&mut self) -> &mut Form {
        match &mut self.entry {
            Some(entry) => entry.fields(),
            None => &mut self.empty,
        }
    }

    fn title(&self) -> String {
        title(self.id, &self.called)
    }

    fn typing(&self) -> bool {
        self.entry.as_ref().is_some_and(EntryForm::typing)
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        let typed = self.form().typed();
        let Some(row) = self.edited.take(store.kept(self.id)?, typed) else {
            return Ok(());
        };
        let customer = row.customer();
        let me = store.who().to_owned();
        let context = line_context(line_of(self.id), customer, store, (now, &me))?;
        match (line::of(&row, &context), &mut self.entry) {
            (Some(entry), Some(form)) => form.follow(entry),
            (Some(entry), None) => self.entry = EntryForm::again(entry, &context),
            (None, _) => {}
        }
        self.month_first = context.month_first;
        let whose = customer.map(|id| store.customer(id)).transpose()?.flatten();
        self.called = whose.map_or_else(String::new, |it| it.called().to_owned());
        Ok(())
    }

    fn whom(&self) -> Option<CustomerId> {
        self.edited.base()?.customer()
    }

    fn is_gone(&self) -> bool {
        self.edited.is_gone()
    }

    fn note(&mut self) {
        let (now, month_first) = (self.now, self.month_first);
        let day_only = matches!(self.id, KeptId::Purchase(_));
        let form = self.form();
        let at = when::read(&form.value("when"), now, (now, month_first));
        let words = at.map(|at| match day_only {
            true => day_words(at.day(), now.day()),
            false => when::words(at, now.day()),
        });
        form.note("when", 0, &words.unwrap_or_default());
        self.entry.iter_mut().for_each(EntryForm::note);
    }

    fn complete(&mut self, action: &Action) {
        if let Some(entry) = &mut self.entry {
            entry.complete(action);
        }
    }

    fn save(&mut self) -> Vec<Effect> {
        let Some(before) = self.edited.base() else {
            return vec![Effect::Back];
        };
        match self.after(&before) {
            None => Vec::new(),
            Some((_, after)) if after == before && !self.edited.is_gone() => vec![Effect::Back],
            Some((mut changes, after)) => {
                changes.push(Change::Edit { before, after });
                vec![Effect::Save(changes)]
            }
        }
    }
}
