//! While somebody new is written down: who is in the shop already and looks like them. A quiet line; nothing waits for it.

use anyhow::Result;

use super::fill;
use crate::{
    commands::find::Search,
    domain::{Customer, CustomerId, Email, Phone, Stamp},
    search::alike::Because,
    store::Store,
    tui::{
        keymap::{Action, Binding, key},
        widgets::Form,
    },
};

/// While somebody is found.
pub const KEYS: &[Binding] = &[key(
    "Ctrl-O",
    Action::Customer,
    "go on with who is known already, with what you typed put in",
)
.footer("that is them")];

/// So many of those a search finds are looked at.
const LOOKED_AT: usize = 20;

/// Fewer letters or digits than this find half of the shop.
const ENOUGH: usize = 5;

/// Who looks like what stands in the form.
#[derive(Debug, Default)]
pub struct Known {
    /// What was looked for.
    draft: Customer,
    found: Option<(CustomerId, String)>,
    taken: bool,
}

impl Known {
    /// Who it is.
    pub fn found(&self) -> Option<CustomerId> {
        self.found.as_ref().map(|(id, _)| *id)
    }

    /// The line below the form; empty for nobody.
    pub fn words(&self) -> String {
        match &self.found {
            Some((_, words)) => format!("Looks like {words}. Ctrl-O goes on with them."),
            None => String::new(),
        }
    }

    /// That is them.
    pub fn take(&mut self) {
        self.taken = self.found.is_some();
    }

    /// Who was taken, once.
    pub fn taken(&mut self) -> Option<CustomerId> {
        let taken = std::mem::take(&mut self.taken);
        let (id, _) = self.found.take_if(|_| taken)?;
        Some(id)
    }

    /// Looks for whoever looks like what stands in the form; true when that is another answer than before.
    ///
    /// # Errors
    /// What the store says.
    pub fn look(&mut self, form: &Form, (store, now): (&Store, Stamp)) -> Result<bool> {
        let draft = draft(form);
        if draft == self.draft {
            return Ok(false);
        }
        let among = candidates(&draft, store, now)?;
        let found = store.alike_to(&draft, &among)?.into_iter().next();
        self.draft = draft;
        let found = found.map(|(customer, because, _)| {
            let why = because.first().map(Because::words).unwrap_or_default();
            (customer.id, format!("{} ({why})", customer.shown_name()))
        });
        let other = found != self.found;
        self.found = found;
        Ok(other)
    }
}

/// What stands in the form by which somebody is known again.
pub fn draft(form: &Form) -> Customer {
    let text = |name: &str| form.value(name).trim().to_owned();
    let phones = form.rows("phones").into_iter().map(|row| Phone {
        raw: row.value("phone").trim().to_owned(),
        label: row.value("phone_label").trim().to_owned(),
        ..Phone::default()
    });
    let emails = form.rows("emails").into_iter().map(|row| Email {
        address: row.value("email").trim().to_owned(),
        label: row.value("email_label").trim().to_owned(),
        ..Email::default()
    });
    Customer {
        name: text("name"),
        call_me: text("call_me"),
        company: text("company"),
        hook: text("hook"),
        phones: phones.filter(|it| !it.raw.is_empty()).collect(),
        emails: emails.filter(|it| !it.address.is_empty()).collect(),
        tags: fill::tags_of(&text("tags")),
        ..Customer::default()
    }
}

/// Whoever has one of the numbers, the e-mail, or a name like it.
fn candidates(draft: &Customer, store: &Store, now: Stamp) -> Result<Vec<CustomerId>> {
    let mut among = Vec::new();
    for phone in &draft.phones {
        if phone.raw.chars().filter(char::is_ascii_digit).count() >= ENOUGH {
            among.extend(store.with_phone_ending(&phone.raw)?);
        }
    }
    let emails = draft.emails.iter().map(|it| it.address.as_str());
    let texts = emails
        .filter(|it| it.contains('@'))
        .chain([draft.name.as_str()]);
    for text in texts.filter(|text| text.chars().count() >= ENOUGH) {
        let mut search = Search::new(text, false, store, now)?;
        let total = search.hits.total().min(LOOKED_AT);
        among.extend(search.hits.page(0..total).iter().map(|hit| hit.customer));
    }
    among.sort_unstable();
    among.dedup();
    Ok(among)
}
