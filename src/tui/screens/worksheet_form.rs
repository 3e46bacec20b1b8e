//! The worksheet as a form: eight questions before a negotiation, what came of earlier ones, and its own outcome.

use anyhow::Result;

use super::sheet::{Edited, Sheet};
use crate::{
    domain::{
        Change, ComplaintId, Refusal, Stamp, Worksheet, WorksheetId,
        worksheet::{QUESTIONS, precedents},
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
    let (field, name, asks) = QUESTIONS[at];
    lines(field, name, asks)
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

/// A worksheet being written.
#[derive(Debug)]
pub struct WorksheetForm {
    id: Option<WorksheetId>,
    complaint: Option<ComplaintId>,
    edited: Edited<Worksheet>,
    /// What came of earlier talks.
    before: String,
    form: Form,
}

impl WorksheetForm {
    /// The form of this worksheet, or of a new one about a complaint or about nothing yet.
    pub fn new(id: Option<WorksheetId>, complaint: Option<ComplaintId>) -> Self {
        Self {
            id,
            complaint,
            edited: Edited::default(),
            before: String::new(),
            form: Form::new(PARTS),
        }
    }

    /// The worksheet there is, else the last one about the complaint, else a new one.
    fn current(&self, store: &Store) -> Result<Option<Worksheet>> {
        if let Some(id) = self.id {
            return store.worksheet(id);
        }
        let complaint = match self.complaint {
            Some(id) => store.complaint(id)?,
            None => None,
        };
        let signed = (Stamp::EPOCH, store.who());
        Ok(Some(Worksheet::new(complaint.as_ref(), signed)))
    }

    fn after(&self, before: &Worksheet) -> Result<Worksheet, (&'static str, String)> {
        let value = |name: &str| self.form.value(name).trim().to_owned();
        let after = Worksheet {
            title: value("title"),
            outcome: value("outcome"),
            ..before.clone()
        };
        let after = after.answered(QUESTIONS.map(|(field, ..)| value(field)));
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
        "Worksheet: eight questions before you talk".to_owned()
    }

    fn typing(&self) -> bool {
        self.form.typing()
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        let current = self.current(store)?;
        self.before = precedents(&store.worksheets()?, self.id.unwrap_or_default(), now);
        if let Some(sheet) = self.edited.take(current, self.form.typed()) {
            self.form.keep("title", &sheet.title);
            for ((field, ..), answer) in QUESTIONS.iter().zip(sheet.answers()) {
                self.form.keep(field, answer);
            }
            self.form.keep("outcome", &sheet.outcome);
        }
        Ok(())
    }

    fn is_gone(&self) -> bool {
        self.edited.is_gone()
    }

    fn note(&mut self) {
        let words = match self.before.as_str() {
            "" => String::new(),
            before => format!("before: {before}"),
        };
        self.form.note("expected", 0, &words);
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
