//! One customer as they are compared: a few folded texts in one piece of memory.

use super::{
    Because,
    names::{self, Names},
};
use crate::{
    domain::{Address, Customer, CustomerId, PartialDate, phone},
    search::{fold, readings},
};

/// So many digits at the end must be the same where one number is written without its area.
const LOCAL: usize = 7;

const NAME: char = '/';
const PHONE: char = '*';
const EMAIL: char = '<';
const ADDRESS: char = '=';
const TILL: char = '#';

/// What of a customer is compared.
#[derive(Debug, Clone, Default)]
pub struct Person {
    /// Who.
    pub id: CustomerId,
    /// As far as it is known.
    pub(super) birthday: Option<PartialDate>,
    /// One text a line, its kind in front.
    texts: String,
}

impl Person {
    /// A customer by name, or by call-me where there is no name.
    pub fn new(id: CustomerId, name: &str, call_me: &str) -> Self {
        let mut person = Self {
            id,
            ..Self::default()
        };
        let name = if name.trim().is_empty() {
            call_me
        } else {
            name
        };
        for reading in readings(name) {
            person.add(NAME, &reading);
        }
        person
    }

    /// All that is compared of a customer; the country is the shop's.
    pub fn of(customer: &Customer, country: &str) -> Self {
        let mut person = Self::new(customer.id, &customer.name, &customer.call_me);
        for phone in &customer.phones {
            person.phone(&phone::digits(&phone.raw), country);
        }
        for email in &customer.emails {
            person.email(&email.address);
        }
        for address in &customer.addresses {
            person.address(address);
        }
        person.known_as(customer.birthday, &customer.till_number);
        person
    }

    /// Adds a phone by its digits.
    pub fn phone(&mut self, digits: &str, country: &str) {
        self.add(PHONE, &phone::canonical(digits, country));
    }

    /// Adds an e-mail address.
    pub fn email(&mut self, address: &str) {
        self.add(EMAIL, &address.trim().to_lowercase());
    }

    /// Adds a postal address; a town alone is none.
    pub fn address(&mut self, address: &Address) {
        if !address.street.trim().is_empty() {
            let place = format!("{} {}", address.postcode, address.city);
            self.add(ADDRESS, &fold(&format!("{} {place}", address.street)));
        }
    }

    /// Adds the birthday and what the till calls them.
    pub fn known_as(&mut self, birthday: Option<PartialDate>, till_number: &str) {
        self.birthday = birthday;
        self.add(TILL, till_number.trim());
    }

    fn add(&mut self, kind: char, text: &str) {
        if !text.is_empty() {
            self.texts.push(kind);
            let line = text.split('\n').next().unwrap_or_default();
            self.texts.push_str(line);
            self.texts.push('\n');
        }
    }

    fn texts(&self, kind: char) -> impl Iterator<Item = &str> {
        let lines = self.texts.lines();
        lines.filter_map(move |line| line.strip_prefix(kind))
    }

    /// The name in all its readings, the plain one first.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.texts(NAME)
    }

    /// Phones.
    pub(super) fn phones(&self) -> impl Iterator<Item = &str> {
        self.texts(PHONE)
    }

    /// E-mail addresses.
    pub(super) fn emails(&self) -> impl Iterator<Item = &str> {
        self.texts(EMAIL)
    }

    /// Postal addresses.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.texts(ADDRESS)
    }

    /// What the till calls them.
    pub(super) fn till(&self) -> Option<&str> {
        self.texts(TILL).next()
    }

    /// Is there neither a name nor a call-me?
    pub fn is_nameless(&self) -> bool {
        self.names().next().is_none()
    }

    /// Is there neither a phone nor an e-mail?
    pub(super) fn is_unreachable(&self) -> bool {
        self.phones().next().is_none() && self.emails().next().is_none()
    }

    /// How near the names are.
    pub(super) fn names_like(&self, other: &Self) -> Option<Names> {
        let (one, other): (Vec<&str>, Vec<&str>) =
            (self.names().collect(), other.names().collect());
        names::compare(&one, &other)
    }

    /// The phones, e-mails and numbers at the till that both have.
    pub(super) fn reached_like(&self, other: &Self) -> Vec<Because> {
        let phone = self.phones().find(|one| {
            let mut others = other.phones();
            others.any(|other| is_one_number(one, other))
        });
        let email = self
            .emails()
            .find(|one| other.emails().any(|it| it == *one));
        let till = self.till().filter(|one| other.till() == Some(one));
        let found = [
            phone.map(|it| Because::Number(it.to_owned())),
            email.map(|it| Because::Email(it.to_owned())),
            till.map(|it| Because::Till(it.to_owned())),
        ];
        found.into_iter().flatten().collect()
    }

    pub(super) fn lives_like(&self, other: &Self) -> bool {
        self.addresses()
            .any(|one| other.addresses().any(|it| it == one))
    }

    /// With a name of two words or more (or in a script without gaps), one of two who cannot be reached may be the other.
    pub(super) fn may_be_lost(&self, other: &Self) -> bool {
        self.has_whole_name() && (self.is_unreachable() || other.is_unreachable())
    }

    /// Two words or more, or a script without gaps.
    pub(super) fn has_whole_name(&self) -> bool {
        let name = self.names().next().unwrap_or_default();
        name.contains(' ') || !name.is_ascii()
    }
}

/// A day, a month and a year.
pub(super) fn is_whole(day: PartialDate) -> bool {
    day.year().is_some() && day.month().is_some() && day.day().is_some()
}

/// The same number; one may be written without what is dialled before it from elsewhere.
pub(super) fn is_one_number(one: &str, other: &str) -> bool {
    let (a, b) = (one.trim_start_matches('+'), other.trim_start_matches('+'));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short == long || {
        let local = short.trim_start_matches('0');
        // Two that are written in full differ in their countries.
        local.len() >= LOCAL
            && long.ends_with(local)
            && !(one.starts_with('+') && other.starts_with('+'))
    }
}

/// The digits at the end by which phones are put together.
pub(super) fn ending(number: &str) -> &str {
    // A file that others wrote may hold more than digits.
    &number[number.floor_char_boundary(number.len().saturating_sub(LOCAL))..]
}
