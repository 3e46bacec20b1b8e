//! Which rows make a line, on which day, in which order.

use chrono::NaiveDate;

use super::{
    Due, ItemKind, SHOWN, Section, Silence, Snooze, When, birthday, birthday_ends, check_in,
    choose, thanks_subject,
};
use crate::domain::{
    Complaint, CustomerId, Occasion, PromiseId, Settings, SnoozeId, Stamp, Step, StepKind, Tier,
    Want,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Wednesday.
fn today() -> NaiveDate {
    day("2026-06-10")
}

fn at(text: &str) -> Stamp {
    Stamp::from_rfc3339(&format!("{text}:00+02:00")).unwrap()
}

fn promise(id: i64, due: &str) -> Option<Due> {
    Due::promise(PromiseId(id), CustomerId(1), day(due), today())
}

fn complaint(opened: &str, heat: &str) -> Complaint {
    let one = serde_json::json!({"id": 3, "customer": 1, "opened": at(opened), "what": "x", "heat": heat, "source": "direct"});
    serde_json::from_value(one).unwrap()
}

#[test]
fn a_promise_shows_from_its_day_on_and_is_late_the_day_after() {
    let sections = ["2026-06-11", "2026-06-10", "2026-06-09"]
        .map(|due| promise(1, due).map(|line| line.section));
    assert_eq!(
        sections,
        [None, Some(Section::DueToday), Some(Section::Late)]
    );
}

#[test]
fn a_complaint_shows_when_its_clock_is_about_to_run_out() {
    let settings = Settings::default();
    let section = |opened: &str, now: &str| {
        Due::complaint(&complaint(opened, "calm"), Tier::B, &settings, at(now))
            .map(|line| line.section)
    };
    // Four hours for the first answer: an hour before the end it is due, whatever the day.
    assert_eq!(section("2026-06-09T15:00", "2026-06-09T17:00"), None);
    assert_eq!(
        section("2026-06-09T15:00", "2026-06-10T09:00"),
        Some(Section::DueToday)
    );
    assert_eq!(
        section("2026-06-09T15:00", "2026-06-10T10:01"),
        Some(Section::Late)
    );
}

#[test]
fn a_deadlock_shows_on_its_day_and_is_late_the_day_after() {
    let settings = Settings::default();
    let mut stuck = complaint("2026-06-09T15:00", "calm");
    let step = |kind| Step::new(kind, "", (at("2026-06-09T15:10"), ""));
    stuck.steps = vec![step(StepKind::Answered), step(StepKind::Deadlock)];
    stuck.steps[1].until = Some(day("2026-06-11"));
    let section = |stuck: &Complaint, now: &str| {
        Due::complaint(stuck, Tier::C, &settings, at(now)).map(|line| line.section)
    };
    assert_eq!(section(&stuck, "2026-06-10T09:00"), None);
    assert_eq!(section(&stuck, "2026-06-11T09:00"), Some(Section::DueToday));
    assert_eq!(section(&stuck, "2026-06-12T09:00"), Some(Section::Late));
    stuck.steps.push(step(StepKind::Fix));
    assert_eq!(section(&stuck, "2026-06-12T09:00"), None);
}

#[test]
fn an_arrival_not_told_is_late_three_opening_days_after() {
    let want = Want {
        id: Default::default(),
        customer: CustomerId(1),
        what: "rye flour".into(),
        by: String::new(),
        asked: at("2026-06-01T09:00"),
        arrived: Some(at("2026-06-05T09:00")),
        told: None,
        dropped: None,
    };
    // From Friday on, over a Sunday that is closed.
    let line = Due::arrived(&want, &Settings::default()).unwrap();
    assert_eq!(line.when, When::Day(day("2026-06-09")));
    let told = Want {
        told: want.arrived,
        ..want.clone()
    };
    let waits = Want {
        arrived: None,
        ..want
    };
    assert_eq!(
        [told, waits].map(|want| Due::arrived(&want, &Settings::default())),
        [None, None]
    );
}

#[test]
fn a_check_in_is_due_as_many_days_after_the_last_contact_as_the_rhythm_says() {
    let silent = |since: &str, every| {
        let silence = Silence {
            customer: CustomerId(1),
            since: day(since),
            every,
            tier: Tier::A,
        };
        check_in(silence, today()).is_some()
    };
    assert!(silent("2026-05-11", 30) && !silent("2026-05-12", 30));
    assert!(!silent("2001-01-01", 0), "0 is never");
}

#[test]
fn a_birthday_shows_for_seven_days_and_on_the_28th_where_there_is_no_29th() {
    let shows = |date: &str, today: &str| {
        let line = birthday(CustomerId(1), date.parse().unwrap(), None, day(today));
        line.map(|line| line.when.day().to_string())
    };
    assert_eq!(
        shows("1961-06-17", "2026-06-10").as_deref(),
        Some("2026-06-17")
    );
    assert_eq!(
        shows("--06-10", "2026-06-10").as_deref(),
        Some("2026-06-10")
    );
    assert_eq!(
        (
            shows("--06-18", "2026-06-10"),
            shows("--06-09", "2026-06-10")
        ),
        (None, None)
    );
    assert_eq!(
        shows("--01-02", "2026-12-30").as_deref(),
        Some("2027-01-02")
    );
    assert_eq!(
        shows("--02-29", "2027-02-25").as_deref(),
        Some("2027-02-28")
    );
    assert_eq!(
        shows("--02-29", "2028-02-25").as_deref(),
        Some("2028-02-29")
    );
    assert_eq!(
        (shows("1961", "2026-06-10"), shows("1961-06", "2026-06-10")),
        (None, None)
    );
    assert!(birthday_ends(day("2027-02-25")).contains(&"02-29".to_owned()));
}

#[test]
fn a_contact_on_the_birthday_ends_the_line() {
    let wished = |last: &str| {
        let line = birthday(
            CustomerId(1),
            "--06-10".parse().unwrap(),
            Some(day(last)),
            today(),
        );
        line.is_none()
    };
    assert!(wished("2026-06-10") && !wished("2026-06-09"));
}

#[test]
fn the_subject_of_thanks_is_another_one_for_each_occasion() {
    let mut all: Vec<i64> = Occasion::ALL
        .iter()
        .map(|it| thanks_subject(*it, 12))
        .collect();
    all.extend(Occasion::ALL.iter().map(|it| thanks_subject(*it, 13)));
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 2 * Occasion::ALL.len());
}

