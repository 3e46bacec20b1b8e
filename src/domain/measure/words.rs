//! A page of figures in words: each value in its unit, how it differs from the time before, and why it says what it says. The screen,
//! Markdown and HTML use the same.

use chrono::NaiveDate;

use super::{Figure, Figures, Measure, Period, Reading, Unit};
use crate::domain::{Currency, Money, phrase::grouped};

/// What stands where a value would, when there were too few.
pub const TOO_FEW: &str = "too few";

/// From so many whole units of money on the small ones are left out.
const WHOLE_FROM: usize = 10_000;

/// Minutes.
const HOUR: u64 = 60;

/// A measure as a shop reads it.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    measure: Measure,
    currency: &'a Currency,
    so_far: bool,
}

/// How a figure differs from the time before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// `↑`, `↓`, or `=`.
    pub arrow: &'static str,
    /// By how much: "3 points", "2 days"; empty where it is the same.
    pub by: String,
    /// Whether that is better for the shop, where one can say so.
    pub better: Option<bool>,
}

impl Difference {
    /// "↑ 3 points, better"; "the same".
    pub fn words(&self) -> String {
        let judged = match self.better {
            Some(true) => ", better",
            Some(false) => ", worse",
            None => "",
        };
        match self.by.as_str() {
            "" => "the same".to_owned(),
            by => format!("{} {by}{judged}", self.arrow),
        }
    }
}

impl<'a> Words<'a> {
    /// The words of this measure, money in this currency.
    pub const fn of(measure: Measure, currency: &'a Currency) -> Self {
        Self {
            measure,
            currency,
            so_far: false,
        }
    }

    /// The same of a time that has not ended on this day: what is added up in it is not compared with a whole one before.
    #[must_use]
    pub fn seen(self, period: Period, today: NaiveDate) -> Self {
        Self {
            so_far: period.goes_on(today),
            ..self
        }
    }

    /// A value as short as it can be said, for a column of them: "41 %", "12 d", "3.5 h", "7.80".
    pub fn short(self, value: f64) -> String {
        self.said_in(value, [" %", " d", " min", " h"])
    }

    /// A reading as short as it can be said: "41 %", "too few", "–" where there was no case at all.
    pub fn value(self, reading: Reading) -> String {
        match reading.value {
            Some(value) => self.short(value),
            None if reading.n == 0 => "–".to_owned(),
            None => TOO_FEW.to_owned(),
        }
    }

    /// A value in full: "41 %", "12 days", "3.5 opening hours", "7.80 EUR".
    pub fn long(self, value: f64) -> String {
        let said = self.said_in(value, [" %", " days", " minutes", " opening hours"]);
        match self.measure.unit() {
            Unit::Money => format!("{said} {}", self.currency.code),
            _ if said == "1 days" => "1 day".to_owned(),
            _ => said,
        }
    }

    /// A value as exact as it is shown, with these words for share, days, minutes and hours.
    fn said_in(self, value: f64, [share, days, minutes, hours]: [&str; 4]) -> String {
        let steps = self.steps(value);
        let size = steps.unsigned_abs();
        let said = match self.measure.unit() {
            Unit::Share => format!("{}{share}", whole(size)),
            Unit::Days => format!("{}{days}", whole(size)),
            Unit::Count => whole(size),
            Unit::OpeningHours => opening_hours(size, [minutes, hours]),
            Unit::Money => return money(Money(steps), self.currency),
        };
        let sign = if steps < 0 { "-" } else { "" };
        format!("{sign}{said}")
    }

    /// On how many cases it stands: "123 customers", "1 promise".
    pub fn cases(self, n: u32) -> String {
        let word = self.measure.counted();
        let word = match n {
            1 => word.strip_suffix('s').unwrap_or(word),
            _ => word,
        };
        format!("{} {word}", grouped(n as usize))
    }

    /// "41 % of 123 customers"; "too few to say: 3 voices".
    pub fn said(self, reading: Reading) -> String {
        let cases = self.cases(reading.n);
        match (reading.value, self.measure.unit()) {
            (None, _) if reading.n == 0 => {
                format!("nothing to say it from: no {}", self.measure.counted())
            }
            (None, _) => format!("too few to say: {cases}"),
            (Some(_), Unit::Count) => cases,
            (Some(value), Unit::Share) => format!("{} of {cases}", self.long(value)),
            (Some(value), _) => format!("{}, from {cases}", self.long(value)),
        }
    }

