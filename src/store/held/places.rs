//! Which tables hold something about a customer, and what of each column the customer gets to see. A new column has to be placed here.

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

use Kind::{Money, Number, Product, Quantity, Text, Told, When, YesNo};
use Place::{Bound, Internal, Shown};

/// The rows of a customer, where the table says so itself.
const OWN: &str = "customer = ?1";

/// The rows of a customer's complaints.
const OF_COMPLAINT: &str = "complaint IN (SELECT id FROM complaint WHERE customer = ?1)";

/// Who takes down, who serves: initials are of the staff, and not about the customer.
const BY: (&str, Place) = ("by", Internal);
const ID: (&str, Place) = ("id", Bound);
const CUSTOMER: (&str, Place) = ("customer", Bound);

/// Every table about customers, in the order of the card.
pub(super) const HELD: &[Held] = &[
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
    Held {
        table: "interaction",
        words: "contacts",
        whose: OWN,
        columns: &[
            ID,
            CUSTOMER,
            ("at", Shown(When, "")),
            ("channel", Shown(Text, "")),
            ("direction", Shown(Text, "")),
            BY,
            ("summary", Shown(Text, "")),
            ("mood", Internal),
            ("reason", Shown(Text, "reason")),
            ("outcome", Shown(Text, "outcome")),
            ("why_not", Shown(Text, "why not")),
            ("tags", Shown(Text, "tags")),
        ],
    },
    Held {
        table: "promise",
        words: "promises",
        whose: OWN,
        columns: &[
            ID,
            CUSTOMER,
            ("interaction", Bound),
            ("complaint", Bound),
            ("what", Shown(Text, "")),
            ("due", Shown(When, "due")),
            BY,
            ("agreed", Shown(When, "agreed")),
            ("done", Shown(When, "done")),
            ("told", Shown(When, "you were told")),
            ("released", Shown(When, "you let us off")),
            ("broken", Shown(When, "broken")),
        ],
    },
    Held {
        table: "complaint",
        words: "complaints",
        whose: OWN,
        columns: &[
            ID,
            CUSTOMER,
            ("opened", Shown(When, "")),
            BY,
            ("what", Shown(Text, "")),
            ("wants", Shown(Text, "you want")),
            ("heat", Internal),
            ("source", Shown(Text, "heard")),
            ("told_others", Shown(Text, "you told")),
            ("about", Shown(Text, "about")),
            ("category", Shown(Text, "category")),
            ("purchase", Bound),
        ],
    },
    Held {
        table: "step",
        words: "what was done about complaints",
        whose: OF_COMPLAINT,
        columns: &[
            ID,
            ("complaint", Bound),
            ("at", Shown(When, "")),
            BY,
            ("kind", Shown(Text, "")),
            ("text", Shown(Told, "")),
            ("cause", Internal),
            ("remedy", Shown(Text, "you got")),
            ("amount", Internal),
            ("until", Shown(When, "we talk again")),
            ("bent", Internal),
        ],
    },
    Held {
        table: "want",
        words: "wants",
        whose: OWN,
        columns: &[
            ID,
            CUSTOMER,
            ("what", Shown(Text, "")),
            BY,
            ("asked", Shown(When, "asked")),
            ("arrived", Shown(When, "arrived")),
            ("told", Shown(When, "you were told")),
            ("dropped", Shown(When, "dropped")),
        ],
    },
    Held {
        table: "feedback",
        words: "feedback",
        whose: OWN,
        columns: &[
            ID,
            CUSTOMER,
            ("at", Shown(When, "")),
            BY,
            ("kind", Shown(Text, "")),
            ("score", Shown(Number, "score")),
            ("method", Shown(Text, "")),
            ("text", Shown(Text, "")),
            ("purchase", Bound),
        ],
    },
    Held {
        table: "thanks",
        words: "thanks",
        whose: OWN,
        columns: &[
            ID,
            CUSTOMER,
            ("at", Shown(When, "")),
            BY,
            ("occasion", Shown(Text, "for")),
            ("subject", Bound),
            ("text", Shown(Text, "")),
        ],
    },
    Held {
        table: "extra",
        words: "extras and favours",
        whose: OWN,
        columns: &[
            ID,
            CUSTOMER,
            ("at", Shown(When, "")),
            BY,
            ("direction", Shown(Text, "")),
            ("what", Shown(Text, "")),
            ("cost", Internal),
            ("reaction", Internal),
        ],
    },
    Held {
        table: "purchase",
        words: "purchases",
        whose: OWN,
        columns: &[
            ID,
            CUSTOMER,
            ("day", Shown(When, "")),
            ("product", Shown(Product, "")),
            ("quantity", Shown(Quantity, "quantity")),
            ("amount", Shown(Money, "")),
            ("receipt", Shown(Text, "receipt")),
            BY,
            ("noted", Shown(When, "written down on")),
        ],
    },
    Held {
        table: "offer",
        words: "offers",
        whose: OWN,
        columns: &[
            ID,
            CUSTOMER,
            ("kind", Shown(Text, "")),
            ("product", Shown(Product, "")),
            ("what", Shown(Text, "")),
            ("channel", Shown(Text, "by")),
            ("at", Shown(When, "on")),
            BY,
            ("result", Shown(Text, "you said")),
            ("note", Internal),
        ],
    },
    Held {
        table: "redemption",
        words: "rewards off the loyalty card",
        whose: OWN,
        columns: &[
            ID,
            CUSTOMER,
            ("at", Shown(When, "")),
            BY,
            ("points", Shown(Number, "taken off")),
            ("what", Shown(Text, "")),
        ],
    },
    Held {
        table: "recovery",
        words: "answers after complaints",
        whose: OF_COMPLAINT,
        columns: &[
            ID,
            ("complaint", Bound),
            ("at", Internal),
            BY,
            ("won", Internal),
            ("text", Internal),
        ],
    },
    Held {
        table: "parting",
        words: "reviews",
        whose: OWN,
        columns: &[
            ID,
            CUSTOMER,
            ("opened", Internal),
            BY,
            ("why", Internal),
            ("terms", Internal),
            ("amount", Internal),
            ("until", Internal),
            ("agreed", Internal),
            ("let_go", Internal),
            ("ended", Internal),
        ],
    },
    Held {
        table: "worksheet",
        words: "worksheets",
        whose: "customer = ?1 OR complaint IN (SELECT id FROM complaint WHERE customer = ?1)",
        columns: &[
            ID,
            CUSTOMER,
            ("complaint", Bound),
            ("at", Internal),
            BY,
            ("title", Internal),
            ("goals", Internal),
            ("trades", Internal),
            ("alternatives", Internal),
            ("relationship", Internal),
            ("expected", Internal),
            ("consequences", Internal),
            ("power", Internal),
            ("solutions", Internal),
            ("outcome", Internal),
        ],
    },
    Held {
        table: "action",
        words: "actions",
        whose: OF_COMPLAINT,
        columns: &[
            ID,
            ("complaint", Bound),
            ("cause", Internal),
            ("kind", Internal),
            ("what", Internal),
            BY,
            ("agreed", Internal),
            ("due", Internal),
            ("done", Internal),
            ("verified", Internal),
            ("dropped", Internal),
        ],
    },
    Held {
        table: "apart",
        words: "look-alikes",
        whose: "one = ?1 OR other = ?1",
        columns: &[
            ID,
            ("one", Internal),
            ("other", Internal),
            ("noted", Internal),
        ],
    },
    Held {
        table: "file_draft",
        words: "drafts",
        whose: OWN,
        columns: &[
            ID,
            ("window", Bound),
            CUSTOMER,
            ("form", Internal),
            ("text", Internal),
            ("at", Internal),
        ],
    },
];
