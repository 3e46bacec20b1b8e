//! The keys of a profile.

use crate::{
    domain::{Outcome, PromiseAct},
    tui::keymap::{Action, Binding, key},
};

/// One key each.
pub const KEYS: &[Binding] = &[
    key("l", Action::Log, "log a contact").footer("log"),
    key("b", Action::Bought, "note what they bought").footer("bought"),
    key("p", Action::Promise, "note a promise").footer("promise"),
    key("c", Action::Complain, "write down a complaint").footer("complaint"),
    key("k", Action::Like, "note a like or avoid"),
    key("e", Action::Edit, "edit").footer("edit"),
    key(
        "=",
        Action::Why,
        "why: the entry selected, tier, rhythm, promises kept",
    )
    .footer("why"),
    key("i", Action::Fact, "note a fact"),
    key("w", Action::Want, "note what they wait for"),
    key("f", Action::Feedback, "note praise, an idea or criticism"),
    key("t", Action::Thanks, "note that you thanked them"),
    key(
        "x",
        Action::Extra,
        "note a small extra, or a favour of theirs",
    ),
    key("#", Action::Tags, "tags on and off"),
    key(
        "m",
        Action::Merge,
        "who may be the same customer, to make one of two",
    ),
    key("y", Action::CopyPhone, "the phone to the clipboard"),
    key(
        "K",
        Action::CustomerCard,
        "the card for the customer: all that is held about them",
    ),
    key("d", Action::Remove, "remove; u brings back"),
    key(
        "F",
        Action::Forget,
        "forget them for good; their name is to be typed first",
    ),
    key("[", Action::Previous, "the one before in the list"),
    key("]", Action::Next, "the next one in the list"),
    key(
        "v Tab",
        Action::Filter,
        "the next kind of entries: talks, bought, promises, complaints, …",
    ),
    key(
        "Enter",
        Action::Enter,
        "open what is selected in the timeline",
    ),
    key(
        "Space",
        Action::Act(PromiseAct::Done),
        "the promise is done; what they want is in; the idea is adopted",
    ),
    key(
        "X",
        Action::Act(PromiseAct::Told),
        "the promise is done and they know; they know that it is in; the idea is answered",
    ),
    key(
        "r",
        Action::Act(PromiseAct::Release),
        "they let us off the promise; they want it no more",
    ),
    key(
        "B",
        Action::Act(PromiseAct::Break),
        "we could not keep the promise; we cannot get it",
    ),
    key(
        "o",
        Action::Act(PromiseAct::Reopen),
        "the promise, want or idea is open again",
    ),
    key(
        "C",
        Action::IntoComplaint,
        "the idea or criticism selected becomes a complaint",
    ),
    key(
        "s",
        Action::Tell,
        "the suggestion was told; not again for a while",
    ),
    key(
        "Y",
        Action::Answer(Outcome::Yes),
        "they take what was proposed last, or is selected",
    ),
    key("N", Action::Answer(Outcome::No), "they do not want it"),
    key("L", Action::Answer(Outcome::Later), "perhaps later"),
    key(
        "W",
        Action::Worksheet,
        "the worksheet: eight questions that prepare a talk with them",
    ),
    key("R", Action::Redeem, "a reward off the loyalty card"),
    key(
        "Del",
        Action::RemoveEntry,
        "take out the entry selected; u brings back",
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
