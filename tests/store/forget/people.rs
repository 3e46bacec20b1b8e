//! A shop with two people in every table, every column, the history, the search index and the drafts.

use regulars::{
    domain::{Change, CustomerId, Fact, Interaction, InteractionId},
    store::Store,
};
use rusqlite::Connection;

use crate::support::{Shop, dump, now, person, promise, talk};

/// Stands in every text about the one who is forgotten, and nowhere else; in the search index it stands at the beginning of a piece.
pub const NEEDLE: &str = "龘";

/// The same of somebody who stays. Its letter begins with another byte: the index keeps what two words begin with only once.
pub const OTHER: &str = "ქ";

/// Columns whose text has a form that the program reads: a day, a moment, a word of a list, a name for programs.
const FORMS: [(&str, &str); 31] = [
    ("at", "2026-06-01T10:00:00Z+02:00"),
    ("created", "2026-06-01T10:00:00Z+02:00"),
    ("opened", "2026-06-01T10:00:00Z+02:00"),
    ("agreed", "2026-06-01T10:00:00Z+02:00"),
    ("asked", "2026-06-01T10:00:00Z+02:00"),
    ("noted", "2026-06-01T10:00:00Z+02:00"),
    ("day", "2026-06-01"),
    ("channel", "call"),
    ("leave", "ok"),
    ("preference.kind", "how"),
    ("step.kind", "answered"),
    ("feedback.kind", "praise"),
    ("offer.kind", "suggestion"),
    ("action.kind", "process"),
    ("interaction.direction", "in"),
    ("extra.direction", "given"),
    ("heat", "calm"),
    ("complaint.source", "direct"),
    ("method", "asked"),
    ("occasion", "own"),
    ("uid", ""),
    ("digits", "5550100"),
    ("window", "w"),
    ("thanks.subject", "1"),
    ("mood", "1"),
    ("score", "3"),
    ("marketing", "1"),
    ("check_in", "30"),
    ("quantity", "1000"),
    ("amount", "780"),
    ("points", "10"),
];

/// A column: its name, whether it may be empty, whether it holds text, and what it refers to.
struct Column {
    name: String,
    needed: bool,
    text: bool,
    to: Option<String>,
}

fn columns(file: &Connection, table: &str) -> Vec<Column> {
    let sql = "SELECT c.name, c.\"notnull\", c.type, f.\"table\" FROM pragma_table_info(?1) AS c
        LEFT JOIN pragma_foreign_key_list(?1) AS f ON f.\"from\" = c.name ORDER BY c.cid";
    let mut select = file.prepare(sql).unwrap();
    let rows = select.query_map([table], |row| {
        Ok(Column {
            name: row.get(0)?,
            needed: row.get(1)?,
            text: row.get::<_, String>(2)? == "TEXT",
            to: row.get(3)?,
        })
    });
    rows.unwrap().map(Result::unwrap).collect()
}

/// Every table with rows about customers, those they refer to first.
fn tables(file: &Connection) -> Vec<String> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'undo%' AND name NOT LIKE 'search%'
        AND name NOT LIKE 'sqlite%' ORDER BY rowid";
    let mut select = file.prepare(sql).unwrap();
    let all: Vec<String> = select
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut about = vec!["customer".to_owned()];
    for table in all.into_iter().filter(|table| table != "customer") {
        let is_about = |it: &Column| {
            it.name == "customer" || it.to.as_ref().is_some_and(|to| about.contains(to))
        };
        // What the shop changes after a complaint stays: it is about the shop.
        if table != "action" && columns(file, &table).iter().any(is_about) {
            about.push(table);
        }
    }
    about
}

/// What stands in a column: for text the needle, where the text has no form.
fn value(table: &str, column: &Column, (needle, number): (&str, i64)) -> String {
    let whole = format!("{table}.{}", column.name);
    let form = FORMS
        .iter()
        .find(|(name, _)| *name == whole || *name == column.name);
    match (form, column.name.as_str()) {
        (_, "id") => number.to_string(),
        (_, "uid") => format!("'uid-{needle}'"),
        (_, "one") => "1".into(),
        (_, "other") => "2".into(),
        (_, "referred_by") => "NULL".into(),
        (Some((_, form)), _) if column.text => format!("'{form}'"),
        (Some((_, form)), _) => (*form).into(),
        (None, name) if column.text && column.needed => format!("'{needle}qz{table}{name}'"),
        (None, "customer") => number.to_string(),
        (None, _) => match column.to.as_deref() {
            Some("customer" | "complaint" | "interaction" | "purchase") => number.to_string(),
            _ if column.needed => "0".into(),
            _ => "NULL".into(),
        },
    }
}

