//! A data file in which every text is as hostile as a file can make it: not through the store, which would clean it, but by SQL, and in
//! every column of the schema in which the program reads free text.

use std::{path::Path, sync::LazyLock};

use regulars::{
    clock::Clock,
    commands::{demo, export},
    domain::Stamp,
    store::Store,
};
use rusqlite::Connection;

use crate::blank;

/// The moment at which the shop is looked at.
const NOW: &str = "2026-06-10T12:00:00+02:00";

/// What foreign text tries: to control the terminal, to turn other text around, to take more room than it seems to, to tear a row.
pub fn texts() -> Vec<String> {
    vec![
        "\x1b[31mred\x1b[2J\x1b]0;title\x07\x1b]52;c;aGVsbG8=\x07\x1b]8;;http://x\x1b\\link\x1bP0;q\x1b\\".into(),
        "\u{9b}31mred\u{9b}2J\u{90}q\u{9c}\u{9d}52;c;aGVsbG8=\u{9c}\u{85}next\u{8d}".into(),
        "abc\u{202e}\u{2066}fed\u{200b}\u{200e}\u{200f}\u{feff}\u{61c}\u{2060}\u{ad}\u{e0041}\u{e007f}\u{2028}\u{fff9}z".into(),
        format!("e{} after", "\u{301}".repeat(2000)),
        "\u{300}\u{20dd}first a mark, nul\0inside, tab\there, return\rhere, line\nhere\r\n\x08\x08\x08\x7f\x0b\x0c\x0e\x1a".into(),
        "long".repeat(100),
        "王小明の🍞パン屋ｗｉｄｅ　한국어 \u{1112}\u{1161}\u{11ab} ﷽ ＡＢＣ".into(),
        "·Ω○±×÷←→①㈱ ambiguous ꧁꧂ ⸻ 𒐫 …".into(),
        "👩\u{200d}🍳👨\u{200d}👩\u{200d}👧\u{200d}👦🏳\u{fe0f}\u{200d}🌈🇩🇪🇩1\u{fe0f}\u{20e3}☎\u{fe0f}☎\u{fe0e}👍🏽\u{200d}\u{200d}x\u{200d}y".into(),
        "ক্ষি क्षि ส้ำ ཧཱུྃ لا نَسْتَعْلِيق می\u{200c}خواهم עִבְרִית".into(),
        "=1+1\",;|<script>&amp;$(reboot)`reboot`%s%n\\n\\x1b\\u001b{\"a\":[1]}".into(),
    ]
}

/// A part of the made-up shop, with some of everything in it; made once, and copied.
pub fn make(path: &Path) {
    static SHOP: LazyLock<Vec<u8>> = LazyLock::new(|| blank::made(spoil_all));
    blank::put(path, &SHOP);
}

fn spoil_all(path: &Path) {
    let small = path.with_extension("small");
    let now = Clock::fixed(NOW).unwrap().now();
    demo::fill(&mut blank::open(path), now).unwrap();
    std::fs::copy(path, &small).unwrap();
    let columns = free_text(&small, now);
    assert!(
        columns.len() > 70,
        "only {} columns of free text",
        columns.len()
    );
    for known in [
        "customer.name",
        "phone.raw",
        "step.text",
        "undo_step.label",
        "setting.value",
    ] {
        let (table, column) = known.split_once('.').unwrap();
        let is = |it: &(String, String)| it.0 == table && it.1 == column;
        assert!(columns.iter().any(is), "{known} is no free text any more");
    }
    let mut file = Connection::open(path).unwrap();
    file.execute_batch(
        "PRAGMA foreign_keys = ON; DELETE FROM customer WHERE id > 16; DELETE FROM interaction WHERE id > 200;
        DELETE FROM complaint WHERE customer IS NULL AND id > 12;",
    )
    .unwrap();
    let act = file.transaction().unwrap();
    for (number, (table, column)) in columns.iter().enumerate() {
        spoil(&act, (table, column), number);
    }
    act.commit().unwrap();
}

/// Writes hostile texts into a column, a different one into each row.
fn spoil(file: &Connection, (table, column): (&str, &str), number: usize) {
    let texts = texts();
    let only = match table {
        "setting" => "WHERE key = 'shop' OR key LIKE 'view:%'",
        _ => "",
    };
    let select = format!("SELECT id FROM \"{table}\" {only}");
    let mut rows = file.prepare(&select).unwrap();
    let rows: Vec<i64> = rows
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut update = file
        .prepare(&format!(
            "UPDATE OR IGNORE \"{table}\" SET \"{column}\" = ?1 WHERE id = ?2"
        ))
        .unwrap();
    for id in rows {
        let text = &texts[(number + usize::try_from(id).unwrap()) % texts.len()];
        // What must be different in each row still is.
        update.execute((format!("{text} {id}"), id)).unwrap();
    }
}

/// Every column of text in which anything may stand: where the program still reads the shop when something hostile does.
fn free_text(small: &Path, now: Stamp) -> Vec<(String, String)> {
    let mut store = Store::open(small).unwrap();
    let file = Connection::open(small).unwrap();
    file.execute_batch(
        "PRAGMA foreign_keys = ON; DELETE FROM customer WHERE id > 6; DELETE FROM interaction WHERE customer IS NULL AND id > 20;
        DELETE FROM complaint WHERE customer IS NULL AND id > 20;",
    )
    .unwrap();
    assert!(is_read(&mut store, now));
    let mut free = columns(&file);
    free.retain(|(table, column)| {
        file.execute_batch("SAVEPOINT tried").unwrap();
        spoil(&file, (table, column), 0);
        file.execute_batch("RELEASE tried").unwrap();
        let is_free = is_read(&mut store, now);
        if !is_free {
            // The next column is tried with this one as it was.
            restore(&file, (table, column));
        }
        is_free
    });
    free
}

/// The columns of text of every table of the shop that has rows, each with a copy of what stands in it.
fn columns(file: &Connection) -> Vec<(String, String)> {
    let mut select = file
        .prepare(
            "SELECT t.name, c.name FROM main.sqlite_schema t, pragma_table_info(t.name) c
            WHERE t.type = 'table' AND c.type = 'TEXT' AND t.name NOT LIKE 'search%' AND t.name NOT LIKE 'file%'
            AND t.name NOT IN ('undo_row', 'undo_image') ORDER BY 1, c.cid",
        )
        .unwrap();
    let all = select
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    let all: Vec<(String, String)> = all.map(Result::unwrap).collect();
    for (table, _) in &all {
        file.execute_batch(&format!(
            "CREATE TEMP TABLE IF NOT EXISTS \"was_{table}\" AS SELECT * FROM main.\"{table}\""
        ))
        .unwrap();
    }
    all
}

fn restore(file: &Connection, (table, column): (&str, &str)) {
    let sql = format!(
        "UPDATE main.\"{table}\" SET \"{column}\" = (SELECT was.\"{column}\" FROM \"was_{table}\" was WHERE was.id = \"{table}\".id)"
    );
    file.execute_batch(&sql).unwrap();
}

/// Can the whole shop be read?
fn is_read(store: &mut Store, now: Stamp) -> bool {
    let read = || {
        store.settings()?;
        store.undo_labels()?;
        store.today(now)?;
        export::write(
            store,
            export::Format::Json,
            &mut std::io::sink(),
            &mut |_, _| true,
        )
    };
    read().is_ok()
}

/// What no terminal may ever be sent, and no reader shown, from a text of the shop.
pub fn is_hostile(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}
