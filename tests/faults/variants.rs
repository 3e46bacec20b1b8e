//! Files that are not what they should be: some seventy, made from one small shop.

use std::{fs, sync::OnceLock};

use regulars::{clock::Clock, domain::Settings, store::Store};

use crate::{
    Dice, blank, dump, open,
    shop::{NOON, Shop},
};

const PAGE: usize = 4096;

/// What must come of a file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Answer {
    /// Refused, because it is none of ours, with these words.
    Refused(&'static str),
    /// Refused as damaged.
    Damaged,
    /// Opened, with the rows of the shop.
    Whole,
    /// No file can tell: opened, or refused as damaged.
    Either,
}

const NO_DATA_FILE: Answer = Answer::Refused("is not a regulars data file");
const ANOTHER: Answer = Answer::Refused("belongs to another program");
const NEWER: Answer = Answer::Refused("was written by a newer regulars");
const PLANTED: Answer = Answer::Refused("which is none of regulars");

/// A file, what lies beside it, and what must come of it.
pub struct Variant {
    /// What was done to it.
    pub name: String,
    /// Its bytes.
    pub file: Vec<u8>,
    /// What lies beside it, by the end of the name.
    pub beside: Vec<(&'static str, Vec<u8>)>,
    /// What must come of it.
    pub answer: Answer,
}

/// The shop that is damaged, closed.
fn whole() -> &'static [u8] {
    static WHOLE: OnceLock<Vec<u8>> = OnceLock::new();
    WHOLE.get_or_init(|| fs::read(open().file()).unwrap())
}

fn variant(name: &str, file: Vec<u8>, answer: Answer) -> Variant {
    Variant {
        name: name.to_owned(),
        file,
        beside: Vec::new(),
        answer,
    }
}

/// The shop with these bytes at a place.
fn with(name: &str, at: usize, bytes: &[u8], answer: Answer) -> Variant {
    let mut file = whole().to_vec();
    file[at..][..bytes.len()].copy_from_slice(bytes);
    variant(name, file, answer)
}

/// The shop after another program did this to it.
fn after(name: &str, sql: &str, answer: Answer) -> Variant {
    let folder = blank::folder();
    let path = folder.path().join("shop.db");
    fs::write(&path, whole()).unwrap();
    dump::foreign(&path).execute_batch(sql).unwrap();
    variant(name, fs::read(path).unwrap(), answer)
}

/// The shop with this beside it.
fn beside(name: &str, ending: &'static str, bytes: &[u8], answer: Answer) -> Variant {
    Variant {
        beside: vec![(ending, bytes.to_vec())],
        ..variant(name, whole().to_vec(), answer)
    }
}

fn noise(length: usize, seed: u64) -> Vec<u8> {
    let mut dice = Dice(seed);
    (0..length).map(|_| dice.below(256) as u8).collect()
}

/// What never was a database.
pub fn no_database() -> Vec<Variant> {
    let text = |name, text: &[u8]| variant(name, text.to_vec(), NO_DATA_FILE);
    vec![
        text("a table", b"name,phone\nAda,4471\n"),
        text(
            "a card",
            "BEGIN:VCARD\r\nFN:Ada\r\nEND:VCARD\r\n"
                .repeat(50)
                .as_bytes(),
        ),
        text("one byte", b"S"),
        text("zeros", &[0; 5000]),
        text("noise", &noise(3 * PAGE, 1)),
        text(
            "a picture",
            &[b"\x89PNG\r\n\x1a\n".as_slice(), &noise(2 * PAGE, 2)].concat(),
        ),
        text(
            "an archive",
            &[b"PK\x03\x04".as_slice(), &noise(2 * PAGE, 3)].concat(),
        ),
        text(
            "a compressed file",
            &[b"\x1f\x8b".as_slice(), &noise(PAGE, 4)].concat(),
        ),
        text(
            "a text of two bytes a letter",
            &b"\xff\xfeA\0d\0a\0".repeat(200),
        ),
        text("the first words alone", b"SQLite format 3\0"),
        with("other first words", 0, b"SQLite format 4\0", NO_DATA_FILE),
        with("no first words", 0, &[0; 16], NO_DATA_FILE),
    ]
}

