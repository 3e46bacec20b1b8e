//! What is simply true of a customer, as lines with a head; and what is open with them.

use anyhow::Result;
use chrono::NaiveDate;

use crate::{
    domain::{
        Buys, Climb, Complaint, Customer, Extra, Favour, Kept, KeptShare, PreferenceKind, Promise,
        Ranks, Rung, Settings, Stamp, Step, Thanks, ThanksDue, Tier, Want, Worksheet, WorksheetId,
        brief::{Line, open_complaint},
        phrase::{
            Meaning, ago_words, beginning, channel_rules, day_words, promise_standing,
            want_standing,
        },
    },
    store::Store,
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
    /// Wants, thanks, extras, feedback.
    pub kept: Vec<Kept>,
    /// Thanks that are due to them.
    pub due: Vec<ThanksDue>,
    /// The last contact.
    pub last: Option<Stamp>,
    /// How important and how loyal they are.
    pub ranks: Option<Ranks>,
    /// How they buy.
    pub buys: Buys,
    /// The last worksheet for a talk with them.
    pub worksheet: Option<Worksheet>,
    /// The shop's settings: opening hours and targets.
    pub settings: Settings,
}

impl Around {
    fn tier(&self) -> Tier {
        self.ranks.as_ref().map_or(Tier::B, |ranks| ranks.tier)
    }

    fn wants(&self) -> impl Iterator<Item = &Want> {
        self.kept.iter().filter_map(|row| match row {
            Kept::Want(want) if want.is_open() => Some(want),
            _ => None,
        })
    }

    /// From which rows tier, rhythm, thanks and the share of promises come.
    pub fn why(&self, customer: &Customer, now: Stamp) -> Vec<String> {
        let due = self.due.iter().map(|due| {
            let day = day_words(due.since.day(), now.day());
            format!(
                "Thanks due {}: since {day}, and nobody has said them.",
                due.words()
            )
        });
        let share = KeptShare::of(&self.promises, now.day()).why();
        let ranks = self.ranks.iter();
        let ranks = ranks.flat_map(|ranks| {
            [
                format!("Tier {}", ranks.tier_why),
                format!("Rung {}", ranks.rung_why),
            ]
        });
        let about = [
            format!(
                "Check in: {}",
                self.tier().check_in_why(customer, &self.settings)
            ),
            share,
        ];
        let buys = self.buys.why(now.day(), &self.settings.currency);
        let why = ranks.chain(about).chain(due).chain(buys);
        why.filter(|line| !line.is_empty()).collect()
    }

    /// The worksheet that is still without an outcome.
    pub fn open_worksheet(&self) -> Option<WorksheetId> {
        let open = |it: &&Worksheet| it.outcome.trim().is_empty();
        self.worksheet.as_ref().filter(open).map(|it| it.id)
    }

    fn last_extra(&self, direction: Favour) -> Option<&Extra> {
        let extras = self.kept.iter().filter_map(|row| match row {
            Kept::Extra(extra) if extra.direction == direction => Some(extra),
            _ => None,
        });
        extras.max_by_key(|extra| (extra.at, extra.id))
    }

    fn last_thanks(&self) -> Option<&Thanks> {
        let thanks = self.kept.iter().filter_map(|row| match row {
            Kept::Thanks(thanks) => Some(thanks),
            _ => None,
        });
        thanks.max_by_key(|thanks| (thanks.at, thanks.id))
    }
}

/// Complaints whose steps say the cause in words where they only name it.
pub fn with_causes(mut complaints: Vec<Complaint>, store: &Store) -> Result<Vec<Complaint>> {
    let steps = complaints.iter_mut().flat_map(|one| &mut one.steps);
    let mut named: Vec<&mut Step> = steps
        .filter(|step| step.cause.is_some() && step.text.is_empty())
        .collect();
    if !named.is_empty() {
        let causes = store.causes()?;
        for step in &mut named {
            let cause = causes.iter().find(|known| Some(known.id()) == step.cause);
            step.text = cause.map_or_else(String::new, |known| known.cause.text.clone());
        }
    }
    Ok(complaints)
}

