//! Keys are tables: a key is written once, as text, and footer, help and README are made from the rows.
//!
//! A key is looked for in the tables of the screen first, then (while a text box has the cursor) among the editing keys, then
//! among the keys that work everywhere. While typing, a letter that no table of the screen takes is text.

mod action;
mod forms;
mod names;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

pub use action::Action;
pub use forms::{EDIT, FORM};
pub use names::{key_name, key_of};

use super::screen::Route;

/// In a key table: each of the keys 1 to 9, in one row.
pub const DIGITS: &str = "1-9";

/// One row of a key table.
#[derive(Debug)]
pub struct Binding {
    /// The keys, as [`key_name`] writes them, with a space between: `"↓ j"`. The first is the one shown.
    pub keys: &'static str,
    /// What they mean.
    pub action: Action,
    /// One line for the help.
    pub help: &'static str,
    /// One or two words for the footer; empty where it is not shown there.
    pub footer: &'static str,
    /// It leads to a write: where the shop can only be read, it says so before anything is typed.
    pub writes: bool,
}

/// A row that stands in the help only.
pub const fn key(keys: &'static str, action: Action, help: &'static str) -> Binding {
    Binding {
        keys,
        writes: action.writes(),
        action,
        help,
        footer: "",
    }
}

impl Binding {
    /// The same row, shown in the footer too.
    pub const fn footer(mut self, words: &'static str) -> Self {
        self.footer = words;
        self
    }

    /// The same row, where its action leads to a write here, or does not, other than elsewhere.
    pub const fn writes(mut self, writes: bool) -> Self {
        self.writes = writes;
        self
    }

    /// Does this row name the key?
    pub fn has(&self, name: &str) -> bool {
        let digit = matches!(name.as_bytes(), [b'1'..=b'9']);
        let mut keys = self.keys.split(' ');
        keys.any(|key| key == name || (digit && key == DIGITS))
    }

    /// The key that footer and header show.
    pub fn first_key(&self) -> &'static str {
        self.keys.split(' ').next().unwrap_or_default()
    }
}

/// The tables of a screen, the first one first: `&[KEYS, LIST]`.
pub type Layers = &'static [&'static [Binding]];

/// Moving in a list while the cursor is in a text box.
pub const MOVE: &[Binding] = &[
    key("↑", Action::Up, "the row above"),
    key("↓", Action::Down, "the row below").footer("list"),
    key("PgUp", Action::PageUp, "a page up"),
    key("PgDn", Action::PageDown, "a page down"),
];

/// Moving in a list while letters are commands.
pub const LIST: &[Binding] = &[
    key("↑ k", Action::Up, "the row above"),
    key("↓ j", Action::Down, "the row below"),
    key("PgUp", Action::PageUp, "a page up"),
    key("PgDn", Action::PageDown, "a page down"),
    key("Home g", Action::First, "the first row"),
    key("End G", Action::Last, "the last row"),
];

/// The keys that work everywhere. Those with a letter rest while a text box has the cursor.
pub const EVERYWHERE: &[Binding] = &[
    key("F1 ?", Action::Help, "the keys that work here").footer("help"),
    key("F2 1", Action::Switch(Route::Today), "what to do next").footer("Today"),
    key(
        "F3 2",
        Action::Switch(Route::Customers),
        "customers, with the find box",
    )
    .footer("Customers"),
    key("F4 3", Action::Switch(Route::Log), "the log, newest first").footer("Log"),
    key(
        "F5 4",
        Action::Switch(Route::Complaints),
        "the complaint queue",
    )
    .footer("Complaints"),
    key(
        "F6 5",
        Action::Switch(Route::Reports),
        "the page of figures: how the shop is doing",
    )
    .footer("Reports"),
    key(
        "F8 ,",
        Action::Open(Route::Settings),
        "what the shop can set, and its staff",
    ),
    key(
        "F7 6",
        Action::Switch(Route::Cards),
        "the house cards: how we do it, what we say",
    )
    .footer("Cards"),
    key(
        "h",
        Action::House,
        "the house card that fits what is selected",
    ),
    key("/", Action::Find, "the find box"),
    key(
        "c",
        Action::Complain,
        "write down a complaint, with or without a customer",
    ),
    key(":", Action::Command, "the command line: everything by name"),
    key("u", Action::Undo, "undo the last act"),
    key("U", Action::Redo, "redo what was undone"),
    key("Esc q", Action::Back, "back, and out of the last screen"),
    key("Ctrl-L", Action::Repaint, "paint the screen again"),
    key("Ctrl-Z", Action::Suspend, "back to the shell; fg continues"),
    key("Ctrl-C", Action::Quit, "quit at once; nothing is lost"),
];

/// Where a key was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// In a table of the screen, among the editing keys, or as text: for the screen.
    Screen(Action),
    /// Among the keys that work everywhere: for the program.
    Everywhere(Action),
}

/// What a key means here; `None` when nothing.
pub fn resolve(layers: Layers, typing: bool, event: KeyEvent) -> Option<Found> {
    let name = key_name(event)?;
    let own = layers.iter().find_map(|table| find(table, &name));
    let edit = || typing.then(|| find(EDIT, &name)).flatten();
    let text = || typing.then(|| typed(event)).flatten().map(Action::Type);
    own.or_else(edit)
        .or_else(text)
        .map(Found::Screen)
        .or_else(|| find(EVERYWHERE, &name).map(Found::Everywhere))
}

/// Does the key lead to a write here?
pub fn writes(layers: Layers, typing: bool, event: KeyEvent) -> bool {
    let Some(name) = key_name(event) else {
        return false;
    };
    let row = |table: &'static [Binding]| table.iter().find(|row| row.has(&name));
    match layers.iter().find_map(|table| row(table)) {
        Some(own) => own.writes,
        None if typing && (row(EDIT).is_some() || typed(event).is_some()) => false,
        None => row(EVERYWHERE).is_some_and(|row| row.writes),
    }
}

fn find(table: &[Binding], name: &str) -> Option<Action> {
    let row = table.iter().find(|row| row.has(name))?;
    Some(match (&row.action, name.parse()) {
        (Action::View(_), Ok(number)) => Action::View(number),
        (Action::Score(_), Ok(number)) => Action::Score(number),
        (action, _) => action.clone(),
    })
}

/// The letter a key types, if it types one. Ctrl and Alt together are AltGr, which types letters.
fn typed(event: KeyEvent) -> Option<char> {
    let command = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
    match event.code {
        KeyCode::Char(letter) if command.is_empty() || command.bits().count_ones() == 2 => {
            Some(letter)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
