//! What the shop can set; every value has a default that works.

use super::{Change, Currency, Refusal, phone::dialling};

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
        let mut settings = Self::default();
        for (key, value) in rows {
            if let Ok(value) = checked(key, value) {
                settings.take(key, &value);
            }
        }
        settings
    }

    /// The value of a key as text; `None` for an unknown key.
    pub fn get(&self, key: &str) -> Option<String> {
        Some(match key {
            "shop" => self.shop.clone(),
            "country" => self.country.clone(),
            "currency" => self.currency.code.clone(),
            "day_order" => if self.month_first { "month" } else { "day" }.into(),
            "me" => self.me.clone(),
            _ => return None,
        })
    }

    /// Checks one value and gives back the write; an empty value brings back the default.
    ///
    /// # Errors
    /// The sentence that says what the value must be, or lists the keys when the key is unknown.
    pub fn set(key: &str, value: &str) -> Result<Change, Refusal> {
        Ok(Change::Set {
            key: key.into(),
            value: checked(key, value)?,
        })
    }

    fn take(&mut self, key: &str, value: &str) {
        match key {
            _ if value.is_empty() => {}
            "shop" => self.shop = value.into(),
            "country" => self.country = value.into(),
            "currency" => self.currency = Currency::new(value).unwrap_or(self.currency.clone()),
            "day_order" => self.month_first = value == "month",
            "me" => self.me = value.into(),
            _ => {}
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        let mut settings = Self {
            shop: String::new(),
            country: String::new(),
            currency: Currency {
                code: "EUR".into(),
                digits: 2,
            },
            month_first: false,
            me: String::new(),
        };
        for (key, default, _) in Self::KEYS {
            settings.take(key, default);
        }
        settings
    }
}

/// The initials of somebody who serves, as they are kept: one to four letters, in capitals.
///
/// # Errors
/// The sentence that says so.
pub fn initials(text: &str) -> Result<String, Refusal> {
    let text = text.trim().to_uppercase();
    if (1..=4).contains(&text.chars().count()) && text.chars().all(char::is_alphabetic) {
        Ok(text)
    } else {
        Err(Refusal("Initials are one to four letters, like SK.".into()))
    }
}

/// The value as it is kept, if the key takes it.
fn checked(key: &str, value: &str) -> Result<String, Refusal> {
    let value = value.trim();
    if !Settings::KEYS.iter().any(|(known, ..)| *known == key) {
        let keys: Vec<&str> = Settings::KEYS.iter().map(|(known, ..)| *known).collect();
        return Err(Refusal(format!(
            "There is no setting {key:?}; there are {}.",
            keys.join(", ")
        )));
    }
    let (fits, value, rule) = match key {
        _ if value.is_empty() => return Ok(String::new()),
        "me" => return initials(value),
        "shop" => (
            value.chars().count() <= 60 && !value.contains(char::is_control),
            value.into(),
            "The shop's name has at most 60 letters, on one line.",
        ),
        "country" => (
            dialling(value).is_some(),
            value.to_ascii_uppercase(),
            "No country is written so; it is two letters, like DE, GB or US.",
        ),
        "currency" => (
            Currency::new(value).is_some(),
            value.to_ascii_uppercase(),
            "The currency is three letters, like EUR.",
        ),
        _ => (
            ["day", "month"].contains(&value),
            value.into(),
            "The order is day or month: which comes first in 6/14.",
        ),
    };
    if fits {
        Ok(value)
    } else {
        Err(Refusal(rule.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_empty_and_broken_rows_have_their_default() {
        let rows = [("shop", ""), ("currency", "euros"), ("new_key", "x")];
        let settings = Settings::from_rows(rows.into_iter());
        assert_eq!(settings, Settings::default());
        for (key, default, _) in Settings::KEYS {
            assert_eq!(settings.get(key).as_deref(), Some(*default));
        }
        assert_eq!(settings.get("new_key"), None);
    }

    #[test]
    fn a_value_is_kept_in_one_spelling_and_read_back() {
        let all = [
            ("shop", " Corner Coffee ", "Corner Coffee"),
            ("country", "gb", "GB"),
            ("currency", "jpy", "JPY"),
            ("day_order", "month", "month"),
            ("me", "sk", "SK"),
        ];
        for (key, typed, kept) in all {
            let Ok(Change::Set { value, .. }) = Settings::set(key, typed) else {
                panic!("{key} takes {typed:?}");
            };
            let settings = Settings::from_rows([(key, value.as_str())].into_iter());
            assert_eq!(settings.get(key).as_deref(), Some(kept));
        }
    }

    #[test]
    fn what_does_not_fit_is_refused_with_a_sentence() {
        for (key, value) in [
            ("shop", "x".repeat(61)),
            ("country", "Germany".into()),
            ("country", "XX".into()),
            ("country", "UK".into()),
            ("currency", "€".into()),
            ("day_order", "year".into()),
            ("me", "S K".into()),
            ("me", "Sabine".into()),
        ] {
            assert!(Settings::set(key, &value).is_err(), "{key} {value}");
        }
        let unknown = Settings::set("colour", "red").unwrap_err();
        assert_eq!(
            unknown.0,
            "There is no setting \"colour\"; there are shop, country, currency, day_order, me."
        );
    }
}
