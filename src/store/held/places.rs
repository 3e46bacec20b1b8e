//! Which tables hold something about a customer, and what of each column the customer gets to see. A new column has to be placed here.

mod history;

/// What a column means to the customer it is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// Shown, read so, under this word; an empty word where the value speaks for itself.
    Shown(Kind, &'static str),
    /// A note of the shop to itself, what it thinks of somebody, or somebody else's name.
    Internal,
    /// A number of the file, or the same once more in another form.
    Bound,
}

/// How a column is read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// Text, or a word of a closed list.
    Text,
    /// Text of a step, where it is one that the customer was told of.
    Told,
    Number,
    YesNo,
    Money,
    Quantity,
    /// A day or a moment.
    When,
    /// The number of a product: its name.
    Product,
}

/// A table with rows about customers.
#[derive(Debug)]
pub(super) struct Held {
    pub table: &'static str,
    /// What several of its rows are called.
    pub words: &'static str,
    /// Which rows are those of customer `?1`.
    pub whose: &'static str,
    /// Every column.
    pub columns: &'static [(&'static str, Place)],
}

use Kind::{Number, Text, When, YesNo};
use Place::{Bound, Internal, Shown};

/// The rows of a customer, where the table says so itself.
const OWN: &str = "customer = ?1";

const ID: (&str, Place) = ("id", Bound);
const CUSTOMER: (&str, Place) = ("customer", Bound);

/// Every table about customers, in the order of the card.
pub(super) fn held() -> impl Iterator<Item = &'static Held> {
    PERSON.iter().chain(history::HISTORY)
}

/// Who they are.
const PERSON: &[Held] = &[
    Held {
        table: "customer",
        words: "person",
        whose: "id = ?1",
        columns: &[
            ID,
            ("uid", Bound),
            ("name", Shown(Text, "name")),
            ("call_me", Shown(Text, "we call you")),
            ("say", Shown(Text, "how your name sounds")),
            ("hook", Internal),
            ("sort_key", Bound),
            ("company", Shown(Text, "company")),
            ("birthday", Shown(When, "birthday")),
            ("handling_do", Internal),
            ("handling_dont", Internal),
            ("going_through", Shown(Text, "going through")),
            ("going_through_until", Shown(When, "until")),
            ("handover", Internal),
            ("source", Shown(Text, "how you found us")),
            ("referred_by", Internal),
            ("since", Shown(When, "here since")),
            ("kept", Shown(Text, "lines of your contact card")),
            ("created", Shown(When, "written down on")),
            ("tier", Internal),
            ("tier_why", Internal),
            (
                "check_in",
                Shown(Number, "we get in touch every so many days"),
            ),
            ("till_number", Shown(Text, "number at the till")),
            ("rung_step", Internal),
            ("rung_why", Internal),
            ("lost", Internal),
            ("lost_why", Internal),
        ],
    },
    Held {
        table: "phone",
        words: "phones",
        whose: OWN,
        columns: &[
            ID,
            CUSTOMER,
            ("raw", Shown(Text, "")),
            ("digits", Bound),
            ("label", Shown(Text, "")),
        ],
    },
    Held {
        table: "email",
        words: "e-mail addresses",
        whose: OWN,
        columns: &[
            ID,
            CUSTOMER,
            ("address", Shown(Text, "")),
            ("label", Shown(Text, "")),
        ],
    },
    Held {
        table: "address",
        words: "addresses",
        whose: OWN,
        columns: &[
            ID,
            CUSTOMER,
            ("street", Shown(Text, "")),
            ("city", Shown(Text, "")),
            ("region", Shown(Text, "")),
            ("postcode", Shown(Text, "")),
            ("country", Shown(Text, "")),
            ("label", Shown(Text, "")),
        ],
    },
    Held {
        table: "channel_rule",
        words: "how we may reach you",
        whose: OWN,
        columns: &[
            ID,
            CUSTOMER,
            ("channel", Shown(Text, "")),
            ("leave", Shown(Text, "")),
            ("best_time", Shown(Text, "")),
            ("marketing", Shown(YesNo, "offers")),
            ("consent_on", Shown(When, "said on")),
        ],
    },
    Held {
        table: "tag",
        words: "tags",
        whose: OWN,
        columns: &[ID, CUSTOMER, ("word", Shown(Text, ""))],
    },
    Held {
        table: "preference",
        words: "likes and avoids",
        whose: OWN,
        columns: &[
            ID,
            CUSTOMER,
            ("kind", Shown(Text, "")),
            ("text", Shown(Text, "")),
            ("since", Shown(When, "since")),
            ("ended", Shown(When, "until")),
        ],
    },
    Held {
        table: "fact",
        words: "facts",
        whose: OWN,
        columns: &[
            ID,
            CUSTOMER,
            ("label", Shown(Text, "")),
            ("text", Shown(Text, "")),
            ("learned", Shown(When, "heard on")),
        ],
    },
];
