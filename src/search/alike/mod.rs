//! Who may be in the shop twice: found by keys, never pair by pair, and each pair with what it has in common.
//!
//! A name alone or a phone alone says nothing: a household shares its number and its surname, a town has several James Smiths. Two
//! records are alike when their names are the same or nearly so and something else is the same, too.

mod blocks;
mod names;
mod person;
mod sound;

use crate::domain::{CustomerId, phone};

pub use blocks::pairs;
pub use names::Names;
pub use person::Person;

/// How sure it is that two are the same person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// Worth a look.
    Medium,
    /// Hardly anybody else.
    High,
}

impl Sure {
    /// As it is shown.
    pub fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
        }
    }
}

/// What two records have in common, or what speaks for one person otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    /// A phone; its digits as [`crate::domain::phone::canonical`] has them.
    Number(String),
    /// An e-mail address.
    Email(String),
    /// What the till calls them.
    Till(String),
    /// A whole birthday.
    Birthday,
    /// A postal address.
    Address,
    /// How near the names are.
    Names(Names),
    /// One of the two, or neither, has a name.
    Nameless,
    /// One of the two has neither a phone nor an e-mail.
    Unreachable,
    /// Against it: their birthdays differ.
    OtherBirthday,
}

impl Because {
    /// In words; a number as it was typed is for the caller to put in.
    pub fn words(&self) -> String {
        match self {
            Self::Number(number) => format!("same number {number}"),
            Self::Email(address) => format!("same e-mail {address}"),
            Self::Till(number) => format!("same number at the till: {number}"),
            Self::Birthday => "same birthday".into(),
            Self::Address => "same address".into(),
            Self::Names(Names::Same) => "same name".into(),
            Self::Names(Names::Alike) => "names nearly alike".into(),
            Self::Names(Names::Part) => "one name is part of the other".into(),
            Self::Nameless => "a name is missing".into(),
            Self::Unreachable => "one has neither phone nor e-mail".into(),
            Self::OtherBirthday => "but another birthday".into(),
        }
    }
}

/// Two customers who may be one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The one with the smaller number.
    pub one: CustomerId,
    /// The other.
    pub other: CustomerId,
    /// What speaks for it, the strongest first.
    pub because: Vec<Because>,
    /// How sure that is.
    pub sure: Sure,
}

impl Pair {
    /// What speaks for it, in one sentence: "same number 0555 0123, names nearly alike".
    pub fn words(&self) -> String {
        words(&self.because)
    }
}

/// What speaks for it, in one sentence.
pub fn words(because: &[Because]) -> String {
    let words: Vec<String> = because.iter().map(Because::words).collect();
    words.join(", ")
}

/// Are these two ways to write one number, as far as that is seen without the shop's country?
pub fn is_same_phone(one: &str, other: &str) -> bool {
    let (one, other) = (phone::digits(one), phone::digits(other));
    !one.is_empty() && !other.is_empty() && person::is_one_number(&one, &other)
}

/// What two records have in common, and how sure that makes it that they are one person; `None` when it does not.
pub fn judge(one: &Person, other: &Person) -> Option<(Vec<Because>, Sure)> {
    let names = one.names_like(other);
    let mut because = one.reached_like(other);
    let strong = because.len();
    let birthdays = one.birthday.zip(other.birthday);
    let birthdays = birthdays.filter(|(a, b)| person::is_whole(*a) && person::is_whole(*b));
    let birthday = birthdays.is_some_and(|(a, b)| a == b);
    let address = one.lives_like(other);
    because.extend(birthday.then_some(Because::Birthday));
    because.extend(address.then_some(Because::Address));
    let weak = usize::from(birthday) + usize::from(address);
    let till = because.iter().any(|it| matches!(it, Because::Till(_)));
    let sure = match names {
        None if strong > 0 && (one.is_nameless() || other.is_nameless()) => {
            because.push(Because::Nameless);
            Sure::Medium
        }
        None if till => Sure::Medium,
        None => return None,
        Some(near) => {
            let lonely = strong + weak == 0 && near == Names::Same && one.may_be_lost(other);
            because.push(Because::Names(near));
            because.extend(lonely.then_some(Because::Unreachable));
            if lonely {
                Sure::Medium
            } else {
                by_name(near, strong, (birthday, weak))?
            }
        }
    };
    let differ = birthdays.is_some_and(|(a, b)| a != b);
    match (differ, sure) {
        (false, sure) => Some((because, sure)),
        (true, Sure::Medium) => None,
        (true, Sure::High) => {
            because.push(Because::OtherBirthday);
            Some((because, Sure::Medium))
        }
    }
}

/// As [`judge`] for somebody who is being written down: a whole name that is the same, or nearly so, is worth a word, too.
pub fn resembles(one: &Person, other: &Person) -> Option<(Vec<Because>, Sure)> {
    judge(one, other).or_else(|| {
        let near = one.names_like(other).filter(|near| *near != Names::Part)?;
        let whole = one.has_whole_name() && other.has_whole_name();
        whole.then(|| (vec![Because::Names(near)], Sure::Medium))
    })
}

/// How sure it is with names so near: `strong` is what a person is reached or known by, `weak` a birthday or an address.
fn by_name(names: Names, strong: usize, (birthday, weak): (bool, usize)) -> Option<Sure> {
    match (names, strong, weak) {
        (Names::Same, 1.., _) | (Names::Same, _, 2) | (_, 2.., _) => Some(Sure::High),
        (Names::Same, _, 1) | (_, 1, _) | (Names::Alike, _, 2) => Some(Sure::Medium),
        (Names::Alike, ..) if birthday => Some(Sure::Medium),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
