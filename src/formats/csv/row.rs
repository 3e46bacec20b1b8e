//! One row on its way to becoming a customer: the columns that stand for one field each.

use csv::StringRecord;

use super::{cells, columns::Columns, meaning::Field, table::cell};
use crate::{
    domain::{Channel, ChannelRule, Customer, Fact, Leave, Stamp, Tag, Tier},
    formats::{
        Record,
        name::{compose, join},
        text::{add_line, clean, line, read_date, read_day, read_yes, tag_word},
    },
};

/// A row being read.
pub struct RowReader<'a> {
    customer: Box<Customer>,
    columns: &'a Columns,
    month_first: bool,
    referred_by: String,
    /// Prefix, given, middle, family, suffix, with their columns.
    parts: [(usize, String); 5],
    sounds: [String; 2],
}

impl<'a> RowReader<'a> {
    /// Goes on with what is known of the customer.
    pub fn new(customer: Box<Customer>, columns: &'a Columns, month_first: bool) -> Self {
        Self {
            customer,
            columns,
            month_first,
            referred_by: String::new(),
            parts: Default::default(),
            sounds: Default::default(),
        }
    }

    /// The record that the row makes: every column that stands for one field, and those that mean nothing here kept.
    pub fn finish(mut self, row: &StringRecord, line: usize) -> Record {
        let columns = self.columns;
        let cell_of = |at: usize| row.get(at).map(cell).filter(|text| !text.is_empty());
        for (at, field) in &columns.fields {
            if let Some(text) = cell_of(*at)
                && !self.take(*at, *field, &text)
            {
                self.keep(*at, &text);
            }
        }
        for at in &columns.unknown {
            if let Some(text) = cell_of(*at) {
                self.keep(*at, &text);
            }
        }
        self.settle_names();
        Record {
            customer: self.customer,
            line,
            referred_by: self.referred_by,
        }
    }

    /// One name and one sound out of their parts; parts that the name lacks are kept.
    fn settle_names(&mut self) {
        let parts = std::mem::take(&mut self.parts);
        if self.customer.name.is_empty() {
            let [prefix, given, middle, family, suffix] =
                parts.each_ref().map(|(_, part)| part.as_str());
            let given = if family.contains(given) { "" } else { given };
            self.customer.name = compose([prefix, given, middle, family, suffix]);
        } else {
            for (at, part) in parts {
                if !self.customer.name.contains(&part) {
                    self.keep(at, &part);
                }
            }
        }
        let customer = &mut *self.customer;
        if customer.say.is_empty() {
            customer.say = join(&self.sounds);
        }
        if customer.name.is_empty() && customer.call_me.is_empty() && customer.phones.is_empty() {
            customer.name.clone_from(&customer.company);
        }
    }

    /// A value that means nothing here, under the name of its column.
    fn keep(&mut self, at: usize, text: &str) {
        let name = self.columns.names.get(at).map_or("", String::as_str);
        let text = format!("{}: {}", line(name), text.replace('\n', "\\n"));
        add_line(&mut self.customer.kept, &text);
    }

    /// False when the value cannot be read so, or its place is taken.
    fn take(&mut self, at: usize, field: Field, text: &str) -> bool {
        let part = match field {
            Field::Prefix => 0,
            Field::Given => 1,
            Field::Middle => 2,
            Field::Family => 3,
            Field::Suffix => 4,
            Field::SayGiven => return fill(&mut self.sounds[0], text),
            Field::SayFamily => return fill(&mut self.sounds[1], text),
            Field::ReferredBy => return fill(&mut self.referred_by, text),
            _ => return self.take_text(field, text) || self.take_other(field, text),
        };
        self.parts[part].0 = at;
        fill(&mut self.parts[part].1, text)
    }

    fn take_text(&mut self, field: Field, text: &str) -> bool {
        let customer = &mut *self.customer;
        let to = match field {
            Field::Uid => &mut customer.uid,
            Field::Name => &mut customer.name,
            Field::CallMe => &mut customer.call_me,
            Field::Say => &mut customer.say,
            Field::Hook => &mut customer.hook,
            Field::SortKey => &mut customer.sort_key,
            Field::Company => &mut customer.company,
            Field::Do => &mut customer.handling_do,
            Field::Dont => &mut customer.handling_dont,
            Field::GoingThrough => &mut customer.going_through,
            Field::Handover => &mut customer.handover,
            Field::Source => &mut customer.source,
            Field::TierWhy => &mut customer.tier_why,
            Field::TillNumber => &mut customer.till_number,
            _ => return false,
        };
        let text = text
            .strip_prefix("urn:uuid:")
            .filter(|_| field == Field::Uid)
            .unwrap_or(text);
        fill(to, text)
    }

