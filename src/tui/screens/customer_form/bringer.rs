//! Who brought a customer: found by name, phone or number while it is typed.

use anyhow::Result;

use crate::{
    commands::{Context, Exit, Nobody, Style, who},
    domain::{Customer, CustomerId, Stamp},
    store::Store,
};

/// What the field of who brought them says, and whom it means.
#[derive(Debug, Clone, Default)]
pub struct Bringer {
    /// The text that was looked for.
    text: String,
    /// Whom it means, as the form shows them and as they are called in it.
    found: Option<(CustomerId, String)>,
    /// Why it means nobody.
    why: String,
}

impl Bringer {
    /// Whoever brought the customer until now.
    ///
    /// # Errors
    /// What the store says.
    pub fn of(customer: &Customer, store: &Store) -> Result<Self> {
        let before = customer.referred_by.map(|id| store.customer(id));
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

    /// Looks for whom another text means; `own` is the customer of the form, whom nobody brought through themselves.
    ///
    /// # Errors
    /// What the store says.
    pub fn look(
        &mut self,
        text: &str,
        own: CustomerId,
        (store, now): (&Store, Stamp),
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
            Ok(found) if leads_to(&found, own, store)? => {
                self.why = format!("{} came through this customer", found.called());
            }
            Ok(found) => self.found = Some((found.id, found.shown_name().to_owned())),
        }
        Ok(())
    }
}

/// Is `own` this customer, or did `own` bring them, or whoever brought them?
fn leads_to(found: &Customer, own: CustomerId, store: &Store) -> Result<bool> {
    let mut seen = vec![found.id];
    let mut next = found.referred_by;
    while let Some(id) = next.filter(|id| !seen.contains(id)) {
        seen.push(id);
        next = store
            .customer(id)?
            .and_then(|customer| customer.referred_by);
    }
    Ok(seen.contains(&own))
}
