//! The form, read back as a customer; a field that is wrong says why.

use chrono::NaiveDate;

use super::{fill, rebase::Numbered};
use crate::{
    domain::{
        Address, Channel, ChannelRule, Customer, Email, Fact, Leave, PartialDate, Phone,
        Preference, PreferenceKind, Tag, Tier,
        dates::{read_day, read_past_day},
        id::ChannelRuleId,
    },
    tui::widgets::{Form, Row},
};

/// The field that is wrong, its row, and why.
pub type Wrong = (&'static str, usize, String);

/// What days are read against.
#[derive(Debug, Clone, Copy)]
pub struct Calendar {
    /// Today.
    pub today: NaiveDate,
    /// In `6/14`: is the month first?
    pub month_first: bool,
}

/// The customer as the form has them; what was not touched is as `before` has it.
///
/// # Errors
/// The first field that is wrong.
pub fn read(form: &Form, before: &Customer, calendar: Calendar) -> Result<Customer, Wrong> {
    let text = |name: &str, before: &String| kept(&form.value(name), before);
    let mut after = Customer {
        name: text("name", &before.name),
        call_me: text("call_me", &before.call_me),
        say: text("say", &before.say),
        hook: text("hook", &before.hook),
        company: text("company", &before.company),
        sort_key: text("sort_key", &before.sort_key),
        handling_do: text("do", &before.handling_do),
        handling_dont: text("dont", &before.handling_dont),
        handover: text("handover", &before.handover),
        going_through: text("going_through", &before.going_through),
        source: text("source", &before.source),
        tier: Tier::from_word(&form.value("tier")),
        tier_why: text("tier_why", &before.tier_why),
        rung_step: form.value("rung").parse().unwrap_or(0),
        rung_why: text("rung_why", &before.rung_why),
        till_number: text("till_number", &before.till_number),
        lost_why: text("lost_why", &before.lost_why),
        tags: tags(&form.value("tags"), &before.tags),
        ..before.clone()
    };
    let wrong = |name| move |why| (name, 0, why);
    let typed = form.value("birthday");
    if typed != before.birthday.map(PartialDate::words).unwrap_or_default() {
        after.birthday = birthday(&typed, calendar).map_err(wrong("birthday"))?;
    }
    after.since = day(&form.value("since"), before.since, |text| {
        since(text, calendar)
    })
    .map_err(wrong("since"))?;
    let until = before.going_through_until;
    after.going_through_until =
        day(&form.value("until"), until, |text| coming(text, calendar)).map_err(wrong("until"))?;
    after.lost = day(&form.value("lost"), before.lost, |text| {
        past(text, calendar)
    })
    .map_err(wrong("lost"))?;
    by_hand(&after).map_err(|(field, why)| (field, 0, why))?;
    after.check_in = check_in(&form.value("check_in")).map_err(wrong("check_in"))?;
    after.phones = phones(form, &before.phones)?;
    after.emails = emails(form, &before.emails)?;
    after.addresses = addresses(form, &before.addresses);
    after.channels = rules(form, &before.channels, calendar)?;
    after.preferences = likes(form, &before.preferences, calendar)?;
    after.facts = facts(form, &before.facts, calendar)?;
    after.check().map_err(|refusal| ("name", 0, refusal.0))?;
    Ok(after)
}

/// What was typed, without the gaps around it; untouched text stays as it is, gaps and all.
fn kept(typed: &str, before: &str) -> String {
    if typed == before {
        before.to_owned()
    } else {
        typed.trim().to_owned()
    }
}

/// The day that was typed; an untouched one is not read again.
fn day(
    typed: &str,
    before: Option<NaiveDate>,
    read: impl Fn(&str) -> Result<Option<NaiveDate>, String>,
) -> Result<Option<NaiveDate>, String> {
    if typed == fill::day(before) {
        Ok(before)
    } else {
        read(typed)
    }
}

/// The row that was filled in there, or a new one.
fn origin<'a, T: Numbered>(row: &Row, before: &'a [T]) -> Option<&'a T> {
    let number = row.origin?;
    before.iter().find(|it| it.number() == number)
}

