//! Keys are tables: a key is written once, as text, and footer, help and README are made from the rows.
//!
//! A key is looked for in the tables of the screen first, then (while a text box has the cursor) among the editing keys, then
//! among the keys that work everywhere. While typing, a letter that no table of the screen takes is text.

mod names;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Position;

pub use names::{key_name, key_of};

use super::screen::Route;
use crate::domain::{ActionAct, Outcome, StepKind, promise::PromiseAct};

/// What a key or the mouse means, by name.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// One letter to the left, or the choice before.
    Left,
    /// One letter to the right, or the next choice.
    Right,
    /// To the beginning of the word.
    WordLeft,
    /// To the end of the word.
    WordRight,
    /// To the beginning of the text.
    LineStart,
    /// To the end of the text.
    LineEnd,
    /// A letter typed into a text box.
    Type(char),
    /// Text pasted into a text box, as it came.
    Paste(String),
    /// Takes out the letter before the cursor.
    Backspace,
    /// Takes out the letter under the cursor.
    Delete,
    /// Takes out the word before the cursor.
    DeleteWord,
    /// Empties the text box.
    Clear,
    /// Takes back what was typed last.
    UndoTyping,
    /// Types it again.
    RedoTyping,
    /// Opens, takes, or ends a line.
    Enter,
    /// Out of a box, a filter, a screen.
    Back,
    /// The next field of a form; in a typed line: the same as a form.
    NextField,
    /// The field before.
    PreviousField,
    /// Another row of a repeated field (one more phone).
    AddRow,
    /// Takes out a row of a repeated field.
    DropRow,
    /// Saves the form.
    SaveForm,
    /// Marks a row or takes its mark off.
    Mark,
    /// Marks all rows shown, or none.
    MarkAll,
    /// The next order of rows.
    Sort,
    /// The next of the views or filters that the screen offers.
    Filter,
    /// The named view of this number; in a table, behind [`DIGITS`], of the number pressed.
    View(u8),
    /// The named views.
    Views,
    /// This text into the find box or filter, and to what it finds.
    Show(String),
    /// Keeps what stands in the box under a name.
    Keep,
    /// To the find box.
    Find,
    /// A new one.
    New,
    /// Edit it.
    Edit,
    /// Log a contact.
    Log,
    /// Note a promise.
    Promise,
    /// Write down a complaint.
    Complain,
    /// Note a like or avoid.
    Like,
    /// Note a fact.
    Fact,
    /// Tags on and off.
    Tags,
    /// Note what they wait for.
    Want,
    /// Note what they say of the shop.
    Feedback,
    /// Note that thanks were said.
    Thanks,
    /// Note a small extra, or a favour.
    Extra,
    /// Note what they bought.
    Bought,
    /// What is suggested was told.
    Tell,
    /// What they said to something proposed.
    Answer(Outcome),
    /// A reward off the loyalty card.
    Redeem,
    /// Take out the entry selected (undoable).
    RemoveEntry,
    /// Take it out (undoable).
    Remove,
    /// The phone to the clipboard.
    CopyPhone,
    /// The one before in the list it was opened from.
    Previous,
    /// The next one in the list it was opened from.
    Next,
    /// A step of a complaint.
    Step(StepKind),
    /// The customer is more upset than was noted.
    HeatUp,
    /// Less upset.
    HeatDown,
    /// A complaint settled while the customer stands there: everything in one form.
    OnTheSpot,
    /// The owner bends a rule.
    Bend,
    /// Ask again after a complaint was closed.
    AskAgain,
    /// Write down what is changed so that it does not happen again.
    NewAction,
    /// The list of what is changed.
    Actions,
    /// What becomes of what is changed.
    OnAction(ActionAct),
    /// All is fine with a purchase.
    Fine,
    /// The worksheet of a complaint.
    Worksheet,
    /// The whys behind a cause.
    Whys,
    /// It is a suggestion.
    Idea,
    /// It is a complaint.
    IntoComplaint,
    /// What to say to an upset customer.
    Defuse,
    /// To the customer it is about.
    Customer,
    /// Only what has to do with the same customer.
    OnlyThis,
    /// Something that happens to a promise.
    Act(PromiseAct),
    /// Put a line of Today off.
    PutOff,
    /// Why a label says what it says.
    Why,
    /// The fitting house card.
    House,
    /// Yes, to a question.
    Yes,
    /// No, to a question.
    No,
    /// A click on this place.
    Click(Position),
    /// A double click on this place.
    DoubleClick(Position),
    /// The wheel, over this place, by this many rows: up is negative.
    Wheel(Position, i16),
    /// Take back the last act.
    Undo,
    /// Do it again.
    Redo,
    /// The keys that work here.
    Help,
    /// The command line.
    Command,
    /// One of the main screens.
    Switch(Route),
    /// A screen over this one.
    Open(Route),
    /// Paint everything again.
    Repaint,
    /// Stop the program until the shell continues it.
    Suspend,
    /// End the program.
    Quit,
}

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
}

/// A row that stands in the help only.
pub const fn key(keys: &'static str, action: Action, help: &'static str) -> Binding {
    Binding {
        keys,
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

fn find(table: &[Binding], name: &str) -> Option<Action> {
    let row = table.iter().find(|row| row.has(name))?;
    Some(match (&row.action, name.parse()) {
        (Action::View(_), Ok(number)) => Action::View(number),
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
