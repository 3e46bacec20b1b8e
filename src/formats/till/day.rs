//! Days as tills write them, with or without a time behind.

use chrono::NaiveDate;

use crate::domain::dates::month_number;

/// The day of a sale: `2010-12-01`, `2024-05-01T10:33:01Z`, `1.12.2010 08:26`, `12/1/10 8:26` (order by `month_first`),
/// `May 1, 2024`, `01-May-2024`; `None` when it is none, or only one in the other order.
pub fn read(text: &str, month_first: bool) -> Option<NaiveDate> {
    let parts = parts(text);
    if let [only] = parts.as_slice() {
        return without_signs(only);
    }
    let [first, second, third] = parts.as_slice() else {
        return None;
    };
    if let Some(month) = month_number(first) {
        return date(year(third)?, month, number(second)?);
    }
    if let Some(month) = month_number(second) {
        return date(year(third)?, month, number(first)?);
    }
    if first.len() == 4 {
        return date(year(first)?, number(second)?, number(third)?);
    }
    let (day, month) = if month_first && !text.contains('.') {
        (second, first)
    } else {
        (first, second)
    };
    date(year(third)?, number(month)?, number(day)?)
}

/// Is the month first, as far as this text alone tells? `12/13/2010` can only be so.
pub fn month_first(text: &str) -> Option<bool> {
    match (read(text, true), read(text, false)) {
        (Some(_), None) => Some(true),
        (None, Some(_)) => Some(false),
        _ => None,
    }
}

/// The parts of the day, without a time and a weekday.
fn parts(text: &str) -> Vec<&str> {
    let text = match text.find(':') {
        // The hour begins behind the last blank, or behind the T of `2024-05-01T10:33`.
        Some(colon) => {
            let clock = text[..colon].rfind([' ', 'T']).unwrap_or(0);
            &text[..clock]
        }
        None => text,
    };
    let parts = text.split([' ', '.', '/', '-', ',', '\u{a0}']);
    let mut parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let is_word = |part: &&str| part.chars().all(char::is_alphabetic);
    // `Wed, 1 May 2024`
    if parts.len() == 4 && parts.first().is_some_and(is_word) {
        parts.remove(0);
    }
    parts
}

/// `20240501`, with or without a time behind a T.
fn without_signs(text: &str) -> Option<NaiveDate> {
    let text = text.split('T').next().unwrap_or(text);
    let digits = text.len() == 8 && text.bytes().all(|it| it.is_ascii_digit());
    let all = digits.then_some(text)?;
    date(year(&all[..4])?, number(&all[4..6])?, number(&all[6..])?)
}

/// Four digits, or two of this century.
fn year(text: &str) -> Option<i32> {
    let year = i32::try_from(number(text)?).ok()?;
    match text.len() {
        4 => Some(year),
        2 => Some(2000 + year),
        _ => None,
    }
}

fn number(text: &str) -> Option<u32> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| year > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_tills_write_them() {
        for text in [
            "2010-12-01",
            "2010-12-01 08:26:00 +0200",
            "2010-12-01T08:26:00Z",
            "20101201",
            "20101201T082600Z",
            "1.12.2010",
            "01.12.2010, 08:26",
            "1.12.10 8:26",
            "1/12/2010 8:26",
            "01-12-2010",
            "Dec 1, 2010",
            "Wed, 1 December 2010",
            "01-Dec-2010",
            "December 1, 2010 8:26 AM",
            "2010/12/01",
        ] {
            let day = read(text, false).map(|day| day.to_string());
            assert_eq!(day.as_deref(), Some("2010-12-01"), "{text}");
        }
        for text in ["12/1/2010 8:26", "12/1/10", "1.12.2010", "12-01-2010"] {
            let day = read(text, true).map(|day| day.to_string());
            assert_eq!(day.as_deref(), Some("2010-12-01"), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "",
            "soon",
            "08:26",
            "12/2010",
            "30.2.2010",
            "1.12.010",
            "44166",
            "1/2/3/2010",
        ] {
            assert_eq!(read(text, false), None, "{text}");
        }
        assert_eq!(read("13/12/2010", true), None, "no month 13");
    }

    #[test]
    fn a_day_may_tell_the_order_of_its_file() {
        assert_eq!(month_first("12/13/2010 8:26"), Some(true));
        assert_eq!(month_first("13/12/2010 8:26"), Some(false));
        assert_eq!(month_first("1/12/2010"), None);
        assert_eq!(month_first("2010-12-13"), None);
        assert_eq!(month_first("soon"), None);
    }
}
