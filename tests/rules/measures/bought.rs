//! Figures of purchases.

use std::collections::BTreeSet;

use chrono::{Days, Months, NaiveDate};
use proptest::prelude::*;
use regulars::domain::{
    Bought, Climb, Measure, Money, Pace, Period, Rung,
    measure::{Beside, Buying, Moves, Reading, Times},
};

use super::{day, known, middle, said, same, share};

/// The day from which everything is seen: a quarter goes on.
const TODAY: &str = "2026-05-20";

/// A row: how many days ago, receipt (0: none), amount, given back.
type Row = (u64, u8, i64, bool);

/// Somebody: rows, and how many days ago they became a customer, praised, brought somebody; asked and closed; did they complain?
#[derive(Debug, Clone)]
struct Who {
    rows: Vec<Row>,
    since: Option<NaiveDate>,
    praised: Option<NaiveDate>,
    brought: Option<NaiveDate>,
    asked: Vec<NaiveDate>,
    closed: Vec<NaiveDate>,
    complained: bool,
    step: i8,
}

fn ago(days: u64) -> NaiveDate {
    day(TODAY) - Days::new(days)
}

fn when() -> impl Strategy<Value = NaiveDate> {
    (0_u64..700).prop_map(ago)
}

fn who() -> impl Strategy<Value = Who> {
    let row = (0_u64..900, 0_u8..3, 0_i64..5_000, prop::bool::weighted(0.1));
    let rare = || prop::option::weighted(0.3, when());
    let some = || prop::collection::vec(when(), 0..3);
    (
        prop::collection::vec(row, 1..14),
        (rare(), rare(), rare()),
        (some(), some()),
        prop::bool::weighted(0.3),
        -1_i8..=1,
    )
        .prop_map(
            |(mut rows, (since, praised, brought), (mut asked, mut closed), complained, step)| {
                rows.sort_by_key(|(ago, receipt, ..)| (std::cmp::Reverse(*ago), *receipt));
                asked.sort_unstable();
                closed.sort_unstable();
                Who {
                    rows,
                    since,
                    praised,
                    brought,
                    asked,
                    closed,
                    complained,
                    step,
                }
            },
        )
}

impl Who {
    fn bought(&self) -> Vec<Bought> {
        let row = |at: usize| {
            let (days, receipt, amount, back) = self.rows[at];
            let before = at
                .checked_sub(1)
                .map(|at| (self.rows[at].0, self.rows[at].1));
            Bought {
                day: ago(days),
                product: None,
                amount: Money(if back { -amount - 1 } else { amount }),
                is_sale: !back,
                same_sale: receipt > 0 && before == Some((days, receipt)),
            }
        };
        (0..self.rows.len()).map(row).collect()
    }

    fn beside(&self) -> Beside<'_> {
        Beside {
            since: self.since,
            complained: self.complained,
            closed: &self.closed,
            asked: &self.asked,
            praised: self.praised,
            brought: self.brought,
            step: self.step,
        }
    }

    fn visits(&self) -> Vec<NaiveDate> {
        let sold = self.rows.iter().filter(|(.., back)| !back);
        let days: BTreeSet<NaiveDate> = sold.map(|(days, ..)| ago(*days)).collect();
        days.into_iter().collect()
    }

    /// Day and receipt of each sale; a row without a receipt is one of its own.
    fn sales(&self) -> BTreeSet<(NaiveDate, usize)> {
        let sold = self.rows.iter().enumerate().filter(|(_, (.., back))| !back);
        sold.map(|(at, (days, receipt, ..))| {
            let receipt = if *receipt > 0 {
                usize::from(*receipt)
            } else {
                1_000 + at
            };
            (ago(*days), receipt)
        })
        .collect()
    }

    fn rung(&self, end: NaiveDate) -> Rung {
        let pace = Pace::of(&self.bought(), end);
        let year = end - Months::new(12);
        let lately = self
            .sales()
            .iter()
            .filter(|(day, _)| *day > year && *day <= end)
            .count();
        let pace = pace.filter(|_| self.visits()[0] <= end).map(|pace| Pace {
            year_sales: u32::try_from(lately).unwrap(),
            ..pace
        });
        let by = |day: Option<NaiveDate>| day.is_some_and(|day| day <= end);
        Climb::of(
            pace.as_ref(),
            by(self.praised),
            by(self.brought).into(),
            self.step,
        )
        .rung
    }
}

