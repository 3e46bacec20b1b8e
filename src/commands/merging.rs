//! Two customers on their way to being one: what differs, which value stays, what is added to the one kept.

use anyhow::Result;

use super::import::{fuller, unite};
use crate::{
    domain::{
        Address, Change, ChannelRule, Customer, CustomerId, Leave, PartialDate, customer::MERGED,
    },
    store::Store,
};

/// Two customers, of whom the first is kept.
#[derive(Debug, Clone)]
pub struct Merging {
    /// The one kept.
    pub keep: Customer,
    /// The one merged into them.
    pub gone: Customer,
    /// Fields in which the value of the other stays.
    taken: Vec<&'static str>,
}

/// A field in which both say something, and not the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Which one.
    pub field: &'static str,
    /// What the one kept says, and what the other says.
    pub values: [String; 2],
    /// Does the value of the other stay?
    pub taken: bool,
}

impl Choice {
    /// The value that stays, and the one that goes.
    pub fn stays(&self) -> (&str, &str) {
        let [kept, other] = &self.values;
        if self.taken {
            (other, kept)
        } else {
            (kept, other)
        }
    }
}

/// A field of both, side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Which one.
    pub name: &'static str,
    /// What the one kept has, and what the other has.
    pub values: [String; 2],
    /// Where one of the two goes: does the value of the other stay?
    pub taken: Option<bool>,
}

/// A field with one value: how it reads, and how the other's is taken over with what belongs to it.
struct Field {
    name: &'static str,
    read: fn(&Customer) -> String,
    take: fn(&mut Customer, &Customer),
}

macro_rules! texts {
    ($($name:literal $field:ident $(with $($along:ident)+)?),+ $(,)?) => {
        [$(Field {
            name: $name,
            read: |it| it.$field.clone(),
            take: |to, from| {
                to.$field.clone_from(&from.$field);
                $($(to.$along.clone_from(&from.$along);)+)?
            },
        }),+]
    };
}

macro_rules! values {
    ($($name:literal $field:ident $show:expr $(, with $($along:ident)+)?);+ $(;)?) => {
        [$(Field {
            name: $name,
            read: |it| it.$field.map($show).unwrap_or_default(),
            take: |to, from| {
                to.$field = from.$field;
                $($(to.$along.clone_from(&from.$along);)+)?
            },
        }),+]
    };
}

const TEXTS: [Field; 12] = texts![
    "name" name,
    "call-me" call_me,
    "say" say,
    "hook" hook,
    "sort key" sort_key,
    "company" company,
    "do" handling_do,
    "don't" handling_dont,
    "going through" going_through with going_through_until,
    "handover" handover,
    "source" source,
    "till number" till_number,
];

const VALUES: [Field; 5] = values![
    "birthday" birthday PartialDate::words;
    "brought by" referred_by |id| id.to_string();
    "tier" tier |tier| tier.to_string(), with tier_why;
    "check in" check_in |days| format!("{days} days");
    "lost" lost |day| day.to_string(), with lost_why;
];

/// Each of several, in words.
type Listed = fn(&Customer) -> Vec<String>;

/// What a customer may have several of, and how it reads.
const LISTS: [(&str, Listed); 6] = [
    ("phone", |it| {
        it.phones.iter().map(|it| it.raw.clone()).collect()
    }),
    ("e-mail", |it| {
        it.emails.iter().map(|it| it.address.clone()).collect()
    }),
    ("address", |it| {
        it.addresses.iter().map(Address::line).collect()
    }),
    ("tags", |it| {
        it.tags.iter().map(|it| format!("#{}", it.word)).collect()
    }),
    ("likes", |it| {
        it.preferences.iter().map(|it| it.text.clone()).collect()
    }),
    ("facts", |it| {
        it.facts.iter().map(|it| it.text.clone()).collect()
    }),
];

const RUNG: Field = Field {
    name: "rung",
    read: |it| match it.rung_step {
        0 => String::new(),
        step => format!("{step:+}"),
    },
    take: |to, from| {
        to.rung_step = from.rung_step;
        to.rung_why.clone_from(&from.rung_why);
    },
};

fn fields() -> impl Iterator<Item = &'static Field> {
    TEXTS.iter().chain(&VALUES).chain([&RUNG])
}

impl Merging {
    /// Two customers; the first is kept, with all its own values until others are chosen.
    pub fn new(keep: Customer, gone: Customer) -> Self {
        Self {
            keep,
            gone,
            taken: Vec::new(),
        }
    }

    /// The same, read from the file; `None` where one of the two is no longer there.
    ///
    /// # Errors
    /// What the store says.
    pub fn read(keep: CustomerId, gone: CustomerId, store: &Store) -> Result<Option<Self>> {
        let both = store.customer(keep)?.zip(store.customer(gone)?);
        Ok(both.map(|(keep, gone)| Self::new(keep, gone)))
    }

