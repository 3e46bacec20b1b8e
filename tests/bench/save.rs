//! One typed line saved, undo included, beside a bare SQLite commit of one row with the same settings: `cargo bench --bench save`.

use divan::{Bencher, black_box};
use regulars::{
    commands::demo,
    domain::{
        Channel, CustomerId, Direction, Settings, Stamp,
        line::{self, LineContext, LineKind},
    },
    store::Store,
};
use rusqlite::{Connection, TransactionBehavior, params};

fn main() {
    divan::main();
}

fn noon() -> Stamp {
    Stamp::from_rfc3339("2026-06-10T12:00:00+02:00").expect("it is a time")
}

/// From reading the line to the end of COMMIT, in a shop of so many customers.
#[divan::bench(args = [100, 20_000], sample_count = 300, sample_size = 1)]
fn one_log_line(bencher: Bencher, customers: u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = Store::open(&folder.path().join("shop.db")).expect("a new file opens");
    demo::generate(&mut store, customers, noon(), &mut |_| true).expect("it fills");
    let context = LineContext {
        me: "SK".into(),
        last: (Channel::Visit, Direction::In),
        ..LineContext::new(noon(), &Settings::default())
    };
    let mut customer = 0;
    bencher.bench_local(|| {
        customer = customer % 100 + 1;
        let typed = black_box("call in: wants the rye again, sliced thick +1");
        let entry = line::read(LineKind::Log, typed, &context);
        let changes = entry.changes(Some(CustomerId(customer)), None);
        let changes = changes.expect("the line says something");
        store.apply(&changes, context.now).expect("it saves")
    });
}

/// One row of the same size in a table of its own, one transaction, nothing else.
#[divan::bench(sample_count = 300, sample_size = 1)]
fn bare_commit(bencher: Bencher) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bare = Connection::open(folder.path().join("bare.db")).expect("a new file opens");
    bare.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;
         CREATE TABLE line (
             id INTEGER PRIMARY KEY, customer INTEGER, at TEXT, channel TEXT, direction TEXT, by TEXT, summary TEXT
         ) STRICT;",
    )
    .expect("the settings hold");
    let at = noon().to_column();
    bencher.bench_local(|| {
        let act = bare.transaction_with_behavior(TransactionBehavior::Immediate);
        let act = act.expect("nobody else writes");
        let row = params![1, at, "call", "in", "SK", "wants the rye again, sliced thick"];
        let sql = "INSERT INTO line (customer, at, channel, direction, by, summary) VALUES (?, ?, ?, ?, ?, ?)";
        act.prepare_cached(sql)
            .and_then(|mut insert| insert.execute(row))
            .expect("it inserts");
        act.commit().expect("it commits");
    });
}
