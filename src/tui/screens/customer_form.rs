//! The form of a customer: everything that is simply true of them; a new one begins with what was typed into the find box.

mod fill;
pub(super) mod known;
mod parts;
mod read;
mod rebase;

use anyhow::{Error, Result};

use self::{known::Known, parts::PARTS, read::Calendar};
use super::{
    sheet::{Edited, Sheet},
    whose::Whose,
};
use crate::{
    commands::merging::Merging,
    domain::{Change, Customer, CustomerId, PartialDate, Stamp, Tier, dates::day_name, referral},
    store::{Applied, Store},
    tui::{
        Effect, Route,
        keymap::{Action, FORM, Layers},
        widgets::Form,
    },
};

/// A customer being written down or edited.
#[derive(Debug)]
pub struct CustomerForm {
    /// Who; `None` for a new one.
    id: Option<CustomerId>,
    /// It began as the form of a new one.
    is_new: bool,
    /// What was in the find box.
    found: String,
    edited: Edited<Customer>,
    bringer: Whose,
    /// Of a new one: who is in the shop already and looks like them.
    known: Known,
    form: Form,
    month_first: bool,
    /// The tier as it is computed.
    computed: Tier,
    now: Stamp,
}

impl CustomerForm {
    /// The form of this customer, or of a new one with a phone or name already typed.
    pub fn new(customer: Option<CustomerId>, typed: String) -> Self {
        Self {
            id: customer,
            is_new: customer.is_none(),
            found: typed,
            edited: Edited::default(),
            bringer: Whose::default(),
            known: Known::default(),
            form: Form::new(PARTS),
            month_first: false,
            computed: Tier::B,
            now: Stamp::EPOCH,
        }
    }

    fn fill(&mut self, customer: Customer, store: &Store) -> Result<()> {
        self.form = Form::new(PARTS);
        self.bringer = Whose::of(customer.referred_by, store)?;
        fill::fill(&mut self.form, &customer, self.bringer.text());
        if self.id.is_none() {
            fill::typed(&mut self.form, &self.found);
        }
        Ok(())
    }

    fn calendar(&self) -> Calendar {
        Calendar {
            today: self.now.day(),
            month_first: self.month_first,
        }
    }

    /// Goes on with who is in the shop already: their form, with what was typed so far put in and nothing saved yet.
    fn take_over(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        let Some(known) = self.known.taken() else {
            return Ok(());
        };
        let draft = known::draft(&self.form);
        self.id = Some(known);
        self.form = Form::new(PARTS);
        self.edited = Edited::default();
        self.load(store, now)?;
        if let Some(customer) = self.edited.read() {
            let both = Merging::new(customer.clone(), draft).after();
            self.fill(both, store)?;
            self.form.touch();
        }
        self.note();
        Ok(())
    }

    /// How the rhythm is understood.
    fn check_in(&self) -> String {
        let days = read::check_in(&self.form.value("check_in"));
        let tier = Tier::from_word(&self.form.value("tier"));
        match days {
            Ok(Some(0)) => "never".to_owned(),
            Ok(Some(days)) => format!("every {days} days"),
            Ok(None) => format!("as for tier {}", tier.unwrap_or(self.computed)),
            Err(_) => String::new(),
        }
    }

    /// Puts the edit on top of what another window has saved meanwhile, once the user was told of that.
    fn on_top(&mut self, before: Customer, after: Customer) -> (Customer, Customer) {
        let base = self.edited.base();
        match base.filter(|newer| *newer != before) {
            Some(newer) => {
                let after = rebase::rebase(&before, after, &newer);
                (newer, after)
            }
            None => (before, after),
        }
    }
}

impl Sheet for CustomerForm {
    fn form(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        match self.edited.read() {
            Some(before) if self.id.is_some() => format!("Edit {}", before.called()),
            _ => "New customer".to_owned(),
        }
    }

    fn typing(&self) -> bool {
        self.form.typing()
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        self.month_first = store.settings()?.month_first;
        self.computed = match self.id {
            Some(id) => store.buyers(now)?.tier(id, None),
            None => Tier::B,
        };
        let current = match self.id {
            Some(id) => store.customer(id)?,
            None => Some(Customer::default()),
        };
        let typed = self.form.typed();
        match (self.edited.take(current, typed), self.edited.read()) {
            (Some(newer), Some(read)) if typed => {
                fill::follow(&mut self.form, read, &newer);
                let field = ("bringer", &mut self.form);
                self.bringer.take(newer.referred_by, field, store)?;
            }
            (Some(customer), _) => self.fill(customer, store)?,
            (None, _) => {}
        }
        Ok(())
    }

