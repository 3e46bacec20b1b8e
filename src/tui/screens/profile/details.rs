//! What is simply true of a customer, as lines with a head; and what is open with them.

use chrono::NaiveDate;

use crate::domain::{
    Complaint, Customer, PreferenceKind, Promise, Stamp,
    brief::{Line, open_complaint},
    phrase::{Meaning, channel_rules, day_words, promise_standing},
};

/// What is read about a customer beside the customer.
#[derive(Debug, Default)]
pub struct Around {
    /// Others with the same phone.
    pub household: Vec<String>,
    /// Who brought them.
    pub brought_by: String,
    /// Their promises, open ones first.
    pub promises: Vec<Promise>,
    /// Their complaints, newest first.
    pub complaints: Vec<Complaint>,
}

/// Everything, the most important first; what is not known has no line.
pub fn lines(customer: &Customer, around: &Around, now: Stamp) -> Vec<Line> {
    let today = now.day();
    let mut lines = vec![standing(customer), reach(customer)];
    lines.extend(open(around, now));
    lines.push(line("don't", Meaning::Warn, &customer.handling_dont));
    lines.push(line("do", Meaning::Text, &customer.handling_do));
    lines.push(hard_time(customer, today));
    lines.push(line("handover", Meaning::Text, &customer.handover));
    lines.push(likes(customer));
    lines.push(avoids(customer));
    lines.push(facts(customer));
    lines.push(birthday(customer, today));
    lines.push(contacts(customer));
    lines.push(
        Line::new("came by")
            .with(Meaning::Text, &customer.source)
            .with(Meaning::Text, prefixed("brought by ", &around.brought_by)),
    );
    lines.push(line(
        "household",
        Meaning::Text,
        &around.household.join(", "),
    ));
    lines.retain(|line| !line.pieces.is_empty());
    lines
}

fn line(head: &'static str, meaning: Meaning, text: &str) -> Line {
    Line::new(head).with(meaning, text)
}

fn prefixed(words: &str, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{words}{text}")
    }
}

/// Company, since when, tags.
fn standing(customer: &Customer) -> Line {
    let since = customer
        .since
        .map(|day| day.format("here since %b %Y").to_string());
    let tags: Vec<String> = customer
        .tags
        .iter()
        .map(|tag| format!("#{}", tag.word))
        .collect();
    Line::new("")
        .with(Meaning::Text, &customer.company)
        .with(Meaning::Muted, since.unwrap_or_default())
        .with(Meaning::Muted, tags.join(" "))
}

/// Phones, and which channels they prefer or never want.
fn reach(customer: &Customer) -> Line {
    let phones = customer.phones.iter();
    let line = phones.fold(Line::new("reach"), |line, phone| {
        let phone = format!("{} {}", phone.raw, phone.label);
        line.with(Meaning::Text, phone.trim())
    });
    line.with(Meaning::Text, channel_rules(customer))
}

fn open(around: &Around, now: Stamp) -> Vec<Line> {
    let complaints = around.complaints.iter().filter(|one| !one.is_ended());
    let complaints = complaints.map(|complaint| open_complaint(complaint, now));
    let promises = around.promises.iter().filter(|promise| promise.is_open());
    let promises = promises.map(|promise| {
        let (meaning, standing) = promise_standing(promise, now.day());
        line("promise", Meaning::Text, &promise.what).with(meaning, standing)
    });
    complaints.chain(promises).collect()
}

fn hard_time(customer: &Customer, today: NaiveDate) -> Line {
    let until = customer.going_through_until;
    if until.is_some_and(|day| day < today) {
        return Line::new("");
    }
    let until = until.map(|day| format!("until {}", day_words(day, today)));
    line("going through", Meaning::Warn, &customer.going_through)
        .with(Meaning::Muted, until.unwrap_or_default())
}

fn likes(customer: &Customer) -> Line {
    let likes = customer
        .current_preferences()
        .filter(|like| like.kind != PreferenceKind::Avoid);
    likes.fold(Line::new("likes"), |line, like| match like.kind {
        PreferenceKind::What => line.with(Meaning::Text, &like.text),
        kind => line.with(Meaning::Text, format!("{kind}: {}", like.text)),
    })
}

fn avoids(customer: &Customer) -> Line {
    let avoids = customer
        .current_preferences()
        .filter(|like| like.kind == PreferenceKind::Avoid);
    avoids.fold(Line::new("avoid"), |line, avoid| {
        line.with(Meaning::Text, &avoid.text)
    })
}

/// Newest first.
fn facts(customer: &Customer) -> Line {
    let facts = customer.facts.iter().rev();
    facts.fold(Line::new("facts"), |line, fact| {
        let label = match fact.label.as_str() {
            "" => String::new(),
            label => format!("{label}: "),
        };
        line.with(Meaning::Text, format!("{label}{}", fact.text))
    })
}

fn birthday(customer: &Customer, today: NaiveDate) -> Line {
    let Some(birthday) = customer.birthday else {
        return Line::new("");
    };
    let next = birthday.next(today).map(|day| (day - today).num_days());
    let next = next.filter(|days| *days <= 30).map(|days| match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    });
    line("birthday", Meaning::Text, &birthday.words()).with(Meaning::Warn, next.unwrap_or_default())
}

/// E-mail and postal addresses, under the word for what there is.
fn contacts(customer: &Customer) -> Line {
    let emails = customer.emails.iter().map(|email| email.address.clone());
    let addresses = customer.addresses.iter().map(|address| address.line());
    let head = if customer.addresses.is_empty() {
        "e-mail"
    } else {
        "address"
    };
    emails.chain(addresses).fold(Line::new(head), |line, text| {
        line.with(Meaning::Muted, text)
    })
}
