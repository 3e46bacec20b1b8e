//! What a file adds to a customer that is known already.

use super::keys;
use crate::{
    domain::{Customer, PartialDate},
    search::alike::is_same_phone,
};

/// The customer with all that the file adds, and the names of fields in which the file says something else. What is there already
/// stays as it is.
pub fn merge(ours: &Customer, theirs: &Customer) -> (Customer, Vec<&'static str>) {
    let mut merged = ours.clone();
    let mut differs = Vec::new();
    texts(&mut merged, theirs, &mut differs);
    if let (Some(mine), Some(other)) = (merged.birthday, theirs.birthday)
        && !is_part_of(other, mine)
    {
        differs.push("birthday");
    }
    merged.birthday = merged.birthday.or(theirs.birthday);
    merged.since = merged.since.or(theirs.since);
    if merged.tier.is_none() {
        (merged.tier, merged.tier_why) = (theirs.tier, theirs.tier_why.clone());
    }
    merged.check_in = merged.check_in.or(theirs.check_in);
    merged.referred_by = merged.referred_by.or(theirs.referred_by);
    unite(&mut merged, theirs);
    (merged, differs)
}

fn texts(merged: &mut Customer, theirs: &Customer, differs: &mut Vec<&'static str>) {
    if merged.going_through.is_empty() {
        merged.going_through_until = theirs.going_through_until;
    }
    let fields = [
        ("name", &mut merged.name, &theirs.name),
        ("call-me", &mut merged.call_me, &theirs.call_me),
        ("say", &mut merged.say, &theirs.say),
        ("hook", &mut merged.hook, &theirs.hook),
        ("sort key", &mut merged.sort_key, &theirs.sort_key),
        ("company", &mut merged.company, &theirs.company),
        ("do", &mut merged.handling_do, &theirs.handling_do),
        ("don't", &mut merged.handling_dont, &theirs.handling_dont),
        (
            "going through",
            &mut merged.going_through,
            &theirs.going_through,
        ),
        ("handover", &mut merged.handover, &theirs.handover),
        ("source", &mut merged.source, &theirs.source),
        (
            "number at the till",
            &mut merged.till_number,
            &theirs.till_number,
        ),
    ];
    for (field, mine, other) in fields {
        if mine.is_empty() {
            mine.clone_from(other);
        } else if !other.is_empty() && mine != other {
            differs.push(field);
        }
    }
}

/// Adds the rows of the other that are not there yet.
pub fn unite(merged: &mut Customer, theirs: &Customer) {
    add(&mut merged.phones, &theirs.phones, |a, b| {
        a.raw == b.raw
            || keys::phone(&a.raw) == keys::phone(&b.raw)
            || is_same_phone(&a.raw, &b.raw)
    });
    add(&mut merged.emails, &theirs.emails, |a, b| {
        keys::email(&a.address) == keys::email(&b.address)
    });
    add(&mut merged.addresses, &theirs.addresses, |a, b| {
        keys::address(a) == keys::address(b)
    });
    add(&mut merged.tags, &theirs.tags, |a, b| {
        a.word.to_lowercase() == b.word.to_lowercase()
    });
    add(&mut merged.preferences, &theirs.preferences, |a, b| {
        a.kind == b.kind && a.text == b.text
    });
    add(&mut merged.facts, &theirs.facts, |a, b| a.text == b.text);
    add(&mut merged.channels, &theirs.channels, |a, b| {
        a.channel == b.channel
    });
    for line in theirs.kept.lines() {
        if !merged.kept.lines().any(|kept| kept == line) {
            if !merged.kept.is_empty() {
                merged.kept.push('\n');
            }
            merged.kept.push_str(line);
        }
    }
}

fn add<T: Clone>(to: &mut Vec<T>, from: &[T], same: impl Fn(&T, &T) -> bool) {
    for new in from {
        if !to.iter().any(|known| same(known, new)) {
            to.push(new.clone());
        }
    }
}

/// Of two birthdays of which one says all that the other says, that one.
pub fn fuller(one: PartialDate, other: PartialDate) -> Option<PartialDate> {
    if is_part_of(other, one) {
        Some(one)
    } else {
        is_part_of(one, other).then_some(other)
    }
}

/// Does the longer date say all that the shorter one says?
fn is_part_of(part: PartialDate, whole: PartialDate) -> bool {
    let fits = |part: Option<u32>, whole: Option<u32>| part.is_none() || part == whole;
    (part.year().is_none() || part.year() == whole.year())
        && fits(part.month(), whole.month())
        && fits(part.day(), whole.day())
}