/// A row in every table about customer `number`, with the needle in every text; and a note of each in the history, as it was before
/// an edit, and as it was taken out.
fn everything(file: &Connection, needle: &str, number: i64) {
    for table in tables(file)
        .iter()
        .filter(|table| *table != "apart" || number == 1)
    {
        let columns = columns(file, table);
        let values = |needle: &str| -> Vec<String> {
            columns
                .iter()
                .map(|column| value(table, column, (needle, number)))
                .collect()
        };
        let values_now = values(needle).join(", ");
        file.execute_batch(&format!("INSERT INTO {table} VALUES ({values_now})"))
            .unwrap_or_else(|error| panic!("{table}: {error}"));
        if table.starts_with("file_") {
            continue;
        }
        let old = values(&format!("{needle}old"))
            .join(", ")
            .replace(&format!("uid-{needle}old"), &format!("uid-{needle}"));
        file.execute_batch(&format!(
            "INSERT INTO undo_row (tbl, row, before, after) VALUES
                ('{table}', {number}, NULL, json_array({old})),
                ('{table}', {number}, json_array({old}), json_array({values_now})),
                ('{table}', {number} + 900, json_array({gone}), NULL);",
            gone = old.replacen(&number.to_string(), &(number + 900).to_string(), 1),
        ))
        .unwrap();
    }
    file.execute_batch(&format!(
        "INSERT INTO undo_step (label, at, who, customers, first_row, last_row)
        SELECT 'edited {needle}', '2026-06-01T10:00:00Z+02:00', 'SK', '[[{number},{number}]]',
            1 + coalesce((SELECT max(last_row) FROM undo_step), 0), max(id) FROM undo_row"
    ))
    .unwrap();
}

/// A shop with the two of them; both in every table, in the history, the search index and the drafts.
pub fn shop() -> Shop {
    let shop = Shop::new();
    drop(shop.open());
    let file = dump::foreign(&shop.path);
    // A complaint refers to a purchase that is not there yet.
    file.execute_batch("PRAGMA secure_delete = ON; PRAGMA foreign_keys = OFF")
        .unwrap();
    everything(&file, OTHER, 2);
    everything(&file, NEEDLE, 1);
    drop(file);
    let mut store = shop.open();
    live(&mut store);
    shop
}

/// What a shop does with the two of them: one by one, both at once, edited and taken out again.
pub fn live(store: &mut Store) {
    let mut act = |changes: Vec<Change>| store.apply(&changes, now()).unwrap().ids;
    let (one, other) = (CustomerId(1), CustomerId(2));
    for (who, needle) in [(one, NEEDLE), (other, OTHER)] {
        let said = act(vec![Change::AddInteraction(talk(
            Some(who),
            &format!("{needle}said"),
        ))])[0];
        let before = Interaction {
            id: InteractionId(said),
            ..talk(Some(who), &format!("{needle}said"))
        };
        let after = Interaction {
            summary: format!("{needle}reworded"),
            ..before.clone()
        };
        act(vec![Change::EditInteraction {
            before: before.clone(),
            after,
        }]);
        act(vec![Change::AddInteraction(talk(
            Some(who),
            &format!("{needle}takenout"),
        ))]);
        act(vec![Change::RemoveInteraction(
            Some(who),
            InteractionId(said + 1),
        )]);
        act(vec![Change::AddFact(
            who,
            Fact {
                label: "pet".into(),
                text: format!("{needle}dog"),
                ..Fact::default()
            },
        )]);
        act(vec![Change::AddPromise(promise(
            who,
            &format!("{needle}ring back"),
        ))]);
    }
    act(vec![
        Change::AddFact(
            one,
            Fact {
                label: "both".into(),
                text: format!("{NEEDLE}cat"),
                ..Fact::default()
            },
        ),
        Change::AddFact(
            other,
            Fact {
                label: "both".into(),
                text: format!("{OTHER}cat"),
                ..Fact::default()
            },
        ),
    ]);
    // So many texts do not wait any more to be taken into the index.
    let talks =
        (0..300).map(|at| Change::AddInteraction(talk(Some(other), &format!("{OTHER}{at}"))));
    act(talks.collect());
    let mut brought = person("Brought", "555 7777");
    brought.referred_by = Some(one);
    act(vec![Change::AddCustomer(Box::new(brought))]);
}
