//! Deadlines and states, in opening hours.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::domain::{ComplaintId, CustomerId, Heat, Source};

/// Ten past nine and the like, in summer time: 13 June 2026 is a Saturday.
fn at(text: &str) -> Stamp {
    Stamp::from_rfc3339(&format!("2026-06-{text}:00+02:00")).unwrap()
}

fn shop(week: &str, closed: &str) -> Settings {
    let mut settings = Settings::default();
    settings.hours.week = week.parse().unwrap();
    settings.hours.closed = closed.parse().unwrap();
    settings
}

fn opened(at: Stamp) -> Complaint {
    Complaint {
        id: ComplaintId(7),
        customer: Some(CustomerId(1)),
        opened: at,
        by: "SK".into(),
        what: "grinder leaks".into(),
        wants: String::new(),
        heat: Heat::Upset,
        source: Source::Direct,
        told_others: String::new(),
        about: String::new(),
        category: String::new(),
        purchase: None,
        steps: Vec::new(),
    }
}

fn then(mut complaint: Complaint, at: Stamp, kind: StepKind) -> Complaint {
    complaint.steps.push(Step::new(kind, "", (at, "SK")));
    complaint
}

fn due(clock: &Clock) -> String {
    clock.due.unwrap().format("%a %H:%M").to_string()
}

/// When the first answer of a customer of tier B is due: four hours.
fn answer_due(complaint: &Complaint, settings: &Settings, now: Stamp) -> (String, ClockState) {
    let clock = complaint.clocks(Tier::B, settings, now).first_answer;
    (due(&clock), clock.state)
}

#[test]
fn four_hours_from_saturday_afternoon_end_on_monday() {
    let shop = shop("mon-sat 9-18", "");
    let complaint = opened(at("13T16:00"));
    let standing = |now| answer_due(&complaint, &shop, at(now));
    assert_eq!(standing("13T16:00"), ("Mon 11:00".into(), ClockState::Ok));
    assert_eq!(standing("15T09:59").1, ClockState::Ok);
    assert_eq!(standing("15T10:00").1, ClockState::Due);
    assert_eq!(standing("15T11:00").1, ClockState::Due);
    assert_eq!(standing("15T11:01"), ("Mon 11:00".into(), ClockState::Late));
    assert_eq!(standing("30T11:01"), ("Mon 11:00".into(), ClockState::Late));
}

#[test]
fn waiting_stops_the_clock_and_resuming_moves_the_deadline() {
    let shop = shop("mon-sat 9-18", "");
    for kind in [StepKind::WaitingOnCustomer, StepKind::WaitingOnSupplier] {
        let waits = then(opened(at("13T16:00")), at("15T10:00"), kind);
        assert_eq!(
            answer_due(&waits, &shop, at("15T10:00")),
            ("Mon 11:00".into(), ClockState::Paused)
        );
        assert_eq!(
            answer_due(&waits, &shop, at("16T09:30")),
            ("Tue 10:30".into(), ClockState::Paused)
        );
        let resumed = then(waits, at("16T10:00"), StepKind::Resumed);
        assert_eq!(
            answer_due(&resumed, &shop, at("16T10:00")),
            ("Tue 11:00".into(), ClockState::Due)
        );
        assert_eq!(
            answer_due(&resumed, &shop, at("16T11:01")).1,
            ClockState::Late
        );
    }
}

#[test]
fn a_closed_shop_does_not_count() {
    let (evening, saturday) = (opened(at("10T20:00")), opened(at("13T16:00")));
    let open = shop("mon-sat 9-18", "");
    assert_eq!(
        answer_due(&evening, &open, at("10T21:00")),
        ("Thu 13:00".into(), ClockState::Ok)
    );
    let whit = shop("mon-sat 9-18", "2026-06-15 Whit Monday");
    assert_eq!(
        answer_due(&saturday, &whit, at("15T12:00")),
        ("Tue 11:00".into(), ClockState::Ok)
    );
    let lunch = shop("mon-fri 9-12:30 14-18; sat 9-13", "");
    assert_eq!(
        answer_due(&opened(at("11T11:30")), &lunch, at("11T12:00")).0,
        "Thu 17:00"
    );
}

