//! A customer who is no longer there: taken out, or made one with another, who is one key away.

use anyhow::Result;

use crate::{
    domain::{Customer, CustomerId},
    store::Store,
    tui::{Effect, Route, text::safe},
};

/// Where somebody went who was shown before.
#[derive(Debug, Default)]
pub struct Merged {
    /// What they were called.
    name: String,
    /// Into whom they were merged, and what these are called.
    into: Option<(CustomerId, String)>,
}

impl Merged {
    /// Takes who was shown before, and who is there now.
    ///
    /// # Errors
    /// What the store says.
    pub fn follow(
        &mut self,
        (before, now): (Option<Customer>, Option<&Customer>),
        store: &Store,
    ) -> Result<()> {
        if now.is_some() {
            *self = Self::default();
        } else if let Some(before) = before {
            let into = store.merged_into(&before.uid)?;
            let into = into.map(|id| Ok::<_, anyhow::Error>((id, store.name(id)?)));
            before.shown_name().clone_into(&mut self.name);
            self.into = into.transpose()?;
        }
        Ok(())
    }

    /// What became of them, and what to press.
    pub fn sentence(&self) -> String {
        match &self.into {
            Some((_, name)) => format!(
                "{} was merged into {}. Enter goes there, u makes two of them again, Esc leaves.",
                safe(&self.name),
                safe(name)
            ),
            None => "This customer was taken out. u brings back, Esc leaves.".to_owned(),
        }
    }

    /// To the one they were merged into.
    pub fn go(&self) -> Vec<Effect> {
        let into = self.into.as_ref().map(|(customer, _)| Route::Profile {
            customer: *customer,
            list: vec![*customer],
        });
        into.into_iter()
            .flat_map(|route| [Effect::Back, Effect::Go(route)])
            .collect()
    }
}
