//! The keys of the lists of people, for each sort of list.

use crate::{
    commands::people::ListOf,
    domain::Outcome,
    tui::keymap::{Action, Binding, LIST, Layers, key},
};

/// The tables of a list.
pub fn of(list: ListOf) -> Layers {
    match list {
        ListOf::Campaigns => &[CAMPAIGNS, LIST],
        ListOf::Best => &[BEST, LIST],
        ListOf::Prospects => &[PROSPECTS, PEOPLE, LIST],
        ListOf::Parting => &[PARTING, PEOPLE, LIST],
        ListOf::Referrals => &[PEOPLE, LIST],
        ListOf::Promotion(_) | ListOf::Quiet | ListOf::WinBack | ListOf::SlowDay => {
            &[OFFERS, PEOPLE, LIST]
        }
    }
}

/// Where something is proposed: what they said to it.
pub const OFFERS: &[Binding] = &[
    key("y", Action::Answer(Outcome::Yes), "they said yes").footer("yes"),
    key("n", Action::Answer(Outcome::No), "they said no").footer("no"),
    key("t", Action::Answer(Outcome::Later), "they said later").footer("later"),
];

/// In every list of people.
pub const PEOPLE: &[Binding] = &[
    key("Enter", Action::Enter, "open the one selected").footer("open"),
    key(
        "l",
        Action::Log,
        "log a contact; what is proposed is noted with it",
    )
    .footer("log"),
    key(
        "x",
        Action::Export,
        "write the list to a file, and note that everybody on it was asked",
    )
    .footer("export"),
    key("Space", Action::Mark, "mark, for one action on all marked"),
    key("*", Action::MarkAll, "mark all to be contacted, or none"),
    key(
        "/",
        Action::Find,
        "only whom these find words fit: tag:vip, a name",
    )
    .footer("filter"),
    key("v V", Action::Views, "named views as the find words"),
    key("p", Action::Promise, "note a promise"),
    key("=", Action::Why, "why, with the rows behind it").footer("why"),
    key(
        "Esc",
        Action::Back,
        "take off marks, then the find words, then leave",
    ),
];

/// Of prospects.
pub const PROSPECTS: &[Binding] = &[
    key("n", Action::GiveUp, "lost: asks why").footer("lost"),
    key("t", Action::TakeUp, "take up again who was lost"),
];

/// Of parting ways; each asks first, and u takes it back.
pub const PARTING: &[Binding] = &[
    key("b", Action::BeginReview, "begin a review: asks why").footer("begin"),
    key("a", Action::Agree, "agree: an amount and a day").footer("agree"),
    key("w", Action::LetGo, "let them go, politely").footer("let go"),
    key("t", Action::TakeUp, "take it back: all is well again").footer("take back"),
];

/// Of the campaigns of late.
pub const CAMPAIGNS: &[Binding] = &[
    key("Enter", Action::Enter, "whom to tell of this product now").footer("open"),
    key("n", Action::New, "a promotion: asks for the product")
        .footer("new")
        .writes(false),
    key("=", Action::Why, "what the counts are").footer("why"),
    key("Esc", Action::Back, "leave"),
];

/// Of what the best have in common.
pub const BEST: &[Binding] = &[
    key("Enter", Action::Enter, "who they are").footer("who"),
    key("/", Action::Find, "only of whom these find words fit").footer("filter"),
    key("=", Action::Why, "why, in full").footer("why"),
    key("Esc", Action::Back, "take off the find words, then leave"),
];
