//! The times of a page, and one value for each: the time it is about, the one before, and twelve months.

use chrono::{Datelike, NaiveDate};

use super::{Figure, Measure, Period, Reading, Unit};

/// The time of the page, the one before, the twelve months.
const TIMES: usize = 14;

/// The times of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times {
    /// The time of the page, the one before, then the months, oldest first.
    pub all: [Period; TIMES],
    /// The day from which the page is seen.
    pub today: NaiveDate,
    /// The first of the months, counted from the year 0.
    first: i32,
    /// In which of the times each month lies, a bit for each.
    masks: [u16; 12],
}

impl Times {
    /// The times of a page about this one, seen from this day.
    pub fn of(period: Period, today: NaiveDate) -> Self {
        let months = period.twelve_months(today);
        let all = std::array::from_fn(|at| match at {
            0 => period,
            1 => period.before(),
            _ => months[at - 2],
        });
        let has = |time: &Period, day| u16::from(time.has(day));
        let masks = months.map(|month| {
            let times = all.iter().enumerate();
            times.fold(0, |mask, (at, time)| mask | has(time, month.from()) << at)
        });
        Self {
            all,
            today,
            first: month_number(months[0].from()),
            masks,
        }
    }

    /// The first day of any of them.
    pub fn first(&self) -> NaiveDate {
        self.all[2].from()
    }

    /// In which of the times a day lies.
    pub fn on(&self, day: NaiveDate) -> Which {
        let month = usize::try_from(month_number(day) - self.first);
        let mask = month.ok().and_then(|month| self.masks.get(month));
        Which(mask.copied().unwrap_or(0))
    }
}

fn month_number(day: NaiveDate) -> i32 {
    let month = day.month0().cast_signed();
    day.year() * 12 + month
}

/// Some of the times of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Which(u16);

impl Which {
    /// These and those.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Their places in [`Times::all`].
    pub fn places(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let at = rest.trailing_zeros();
            rest &= rest.wrapping_sub(1);
            (at < u16::BITS).then_some(at as usize)
        })
    }
}

/// What is counted in one time.
pub(super) trait Counted {
    /// Its value; `None` without a case.
    fn value(&self) -> Option<f64>;
    /// On how many cases it stands.
    fn n(&self) -> u32;
}

/// Something counted in each time of a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Timed<T>([T; TIMES]);

impl<T> Timed<T> {
    /// Counts a case in these times.
    pub fn count(&mut self, times: Which, count: impl Fn(&mut T)) {
        for at in times.places() {
            count(&mut self.0[at]);
        }
    }

    /// What is counted in one of the times.
    pub const fn at(&mut self, place: usize) -> &mut T {
        &mut self.0[place]
    }
}

impl<T: Counted> Timed<T> {
    /// What was counted in the time of the page, however little, and of how many cases; `None` for nothing.
    pub fn case(&self) -> Option<(f64, u32)> {
        let it = &self.0[0];
        it.value().filter(|_| it.n() > 0).zip(Some(it.n()))
    }

    /// The figure that comes of it; opening hours are counted in minutes.
    pub fn figure(&self, measure: Measure) -> Figure {
        let reading = |it: &T| {
            let n = it.n();
            let known = it.value().filter(|_| n >= measure.enough());
            let value = known.map(|value| match measure.unit() {
                Unit::Days => value.round(),
                Unit::OpeningHours => value / 60.0,
                Unit::Share | Unit::Money | Unit::Count => value,
            });
            Reading { value, n }
        };
        Figure {
            measure,
            now: reading(&self.0[0]),
            before: reading(&self.0[1]),
            months: self.0[2..].iter().map(reading).collect(),
            target: None,
        }
    }
}

/// A part of a whole.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Share {
    yes: u32,
    of: u32,
}

impl Share {
    pub const fn count(&mut self, yes: bool) {
        self.yes += yes as u32;
        self.of += 1;
    }
}

impl Counted for Share {
    fn value(&self) -> Option<f64> {
        (self.of > 0).then(|| f64::from(self.yes) / f64::from(self.of))
    }

    fn n(&self) -> u32 {
        self.of
    }
}

/// How many.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Count(pub u32);

impl Counted for Count {
    fn value(&self) -> Option<f64> {
        Some(self.0.into())
    }

    fn n(&self) -> u32 {
        self.0
    }
}

/// What cases come to together.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    sum: i64,
    n: u32,
}

impl Sum {
    pub const fn add(&mut self, sum: i64, cases: u32) {
        self.sum = self.sum.saturating_add(sum);
        self.n = self.n.saturating_add(cases);
    }

    /// The sum for each of the cases, rounded to the nearest, a half up.
    pub fn average(self) -> Average {
        Average(self)
    }
}

impl Counted for Sum {
    fn value(&self) -> Option<f64> {
        Some(self.sum as f64)
    }

    fn n(&self) -> u32 {
        self.n
    }
}

