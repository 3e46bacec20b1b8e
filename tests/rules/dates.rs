//! Day words, days in words, partial dates.

use chrono::NaiveDate;
use proptest::prelude::*;
use regulars::domain::{
    PartialDate,
    dates::{day_name, day_words, read_day, read_past_day, short_day},
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Wednesday.
fn today() -> NaiveDate {
    day("2026-06-10")
}

fn coming(word: &str) -> Option<String> {
    read_day(word, today(), false).map(|day| day.to_string())
}

fn past(word: &str) -> Option<String> {
    read_past_day(word, today(), false).map(|day| day.to_string())
}

#[test]
fn every_day_word_means_its_day() {
    for (word, expected) in [
        ("fri", "2026-06-12"),
        ("wed", "2026-06-17"),
        ("today", "2026-06-10"),
        ("tom", "2026-06-11"),
        ("+3d", "2026-06-13"),
        ("+2w", "2026-06-24"),
        ("14.6.", "2026-06-14"),
        ("eom", "2026-06-30"),
        ("tomorrow", "2026-06-11"),
        ("yesterday", "2026-06-09"),
        ("Friday", "2026-06-12"),
        ("THUR", "2026-06-11"),
        ("tue", "2026-06-16"),
        ("mon", "2026-06-15"),
        ("+1m", "2026-07-10"),
        ("10.6.", "2026-06-10"),
        ("9.6.", "2027-06-09"),
        ("14.6.2025", "2025-06-14"),
        ("2026-06-10", "2026-06-10"),
        ("6/14", "2026-06-14"),
        ("29.2.", "2028-02-29"),
    ] {
        assert_eq!(coming(word).as_deref(), Some(expected), "{word}");
    }
}

#[test]
fn what_is_no_day_word_is_none() {
    for word in [
        "",
        "mañana",
        "fr",
        "frida!",
        "fridays",
        "14.6",
        "31.6.",
        "29.2.2026",
        "1/2/3",
        "13/13",
        "+d",
        "+3",
        "+3x",
        "+99999999999999999999d",
        "+999999m",
        "2026-13-01",
        "20260610",
        "٣.٦.",
        "+3ḋ",
        "..",
        "--06-14",
    ] {
        assert_eq!(coming(word), None, "{word}");
    }
}

#[test]
fn the_setting_orders_numbers_with_a_slash_unless_only_one_order_makes_a_day() {
    let both = |word| [false, true].map(|first| read_day(word, today(), first));
    assert_eq!(
        both("7/8"),
        [Some(day("2026-08-07")), Some(day("2026-07-08"))]
    );
    assert_eq!(both("6/14"), [Some(day("2026-06-14")); 2]);
    assert_eq!(both("14/6"), [Some(day("2026-06-14")); 2]);
    assert_eq!(
        both("7/8/2027"),
        [Some(day("2027-08-07")), Some(day("2027-07-08"))]
    );
}

#[test]
fn a_month_later_ends_with_the_shorter_month() {
    let later = |from, word| read_day(word, day(from), false);
    assert_eq!(later("2026-01-31", "+1m"), Some(day("2026-02-28")));
    assert_eq!(later("2028-01-31", "+1m"), Some(day("2028-02-29")));
    assert_eq!(later("2026-12-31", "eom"), Some(day("2026-12-31")));
    assert_eq!(later("2028-02-10", "eom"), Some(day("2028-02-29")));
}

#[test]
fn for_what_has_happened_the_most_recent_day_is_meant() {
    for (word, expected) in [
        ("fri", Some("2026-06-05")),
        ("wed", Some("2026-06-03")),
        ("tue", Some("2026-06-09")),
        ("yesterday", Some("2026-06-09")),
        ("today", Some("2026-06-10")),
        ("9.6.", Some("2026-06-09")),
        ("10.6.", Some("2026-06-10")),
        ("12.6.", Some("2025-06-12")),
        ("29.2.", Some("2024-02-29")),
        ("2026-06-01", Some("2026-06-01")),
        ("2026-06-11", None),
        ("tom", None),
        ("+3d", None),
        ("eom", None),
    ] {
        assert_eq!(past(word).as_deref(), expected, "{word}");
    }
}

#[test]
fn days_are_said_by_name() {
    assert_eq!(day_name(day("2026-06-12"), today()), "Fri 12 June");
    assert_eq!(day_words(today(), today()), "today");
    assert_eq!(day_words(day("2026-06-11"), today()), "tomorrow");
    assert_eq!(day_words(day("2026-06-09"), today()), "yesterday");
    assert_eq!(day_words(day("2027-06-12"), today()), "Sat 12 June 2027");
    assert_eq!(short_day(day("2026-08-03"), today()), "3 Aug");
    assert_eq!(short_day(day("2025-08-03"), today()), "3 Aug 2025");
}

#[test]
fn a_birthday_may_lack_parts_and_comes_round_every_year() {
    let read = |text| PartialDate::read(text, false).map(|date| date.to_string());
    for (text, expected) in [
        ("14 June", "--06-14"),
        ("14. june", "--06-14"),
        ("June 14, 1961", "1961-06-14"),
        ("14.6.", "--06-14"),
        ("14.6.1961", "1961-06-14"),
        ("14/6/1961", "1961-06-14"),
        ("6/1961", "1961-06"),
        ("Sept 1961", "1961-09"),
        ("1961", "1961"),
        ("--02-29", "--02-29"),
        (" 1961-06-14 ", "1961-06-14"),
    ] {
        assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
    }
    for text in [
        "",
        "June",
        "61",
        "30 Feb",
        "14 June 61",
        "14 15 June 1961",
        "x",
    ] {
        assert!(read(text).is_err(), "{text}");
    }
    let leap: PartialDate = "--02-29".parse().unwrap();
    assert_eq!(leap.next(today()), Some(day("2027-02-28")));
    let now: PartialDate = "1961-06-10".parse().unwrap();
    assert_eq!(now.next(today()), Some(today()));
    assert_eq!("1961".parse::<PartialDate>().unwrap().next(today()), None);
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..3_652_059).prop_map(|n| NaiveDate::from_num_days_from_ce_opt(n + 1).unwrap())
}

