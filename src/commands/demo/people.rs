//! Reads `assets/demo/people.txt`: who the made-up shop knows.

use anyhow::Result;
use chrono::{NaiveDate, NaiveTime};

use super::text::{self, Line};
use crate::domain::{
    Address, Channel, ChannelRule, Customer, CustomerId, Email, Fact, Leave, Phone, Preference,
    PreferenceKind, Stamp, Tag, id::ChannelRuleId, id::PreferenceId,
};

/// Everybody in the file, numbered from 1 in its order.
pub(super) fn read(file: &str, content: &str, now: Stamp) -> Result<Vec<Customer>> {
    let mut people = Vec::new();
    let mut open: Option<(Line, Customer)> = None;
    for line in Line::all(file, content) {
        if line.text.is_empty() {
            finish(open.take(), &mut people, now)?;
            continue;
        }
        let (_, customer) = open.get_or_insert_with(|| (line, Customer::default()));
        take(customer, &line, &people, now.day())?;
    }
    finish(open, &mut people, now)?;
    Ok(people)
}

/// Who is called this in the shop's lists.
pub(super) fn named(people: &[Customer], name: &str) -> Option<CustomerId> {
    let mut all = people.iter().filter(|one| one.shown_name() == name);
    let found = all.next()?.id;
    all.next().is_none().then_some(found)
}

fn finish(open: Option<(Line, Customer)>, people: &mut Vec<Customer>, now: Stamp) -> Result<()> {
    let Some((line, mut customer)) = open else {
        return Ok(());
    };
    customer.check().map_err(|why| line.wrong(why))?;
    let number = people.len() + 1;
    customer.id = CustomerId(i64::try_from(number)?);
    customer.uid = format!("corner-coffee-{number}");
    let known = customer.since.unwrap_or(now.day());
    customer.created = text::at(known, NaiveTime::default(), now).unwrap_or(now);
    people.push(customer);
    Ok(())
}

/// Takes over one line of a paragraph.
fn take(customer: &mut Customer, line: &Line, people: &[Customer], today: NaiveDate) -> Result<()> {
    let (word, value) = line.pair()?;
    if let Some(text) = plain(customer, word) {
        *text = value.into();
        return Ok(());
    }
    let parts: Vec<&str> = value.split('|').map(str::trim).collect();
    let part = |at: usize| parts.get(at).copied().unwrap_or_default();
    let day = |at: usize| match part(at) {
        "" => Ok(None),
        text => line.day(text, today).map(Some),
    };
    match word {
        "birthday" => customer.birthday = Some(value.parse().map_err(|why| line.wrong(why))?),
        "since" => customer.since = day(0)?,
        "going through" => {
            customer.going_through = part(0).into();
            customer.going_through_until = day(1)?;
        }
        "referred by" => {
            let found = named(people, value);
            customer.referred_by =
                Some(found.ok_or_else(|| line.wrong(format!("{value:?} is nobody above")))?);
        }
        "fact" => customer.facts.push(Fact {
            label: part(1).into(),
            text: part(2).into(),
            learned: day(0)?,
            ..Fact::default()
        }),
        "tag" => customer.tags.extend(
            value
                .split_whitespace()
                .map(|tag| Tag::from(tag.to_string())),
        ),
        _ if reach(customer, word, &parts) => {}
        _ => match (Channel::from_word(word), PreferenceKind::from_word(word)) {
            (Some(channel), _) => customer.channels.push(ChannelRule {
                id: ChannelRuleId::NEW,
                channel,
                leave: Leave::from_word(part(0))
                    .ok_or_else(|| line.wrong("prefer, ok or never?"))?,
                best_time: part(1).into(),
                marketing: consent(part(2)).map_err(|why| line.wrong(why))?,
                consent_on: day(3)?,
            }),
            (None, Some(kind)) => customer.preferences.push(Preference {
                id: PreferenceId::NEW,
                kind,
                text: part(0).into(),
                since: day(1)?,
                ended: day(2)?,
            }),
            (None, None) => return Err(line.wrong(format!("{word:?} is no word of this file"))),
        },
    }
    Ok(())
}

/// The field of plain text that this word stands for.
fn plain<'a>(customer: &'a mut Customer, word: &str) -> Option<&'a mut String> {
    Some(match word {
        "name" => &mut customer.name,
        "call me" => &mut customer.call_me,
        "say" => &mut customer.say,
        "hook" => &mut customer.hook,
        "sort key" => &mut customer.sort_key,
        "company" => &mut customer.company,
        "do" => &mut customer.handling_do,
        "don't" => &mut customer.handling_dont,
        "handover" => &mut customer.handover,
        "source" => &mut customer.source,
        _ => return None,
    })
}

/// Phones and addresses; false for any other word.
fn reach(customer: &mut Customer, word: &str, parts: &[&str]) -> bool {
    let part = |at: usize| {
        parts
            .get(at)
            .map(|part| part.to_string())
            .unwrap_or_default()
    };
    match word {
        "phone" => customer.phones.push(Phone {
            raw: part(0),
            label: part(1),
            ..Phone::default()
        }),
        "email" => customer.emails.push(Email {
            address: part(0),
            label: part(1),
            ..Email::default()
        }),
        "address" => customer.addresses.push(Address {
            street: part(0),
            city: part(1),
            postcode: part(2),
            label: part(3),
            ..Address::default()
        }),
        _ => return false,
    }
    true
}

fn consent(word: &str) -> Result<Option<bool>, &'static str> {
    match word {
        "" => Ok(None),
        "yes" => Ok(Some(true)),
        "no" => Ok(Some(false)),
        _ => Err("marketing yes or no?"),
    }
}
