//! The worksheet as a form: eight questions before a negotiation, what came of earlier ones, and its own outcome.

use anyhow::Result;

use super::sheet::{Edited, Sheet};
use crate::{
    commands::worksheet::before,
    domain::{
        Change, ComplaintId, CustomerId, Refusal, Stamp, Worksheet, WorksheetId,
        worksheet::QUESTIONS,
    },
    store::Store,
    tui::{
        Effect,
        widgets::{
            Form,
            field::{Field, Part, lines, text},
        },
    },
};

const fn question(at: usize) -> Field {
    let (field, asks) = QUESTIONS[at];
    lines(field, field, asks)
}

const PARTS: &[Part] = &[
    Part::One(text(
        "title",
        "about",
        "what the talk is about, in one line",
    )),
    Part::One(question(0)),
    Part::One(question(1)),
    Part::One(question(2)),
    Part::One(question(3)),
    Part::One(question(4)),
    Part::One(question(5)),
    Part::One(question(6)),
    Part::One(question(7)),
    Part::One(lines(
        "outcome",
        "outcome",
        "afterwards: what came of it; the next worksheet shows it",
    )),
];

/// The question that asks what came of such talks before.
const ASKS_FOR_IT: &str = "expected";

/// A worksheet being written.
#[derive(Debug)]
pub struct WorksheetForm {
    id: Option<WorksheetId>,
    /// What a new one is about, or with whom.
    about: (Option<ComplaintId>, Option<CustomerId>),
    edited: Edited<Worksheet>,
    /// What the customer is called.
    called: String,
    /// What came of earlier talks, and what others got.
    before: Vec<String>,
    form: Form,
}

impl WorksheetForm {
    /// The form of this worksheet, or of a new one about a complaint, with a customer, or about nothing yet.
    pub fn new(id: Option<WorksheetId>, about: (Option<ComplaintId>, Option<CustomerId>)) -> Self {
        Self {
            id,
            about,
            edited: Edited::default(),
            called: String::new(),
            before: Vec::new(),
            form: Form::new(PARTS),
        }
    }

    /// The worksheet there is, else a new one.
    fn current(&self, store: &Store) -> Result<Option<Worksheet>> {
        if let Some(id) = self.id {
            return store.worksheet(id);
        }
        let complaint = self.about.0.map(|id| store.complaint(id)).transpose()?;
        let new = Worksheet::new(complaint.flatten().as_ref(), (Stamp::EPOCH, store.who()));
        Ok(Some(Worksheet {
            customer: new.customer.or(self.about.1),
            ..new
        }))
    }

    fn after(&self, before: &Worksheet) -> Result<Worksheet, (&'static str, String)> {
        let value = |name: &str| self.form.value(name).trim().to_owned();
        let after = Worksheet {
            title: value("title"),
            outcome: value("outcome"),
            ..before.clone()
        };
        let after = after.answered(QUESTIONS.map(|(field, _)| value(field)));
        let title = |refusal: Refusal| ("title", refusal.0);
        after.check().map_err(title)?;
        Ok(after)
    }
}

impl Sheet for WorksheetForm {
    fn form(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        match self.called.as_str() {
            "" => "Worksheet: eight questions before you talk".to_owned(),
            who => format!("Worksheet: eight questions before you talk with {who}"),
        }
    }

    fn typing(&self) -> bool {
        self.form.typing()
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        let current = self.current(store)?;
        if let Some(this) = &current {
            self.before = before(this, store, now)?;
            let with = this.customer.map(|id| store.customer(id)).transpose()?;
            let with = with.flatten();
            self.called = with.map_or_else(String::new, |it| it.called().to_owned());
        }
        if let Some(sheet) = self.edited.take(current, self.form.typed()) {
            self.form.keep("title", &sheet.title);
            for ((field, _), answer) in QUESTIONS.iter().zip(sheet.answers()) {
                self.form.keep(field, answer);
            }
            self.form.keep("outcome", &sheet.outcome);
        }
        Ok(())
    }

    fn is_gone(&self) -> bool {
        self.edited.is_gone()
    }

    fn whom(&self) -> Option<CustomerId> {
        self.edited.base()?.customer
    }

    /// What came of earlier talks stands below the question that asks for it.
    fn notice(&self) -> String {
        if self.form.focused() == ASKS_FOR_IT && !self.before.is_empty() {
            return format!("before: {}", self.before.join(" · "));
        }
        String::new()
    }

    fn notice_rows(&self) -> u16 {
        3
    }

    fn note(&mut self) {
        let words = self.before.first().map(|first| format!("before: {first}"));
        self.form.note(ASKS_FOR_IT, 0, &words.unwrap_or_default());
    }

    fn save(&mut self) -> Vec<Effect> {
        let Some(before) = self.edited.base() else {
            return vec![Effect::Back];
        };
        let after = self.after(&before);
        let changes = |before: Worksheet, after: Worksheet| match before.id.is_new() {
            true => vec![Change::Add(after.into())],
            false => vec![Change::edit(before, after)],
        };
        self.edited.save(&mut self.form, (before, after), changes)
    }
}
