//! What was bought, by whom, who came back, and who moved on the ladder: figures of purchases.
//!
//! A *visit* is a day on which a customer bought, a *sale* one receipt, as in [`crate::domain::habits`].

use chrono::{Days, NaiveDate};

use super::{
    Figure, Measure, Rungs, Visits,
    times::{Count, Middle, Share, Sum, Timed, Times, Which},
};
use crate::domain::{Bought, Climb, Money, Pace, Rung, habits::year_before, recovery::AGAIN_DAYS};

/// What is known of somebody beside what they bought.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'a> {
    /// Since when they have been a customer, where that was noted.
    pub since: Option<NaiveDate>,
    /// Did they ever complain?
    pub complained: bool,
    /// The days on which complaints of theirs were closed.
    pub closed: &'a [NaiveDate],
    /// The days on which they were asked to come back.
    pub asked: &'a [NaiveDate],
    /// The first day on which they praised the shop, or gave it 4 or 5.
    pub praised: Option<NaiveDate>,
    /// The first day on which somebody came whom they brought.
    pub brought: Option<NaiveDate>,
    /// Chosen by hand: a rung up or down.
    pub step: i8,
}

/// Purchases, customer by customer, counted in the times of a page.
#[derive(Debug)]
pub struct Buying<'a> {
    times: &'a Times,
    /// The ends of the time before that before, of the time before, and of the page; and the day twelve months before each.
    ends: [NaiveDate; 3],
    years: [NaiveDate; 3],
    repeat: Timed<Share>,
    gaps: Timed<Middle>,
    spent: Timed<Sum>,
    forgotten: Timed<Sum>,
    tenure: Timed<Middle>,
    new: Timed<Count>,
    lost: Timed<Count>,
    won_back: Timed<Share>,
    again: Timed<Share>,
    others: Timed<Share>,
    rungs: Rungs,
    visits: Visits,
    days: Vec<NaiveDate>,
}

impl<'a> Buying<'a> {
    /// Nothing counted yet.
    pub fn new(times: &'a Times) -> Self {
        let [period, before, ..] = times.all;
        let from = times.first();
        let until = period.to().min(times.today);
        let days = usize::try_from((until - from).num_days() + 1).unwrap_or(0);
        let eve = |day: NaiveDate| day.pred_opt().unwrap_or(day);
        let ends = [eve(before.from()), eve(period.from()), until];
        Self {
            times,
            ends,
            years: ends.map(year_before),
            repeat: Timed::default(),
            gaps: Timed::default(),
            spent: Timed::default(),
            forgotten: Timed::default(),
            tenure: Timed::default(),
            new: Timed::default(),
            lost: Timed::default(),
            won_back: Timed::default(),
            again: Timed::default(),
            others: Timed::default(),
            rungs: Rungs::default(),
            visits: Visits {
                from,
                days: vec![0; days],
            },
            days: Vec::new(),
        }
    }

    /// Rows before this day are not needed, but for the last sale before it.
    pub fn reach(&self) -> NaiveDate {
        let again = self.times.first() - Days::new(u64::from(AGAIN_DAYS) + 1);
        again.min(self.years[0])
    }

    /// Counts somebody with this pace over all they ever bought, and these rows, oldest first; see [`Self::reach`]. Who only
    /// gave something back never bought, and is not counted.
    pub fn customer(&mut self, pace: &Pace, rows: &[Bought], beside: &Beside<'_>) {
        self.sales(rows);
        let seen = self.came(pace);
        self.tenure(
            seen,
            beside.since.map_or(pace.first, |it| it.min(pace.first)),
        );
        self.new.count(self.times.on(pace.first), |it| it.0 += 1);
        let lost = pace.win_back_from().filter(|day| *day <= self.times.today);
        if let Some(day) = lost {
            self.lost.count(self.times.on(day), |it| it.0 += 1);
        }
        if !beside.complained {
            for at in 0..self.days.len() {
                let next = self.days.get(at + 1).copied();
                let decided = self.decided(self.days[at], next);
                count_decided(&mut self.others, self.times, decided);
            }
        }
        for closed in beside.closed.iter().filter(|day| **day >= pace.first) {
            let next = self.days.iter().find(|day| *day > closed).copied();
            let decided = self.decided(*closed, next);
            count_decided(&mut self.again, self.times, decided);
        }
        for asked in beside.asked {
            let next = self.days.iter().find(|day| *day >= asked).copied();
            let decided = self.decided(*asked, next);
            count_decided(&mut self.won_back, self.times, decided);
        }
        self.climb(pace, rows, beside);
    }

    /// Counts somebody who never bought and was asked to come in.
    pub fn asked(&mut self, asked: &[NaiveDate]) {
        for day in asked {
            let decided = self.decided(*day, None);
            count_decided(&mut self.won_back, self.times, decided);
        }
    }

    /// Counts so many on a rung who never bought.
    pub const fn standing(&mut self, rung: Rung, count: u32) {
        self.rungs.counts[rung as usize] += count;
    }

    /// Counts what customers who were forgotten spent in a month; each row as a sale.
    pub fn forgotten(&mut self, month: NaiveDate, (amount, rows): (Money, u32)) {
        self.forgotten.count(self.times.on(month), |it| {
            it.add(amount.0, rows);
        });
    }

    /// Counts sales and what was spent, and notes the days of the visits.
    fn sales(&mut self, rows: &[Bought]) {
        self.days.clear();
        let mut counted = false;
        for row in rows {
            let is_new = begins(row, &mut counted);
            if row.is_sale && self.days.last() != Some(&row.day) {
                self.days.push(row.day);
            }
            self.spent.count(self.times.on(row.day), |it| {
                it.add(row.amount.0, is_new.into());
            });
        }
    }