/// Shops of another program, of a newer one, and with something planted in them.
pub fn not_ours() -> Vec<Variant> {
    let trigger =
        "CREATE TRIGGER planted AFTER INSERT ON interaction BEGIN DELETE FROM customer; END";
    let instead = "CREATE VIEW planted AS SELECT 1; CREATE TRIGGER too INSTEAD OF INSERT ON planted BEGIN SELECT 1; END";
    vec![
        after(
            "another program's mark",
            "PRAGMA application_id = 7",
            ANOTHER,
        ),
        after("no mark", "PRAGMA application_id = 0", ANOTHER),
        after(
            "the mark backwards",
            "PRAGMA application_id = 0x726C6772",
            ANOTHER,
        ),
        after("a newer version", "PRAGMA user_version = 1000", NEWER),
        after(
            "the newest version",
            "PRAGMA user_version = 2147483647",
            NEWER,
        ),
        after(
            "a version below none",
            "PRAGMA user_version = -1",
            Answer::Damaged,
        ),
        after("a trigger that deletes", trigger, PLANTED),
        after(
            "a view",
            "CREATE VIEW planted AS SELECT * FROM customer",
            PLANTED,
        ),
        after("a view to write into", instead, PLANTED),
        after(
            "a table more",
            "CREATE TABLE mine (id INTEGER PRIMARY KEY)",
            Answer::Whole,
        ),
        after(
            "an index more",
            "CREATE INDEX mine ON customer (call_me)",
            Answer::Whole,
        ),
    ]
}

/// Shops that lack their end.
pub fn cut_off() -> Vec<Variant> {
    let length = whole().len();
    let cut = |name, to: usize, answer| variant(name, whole()[..to].to_vec(), answer);
    let longer = [whole(), &noise(777, 5)].concat();
    vec![
        cut("less than a page", 511, NO_DATA_FILE),
        cut("the first page in half", 2048, Answer::Damaged),
        cut("the first page", PAGE, Answer::Damaged),
        cut("two pages", 2 * PAGE, Answer::Damaged),
        cut("half the file", length / 2, Answer::Damaged),
        cut("half a page short", length - PAGE / 2, Answer::Damaged),
        cut("a page short", length - PAGE, Answer::Damaged),
        cut("a byte short", length - 1, Answer::Damaged),
        variant("something behind it", longer, Answer::Whole),
    ]
}

/// Shops whose first bytes say something else.
pub fn head() -> Vec<Variant> {
    vec![
        with("another page size", 16, &[0x20, 0], Answer::Damaged),
        with("no page size", 16, &[0, 3], NO_DATA_FILE),
        with("a format to come", 18, &[9, 9], Answer::Either),
        with("bytes kept free", 20, &[200], Answer::Either),
        with("another fraction", 21, &[65], NO_DATA_FILE),
        with(
            "too many pages",
            28,
            &[0x7f, 0xff, 0xff, 0xff],
            Answer::Either,
        ),
        with(
            "a free list beyond the end",
            32,
            &[0x7f, 0, 0, 0],
            Answer::Either,
        ),
        with("more free than there is", 36, &[0, 0, 1, 0], Answer::Either),
        with("a schema to come", 44, &[0, 0, 0, 9], Answer::Either),
        with("another encoding", 56, &[0, 0, 0, 3], Answer::Either),
        with("no encoding", 56, &[0, 0, 0, 7], Answer::Either),
    ]
}

