//! Several values in one cell, one a line, as a shopkeeper can read them and as they are read back.
//!
//! | cell | one line |
//! |---|---|
//! | more phones, more e-mails | `mobile: 0711 12345`, or just the number |
//! | more addresses | `home: Long Lane 5; 70173; Stuttgart; Baden-Württemberg; DE` |
//! | facts | `2024-05-01 pet: dog Miso`, the day where it is known |
//! | likes | `2024-05-01 what: oat flat white`; ended ones `2024-05-01..2025-02-03 what: …` |
//! | channels | `text: prefer; after 15:00; marketing yes; 2024-05-01` |
//!
//! A line break inside a value is `\n`, a backslash `\\`, and where a sign would cut it, the sign has a backslash before it.

use chrono::NaiveDate;

use crate::domain::{
    Address, Channel, ChannelRule, Email, Fact, Leave, Phone, Preference, PreferenceKind,
};
use crate::formats::text::{clean, line, read_yes, yes_word};

/// Lines of a cell, without empty ones.
pub fn lines(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('\n').map(str::trim).filter(|it| !it.is_empty())
}

/// A further phone.
pub fn phone(phone: &Phone) -> String {
    labelled(&phone.label, &line(&phone.raw))
}

/// Reads [`phone()`].
pub fn read_phone(text: &str) -> Phone {
    let (label, raw) = read_labelled(text);
    Phone {
        raw,
        label,
        ..Phone::default()
    }
}

/// A further e-mail address.
pub fn email(email: &Email) -> String {
    labelled(&email.label, &line(&email.address))
}

/// Reads [`email()`].
pub fn read_email(text: &str) -> Email {
    let (label, address) = read_labelled(text);
    Email {
        address,
        label,
        ..Email::default()
    }
}

/// A further postal address: street, postcode, city, region, country.
pub fn address(address: &Address) -> String {
    let parts = [
        clean(&address.street),
        line(&address.postcode),
        line(&address.city),
        line(&address.region),
        line(&address.country),
    ];
    let parts = parts.map(|part| escape(&part, ';'));
    format!(
        "{}: {}",
        escape(&line(&address.label), ':'),
        parts.join("; ")
    )
}

/// Reads [`address()`].
pub fn read_address(text: &str) -> Address {
    let (label, rest) = cut(text, ": ").unwrap_or(("", text));
    let mut parts = split(rest, ';').map(|part| unescape(part.trim()));
    let mut part = || parts.next().unwrap_or_default();
    Address {
        street: part(),
        postcode: part(),
        city: part(),
        region: part(),
        country: part(),
        label: unescape(label),
        ..Address::default()
    }
}

/// A fact.
pub fn fact(fact: &Fact) -> String {
    let day = fact
        .learned
        .map(|day| format!("{day} "))
        .unwrap_or_default();
    let label = escape(&line(&fact.label), ':');
    format!("{day}{label}: {}", escape(&clean(&fact.text), '\\'))
}

/// Reads [`fact()`].
pub fn read_fact(text: &str) -> Fact {
    let first = text.split_once(' ');
    let day: Option<NaiveDate> = first.and_then(|(day, _)| day.parse().ok());
    let rest = first
        .filter(|_| day.is_some())
        .map_or(text, |(_, rest)| rest);
    let (label, text) = cut(rest, ": ").unwrap_or(("", rest));
    Fact {
        label: unescape(label),
        text: unescape(text.trim()),
        learned: day,
        ..Fact::default()
    }
}

/// A like or avoid.
pub fn like(like: &Preference) -> String {
    let since = like.since.map(|day| day.to_string()).unwrap_or_default();
    let days = match like.ended {
        Some(ended) => format!("{since}..{ended} "),
        None if since.is_empty() => since,
        None => format!("{since} "),
    };
    format!("{days}{}: {}", like.kind, escape(&clean(&like.text), '\\'))
}

/// Reads [`like()`]; `None` when the line does not say what it is about.
pub fn read_like(text: &str) -> Option<Preference> {
    let (head, text) = text.split_once(": ")?;
    let (days, kind) = head.rsplit_once(' ').unwrap_or(("", head));
    let (since, ended) = days.split_once("..").unwrap_or((days, ""));
    Some(Preference {
        id: Default::default(),
        kind: PreferenceKind::from_word(kind)?,
        text: unescape(text.trim()),
        since: since.parse().ok(),
        ended: ended.parse().ok(),
    })
}

/// A channel rule.
pub fn channel(rule: &ChannelRule) -> String {
    let marketing = match yes_word(rule.marketing) {
        "" => String::new(),
        word => format!("marketing {word}"),
    };
    let consent = rule.consent_on.map(|day| day.to_string());
    let best = escape(&line(&rule.best_time), ';');
    let parts = [
        rule.leave.word(),
        &best,
        &marketing,
        &consent.unwrap_or_default(),
    ]
    .join("; ");
    let parts = parts.trim_end_matches([';', ' ']);
    // A best time that ends in an escaped sign keeps it.
    let kept = if parts.ends_with('\\') { ";" } else { "" };
    format!("{}: {parts}{kept}", rule.channel)
}

/// Reads [`channel()`]; `None` when the line is about no channel we know.
pub fn read_channel(text: &str) -> Option<ChannelRule> {
    let (channel, rest) = text.split_once(": ")?;
    let mut parts = split(rest, ';').map(|part| unescape(part.trim()));
    let mut part = || parts.next().unwrap_or_default();
    Some(ChannelRule {
        id: Default::default(),
        channel: Channel::from_word(channel)?,
        leave: Leave::from_word(&part())?,
        best_time: part(),
        marketing: read_yes(part().trim_start_matches("marketing ")),
        consent_on: part().parse().ok(),
    })
}

fn labelled(label: &str, value: &str) -> String {
    let label = escape(&line(label), ':');
    if label.is_empty() && !value.contains(": ") && !value.contains('\\') {
        return value.to_owned();
    }
    format!("{label}: {}", escape(value, '\\'))
}

fn read_labelled(text: &str) -> (String, String) {
    match cut(text, ": ") {
        Some((label, value)) => (unescape(label), unescape(value.trim())),
        None => (String::new(), text.to_owned()),
    }
}

/// Cuts at the first mark that is not escaped.
fn cut<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let mut from = 0;
    while let Some(found) = text[from..].find(mark) {
        let at = from + found;
        let slashes = text[..at].bytes().rev().take_while(|b| *b == b'\\').count();
        if slashes % 2 == 0 {
            return Some((&text[..at], &text[at + mark.len()..]));
        }
        from = at + mark.len();
    }
    None
}

/// Parts between separators that are not escaped.
pub fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut escaped = false;
    text.split(move |letter: char| {
        let is_cut = letter == separator && !escaped;
        escaped = letter == '\\' && !escaped;
        is_cut
    })
}

/// A backslash before backslashes and the cutting sign; line breaks as `\n`.
pub fn escape(text: &str, sign: char) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => safe.push_str("\\n"),
            letter if letter == '\\' || letter == sign => safe.extend(['\\', letter]),
            letter => safe.push(letter),
        }
    }
    safe
}

/// Undoes [`escape`].
pub fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (letter, letter == '\\') {
            (_, true) => match letters.next() {
                Some('n') => plain.push('\n'),
                Some(other) => plain.push(other),
                None => plain.push('\\'),
            },
            (letter, false) => plain.push(letter),
        }
    }
    plain
}
