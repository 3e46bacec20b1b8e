//! Lists of people in a large shop with many purchases: `cargo bench --bench lists`. The shop is made once; with `SHOP=shop.db` it is
//! kept there for the next time.

mod shop;

use divan::{Bencher, black_box};
use regulars::{
    commands::people::{Asked, ListOf, load},
    domain::{CustomerId, ProductId},
    search::{Hit, Index, Query},
};
use shop::{CUSTOMERS, dice, now, open};

/// The rows of a tall window.
const SCREENFUL: usize = 60;

const LISTS: [(&str, ListOf); 9] = [
    ("campaign", ListOf::Promotion(ProductId(3))),
    ("campaigns", ListOf::Campaigns),
    ("quiet", ListOf::Quiet),
    ("winback", ListOf::WinBack),
    ("slowday", ListOf::SlowDay),
    ("best", ListOf::Best),
    ("prospects", ListOf::Prospects),
    ("referrals", ListOf::Referrals),
    ("parting", ListOf::Parting),
];

/// Every filter word, in its widest form.
const FILTERS: [&str; 25] = [
    "",
    "tag:vip",
    "-tag:vip",
    "tier:a",
    "tier:b",
    "rung:client",
    "-rung:prospect",
    "bought:product",
    "-bought:product",
    "bought:>90d",
    "last:>90d",
    "last:<90d",
    "spent:>100",
    "since:2024",
    "channel:text",
    "source:flyer",
    "-source:flyer",
    "owes:promise",
    "has:complaint",
    "has:phone",
    "-has:email",
    "has:want",
    "birthday:this-month",
    "by:SK",
    "tag:vip tier:a -bought:product last:>30d",
];

fn main() {
    divan::main();
}

/// A list as screen and shell show it, with everybody's buying already known.
#[divan::bench(args = LISTS.map(|(name, _)| name), sample_count = 15, sample_size = 1)]
fn list(bencher: Bencher, name: &str) {
    of(bencher, name, "");
}

/// The same, of some.
#[divan::bench(args = LISTS.map(|(name, _)| name), sample_count = 15, sample_size = 1)]
fn list_of_some(bencher: Bencher, name: &str) {
    of(bencher, name, "rung:client -tier:c");
}

fn of(bencher: Bencher, name: &str, words: &str) {
    let store = open();
    store.buyers(now()).expect("it reads");
    let found = LISTS.iter().find(|(list, _)| *list == name);
    let asked = Asked {
        of: found.expect("it is one of them").1,
        words: words.to_owned(),
    };
    bencher.bench_local(|| load(black_box(&asked), &store, now()).expect("it loads"));
}

/// A filter word in the find box: who fits, and the first of them as rows.
#[divan::bench(args = FILTERS, sample_count = 15, sample_size = 1)]
fn filter(bencher: Bencher, text: &str) {
    let store = open();
    store.buyers(now()).expect("it reads");
    let mut index = Index::default();
    store.refresh(&mut index).expect("it reads");
    bencher.bench_local(|| {
        let query = Query::read(black_box(text), "DE");
        let allowed = store.matching(&query.filters, now()).expect("it answers");
        let mut hits = index.find(&query, allowed.as_deref(), &[]);
        let shown: Vec<CustomerId> = hits
            .page(0..SCREENFUL)
            .iter()
            .map(|it: &Hit| it.customer)
            .collect();
        (hits.total(), store.customer_rows(&shown).expect("it reads"))
    });
}

/// The rung of everybody.
#[divan::bench(sample_count = 15, sample_size = 1)]
fn rungs_of_everybody(bencher: Bencher) {
    let store = open();
    store.buyers(now()).expect("it reads");
    bencher.bench_local(|| {
        let ladder = store.ladder(now()).expect("it reads");
        let everybody = (1..=CUSTOMERS.cast_signed()).map(CustomerId);
        everybody.map(|id| ladder.rung(id) as u64).sum::<u64>()
    });
}

/// Tiers and rungs of everybody, from the file.
#[divan::bench(sample_count = 15, sample_size = 1)]
fn tiers_and_rungs_from_the_file(bencher: Bencher) {
    bencher.with_inputs(open).bench_local_values(|store| {
        let (buyers, ladder) = (
            store.buyers(now()).expect("it reads"),
            store.ladder(now()).expect("it reads"),
        );
        let everybody = (1..=CUSTOMERS.cast_signed()).map(CustomerId);
        everybody
            .map(|id| ladder.rung(id) as u64 + buyers.tier(id, None) as u64)
            .sum::<u64>()
    });
}

/// The one thing to suggest to somebody.
#[divan::bench(sample_count = 200, sample_size = 1)]
fn suggestion(bencher: Bencher) {
    let store = open();
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let customer = CustomerId((dice(number, 0) % CUSTOMERS + 1).cast_signed());
        store.suggestion_for(customer, now()).expect("it reads")
    });
}