    /// Counts the visits; gives back in which times there was any.
    fn came(&mut self, pace: &Pace) -> Which {
        let (mut seen, mut again) = (Which::default(), Which::default());
        let mut before = None;
        for day in &self.days {
            let times = self.times.on(*day);
            seen = seen.and(times);
            if *day > pace.first {
                again = again.and(times);
            }
            if let Some(before) = before {
                let gap = days_between(before, *day);
                self.gaps.count(times, |it| it.take(gap));
            }
            before = Some(*day);
            let place = (*day - self.visits.from).num_days();
            let place = usize::try_from(place).ok();
            if let Some(count) = place.and_then(|at| self.visits.days.get_mut(at)) {
                *count += 1;
            }
        }
        for at in seen.places() {
            let yes = again.places().any(|it| it == at);
            self.repeat.at(at).count(yes);
        }
        seen
    }

    fn tenure(&mut self, seen: Which, since: NaiveDate) {
        for at in seen.places() {
            let end = self.times.all[at].to().min(self.times.today);
            self.tenure.at(at).take(days_between(since, end));
        }
    }

    /// Whether somebody bought within sixty days after a day, and when that was decided; `None` while it is not.
    fn decided(&self, day: NaiveDate, next: Option<NaiveDate>) -> Option<(NaiveDate, bool)> {
        let over = day.checked_add_days(Days::new(AGAIN_DAYS.into()))?;
        match next.filter(|next| *next <= over) {
            Some(next) => Some((next, true)),
            None => (over < self.times.today).then_some((over, false)),
        }
    }

    /// Counts where they stand on the ladder, and how they moved on it.
    fn climb(&mut self, pace: &Pace, rows: &[Bought], beside: &Beside<'_>) {
        let by = |day: Option<NaiveDate>, end| day.is_some_and(|day| day <= end);
        let [first, then, now] = [0, 1, 2].map(|at| {
            let end = self.ends[at];
            let lately = Pace {
                year_sales: sales_in(rows, (self.years[at], end)),
                ..*pace
            };
            let pace = Some(&lately).filter(|pace| pace.first <= end);
            let (praised, brought) = (by(beside.praised, end), by(beside.brought, end));
            Climb::of(pace, praised, brought.into(), beside.step).rung
        });
        self.rungs.counts[now as usize] += u32::from(pace.first <= self.ends[2]);
        self.rungs.before.count(first, then);
        self.rungs.moves.count(then, now);
    }

    /// What a measure comes to of those counted so far in the time of the page, and of how many cases; `None` of nothing.
    pub fn case(&self, measure: Measure) -> Option<(f64, u32)> {
        match measure {
            Measure::RepeatRate => self.repeat.case(),
            Measure::MedianGap => self.gaps.case(),
            Measure::AverageSpend => self.spent.averages().case(),
            Measure::Spent => self.spent.case(),
            Measure::Tenure => self.tenure.case(),
            Measure::NewCustomers => self.new.case(),
            Measure::LostCustomers => self.lost.case(),
            Measure::WonBack => self.won_back.case(),
            Measure::BoughtAgain => self.again.case(),
            Measure::OthersAgain => self.others.case(),
            _ => None,
        }
    }

    /// How many had bought by the end of the time of the page.
    pub fn buyers(&self) -> u32 {
        self.rungs.counts.iter().sum()
    }

    /// The figures.
    pub fn figures(&self) -> Vec<Figure> {
        let spent = self.spent.with(&self.forgotten);
        vec![
            self.repeat.figure(Measure::RepeatRate),
            self.gaps.figure(Measure::MedianGap),
            self.spent.averages().figure(Measure::AverageSpend),
            spent.figure(Measure::Spent),
            self.tenure.figure(Measure::Tenure),
            self.new.figure(Measure::NewCustomers),
            self.lost.figure(Measure::LostCustomers),
            self.won_back.figure(Measure::WonBack),
            self.again.figure(Measure::BoughtAgain),
            self.others.figure(Measure::OthersAgain),
        ]
    }

    /// The ladder, and the visits day by day.
    pub fn pictures(self) -> (Rungs, Visits) {
        (self.rungs, self.visits)
    }
}

fn count_decided(shares: &mut Timed<Share>, times: &Times, decided: Option<(NaiveDate, bool)>) {
    if let Some((day, yes)) = decided {
        shares.count(times.on(day), |it| it.count(yes));
    }
}

fn days_between(from: NaiveDate, to: NaiveDate) -> u32 {
    u32::try_from((to - from).num_days()).unwrap_or(0)
}

/// Does a row begin a sale? `counted`: was the sale it may belong to counted already?
const fn begins(row: &Bought, counted: &mut bool) -> bool {
    *counted &= row.same_sale;
    let begins = row.is_sale && !*counted;
    *counted |= row.is_sale;
    begins
}

/// How many sales there were after one day, up to the other.
fn sales_in(rows: &[Bought], (before, end): (NaiveDate, NaiveDate)) -> u32 {
    let from = rows.partition_point(|row| row.day <= before);
    let to = rows.partition_point(|row| row.day <= end);
    let mut counted = false;
    let sales = rows[from..to]
        .iter()
        .filter(|row| begins(row, &mut counted));
    u32::try_from(sales.count()).unwrap_or(u32::MAX)
}
