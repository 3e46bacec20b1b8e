//! Customers from memory into a new file in one act that can be undone, synced to disk: `cargo bench --bench import`.

use divan::{Bencher, counter::ItemsCount};
use regulars::{
    commands::demo,
    domain::{Change, Stamp},
    store::Store,
};

fn main() {
    divan::main();
}

const CUSTOMERS: u64 = 20_000;

fn noon() -> Stamp {
    Stamp::from_rfc3339("2026-06-10T12:00:00+02:00").expect("it is a time")
}

/// What an import brings: customers with phones, addresses, tags and notes.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn customers(bencher: Bencher) {
    let mut changes = demo::changes(CUSTOMERS, noon()).expect("the words are there");
    changes.retain(|change| matches!(change, Change::AddCustomer(_)));
    apply(bencher, &changes);
}

/// The same people with all their contacts, promises and complaints.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn customers_with_their_history(bencher: Bencher) {
    let changes = demo::changes(CUSTOMERS, noon()).expect("the words are there");
    apply(bencher, &changes);
}

fn apply(bencher: Bencher, changes: &[Change]) {
    bencher
        .counter(ItemsCount::new(CUSTOMERS))
        .with_inputs(|| {
            let folder = tempfile::tempdir().expect("a folder");
            let store = Store::open(&folder.path().join("shop.db")).expect("a new file opens");
            (folder, store)
        })
        .bench_local_values(|(folder, mut store)| {
            let done = store.apply_as("imported customers", changes, noon(), &mut |_| true);
            done.expect("it saves");
            (folder, store)
        });
}
