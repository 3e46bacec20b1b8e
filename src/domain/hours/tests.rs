//! The table as typed, and counting along it.

use chrono::{Datelike, NaiveTime};
use proptest::prelude::*;

use super::*;

fn hours(week: &str, closed: &str) -> Hours {
    Hours {
        week: week.parse().unwrap(),
        closed: closed.parse().unwrap(),
    }
}

fn at(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn the_week_is_read_as_typed_and_written_in_one_spelling() {
    for (typed, kept) in [
        ("mon-sat 9-18", "mon-sat 09:00-18:00"),
        (
            "Mon–Fri 09 – 12:30, 14-18.15; saturday 9-13",
            "mon-fri 09:00-12:30 14:00-18:15; sat 09:00-13:00",
        ),
        (
            "wed 9-13; mon, tue thu-fri 9-18; sun closed",
            "mon-tue thu-fri 09:00-18:00; wed 09:00-13:00",
        ),
        ("fri-mon 14-18 10-14", "mon fri-sun 10:00-18:00"),
        ("fri 18-24; sat 0-2", "fri 18:00-24:00; sat 00:00-02:00"),
    ] {
        assert_eq!(typed.parse::<Week>().unwrap().to_string(), kept);
    }
}

#[test]
fn a_week_that_makes_no_sense_is_refused_with_a_sentence() {
    for (typed, said) in [
        ("", "never opens"),
        ("mon-sun closed", "never opens"),
        ("mon", "\"mon\" is not understood"),
        ("9-18", "\"9-18\" is not understood"),
        ("mon 9-18 tue", "\"tue\" is not understood"),
        ("mon 9-25", "\"9-25\" is not understood"),
        ("mon 9:75-18", "\"9:75-18\" is not understood"),
        ("mon 18-2", "ends before it begins"),
        ("mon 9-9", "ends before it begins"),
        ("mon 9-12 11-14", "09:00-12:00 and 11:00-14:00 overlap"),
        ("mon-fri 9-12; fri 14-18", "Friday stands there twice"),
        ("mon 9-18 closed", "\"closed\" is not understood"),
    ] {
        let refused = typed.parse::<Week>().unwrap_err();
        assert!(refused.0.contains(said), "{typed}: {refused}");
    }
}

#[test]
fn closed_days_hold_once_every_year_and_from_day_to_day() {
    let closed: ClosedDays = "12-25 Christmas; 24.12.2026 Christmas  Eve; 2026-08-03..2026-08-15 holidays; 12-30..01-02; 12-25 Christmas"
        .parse()
        .unwrap();
    assert_eq!(
        closed.to_string(),
        "2026-08-03..2026-08-15 holidays; 2026-12-24 Christmas Eve; 12-25 Christmas; 12-30..01-02"
    );
    for (date, name) in [
        ("2026-12-24", Some("Christmas Eve")),
        ("2027-12-24", None),
        ("2027-12-25", Some("Christmas")),
        ("2026-08-15", Some("holidays")),
        ("2026-08-16", None),
        ("2027-01-01", Some("")),
        ("2027-12-29", None),
    ] {
        assert_eq!(closed.name(day(date)), name, "{date}");
    }
    for typed in [
        "Christmas",
        "2026-02-30 x",
        "12/25 x",
        "13-01",
        "2026-08-15..2026-08-03",
        "2026-08-15..12-25",
    ] {
        assert!(typed.parse::<ClosedDays>().is_err(), "{typed}");
    }
}

#[test]
fn minutes_are_counted_in_opening_hours_only() {
    let shop = hours("mon-fri 9-12:30 14-18; sat 9-13", "2026-06-15 Whit Monday");
    assert_eq!(shop.open_minutes(day("2026-06-12")), 450);
    assert!(!shop.is_open_on(day("2026-06-14")) && !shop.is_open_on(day("2026-06-15")));
    assert_eq!(
        shop.add(at("2026-06-12T12:00:00"), 60),
        at("2026-06-12T14:30:00")
    );
    assert_eq!(
        shop.add(at("2026-06-13T12:00:00"), 60),
        at("2026-06-13T13:00:00")
    );
    assert_eq!(
        shop.add(at("2026-06-13T12:00:00"), 61),
        at("2026-06-16T09:01:00")
    );
    assert_eq!(
        shop.between(at("2026-06-12T12:00:00"), at("2026-06-16T09:01:00")),
        30 + 240 + 240 + 1
    );
    assert_eq!(
        shop.between(at("2026-06-16T09:01:00"), at("2026-06-12T12:00:00")),
        0
    );
    assert_eq!(
        shop.open_days_after(day("2026-06-12"), 2),
        day("2026-06-16")
    );
    assert_eq!(
        shop.open_days_after(day("2026-06-14"), 0),
        day("2026-06-14")
    );
    assert_eq!(
        shop.minutes_of_days(at("2026-06-12T18:00:00"), 2),
        240 + 450
    );
}

#[test]
fn a_shop_closed_all_year_still_ends_every_search() {
    let shop = hours("tue 9-10", "01-01..12-31 moved away");
    let now = at("2026-06-10T12:00:00");
    assert_eq!(shop.between(now, at("2028-06-10T12:00:00")), 0);
    assert_eq!(shop.add(now, 90), at("2026-06-23T09:30:00"));
    assert_eq!(shop.open_days_after(now.date(), 2), day("2026-06-23"));
    assert_eq!(shop.minutes_of_days(now, 3), 180);
    let last = NaiveDate::MAX.and_time(NaiveTime::MIN);
    assert!(
        shop.add(last, 9000) >= last && shop.open_days_after(NaiveDate::MAX, 3) == NaiveDate::MAX
    );
}

/// A week of up to three spans a day, as it would be typed.
fn any_week() -> impl Strategy<Value = Week> {
    let day = prop::collection::btree_set(0u16..=96, 0..6);
    prop::collection::vec(day, 7).prop_filter_map("no opening", |days| {
        let groups = days.iter().enumerate().map(|(at, quarters)| {
            let times: Vec<String> = quarters
                .iter()
                .map(|q| format!("{}:{:02}", q / 4, q % 4 * 15))
                .collect();
            let spans: Vec<String> = times.chunks_exact(2).map(|it| it.join("-")).collect();
            let name = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][at];
            match spans.is_empty() {
                true => String::new(),
                false => format!("{name} {}", spans.join(" ")),
            }
        });
        groups.collect::<Vec<_>>().join(";").parse().ok()
    })
}