#[test]
fn tier_and_heat_choose_the_target() {
    let shop = shop("mon-sat 9-18", "");
    let monday = opened(at("08T10:00"));
    let dues = |complaint: &Complaint, tier| {
        let clocks = complaint.clocks(tier, &shop, at("08T10:00"));
        (due(&clocks.first_answer), due(&clocks.resolution))
    };
    let said = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(dues(&monday, Tier::A), said("Mon 12:00", "Wed 10:00"));
    assert_eq!(dues(&monday, Tier::B), said("Mon 14:00", "Thu 10:00"));
    assert_eq!(dues(&monday, Tier::C), said("Tue 10:00", "Sat 10:00"));
    let furious = Complaint {
        heat: Heat::Furious,
        ..monday
    };
    for tier in Tier::ALL {
        assert_eq!(dues(&furious, *tier), said("Mon 10:30", "Tue 10:00"));
    }
}

#[test]
fn days_are_those_that_begin_with_the_first_opening() {
    let shop = shop("mon-fri 9-18; sat 9-13", "2026-06-15 Whit Monday");
    let saturday = opened(at("13T12:00")).clocks(Tier::B, &shop, at("13T12:00"));
    assert_eq!(saturday.resolution.allowed, 4 * 60 + 2 * 9 * 60);
    assert_eq!(due(&saturday.resolution), "Thu 12:00");
    let evening = opened(at("13T13:00")).clocks(Tier::B, &shop, at("13T13:00"));
    assert_eq!(evening.resolution.allowed, 3 * 9 * 60);
    assert_eq!(due(&evening.resolution), "Thu 18:00");
}

#[test]
fn an_answer_ends_the_first_clock_and_says_whether_it_was_in_time() {
    let shop = shop("mon-sat 9-18", "");
    for (when, in_time) in [("15T11:00", true), ("15T11:01", false)] {
        for kind in [StepKind::Answered, StepKind::Apologised, StepKind::Told] {
            let clocks =
                then(opened(at("13T16:00")), at(when), kind).clocks(Tier::B, &shop, at("20T12:00"));
            assert_eq!(clocks.first_answer.state, ClockState::Done);
            assert_eq!(
                (due(&clocks.first_answer), clocks.first_answer.in_time),
                ("Mon 11:00".into(), in_time)
            );
            assert_eq!(clocks.resolution.state, ClockState::Late);
        }
    }
    let waits = then(
        opened(at("13T16:00")),
        at("15T10:00"),
        StepKind::WaitingOnSupplier,
    );
    let told =
        then(waits, at("16T12:00"), StepKind::Answered).clocks(Tier::B, &shop, at("20T12:00"));
    assert_eq!(
        (due(&told.first_answer), told.first_answer.in_time),
        ("Tue 13:00".into(), true)
    );
    assert_eq!(told.resolution.state, ClockState::Paused);
}

#[test]
fn closing_ends_the_clocks_and_reopening_starts_only_the_resolution_anew() {
    let shop = shop("mon-sat 9-18", "");
    let answered = then(opened(at("08T10:00")), at("08T11:00"), StepKind::Answered);
    let closed = then(answered, at("09T10:00"), StepKind::Closed);
    let ended = closed.clocks(Tier::B, &shop, at("20T12:00"));
    assert_eq!(
        (ended.resolution.state, ended.resolution.in_time),
        (ClockState::Done, true)
    );
    assert_eq!(due(&ended.resolution), "Thu 10:00");
    assert_eq!(ended.next(), None);
    let again =
        then(closed, at("17T12:00"), StepKind::Reopened).clocks(Tier::B, &shop, at("17T12:00"));
    assert_eq!(again.first_answer, ended.first_answer);
    assert_eq!(
        (due(&again.resolution), again.resolution.state),
        ("Sat 12:00".into(), ClockState::Ok)
    );
    assert_eq!(again.next().unwrap().0, "resolution");
}

#[test]
fn an_end_without_an_answer_stops_the_first_clock_until_it_is_reopened() {
    let shop = shop("mon-sat 9-18", "");
    let dismissed = then(opened(at("08T10:00")), at("08T11:00"), StepKind::Dismissed);
    assert_eq!(
        answer_due(&dismissed, &shop, at("20T12:00")),
        ("Mon 14:00".into(), ClockState::Done)
    );
    let again = then(dismissed, at("10T10:00"), StepKind::Reopened);
    assert_eq!(
        answer_due(&again, &shop, at("10T10:00")),
        ("Wed 13:00".into(), ClockState::Ok)
    );
}

