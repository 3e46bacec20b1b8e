//! A large shop with many purchases: `cargo bench --bench buying`. The shop is made once; with `SHOP=shop.db` it is kept there for the
//! next time.

use std::{
    cell::RefCell,
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use chrono::{Days, NaiveDate};
use divan::{Bencher, black_box};
use ratatui::{Terminal, backend::TestBackend};
use regulars::{
    commands::demo,
    domain::{
        Change, Customer, CustomerId, Kept, Money, ProductId, Purchase, PurchaseId, Quantity, Stamp,
    },
    store::Store,
    tui::{Screen, screens::Profile, theme::Theme},
};
use rusqlite::{Connection, TransactionBehavior, params};

const CUSTOMERS: u64 = 100_000;
const PURCHASES: u64 = 2_000_000;
const PRODUCTS: u64 = 170;

/// So many baskets are counted into pairs from nothing.
const BASKETS: u64 = 10_000;

/// The purchases go back so many days.
const DAYS: u64 = 1_100;

fn main() {
    divan::main();
}

fn now() -> Stamp {
    Stamp::from_rfc3339("2026-06-10T12:00:00+02:00").expect("it is a time")
}

/// Made-up chance: the same number of a row is always the same.
fn dice(row: u64, what: u64) -> u64 {
    let mut seed = row
        .wrapping_mul(4)
        .wrapping_add(what)
        .wrapping_add(0x9E37_79B9_7F4A_7C15);
    seed = (seed ^ (seed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    seed = (seed ^ (seed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    seed ^ (seed >> 31)
}

/// Day, customer, product, amount of one row. Some customers come often, most have six things they mostly buy.
fn sale(row: u64, customers: u64) -> (u64, u64, u64, u64) {
    let (one, other) = (dice(row, 0) % customers, dice(row, 1) % customers);
    let customer = one.min(other) + 1;
    let usual = dice(row, 2) % 6;
    let product = match dice(row, 2) % 5 {
        0 => dice(row, 3) % PRODUCTS,
        _ => dice(customer, usual) % PRODUCTS,
    };
    (
        dice(row, 3) % DAYS,
        customer,
        product + 1,
        150 + dice(row, 1) % 4_000,
    )
}

/// Adds products and purchases as a till would have written them, day by day, past the store; the file's own triggers tell it.
fn sell(file: &Path, customers: u64, purchases: u64) {
    let mut sales: Vec<_> = (0..purchases).map(|row| sale(row, customers)).collect();
    sales.sort_unstable();
    let mut file = Connection::open(file).expect("it opens");
    file.execute_batch("PRAGMA cache_size = -600000; PRAGMA synchronous = OFF")
        .expect("the settings hold");
    let act = file.transaction().expect("nobody else writes");
    for number in 1..=PRODUCTS {
        let sql = "INSERT INTO product (name, product_group, talking_points, season) VALUES (?1, ?2, '', 0)";
        let names = (
            format!("Product {number}"),
            format!("Group {}", number % 12),
        );
        act.execute(sql, names).expect("it inserts");
    }
    let mut insert = act
        .prepare(
            "INSERT INTO purchase (customer, day, product, quantity, amount, receipt, by, noted)
            VALUES (?1, ?2, ?3, 1000, ?4, '', 'SK', ?5)",
        )
        .expect("it is SQL");
    let (first, noted) = (now().day() - Days::new(DAYS), now().to_column());
    for (day, customer, product, amount) in sales {
        let day: NaiveDate = first + Days::new(day);
        insert
            .execute((customer, day.to_string(), product, amount, &noted))
            .expect("it inserts");
    }
    drop(insert);
    act.commit().expect("it commits");
}

/// The shop, made if it is not there yet.
fn shop() -> PathBuf {
    static SHOP: OnceLock<(PathBuf, Option<tempfile::TempDir>)> = OnceLock::new();
    let made = SHOP.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        match std::env::var_os("SHOP").map(PathBuf::from) {
            Some(file) if file.exists() => (file, None),
            Some(file) => (make(file), None),
            None => (make(folder.path().join("shop.db")), Some(folder)),
        }
    });
    made.0.clone()
}

fn make(file: PathBuf) -> PathBuf {
    let mut store = Store::open(&file).expect("a new file opens");
    demo::generate(&mut store, CUSTOMERS, now(), &mut |_| true).expect("it fills");
    drop(store);
    sell(&file, CUSTOMERS, PURCHASES);
    drop(Store::open(&file).expect("the index takes the purchases in"));
    file
}

fn open() -> Store {
    Store::open(&shop()).expect("the shop opens")
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
