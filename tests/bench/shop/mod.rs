//! A large shop for the benches, made once: with `SHOP=shop.db` it is kept there for the next time.

mod said;

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

use chrono::{Days, NaiveDate};
use regulars::{commands::demo, domain::Stamp, store::Store};
use rusqlite::Connection;

/// So many customers,
pub const CUSTOMERS: u64 = 100_000;
/// so many purchases in all,
const PURCHASES: u64 = 2_000_000;
/// of so many products.
pub const PRODUCTS: u64 = 170;

/// What happened goes back so many days.
const DAYS: u64 = 1_100;

/// The moment from which it is seen.
pub fn now() -> Stamp {
    Stamp::from_rfc3339("2026-06-10T12:00:00+02:00").expect("it is a time")
}

/// Made-up chance: the same number of a row is always the same.
pub fn dice(row: u64, what: u64) -> u64 {
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
pub fn sell(file: &Path, customers: u64, purchases: u64) {
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

/// Adds who may be told of things and where, who brought whom, and what was proposed to whom.
fn talk(file: &Path) {
    let mut file = Connection::open(file).expect("it opens");
    let act = file.transaction().expect("nobody else writes");
    let add = |sql: &str, rows: u64, row: &dyn Fn(u64) -> [String; 4]| {
        let mut insert = act.prepare(sql).expect("it is SQL");
        for number in 0..rows {
            insert.execute(row(number)).expect("it inserts");
        }
    };
    let somebody = |row, what| (dice(row, what) % CUSTOMERS + 1).to_string();
    let one_of = |words: &[&str], row, what| {
        words[(dice(row, what) % words.len() as u64) as usize].to_owned()
    };
    let allow = "INSERT INTO channel_rule (customer, channel, leave, best_time, marketing)
        VALUES (?1, ?2, ?3, '', nullif(CAST(?4 AS INTEGER), 0))";
    add(allow, CUSTOMERS, &|row| {
        let channel = one_of(&["call", "text", "mail", "post"], row, 1);
        let leave = one_of(&["ok", "ok", "prefer", "never"], row, 2);
        [
            somebody(row, 0),
            channel,
            leave,
            (dice(row, 3) % 5).min(1).to_string(),
        ]
    });
    let brought = "UPDATE customer SET referred_by = ?1 WHERE id = ?2 AND id > ?1 AND ?3 = ?4";
    add(brought, CUSTOMERS / 10, &|row| {
        [
            somebody(row, 0),
            somebody(row, 1),
            String::new(),
            String::new(),
        ]
    });
    let propose = "INSERT INTO offer (customer, kind, product, what, at, by, note) VALUES (?1, ?2, ?3, '', ?4, 'SK', '')";
    add(propose, CUSTOMERS / 4, &|row| {
        let kind = one_of(&["campaign", "campaign", "win-back", "slow day"], row, 1);
        let at = now().on(now().day() - Days::new(dice(row, 3) % 300));
        [
            somebody(row, 0),
            kind,
            (dice(row, 2) % PRODUCTS + 1).to_string(),
            at.to_column(),
        ]
    });
    act.commit().expect("it commits");
}

/// The shop, made if it is not there yet.
pub fn shop() -> PathBuf {
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
    said::add(&mut store, &file);
    drop(store);
    sell(&file, CUSTOMERS, PURCHASES - rows(&file, "purchase"));
    talk(&file);
    drop(Store::open(&file).expect("the index takes the purchases in"));
    file
}

/// How many rows a table has.
fn rows(file: &Path, table: &str) -> u64 {
    let file = Connection::open(file).expect("it opens");
    let count = format!("SELECT count(*) FROM {table}");
    file.query_row(&count, [], |row| row.get(0))
        .expect("it counts")
}

/// The shop as a window opens it.
pub fn open() -> Store {
    Store::open(&shop()).expect("the shop opens")
}