#[test]
fn without_a_customer_there_is_nobody_to_answer_and_the_tier_is_b() {
    let shop = shop("mon-sat 9-18", "");
    let review = Complaint {
        customer: None,
        ..opened(at("08T10:00"))
    };
    let clocks = review.clocks(Tier::A, &shop, at("08T10:00"));
    assert_eq!(
        (clocks.first_answer.due, clocks.first_answer.state),
        (None, ClockState::Done)
    );
    assert_eq!(due(&clocks.resolution), "Thu 10:00");
    assert_eq!(clocks.next().unwrap().0, "resolution");
}

/// The clock went back from 03:00 to 02:00 on 25 October 2026 and forward on 28 March 2027, in Berlin.
#[test]
fn daylight_saving_days_count_on_the_wall_clock() {
    let bakery = shop("mon-sun 0-24", "");
    let stamp = |text: &str| Stamp::from_rfc3339(text).unwrap();
    for (opens, now, ends) in [
        (
            "2026-10-25T00:30:00+02:00",
            "2026-10-25T04:29:00+01:00",
            "2026-10-25T04:30:00",
        ),
        (
            "2027-03-28T00:30:00+01:00",
            "2027-03-28T04:29:00+02:00",
            "2027-03-28T04:30:00",
        ),
    ] {
        let clock = opened(stamp(opens))
            .clocks(Tier::B, &bakery, stamp(now))
            .first_answer;
        assert_eq!(clock.due, Some(ends.parse().unwrap()));
        assert_eq!((clock.state, clock.used), (ClockState::Due, 239));
    }
    let opens = stamp("2026-10-25T02:50:00+02:00");
    let waits = then(
        opened(opens),
        stamp("2026-10-25T02:10:00+01:00"),
        StepKind::WaitingOnCustomer,
    );
    let resumed = then(waits, stamp("2026-10-25T02:40:00+01:00"), StepKind::Resumed);
    let clock = resumed
        .clocks(Tier::B, &bakery, stamp("2026-10-25T03:00:00+01:00"))
        .first_answer;
    assert_eq!(
        (clock.due, clock.used),
        (Some("2026-10-25T06:50:00".parse().unwrap()), 10)
    );
}

#[test]
fn a_shop_closed_all_year_still_has_deadlines() {
    let away = shop("tue 9-10", "01-01..12-31 moved away");
    let clocks = opened(at("08T10:00")).clocks(Tier::B, &away, at("09T12:00"));
    assert_eq!(
        clocks.resolution.due,
        Some("2026-06-23T10:00:00".parse().unwrap())
    );
}

#[test]
fn every_counted_interval_is_listed_with_why_the_clock_stood_still() {
    let shop = shop("mon-sat 9-18", "2026-06-15 Whit Monday");
    let waits = then(
        opened(at("13T16:00")),
        at("16T10:00"),
        StepKind::WaitingOnCustomer,
    );
    let resumed = then(waits, at("17T10:00"), StepKind::Resumed);
    let lines = resumed.counted(Tier::A, &shop, at("17T09:59"));
    let expected = [
        "First answer: 2 h allowed (tier A), 2 h used, due Sat 13 Jun 18:00: LATE 4 d.",
        "  Sat 13 Jun 16:00 to 18:00: 2 h",
        "",
        "Resolution: 2 days, 18 h allowed (tier A), 3 h used, due Thu 18 Jun 16:00: OK Thu 16:00.",
        "  Sat 13 Jun 16:00 to 18:00: 2 h",
        "  Sun 14 Jun: closed",
        "  Mon 15 Jun: Monday closed: Whit Monday",
        "  Tue 16 Jun 09:00 to 10:00: 1 h",
        "  Tue 16 Jun 10:00 to Wed 17 Jun 10:00: waiting on customer",
    ];
    assert_eq!(lines, expected);
    let review = Complaint {
        customer: None,
        ..opened(at("13T19:00"))
    };
    let expected = [
        "First answer: nobody gave a name; there is nobody to answer.",
        "",
        "Resolution: 3 days, 27 h allowed (tier B: nobody gave a name), 0 min used, due Thu 18 Jun 18:00: OK Thu 18:00.",
        "  nothing counted yet: the shop was not open since",
    ];
    assert_eq!(review.counted(Tier::A, &shop, at("13T20:00")), expected);
}

