//! `undo` and `redo`: take the last act back, or do it again.

use anyhow::Result;
use serde::Serialize;

use super::{
    Context, Exit, Report,
    report::{Answer, Page},
};
use crate::store::{Stepped, Store};

/// Which way to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Undo.
    Back,
    /// Redo.
    Forward,
}

#[derive(Serialize)]
struct Step {
    undone: Option<String>,
    redone: Option<String>,
}

impl Answer for Step {
    fn write(&self, page: &mut Page) {
        let said = [("Undone", &self.undone), ("Done again", &self.redone)];
        for (word, label) in said {
            if let Some(label) = label {
                page.line(format!("{word}: {label}."));
            }
        }
    }
}

/// Plays one step.
///
/// # Errors
/// What the store says.
pub fn run(way: Way, store: &mut Store, context: &mut Context) -> Result<Report> {
    let stepped = match way {
        Way::Back => store.undo(context.now)?,
        Way::Forward => store.redo(context.now)?,
    };
    let word = match way {
        Way::Back => "undo",
        Way::Forward => "redo",
    };
    match stepped {
        Stepped::Done(label) => {
            let (undone, redone) = match way {
                Way::Back => (Some(label), None),
                Way::Forward => (None, Some(label)),
            };
            Report::of(&Step { undone, redone }, context.style)
        }
        Stepped::Nothing => Ok(Report::ended(
            Exit::Nothing,
            format!("There is nothing to {word}."),
        )),
        Stepped::Refused(label, why) => Ok(Report::ended(
            Exit::Refused,
            format!("Cannot {word} “{label}”: {why}"),
        )),
    }
}