    /// How a figure differs from the time before, as the two are shown; `None` where one of them is too few, or not whole.
    pub fn change(self, figure: &Figure) -> Option<Difference> {
        if self.so_far && adds_up(self.measure) {
            return None;
        }
        let steps = self.steps(figure.now.value?) - self.steps(figure.before.value?);
        let (arrow, more) = match steps {
            0 => ("=", None),
            1.. => ("↑", Some(true)),
            _ => ("↓", Some(false)),
        };
        let by = match (steps.abs(), self.measure.unit()) {
            (0, _) => String::new(),
            (1, Unit::Share) => "1 point".to_owned(),
            (points, Unit::Share) => format!("{points} points"),
            (steps, _) => self.short(self.value_of(steps)),
        };
        let better = more.and_then(|more| Some(more == more_is_better(self.measure)?));
        Some(Difference { arrow, by, better })
    }

    /// A value in the smallest steps that are shown, so that differences are those of the numbers one reads.
    fn steps(self, value: f64) -> i64 {
        match self.measure.unit() {
            Unit::Share => percent(value),
            _ => (value * self.steps_in_one()).round() as i64,
        }
    }

    fn value_of(self, steps: i64) -> f64 {
        steps as f64 / self.steps_in_one()
    }

    const fn steps_in_one(self) -> f64 {
        match self.measure.unit() {
            Unit::Share => 100.0,
            Unit::OpeningHours => HOUR as f64,
            Unit::Days | Unit::Money | Unit::Count => 1.0,
        }
    }
}

fn whole(number: u64) -> String {
    grouped(usize::try_from(number).unwrap_or(usize::MAX))
}

/// Opening minutes, from an hour on in hours, with these words behind them: "20 min", "2.5 h", "123 h".
fn opening_hours(size: u64, [minutes, hours]: [&str; 2]) -> String {
    if size < HOUR {
        return format!("{size}{minutes}");
    }
    if size < 100 * HOUR && !size.is_multiple_of(HOUR) {
        let tenths = (size * 10 + HOUR / 2) / HOUR;
        return format!("{}.{}{hours}", tenths / 10, tenths % 10);
    }
    format!("{}{hours}", whole((size + HOUR / 2) / HOUR))
}

/// Opening minutes as short as they can be said: "20 min", "2.5 h".
pub(super) fn minutes(count: u32) -> String {
    opening_hours(count.into(), [" min", " h"])
}

/// An amount as it stands on a page, its thousands apart; a large one without the small units: "7.80", "12,345".
pub fn money(amount: Money, currency: &Currency) -> String {
    let shown = currency.show(amount);
    let size = shown.trim_start_matches('-');
    let sign = if amount.0 < 0 { "-" } else { "" };
    let (units, part) = size.split_once('.').unwrap_or((size, ""));
    let units: usize = units.parse().unwrap_or(usize::MAX);
    match part {
        part if !part.is_empty() && units < WHOLE_FROM => {
            format!("{sign}{}.{part}", grouped(units))
        }
        _ => format!("{sign}{}", grouped(units)),
    }
}

/// A share in whole hundredths, as it is shown: `41` of 0.414.
pub fn percent(share: f64) -> i64 {
    (share * 100.0).round() as i64
}

/// Does it grow with every day of a time?
const fn adds_up(measure: Measure) -> bool {
    matches!(measure, Measure::Spent | Measure::ComplaintHours)
        || matches!(measure.unit(), Unit::Count)
}

/// Is more of it better for the shop? `None` where it depends: a shop that hears of many complaints may be the better one.
const fn more_is_better(measure: Measure) -> Option<bool> {
    match measure {
        Measure::Tenure
        | Measure::Complaints
        | Measure::ComplaintHours
        | Measure::OthersAgain
        | Measure::OurNos => None,
        Measure::MedianGap
        | Measure::LostCustomers
        | Measure::FirstAnswer
        | Measure::Resolution => Some(false),
        _ => Some(true),
    }
}

