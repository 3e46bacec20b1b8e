//! The form of one who serves: initials, name, and what they may give away without asking.

use anyhow::Result;

use super::sheet::{Edited, Sheet};
use crate::{
    domain::{
        Change, Currency, Refusal, Settings, Staff, StaffId, Stamp,
        setting::initials,
        staff::{read_limit, read_remedies},
    },
    store::Store,
    tui::{
        Effect,
        widgets::{
            Form,
            field::{Part, choice, text},
        },
    },
};

const PARTS: &[Part] = &[
    Part::One(text("initials", "initials", "one to four letters, like SK")),
    Part::One(text("name", "name", "may stay empty")),
    Part::One(choice("owner", "owner", &["no", "yes"])),
    Part::One(text(
        "limit",
        "remedy limit",
        "what one remedy may cost at most, like 20.00; empty for no limit",
    )),
    Part::One(text(
        "remedies",
        "may give",
        "refund, replacement, repair, credit, discount, gift; empty for all",
    )),
];

/// Somebody on the staff list being edited.
#[derive(Debug)]
pub struct StaffForm {
    id: Option<StaffId>,
    edited: Edited<Staff>,
    others: Vec<Staff>,
    currency: Currency,
    /// What they did well, newest first, as it is read.
    kudos: Vec<String>,
    form: Form,
}

impl StaffForm {
    /// The form of this entry, or of a new one.
    pub fn new(id: Option<StaffId>) -> Self {
        Self {
            id,
            edited: Edited::default(),
            others: Vec::new(),
            currency: Settings::default().currency,
            kudos: Vec::new(),
            form: Form::new(PARTS),
        }
    }

    fn after(&self, before: &Staff) -> Result<Staff, (&'static str, String)> {
        let value = |name: &str| self.form.value(name).trim().to_owned();
        let fail = |name| move |refusal: Refusal| (name, refusal.0);
        let after = Staff {
            id: before.id,
            initials: initials(&value("initials")).map_err(fail("initials"))?,
            name: value("name"),
            owner: value("owner") == "yes",
            limit: read_limit(&value("limit"), &self.currency).map_err(fail("limit"))?,
            remedies: read_remedies(&value("remedies")).map_err(fail("remedies"))?,
        };
        after.check().map_err(fail("limit"))?;
        after.check_among(&self.others).map_err(fail("initials"))?;
        Ok(after)
    }
}

impl Sheet for StaffForm {
    fn form(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        match self.edited.read() {
            Some(one) if !one.initials.is_empty() => format!("Staff · {}", one.initials),
            _ => "One more on the staff list".to_owned(),
        }
    }

    fn typing(&self) -> bool {
        self.form.typing()
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.currency = store.settings()?.currency;
        self.others = store.staff()?;
        let known = self.others.iter().find(|one| Some(one.id) == self.id);
        let current = match self.id {
            Some(_) => known.cloned(),
            None => Some(Staff {
                id: StaffId::NEW,
                initials: String::new(),
                name: String::new(),
                owner: false,
                limit: None,
                remedies: Vec::new(),
            }),
        };
        if let Some(one) = self.edited.take(current, self.form.typed()) {
            let kudos = store.kudos()?.into_iter();
            let kudos = kudos.filter(|it| it.staff == one.initials);
            self.kudos = kudos.map(|it| it.words(now)).collect();
            let limit = one.limit.map(|limit| self.currency.show(limit));
            let remedies: Vec<&str> = one.remedies.iter().map(|it| it.word()).collect();
            for (name, value) in [
                ("initials", one.initials.as_str()),
                ("name", &one.name),
                ("owner", if one.owner { "yes" } else { "no" }),
                ("limit", &limit.unwrap_or_default()),
                ("remedies", &remedies.join(", ")),
            ] {
                self.form.keep(name, value);
            }
        }
        Ok(())
    }

    fn is_gone(&self) -> bool {
        self.edited.is_gone()
    }

    fn notice(&self) -> String {
        self.kudos.join("  ")
    }

    fn notice_rows(&self) -> u16 {
        3
    }

    fn note(&mut self) {
        let beside = match self.form.value("owner").as_str() {
            "yes" => "may give anything, and bend a rule",
            _ => "",
        };
        self.form.note("owner", 0, beside);
    }

    fn save(&mut self) -> Vec<Effect> {
        let Some(before) = self.edited.base() else {
            return vec![Effect::Back];
        };
        let after = self.after(&before);
        let changes = |before: Staff, after: Staff| match before.id.is_new() {
            true => vec![Change::Add(after.into())],
            false => vec![Change::edit(before, after)],
        };
        self.edited.save(&mut self.form, (before, after), changes)
    }
}
