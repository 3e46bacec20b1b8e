//! What the shop can set; every value has a default that works.

use super::{Currency, Refusal};

/// The shop's settings. Each is one row of text in the data file, by its [`Settings::KEYS`] name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The shop's name, in the header of every screen.
    pub shop: String,
    /// ISO 3166 code of the country whose phone numbers need no prefix, `DE`.
    pub country: String,
    /// The one currency of the shop.
    pub currency: Currency,
    /// In `6/14`: is the month first?
    pub month_first: bool,
    /// Initials of who works at this till.
    pub me: String,
}

impl Settings {
    /// Every setting: its key, its default, and one line of what it is.
    pub const KEYS: &'static [(&'static str, &'static str, &'static str)] = &[
        (
            "shop",
            "My shop",
            "the shop's name, at the top of every screen",
        ),
        (
            "country",
            "DE",
            "two letters; phone numbers of this country need no prefix",
        ),
        (
            "currency",
            "EUR",
            "three letters; the one currency of the shop",
        ),
        (
            "day_order",
            "day",
            "day or month: which comes first in 6/14",
        ),
        ("me", "", "initials of who works at this till"),
    ];

    /// The settings made of saved rows; what is absent, empty or no longer valid has its default.
    pub fn from_rows<'a>(rows: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        todo!("{}", rows.count())
    }

    /// The value of a key as text; `None` for an unknown key.
    pub fn get(&self, key: &str) -> Option<String> {
        todo!("{key}")
    }

    /// Checks one value and gives back the write.
    ///
    /// # Errors
    /// The sentence that says what the value must be, or lists the keys when the key is unknown.
    pub fn set(key: &str, value: &str) -> Result<super::Change, Refusal> {
        todo!("{key} {value}")
    }
}