/// A birthday, whole or in part; `None` for none.
pub fn birthday(text: &str, calendar: Calendar) -> Result<Option<PartialDate>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let read = PartialDate::read(text.trim(), calendar.month_first);
    read.map(Some)
        .map_err(|_| "Write 14 June, 14 June 1961, June 1961 or 1961.".to_owned())
}

/// The day since when they are a customer; a month or a year means its first day.
pub fn since(text: &str, calendar: Calendar) -> Result<Option<NaiveDate>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let begins = |date: PartialDate| {
        NaiveDate::from_ymd_opt(
            date.year()?,
            date.month().unwrap_or(1),
            date.day().unwrap_or(1),
        )
    };
    read_past_day(text, calendar.today, calendar.month_first)
        .or_else(|| begins(PartialDate::read(text, calendar.month_first).ok()?))
        .filter(|day| *day <= calendar.today)
        .map(Some)
        .ok_or_else(|| "Write a day, a month or a year until today: March 2019.".to_owned())
}

/// What was chosen by hand has a reason.
fn by_hand(customer: &Customer) -> Result<(), (&'static str, String)> {
    if customer.rung_step != 0 && customer.rung_why.is_empty() {
        return Err(("rung_why", "Write why they stand on another rung.".into()));
    }
    if customer.lost.is_some() && customer.lost_why.is_empty() {
        return Err(("lost_why", "Write why they were lost.".into()));
    }
    Ok(())
}

/// A day to come; one that was written out is taken as it is.
pub fn coming(text: &str, calendar: Calendar) -> Result<Option<NaiveDate>, String> {
    match text.trim() {
        "" => Ok(None),
        word => read_day(word, calendar.today, calendar.month_first)
            .map(Some)
            .ok_or_else(|| "Write a day such as eom, +2w or 14.6.; empty for none.".to_owned()),
    }
}

/// A day that has been, today included.
pub fn past(text: &str, calendar: Calendar) -> Result<Option<NaiveDate>, String> {
    match text.trim() {
        "" => Ok(None),
        word => read_past_day(word, calendar.today, calendar.month_first)
            .map(Some)
            .ok_or_else(|| "Write a day that has been, such as today or 12.6.".to_owned()),
    }
}

/// Days between two check-ins; `None` for as the tier says.
pub fn check_in(text: &str) -> Result<Option<u16>, String> {
    match text.trim() {
        "" => Ok(None),
        "never" => Ok(Some(0)),
        days => days
            .parse()
            .map(Some)
            .map_err(|_| "Write a number of days, 0 for never, or nothing.".to_owned()),
    }
}

fn tags(line: &str, before: &[Tag]) -> Vec<Tag> {
    if line == fill::tags(before) {
        return before.to_vec();
    }
    let mut tags: Vec<Tag> = Vec::new();
    let words = line.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '#'));
    for word in words.filter(|word| !word.is_empty()) {
        let known = before.iter().find(|tag| tag.word == word);
        let tag = known.cloned().unwrap_or_else(|| word.to_owned().into());
        if !tags.iter().any(|other| other.word == tag.word) {
            tags.push(tag);
        }
    }
    tags
}

fn phones(form: &Form, before: &[Phone]) -> Result<Vec<Phone>, Wrong> {
    let rows = form.rows("phones");
    let read = rows.iter().map(|row| {
        let old = origin(row, before).cloned().unwrap_or_default();
        let raw = kept(row.value("phone"), &old.raw);
        if raw.is_empty() {
            return Err((
                "phone",
                row.at,
                "Write the phone too; Ctrl-D takes it out.".to_owned(),
            ));
        }
        let label = kept(row.value("phone_label"), &old.label);
        Ok(Phone { raw, label, ..old })
    });
    read.collect()
}

