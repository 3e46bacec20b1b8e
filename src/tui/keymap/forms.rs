//! The keys of forms and of text boxes.

use super::{Action, Binding, key};

/// The keys of every form; `Enter` ends a line in a box of several lines and goes on everywhere else.
pub const FORM: &[Binding] = &[
    key("Ctrl-S", Action::SaveForm, "save").footer("save"),
    key("Tab", Action::NextField, "the next field").footer("next"),
    key("Shift-Tab", Action::PreviousField, "the field before"),
    key("↑", Action::Up, "the field or line above"),
    key("↓", Action::Down, "the field or line below"),
    key("←", Action::Left, "the letter or choice before"),
    key("→", Action::Right, "the next letter or choice"),
    key(
        "Enter",
        Action::Enter,
        "the next field; in a longer text a new line",
    ),
    key("Ctrl-N", Action::AddRow, "one more of this kind"),
    key("Ctrl-D", Action::DropRow, "take this one out"),
    key(
        "Ctrl-T",
        Action::TakeTheirs,
        "take what another window wrote there, instead of what you typed",
    ),
    key("Esc", Action::Back, "leave; asks when something was typed").footer("leave"),
];

/// Editing, while a text box has the cursor.
pub const EDIT: &[Binding] = &[
    key("←", Action::Left, "one letter to the left"),
    key("→", Action::Right, "one letter to the right"),
    key(
        "Ctrl-← Alt-b",
        Action::WordLeft,
        "to the beginning of the word",
    ),
    key("Ctrl-→ Alt-f", Action::WordRight, "to the end of the word"),
    key("Home Ctrl-A", Action::LineStart, "to the beginning"),
    key("End Ctrl-E", Action::LineEnd, "to the end"),
    key(
        "Backspace",
        Action::Backspace,
        "take out the letter before the cursor",
    ),
    key("Del", Action::Delete, "take out the letter at the cursor"),
    key("Ctrl-W", Action::DeleteWord, "take out the word before"),
    key("Ctrl-U", Action::Clear, "empty the box"),
];
