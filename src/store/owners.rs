//! Whose text it is that the search index found.

use std::collections::HashSet;

use anyhow::Result;
use rusqlite::Connection;

use crate::domain::CustomerId;

/// From so many hits of one kind on, reading the whole list of its customers may be shorter than asking row by row.
const MANY: usize = 1000;

/// The customers behind entries of `search_text`, some perhaps twice; who left no name is left out.
pub(super) fn of(file: &Connection, places: &[i64]) -> Result<Vec<CustomerId>> {
    let mut owners = Vec::with_capacity(places.len());
    for kind in 0..16 {
        let rows = places.iter().filter(|place| *place & 15 == kind);
        let rows: Vec<i64> = rows.map(|place| place >> 4).collect();
        match kind {
            _ if rows.is_empty() => {}
            0 => owners.extend(rows.into_iter().map(CustomerId)),
            6 => of_kind(file, "interaction", &rows, &mut owners)?,
            7 => of_kind(file, "complaint", &rows, &mut owners)?,
            8 => one_by_one(
                file,
                "SELECT customer FROM complaint WHERE id = (SELECT complaint FROM step WHERE id = ?1)",
                &rows,
                &mut owners,
            )?,
            _ => {}
        }
    }
    Ok(owners)
}

fn of_kind(
    file: &Connection,
    table: &str,
    rows: &[i64],
    owners: &mut Vec<CustomerId>,
) -> Result<()> {
    let last = format!("SELECT coalesce(max(id), 0) FROM {table}");
    let many = rows.len() >= MANY && {
        let last: i64 = file
            .prepare_cached(&last)?
            .query_row([], |row| row.get(0))?;
        i64::try_from(rows.len())? > last / 8
    };
    if !many {
        let sql = format!("SELECT customer FROM {table} WHERE id = ?1");
        return one_by_one(file, &sql, rows, owners);
    }
    let rows: HashSet<i64> = rows.iter().copied().collect();
    // The index on the customer column holds both numbers, and is much shorter than the table.
    let sql =
        format!("SELECT customer, id FROM {table} WHERE customer IS NOT NULL ORDER BY customer");
    let mut select = file.prepare_cached(&sql)?;
    let mut all = select.query([])?;
    while let Some(row) = all.next()? {
        if rows.contains(&row.get(1)?) {
            owners.push(row.get(0)?);
        }
    }
    Ok(())
}

fn one_by_one(
    file: &Connection,
    sql: &str,
    rows: &[i64],
    owners: &mut Vec<CustomerId>,
) -> Result<()> {
    let mut select = file.prepare_cached(sql)?;
    for row in rows {
        let mut found = select.query([row])?;
        if let Some(found) = found.next()? {
            owners.extend(found.get::<_, Option<CustomerId>>(0)?);
        }
    }
    Ok(())
}
