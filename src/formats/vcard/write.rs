//! Cards of our own: one a customer, folded at 75 octets, nothing in them that could pass for a line of its own.

use std::fmt::Write as _;

use super::{Version, card::KNOWN, label, lines};
use crate::{
    domain::{Address, ChannelRule, Customer, Fact, PartialDate, Preference, Tier},
    formats::{
        Row,
        text::{clean, line, tag_word, yes_word},
    },
};

/// The card of one customer, line ends included.
pub fn write(row: &Row<'_>, version: Version) -> String {
    let customer = row.customer;
    let mut card = Writer {
        out: String::with_capacity(512),
        version,
        groups: 0,
    };
    card.raw("BEGIN:VCARD");
    card.raw(match version {
        Version::Three => "VERSION:3.0",
        Version::Four => "VERSION:4.0",
    });
    card.names(customer);
    card.birthday(customer.birthday);
    card.reach(customer);
    let tags: Vec<String> = customer
        .tags
        .iter()
        .filter_map(|tag| tag_word(&tag.word))
        .map(|word| escape(&word))
        .collect();
    if !tags.is_empty() {
        card.raw(&format!("CATEGORIES:{}", tags.join(",")));
    }
    customer.facts.iter().for_each(|fact| card.fact(fact));
    customer.preferences.iter().for_each(|like| card.like(like));
    customer.channels.iter().for_each(|rule| card.channel(rule));
    card.ours(row);
    card.kept(&customer.kept);
    card.raw("END:VCARD");
    card.out
}

struct Writer {
    out: String,
    version: Version,
    groups: usize,
}

impl Writer {
    /// Writes one content line, folded at 75 octets and never inside a character (RFC 6350 section 3.2).
    fn raw(&mut self, text: &str) {
        let (mut from, mut room) = (0, 75);
        while text.len() - from > room {
            let to = text.floor_char_boundary(from + room);
            self.out.push_str(&text[from..to]);
            self.out.push_str("\r\n ");
            (from, room) = (to, 74);
        }
        self.out.push_str(&text[from..]);
        self.out.push_str("\r\n");
    }

    /// Writes a one-line value, unless it is empty.
    fn text(&mut self, name: &str, value: &str) {
        let value = line(value);
        if !value.is_empty() {
            self.raw(&format!("{name}:{}", escape(&value)));
        }
    }

    fn names(&mut self, customer: &Customer) {
        let uid = line(&customer.uid);
        if !uid.is_empty() {
            let dashes = uid.bytes().filter(|byte| *byte == b'-').count();
            let is_uuid = uid.len() == 36 && dashes == 4;
            let name = match self.version {
                Version::Three => "UID:",
                Version::Four if is_uuid => "UID:urn:uuid:",
                Version::Four => "UID;VALUE=text:",
            };
            self.raw(&format!("{name}{}", escape(&uid)));
        }
        let name = line(&customer.name);
        let shown = if name.is_empty() {
            line(customer.shown_name())
        } else {
            name.clone()
        };
        self.raw(&format!("FN:{}", escape(&shown)));
        self.raw(&format!("N:;{};;;", escape(&shown)));
        if name.is_empty() {
            self.raw("X-REGULARS-NAME:");
        }
        self.text("NICKNAME", &customer.call_me);
        self.text("X-PHONETIC-FIRST-NAME", &customer.say);
        let sort = match self.version {
            Version::Three => "SORT-STRING",
            Version::Four => "X-REGULARS-SORT-KEY",
        };
        self.text(sort, &customer.sort_key);
        self.text("ORG", &customer.company);
    }

    /// vCard 3.0 knows whole dates only; iPhones leave the year out by naming one that does not count.
    fn birthday(&mut self, birthday: Option<PartialDate>) {
        let Some(date) = birthday else { return };
        let whole = date.year().is_some() && date.day().is_some();
        let text = date.to_string();
        match self.version {
            Version::Four if date.day().is_some() => {
                let (year, days) = text.split_at(text.len() - 5);
                let year = year.trim_end_matches('-');
                let year = if year.is_empty() { "--" } else { year };
                self.raw(&format!("BDAY:{year}{}", days.replace('-', "")));
            }
            Version::Four => self.raw(&format!("BDAY:{text}")),
            Version::Three if whole => self.raw(&format!("BDAY:{text}")),
            Version::Three if date.day().is_some() => {
                let days = text.trim_start_matches('-');
                self.raw(&format!("BDAY;X-APPLE-OMIT-YEAR=1604:1604-{days}"));
            }
            Version::Three => self.raw(&format!("X-REGULARS-BIRTHDAY:{text}")),
        }
    }

    /// Phones, e-mail and postal addresses.
    fn reach(&mut self, customer: &Customer) {
        for phone in &customer.phones {
            let raw = line(&phone.raw);
            if !raw.is_empty() {
                self.labelled("TEL", &phone.label, &escape(&raw));
            }
        }
        let email = match self.version {
            Version::Three => "EMAIL;TYPE=INTERNET",
            Version::Four => "EMAIL",
        };
        for address in &customer.emails {
            let text = line(&address.address);
            if !text.is_empty() {
                self.labelled(email, &address.label, &escape(&text));
            }
        }
        for address in &customer.addresses {
            if !address.line().trim().is_empty() {
                self.labelled("ADR", &address.label, &address_value(address));
            }
        }
    }

