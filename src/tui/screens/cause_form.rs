//! The form of a cause: its words, up to five answers to "why?" behind it, and what the shop does beyond the fix.

use anyhow::Result;

use super::sheet::{Edited, Sheet};
use crate::{
    domain::{Cause, CauseId, Change, Stamp},
    store::Store,
    tui::{
        Effect,
        widgets::{
            Form,
            field::{Part, lines, text},
        },
    },
};

/// The answers to "why?", each asking behind the one before.
const WHYS: [&str; 5] = ["why1", "why2", "why3", "why4", "why5"];

const PARTS: &[Part] = &[
    Part::One(text(
        "text",
        "cause",
        "what in our way of working let it happen",
    )),
    Part::One(text(WHYS[0], "why?", "why does that happen?")),
    Part::One(text(WHYS[1], "why?", "and why is that so?")),
    Part::One(text(WHYS[2], "why?", "and why is that so?")),
    Part::One(text(WHYS[3], "why?", "and why is that so?")),
    Part::One(text(WHYS[4], "why?", "what is left here is worth changing")),
    Part::One(lines(
        "beyond",
        "beyond the fix",
        "what we do for them on top, so that they stay",
    )),
];

/// A cause being edited.
#[derive(Debug)]
pub struct CauseForm {
    id: CauseId,
    edited: Edited<Cause>,
    form: Form,
}

impl CauseForm {
    /// The form of this cause.
    pub fn new(id: CauseId) -> Self {
        Self {
            id,
            edited: Edited::default(),
            form: Form::new(PARTS),
        }
    }

    fn after(&self, before: &Cause) -> Result<Cause, String> {
        let value = |name: &str| self.form.value(name).trim().to_owned();
        let text = value("text");
        if text.is_empty() {
            return Err("Write what in our way of working let it happen.".to_owned());
        }
        let whys = WHYS.map(value);
        let whys: Vec<String> = whys.into_iter().filter(|why| !why.is_empty()).collect();
        Ok(Cause {
            text,
            whys: whys.join("\n"),
            beyond: value("beyond"),
            ..before.clone()
        })
    }
}

impl Sheet for CauseForm {
    fn form(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        "What in our way of working let it happen?".to_owned()
    }

    fn typing(&self) -> bool {
        self.form.typing()
    }

    fn load(&mut self, store: &mut Store, _now: Stamp) -> Result<()> {
        let causes = store.causes()?.into_iter();
        let current = causes.map(|it| it.cause).find(|it| it.id == self.id);
        if let Some(cause) = self.edited.take(current, self.form.typed()) {
            self.form.keep("text", &cause.text);
            let mut whys = cause.whys.lines();
            for name in WHYS {
                self.form.keep(name, whys.next().unwrap_or_default());
            }
            self.form.keep("beyond", &cause.beyond);
        }
        Ok(())
    }

    fn is_gone(&self) -> bool {
        self.edited.is_gone()
    }

    fn note(&mut self) {}

    fn save(&mut self) -> Vec<Effect> {
        let Some(before) = self.edited.base() else {
            return vec![Effect::Back];
        };
        let after = self.after(&before).map_err(|sentence| ("text", sentence));
        let changes = |before, after| vec![Change::EditCause { before, after }];
        self.edited.save(&mut self.form, (before, after), changes)
    }
}
