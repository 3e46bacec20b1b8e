//! The shop's settings, one row each.

use anyhow::Result;

use super::{Store, apply::Act, columns::Text};
use crate::domain::Settings;

impl Store {
    /// The shop's settings.
    pub fn settings(&self) -> Result<Settings> {
        let mut select = self
            .file
            .prepare_cached("SELECT key, value FROM setting ORDER BY id")?;
        let rows = select
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
        let rows = rows
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()));
        Ok(Settings::from_rows(rows))
    }
}

/// Sets one; an empty value takes the row out. Gives back the row number, 0 when there is none any more.
pub(super) fn set(act: &mut Act<'_>, key: &str, value: &str) -> Result<i64> {
    if value.is_empty() {
        act.file
            .prepare_cached("DELETE FROM setting WHERE key = ?1")?
            .execute([Text(key)])?;
        return Ok(0);
    }
    let mut upsert = act.file.prepare_cached(
        "INSERT INTO setting (key, value) VALUES (?1, ?2)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value RETURNING id",
    )?;
    Ok(upsert.query_row([Text(key), Text(value)], |row| row.get(0))?)
}