/// The same for each of the cases.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Average(Sum);

impl Counted for Average {
    fn value(&self) -> Option<f64> {
        let Sum { sum, n } = self.0;
        let half_up = |n: i64| sum.saturating_add(n / 2).div_euclid(n);
        (n > 0).then(|| half_up(n.into()) as f64)
    }

    fn n(&self) -> u32 {
        self.0.n
    }
}

impl Timed<Sum> {
    /// These and those in each time.
    pub fn with(&self, more: &Self) -> Self {
        let mut all = self.clone();
        for (it, more) in all.0.iter_mut().zip(&more.0) {
            it.add(more.sum, more.n);
        }
        all
    }

    /// The average in each time.
    pub fn averages(&self) -> Timed<Average> {
        Timed(self.0.map(Sum::average))
    }
}

/// Numbers below this are counted, larger ones kept one by one.
const SMALL: usize = 4_096;

/// So few numbers are kept one by one: of one customer there are no more, and counting them takes more room.
const FEW: u32 = 32;

/// The middle of many numbers; of two in the middle their mean.
#[derive(Debug, Clone, Default)]
pub(super) struct Middle {
    small: Vec<u32>,
    large: Vec<u32>,
    n: u32,
}

impl Middle {
    pub fn take(&mut self, number: u32) {
        self.n += 1;
        if self.n <= FEW {
            self.large.push(number);
            return;
        }
        if self.n == FEW + 1 {
            let few = std::mem::take(&mut self.large);
            few.into_iter().for_each(|it| self.count(it));
        }
        self.count(number);
    }

    fn count(&mut self, number: u32) {
        let at = number as usize;
        if at >= SMALL {
            self.large.push(number);
            return;
        }
        if at >= self.small.len() {
            self.small.resize(at + 1, 0);
        }
        self.small[at] += 1;
    }

    /// The number that so many others stand before, in order.
    fn nth(&self, mut before: u32, large: &[u32]) -> u32 {
        for (number, count) in (0..).zip(&self.small) {
            if before < *count {
                return number;
            }
            before -= count;
        }
        large.get(before as usize).copied().unwrap_or(0)
    }
}

impl Counted for Middle {
    fn value(&self) -> Option<f64> {
        let last = self.n.checked_sub(1)?;
        let mut large = self.large.clone();
        large.sort_unstable();
        let [one, other] = [last / 2, last.div_ceil(2)].map(|at| self.nth(at, &large));
        Some(f64::midpoint(one.into(), other.into()))
    }

    fn n(&self) -> u32 {
        self.n
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_lies_in_its_month_and_in_the_time_of_the_page_or_the_one_before() {
        let day = |text: &str| text.parse().unwrap();
        let times = Times::of("2026-Q2".parse().unwrap(), day("2026-06-10"));
        let on = |text| times.on(day(text)).places().collect::<Vec<_>>();
        assert_eq!(on("2026-04-01"), [0, 11]);
        assert_eq!(on("2026-06-30"), [0, 13]);
        assert_eq!(on("2026-03-31"), [1, 10]);
        assert_eq!(on("2025-07-01"), [2]);
        assert!(on("2025-06-30").is_empty() && on("2026-07-01").is_empty());
        assert_eq!(times.first(), day("2025-07-01"));
        // The quarter has just begun: the months end with this one.
        let early = Times::of("2026-Q2".parse().unwrap(), day("2026-04-02"));
        assert_eq!(early.all[13], "2026-04".parse().unwrap());
        assert_eq!(
            early.on(day("2026-04-02")).places().collect::<Vec<_>>(),
            [0, 13]
        );
    }

    proptest::proptest! {
        #[test]
        fn the_middle_is_that_of_the_sorted_numbers(mut numbers in proptest::collection::vec(0_u32..10_000, 0..90)) {
            let mut middle = Middle::default();
            numbers.iter().for_each(|it| middle.take(*it));
            numbers.sort_unstable();
            let half = numbers.len() / 2;
            let known = match numbers.len() {
                0 => None,
                odd if odd % 2 == 1 => Some(f64::from(numbers[half])),
                _ => Some(f64::from(numbers[half - 1] + numbers[half]) / 2.0),
            };
            proptest::prop_assert_eq!(middle.value(), known);
        }
    }

    #[test]
    fn what_is_too_few_says_nothing_but_how_many() {
        let mut shares = Timed::<Share>::default();
        let figure = |shares: &Timed<Share>| shares.figure(Measure::RepeatRate).now;
        for yes in 0..9 {
            shares.at(0).count(yes % 3 == 0);
        }
        assert_eq!(figure(&shares), Reading { value: None, n: 9 });
        shares.at(0).count(true);
        let known = Reading {
            value: Some(0.4),
            n: 10,
        };
        assert_eq!(figure(&shares), known);
        assert_eq!(
            Timed::<Count>::default().figure(Measure::OurNos).now.value,
            Some(0.0)
        );
    }
}