fn any_moment() -> impl Strategy<Value = NaiveDateTime> {
    (0i64..800_000).prop_map(|minutes| at("2026-01-01T00:00:00") + TimeDelta::minutes(minutes))
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(week in any_week()) {
        prop_assert_eq!(week.to_string().parse::<Week>().unwrap(), week);
    }

    #[test]
    fn nothing_typed_is_a_crash(text in "[ a-z0-9:.;,–-]{0,40}") {
        let _ = text.parse::<Week>();
        let _ = text.parse::<ClosedDays>();
    }

    #[test]
    fn as_many_minutes_lie_between_as_were_added(week in any_week(), from in any_moment(), minutes in 0u32..5000) {
        let shop = Hours { week, closed: "12-25 Christmas; 03-01..03-20".parse().unwrap() };
        let to = shop.add(from, minutes);
        prop_assert_eq!(shop.between(from, to), minutes);
        prop_assert!(shop.add(from, minutes + 1) > to);
    }

    #[test]
    fn an_open_day_after_is_open_and_counts_the_open_days(week in any_week(), from in any_moment(), n in 1u32..9) {
        let shop = Hours { week, closed: "12-25 Christmas; 03-01..03-20".parse().unwrap() };
        let found = shop.open_days_after(from.date(), n);
        let days = from.date().iter_days().skip(1).take_while(|day| *day <= found);
        prop_assert!(shop.is_open_on(found) && found.year() < 2030);
        prop_assert_eq!(days.filter(|day| shop.is_open_on(*day)).count(), n as usize);
    }
}
