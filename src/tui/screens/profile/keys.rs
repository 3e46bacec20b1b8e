//! The keys of a profile.

use crate::{
    domain::PromiseAct,
    tui::keymap::{Action, Binding, key},
};

/// One key each.
pub const KEYS: &[Binding] = &[
    key("l", Action::Log, "log a contact").footer("log"),
    key("p", Action::Promise, "note a promise").footer("promise"),
    key("c", Action::Complain, "write down a complaint").footer("complaint"),
    key("k", Action::Like, "note a like or avoid").footer("like"),
    key("i", Action::Fact, "note a fact"),
    key("e", Action::Edit, "edit"),
    key("#", Action::Tags, "tags on and off"),
    key("y", Action::CopyPhone, "the phone to the clipboard"),
    key("d", Action::Remove, "remove; u brings back"),
    key("[", Action::Previous, "the one before in the list"),
    key("]", Action::Next, "the next one in the list"),
    key(
        "v Tab",
        Action::Filter,
        "only talks, promises or complaints",
    ),
    key(
        "Enter",
        Action::Enter,
        "open what is selected in the timeline",
    ),
    key("x", Action::Act(PromiseAct::Done), "the promise is done"),
    key(
        "X",
        Action::Act(PromiseAct::Told),
        "the promise is done and they know",
    ),
    key(
        "r",
        Action::Act(PromiseAct::Release),
        "they let us off the promise",
    ),
    key(
        "B",
        Action::Act(PromiseAct::Break),
        "we could not keep the promise",
    ),
    key(
        "o",
        Action::Act(PromiseAct::Reopen),
        "the promise is open again",
    ),
    key(
        "=",
        Action::Why,
        "when exactly, by whom, and why it says so",
    ),
];

/// Moving in the timeline; `k` notes a like.
pub const MOVE: &[Binding] = &[
    key("↑", Action::Up, "the entry above"),
    key("↓ j", Action::Down, "the entry below"),
    key("PgUp", Action::PageUp, "a page up"),
    key("PgDn", Action::PageDown, "a page down"),
    key("Home g", Action::First, "the newest entry"),
    key("End G", Action::Last, "the oldest entry"),
];
