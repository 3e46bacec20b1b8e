//! Habits: how often somebody buys, what, when and for how much; and when they will probably come again.
//!
//! Everything is computed from the rows of their purchases. A *sale* is one receipt, or one row without a receipt; what was given back
//! is no sale, but lowers what they spent. The rhythm is counted between days on which they bought: two sales on one day are one visit.

use std::collections::HashMap;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::{Money, id::ProductId};

/// From so many days of buying on, a rhythm is claimed.
const RHYTHM_FROM: usize = 3;
/// Who bought on fewer days than this has not gone quiet.
const QUIET_FROM: u32 = 4;
/// Nobody is won back who was here within so many days.
const WIN_BACK_DAYS: u32 = 60;
/// So many products are the usual basket.
const BASKET: usize = 5;

/// A row of a purchase, as the rules need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bought {
    /// The day.
    pub day: NaiveDate,
    /// The product, where the till told it.
    pub product: Option<ProductId>,
    /// What was paid; below zero when it was given back.
    pub amount: Money,
    /// False for what was given back.
    pub is_sale: bool,
    /// It belongs to the same sale as the row before it.
    pub same_sale: bool,
}

/// How often somebody buys and for how much, in the few numbers that are kept in memory for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// How many sales.
    pub sales: u32,
    /// On how many days.
    pub days: u32,
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
    /// Days between two days of buying, the median; `None` while they bought on fewer than three.
    pub median_gap: Option<u32>,
    /// What they spent in all.
    pub spent: Money,
    /// How many sales in the last twelve months.
    pub year_sales: u32,
    /// What they spent in the last twelve months.
    pub year_spent: Money,
    /// What they spent in the twelve months up to the day they bought last: what is at stake when they stay away.
    pub yearly_value: Money,
}

impl Pace {
    /// The pace of somebody with these rows, oldest first; `None` for who never bought. Rows after today count as if they were today's.
    pub fn of(rows: &[Bought], today: NaiveDate) -> Option<Self> {
        let mut days: Vec<NaiveDate> = Vec::new();
        let year = year_before(today);
        let (mut sales, mut year_sales) = (0, 0);
        let (mut spent, mut year_spent) = (0_i64, 0_i64);
        let mut counted = false;
        for row in rows {
            let lately = row.day > year;
            spent = spent.saturating_add(row.amount.0);
            year_spent = year_spent.saturating_add(if lately { row.amount.0 } else { 0 });
            counted &= row.same_sale;
            if !row.is_sale {
                continue;
            }
            if !counted {
                counted = true;
                sales += 1;
                year_sales += u32::from(lately);
            }
            if days.last() != Some(&row.day) {
                days.push(row.day);
            }
        }
        Some(Self {
            sales,
            days: u32::try_from(days.len()).unwrap_or(u32::MAX),
            first: *days.first()?,
            last: *days.last()?,
            median_gap: median_gap(&days),
            spent: Money(spent),
            year_sales,
            year_spent: Money(year_spent),
            yearly_value: yearly_value(rows, *days.last()?),
        })
    }

    /// The day on which they will probably buy again.
    pub fn likely_due(&self) -> Option<NaiveDate> {
        Some(after(self.last, self.median_gap?))
    }

    /// The first day on which they have been silent for more than twice their median gap; `None` for who bought on fewer than four days.
    pub fn gone_quiet_from(&self) -> Option<NaiveDate> {
        let gap = self.median_gap.filter(|_| self.days >= QUIET_FROM)?;
        Some(after(self.last, gap.saturating_mul(2).saturating_add(1)))
    }

    /// The first day on which they have been silent for longer than three times their median gap, and longer than 60 days.
    pub fn win_back_from(&self) -> Option<NaiveDate> {
        let gap = self.median_gap?.saturating_mul(3).max(WIN_BACK_DAYS);
        Some(after(self.last, gap.saturating_add(1)))
    }

    /// For how many days they have not bought.
    pub fn silent_days(&self, today: NaiveDate) -> u32 {
        u32::try_from((today - self.last).num_days()).unwrap_or(0)
    }

    /// What they spend in one sale, on average.
    pub fn average_sale(&self) -> Option<Money> {
        let sales = i64::from(self.sales);
        (sales > 0).then(|| Money(half_up(self.spent.0, sales)))
    }
}

/// Habits of one customer, as the profile and the brief tell them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Habits {
    /// How often and for how much; `None` for who never bought.
    pub pace: Option<Pace>,
    /// The day of the week on which they mostly buy, and on how many of their days they did; `None` without a rhythm or a clear one.
    pub weekday: Option<(Weekday, u32)>,
    /// What they buy most, with the number of sales it was in; at most five, none without a rhythm.
    pub basket: Vec<(ProductId, u32)>,
}

impl Habits {
    /// The habits of somebody with these rows, oldest first.
    pub fn of(rows: &[Bought], today: NaiveDate) -> Self {
        let Some(pace) = Pace::of(rows, today) else {
            return Self::default();
        };
        let rhythm = pace.median_gap.is_some();
        Self {
            weekday: rhythm.then(|| weekday(rows)).flatten(),
            basket: if rhythm { basket(rows) } else { Vec::new() },
            pace: Some(pace),
        }
    }
}

fn yearly_value(rows: &[Bought], last: NaiveDate) -> Money {
    let year = year_before(last);
    let lately = rows.iter().filter(|row| row.day > year);
    Money(lately.map(|row| row.amount.0).fold(0, i64::saturating_add))
}