    fn take_other(&mut self, field: Field, text: &str) -> bool {
        let customer = &mut *self.customer;
        match field {
            Field::Tags if self.columns.ours => {
                let words = cells::split(text, ',').map(str::trim);
                let words = words.filter_map(|word| tag_word(&cells::unescape(word)));
                customer.tags.extend(words.map(Tag::from));
            }
            Field::Tags => customer.tags.extend(tags(text)),
            Field::Note => customer.facts.push(Fact {
                label: "note".into(),
                text: text.to_owned(),
                ..Fact::default()
            }),
            Field::Kept => customer.kept = clean(text).into_owned(),
            Field::Facts => customer
                .facts
                .extend(cells::lines(text).map(cells::read_fact)),
            Field::MorePhones => customer
                .phones
                .extend(cells::lines(text).map(cells::read_phone)),
            Field::MoreEmails => customer
                .emails
                .extend(cells::lines(text).map(cells::read_email)),
            Field::MoreAddresses => {
                let more = cells::lines(text).map(cells::read_address);
                customer.addresses.extend(more);
            }
            Field::Likes => return read_all(text, cells::read_like, &mut customer.preferences),
            Field::Channels => return read_all(text, cells::read_channel, &mut customer.channels),
            Field::MailConsent => return consent(customer, Channel::Mail, text),
            Field::TextConsent => return consent(customer, Channel::Text, text),
            Field::Tier => {
                customer.tier = Tier::from_word(text.trim());
                return customer.tier.is_some();
            }
            Field::CheckIn => {
                customer.check_in = text.trim().parse().ok();
                return customer.check_in.is_some();
            }
            Field::LeftOut => {}
            _ => return self.take_day(field, text),
        }
        true
    }

    fn take_day(&mut self, field: Field, text: &str) -> bool {
        let customer = &mut *self.customer;
        let created = match field {
            Field::Created => Stamp::from_rfc3339(text),
            _ => None,
        };
        match (field, created) {
            (Field::Birthday, _) => {
                customer.birthday = read_date(text, self.month_first);
                // Outlook writes 0/0/00 for no birthday.
                customer.birthday.is_some() || text.chars().all(|it| matches!(it, '0' | '/'))
            }
            (Field::Created, Some(stamp)) => {
                customer.created = stamp;
                true
            }
            (Field::Since | Field::Created, _) => {
                let day = read_day(text, self.month_first);
                let free = customer.since.is_none();
                customer.since = customer.since.or(day);
                free && day.is_some()
            }
            (Field::GoingUntil, _) => {
                customer.going_through_until = read_day(text, self.month_first);
                customer.going_through_until.is_some()
            }
            _ => false,
        }
    }
}

/// Writes the text into a field that is still empty; false when the field has another text already.
fn fill(field: &mut String, text: &str) -> bool {
    if field.is_empty() {
        field.push_str(&line(text));
        return true;
    }
    field == text
}

/// Tags as other programs write them: Google with ` ::: ` between, Outlook with `;`, everybody else with `,`.
fn tags(text: &str) -> impl Iterator<Item = Tag> {
    let separator = if text.contains(":::") {
        ":::"
    } else if text.contains(';') && !text.contains(',') {
        ";"
    } else {
        ","
    };
    text.split(separator).filter_map(tag_word).map(Tag::from)
}

/// Reads every line or none, so that nothing is lost.
fn read_all<T>(text: &str, read: impl Fn(&str) -> Option<T>, to: &mut Vec<T>) -> bool {
    match cells::lines(text).map(read).collect::<Option<Vec<T>>>() {
        Some(all) => {
            to.extend(all);
            true
        }
        None => false,
    }
}

/// A web shop's consent to marketing on one channel.
fn consent(customer: &mut Customer, channel: Channel, text: &str) -> bool {
    let marketing = read_yes(text);
    if marketing.is_some() {
        customer.channels.push(ChannelRule {
            id: Default::default(),
            channel,
            leave: Leave::Ok,
            best_time: String::new(),
            marketing,
            consent_on: None,
        });
    }
    marketing.is_some()
}