/// Counts all of them; with `reach`, only the rows that are needed.
fn counted<'a>(shop: &[Who], times: &'a Times, reach: bool) -> Buying<'a> {
    let mut buying = Buying::new(times);
    for who in shop {
        let mut rows = who.bought();
        let Some(pace) = Pace::of(&rows, NaiveDate::MAX) else {
            buying.asked(&who.asked);
            continue;
        };
        if reach {
            let last = rows
                .iter()
                .rposition(|row| row.is_sale && row.day < buying.reach());
            rows.drain(..last.unwrap_or(0));
        }
        buying.customer(&pace, &rows, &who.beside());
    }
    buying
}

/// Was there a visit within sixty days, counted on which day; nothing while it may still come.
fn within(from: NaiveDate, next: Option<NaiveDate>) -> Option<(NaiveDate, bool)> {
    let over = from + Days::new(60);
    match next {
        Some(next) if next <= over => Some((next, true)),
        _ if over < day(TODAY) => Some((over, false)),
        _ => None,
    }
}

/// What a measure is in a time, asked of everybody.
fn reference(measure: Measure, period: Period, shop: &[Who]) -> Reading {
    let came = || {
        shop.iter()
            .filter(|who| who.visits().iter().any(|day| period.has(*day)))
    };
    let decided = |cases: Vec<Option<(NaiveDate, bool)>>| {
        let cases = cases
            .into_iter()
            .flatten()
            .filter(|(day, _)| period.has(*day));
        share(measure, &cases.map(|(_, yes)| yes).collect::<Vec<_>>())
    };
    let count = |count: usize| known(measure, Some(count as f64), count);
    // Who only gave something back never bought.
    let rows = || {
        let buyers = shop.iter().filter(|who| !who.visits().is_empty());
        let rows = buyers.flat_map(Who::bought);
        rows.filter(|row| period.has(row.day))
    };
    let spent: i64 = rows().map(|row| row.amount.0).sum();
    let sales = shop
        .iter()
        .flat_map(Who::sales)
        .filter(|(day, _)| period.has(*day))
        .count();
    match measure {
        Measure::RepeatRate => {
            let again = |who: &Who| {
                let visits = who.visits();
                visits
                    .iter()
                    .any(|day| period.has(*day) && *day > visits[0])
            };
            share(measure, &came().map(again).collect::<Vec<_>>())
        }
        Measure::MedianGap => {
            let gaps = shop.iter().flat_map(|who| {
                let visits = who.visits();
                let pairs: Vec<_> = visits.windows(2).map(|two| (two[0], two[1])).collect();
                pairs.into_iter().filter(|(_, to)| period.has(*to))
            });
            let gaps: Vec<i64> = gaps.map(|(from, to)| (to - from).num_days()).collect();
            let n = gaps.len();
            known(measure, middle(gaps).map(f64::round), n)
        }
        Measure::Spent => known(measure, Some(spent as f64), sales),
        Measure::AverageSpend => {
            let average = (sales > 0).then(|| (spent as f64 / sales as f64 + 0.5).floor());
            known(measure, average, sales)
        }
        Measure::Tenure => {
            let end = period.to().min(day(TODAY));
            let since = |who: &Who| {
                who.since
                    .map_or(who.visits()[0], |day| day.min(who.visits()[0]))
            };
            let days: Vec<i64> = came().map(|who| (end - since(who)).num_days()).collect();
            let n = days.len();
            known(measure, middle(days).map(f64::round), n)
        }
        Measure::NewCustomers => count(
            shop.iter()
                .filter(|who| who.visits().first().is_some_and(|day| period.has(*day)))
                .count(),
        ),
        Measure::LostCustomers => {
            let lost = |who: &&Who| {
                let visits = who.visits();
                let gaps = visits
                    .windows(2)
                    .map(|two| (two[1] - two[0]).num_days())
                    .collect();
                let gap = middle(gaps).filter(|_| visits.len() >= 3);
                let from = gap.map(|gap| {
                    visits[visits.len() - 1] + Days::new((gap.round() as u64 * 3).max(60) + 1)
                });
                from.is_some_and(|from| period.has(from) && from <= day(TODAY))
            };
            count(shop.iter().filter(lost).count())
        }
        Measure::WonBack => decided(
            shop.iter()
                .flat_map(|who| {
                    who.asked.iter().map(|asked| {
                        within(*asked, who.visits().into_iter().find(|day| day >= asked))
                    })
                })
                .collect(),
        ),
        Measure::BoughtAgain => decided(
            shop.iter()
                .flat_map(|who| {
                    let visits = who.visits();
                    let before =
                        |closed: &&NaiveDate| visits.first().is_some_and(|first| first <= *closed);
                    let cases: Vec<_> = who
                        .closed
                        .iter()
                        .filter(before)
                        .map(|closed| {
                            within(*closed, visits.iter().copied().find(|day| day > closed))
                        })
                        .collect();
                    cases
                })
                .collect(),
        ),
        _ => decided(
            shop.iter()
                .filter(|who| !who.complained)
                .flat_map(|who| {
                    let visits = who.visits();
                    let cases: Vec<_> = visits
                        .iter()
                        .enumerate()
                        .map(|(at, day)| within(*day, visits.get(at + 1).copied()))
                        .collect();
                    cases
                })
                .collect(),
        ),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn each_figure_of_each_time_is_what_all_rows_say(
        shop in prop::collection::vec(who(), 0..25),
        period in prop::sample::select(vec!["2026-Q2", "2026-Q1", "2026-05", "2026-02", "2025-Q4"]),
    ) {
        let period: Period = period.parse().unwrap();
        let times = Times::of(period, day(TODAY));
        let buying = counted(&shop, &times, true);
        for figure in buying.figures() {
            for (time, reading) in said(&times, &figure) {
                same(figure.measure, time, reading, reference(figure.measure, time, &shop));
            }
        }
    }

    #[test]
    fn the_ladder_stands_as_it_does_for_each_and_moves_between_the_ends(
        shop in prop::collection::vec(who(), 0..25),
        period in prop::sample::select(vec!["2026-Q2", "2026-04"]),
    ) {
        let period: Period = period.parse().unwrap();
        let times = Times::of(period, day(TODAY));
        let (rungs, visits) = counted(&shop, &times, true).pictures();
        let end = period.to().min(day(TODAY));
        let eve = |period: Period| period.from().pred_opt().unwrap();
        let (mut now, mut before) = (Moves::default(), Moves::default());
        let mut counts = [0; 5];
        for who in shop.iter().filter(|who| !who.visits().is_empty()) {
            let [first, then, last] = [eve(period.before()), eve(period), end].map(|end| who.rung(end));
            before.count(first, then);
            now.count(then, last);
            counts[last as usize] += u32::from(who.visits()[0] <= end);
        }
        prop_assert_eq!(rungs.counts, counts);
        prop_assert_eq!((rungs.moves, rungs.before), (now, before));
        for (at, count) in visits.days.iter().enumerate() {
            let day = visits.from + Days::new(at as u64);
            let came = shop.iter().filter(|who| who.visits().contains(&day)).count();
            prop_assert_eq!(*count as usize, came);
        }
        prop_assert_eq!(visits.from + Days::new(visits.days.len() as u64 - 1), end);
    }

    /// Rows of long ago are not needed.
    #[test]
    fn what_is_out_of_reach_changes_nothing(shop in prop::collection::vec(who(), 0..12)) {
        let times = Times::of("2026-Q2".parse().unwrap(), day(TODAY));
        let (all, near) = (counted(&shop, &times, false), counted(&shop, &times, true));
        prop_assert_eq!(all.figures(), near.figures());
        prop_assert_eq!(all.pictures(), near.pictures());
    }
}
