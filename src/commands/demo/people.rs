//! Reads `assets/demo/people.txt`: who the made-up shop knows.

use anyhow::Result;
use chrono::{Datelike, NaiveDate, NaiveTime};

use super::text::{self, Line};
use crate::domain::{
    Address, Channel, ChannelRule, Customer, CustomerId, Email, Fact, Leave, PartialDate, Phone,
    Preference, PreferenceKind, Refusal, Stamp, Tag, Tier, id::ChannelRuleId, id::PreferenceId,
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

/// What stands behind the word of a line, in parts.
struct Value<'a> {
    line: Line<'a>,
    parts: Vec<&'a str>,
    today: NaiveDate,
}

impl Value<'_> {
    fn part(&self, at: usize) -> &str {
        self.parts.get(at).copied().unwrap_or_default()
    }

    fn text(&self, at: usize) -> String {
        self.part(at).into()
    }

    fn day(&self, at: usize) -> Result<Option<NaiveDate>> {
        match self.part(at) {
            "" => Ok(None),
            text => self.line.day(text, self.today).map(Some),
        }
    }
}

/// Takes over one line of a paragraph.
fn take(customer: &mut Customer, line: &Line, people: &[Customer], today: NaiveDate) -> Result<()> {
    let (word, value) = line.pair()?;
    if let Some(text) = plain(customer, word) {
        *text = value.into();
        return Ok(());
    }
    if word == "referred by" {
        let by = named(people, value);
        let by = by.ok_or_else(|| line.wrong(format!("{value:?} is nobody above")))?;
        customer.referred_by = Some(by);
        return Ok(());
    }
    let value = Value {
        line: *line,
        parts: value.split('|').map(str::trim).collect(),
        today,
    };
    if reach(customer, word, &value) || known(customer, word, &value)? {
        return Ok(());
    }
    match (Channel::from_word(word), PreferenceKind::from_word(word)) {
        (Some(channel), _) => customer.channels.push(rule(channel, &value)?),
        (None, Some(kind)) => customer.preferences.push(Preference {
            id: PreferenceId::NEW,
            kind,
            text: value.text(0),
            since: value.day(1)?,
            ended: value.day(2)?,
        }),
        (None, None) => return Err(line.wrong(format!("{word:?} is no word of this file"))),
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
fn reach(customer: &mut Customer, word: &str, value: &Value) -> bool {
    match word {
        "phone" => customer.phones.push(Phone {
            raw: value.text(0),
            label: value.text(1),
            ..Phone::default()
        }),
        "email" => customer.emails.push(Email {
            address: value.text(0),
            label: value.text(1),
            ..Email::default()
        }),
        "address" => customer.addresses.push(Address {
            street: value.text(0),
            city: value.text(1),
            postcode: value.text(2),
            label: value.text(3),
            ..Address::default()
        }),
        _ => return false,
    }
    true
}

/// What the shop knows about them; false for any other word.
fn known(customer: &mut Customer, word: &str, value: &Value) -> Result<bool> {
    match word {
        "birthday" => {
            customer.birthday = Some(match value.part(0) {
                day if day == "today" || day.starts_with('+') => {
                    let day = value.day(0)?.unwrap_or(value.today);
                    PartialDate::new(None, Some(day.month()), Some(day.day()))
                        .ok_or_else(|| value.line.wrong("which day?"))?
                }
                day => {
                    let day = day.parse();
                    day.map_err(|why: Refusal| value.line.wrong(why))?
                }
            });
        }
        "since" => customer.since = value.day(0)?,
        "tier" => {
            customer.tier = Tier::from_word(value.part(0));
            if customer.tier.is_none() {
                return Err(value.line.wrong("tier A, B or C?"));
            }
            customer.tier_why = value.text(1);
        }
        "lost" => {
            customer.lost = value.day(0)?;
            customer.lost_why = value.text(1);
        }
        "check in" => {
            let days = value.part(0).parse();
            customer.check_in = Some(days.map_err(|_| value.line.wrong("every how many days?"))?);
        }
        "going through" => {
            customer.going_through = value.text(0);
            customer.going_through_until = value.day(1)?;
        }
        "fact" => customer.facts.push(Fact {
            learned: value.day(0)?,
            label: value.text(1),
            text: value.text(2),
            ..Fact::default()
        }),
        "tag" => {
            let tags = value.part(0).split_whitespace().map(str::to_string);
            customer.tags.extend(tags.map(Tag::from));
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn rule(channel: Channel, value: &Value) -> Result<ChannelRule> {
    let leave = Leave::from_word(value.part(0));
    Ok(ChannelRule {
        id: ChannelRuleId::NEW,
        channel,
        leave: leave.ok_or_else(|| value.line.wrong("prefer, ok or never?"))?,
        best_time: value.text(1),
        marketing: match value.part(2) {
            "" => None,
            "yes" => Some(true),
            "no" => Some(false),
            _ => return Err(value.line.wrong("marketing yes or no?")),
        },
        consent_on: value.day(3)?,
    })
}
