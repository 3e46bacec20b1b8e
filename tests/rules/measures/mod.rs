//! The measures, against references that ask each question of all rows anew, and on small shops whose answers are known by hand.

mod bought;
mod by_hand;
mod clocked;
mod heard;

use chrono::NaiveDate;
use regulars::domain::{
    Measure, Period,
    measure::{Figure, Reading, Times},
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Every time of a page, with what a figure says of it.
fn said<'a>(times: &'a Times, figure: &'a Figure) -> impl Iterator<Item = (Period, Reading)> {
    let readings = [figure.now, figure.before];
    let readings = readings.into_iter().chain(figure.months.iter().copied());
    times.all.into_iter().zip(readings)
}

/// What a figure must say of these: nothing where they are too few.
fn known(measure: Measure, value: Option<f64>, n: usize) -> Reading {
    let n = u32::try_from(n).unwrap();
    let value = value.filter(|_| n >= measure.enough());
    Reading { value, n }
}

fn share(measure: Measure, cases: &[bool]) -> Reading {
    let yes = cases.iter().filter(|yes| **yes).count();
    let value = (!cases.is_empty()).then(|| yes as f64 / cases.len() as f64);
    known(measure, value, cases.len())
}

fn middle(mut numbers: Vec<i64>) -> Option<f64> {
    numbers.sort_unstable();
    let half = numbers.len() / 2;
    match numbers.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(numbers[half] as f64),
        _ => Some((numbers[half - 1] + numbers[half]) as f64 / 2.0),
    }
}

#[track_caller]
fn same(measure: Measure, period: Period, said: Reading, known: Reading) {
    let near = match (said.value, known.value) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-9,
        (one, other) => one == other,
    };
    assert!(
        near && said.n == known.n,
        "{measure} in {period}: {said:?} and not {known:?}"
    );
}

#[test]
fn every_measure_explains_itself_in_one_sentence() {
    for measure in Measure::ALL {
        let words = measure.definition();
        assert!(
            words.ends_with('.') && !words[..words.len() - 1].contains(". "),
            "{words}"
        );
        assert!(words.len() <= 150, "{words}");
        for inside in ["query", "row", "bucket", "cohort", "staff", "median"] {
            assert!(!words.contains(inside), "{words}");
        }
        assert!(measure.name().len() <= 32, "{}", measure.name());
    }
}