#[test]
fn the_queue_says_in_few_words_which_clock_matters() {
    let shop = shop("mon-sat 9-18", "");
    let words =
        |complaint: &Complaint, now| complaint.clocks(Tier::B, &shop, at(now)).words(at(now));
    let monday = opened(at("08T10:00"));
    assert_eq!(words(&monday, "08T10:00"), "answer OK today 14:00");
    assert_eq!(words(&monday, "08T13:30"), "answer DUE today 14:00");
    assert_eq!(words(&monday, "08T14:25"), "answer LATE 25 min");
    assert_eq!(words(&monday, "08T16:59"), "answer LATE 2 h");
    assert_eq!(words(&monday, "20T14:00"), "answer LATE 12 d");
    let answered = then(monday, at("08T11:00"), StepKind::Answered);
    assert_eq!(words(&answered, "08T11:00"), "OK Thu 10:00");
    assert_eq!(words(&answered, "11T11:00"), "LATE 1 h");
    let waits = then(answered, at("09T11:00"), StepKind::WaitingOnSupplier);
    assert_eq!(words(&waits, "20T11:00"), "PAUSED");
    assert_eq!(
        words(
            &then(waits.clone(), at("20T11:00"), StepKind::Closed),
            "21T11:00"
        ),
        "DONE in time"
    );
    let late = opened(at("01T10:00"));
    assert_eq!(
        words(&then(late, at("20T11:00"), StepKind::Closed), "21T11:00"),
        "DONE late"
    );
}

/// Moments in opening hours and out of them, in one month.
fn moment() -> impl Strategy<Value = i64> {
    0i64..30 * 24 * 60
}

fn stamp(minutes: i64) -> Stamp {
    let start = Stamp::from_rfc3339("2026-06-01T00:00:00+02:00").unwrap();
    Stamp::new(&(start.datetime() + TimeDelta::minutes(minutes)))
}

fn deadlines(complaint: &Complaint, now: i64) -> [Option<NaiveDateTime>; 2] {
    let shop = shop("mon-fri 9-12:30 14-18; sat 9-13", "2026-06-15 Whit Monday");
    let clocks = complaint.clocks(Tier::B, &shop, stamp(now));
    [clocks.first_answer.due, clocks.resolution.due]
}

fn paused(opens: i64, from: i64, to: i64) -> Complaint {
    let waits = then(
        opened(stamp(opens)),
        stamp(from),
        StepKind::WaitingOnCustomer,
    );
    then(waits, stamp(to), StepKind::Resumed)
}

proptest! {
    #[test]
    fn a_longer_wait_never_makes_a_deadline_earlier(opens in moment(), runs in moment(), wait in moment(), more in moment(), now in moment()) {
        let from = opens + runs;
        let now = from + wait + more + now;
        let short = deadlines(&paused(opens, from, from + wait), now);
        let long = deadlines(&paused(opens, from, from + wait + more), now);
        prop_assert!(short[0] <= long[0] && short[1] <= long[1]);
    }

    #[test]
    fn a_pause_moves_a_deadline_by_as_much_opening_time(opens in moment(), runs in moment(), wait in moment(), later in moment()) {
        let shop = shop("mon-fri 9-12:30 14-18; sat 9-13", "2026-06-15 Whit Monday");
        let (from, to) = (opens + runs, opens + runs + wait);
        let before = deadlines(&opened(stamp(opens)), to + later);
        let after = deadlines(&paused(opens, from, to), to + later);
        let pause = shop.hours.between(stamp(from).local(), stamp(to).local());
        for (before, after) in before.into_iter().zip(after) {
            let moved = shop.hours.between(before.unwrap(), after.unwrap());
            let expected = if stamp(from).local() < before.unwrap() { pause } else { 0 };
            prop_assert_eq!(moved, expected);
        }
    }

    #[test]
    fn while_it_waits_the_deadline_is_that_of_going_on_now(opens in moment(), runs in moment(), wait in moment()) {
        let waits = then(opened(stamp(opens)), stamp(opens + runs), StepKind::WaitingOnSupplier);
        let now = opens + runs + wait;
        let resumed = then(waits.clone(), stamp(now), StepKind::Resumed);
        prop_assert_eq!(deadlines(&waits, now), deadlines(&resumed, now));
    }
}
