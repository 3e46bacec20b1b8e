//! Everything a data file holds, as text to compare: read with SQLite alone, not through the store.

use std::{fmt::Write, path::Path};

use regulars::store::Store;
use rusqlite::{Connection, types::ValueRef};

/// A connection as any other program would have it.
pub fn foreign(path: &Path) -> Connection {
    let file = Connection::open(path).unwrap();
    file.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    file
}

/// The rows of every table of the shop, but not its history, its search index, or what the file says about itself.
pub fn shop(path: &Path) -> String {
    let file = foreign(path);
    let mut names = file
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'
            AND name NOT LIKE 'undo%' AND name NOT LIKE 'file%' ORDER BY name",
        )
        .unwrap();
    let names: Vec<String> = names
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let tables = names.iter().map(|name| {
        rows(
            &file,
            &format!("SELECT '{name}', * FROM \"{name}\" ORDER BY id"),
        )
    });
    tables.collect()
}

/// The search index: blocks, contacts, purchases and pairs that hold anything, and every piece of text with where it stands.
///
/// Texts that wait to be taken in are taken in first: a hundred entries about nobody make the next opening work off all.
pub fn index(path: &Path) -> String {
    let file = foreign(path);
    file.execute_batch(
        "WITH RECURSIVE nobody(id) AS (SELECT -16 UNION ALL SELECT id - 16 FROM nobody LIMIT 100)
        INSERT INTO search_stale SELECT id FROM nobody",
    )
    .unwrap();
    drop(Store::open(path).unwrap());
    file.execute_batch(
        "CREATE VIRTUAL TABLE temp.pieces USING fts5vocab('main', 'search_text', 'instance')",
    )
    .unwrap();
    rows(
        &file,
        "SELECT id, lines FROM search_block WHERE lines <> '' ORDER BY id",
    ) + &rows(
        &file,
        "SELECT id, hex(recent) FROM search_recent WHERE recent <> x'' ORDER BY id",
    ) + &rows(
        &file,
        "SELECT id, words, hex(sign) FROM search_words JOIN search_sign USING (id) WHERE words <> '' ORDER BY id",
    ) + &rows(
        &file,
        "SELECT id, hex(sales) FROM search_bought WHERE sales <> x'' ORDER BY id",
    ) + &rows(&file, "SELECT id, together FROM search_pair ORDER BY id")
        + &rows(&file, "SELECT rowid FROM search_text ORDER BY rowid")
        + &rows(
            &file,
            "SELECT term, doc, offset FROM pieces ORDER BY 1, 2, 3",
        )
        + &rows(&file, "SELECT id FROM search_stale")
}

/// Empties the search index and lists everything as stale, so that the next opening makes it anew.
pub fn forget_index(path: &Path) {
    foreign(path)
        .execute_batch(
            "DELETE FROM search_block; DELETE FROM search_words; DELETE FROM search_sign; DELETE FROM search_recent; DELETE FROM search_stale;
            DELETE FROM search_bought; DELETE FROM search_pair;
            INSERT INTO search_text (search_text) VALUES ('delete-all');
            INSERT INTO search_stale SELECT id * 16 FROM customer UNION ALL SELECT id * 16 + 1 FROM customer;
            INSERT INTO search_stale SELECT DISTINCT customer * 16 + 2 FROM interaction WHERE customer IS NOT NULL;
            INSERT INTO search_stale SELECT DISTINCT customer * 16 + 9 FROM purchase;
            INSERT INTO search_stale SELECT id * 16 + 6 FROM interaction;
            INSERT INTO search_stale SELECT id * 16 + 7 FROM complaint;
            INSERT INTO search_stale SELECT id * 16 + 8 FROM step;",
        )
        .unwrap();
}

fn rows(file: &Connection, sql: &str) -> String {
    let mut select = file.prepare(sql).unwrap();
    let width = select.column_count();
    let mut rows = select.query([]).unwrap();
    let mut text = String::new();
    while let Some(row) = rows.next().unwrap() {
        for column in 0..width {
            match row.get_ref(column).unwrap() {
                ValueRef::Text(value) => write!(text, "{:?}\t", String::from_utf8_lossy(value)),
                value => write!(text, "{value:?}\t"),
            }
            .unwrap();
        }
        text.push('\n');
    }
    text
}
