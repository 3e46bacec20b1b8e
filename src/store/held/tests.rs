//! Every table and column about customers has its place.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::places::held;
use crate::store::Store;

/// A table and its columns, in order.
type Tables = Vec<(String, Vec<String>)>;

fn new_file() -> (tempfile::TempDir, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.db");
    drop(Store::open(&path).unwrap());
    (folder, Connection::open(path).unwrap())
}

/// All tables about customers: with a column `customer`, or with rows that refer to one of those.
fn about_customers(file: &Connection) -> Tables {
    let names =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'undo~_%' ESCAPE '~'
        AND name NOT LIKE 'search~_%' ESCAPE '~' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'";
    let list = |sql: &str, name: &str| -> Vec<String> {
        let mut select = file.prepare(sql).unwrap();
        let values = rusqlite::params_from_iter((select.parameter_count() > 0).then_some(name));
        let rows = select.query_map(values, |row| row.get(0)).unwrap();
        rows.collect::<rusqlite::Result<_>>().unwrap()
    };
    let columns = |name: &str| list("SELECT name FROM pragma_table_info(?1) ORDER BY cid", name);
    let refers = |name: &str| list("SELECT \"table\" FROM pragma_foreign_key_list(?1)", name);
    let all = list(names, "");
    let mut about = BTreeSet::from(["customer".to_owned()]);
    loop {
        let more: Vec<&String> = all
            .iter()
            .filter(|name| !about.contains(*name))
            .filter(|name| {
                columns(name).contains(&"customer".to_owned())
                    || refers(name).iter().any(|to| about.contains(to))
            })
            .collect();
        if more.is_empty() {
            break;
        }
        about.extend(more.into_iter().cloned().collect::<Vec<_>>());
    }
    about
        .iter()
        .map(|name| (name.clone(), columns(name)))
        .collect()
}

/// What is not placed, or placed and not there.
fn wrong(file: &Connection) -> Vec<String> {
    let placed = |name: &str| held().find(|held| held.table == name);
    let about = about_customers(file);
    let mut wrong: Vec<String> = held()
        .filter(|held| !about.iter().any(|(name, _)| name == held.table))
        .map(|held| format!("{} is not about customers", held.table))
        .collect();
    for (name, columns) in &about {
        let known: Vec<&str> = placed(name)
            .map(|held| held.columns.iter().map(|(column, _)| *column).collect())
            .unwrap_or_default();
        let missing = columns
            .iter()
            .filter(|column| !known.contains(&column.as_str()));
        wrong.extend(missing.map(|column| format!("{name}.{column}")));
        let gone = known
            .iter()
            .filter(|column| !columns.iter().any(|it| it == *column));
        wrong.extend(gone.map(|column| format!("no {name}.{column}")));
    }
    wrong
}

#[test]
fn every_table_and_column_about_customers_is_placed() {
    let (_folder, file) = new_file();
    assert_eq!(wrong(&file), Vec::<String>::new());
}

#[test]
fn a_new_table_or_column_is_found_by_itself() {
    let (_folder, file) = new_file();
    file.execute_batch(
        "CREATE TABLE visit (id INTEGER PRIMARY KEY, customer INTEGER REFERENCES customer(id));
        CREATE TABLE picture (id INTEGER PRIMARY KEY, visit INTEGER REFERENCES visit(id));
        ALTER TABLE phone ADD COLUMN carrier TEXT;",
    )
    .unwrap();
    let expected = [
        "phone.carrier",
        "picture.id",
        "picture.visit",
        "visit.id",
        "visit.customer",
    ];
    assert_eq!(wrong(&file), expected);
}
