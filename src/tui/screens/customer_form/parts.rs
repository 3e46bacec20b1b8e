//! The fields of a customer, in the order in which they are asked.

use crate::tui::widgets::field::{Part, choice, lines, text};

/// Columns of a field that takes the right half of a line; what stands at its end takes [`LABEL`], what stands before that [`WORD`].
const HALF: u16 = WORD + LABEL;

/// Columns of a field that says what the one before is for.
const LABEL: u16 = 22;

/// Columns of one word to choose.
const WORD: u16 = 18;

/// The whole form.
pub const PARTS: &[Part] = &[
    Part::One(text(
        "name",
        "name",
        "as on their letters, any script, any order",
    )),
    Part::One(text("call_me", "call me", "what to call them")),
    Part::One(text("say", "say", "how the name sounds: ZOH-ee").beside(HALF)),
    Part::One(text(
        "hook",
        "hook",
        "how to recognise them: red coat, dog Miso",
    )),
    Part::One(text(
        "company",
        "company",
        "the company or household they belong to",
    )),
    Part::One(
        text(
            "sort_key",
            "sort key",
            "how to sort the name, where that is not as written",
        )
        .beside(HALF),
    ),
    Part::Many(
        "phones",
        &[
            text(
                "phone",
                "phone",
                "as you dial it, words too; Ctrl-N one more",
            )
            .head("Phones and addresses"),
            text("phone_label", "label", "mobile, work, or your own word").beside(LABEL),
        ],
    ),
    Part::Many(
        "emails",
        &[
            text("email", "e-mail", "the address; Ctrl-N one more"),
            text("email_label", "label", "work, home, or your own word").beside(LABEL),
        ],
    ),
    Part::Many(
        "addresses",
        &[
            lines(
                "street",
                "street",
                "street and house, several lines if need be; Ctrl-N one more address",
            ),
            text("address_label", "label", "home, delivery, or your own word").beside(LABEL),
            text("postcode", "postcode", "the postcode"),
            text("city", "city", "the town").beside(HALF),
            text("region", "region", "county, state or province"),
            text("country", "country", "in words or as a code").beside(HALF),
        ],
    ),
    Part::One(
        text("do", "do", "one line of what to do: offer water for Miso").head("Serving them"),
    ),
    Part::One(text(
        "dont",
        "don't",
        "one line of what not to do: rush her",
    )),
    Part::One(text(
        "handover",
        "handover",
        "one line for whoever serves next",
    )),
    Part::One(text(
        "going_through",
        "going through",
        "a hard time, in a few words",
    )),
    Part::One(text("until", "until", "its last day: eom, +2w, 14.6.").beside(LABEL)),
    Part::Many(
        "rules",
        &[
            choice(
                "channel",
                "channel",
                &["", "call", "text", "mail", "visit", "post", "chat", "own"],
            )
            .head("How to reach them"),
            choice("leave", "we may", &["ok", "prefer", "never"]).beside(HALF),
            text(
                "best_time",
                "best time",
                "in their words: after 15:00; Ctrl-N one more channel",
            ),
            choice("marketing", "marketing", &["", "yes", "no"]).beside(WORD),
            text("consent", "on", "the day they said so; empty means today").beside(LABEL),
        ],
    ),
    Part::One(
        text(
            "birthday",
            "birthday",
            "14 June, 14 June 1961, June 1961 or 1961",
        )
        .head("About them"),
    ),
    Part::One(text(
        "tags",
        "tags",
        "words with spaces between: vip delivery",
    )),
    Part::Many(
        "likes",
        &[
            text("like", "like or avoid", "in their words; Ctrl-N one more"),
            choice(
                "kind",
                "about",
                &["what", "how", "when", "where", "pay", "avoid"],
            )
            .beside(WORD),
            text("ended", "ended", "the day it ended; empty while it holds").beside(LABEL),
        ],
    ),
    Part::Many(
        "facts",
        &[
            text("fact", "fact", "a personal note; Ctrl-N one more"),
            text(
                "fact_label",
                "label",
                "family, pet, birthday, goal, or empty",
            )
            .beside(LABEL),
        ],
    ),
    Part::One(
        text(
            "since",
            "here since",
            "a day, a month or a year: March 2019",
        )
        .head("With the shop"),
    ),
    Part::One(text(
        "source",
        "source",
        "how they found the shop: flyer, walked in",
    )),
    Part::One(text(
        "bringer",
        "brought by",
        "a customer: name, phone or #12; Tab completes",
    )),
    Part::One(choice("tier", "tier", &["", "A", "B", "C"])),
    Part::One(
        text(
            "tier_why",
            "because",
            "why this tier; without a tier it is computed",
        )
        .beside(HALF),
    ),
    Part::One(text(
        "check_in",
        "check in",
        "every so many days; 0 for never; empty: as the tier says",
    )),
    Part::One(choice("rung", "rung", &["", "+1", "-1"])),
    Part::One(
        text(
            "rung_why",
            "because",
            "why one rung above or below the one computed",
        )
        .beside(HALF),
    ),
    Part::One(text(
        "till_number",
        "till number",
        "what the till or web shop calls them",
    )),
    Part::One(text(
        "lost",
        "lost",
        "the day a prospect was given up; empty while there is hope",
    )),
    Part::One(text("lost_why", "because", "why they did not buy").beside(HALF)),
];
