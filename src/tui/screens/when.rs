//! Days and times in forms: shown so that they can be typed again, read with the day words.

use chrono::{NaiveDate, NaiveTime, TimeZone};

use crate::domain::{
    Refusal, Stamp,
    dates::{day_name, day_words, read_day, read_past_day},
};

/// A moment as a form shows it: `2026-06-10 14:32`.
pub fn show(at: Stamp) -> String {
    at.local().format("%Y-%m-%d %H:%M").to_string()
}

/// The moment that was typed, seen from `now`: a day, a time, or both; what is not named stays as `before` has it.
///
/// # Errors
/// The sentence that says how to write it.
pub fn read(
    text: &str,
    before: Stamp,
    (now, month_first): (Stamp, bool),
) -> Result<Stamp, Refusal> {
    // The box shows no seconds; what was not touched keeps them.
    if text.trim() == show(before) {
        return Ok(before);
    }
    let (mut day, mut time) = (before.day(), before.local().time());
    for word in text.split_whitespace() {
        if let Some(read) = read_past_day(word, now.day(), month_first) {
            day = read;
        } else if let Ok(read) = NaiveTime::parse_from_str(word, "%H:%M") {
            time = read;
        } else {
            return Err(Refusal(
                "Write a day that is not to come and a time, like yesterday 14:30 or 12.6. 9:00."
                    .into(),
            ));
        }
    }
    let at = before
        .datetime()
        .offset()
        .from_local_datetime(&day.and_time(time));
    Ok(at.single().map_or(before, |at| Stamp::new(&at)))
}

/// A moment as the form understood it: `Wed 10 June, 14:32`.
pub fn words(at: Stamp, today: NaiveDate) -> String {
    format!(
        "{}, {}",
        day_name(at.day(), today),
        at.local().format("%H:%M")
    )
}

/// The due day that was typed; `None` for none.
///
/// # Errors
/// The sentence that says how to write it.
pub fn read_due(
    text: &str,
    today: NaiveDate,
    month_first: bool,
) -> Result<Option<NaiveDate>, Refusal> {
    match text.trim() {
        "" => Ok(None),
        word => read_day(word, today, month_first).map(Some).ok_or_else(|| {
            Refusal("Write a day such as fri, +3d, 14.6. or eom; empty for none.".into())
        }),
    }
}

/// How the due day that was typed is understood: `tomorrow`; empty where it cannot be read.
pub fn due_words(text: &str, today: NaiveDate, month_first: bool) -> String {
    match read_due(text, today, month_first) {
        Ok(Some(day)) => day_words(day, today),
        Ok(None) => "no day named".to_owned(),
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_read_each_or_both() {
        let at = |text: &str| Stamp::from_rfc3339(&format!("{text}+02:00")).unwrap();
        let now = at("2026-06-10T12:00:00");
        let before = at("2026-06-09T14:32:07");
        let read = |text: &str| read(text, before, (now, false)).ok();
        assert_eq!(read("2026-06-09 14:32"), Some(before));
        assert_eq!(read("9:05"), Some(at("2026-06-09T09:05:00")));
        assert_eq!(read("8.6. 9:05"), Some(at("2026-06-08T09:05:00")));
        assert_eq!(read("today"), Some(at("2026-06-10T14:32:07")));
        assert_eq!(read("tomorrow"), None);
        assert_eq!(read("25:00"), None);
        assert_eq!(words(before, now.day()), "Tue 9 June, 14:32");
        assert_eq!(read_due("", now.day(), false).unwrap(), None);
        assert!(read_due("soon", now.day(), false).is_err());
    }
}