/// Everything, the most important first; what is not known has no line.
pub fn lines(customer: &Customer, around: &Around, now: Stamp) -> Vec<Line> {
    let today = now.day();
    let mut lines = vec![standing(customer, around, now), reach(customer)];
    lines.extend(open(around, now));
    lines.push(line("don't", Meaning::Warn, &customer.handling_dont));
    lines.push(line("do", Meaning::Text, &customer.handling_do));
    lines.push(hard_time(customer, today));
    lines.push(line("handover", Meaning::Text, &customer.handover));
    lines.push(likes(customer));
    lines.push(avoids(customer));
    lines.push(facts(customer));
    lines.push(birthday(customer, today));
    lines.push(around.buys.usual(today));
    lines.push(around.buys.suggest());
    lines.push(around.buys.card());
    lines.push(around.buys.figures(today, &around.settings.currency));
    lines.push(thanks(around, now));
    lines.push(extras(around, now));
    lines.push(promises(around, today));
    lines.push(worksheet(around));
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

/// The last talk that was prepared, and how far that is.
fn worksheet(around: &Around) -> Line {
    let head = Line::new("worksheet");
    around.worksheet.iter().fold(head, |line, sheet| {
        line.with(Meaning::Text, &sheet.title)
            .with(Meaning::Muted, sheet.standing())
    })
}

fn prefixed(words: &str, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{words}{text}")
    }
}

/// Tier, company, since when, rhythm, tags.
fn standing(customer: &Customer, around: &Around, now: Stamp) -> Line {
    let since = customer
        .since
        .map(|day| day.format("here since %b %Y").to_string());
    let tags: Vec<String> = customer
        .tags
        .iter()
        .map(|tag| format!("#{}", tag.word))
        .collect();
    let climb = around.ranks.as_ref().map(|ranks| ranks.climb);
    let rung = climb.map_or("", |climb| climb.rung.word());
    let between = |climb: &Climb| ![Rung::Prospect, Rung::Advocate].contains(&climb.computed);
    let missing = climb.filter(between);
    let missing = missing.map_or_else(String::new, |climb| climb.missing());
    let tier = around.tier();
    let rhythm = tier.check_in_words(customer, &around.settings, (around.last, now));
    Line::new("")
        .with(Meaning::Title, tier.word())
        .with(Meaning::Title, rung)
        .with(Meaning::Text, &customer.company)
        .with(Meaning::Muted, since.unwrap_or_default())
        .with(Meaning::Muted, rhythm)
        .with(Meaning::Muted, tags.join(" "))
        .with(Meaning::Muted, missing)
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
    let tier = around.tier();
    let complaints =
        complaints.map(|it| open_complaint(it, &it.clocks(tier, &around.settings, now), now));
    let promises = around.promises.iter().filter(|promise| promise.is_open());
    let promises = promises.map(|promise| {
        let (meaning, standing) = promise_standing(promise, now.day());
        line("promise", Meaning::Text, &promise.what).with(meaning, standing)
    });
    let wants = around.wants().map(|want| {
        let (meaning, standing) = want_standing(want, want.late_from(&around.settings), now);
        line("want", Meaning::Text, &want.what).with(meaning, standing)
    });
    complaints.chain(promises).chain(wants).collect()
}

/// What to thank them for, and when they were thanked last.
fn thanks(around: &Around, now: Stamp) -> Line {
    let due = around.due.iter();
    let line = due.fold(Line::new("thanks"), |line, due| {
        line.with(Meaning::Warn, format!("due {}", due.words()))
    });
    let last = around.last_thanks().map(|last| ago_words(last.at, now));
    line.with(
        Meaning::Muted,
        prefixed("last thanked ", &last.unwrap_or_default()),
    )
}

/// The last small extra, and the last favour they did.
fn extras(around: &Around, now: Stamp) -> Line {
    let last = |direction, words: &str| {
        let extra = around.last_extra(direction);
        extra.map(|extra| {
            format!(
                "{words} {}: {}",
                ago_words(extra.at, now),
                beginning(&extra.what)
            )
        })
    };
    Line::new("extras")
        .with(
            Meaning::Text,
            last(Favour::Given, "last extra").unwrap_or_default(),
        )
        .with(
            Meaning::Text,
            last(Favour::Received, "last favour of theirs").unwrap_or_default(),
        )
}

/// How many promises to them were kept on time.
fn promises(around: &Around, today: NaiveDate) -> Line {
    let share = KeptShare::of(&around.promises, today).words();
    line("promises", Meaning::Muted, &share.unwrap_or_default())
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
        kind => line.with(Meaning::Text, format!("{kind}: {}", beginning(&like.text))),
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
        line.with(Meaning::Text, format!("{label}{}", beginning(&fact.text)))
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
