//! The page of figures of a large shop, of 100,000 customers, 1,000,000 contacts and 2,000,000 purchases: `cargo bench --bench measures`.
//! The shop is made once; with `SHOP=shop.db` it is kept there for the next time.

mod shop;

use divan::{Bencher, black_box};
use regulars::{
    domain::{CauseId, Measure, Period, measure::Part},
    store::Store,
};
use shop::{now, open};

fn main() {
    divan::main();
}

/// One part of the page, as the worker reads it with its own connection while the screen is up.
#[divan::bench(args = Part::ALL, sample_count = 15, sample_size = 1)]
fn part(bencher: Bencher, part: Part) {
    let store = open();
    bencher.bench_local(|| {
        store
            .figures_part(black_box(part), Period::current(now()), now())
            .expect("it reads")
    });
}

/// The whole page, from the file: nothing is known yet.
#[divan::bench(sample_count = 15, sample_size = 1)]
fn whole_page_from_the_file(bencher: Bencher) {
    let page = |store: Store| store.figures(Period::current(now()), now());
    bencher
        .with_inputs(open)
        .bench_local_values(|store| page(store).expect("it reads"));
}

/// The page of a month that is over.
#[divan::bench(sample_count = 15, sample_size = 1)]
fn whole_page_of_a_month(bencher: Bencher) {
    let store = open();
    let month: Period = "2026-05".parse().expect("it is a month");
    bencher.bench_local(|| store.figures(black_box(month), now()).expect("it reads"));
}

/// The rows behind a figure.
#[divan::bench(args = Measure::ALL, sample_count = 5, sample_size = 1)]
fn rows_behind(bencher: Bencher, measure: Measure) {
    let store = open();
    bencher.bench_local(|| {
        store
            .rows_behind(black_box(measure), Period::current(now()), now())
            .expect("it reads")
    });
}

/// The complaints of a cause.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn rows_behind_a_cause(bencher: Bencher) {
    let store = open();
    bencher.bench_local(|| {
        store
            .rows_behind_cause(black_box(CauseId(1)), Period::current(now()), now())
            .expect("it reads")
    });
}