    fn keys(&self) -> Layers {
        match self.known.found() {
            Some(_) => &[known::KEYS, FORM],
            None => &[FORM],
        }
    }

    fn notice(&self) -> String {
        self.known.words()
    }

    fn idle(&mut self, store: &mut Store, now: Stamp) -> Result<bool> {
        match self.id {
            None => self.known.look(&self.form, (store, now)),
            Some(_) => Ok(false),
        }
    }

    fn whom(&self) -> Option<CustomerId> {
        self.id
    }

    fn is_gone(&self) -> bool {
        self.edited.is_gone()
    }

    fn note(&mut self) {
        let calendar = self.calendar();
        let name = |day| day_name(day, calendar.today);
        let day =
            |read: Result<Option<_>, String>| read.ok().flatten().map_or_else(String::new, name);
        let value = |field: &str| self.form.value(field);
        let birthday = read::birthday(&value("birthday"), calendar).ok().flatten();
        let birthday = birthday.map(PartialDate::words).unwrap_or_default();
        let mut notes = vec![
            ("birthday", 0, birthday.clone()),
            ("since", 0, day(read::since(&value("since"), calendar))),
            ("until", 0, day(read::coming(&value("until"), calendar))),
            ("lost", 0, day(read::past(&value("lost"), calendar))),
            ("bringer", 0, self.bringer.words()),
            ("check_in", 0, self.check_in()),
        ];
        for (group, field) in [("likes", "ended"), ("rules", "consent")] {
            for row in self.form.rows(group) {
                notes.push((field, row.at, day(read::past(row.value(field), calendar))));
            }
        }
        for (field, row, words) in notes {
            self.form.note(field, row, &words);
        }
        if self.form.value("birthday").trim() == birthday {
            self.form.note("birthday", 0, "");
        }
    }

    fn save(&mut self) -> Vec<Effect> {
        let Some(before) = self.edited.read().cloned() else {
            return vec![Effect::Say("This customer is no longer there.".to_owned())];
        };
        let read = read::read(&self.form, &before, self.calendar());
        let read = read.and_then(|after| {
            let referred_by = self.bringer.who().map_err(|why| ("bringer", 0, why))?;
            Ok(Customer {
                referred_by,
                ..after
            })
        });
        let after = match read {
            Ok(after) => after,
            Err((field, row, sentence)) => {
                self.form.fail(field, row, &sentence);
                return Vec::new();
            }
        };
        if self.id.is_none() {
            return vec![Effect::Save(vec![Change::AddCustomer(Box::new(after))])];
        }
        if after == before && !self.edited.is_gone() {
            return vec![Effect::Back, Effect::Say("Nothing was changed.".to_owned())];
        }
        let (before, after) = self.on_top(before, after);
        vec![Effect::Save(vec![Change::EditCustomer {
            before: Box::new(before),
            after: Box::new(after),
        }])]
    }

    fn follow(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.take_over(store, now)?;
        let own = self.id.unwrap_or_default();
        let circle = |found: &Customer| {
            let brought_by = |id| Ok(store.customer(id)?.and_then(|it| it.referred_by));
            let circle = referral::leads_to::<Error>(found.id, own, brought_by)?;
            Ok(circle.then(|| format!("{} came through this customer", found.called())))
        };
        let text = self.form.value("bringer");
        self.bringer.look(&text, (store, now), circle)?;
        self.form.note("bringer", 0, &self.bringer.words());
        Ok(())
    }

    fn saved(&mut self, applied: &Applied) -> Vec<Effect> {
        let new = applied.ids.first().filter(|_| self.is_new);
        let profile = new.map(|id| {
            let customer = CustomerId(*id);
            let list = vec![customer];
            Effect::Go(Route::Profile { customer, list })
        });
        std::iter::once(Effect::Back).chain(profile).collect()
    }

    fn complete(&mut self, action: &Action) {
        if *action == Action::Customer {
            self.known.take();
        }
        if matches!(action, Action::NextField | Action::Enter)
            && self.form.focused() == "bringer"
            && let Some(name) = self.bringer.complete()
        {
            self.form.set("bringer", name);
        }
    }
}
