//! How the values of settings are read and written.

use crate::domain::{Currency, Refusal, phone::dialling, words};

/// A year: no rhythm is slower.
const LONGEST: u32 = 366;

words! {
    /// What the colours are made for.
    Background {
        /// Dark. Started with `--light` or `--dark` the program goes by that.
        Auto = "auto",
        /// A dark background.
        Dark = "dark",
        /// A light background.
        Light = "light",
    }
}

/// The initials of somebody who serves, as they are kept: one to four letters, in capitals.
///
/// # Errors
/// The sentence that says so.
pub fn initials(text: &str) -> Result<String, Refusal> {
    let text = text.trim().to_uppercase();
    let fits = (1..=4).contains(&text.chars().count()) && text.chars().all(char::is_alphabetic);
    kept(fits, text, "Initials are one to four letters, like SK.")
}

pub(super) fn shop(text: &str) -> Result<String, Refusal> {
    let fits = text.chars().count() <= 60 && !text.contains(char::is_control);
    let rule = "The shop's name has at most 60 letters, on one line.";
    kept(fits, text.to_owned(), rule)
}

pub(super) fn country(text: &str) -> Result<String, Refusal> {
    let rule = "No country is written so; it is two letters, like DE, GB or US.";
    kept(dialling(text).is_some(), text.to_ascii_uppercase(), rule)
}

pub(super) fn currency(text: &str) -> Result<Currency, Refusal> {
    Currency::new(text)
        .ok_or_else(|| Refusal("The currency is three letters, like EUR.".to_owned()))
}

pub(super) fn day_order(text: &str) -> Result<bool, Refusal> {
    let rule = "The order is day or month: which comes first in 6/14.";
    kept(["day", "month"].contains(&text), text == "month", rule)
}

pub(super) fn background(text: &str) -> Result<Background, Refusal> {
    Background::from_word(text).ok_or_else(|| Refusal("The theme is auto, dark or light.".into()))
}

pub(super) fn on_off(text: &str) -> Result<bool, Refusal> {
    kept(
        ["on", "off"].contains(&text),
        text == "on",
        "It is on or off.",
    )
}

pub(super) fn days(text: &str) -> Result<u32, Refusal> {
    let days = text
        .parse()
        .ok()
        .filter(|days| (1..=LONGEST).contains(days));
    days.ok_or_else(|| {
        Refusal(format!(
            "{text:?} is not a number of days; write one from 1 to {LONGEST}."
        ))
    })
}

pub(super) fn rhythm(text: &str) -> Result<Option<u32>, Refusal> {
    if text.eq_ignore_ascii_case(NEVER) {
        return Ok(None);
    }
    let rule = |_| {
        Refusal(format!(
            "A rhythm is a number of days from 1 to {LONGEST}, or never."
        ))
    };
    days(text).map(Some).map_err(rule)
}

pub(super) fn days_list(text: &str) -> Result<Vec<u32>, Refusal> {
    if text.eq_ignore_ascii_case(NEVER) {
        return Ok(Vec::new());
    }
    let words = text.split([' ', ',', ';']).filter(|word| !word.is_empty());
    let mut list = words.map(days).collect::<Result<Vec<_>, _>>()?;
    list.sort_unstable();
    list.dedup();
    Ok(list)
}

pub(super) fn word_list(text: &str) -> String {
    let words = text.split(',').map(str::trim);
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(", ")
}

/// A rhythm as text.
pub(super) fn rhythm_text(days: Option<u32>) -> String {
    days.map_or_else(|| NEVER.to_owned(), |days| days.to_string())
}

/// A list of days as text.
pub(super) fn list_text(days: &[u32]) -> String {
    if days.is_empty() {
        return NEVER.to_owned();
    }
    let days: Vec<String> = days.iter().map(ToString::to_string).collect();
    days.join(" ")
}

const NEVER: &str = "never";

fn kept<T>(fits: bool, value: T, rule: &str) -> Result<T, Refusal> {
    if fits {
        Ok(value)
    } else {
        Err(Refusal(rule.into()))
    }
}