#[test]
fn lines_stand_in_their_sections_and_the_most_urgent_first() {
    let untold = Due::untold(PromiseId(9), CustomerId(1), at("2026-06-08T09:00"));
    let lines = [
        promise(1, "2026-06-10"),
        promise(2, "2026-06-08"),
        Some(untold),
        promise(3, "2026-06-01"),
    ];
    let chosen = choose(lines.into_iter().flatten().collect(), &[], today());
    let order: Vec<i64> = chosen.lines.iter().map(|line| line.subject).collect();
    assert_eq!(order, [3, 2, 1, 9]);
}

#[test]
fn a_section_shows_its_most_urgent_lines_and_counts_the_others() {
    let early = |id: i64| today() - chrono::Duration::days(200 - id);
    let lines = (1..=120)
        .rev()
        .map(|id| Due::promise(PromiseId(id), CustomerId(1), early(id), today()).unwrap());
    let chosen = choose(lines.collect(), &[], today());
    let shown: Vec<i64> = chosen.lines.iter().map(|line| line.subject).collect();
    assert_eq!(shown, Vec::from_iter(1..=50));
    assert_eq!(chosen.more_in(Section::Late), 120 - SHOWN);
    assert_eq!(chosen.more_of_kinds()[&ItemKind::PromiseLate], 70);
    assert_eq!(chosen.total(), 120);
}

#[test]
fn a_line_put_off_is_away_until_its_day() {
    let shown = |until: &str, kind| {
        let snooze = Snooze {
            id: SnoozeId(1),
            kind,
            subject: 1,
            until: day(until),
        };
        choose(vec![promise(1, "2026-06-01").unwrap()], &[snooze], today()).total()
    };
    assert_eq!(shown("2026-06-11", ItemKind::PromiseLate), 0);
    assert_eq!(shown("2026-06-10", ItemKind::PromiseLate), 1);
    assert_eq!(shown("2026-06-11", ItemKind::PromiseToday), 1);
}