    /// A property with its label: TYPE words where vCard has them, else an X-ABLabel beside it.
    fn labelled(&mut self, name: &str, label: &str, value: &str) {
        let label = line(label);
        match label::types(&label) {
            Some("") => self.raw(&format!("{name}:{value}")),
            Some(types) => self.raw(&format!("{name};TYPE={types}:{value}")),
            None => {
                self.groups += 1;
                let group = format!("label{}", self.groups);
                self.raw(&format!("{group}.{name}:{value}"));
                self.raw(&format!("{group}.X-ABLabel:{}", escape(&label)));
            }
        }
    }

    /// A plain note is a NOTE; a fact that says more has a line of ours.
    fn fact(&mut self, fact: &Fact) {
        let (label, text) = (line(&fact.label), escape(&clean(&fact.text)));
        match (&*label, fact.learned) {
            _ if text.is_empty() => {}
            ("note", None) => self.raw(&format!("NOTE:{text}")),
            (label, learned) => {
                let (label, day) = (escape(label), or_empty(learned));
                self.raw(&format!("X-REGULARS-FACT:{label};{day};{text}"));
            }
        }
    }

    fn like(&mut self, like: &Preference) {
        let text = escape(&clean(&like.text));
        if !text.is_empty() {
            let (since, ended) = (or_empty(like.since), or_empty(like.ended));
            self.raw(&format!(
                "X-REGULARS-LIKE:{};{since};{ended};{text}",
                like.kind
            ));
        }
    }

    fn channel(&mut self, rule: &ChannelRule) {
        let (marketing, consent) = (yes_word(rule.marketing), or_empty(rule.consent_on));
        let best = escape(&line(&rule.best_time));
        self.raw(&format!(
            "X-REGULARS-CHANNEL:{};{};{marketing};{consent};{best}",
            rule.channel, rule.leave
        ));
    }

    fn ours(&mut self, row: &Row<'_>) {
        let customer = row.customer;
        let until = or_empty(customer.going_through_until);
        self.text("X-REGULARS-HOOK", &customer.hook);
        self.text("X-REGULARS-DO", &customer.handling_do);
        self.text("X-REGULARS-DONT", &customer.handling_dont);
        self.text("X-REGULARS-GOING-THROUGH", &customer.going_through);
        self.text("X-REGULARS-GOING-THROUGH-UNTIL", &until);
        self.text("X-REGULARS-HANDOVER", &customer.handover);
        self.text("X-REGULARS-SOURCE", &customer.source);
        self.text("X-REGULARS-REFERRED-BY", row.referred_by);
        self.text("X-REGULARS-SINCE", &or_empty(customer.since));
        let check_in = customer
            .check_in
            .map_or_else(String::new, |it| it.to_string());
        self.text("X-REGULARS-TIER", customer.tier.map_or("", Tier::word));
        self.text("X-REGULARS-TIER-WHY", &customer.tier_why);
        self.text("X-REGULARS-CHECK-IN", &check_in);
        self.text("X-REGULARS-TILL-NUMBER", &customer.till_number);
        self.text("X-REGULARS-CREATED", &customer.created.to_string());
    }

    /// Kept lines go out as the properties they were, where they come back the same; others on a line of ours.
    fn kept(&mut self, kept: &str) {
        let kept = clean(kept);
        if kept.is_empty() {
            return;
        }
        for text in kept.split('\n').map(clean) {
            if is_foreign_property(&text) {
                self.raw(&text);
            } else {
                self.raw(&format!("X-REGULARS-KEPT:{}", escape(&text)));
            }
        }
    }
}

/// Would this line be read as a property that means nothing here?
fn is_foreign_property(text: &str) -> bool {
    let bytes = text.as_bytes().into();
    let mut room = String::new();
    let line = lines::Line { number: 0, bytes };
    let Some(property) = lines::property(&line, || encoding_rs::UTF_8, &mut room) else {
        return false;
    };
    let ours = ["X-REGULARS-", "X-PHONETIC-"];
    let head = text.split(':').next().unwrap_or(text).to_ascii_uppercase();
    let encoded = ["ENCODING", "CHARSET", "QUOTED-PRINTABLE", "BASE64", ";;"];
    clean(text) == text
        && text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && !property.value.trim().is_empty()
        && !property.binary
        && property.params.is_ascii()
        && !property.params.ends_with(';')
        && !KNOWN.contains(&property.name)
        && !ours.iter().any(|word| property.name.starts_with(word))
        && !encoded.iter().any(|word| head.contains(word))
        && text.contains(property.name)
}

fn address_value(address: &Address) -> String {
    let mut value = String::from(";");
    let street = clean(&address.street);
    let parts = [
        &address.city,
        &address.region,
        &address.postcode,
        &address.country,
    ];
    let _ = write!(value, ";{}", escape(&street));
    for part in parts {
        let _ = write!(value, ";{}", escape(&line(part)));
    }
    value
}

/// Backslashes, separators and line breaks, so that a value stays one value (RFC 6350 section 3.4).
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '\\' | ',' | ';' => safe.extend(['\\', letter]),
            '\n' => safe.push_str("\\n"),
            letter => safe.push(letter),
        }
    }
    safe
}

fn or_empty(day: Option<chrono::NaiveDate>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}
