//! A customer, put into the form.

use chrono::NaiveDate;

use crate::{
    domain::{Customer, PartialDate, Tag, Tier, phone},
    search::Filter,
    tui::widgets::Form,
};

/// A day as the form shows it; empty for none.
pub fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}

/// Days between two check-ins; empty where the tier says it.
pub fn check_in(days: Option<u16>) -> String {
    days.map_or_else(String::new, |days| days.to_string())
}

/// The step from the rung computed, chosen by hand.
pub fn rung(step: i8) -> &'static str {
    match step {
        1 => "+1",
        -1 => "-1",
        _ => "",
    }
}

/// Tags with spaces between.
pub fn tags(tags: &[Tag]) -> String {
    let words: Vec<&str> = tags.iter().map(|tag| tag.word.as_str()).collect();
    words.join(" ")
}

/// Tags out of a text with spaces between.
pub fn tags_of(text: &str) -> Vec<Tag> {
    let words = text.split_whitespace();
    words
        .map(|word| Tag::from(word.trim_start_matches('#').to_owned()))
        .collect()
}

/// A yes, a no, or nothing asked yet.
pub fn consent(marketing: Option<bool>) -> &'static str {
    match marketing {
        None => "",
        Some(true) => "yes",
        Some(false) => "no",
    }
}

/// A new customer from what was typed into the find box: digits are a phone, words a name, filter words nothing.
pub fn typed(form: &mut Form, text: &str) {
    let words = text.split_whitespace();
    let words = words.filter(|word| Filter::read(word).is_none());
    let (numbers, names): (Vec<&str>, Vec<&str>) = words.partition(|word| phone::is_number(word));
    form.set("name", &names.join(" "));
    form.set("phone", &numbers.join(" "));
}

/// Puts everything in; `bringer` is the name of who brought them.
pub fn fill(form: &mut Form, customer: &Customer, bringer: &str) {
    plain(form, customer);
    form.set("tags", &tags(&customer.tags));
    form.set("bringer", bringer);
    each_row(customer, &mut |group, id, values| {
        form.add(group, id, values)
    });
}

/// Puts in what is one text or day each; what was typed there meanwhile stays.
fn plain(form: &mut Form, customer: &Customer) {
    let birthday = customer.birthday.map(PartialDate::words);
    for (name, value) in [
        ("name", customer.name.as_str()),
        ("call_me", &customer.call_me),
        ("say", &customer.say),
        ("hook", &customer.hook),
        ("company", &customer.company),
        ("sort_key", &customer.sort_key),
        ("do", &customer.handling_do),
        ("dont", &customer.handling_dont),
        ("handover", &customer.handover),
        ("going_through", &customer.going_through),
        ("until", &day(customer.going_through_until)),
        ("birthday", &birthday.unwrap_or_default()),
        ("since", &day(customer.since)),
        ("source", &customer.source),
        ("tier", customer.tier.map_or("", Tier::word)),
        ("tier_why", &customer.tier_why),
        ("rung", rung(customer.rung_step)),
        ("rung_why", &customer.rung_why),
        ("till_number", &customer.till_number),
        ("lost", &day(customer.lost)),
        ("lost_why", &customer.lost_why),
        ("check_in", &check_in(customer.check_in)),
    ] {
        form.keep(name, value);
    }
}

/// Another window has saved `newer` meanwhile. What was typed stays; below it is said what stands there now.
pub fn follow(form: &mut Form, read: &Customer, newer: &Customer) {
    plain(form, newer);
    each_row(read, &mut |group, id, _| {
        let mut there = false;
        each_row(newer, &mut |other, number, values| {
            if (other, number) == (group, id) {
                there = true;
                form.keep_row(group, id, Some(values));
            }
        });
        if !there {
            form.keep_row(group, id, None);
        }
    });
}

/// What is done with a row: its part of the form, its number in the file, its texts.
type WithRow<'a> = &'a mut dyn FnMut(&'static str, i64, &[(&str, &str)]);

/// Goes through the rows of the repeated parts.
fn each_row(customer: &Customer, with: WithRow<'_>) {
    for phone in &customer.phones {
        let values = [("phone", phone.raw.as_str()), ("phone_label", &phone.label)];
        with("phones", phone.id.0, &values);
    }
    for email in &customer.emails {
        let values = [
            ("email", email.address.as_str()),
            ("email_label", &email.label),
        ];
        with("emails", email.id.0, &values);
    }
    for address in &customer.addresses {
        let values = [
            ("street", address.street.as_str()),
            ("address_label", &address.label),
            ("postcode", &address.postcode),
            ("city", &address.city),
            ("region", &address.region),
            ("country", &address.country),
        ];
        with("addresses", address.id.0, &values);
    }
    for rule in &customer.channels {
        let values = [
            ("channel", rule.channel.word()),
            ("leave", rule.leave.word()),
            ("best_time", &rule.best_time),
            ("marketing", consent(rule.marketing)),
            ("consent", &day(rule.consent_on)),
        ];
        with("rules", rule.id.0, &values);
    }
    for like in &customer.preferences {
        let values = [
            ("like", like.text.as_str()),
            ("kind", like.kind.word()),
            ("ended", &day(like.ended)),
        ];
        with("likes", like.id.0, &values);
    }
    for fact in &customer.facts {
        let values = [("fact", fact.text.as_str()), ("fact_label", &fact.label)];
        with("facts", fact.id.0, &values);
    }
}
