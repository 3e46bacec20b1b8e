//! The form of what was written down when a complaint came in; the record of its steps stays as it is.

use anyhow::Result;

use super::{
    sheet::{Edited, Sheet, signed},
    when,
    whose::{self, Whose},
};
use crate::{
    domain::{Change, Complaint, ComplaintId, CustomerId, Heat, Promise, Refusal, Source, Stamp},
    store::Store,
    tui::{
        Effect,
        keymap::Action,
        widgets::{
            Form,
            field::{Part, choice, lines, text},
        },
    },
};

const PARTS: &[Part] = &[
    Part::One(lines("what", "what happened", "what went wrong")),
    Part::One(lines(
        "wants",
        "they want",
        "what would put it right, in their words",
    )),
    Part::One(choice("heat", "heat", &["calm", "upset", "furious"])),
    Part::One(choice(
        "source",
        "how we know",
        &["direct", "overheard", "second-hand", "review", "observed"],
    )),
    Part::One(text(
        "told_others",
        "told others",
        "whom else they told; empty when not known",
    )),
    Part::One(text("about", "about", "the product or purchase")),
    Part::One(text(
        "category",
        "category",
        "the kind of trouble, one of your own words",
    )),
    Part::One(text(
        "opened",
        "heard of it",
        "a day, a time, or both: yesterday 14:30",
    )),
    Part::One(text("by", "by", "initials of who wrote it down")),
    Part::One(text(
        "customer",
        "customer",
        "a name, a phone or #12; empty when nobody gave a name",
    )),
];

/// A complaint's own fields being edited.
#[derive(Debug)]
pub struct ComplaintForm {
    id: ComplaintId,
    edited: Edited<Complaint>,
    whose: Whose,
    /// Promises given in it; they go to its customer with it.
    promises: Vec<Promise>,
    form: Form,
    month_first: bool,
    now: Stamp,
}

impl ComplaintForm {
    /// The form of this complaint.
    pub fn new(id: ComplaintId) -> Self {
        Self {
            id,
            edited: Edited::default(),
            whose: Whose::default(),
            promises: Vec::new(),
            form: Form::new(PARTS),
            month_first: false,
            now: Stamp::EPOCH,
        }
    }

    fn fill(&mut self, complaint: &Complaint) {
        for (name, value) in [
            ("what", complaint.what.as_str()),
            ("wants", &complaint.wants),
            ("heat", complaint.heat.word()),
            ("source", complaint.source.word()),
            ("told_others", &complaint.told_others),
            ("about", &complaint.about),
            ("category", &complaint.category),
            ("opened", &when::show(complaint.opened)),
            ("by", &complaint.by),
        ] {
            self.form.keep(name, value);
        }
    }

    fn opened(&self, before: Stamp) -> Result<Stamp, Refusal> {
        let calendar = (self.now, self.month_first);
        when::read(&self.form.value("opened"), before, calendar)
    }

    fn after(&self, before: &Complaint) -> Result<Complaint, (&'static str, String)> {
        let value = |name: &str| self.form.value(name).trim().to_owned();
        let fail = |name| move |refusal: Refusal| (name, refusal.0);
        let after = Complaint {
            opened: self.opened(before.opened).map_err(fail("opened"))?,
            by: signed(&self.form, &before.by).map_err(fail("by"))?,
            what: value("what"),
            wants: value("wants"),
            heat: Heat::from_word(&value("heat")).unwrap_or(before.heat),
            source: Source::from_word(&value("source")).unwrap_or(before.source),
            told_others: value("told_others"),
            about: value("about"),
            category: value("category"),
            customer: self.whose.who().map_err(|why| ("customer", why))?,
            ..before.clone()
        };
        after.check().map_err(fail("what"))?;
        Ok(after)
    }
}

impl Sheet for ComplaintForm {
    fn form(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        "Edit the complaint".to_owned()
    }

    fn typing(&self) -> bool {
        self.form.typing()
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        self.month_first = store.settings()?.month_first;
        let current = store.complaint(self.id)?;
        self.promises = store.promises_in(self.id)?;
        if let Some(complaint) = self.edited.take(current, self.form.typed()) {
            self.whose
                .take(complaint.customer, ("customer", &mut self.form), store)?;
            self.fill(&complaint);
        }
        Ok(())
    }

    fn whom(&self) -> Option<CustomerId> {
        self.edited.base()?.customer
    }

    fn is_gone(&self) -> bool {
        self.edited.is_gone()
    }

    fn note(&mut self) {
        let before = self.edited.base().map_or(self.now, |it| it.opened);
        let opened = self
            .opened(before)
            .map(|at| when::words(at, self.now.day()));
        self.form.note("opened", 0, &opened.unwrap_or_default());
    }

    fn save(&mut self) -> Vec<Effect> {
        let Some(before) = self.edited.base() else {
            return vec![Effect::Back];
        };
        let after = self.after(&before);
        let changes = |before, after: Complaint| {
            let mut changes = whose::moved(&self.promises, after.customer);
            changes.insert(0, Change::EditComplaint { before, after });
            changes
        };
        self.edited.save(&mut self.form, (before, after), changes)
    }

    fn follow(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        let text = self.form.value("customer");
        self.whose.look(&text, (store, now), |_| Ok(None))?;
        self.form.note("customer", 0, &self.whose.words());
        Ok(())
    }

    fn complete(&mut self, action: &Action) {
        self.whose.complete_in(&mut self.form, action);
    }
}
