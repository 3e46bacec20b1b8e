//! When to read again: a number that moves with every write by anybody that has something to show. A draft that another window keeps
//! has not.

use anyhow::Result;
use rusqlite::Connection;

use super::{Store, index};

/// What others have written, as far as it was looked at.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    /// SQLite's word for "somebody has written": moves with anything, drafts too.
    data_version: u32,
    marks: Option<Marks>,
    /// How often there was something to show.
    count: u32,
}

/// What moves with every act, and apart from that what moves with every draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Marks {
    acts: [i64; 7],
    drafts: (i64, i64),
}

impl Store {
    /// A number that moves with every write by anybody but drafts; compare it to know when to load again.
    ///
    /// # Errors
    /// When the file cannot be asked now.
    pub fn version(&self) -> Result<u64> {
        let mut seen = self.seen.get();
        let data_version: u32 = self
            .file
            .pragma_query_value(None, "data_version", |row| row.get(0))?;
        if seen.marks.is_none() || data_version != seen.data_version {
            let marks = marks(&self.file)?;
            // What moves neither of them was written past this program, and is read again, too.
            let only_drafts = seen
                .marks
                .is_some_and(|then| then.acts == marks.acts && then.drafts != marks.drafts);
            seen = Seen {
                data_version,
                marks: Some(marks),
                count: seen.count.wrapping_add(u32::from(!only_drafts)),
            };
            self.seen.set(seen);
        }
        Ok(u64::from(seen.count) << 32 | u64::from(self.written.get()))
    }
}

/// The last step of undo and the last that stands, the search index, what was done to the file itself; and the drafts.
fn marks(file: &Connection) -> Result<Marks> {
    let mut select = file.prepare_cached(
        "SELECT coalesce((SELECT max(id) FROM undo_step), 0),
            coalesce((SELECT id FROM undo_step WHERE undone IS NULL ORDER BY id DESC LIMIT 1), 0),
            coalesce((SELECT max(id) FROM file_forgotten), 0),
            coalesce((SELECT max(id) FROM file_backup), 0),
            (SELECT user_version FROM pragma_user_version), (SELECT schema_version FROM pragma_schema_version),
            coalesce((SELECT max(id) FROM file_draft), 0), (SELECT count(*) FROM file_draft)",
    )?;
    let index = i64::try_from(index::version(file)?)?;
    Ok(select.query_row([], |row| {
        Ok(Marks {
            acts: [
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
                index,
            ],
            drafts: (row.get(6)?, row.get(7)?),
        })
    })?)
}
