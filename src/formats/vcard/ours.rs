//! What vCard has no place for: lines of our own, `X-REGULARS-…`, written by [`super::write()`] and read back here.

use super::{
    super::text::{clean, line, read_date, read_day, read_yes},
    card::{Card, fill},
    lines::Property,
};
use crate::domain::{
    Channel, ChannelRule, Customer, Fact, Leave, Preference, PreferenceKind, Stamp, Tier,
};

/// Takes one of our own lines; false when it says nothing we know.
pub fn take(card: &mut Card, name: &str, property: &Property<'_>) -> bool {
    let text = property.text();
    match name {
        "NAME" => card.name_unknown = text.trim().is_empty(),
        "KEPT" => card.keep_ours(&clean(&text)),
        "REFERRED-BY" => return fill(&mut card.referred_by, &text),
        "FACT" | "LIKE" | "CHANNEL" => {
            let parts: Vec<_> = property.parts(';').map(|part| part.into_owned()).collect();
            return take_parts(&mut card.customer, name, &parts);
        }
        "BIRTHDAY" | "GOING-THROUGH-UNTIL" | "SINCE" | "CREATED" => {
            return take_day(&mut card.customer, name, text.trim());
        }
        "TIER" => {
            card.customer.tier = Tier::from_word(text.trim());
            return card.customer.tier.is_some();
        }
        "CHECK-IN" => {
            card.customer.check_in = text.trim().parse().ok();
            return card.customer.check_in.is_some();
        }
        _ => match text_field(&mut card.customer, name) {
            Some(field) => return fill(field, &text),
            None => return false,
        },
    }
    true
}

fn text_field<'a>(customer: &'a mut Customer, name: &str) -> Option<&'a mut String> {
    Some(match name {
        "SORT-KEY" => &mut customer.sort_key,
        "HOOK" => &mut customer.hook,
        "DO" => &mut customer.handling_do,
        "DONT" => &mut customer.handling_dont,
        "GOING-THROUGH" => &mut customer.going_through,
        "HANDOVER" => &mut customer.handover,
        "SOURCE" => &mut customer.source,
        "TIER-WHY" => &mut customer.tier_why,
        "TILL-NUMBER" => &mut customer.till_number,
        _ => return None,
    })
}

fn take_day(customer: &mut Customer, name: &str, text: &str) -> bool {
    match name {
        "BIRTHDAY" => customer.birthday = read_date(text, false),
        "SINCE" => customer.since = read_day(text, false),
        "CREATED" => match Stamp::from_rfc3339(text) {
            Some(stamp) => customer.created = stamp,
            None => return false,
        },
        _ => customer.going_through_until = read_day(text, false),
    }
    true
}

fn take_parts(customer: &mut Customer, name: &str, parts: &[String]) -> bool {
    match (name, parts) {
        ("FACT", [label, learned, text]) => customer.facts.push(Fact {
            label: line(label).into_owned(),
            text: clean(text).into_owned(),
            learned: read_day(learned, false),
            ..Fact::default()
        }),
        ("LIKE", [kind, since, ended, text]) => {
            let Some(kind) = PreferenceKind::from_word(kind) else {
                return false;
            };
            customer.preferences.push(Preference {
                id: Default::default(),
                kind,
                text: clean(text).into_owned(),
                since: read_day(since, false),
                ended: read_day(ended, false),
            });
        }
        ("CHANNEL", [channel, leave, marketing, consent, best]) => {
            let channel = Channel::from_word(channel);
            let (Some(channel), Some(leave)) = (channel, Leave::from_word(leave)) else {
                return false;
            };
            customer.channels.push(ChannelRule {
                id: Default::default(),
                channel,
                leave,
                best_time: line(best).into_owned(),
                marketing: read_yes(marketing),
                consent_on: read_day(consent, false),
            });
        }
        _ => return false,
    }
    true
}
