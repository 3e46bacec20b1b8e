//! Habits, against a reference that collects days and receipts in sets.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::prelude::*;
use regulars::domain::{Bought, Habits, Money, ProductId};

/// A row as it may stand in the file: day, receipt (0: none), product, amount, given back.
type Row = (u64, u8, Option<i64>, i64, bool);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (
        0_u64..500,
        0_u8..3,
        prop::option::of(1_i64..8),
        0_i64..5_000,
        prop::bool::weighted(0.2),
    );
    prop::collection::vec(row, 0..40)
}

fn day(day: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 1, 1).unwrap() + Days::new(day)
}

/// The rows as the store reads them.
fn bought(rows: &[Row]) -> Vec<Bought> {
    let row = |at: usize| {
        let (on, receipt, product, amount, back) = rows[at];
        let before = at.checked_sub(1).map(|at| (rows[at].0, rows[at].1));
        Bought {
            day: day(on),
            product: product.map(ProductId),
            amount: Money(if back { -amount - 1 } else { amount }),
            is_sale: !back,
            same_sale: receipt > 0 && before == Some((on, receipt)),
        }
    };
    (0..rows.len()).map(row).collect()
}

/// What is sold in each sale, by day and receipt; a row without a receipt has one of its own.
fn sales(rows: &[Row]) -> BTreeMap<(u64, usize), BTreeSet<Option<i64>>> {
    let mut sales: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for (at, (on, receipt, product, _, back)) in rows.iter().enumerate() {
        let receipt = if *receipt > 0 {
            usize::from(*receipt)
        } else {
            1000 + at
        };
        if !back {
            sales.entry((*on, receipt)).or_default().insert(*product);
        }
    }
    sales
}

fn spent(rows: &[Row], from: NaiveDate, to: NaiveDate) -> Money {
    let within = rows
        .iter()
        .filter(|row| day(row.0) > from && day(row.0) <= to);
    Money(
        within
            .map(|row| if row.4 { -row.3 - 1 } else { row.3 })
            .sum(),
    )
}

/// Twelve months before a day of 2025 or 2026, which have no 29 February.
fn year_before(day: NaiveDate) -> NaiveDate {
    day.with_year(day.year() - 1).unwrap()
}

fn median(days: &BTreeSet<u64>) -> Option<u32> {
    let days: Vec<u64> = days.iter().copied().collect();
    let mut gaps: Vec<u64> = (1..days.len()).map(|at| days[at] - days[at - 1]).collect();
    gaps.sort_unstable();
    while gaps.len() > 2 {
        gaps.pop();
        gaps.remove(0);
    }
    let mean = gaps.iter().sum::<u64>() as f64 / gaps.len() as f64;
    (days.len() >= 3).then_some(mean.round() as u32)
}

fn usual_day(days: &BTreeSet<u64>) -> Option<(Weekday, u32)> {
    let counts = (0..7_u8).map(|number| {
        let weekday = Weekday::try_from(number).unwrap();
        let same = days.iter().filter(|it| day(**it).weekday() == weekday);
        (weekday, u32::try_from(same.count()).unwrap())
    });
    let most = counts.reduce(|best, next| if next.1 > best.1 { next } else { best });
    most.filter(|(_, count)| days.len() >= 3 && *count as usize * 2 >= days.len())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn habits_are_what_the_reference_finds(mut rows in rows(), later in 0_u64..400) {
        rows.sort_by_key(|row| (row.0, row.1));
        let last_row = rows.last().map_or(0, |row| row.0);
        let today = day(last_row + later);
        let habits = Habits::of(&bought(&rows), today);
        let sales = sales(&rows);
        let days: BTreeSet<u64> = sales.keys().map(|(on, _)| *on).collect();
        let Some(pace) = habits.pace else {
            prop_assert!(sales.is_empty());
            return Ok(());
        };
        let (first, last) = (*days.first().unwrap(), *days.last().unwrap());
        prop_assert_eq!((pace.first, pace.last), (day(first), day(last)));
        prop_assert_eq!((pace.sales as usize, pace.days as usize), (sales.len(), days.len()));
        prop_assert_eq!(pace.median_gap, median(&days));
        prop_assert_eq!(pace.spent, spent(&rows, NaiveDate::MIN, NaiveDate::MAX));
        let year = year_before(today);
        prop_assert_eq!(pace.year_spent, spent(&rows, year, today));
        let lately = sales.keys().filter(|(on, _)| day(*on) > year);
        prop_assert_eq!(pace.year_sales as usize, lately.count());
        prop_assert_eq!(pace.yearly_value, spent(&rows, year_before(day(last)), NaiveDate::MAX));
        prop_assert_eq!(habits.weekday, usual_day(&days));
        let mut counts: BTreeMap<i64, u32> = BTreeMap::new();
        for product in sales.values().flatten().copied().flatten() {
            *counts.entry(product).or_default() += 1;
        }
        let mut basket: Vec<_> = counts.into_iter().map(|(it, count)| (ProductId(it), count)).collect();
        basket.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        basket.truncate(if days.len() >= 3 { 5 } else { 0 });
        prop_assert_eq!(habits.basket, basket);
    }

    #[test]
    fn silence_grows_from_due_to_quiet_to_win_back(mut rows in rows()) {
        rows.sort_by_key(|row| (row.0, row.1));
        let Some(pace) = Habits::of(&bought(&rows), day(900)).pace else {
            return Ok(());
        };
        let (mut due, mut quiet, mut back) = (0, 0, 0);
        for silent in 0..1600 {
            let today = pace.last + Days::new(silent);
            due += u64::from(pace.is_likely_due(today));
            quiet += u64::from(pace.is_quiet(false, today));
            back += u64::from(pace.is_to_win_back(false, today));
            let gap = pace.median_gap.map_or(u64::MAX, u64::from);
            prop_assert_eq!(pace.is_quiet(false, today), pace.days >= 4 && silent > gap.saturating_mul(2));
            prop_assert_eq!(pace.is_to_win_back(false, today), silent > gap.saturating_mul(3).max(60));
        }
        prop_assert_eq!(due > 0, pace.median_gap.is_some());
        prop_assert!(quiet == 0 || quiet + due < 1600);
        prop_assert!(pace.median_gap.is_some() || quiet + back == 0);
    }
}
