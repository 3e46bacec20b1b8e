//! Figures of purchases in small shops, counted by hand.

use chrono::NaiveDate;
use regulars::domain::{
    Bought, Measure, Money, Pace,
    measure::{Beside, Buying, Times},
};

use super::day;

/// Somebody who bought for 5.00 on these days.
fn on(days: &[&str]) -> (Pace, Vec<Bought>) {
    let row = |text: &&str| Bought {
        day: day(text),
        product: None,
        amount: Money(500),
        is_sale: true,
        same_sale: false,
    };
    let rows: Vec<Bought> = days.iter().map(row).collect();
    (Pace::of(&rows, NaiveDate::MAX).unwrap(), rows)
}

#[test]
fn a_small_shop_is_counted_by_hand() {
    let times = Times::of("2026-Q2".parse().unwrap(), day("2026-06-10"));
    let mut buying = Buying::new(&times);
    let people: [&[&str]; 4] = [
        // Every four weeks; the last visit before the quarter is of March.
        &[
            "2026-01-01",
            "2026-01-29",
            "2026-02-27",
            "2026-03-26",
            "2026-04-23",
            "2026-05-21",
        ],
        // New in May.
        &["2026-05-04"],
        // Lost: the rhythm is ten days, 61 days of silence are over on 12 May.
        &["2026-02-20", "2026-03-02", "2026-03-12"],
        // Back after a year.
        &["2025-03-01", "2026-04-01"],
    ];
    for days in people {
        let (pace, rows) = on(days);
        buying.customer(&pace, &rows, &Beside::default());
    }
    let case = |measure| buying.case(measure);
    assert_eq!(case(Measure::RepeatRate), Some((2.0 / 3.0, 3)));
    assert_eq!(case(Measure::MedianGap), Some((28.0, 3)), "28, 28 and 396");
    assert_eq!(case(Measure::Spent), Some((2000.0, 4)));
    assert_eq!(case(Measure::NewCustomers), Some((1.0, 1)));
    assert_eq!(case(Measure::LostCustomers), Some((1.0, 1)));
    let figures = buying.figures();
    let lost = figures
        .iter()
        .find(|it| it.measure == Measure::LostCustomers)
        .unwrap();
    let months: Vec<u32> = lost.months.iter().map(|it| it.n).collect();
    assert_eq!(months, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0], "in May");
    let repeat = figures
        .iter()
        .find(|it| it.measure == Measure::RepeatRate)
        .unwrap();
    assert_eq!(
        (repeat.now.value, repeat.now.n),
        (None, 3),
        "too few to say"
    );
}

#[test]
fn sixty_days_decide_on_the_day_they_buy_or_when_they_are_over() {
    let times = Times::of("2026-05".parse().unwrap(), day("2026-05-20"));
    let asked = |asked: &str, days: &[&str]| {
        let (pace, rows) = on(days);
        let asked = [day(asked)];
        let beside = Beside {
            asked: &asked,
            ..Beside::default()
        };
        let mut buying = Buying::new(&times);
        buying.customer(&pace, &rows, &beside);
        buying.case(Measure::WonBack)
    };
    assert_eq!(
        asked("2026-03-10", &["2025-01-01", "2026-05-09"]),
        Some((1.0, 1)),
        "the 60th day"
    );
    assert_eq!(
        asked("2026-03-10", &["2025-01-01", "2026-05-10"]),
        Some((0.0, 1)),
        "the 61st"
    );
    assert_eq!(
        asked("2026-03-20", &["2025-01-01"]),
        Some((0.0, 1)),
        "over yesterday"
    );
    assert_eq!(
        asked("2026-03-21", &["2025-01-01"]),
        None,
        "today they still may"
    );
    assert_eq!(
        asked("2026-05-02", &["2025-01-01", "2026-05-02"]),
        Some((1.0, 1)),
        "the same day"
    );
}

#[test]
fn after_a_complaint_a_later_day_counts_and_not_the_one_on_which_it_was_closed() {
    let times = Times::of("2026-05".parse().unwrap(), day("2026-05-20"));
    let again = |days: &[&str]| {
        let (pace, rows) = on(days);
        let closed = [day("2026-03-15")];
        let beside = Beside {
            closed: &closed,
            complained: true,
            ..Beside::default()
        };
        let mut buying = Buying::new(&times);
        buying.customer(&pace, &rows, &beside);
        buying.case(Measure::BoughtAgain)
    };
    assert_eq!(again(&["2026-03-15"]), Some((0.0, 1)), "over on 14 May");
    assert_eq!(again(&["2026-03-15", "2026-05-14"]), Some((1.0, 1)));
    assert_eq!(again(&["2026-03-15", "2026-05-15"]), Some((0.0, 1)));
    assert_eq!(again(&["2026-03-16"]), None, "they had not bought before");
}

#[test]
fn the_forgotten_stay_in_the_sum() {
    let times = Times::of("2026-Q2".parse().unwrap(), day("2026-06-10"));
    let mut buying = Buying::new(&times);
    let (pace, rows) = on(&["2026-05-04"]);
    buying.customer(&pace, &rows, &Beside::default());
    buying.forgotten(day("2026-04-01"), (Money(700), 2));
    buying.forgotten(day("2026-01-01"), (Money(90), 1));
    let figures = buying.figures();
    let spent = figures
        .iter()
        .find(|it| it.measure == Measure::Spent)
        .unwrap();
    assert_eq!((spent.now.value, spent.now.n), (Some(1200.0), 3));
    assert_eq!(
        (spent.before.value, spent.months[9].value),
        (Some(90.0), Some(700.0))
    );
}
