//! Every name, phone and e-mail address in the file, for whoever takes them out of a text.

use anyhow::Result;

use super::Store;
use crate::search::Names;

impl Store {
    /// Who is known by which name, phone and address: customers, and who serves.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn every_name(&self) -> Result<Names> {
        let _still = self.hold_still()?;
        Ok(Names {
            people: self.texts_of(
                "SELECT name FROM customer UNION SELECT call_me FROM customer UNION SELECT name FROM staff",
            )?,
            companies: self.texts_of("SELECT company FROM customer GROUP BY company")?,
            phones: self.texts_of("SELECT raw FROM phone GROUP BY raw")?,
            emails: self.texts_of("SELECT address FROM email GROUP BY address")?,
            initials: self.texts_of(
                "SELECT initials FROM staff UNION SELECT by FROM complaint UNION SELECT by FROM step
                UNION SELECT by FROM action UNION SELECT by FROM recovery UNION SELECT staff FROM kudos",
            )?,
        })
    }

    fn texts_of(&self, sql: &str) -> Result<Vec<String>> {
        let mut select = self.file.prepare_cached(sql)?;
        let rows = select.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
