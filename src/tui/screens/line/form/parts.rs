//! The fields of each kind of line.

use crate::{
    domain::line::LineKind,
    tui::widgets::field::{Field, Part, choice, lines, text},
};

const WHEN: Part = Part::One(text(
    "when",
    "when",
    "a day, a time, or both: yesterday 14:30",
));
const BY: Part = Part::One(text("by", "by", "initials of who served"));
const PROMISED: Part = Part::Many(
    "promises",
    &[
        text("what", "promise", "what was promised; Ctrl-N one more"),
        DUE,
    ],
);
const DUE: Field = text("due", "due", "a day: fri, +3d, 14.6., eom; empty for none");

const LOG: &[Part] = &[
    Part::One(lines("text", "said", "what was said")),
    Part::One(choice(
        "channel",
        "channel",
        &["call", "text", "mail", "visit", "post", "chat", "own"],
    )),
    Part::One(choice("direction", "direction", &["in", "out"])),
    Part::One(choice("mood", "mood", &["", "-2", "-1", "0", "+1", "+2"])),
    PROMISED,
    WHEN,
    Part::One(text(
        "reason",
        "reason",
        "planning, enquiry, order, thanks, own words",
    )),
    Part::One(choice("outcome", "outcome", &["", "yes", "no", "later"])),
    Part::One(text("why_not", "why not", "with a no: why")),
    Part::One(text("tags", "tags", "words with spaces between")),
    BY,
];

const PROMISE: &[Part] = &[
    Part::One(lines("text", "promised", "what was promised")),
    Part::One(DUE),
    BY,
];

const COMPLAINT: &[Part] = &[
    Part::One(lines("text", "complaint", "what went wrong")),
    Part::One(text(
        "wants",
        "wants",
        "what would put it right, in the customer's words",
    )),
    Part::One(choice("heat", "heat", &["calm", "upset", "furious"])),
    Part::One(choice(
        "source",
        "source",
        &["direct", "overheard", "second-hand", "review", "observed"],
    )),
    Part::One(text("tags", "category", "one of the shop's own words")),
    PROMISED,
    WHEN,
    BY,
];

const PREFERENCE: &[Part] = &[
    Part::One(choice(
        "kind",
        "about",
        &["what", "how", "when", "where", "pay", "avoid"],
    )),
    Part::One(lines("text", "like or avoid", "in the customer's words")),
];

const FACT: &[Part] = &[
    Part::One(text(
        "label",
        "label",
        "family, pet, birthday, goal; or empty",
    )),
    Part::One(lines("text", "fact", "the note itself")),
];

const WANT_TEXT: Part = Part::One(lines("text", "want", "what they wait for"));
const WANT: &[Part] = &[WANT_TEXT, PROMISED, WHEN, BY];
const WANT_AGAIN: &[Part] = &[WANT_TEXT, WHEN, BY];

const FEEDBACK_TEXT: Part = Part::One(lines("text", "feedback", "what they said, in their words"));
const SAID: Part = Part::One(choice("said", "kind", &["praise", "idea", "criticism"]));
const SCORE: Part = Part::One(choice("score", "score", &["", "1", "2", "3", "4", "5"]));
const METHOD: Part = Part::One(choice(
    "method",
    "method",
    &["asked", "survey", "mystery shopper", "review", "observed"],
));
const STAGE: Part = Part::One(choice(
    "stage",
    "stage",
    &[
        "",
        "before",
        "choosing",
        "buying",
        "delivery",
        "using",
        "aftercare",
    ],
));
const ABOUT: Part = Part::One(text("about", "product", "what it is about; Tab completes"));
const FEEDBACK: &[Part] = &[
    FEEDBACK_TEXT,
    SAID,
    SCORE,
    METHOD,
    ABOUT,
    STAGE,
    PROMISED,
    WHEN,
    BY,
];
const FEEDBACK_AGAIN: &[Part] = &[FEEDBACK_TEXT, SAID, SCORE, METHOD, ABOUT, STAGE, WHEN, BY];

const THANKS_TEXT: Part = Part::One(lines("text", "thanks", "how you thanked them"));
const FOR: Part = Part::One(choice(
    "for",
    "for",
    &[
        "own",
        "referral",
        "feedback",
        "complaint",
        "enquiry",
        "first purchase",
    ],
));
const THANKS: &[Part] = &[THANKS_TEXT, FOR, PROMISED, WHEN, BY];
const THANKS_AGAIN: &[Part] = &[THANKS_TEXT, FOR, WHEN, BY];

const EXTRA_TEXT: Part = Part::One(lines(
    "text",
    "extra",
    "what it was, on top of what they paid for",
));
const FAVOUR: Part = Part::One(choice("favour", "direction", &["given", "received"]));
const COST: Part = Part::One(text("cost", "cost", "what it cost the shop: 1.50"));
const REACTION: Part = Part::One(text("reaction", "reaction", "how they took it"));
const EXTRA: &[Part] = &[EXTRA_TEXT, FAVOUR, COST, REACTION, PROMISED, WHEN, BY];
const EXTRA_AGAIN: &[Part] = &[EXTRA_TEXT, FAVOUR, COST, REACTION, WHEN, BY];

const QUANTITY: Part = Part::One(text(
    "quantity",
    "quantity",
    "2, 0.35; below zero: given back",
));
const PRODUCT: Part = Part::One(text(
    "text",
    "product",
    "what it was; Tab completes, new ones are added",
));
const AMOUNT: Part = Part::One(text(
    "amount",
    "amount",
    "what they paid in all; empty: at its price",
));
const DAY: Part = Part::One(text("when", "day", "yesterday, fri, 12.6."));
const BOUGHT: &[Part] = &[QUANTITY, PRODUCT, AMOUNT, DAY, PROMISED, BY];
const BOUGHT_AGAIN: &[Part] = &[QUANTITY, PRODUCT, AMOUNT, DAY, BY];

/// The fields of a line of this kind; tags have none.
pub fn parts(kind: LineKind) -> Option<&'static [Part]> {
    Some(match kind {
        LineKind::Log => LOG,
        LineKind::Promise => PROMISE,
        LineKind::Complaint => COMPLAINT,
        LineKind::Preference => PREFERENCE,
        LineKind::Fact => FACT,
        LineKind::Want => WANT,
        LineKind::Feedback => FEEDBACK,
        LineKind::Thanks => THANKS,
        LineKind::Extra => EXTRA,
        LineKind::Bought => BOUGHT,
        LineKind::Tags => return None,
    })
}

/// The fields of what was saved already, where one line made it and it has no form of its own.
pub fn again(kind: LineKind) -> Option<&'static [Part]> {
    Some(match kind {
        LineKind::Want => WANT_AGAIN,
        LineKind::Feedback => FEEDBACK_AGAIN,
        LineKind::Thanks => THANKS_AGAIN,
        LineKind::Extra => EXTRA_AGAIN,
        LineKind::Bought => BOUGHT_AGAIN,
        _ => return None,
    })
}
