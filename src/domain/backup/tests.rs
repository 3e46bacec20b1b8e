//! Which backups stay, by example and as laws.

use chrono::Days;
use proptest::prelude::*;

use super::*;

fn backup(number: i64, day: NaiveDate, reason: Reason) -> Backup {
    Backup {
        number,
        day,
        reason: Some(reason),
    }
}

fn day(after: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 1).unwrap() + Days::new(after)
}

/// What is left when every backup is followed by rotation.
fn lived_through(backups: impl IntoIterator<Item = Backup>) -> Vec<Backup> {
    let mut left: Vec<Backup> = Vec::new();
    for backup in backups {
        left.push(backup);
        let gone = rotate(&left);
        left.retain(|backup| !gone.contains(&backup.number));
    }
    left
}

fn numbers(backups: &[Backup]) -> Vec<i64> {
    backups.iter().map(|backup| backup.number).collect()
}

#[test]
fn seven_days_and_four_weeks_behind_them_stay() {
    // Monday 1 June to Wednesday 29 July.
    let daily = (0..59).map(|at| backup(at, day(at.unsigned_abs()), Reason::FirstOfDay));
    let left = lived_through(daily);
    // The Sundays of three weeks, the Wednesday of the last one that is not yet whole behind the days, and those.
    assert_eq!(numbers(&left), [34, 41, 48, 51, 52, 53, 54, 55, 56, 57, 58]);
}

#[test]
fn ten_before_something_and_ten_that_were_asked_for_stay_whatever_else_is_made() {
    let many = (0..60).map(|at| match at % 3 {
        0 => backup(at, day(0), Reason::Asked),
        1 => backup(at, day(0), Reason::Before("import".into())),
        _ => backup(at, day(at.unsigned_abs()), Reason::FirstOfDay),
    });
    let left = lived_through(many);
    let count = |reason: &dyn Fn(&Reason) -> bool| {
        let reasons = left.iter().flat_map(|backup| &backup.reason);
        reasons.filter(|it| reason(it)).count()
    };
    assert_eq!(count(&|it| *it == Reason::Asked), 10);
    assert_eq!(count(&|it| matches!(it, Reason::Before(_))), 10);
    assert!(numbers(&left).ends_with(&[57, 58, 59]));
}

#[test]
fn a_clock_set_wrong_for_a_day_costs_no_more_than_one_place() {
    for wrong in ["1970-01-01", "2100-01-01"] {
        let good = (0..20).map(|at| backup(at, day(at.unsigned_abs()), Reason::FirstOfDay));
        let odd = backup(20, wrong.parse().unwrap(), Reason::FirstOfDay);
        let left = lived_through(good.chain([odd]));
        assert_eq!(
            numbers(&left)[left.len() - 7..],
            [14, 15, 16, 17, 18, 19, 20]
        );
        let right_again = backup(21, day(20), Reason::FirstOfDay);
        let left = lived_through(left.into_iter().chain([right_again]));
        assert_eq!(
            numbers(&left)[left.len() - 7..],
            [15, 16, 17, 18, 19, 20, 21]
        );
    }
}

#[test]
fn what_cannot_be_read_pushes_nothing_out_and_goes_with_the_oldest() {
    let unread = |number| Backup {
        number,
        day: day(0),
        reason: None,
    };
    let before = (10..20).map(|at| backup(at, day(0), Reason::Before("import".into())));
    let all: Vec<Backup> = before
        .chain((20..40).map(unread))
        .chain([unread(9)])
        .collect();
    assert_eq!(rotate(&all), [9]);
    assert_eq!(rotate(&[unread(1), unread(2)]), [0; 0]);
}

#[test]
fn a_reason_is_read_as_it_was_written() {
    for reason in [
        Reason::FirstOfDay,
        Reason::Asked,
        Reason::Before("import of people.csv".into()),
    ] {
        assert_eq!(Reason::read(&reason.to_string()), reason);
    }
}

fn any_backup() -> impl Strategy<Value = Backup> {
    let reason = prop_oneof![
        Just(None),
        Just(Some(Reason::FirstOfDay)),
        Just(Some(Reason::Asked)),
        Just(Some(Reason::Before("import".into())))
    ];
    (0_i64..100, 0_u64..60, reason).prop_map(|(number, after, reason)| Backup {
        number,
        day: day(after),
        reason,
    })
}

proptest! {
    #[test]
    fn the_newest_that_can_be_read_never_goes_and_nothing_goes_twice(
        backups in prop::collection::vec(any_backup(), 0..80),
    ) {
        let gone = rotate(&backups);
        let readable = backups.iter().filter(|backup| backup.reason.is_some());
        let newest = readable.map(|backup| backup.number).max();
        prop_assert!(newest.is_none_or(|newest| !gone.contains(&newest)));
        let mut left = backups.clone();
        left.retain(|backup| !gone.contains(&backup.number));
        prop_assert_eq!(rotate(&left), [0; 0]);
    }

    #[test]
    fn in_which_order_they_are_listed_does_not_matter(
        backups in prop::collection::vec(any_backup(), 0..40),
    ) {
        let mut one_each: Vec<Backup> = backups;
        one_each.sort_by_key(|backup| backup.number);
        one_each.dedup_by_key(|backup| backup.number);
        let gone = rotate(&one_each);
        one_each.reverse();
        prop_assert_eq!(rotate(&one_each), gone);
    }

    /// Whatever the clock shows, the newest few of each kind stay.
    #[test]
    fn no_clock_makes_the_newest_few_go(days in prop::collection::vec(0_u64..40_000, 1..60)) {
        let made = days.iter().zip(0..).map(|(after, number)| {
            backup(number, day(0) + Days::new(*after), Reason::Before("import".into()))
        });
        let left = lived_through(made);
        let newest: Vec<i64> = (0..).take(days.len()).skip(days.len().saturating_sub(OTHERS)).collect();
        prop_assert_eq!(numbers(&left), newest);
    }
}