/// The day twelve months before; what lies after it is of the last twelve months.
pub fn year_before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_months(Months::new(12))
        .unwrap_or(NaiveDate::MIN)
}

/// The median of the gaps between days; of two in the middle their mean, half a day up.
fn median_gap(days: &[NaiveDate]) -> Option<u32> {
    if days.len() < RHYTHM_FROM {
        return None;
    }
    let gaps = days.windows(2).map(|pair| (pair[1] - pair[0]).num_days());
    let mut gaps: Vec<i64> = gaps.collect();
    gaps.sort_unstable();
    let middle = gaps.len() / 2;
    let median = match gaps.len() % 2 {
        1 => gaps[middle],
        _ => half_up(gaps[middle - 1] + gaps[middle], 2),
    };
    u32::try_from(median).ok()
}

/// The weekday with most days of buying, when it has at least half of them.
fn weekday(rows: &[Bought]) -> Option<(Weekday, u32)> {
    let mut days: Vec<NaiveDate> = rows
        .iter()
        .filter(|row| row.is_sale)
        .map(|row| row.day)
        .collect();
    days.dedup();
    let mut counts = [0_u32; 7];
    for day in &days {
        counts[day.weekday().num_days_from_monday() as usize] += 1;
    }
    let (most, count) = (0_u8..7)
        .zip(counts)
        .max_by_key(|(at, count)| (*count, 7 - *at))?;
    let clear = count as usize * 2 >= days.len();
    let weekday = Weekday::try_from(most).ok()?;
    clear.then_some((weekday, count))
}

/// The products that were in most sales.
fn basket(rows: &[Bought]) -> Vec<(ProductId, u32)> {
    let mut counts: HashMap<ProductId, u32> = HashMap::new();
    let mut in_sale: Vec<ProductId> = Vec::new();
    for row in rows {
        if !row.same_sale {
            in_sale.clear();
        }
        let sold = row.product.filter(|_| row.is_sale);
        let Some(product) = sold.filter(|product| !in_sale.contains(product)) else {
            continue;
        };
        in_sale.push(product);
        *counts.entry(product).or_default() += 1;
    }
    let mut basket: Vec<_> = counts.into_iter().collect();
    basket.sort_unstable_by_key(|(product, count)| (std::cmp::Reverse(*count), *product));
    basket.truncate(BASKET);
    basket
}

fn after(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(u64::from(days)))
        .unwrap_or(NaiveDate::MAX)
}

/// A quotient rounded to the nearest whole, a half up; `by` is above zero.
fn half_up(amount: i64, by: i64) -> i64 {
    (amount + by / 2).div_euclid(by)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: u64) -> Bought {
        Bought {
            day: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(day),
            product: Some(ProductId(1)),
            amount: Money(310),
            is_sale: true,
            same_sale: false,
        }
    }

    fn pace(days: &[u64]) -> Pace {
        let rows: Vec<Bought> = days.iter().map(|day| on(*day)).collect();
        Pace::of(&rows, on(400).day).unwrap()
    }

    #[test]
    fn the_rhythm_tells_when_they_are_due_gone_quiet_and_to_be_won_back() {
        let pace = pace(&[0, 28, 57, 84]);
        assert_eq!(pace.median_gap, Some(28));
        assert_eq!(pace.likely_due(), Some(on(112).day));
        assert_eq!(pace.gone_quiet_from(), Some(on(141).day));
        assert_eq!(pace.win_back_from(), Some(on(169).day));
    }

    #[test]
    fn fewer_than_three_days_are_no_rhythm_and_fewer_than_four_no_silence() {
        assert_eq!(pace(&[0, 28]).median_gap, None);
        assert_eq!(pace(&[0, 0, 28]).median_gap, None);
        let three = pace(&[0, 28, 57]);
        assert_eq!(
            (three.median_gap, three.gone_quiet_from()),
            (Some(29), None)
        );
        assert!(three.win_back_from().is_some());
    }

    #[test]
    fn a_short_rhythm_is_won_back_after_sixty_days() {
        let weekly = pace(&[0, 7, 14, 21]);
        assert_eq!(weekly.win_back_from(), Some(on(21 + 61).day));
    }

    #[test]
    fn what_was_given_back_lowers_the_spend_and_is_no_sale() {
        let back = Bought {
            amount: Money(-310),
            is_sale: false,
            ..on(30)
        };
        let rows = [
            on(0),
            on(28),
            Bought {
                same_sale: true,
                ..on(28)
            },
            back,
        ];
        let pace = Pace::of(&rows, on(40).day).unwrap();
        assert_eq!((pace.sales, pace.days, pace.last), (2, 2, on(28).day));
        assert_eq!(
            (pace.spent, pace.average_sale()),
            (Money(620), Some(Money(310)))
        );
        assert_eq!(Pace::of(&[back], on(40).day), None);
    }

    #[test]
    fn twelve_months_end_today() {
        let rows = [on(0), on(365), on(366)];
        let pace = Pace::of(&rows, on(365).day).unwrap();
        assert_eq!((pace.year_sales, pace.year_spent), (2, Money(620)));
    }

    #[test]
    fn a_weekday_is_usual_when_half_of_the_days_are_of_it() {
        let usual = |days: &[u64]| {
            let rows: Vec<Bought> = days.iter().map(|day| on(*day)).collect();
            Habits::of(&rows, on(60).day).weekday
        };
        // The 1st of January 2026 was a Thursday.
        assert_eq!(usual(&[0, 7, 15, 23]), Some((Weekday::Thu, 2)));
        assert_eq!(usual(&[0, 8, 16]), None);
    }
}
