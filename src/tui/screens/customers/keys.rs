//! The keys of the customers, for each place the cursor can be in.

use crate::{
    domain::CustomerId,
    tui::{
        Effect, Route,
        keymap::{Action, Binding, LIST, Layers, MOVE, key},
        widgets::COMPLETE,
    },
};

/// In the find box.
pub const BOX: Layers = &[IN_BOX, LEAVE, COMPLETE, MOVE];

/// In the find box, and nobody fits.
pub const NOBODY: Layers = &[NEW, LEAVE, COMPLETE];

/// In the find box, and nobody has the number.
pub const NO_NUMBER: Layers = &[NEW_NUMBER, LEAVE];

/// Out of the find box: letters are commands.
pub const LETTERS: Layers = &[COMMANDS, LIST];

const IN_BOX: &[Binding] = &[key("Enter", Action::Enter, "open the one selected").footer("open")];

const LEAVE: &[Binding] = &[key(
    "Esc",
    Action::Back,
    "leave the box: letters are commands then",
)
.footer("keys")];

const NEW: &[Binding] =
    &[key("Enter", Action::New, "a new customer with what was typed").footer("new customer")];

const NEW_NUMBER: &[Binding] =
    &[key("n Enter", Action::New, "a new customer with what was typed").footer("new customer")];

/// What letters mean in the list.
pub const COMMANDS: &[Binding] = &[
    key("Enter", Action::Enter, "open the one selected").footer("open"),
    key("l", Action::Log, "log a contact").footer("log"),
    key("b", Action::Bought, "note what they bought"),
    key("p", Action::Promise, "note a promise").footer("promise"),
    key("c", Action::Complain, "write down a complaint").footer("complaint"),
    key("i", Action::Fact, "note a fact"),
    key("#", Action::Tags, "tags on and off"),
    key("e", Action::Edit, "edit"),
    key("n", Action::New, "a new customer"),
    key("y", Action::CopyPhone, "the phone to the clipboard"),
    key("d", Action::Remove, "remove; u brings back"),
    key("Space", Action::Mark, "mark, for one action on all marked"),
    key("*", Action::MarkAll, "mark all shown, or none"),
    key(
        "s",
        Action::Sort,
        "the next order: best, by name, longest silent",
    ),
    key(
        "v V",
        Action::Views,
        "named views: find texts kept under a name",
    )
    .footer("views"),
    key("=", Action::Why, "where it matched, and why it stands here"),
    key("/", Action::Find, "to the find box").footer("find"),
    key(
        "L",
        Action::Lists,
        "lists of people: promotion, gone quiet, win-back, slow day",
    )
    .footer("lists"),
    key(
        "D",
        Action::Open(Route::Dupes(None)),
        "who may be in the shop twice",
    ),
    key(
        "Esc",
        Action::Back,
        "take off marks, then the words in the box, then leave",
    ),
];

/// Opens the form of a customer.
pub fn edit(customer: Option<CustomerId>) -> Vec<Effect> {
    match customer {
        Some(_) => vec![Effect::Go(Route::CustomerForm {
            customer,
            typed: String::new(),
        })],
        None => vec![Effect::Say("Nobody is selected.".to_owned())],
    }
}
