//! By what a customer is known again.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::{
    domain::{Address, Customer, phone},
    search::fold,
};

/// A name and a phone or e-mail, in one number.
pub type ContactKey = u64;

/// The folded name a customer goes by.
pub fn name(customer: &Customer) -> String {
    if customer.name.is_empty() {
        fold(&customer.call_me)
    } else {
        fold(&customer.name)
    }
}

/// A phone as it is compared: the last digits, without prefixes that depend on who dials; the text itself where there are few.
pub fn phone(raw: &str) -> String {
    let digits = phone::digits(raw);
    let number = digits.trim_start_matches(['+', '0']);
    if number.len() < 4 {
        return fold(raw);
    }
    number[number.len().saturating_sub(8)..].to_owned()
}

/// An e-mail address as it is compared.
pub fn email(address: &str) -> String {
    address.trim().to_lowercase()
}

/// An address as it is compared.
pub fn address(address: &Address) -> String {
    fold(&address.line())
}

/// The name with each phone and e-mail.
pub fn contacts(customer: &Customer) -> Vec<ContactKey> {
    let name = name(customer);
    let key = |reach: String| {
        let mut hasher = DefaultHasher::new();
        (&name, reach).hash(&mut hasher);
        hasher.finish()
    };
    let phones = customer.phones.iter().map(|it| phone(&it.raw));
    let emails = customer.emails.iter().map(|it| email(&it.address));
    phones
        .chain(emails)
        .filter(|it| !it.is_empty())
        .map(key)
        .collect()
}

/// A uid for a row that has none: the same for the same row in the same words (FNV-1a, 128 bits).
pub fn uid(customer: &Customer) -> String {
    let mut sum: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    let mut take = |text: &str| {
        for byte in text.bytes().chain([0xff]) {
            sum = (sum ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    };
    let texts = [
        &customer.name,
        &customer.call_me,
        &customer.say,
        &customer.company,
        &customer.kept,
    ];
    texts.into_iter().for_each(|text| take(text));
    customer
        .birthday
        .iter()
        .for_each(|day| take(&day.to_string()));
    customer.phones.iter().for_each(|it| take(&it.raw));
    customer.emails.iter().for_each(|it| take(&it.address));
    customer.addresses.iter().for_each(|it| take(&it.line()));
    customer.tags.iter().for_each(|it| take(&it.word));
    customer.facts.iter().for_each(|it| take(&it.text));
    format!("row-{sum:032x}")
}
