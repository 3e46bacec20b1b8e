//! A field that names a customer: found by name, phone or number while it is typed.

use anyhow::Result;

use crate::{
    commands::{Context, Exit, Nobody, Style, who},
    domain::{Change, Customer, CustomerId, Promise, Stamp},
    store::Store,
    tui::{keymap::Action, widgets::Form},
};

/// What the field says, and whom it means.
#[derive(Debug, Clone, Default)]
pub struct Whose {
    /// The text that was looked for.
    text: String,
    /// Whom it means, as the form shows them and as they are called in it.
    found: Option<(CustomerId, String)>,
    /// Why it means nobody.
    why: String,
}

impl Whose {
    /// Whom it means until now.
    ///
    /// # Errors
    /// What the store says.
    pub fn of(customer: Option<CustomerId>, store: &Store) -> Result<Self> {
        let before = customer.map(|id| store.customer(id));
        let Some(before) = before.transpose()?.flatten() else {
            return Ok(Self::default());
        };
        let name = before.shown_name().to_owned();
        Ok(Self {
            text: name.clone(),
            found: Some((before.id, name)),
            why: String::new(),
        })
    }

    /// The text in the field.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The whole name of whoever is meant, to be put into the field.
    pub fn complete(&mut self) -> Option<&str> {
        let (_, name) = self.found.as_ref()?;
        name.clone_into(&mut self.text);
        Some(&self.text)
    }

    /// Takes whom the file has now into its field, unless another was typed there.
    ///
    /// # Errors
    /// What the store says.
    pub fn take(
        &mut self,
        customer: Option<CustomerId>,
        (field, form): (&str, &mut Form),
        store: &Store,
    ) -> Result<()> {
        let now = Self::of(customer, store)?;
        form.keep(field, &now.text);
        if form.value(field) == now.text {
            *self = now;
        }
        Ok(())
    }

    /// Tab and Enter put the whole name into the field `customer`.
    pub fn complete_in(&mut self, form: &mut Form, action: &Action) {
        if matches!(action, Action::NextField | Action::Enter)
            && form.focused() == "customer"
            && let Some(name) = self.complete()
        {
            form.set("customer", name);
        }
    }

    /// How the text is understood; nothing while it says so itself.
    pub fn words(&self) -> String {
        match &self.found {
            Some((_, name)) if *name == self.text => String::new(),
            Some((id, name)) => format!("{name} {id}"),
            None => self.why.clone(),
        }
    }

    /// Who is meant.
    ///
    /// # Errors
    /// The sentence why it is nobody, or several.
    pub fn who(&self) -> Result<Option<CustomerId>, String> {
        match &self.found {
            Some((id, _)) => Ok(Some(*id)),
            None if self.text.is_empty() => Ok(None),
            None => Err(format!("{}: write more of the name, or #12.", self.why)),
        }
    }

    /// Looks for whom another text means; `unfit` says why it cannot be the one found.
    ///
    /// # Errors
    /// What the store says.
    pub fn look(
        &mut self,
        text: &str,
        (store, now): (&Store, Stamp),
        unfit: impl Fn(&Customer) -> Result<Option<String>>,
    ) -> Result<()> {
        let text = text.trim();
        if text == self.text {
            return Ok(());
        }
        *self = Self {
            text: text.to_owned(),
            ..Self::default()
        };
        if text.is_empty() {
            return Ok(());
        }
        let context = Context {
            now,
            me: String::new(),
            style: Style::Columns,
            desk: &mut Nobody,
        };
        match who::find(text, store, &context)? {
            Err(report) if report.exit == Exit::Refused => "several fit".clone_into(&mut self.why),
            Err(_) => "nobody fits".clone_into(&mut self.why),
            Ok(found) => match unfit(&found)? {
                Some(why) => self.why = why,
                None => self.found = Some((found.id, found.shown_name().to_owned())),
            },
        }
        Ok(())
    }
}

/// The promises go to whoever the contact or complaint they were given in now belongs to; to nobody they cannot go.
pub fn moved(promises: &[Promise], customer: Option<CustomerId>) -> Vec<Change> {
    let Some(customer) = customer else {
        return Vec::new();
    };
    let others = promises.iter().filter(|it| it.customer != customer);
    others
        .map(|before| Change::EditPromise {
            before: before.clone(),
            after: Promise {
                customer,
                ..before.clone()
            },
        })
        .collect()
}
