//! Who bought: by their number at the till, else by phone, else by e-mail; where nothing else is known, by the name alone. Else they
//! are new.

use std::collections::{BTreeMap, HashMap};

use anyhow::Result;

use crate::{
    commands::import::keys,
    domain::{Customer, CustomerId, Email, Phone},
    formats::till::Buyer,
    search::fold,
    store::Store,
};

/// A customer, as far as tills can know them.
struct Person {
    id: CustomerId,
    /// Folded; empty where a number or an e-mail stands for it.
    name: String,
    /// At the till.
    number: String,
}

/// Everybody there is, and everybody new.
#[derive(Default)]
pub struct People {
    all: Vec<Person>,
    by_number: HashMap<String, usize>,
    by_phone: HashMap<String, Vec<usize>>,
    by_email: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    /// Who was found before.
    settled: HashMap<Buyer, CustomerId>,
    last: CustomerId,
    /// Who is new, under the numbers they get.
    pub new: Vec<Customer>,
    /// Customers of the shop whose number at the till is known now.
    pub learned: BTreeMap<CustomerId, String>,
}

impl People {
    /// The customers of the shop.
    ///
    /// # Errors
    /// What the store says.
    pub fn of(store: &Store) -> Result<Self> {
        let mut people = Self::default();
        store.each_customer(&mut |customer| {
            people.know(&customer);
            Ok(())
        })?;
        Ok(people)
    }

    fn know(&mut self, customer: &Customer) {
        let at = self.all.len();
        let stands_in = |text: &String| !text.is_empty() && *text == customer.name;
        let mut emails = customer.emails.iter().map(|it| &it.address);
        let has_name = !stands_in(&customer.till_number) && !emails.any(stands_in);
        let person = Person {
            id: customer.id,
            name: if has_name {
                keys::name(customer)
            } else {
                String::new()
            },
            number: customer.till_number.clone(),
        };
        self.last = self.last.max(customer.id);
        if !person.number.is_empty() {
            self.by_number.entry(person.number.clone()).or_insert(at);
        }
        for phone in &customer.phones {
            self.by_phone
                .entry(keys::phone(&phone.raw))
                .or_default()
                .push(at);
        }
        for email in &customer.emails {
            self.by_email
                .entry(keys::email(&email.address))
                .or_default()
                .push(at);
        }
        self.by_name
            .entry(person.name.clone())
            .or_default()
            .push(at);
        self.all.push(person);
    }

    /// Who that is; `None` when they are new.
    ///
    /// # Errors
    /// Why it could be several.
    pub fn find(&self, buyer: &Buyer) -> Result<Option<CustomerId>, String> {
        if let Some(id) = self.settled.get(buyer) {
            return Ok(Some(*id));
        }
        Ok(self.place(buyer)?.map(|at| self.all[at].id))
    }

    /// Who that is from now on: found, or made; their number at the till is learned.
    pub fn settle(&mut self, buyer: &Buyer) -> CustomerId {
        if let Some(id) = self.settled.get(buyer) {
            return *id;
        }
        let id = match self.place(buyer) {
            Ok(Some(at)) => {
                self.learn(at, &buyer.number);
                self.all[at].id
            }
            _ => self.add(buyer),
        };
        self.settled.insert(buyer.clone(), id);
        id
    }

    fn place(&self, buyer: &Buyer) -> Result<Option<usize>, String> {
        if let Some(at) = self.by_number.get(&buyer.number) {
            return Ok(Some(*at));
        }
        let name = fold(&buyer.name);
        let ways = [
            (
                "phone",
                &buyer.phone,
                self.by_phone.get(&keys::phone(&buyer.phone)),
            ),
            (
                "e-mail",
                &buyer.email,
                self.by_email.get(&keys::email(&buyer.email)),
            ),
        ];
        for (way, text, found) in ways {
            let Some(found) = found.filter(|_| !text.is_empty()) else {
                continue;
            };
            if let Some(at) = self.one_of(found, buyer, &name).map_err(|count| {
                format!("the {way} {text} is that of {count} customers; give the customer's number")
            })? {
                return Ok(Some(at));
            }
        }
        let has_more = [&buyer.number, &buyer.phone, &buyer.email]
            .iter()
            .any(|it| !it.is_empty());
        if has_more {
            Ok(None)
        } else {
            self.by_name_alone(buyer, &name)
        }
    }

    fn by_name_alone(&self, buyer: &Buyer, name: &str) -> Result<Option<usize>, String> {
        match self.by_name.get(name).map(Vec::as_slice) {
            None => Ok(None),
            Some([one]) => Ok(Some(*one)),
            Some(some) => Err(format!(
                "{} customers are called {}; give the customer's number, phone or e-mail",
                some.len(),
                buyer.name
            )),
        }
    }

    /// The one of these that the buyer can be, the one of the same name first; else how many it could be.
    fn one_of(&self, found: &[usize], buyer: &Buyer, name: &str) -> Result<Option<usize>, usize> {
        let can_be = |at: &&usize| {
            let person = &self.all[**at];
            let other_number = !person.number.is_empty() && !buyer.number.is_empty();
            !other_number && could_be_called(person, name)
        };
        let mut found: Vec<usize> = found.iter().filter(can_be).copied().collect();
        found.dedup();
        let same: Vec<usize> = found
            .iter()
            .filter(|at| self.all[**at].name == name)
            .copied()
            .collect();
        match (found.as_slice(), same.as_slice()) {
            ([], _) => Ok(None),
            ([one], _) | (_, [one]) => Ok(Some(*one)),
            (some, _) => Err(some.len()),
        }
    }

    /// Takes the number down where there was none.
    fn learn(&mut self, at: usize, number: &str) {
        let person = &mut self.all[at];
        if number.is_empty() || !person.number.is_empty() {
            return;
        }
        number.clone_into(&mut person.number);
        self.by_number.insert(number.to_owned(), at);
        let before = self.all.len() - self.new.len();
        if at < before {
            self.learned.insert(self.all[at].id, number.to_owned());
        } else {
            number.clone_into(&mut self.new[at - before].till_number);
        }
    }

    fn add(&mut self, buyer: &Buyer) -> CustomerId {
        let called = match () {
            () if !buyer.name.is_empty() || !buyer.phone.is_empty() => &buyer.name,
            () if !buyer.number.is_empty() => &buyer.number,
            () => &buyer.email,
        };
        let phone = |raw: &String| Phone {
            raw: raw.clone(),
            ..Phone::default()
        };
        let email = |address: &String| Email {
            address: address.clone(),
            ..Email::default()
        };
        let given = |text: &&String| !text.is_empty();
        let customer = Customer {
            id: CustomerId(self.last.0 + 1),
            name: called.clone(),
            till_number: buyer.number.clone(),
            phones: Some(&buyer.phone)
                .filter(given)
                .map(phone)
                .into_iter()
                .collect(),
            emails: Some(&buyer.email)
                .filter(given)
                .map(email)
                .into_iter()
                .collect(),
            ..Customer::default()
        };
        self.know(&customer);
        self.new.push(customer);
        self.last
    }
}

/// Nothing speaks against this name: none is known, or a word of it is theirs too.
fn could_be_called(person: &Person, name: &str) -> bool {
    let words = || name.split(' ').filter(|word| !word.is_empty());
    let unknown = name.is_empty() || person.name.is_empty();
    unknown || words().any(|word| person.name.split(' ').any(|own| own == word))
}
