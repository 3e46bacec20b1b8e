//! `settings`: what the shop can set.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Exit, Report,
    report::{Answer, Page},
};
use crate::{domain, store::Store};

/// Which setting, and its new value.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars settings                        all of them, with what they are for
  regulars settings country                one of them
  regulars settings shop Corner Coffee     set one
  regulars settings hours 'mon-fri 9-12:30 14-18; sat 9-13'
  regulars settings me ''                  back to its default")]
pub struct Settings {
    /// Which one; without it all are shown
    key: Option<String>,
    /// Its new value; empty brings back the default
    value: Vec<String>,
}

#[derive(Serialize)]
struct Shown(serde_json::Map<String, serde_json::Value>);

impl Answer for Shown {
    fn write(&self, page: &mut Page) {
        let text = |key: &str| self.0.get(key).and_then(|value| value.as_str());
        if let (1, Some(value)) = (self.0.len(), self.0.values().next()) {
            return page.line(value.as_str().unwrap_or_default());
        }
        let keys = domain::Settings::KEYS.iter();
        page.table(keys.map(|(key, _, what)| {
            let value = text(key).unwrap_or_default();
            [(*key).to_owned(), value.to_owned(), (*what).to_owned()]
        }));
    }
}

/// Shows all settings or one, or sets one.
///
/// # Errors
/// What the store says; a [`domain::Refusal`] for a value that makes no sense.
pub fn run(args: &Settings, store: &mut Store, context: &mut Context) -> Result<Report> {
    if let Some(Err(why)) = args.key.as_deref().map(domain::Settings::known) {
        return Ok(Report::ended(Exit::Usage, why.0));
    }
    if let (Some(key), false) = (&args.key, args.value.is_empty()) {
        let change = domain::Settings::set(key, args.value.join(" ").trim())?;
        store.apply(&[change], context.now)?;
    }
    let settings = store.settings()?;
    let wanted = domain::Settings::names()
        .into_iter()
        .filter(|name| args.key.as_deref().is_none_or(|key| key == *name));
    let shown = wanted.map(|name| {
        let value = settings.get(name).unwrap_or_default();
        (name.to_owned(), value.into())
    });
    Report::of(&Shown(shown.collect()), context.style)
}
