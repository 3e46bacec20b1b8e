//! The filter words of people, with what may stand behind each.

use super::Thing;
use crate::{
    domain::{Channel, Rung},
    search::{Own, Values, Vocabulary, vocabulary::keyword},
};

/// The filter words of every list of people.
pub const PEOPLE: Vocabulary = Vocabulary(&[
    keyword("tag", "a tag, like tag:vip", Values::Own(Own::Tag)),
    keyword("tier", "a, b or c", Values::These(|| vec!["a", "b", "c"])),
    keyword(
        "rung",
        "prospect, customer, client, supporter or advocate; with + behind it also higher",
        Values::These(|| Rung::ALL.iter().map(|rung| rung.word()).collect()),
    ),
    keyword(
        "bought",
        "a product or group, like bought:rye or bought:rye<30d",
        Values::Own(Own::Product),
    ),
    keyword(
        "spent",
        "more or less than an amount in 12 months, like spent:>100 or spent:<50",
        Values::These(|| vec![">100", "<50"]),
    ),
    keyword(
        "last",
        "more or less than a time ago, like last:>90d or last:<2w",
        Values::These(|| vec![">90d", "<30d", ">6m", ">1y"]),
    ),
    keyword(
        "since",
        "a year or month, like since:2024 or since:2024-06",
        Values::None,
    ),
    keyword(
        "channel",
        "call, text, mail, visit, post, chat or own",
        Values::These(|| Channel::ALL.iter().map(|channel| channel.word()).collect()),
    ),
    keyword(
        "source",
        "how they found the shop, like source:flyer",
        Values::Own(Own::Source),
    ),
    keyword("owes", "promise", Values::These(|| vec!["promise"])),
    keyword(
        "has",
        "complaint, promise, want, phone, email or birthday",
        Values::These(|| Thing::ALL.iter().map(|thing| thing.word()).collect()),
    ),
    keyword(
        "birthday",
        "this-month or the number of a month, like birthday:6",
        Values::These(|| vec!["this-month"]),
    ),
    keyword(
        "by",
        "the initials of who served them, like by:SK",
        Values::Own(Own::Staff),
    ),
]);
