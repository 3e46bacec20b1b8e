//! The keys of the log, for each place the cursor can be in.

use crate::tui::{
    keymap::{Action, Binding, LIST, Layers, MOVE, key},
    widgets::COMPLETE,
};

/// In the filter box.
pub const BOX: Layers = &[IN_BOX, COMPLETE, MOVE];

/// Out of the filter box: letters are commands.
pub const LETTERS: Layers = &[COMMANDS, LIST];

const IN_BOX: &[Binding] = &[
    key(
        "Enter",
        Action::Enter,
        "keep the filter; letters are commands",
    )
    .footer("keep"),
    key("Esc", Action::Back, "leave the box; letters are commands").footer("keys"),
];

/// What letters mean in the list.
pub const COMMANDS: &[Binding] = &[
    key("Enter e", Action::Edit, "edit the contact selected").footer("edit"),
    key("n", Action::New, "log a contact; asks first with whom").footer("new"),
    key(
        "l",
        Action::Log,
        "log another contact with the same customer",
    ),
    key("p", Action::Promise, "note a promise to the same customer"),
    key(
        "c",
        Action::Complain,
        "write down a complaint of the same customer",
    ),
    key("o", Action::Customer, "open the customer"),
    key(
        "→ Space",
        Action::Right,
        "read on, where the text is longer than its place",
    ),
    key("←", Action::Left, "read back"),
    key(
        "/",
        Action::Find,
        "the filter: channel:call in by:SK mood:-1, words, names",
    )
    .footer("filter"),
    key(
        "v",
        Action::Filter,
        "the next view: everything, in, out, visits, bad moods, our no's",
    )
    .footer("view"),
    key("V", Action::Views, "named views: filters kept under a name"),
    key(
        "m",
        Action::OnlyThis,
        "only contacts with the same customer",
    ),
    key(
        "d",
        Action::Remove,
        "take the contact out; u brings it back",
    ),
    key("Esc", Action::Back, "take the filter off, then leave"),
];
