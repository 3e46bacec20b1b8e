//! `undo` and `redo`: take the last act back, or do it again.

use anyhow::Result;
use serde::Serialize;

use super::{
    Context, Exit, Report,
    report::{Answer, Page},
};
use crate::store::{Stepped, Store};

/// Which way to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// Undo.
    Back,
    /// Undo the last import with these words in its label.
    BackTo(String),
    /// Redo.
    Forward,
}

impl Way {
    /// Undo of an import that these words are from, or else of the last act.
    pub fn back(words: &[String]) -> Self {
        match words {
            [] => Self::Back,
            words => Self::BackTo(words.join(" ")),
        }
    }
}

#[derive(Serialize)]
struct Step {
    undone: Option<String>,
    redone: Option<String>,
    /// The customers that undo left as they are, because they were changed since.
    stayed: Vec<String>,
}

impl Answer for Step {
    fn write(&self, page: &mut Page) {
        let said = [("Undone", &self.undone), ("Done again", &self.redone)];
        for (word, label) in said {
            if let Some(label) = label {
                page.line(format!("{word}: {label}."));
            }
        }
        if !self.stayed.is_empty() {
            page.line(Stepped::stay(&self.stayed));
        }
    }
}

/// Plays one step.
///
/// # Errors
/// What the store says.
pub fn run(way: &Way, store: &mut Store, context: &mut Context) -> Result<Report> {
    let stepped = match way {
        Way::Back => store.undo(context.now)?,
        Way::BackTo(import) => store.undo_import(import, context.now)?,
        Way::Forward => store.redo(context.now)?,
    };
    let done = |label: String, stayed| {
        let (undone, redone) = match way {
            Way::Forward => (None, Some(label)),
            _ => (Some(label), None),
        };
        let step = Step {
            undone,
            redone,
            stayed,
        };
        Report::of(&step, context.style)
    };
    let nothing = match way {
        Way::Back => "There is nothing to undo.".to_owned(),
        Way::BackTo(import) => format!("There is no import {import:?} to undo."),
        Way::Forward => "There is nothing to redo.".to_owned(),
    };
    match stepped {
        Stepped::Done(label) => done(label, Vec::new()),
        Stepped::DoneBut(label, stayed) => done(label, stayed),
        Stepped::Nothing => Ok(Report::ended(Exit::Nothing, nothing)),
        Stepped::Refused(label, why) => {
            let word = match way {
                Way::Forward => "redo",
                _ => "undo",
            };
            let refused = format!("Cannot {word} “{label}”: {why}");
            Ok(Report::ended(Exit::Refused, refused))
        }
    }
}