proptest! {
    #[test]
    fn no_text_makes_reading_panic(word in "\\PC*", from in any_day(), first: bool) {
        let _ = read_day(&word, from, first);
        let _ = PartialDate::read(&word, first);
        if let Some(day) = read_past_day(&word, from, first) {
            prop_assert!(day <= from);
        }
    }

    #[test]
    fn nothing_like_a_day_makes_reading_panic(word in "[-+./0-9dwm]{0,14}", from in any_day(), first: bool) {
        let _ = read_day(&word, from, first);
        let _ = read_past_day(&word, from, first);
        let _ = PartialDate::read(&word, first);
    }

    #[test]
    fn a_day_of_this_year_reads_back_as_written(from in any_day(), to in any_day()) {
        prop_assert_eq!(read_day(&to.format("%-d.%-m.%Y").to_string(), from, false), Some(to));
        prop_assert_eq!(read_day(&to.format("%Y-%m-%d").to_string(), from, false), Some(to));
        let next = read_day(&to.format("%-d.%-m.").to_string(), from, false);
        prop_assert!(next.is_none_or(|next| next >= from && (next - from).num_days() < 366 * 8));
    }

    #[test]
    fn a_partial_date_reads_back_from_its_words(date in any_day(), year: bool, month: bool) {
        use chrono::Datelike;
        let date = match (year, month) {
            (true, false) => PartialDate::new(Some(date.year()), None, None),
            (true, true) => PartialDate::new(Some(date.year()), Some(date.month()), None),
            (false, true) => PartialDate::new(None, Some(date.month()), Some(date.day())),
            (false, false) => PartialDate::new(Some(date.year()), Some(date.month()), Some(date.day())),
        }
        .unwrap();
        prop_assert_eq!(date.to_string().parse(), Ok(date));
        if date.year().is_none_or(|year| year >= 1000) {
            prop_assert_eq!(PartialDate::read(&date.words(), false), Ok(date));
        }
    }
}
