//! What stood in the box before: typing is taken back a word at a time, anything else act by act.

use crate::tui::{keymap::Action, widgets::Lines};

/// So many earlier states are kept.
const KEPT: usize = 500;

/// What was done to the text. Several of the same kind after one another are taken back together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letters,
    Spaces,
    TakenOut,
    /// A line more, a paste, a whole word: each on its own.
    Other,
}

impl Kind {
    fn of(action: &Action) -> Self {
        match action {
            Action::Type(letter) if letter.is_whitespace() => Self::Spaces,
            Action::Type(_) => Self::Letters,
            Action::Backspace | Action::Delete => Self::TakenOut,
            _ => Self::Other,
        }
    }
}

/// Earlier states of the box, and those that were taken back.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    past: Vec<Lines>,
    future: Vec<Lines>,
    /// What was done last, while the cursor stands where it was done.
    last: Option<Kind>,
}

impl History {
    /// The box was edited, or the cursor moved: how it stood before, and stands now.
    pub fn note(&mut self, action: &Action, before: Lines, now: &Lines) {
        if before.each().eq(now.each()) {
            self.last = None;
            return;
        }
        let kind = Kind::of(action);
        // The spaces behind a word are taken back with it.
        let goes_on = match (self.last, kind) {
            (Some(Kind::Letters), Kind::Spaces) => true,
            (last, Kind::Letters | Kind::Spaces | Kind::TakenOut) => last == Some(kind),
            (_, Kind::Other) => false,
        };
        if !goes_on {
            self.past.push(before);
            let over = self.past.len().saturating_sub(KEPT);
            self.past.drain(..over);
        }
        self.last = Some(kind);
        self.future.clear();
    }

    /// Takes back what was done last, or does it again; false when the action asks for neither.
    pub fn step(&mut self, action: &Action, now: &mut Lines) -> bool {
        let (from, to) = match action {
            Action::UndoTyping => (&mut self.past, &mut self.future),
            Action::RedoTyping => (&mut self.future, &mut self.past),
            _ => return false,
        };
        if let Some(other) = from.pop() {
            to.push(std::mem::replace(now, other));
        }
        self.last = None;
        true
    }
}
