//! A large shop with many purchases: `cargo bench --bench buying`. The shop is made once; with `SHOP=shop.db` it is
//! kept there for the next time.

mod shop;

use std::{cell::RefCell, fs};

use divan::{Bencher, black_box};
use ratatui::{Terminal, backend::TestBackend};
use regulars::{
    domain::{
        Change, Customer, CustomerId, Kept, Money, ProductId, Purchase, PurchaseId, Quantity,
    },
    store::Store,
    tui::{Screen, screens::Profile, theme::Theme},
};
use rusqlite::{Connection, TransactionBehavior, params};
use shop::{CUSTOMERS, PRODUCTS, dice, now, open, sell};

/// So many baskets are counted into pairs from nothing.
const BASKETS: u64 = 10_000;

fn main() {
    divan::main();
}

fn purchase(number: u64) -> Change {
    let bought = Purchase {
        id: PurchaseId::NEW,
        customer: CustomerId((dice(number, 0) % CUSTOMERS + 1).cast_signed()),
        day: now().day(),
        product: Some(ProductId((dice(number, 1) % PRODUCTS + 1).cast_signed())),
        quantity: Quantity::ONE,
        amount: Money(780),
        receipt: String::new(),
        by: "SK".into(),
        noted: now(),
    };
    Change::Add(Kept::Purchase(bought))
}

/// Everything the profile reads, and the painted screen; with everybody's buying already known.
#[divan::bench(sample_count = 200, sample_size = 1)]
fn profile(bencher: Bencher) {
    let mut store = open();
    store.buyers(now()).expect("it reads");
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("it cannot fail");
    let theme = Theme::dark();
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let customer = CustomerId((dice(number, 0) % CUSTOMERS + 1).cast_signed());
        let mut profile = Profile::new(customer, vec![customer]);
        profile.load(&mut store, now()).expect("it loads");
        profile.follow(&mut store, now()).expect("it follows");
        terminal
            .draw(|frame| profile.view(frame, frame.area(), &theme))
            .expect("it paints");
    });
}

/// The tiers of everybody, from the file.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn buyers_from_the_file(bencher: Bencher) {
    bencher
        .with_inputs(open)
        .bench_local_values(|store| (store.buyers(now()).expect("it reads"), store));
}

/// What the first list after a purchase waits for.
#[divan::bench(sample_count = 50, sample_size = 1)]
fn buyers_after_a_purchase(bencher: Bencher) {
    let store = RefCell::new(open());
    store.borrow().buyers(now()).expect("it reads");
    let mut number = 0;
    bencher
        .with_inputs(|| {
            number += 1;
            let mut store = store.borrow_mut();
            store.apply(&[purchase(number)], now()).expect("it saves");
        })
        .bench_local_values(|()| store.borrow().buyers(now()).expect("it reads"));
    while number > 0 {
        number -= 1;
        store.borrow_mut().undo(now()).expect("it is undone");
    }
}

/// Everybody's rows, from the blocks.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn each_bought(bencher: Bencher) {
    let store = open();
    bencher.bench_local(|| {
        let mut count = 0;
        store
            .each_bought(&mut |_, rows| count += rows.len())
            .expect("it reads");
        count
    });
}

/// Blocks and pairs of a file that has none: opening it makes them.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn pairs_from_nothing(bencher: Bencher) {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, copy) = (folder.path().join("shop.db"), folder.path().join("copy.db"));
    let mut store = Store::open(&file).expect("a new file opens");
    let people = (0..BASKETS).map(|at| Customer {
        name: format!("Person {at}"),
        ..Customer::default()
    });
    let people: Vec<Change> = people.map(|it| Change::AddCustomer(it.into())).collect();
    store.apply(&people, now()).expect("it saves");
    drop(store);
    sell(&file, BASKETS, BASKETS * 9 / 2);
    bencher
        .with_inputs(|| fs::copy(&file, &copy).expect("it is copied"))
        .bench_local_values(|_| Store::open(&copy).expect("it opens"));
}

/// One purchase saved, from the change to the end of COMMIT.
#[divan::bench(sample_count = 200, sample_size = 1)]
fn one_purchase_saved(bencher: Bencher) {
    let mut store = open();
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let done = store.apply(&[purchase(black_box(number))], now());
        done.expect("it saves");
    });
    while number > 0 {
        number -= 1;
        store.undo(now()).expect("it is undone");
    }
}

/// One row of the same size in a table of its own, one transaction, nothing else.
#[divan::bench(sample_count = 200, sample_size = 1)]
fn bare_commit(bencher: Bencher) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bare = Connection::open(folder.path().join("bare.db")).expect("a new file opens");
    bare.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;
         CREATE TABLE bought (
             id INTEGER PRIMARY KEY, customer INTEGER, day TEXT, product INTEGER, amount INTEGER, noted TEXT
         ) STRICT;",
    )
    .expect("the settings hold");
    let noted = now().to_column();
    bencher.bench_local(|| {
        let act = bare.transaction_with_behavior(TransactionBehavior::Immediate);
        let act = act.expect("nobody else writes");
        let sql =
            "INSERT INTO bought (customer, day, product, amount, noted) VALUES (?, ?, ?, ?, ?)";
        act.prepare_cached(sql)
            .and_then(|mut insert| insert.execute(params![1, "2026-06-10", 7, 780, noted]))
            .expect("it inserts");
        act.commit().expect("it commits");
    });
}
