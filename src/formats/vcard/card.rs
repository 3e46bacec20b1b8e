//! One card on its way to becoming a customer.

use super::{
    super::{
        Record,
        name::{Structured, join},
        text::{add_line, clean, line, read_date, tag_word},
    },
    label,
    lines::Property,
    ours,
};
use crate::domain::{Address, Customer, Email, Fact, Phone, Tag};

/// Bookkeeping of the program that wrote the card, and pictures: left out, and said so.
const LEFT_OUT: &[&str] = &["PHOTO", "LOGO", "REV", "PRODID", "VERSION", "AGENT"];

/// Names that mean something here, so that a kept line of the same name must not be written as such a line.
pub const KNOWN: &[&str] = &[
    "BEGIN",
    "END",
    "FN",
    "N",
    "NICKNAME",
    "ORG",
    "UID",
    "TEL",
    "EMAIL",
    "ADR",
    "BDAY",
    "NOTE",
    "CATEGORIES",
    "SORT-STRING",
    "SOUND",
    "X-ABLABEL",
    "PHOTO",
    "LOGO",
    "REV",
    "PRODID",
    "VERSION",
    "AGENT",
];

/// What a group of properties (`item1.TEL`, `item1.X-ABLabel`) labels.
enum Labelled {
    Phone(usize),
    Email(usize),
    Address(usize),
}

/// A card being read.
pub struct Card {
    /// The line it begins on.
    pub line: usize,
    /// A value was longer than we read.
    pub too_long: bool,
    /// It holds a card of somebody else (vCard 2.1 AGENT).
    pub has_agent: bool,
    /// What is known so far.
    pub customer: Box<Customer>,
    /// The uid of who brought them.
    pub referred_by: String,
    /// It says that the name on it only stands in for one.
    pub name_unknown: bool,
    structured_name: Option<Structured>,
    phonetic: [String; 3],
    kept_any: bool,
    groups: Vec<(String, Labelled)>,
    labels: Vec<(String, String)>,
}

impl Card {
    /// An empty card beginning on this line.
    pub fn new(line: usize) -> Self {
        Self {
            line,
            too_long: false,
            has_agent: false,
            customer: Box::default(),
            referred_by: String::new(),
            structured_name: None,
            name_unknown: false,
            phonetic: Default::default(),
            kept_any: false,
            groups: Vec::new(),
            labels: Vec::new(),
        }
    }

    /// Keeps a line that means nothing here.
    pub fn keep(&mut self, text: &str) {
        let text = clean(text);
        if !text.is_empty() {
            self.keep_ours(&text.replace('\n', "\\n"));
        }
    }

    /// Keeps a line that was kept before, exactly.
    pub fn keep_ours(&mut self, text: &str) {
        if self.kept_any {
            self.customer.kept.push('\n');
        }
        self.customer.kept.push_str(text);
        self.kept_any = true;
    }

    /// Takes one property; false when it is left out.
    pub fn take(&mut self, property: &Property<'_>) -> bool {
        if LEFT_OUT.contains(&property.name) {
            self.has_agent |= property.name == "AGENT";
            return property.name == "VERSION";
        }
        if !self.take_known(property) {
            self.keep_property(property);
        }
        true
    }

    /// False when it means nothing here, or its place is taken already.
    fn take_known(&mut self, property: &Property<'_>) -> bool {
        let customer = &mut *self.customer;
        match property.name {
            "TEL" | "EMAIL" | "ADR" => self.take_reach(property),
            "UID" => fill(
                &mut customer.uid,
                property.text().trim().trim_start_matches("urn:uuid:"),
            ),
            "BDAY" => self.take_birthday(property),
            "NOTE" => {
                let text = clean(&property.text()).into_owned();
                add_fact(customer, "note", text)
            }
            "CATEGORIES" => {
                let words = property.parts(',').filter_map(|word| tag_word(&word));
                customer.tags.extend(words.map(Tag::from));
                true
            }
            "X-ABLABEL" if !property.group.is_empty() => {
                let label = property.text().into_owned();
                self.labels.push((property.group.to_owned(), label));
                true
            }
            name => match name.strip_prefix("X-REGULARS-") {
                Some(name) => ours::take(self, name, property),
                None => self.take_name(property),
            },
        }
    }