/// Whole pages of the list of tables and of some tables, overwritten or exchanged; and single bits all over the file.
pub fn pages_and_bits() -> Vec<Variant> {
    let pages = whole().len() / PAGE;
    let mut found = vec![
        with("no list of tables", 100, &[0; PAGE - 100], Answer::Damaged),
        with(
            "noise for a list of tables",
            100,
            &noise(PAGE - 100, 6),
            Answer::Damaged,
        ),
        with(
            "noise after the list of tables",
            PAGE,
            &whole()[2 * PAGE..3 * PAGE],
            Answer::Either,
        ),
    ];
    for (number, table) in ["customer", "phone", "undo_step", "search_block"]
        .iter()
        .enumerate()
    {
        let at = root(table) * PAGE;
        found.push(with(
            &format!("zeros for {table}"),
            at,
            &[0; PAGE],
            Answer::Damaged,
        ));
        found.push(with(
            &format!("noise for {table}"),
            at,
            &noise(PAGE, 7 + number as u64),
            Answer::Damaged,
        ));
    }
    let mut dice = Dice(8);
    for number in 0..12 {
        let at = dice.below((pages * PAGE) as u64) as usize;
        let bit = whole()[at] ^ 1 << dice.below(8);
        found.push(with(
            &format!("bit {number}, in byte {at}"),
            at,
            &[bit],
            Answer::Either,
        ));
    }
    found
}

/// The number of the first page of a table, from 0.
fn root(table: &str) -> usize {
    let folder = blank::folder();
    let path = folder.path().join("shop.db");
    fs::write(&path, whole()).unwrap();
    let root = "SELECT rootpage FROM sqlite_schema WHERE name = ?";
    let root: usize = dump::foreign(&path)
        .query_row(root, [table], |row| row.get(0))
        .unwrap();
    root - 1
}

/// The log that a program leaves which ends in the middle of its work on a shop.
fn log_of(shop: &Shop) -> Vec<u8> {
    let mut store = Store::open(&shop.file()).unwrap();
    let now = Clock::fixed(NOON).unwrap().now();
    let act = Settings::set("shop", "Left in the log").unwrap();
    store.apply(&[act], now).unwrap();
    fs::read(shop.file().with_file_name("shop.db-wal")).unwrap()
}

/// Shops with something beside them: what is no log at all, and logs that belong to something else.
pub fn logs() -> Vec<Variant> {
    let foreign = log_of(&open_with_more());
    let stale = log_of(&open());
    let mut upside_down = stale.clone();
    upside_down[..32].reverse();
    let after_the_log = {
        // The same shop, where that log was long taken in and other work was done.
        let shop = open();
        for _ in 0..3 {
            assert_eq!(shop.run(&["log", "#2", "done since"]).0, 0);
        }
        fs::read(shop.file()).unwrap()
    };
    vec![
        beside("an empty log", "-wal", b"", Answer::Whole),
        beside(
            "noise for a log",
            "-wal",
            &noise(3 * PAGE, 20),
            Answer::Whole,
        ),
        beside("half a head of a log", "-wal", &stale[..16], Answer::Whole),
        beside(
            "a log with its head backwards",
            "-wal",
            &upside_down,
            Answer::Whole,
        ),
        beside(
            "a log without its last page",
            "-wal",
            &stale[..stale.len() - PAGE],
            Answer::Whole,
        ),
        beside(
            "noise for an index of the log",
            "-shm",
            &noise(8 * PAGE, 21),
            Answer::Whole,
        ),
        beside(
            "noise for a journal",
            "-journal",
            &noise(PAGE, 22),
            Answer::Whole,
        ),
        beside("an empty journal", "-journal", b"", Answer::Whole),
        beside("the log of another shop", "-wal", &foreign, Answer::Either),
        Variant {
            file: after_the_log,
            ..beside("a log of long ago", "-wal", &stale, Answer::Either)
        },
    ]
}

/// Another shop, of more people.
fn open_with_more() -> Shop {
    let shop = open();
    assert_eq!(shop.run(&["import", "few.csv", "--yes"]).0, 0);
    shop
}
