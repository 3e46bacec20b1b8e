//! What every format does to a text before it is kept or written: no controls, no stray blanks, one kind of line break.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::domain::PartialDate;

/// The text without controls and outer blanks; line breaks and tabs inside it stay.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text
        .bytes()
        .any(|byte| byte < b' ' || matches!(byte, 0x7f | 0xc2 | 0xe2))
    {
        return Cow::Borrowed(text.trim());
    }
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            // Some programs break lines at more signs than others; none of them shall break ours.
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => plain.push('\n'),
            '\n' | '\t' => plain.push(letter),
            letter if letter.is_control() => {}
            letter => plain.push(letter),
        }
    }
    Cow::Owned(plain.trim().to_owned())
}

/// The text on one line: as [`clean`], with a blank for each line break or tab.
pub fn line(text: &str) -> Cow<'_, str> {
    match clean(text) {
        plain if plain.contains(['\n', '\t']) => Cow::Owned(plain.replace(['\n', '\t'], " ")),
        plain => plain,
    }
}

/// A tag as one word, without `#`; `None` when nothing is left, or for the group that Google puts everybody in.
pub fn tag_word(text: &str) -> Option<String> {
    let text = line(text);
    let text = text.trim_start_matches(['#', '*']).trim();
    if text.is_empty() || text.eq_ignore_ascii_case("mycontacts") {
        return None;
    }
    Some(text.split_whitespace().collect::<Vec<_>>().join("-"))
}

/// Appends `text` on a line of its own.
pub fn add_line(to: &mut String, text: &str) {
    if !to.is_empty() {
        to.push('\n');
    }
    to.push_str(text);
}

/// What a spreadsheet made of a long number.
#[derive(Debug, PartialEq, Eq)]
pub enum Number<'a> {
    /// As typed, or mended: `5550109999.0` is 5550109999.
    Whole(&'a str),
    /// Digits are lost: `4.91761E+11`.
    Damaged,
}

/// Mends a number that went through a spreadsheet, where that can be done.
pub fn mend_number(text: &str) -> Number<'_> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if let Some((mantissa, exponent)) = text.split_once(['E', 'e'])
        && digits(exponent.strip_prefix('+').unwrap_or(exponent))
        && digits(&mantissa.replace(['.', ','], ""))
    {
        return Number::Damaged;
    }
    match text.split_once(['.', ',']) {
        Some((whole, "0" | "00")) if whole.len() >= 5 && digits(whole) => Number::Whole(whole),
        _ => Number::Whole(text),
    }
}

/// A date as programs and people write it in a table, whole or in part: `1961-06-14`, `19610614`, `--0614`, `14.6.1961`,
/// `6/14/1961` (order by `month_first` where both are possible), `1961`.
pub fn read_date(text: &str, month_first: bool) -> Option<PartialDate> {
    let text = text.trim();
    let day = text.split(['T', ' ']).next().unwrap_or(text);
    let date = day.parse().ok().or_else(|| without_signs(day));
    date.or_else(|| in_some_order(text, month_first))
}

fn number(part: &str) -> Option<u32> {
    let digits = (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| part.parse().ok()).flatten()
}

/// `19610614`, `--0614`: as vCard 4.0 writes a date.
fn without_signs(text: &str) -> Option<PartialDate> {
    if !text.is_ascii() {
        return None;
    }
    let (year, rest) = match (text.strip_prefix("--"), text.len()) {
        (Some(rest), _) => (None, rest),
        (None, 8) => (Some(i32::try_from(number(&text[..4])?).ok()?), &text[4..]),
        _ => return None,
    };
    if rest.len() != 4 {
        return None;
    }
    PartialDate::new(year, Some(number(&rest[..2])?), Some(number(&rest[2..])?))
}

/// `14.6.1961`, `6/14/1961`, `1961/06/14`, `14.6.`
fn in_some_order(text: &str, month_first: bool) -> Option<PartialDate> {
    let parts = text.split(['.', '/', '-', ' ']);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let numbers: Vec<u32> = parts
        .iter()
        .map(|part| number(part))
        .collect::<Option<_>>()?;
    let year = |at: usize| {
        i32::try_from(numbers[at])
            .ok()
            .filter(|_| parts[at].len() == 4)
    };
    let (first, second, year) = match numbers[..] {
        [first, second] => (first, second, None),
        [_, month, day] if year(0).is_some() => {
            return PartialDate::new(year(0), Some(month), Some(day));
        }
        [first, second, _] => (first, second, Some(year(2)?)),
        _ => return None,
    };
    let month_first = !text.contains('.') && (month_first && first <= 12 || second > 12);
    let (day, month) = if month_first {
        (second, first)
    } else {
        (first, second)
    };
    PartialDate::new(year, Some(month), Some(day))
}

/// A whole day, `2026-06-10` or any other form [`read_date`] reads.
pub fn read_day(text: &str, month_first: bool) -> Option<NaiveDate> {
    let date = read_date(text, month_first)?;
    NaiveDate::from_ymd_opt(date.year()?, date.month()?, date.day()?)
}

/// A yes or no as shops and programs write it; `None` for anything else.
pub fn read_yes(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "yes" | "true" | "y" | "1" | "ja" | "subscribed" => Some(true),
        "no" | "false" | "n" | "0" | "nein" | "unsubscribed" => Some(false),
        _ => None,
    }
}

/// A yes or no as [`read_yes`] reads it, "" where nobody asked.
pub fn yes_word(yes: Option<bool>) -> &'static str {
    match yes {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_go_and_line_breaks_stay() {
        assert_eq!(clean(" a\r\nb\rc\u{1b}[31m\u{9b}\0 "), "a\nb\nc[31m");
        assert_eq!(line("a\r\nb"), "a b");
        assert_eq!(clean("\u{1} a"), "a");
    }

    #[test]
    fn numbers_are_mended_or_reported() {
        assert_eq!(mend_number("5550109999.0"), Number::Whole("5550109999"));
        assert_eq!(mend_number("4.91761E+11"), Number::Damaged);
        assert_eq!(mend_number("4,91761E+11"), Number::Damaged);
        assert_eq!(mend_number("030.555.00"), Number::Whole("030.555.00"));
        assert_eq!(mend_number("0711 12345"), Number::Whole("0711 12345"));
    }

    #[test]
    fn dates_are_read_in_every_order() {
        let reads = |text: &str, month_first| {
            read_date(text, month_first).map_or("none".to_owned(), |date| date.to_string())
        };
        for (text, expected) in [
            ("1961-06-14", "1961-06-14"),
            ("19610614", "1961-06-14"),
            ("1961-06-14T00:00:00Z", "1961-06-14"),
            ("--0614", "--06-14"),
            ("--06-14", "--06-14"),
            ("14.6.1961", "1961-06-14"),
            ("14.6.", "--06-14"),
            ("6/14/1961", "1961-06-14"),
            ("14/6/1961", "1961-06-14"),
            ("3/4/1961", "1961-04-03"),
            ("1961/06/14", "1961-06-14"),
            ("0/0/00", "none"),
            ("soon", "none"),
        ] {
            assert_eq!(reads(text, false), expected, "{text}");
        }
        assert_eq!(reads("3/4/1961", true), "1961-03-04");
        assert_eq!(reads("14/6/1961", true), "1961-06-14");
        assert_eq!(reads("3.4.1961", true), "1961-04-03");
    }
}