    /// One of the several names of a card, or how it sounds.
    fn take_name(&mut self, property: &Property<'_>) -> bool {
        let customer = &mut *self.customer;
        match property.name {
            "FN" => fill(&mut customer.name, &property.text()),
            "N" => {
                if let Some(sort_as) = property.param("SORT-AS") {
                    fill(&mut customer.sort_key, &sort_as.replace(',', " "));
                }
                let first = self.structured_name.is_none();
                self.structured_name
                    .get_or_insert_with(|| Structured::new(clean(&property.value).into_owned()));
                first
            }
            "NICKNAME" => self.take_nickname(property),
            "ORG" => {
                let parts: Vec<_> = property
                    .parts(';')
                    .map(|part| line(&part).into_owned())
                    .filter(|part| !part.is_empty())
                    .collect();
                fill(&mut customer.company, &parts.join(", "))
            }
            "SORT-STRING" => fill(&mut customer.sort_key, &property.text()),
            "SOUND" if property.param("VALUE").is_none() => {
                let parts: Vec<_> = property.parts(';').collect();
                fill(&mut customer.say, parts.join(" ").trim())
            }
            "X-PHONETIC-FIRST-NAME" => fill(&mut self.phonetic[0], &property.text()),
            "X-PHONETIC-MIDDLE-NAME" => fill(&mut self.phonetic[1], &property.text()),
            "X-PHONETIC-LAST-NAME" => fill(&mut self.phonetic[2], &property.text()),
            _ => false,
        }
    }

    /// A phone, e-mail or postal address.
    fn take_reach(&mut self, property: &Property<'_>) -> bool {
        let customer = &mut *self.customer;
        let text = property.text();
        let slot = match property.name {
            "TEL" => {
                phone(&text, property).map(|it| Labelled::Phone(add(&mut customer.phones, it)))
            }
            "EMAIL" => {
                email(&text, property).map(|it| Labelled::Email(add(&mut customer.emails, it)))
            }
            _ => address(property).map(|it| Labelled::Address(add(&mut customer.addresses, it))),
        };
        if let Some(slot) = slot
            && !property.group.is_empty()
        {
            self.groups.push((property.group.to_owned(), slot));
        }
        true
    }

    /// The first nickname is what to call them; more are kept.
    fn take_nickname(&mut self, property: &Property<'_>) -> bool {
        let mut names = property.parts(',');
        let first = names.next().unwrap_or_default();
        if !fill(&mut self.customer.call_me, &first) {
            return false;
        }
        let more: Vec<_> = names.collect();
        if !more.is_empty() {
            self.keep(&format!("NICKNAME:{}", more.join(",")));
        }
        true
    }

    fn take_birthday(&mut self, property: &Property<'_>) -> bool {
        let text = property.text();
        let omitted = property.param("X-APPLE-OMIT-YEAR");
        let text = match omitted.and_then(|year| text.trim().strip_prefix(year)) {
            Some(rest) => format!("-{rest}"),
            None => text.into_owned(),
        };
        let date = read_date(&text, false);
        let free = self.customer.birthday.is_none();
        if free {
            self.customer.birthday = date;
        }
        text.trim().is_empty() || free && date.is_some()
    }

    fn keep_property(&mut self, property: &Property<'_>) {
        if property.value.trim().is_empty() {
            return;
        }
        let mut text = String::new();
        if !property.group.is_empty() {
            text = format!("{}.", property.group);
        }
        text.push_str(property.name);
        for param in property.params.split(';') {
            let upper = param.to_ascii_uppercase();
            let spent = ["ENCODING", "CHARSET", "QUOTED-PRINTABLE"];
            if !param.is_empty() && !spent.iter().any(|word| upper.starts_with(word)) {
                text.push(';');
                text.push_str(param);
            }
        }
        text.push(':');
        text.push_str(&property.value);
        self.keep(&text);
    }

