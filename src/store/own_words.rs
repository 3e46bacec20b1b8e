//! The words a shop has of its own, as they stand behind a filter word: tags, sources, products and groups, initials.

use std::collections::HashSet;

use anyhow::Result;

use super::Store;
use crate::search::{Own, fold};

impl Store {
    /// The shop's own words of one list as they are typed, each once: tags and sources by how many have them, groups before products.
    pub fn own_words(&self, own: Own) -> Result<Vec<String>> {
        let words = match own {
            Own::Tag => self.spellings("SELECT word FROM tag GROUP BY word ORDER BY count(*) DESC, word")?,
            Own::Source => self.spellings(
                "SELECT source FROM customer WHERE source <> '' GROUP BY source ORDER BY count(*) DESC, source",
            )?,
            Own::Staff => return Ok(self.staff()?.into_iter().map(|it| it.initials).collect()),
            Own::Product => {
                let products = self.products()?;
                let groups = products.iter().map(|it| it.group.clone());
                let mut words: Vec<String> = groups.collect();
                words.sort_unstable();
                words.extend(products.into_iter().map(|it| it.name));
                words
            }
        };
        let mut seen = HashSet::new();
        let words = words.iter().map(|word| fold(word).replace(' ', "_"));
        Ok(words
            .filter(|word| !word.is_empty() && seen.insert(word.clone()))
            .collect())
    }

    fn spellings(&self, sql: &str) -> Result<Vec<String>> {
        let mut select = self.file.prepare_cached(sql)?;
        let rows = select.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