impl Figures {
    /// Where a figure comes from: what it says, its cases, what was aimed at, and the months.
    pub fn why(&self, measure: Measure, (currency, today): (&Currency, NaiveDate)) -> Vec<String> {
        let period = self.period;
        let words = Words::of(measure, currency).seen(period, today);
        let mut lines = vec![measure.definition().to_owned(), String::new()];
        let Some(figure) = self.get(measure) else {
            lines.push("It is being counted.".to_owned());
            return lines;
        };
        let of = |period: Period, reading| format!("{}: {}.", period.words(), words.said(reading));
        lines.push(of(period, figure.now));
        lines.push(of(period.before(), figure.before));
        if let Some(change) = words.change(figure) {
            lines.push(format!("The difference: {}.", change.words()));
        }
        if let Some(target) = figure.target {
            lines.push(format!("Aimed at: {}.", words.long(target)));
        }
        if measure.enough() > 0 {
            let enough = words.cases(measure.enough());
            lines.push(format!("It says something from {enough} on."));
        }
        lines.push(String::new());
        let months = self.months.iter().zip(&figure.months);
        lines.extend(months.map(|(month, reading)| of(*month, *reading)));
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euros() -> Currency {
        Currency::new("EUR").unwrap()
    }

    fn figure(measure: Measure, now: Option<f64>, before: Option<f64>) -> Figure {
        let reading = |value| Reading { value, n: 12 };
        Figure {
            measure,
            now: reading(now),
            before: reading(before),
            months: vec![Reading::default(); 12],
            target: None,
        }
    }

    #[test]
    fn a_value_is_said_in_its_unit_short_and_in_full() {
        let euros = euros();
        let both = |measure, value| {
            let words = Words::of(measure, &euros);
            (words.short(value), words.long(value))
        };
        let own = |short: &str, long: &str| (short.to_owned(), long.to_owned());
        assert_eq!(both(Measure::RepeatRate, 0.414), own("41 %", "41 %"));
        assert_eq!(both(Measure::MedianGap, 1.0), own("1 d", "1 day"));
        assert_eq!(
            both(Measure::Resolution, 3.5),
            own("3.5 h", "3.5 opening hours")
        );
        assert_eq!(both(Measure::Resolution, 3.0).0, "3 h");
        assert_eq!(both(Measure::Resolution, 0.25), own("15 min", "15 minutes"));
        assert_eq!(both(Measure::ComplaintHours, 123.4).0, "123 h");
        assert_eq!(both(Measure::AverageSpend, 780.0), own("7.80", "7.80 EUR"));
        assert_eq!(both(Measure::Spent, 123_456_789.0).0, "1,234,567");
        assert_eq!(both(Measure::Spent, -780.0).0, "-7.80");
        assert_eq!(both(Measure::NewCustomers, 1284.0).0, "1,284");
    }

    #[test]
    fn a_difference_is_that_of_the_numbers_one_reads_and_is_judged_where_that_can_be() {
        let euros = euros();
        let change = |measure, now, before| {
            let figure = figure(measure, Some(now), Some(before));
            Words::of(measure, &euros).change(&figure).unwrap().words()
        };
        assert_eq!(
            change(Measure::RepeatRate, 0.414, 0.386),
            "↑ 2 points, better"
        );
        assert_eq!(change(Measure::FirstAnswer, 4.0, 2.5), "↑ 1.5 h, worse");
        assert_eq!(change(Measure::AverageSpend, 700.0, 780.0), "↓ 0.80, worse");
        assert_eq!(change(Measure::Complaints, 4.0, 9.0), "↓ 5");
        assert_eq!(change(Measure::Tenure, 4.2, 4.4), "the same");
        let few = figure(Measure::RepeatRate, Some(0.4), None);
        assert_eq!(Words::of(Measure::RepeatRate, &euros).change(&few), None);
        let sold = figure(Measure::Spent, Some(700.0), Some(780.0));
        let seen = |day| {
            let day = NaiveDate::from_ymd_opt(2026, 6, day).unwrap();
            Words::of(Measure::Spent, &euros).seen("2026-Q2".parse().unwrap(), day)
        };
        assert_eq!(
            seen(29).change(&sold),
            None,
            "a quarter that goes on is not beside a whole one"
        );
        assert!(seen(30).change(&sold).is_some());
    }

    #[test]
    fn why_says_the_cases_and_from_how_many_on_it_counts() {
        let mut figure = figure(Measure::SatisfiedAsked, None, Some(0.9));
        figure.now.n = 1;
        let day = NaiveDate::from_ymd_opt(2026, 6, 10).unwrap();
        let mut page = Figures::of("2026-Q2".parse().unwrap(), day);
        page.measures.push(figure);
        let lines = page.why(Measure::SatisfiedAsked, (&euros(), day));
        assert_eq!(lines[2], "April to June 2026: too few to say: 1 voice.");
        assert_eq!(lines[3], "January to March 2026: 90 % of 12 voices.");
        assert_eq!(lines[4], "It says something from 10 voices on.");
        assert_eq!(lines[6], "July 2025: nothing to say it from: no voices.");
    }
}