fn emails(form: &Form, before: &[Email]) -> Result<Vec<Email>, Wrong> {
    let rows = form.rows("emails");
    let read = rows.iter().map(|row| {
        let old = origin(row, before).cloned().unwrap_or_default();
        let address = kept(row.value("email"), &old.address);
        if address.is_empty() {
            return Err((
                "email",
                row.at,
                "Write the e-mail too; Ctrl-D takes it out.".to_owned(),
            ));
        }
        let label = kept(row.value("email_label"), &old.label);
        Ok(Email {
            address,
            label,
            ..old
        })
    });
    read.collect()
}

fn addresses(form: &Form, before: &[Address]) -> Vec<Address> {
    let rows = form.rows("addresses");
    let read = rows.iter().map(|row| {
        let old = origin(row, before).cloned().unwrap_or_default();
        Address {
            street: kept(row.value("street"), &old.street),
            city: kept(row.value("city"), &old.city),
            region: kept(row.value("region"), &old.region),
            postcode: kept(row.value("postcode"), &old.postcode),
            country: kept(row.value("country"), &old.country),
            label: kept(row.value("address_label"), &old.label),
            id: old.id,
        }
    });
    read.collect()
}

fn rules(
    form: &Form,
    before: &[ChannelRule],
    calendar: Calendar,
) -> Result<Vec<ChannelRule>, Wrong> {
    let mut rules: Vec<ChannelRule> = Vec::new();
    for row in form.rows("rules") {
        let Some(channel) = Channel::from_word(row.value("channel")) else {
            return Err((
                "channel",
                row.at,
                "Choose a channel with ← →; Ctrl-D takes it out.".to_owned(),
            ));
        };
        if rules.iter().any(|rule| rule.channel == channel) {
            return Err((
                "channel",
                row.at,
                format!("There is a line for {channel} already."),
            ));
        }
        let old = origin(&row, before);
        let marketing = match row.value("marketing") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let consent_on = old.and_then(|old| old.consent_on);
        let consent_on = day(row.value("consent"), consent_on, |text| {
            past(text, calendar)
        })
        .map_err(|why| ("consent", row.at, why))?;
        let asked_now = marketing.is_some() && old.is_none_or(|old| old.marketing != marketing);
        rules.push(ChannelRule {
            id: old.map_or(ChannelRuleId::NEW, |old| old.id),
            channel,
            leave: Leave::from_word(row.value("leave")).unwrap_or(Leave::Ok),
            best_time: kept(row.value("best_time"), old.map_or("", |old| &old.best_time)),
            marketing,
            consent_on: consent_on.or(asked_now.then_some(calendar.today)),
        });
    }
    Ok(rules)
}

fn likes(form: &Form, before: &[Preference], calendar: Calendar) -> Result<Vec<Preference>, Wrong> {
    let mut likes = Vec::new();
    for row in form.rows("likes") {
        let old = origin(&row, before);
        let text = kept(row.value("like"), old.map_or("", |old| &old.text));
        if text.is_empty() {
            let why = "Write what they like or avoid; Ctrl-D takes it out.";
            return Err(("like", row.at, why.to_owned()));
        }
        let ended = old.and_then(|old| old.ended);
        let ended = day(row.value("ended"), ended, |text| past(text, calendar))
            .map_err(|why| ("ended", row.at, why))?;
        likes.push(Preference {
            id: old.map_or_else(Default::default, |old| old.id),
            kind: PreferenceKind::from_word(row.value("kind")).unwrap_or(PreferenceKind::What),
            text,
            since: old.map_or(Some(calendar.today), |old| old.since),
            ended,
        });
    }
    Ok(likes)
}

fn facts(form: &Form, before: &[Fact], calendar: Calendar) -> Result<Vec<Fact>, Wrong> {
    let rows = form.rows("facts");
    let read = rows.iter().map(|row| {
        let new = Fact {
            learned: Some(calendar.today),
            ..Fact::default()
        };
        let old = origin(row, before).cloned().unwrap_or(new);
        let text = kept(row.value("fact"), &old.text);
        if text.is_empty() {
            return Err((
                "fact",
                row.at,
                "Write the fact too; Ctrl-D takes it out.".to_owned(),
            ));
        }
        let label = kept(row.value("fact_label"), &old.label);
        Ok(Fact { label, text, ..old })
    });
    read.collect()
}