    /// The record that the card makes.
    pub fn finish(mut self) -> Record {
        self.settle_labels();
        self.settle_name();
        let customer = &mut *self.customer;
        if customer.say.is_empty() {
            customer.say = join(&self.phonetic);
        }
        let nameless = customer.name.is_empty() && customer.call_me.is_empty();
        if nameless && customer.phones.is_empty() && !self.name_unknown {
            customer.name.clone_from(&customer.company);
        }
        Record {
            customer: self.customer,
            line: self.line,
            referred_by: self.referred_by,
        }
    }

    /// Puts each X-ABLabel on what its group names; labels of unknown things are kept beside them.
    fn settle_labels(&mut self) {
        for (group, text) in std::mem::take(&mut self.labels) {
            let slot = self.groups.iter().find(|(name, _)| *name == group);
            let customer = &mut *self.customer;
            let label = label::apple(&text);
            match slot.map(|(_, slot)| slot) {
                Some(Labelled::Phone(at)) => customer.phones[*at].label = label,
                Some(Labelled::Email(at)) => customer.emails[*at].label = label,
                Some(Labelled::Address(at)) => customer.addresses[*at].label = label,
                None => self.keep(&format!("{group}.X-ABLabel:{text}")),
            }
        }
    }

    /// The name as written on the card, else put together from its parts; parts that the written name lacks are kept.
    fn settle_name(&mut self) {
        let name = &mut self.customer.name;
        if self.name_unknown {
            name.clear();
            return;
        }
        let Some(structured) = self.structured_name.take() else {
            return;
        };
        if name.is_empty() {
            *name = structured.compose();
        } else if !structured.is_said_by(name) {
            self.keep(&format!("N:{}", structured.value()));
        }
    }
}

/// Writes the text into a field that is still empty; false when the field has another text already.
pub fn fill(field: &mut String, text: &str) -> bool {
    let text = line(text);
    if field.is_empty() {
        field.push_str(&text);
        return true;
    }
    text.is_empty() || *field == text
}

fn add_fact(customer: &mut Customer, label: &str, text: String) -> bool {
    if !text.is_empty() {
        customer.facts.push(Fact {
            label: label.to_owned(),
            text,
            ..Fact::default()
        });
    }
    true
}

fn phone(text: &str, property: &Property<'_>) -> Option<Phone> {
    let raw = line(text.trim().trim_start_matches("tel:")).replace(";ext=", " ext. ");
    (!raw.is_empty()).then(|| Phone {
        raw,
        label: label::of(property),
        ..Phone::default()
    })
}

fn email(text: &str, property: &Property<'_>) -> Option<Email> {
    let address = line(text.trim().trim_start_matches("mailto:")).into_owned();
    (!address.is_empty()).then(|| Email {
        address,
        label: label::of(property),
        ..Email::default()
    })
}

/// Adds a row; gives back its place.
fn add<T>(rows: &mut Vec<T>, row: T) -> usize {
    rows.push(row);
    rows.len() - 1
}

/// Post box, more lines, street; town; region; postcode; country.
fn address(property: &Property<'_>) -> Option<Address> {
    let parts: Vec<String> = property
        .parts(';')
        .map(|part| clean(&part).into_owned())
        .collect();
    let part = |at: usize| parts.get(at).map_or("", String::as_str);
    let mut street = String::new();
    for text in [part(0), part(1), part(2)] {
        if !text.is_empty() {
            add_line(&mut street, text);
        }
    }
    let address = Address {
        street,
        city: line(part(3)).into_owned(),
        region: line(part(4)).into_owned(),
        postcode: line(part(5)).into_owned(),
        country: line(part(6)).into_owned(),
        label: label::of(property),
        ..Address::default()
    };
    parts.iter().any(|part| !part.is_empty()).then_some(address)
}