    /// Everything that one of the two says, side by side: what is to be chosen first.
    pub fn rows(&self) -> Vec<Side> {
        let both = [&self.keep, &self.gone];
        let chosen = self.choices().into_iter().map(|it| Side {
            name: it.field,
            values: it.values,
            taken: Some(it.taken),
        });
        let mut rows: Vec<Side> = chosen.collect();
        let plain = fields().filter(|field| !rows.iter().any(|row| row.name == field.name));
        let plain: Vec<_> = plain.map(|it| (it.name, both.map(it.read))).collect();
        let lists = LISTS.map(|(name, read)| (name, both.map(|it| read(it).join(", "))));
        let (name, others): (Vec<_>, Vec<_>) =
            plain.into_iter().partition(|(name, _)| *name == "name");
        let all = name.into_iter().chain(lists).chain(others);
        rows.extend(
            all.filter(|(_, values)| values.iter().any(|it| !it.is_empty()))
                .map(|(name, values)| Side {
                    name,
                    values,
                    taken: None,
                }),
        );
        rows
    }

    /// The fields in which the value of the other stays.
    pub fn taken(&self) -> impl Iterator<Item = &'static str> {
        self.taken.iter().copied()
    }

    /// The fields in which both say something, and not the same; a birthday with more parts stays without asking.
    pub fn choices(&self) -> Vec<Choice> {
        let choice = |field: &'static Field| Choice {
            field: field.name,
            values: [&self.keep, &self.gone].map(field.read),
            taken: self.taken.contains(&field.name),
        };
        let differs = |it: &Choice| {
            let [kept, other] = &it.values;
            !kept.is_empty() && !other.is_empty() && kept != other
        };
        let plain = self.fuller_birthday().is_some();
        let open = |it: &Choice| differs(it) && !(plain && it.field == "birthday");
        fields().map(choice).filter(open).collect()
    }

    /// Lets the value of the other stay, or of the one kept.
    pub fn choose(&mut self, field: &str, other: bool) {
        self.taken.retain(|it| *it != field);
        let named = fields().find(|it| it.name == field && other);
        self.taken.extend(named.map(|it| it.name));
    }

    fn fuller_birthday(&self) -> Option<PartialDate> {
        fuller(self.keep.birthday?, self.gone.birthday?)
    }

    /// The one kept, as they shall be.
    pub fn after(&self) -> Customer {
        let mut after = self.keep.clone();
        for field in fields() {
            let is_open = (field.read)(&after).is_empty();
            if is_open || self.taken.contains(&field.name) {
                (field.take)(&mut after, &self.gone);
            }
        }
        after.birthday = self.fuller_birthday().or(after.birthday);
        after.since = [self.keep.since, self.gone.since]
            .into_iter()
            .flatten()
            .min();
        after.created = self.keep.created.min(self.gone.created);
        unite(&mut after, &self.gone);
        for rule in &mut after.channels {
            for other in &self.gone.channels {
                if other.channel == rule.channel && other.id != rule.id {
                    stricter(rule, other);
                }
            }
        }
        if !self.gone.uid.is_empty() {
            let line = if after.kept.is_empty() { "" } else { "\n" };
            after
                .kept
                .push_str(&format!("{line}{MERGED}{}", self.gone.uid));
        }
        after
    }

    /// What the one kept gains, in words: phones, e-mails, tags, likes, facts.
    pub fn gains(&self) -> Vec<String> {
        fn new<'a, T>(after: &'a [T], keep: &[T]) -> impl Iterator<Item = &'a T> {
            after.iter().skip(keep.len())
        }
        let (after, keep) = (self.after(), &self.keep);
        let phones = new(&after.phones, &keep.phones).map(|it| it.raw.clone());
        let emails = new(&after.emails, &keep.emails).map(|it| it.address.clone());
        let addresses = new(&after.addresses, &keep.addresses).map(Address::line);
        let tags = new(&after.tags, &keep.tags).map(|it| format!("#{}", it.word));
        let likes = new(&after.preferences, &keep.preferences).map(|it| it.text.clone());
        let facts = new(&after.facts, &keep.facts).map(|it| it.text.clone());
        let lists = phones
            .chain(emails)
            .chain(addresses)
            .chain(tags)
            .chain(likes);
        let mut gains: Vec<String> = lists.chain(facts).collect();
        let filled = fields().filter(|it| (it.read)(keep).is_empty());
        let filled = filled.map(|it| (it.name, (it.read)(&self.gone)));
        gains.extend(
            filled
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| format!("{name} {value}")),
        );
        gains
    }

    /// The write.
    pub fn change(&self) -> Change {
        Change::Merge {
            before: Box::new(self.keep.clone()),
            after: Box::new(self.after()),
            gone: Box::new(self.gone.clone()),
        }
    }
}

/// Of two rules for one channel what the customer wants less stays.
fn stricter(rule: &mut ChannelRule, other: &ChannelRule) {
    if other.leave == Leave::Never || rule.leave == Leave::Ok {
        rule.leave = other.leave;
    }
    if rule.best_time.is_empty() {
        rule.best_time.clone_from(&other.best_time);
    }
    if rule.marketing.is_none() || other.marketing == Some(false) && rule.marketing == Some(true) {
        (rule.marketing, rule.consent_on) = (other.marketing, other.consent_on);
    }
}
