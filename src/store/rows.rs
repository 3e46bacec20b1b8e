//! Many rows of one table in few statements: SQLite finds the end of a table and of its indexes once for a handful of rows.

use anyhow::Result;
use rusqlite::{Connection, Statement};

/// How many rows one statement adds.
const HANDFUL: usize = 32;

/// Adds rows. `insert` is the statement for one, with its values at the end; `bind` binds a row from a parameter on and gives back the
/// number of the parameter behind it.
pub(super) fn add<T>(
    file: &Connection,
    insert: &str,
    rows: &[T],
    bind: impl Fn(&T, &mut Statement<'_>, usize) -> Result<usize>,
) -> Result<()> {
    let add_some = |statement: &mut Statement<'_>, rows: &[T]| {
        let mut next = 1;
        for row in rows {
            next = bind(row, statement, next)?;
        }
        statement.raw_execute()?;
        Ok::<_, anyhow::Error>(())
    };
    let (handfuls, rest) = rows.as_chunks::<HANDFUL>();
    if !handfuls.is_empty() {
        let mut statement = file.prepare_cached(&for_a_handful(insert))?;
        for handful in handfuls {
            add_some(&mut statement, handful)?;
        }
    }
    let mut statement = file.prepare_cached(insert)?;
    rest.chunks(1)
        .try_for_each(|row| add_some(&mut statement, row))
}

/// The statement with the values of one row so many times. Where a row fails, the whole act does, so SQLite need not be ready to take
/// back a handful alone.
fn for_a_handful(insert: &str) -> String {
    let (head, values) = insert.rsplit_once("VALUES").unwrap_or((insert, ""));
    let head = head.replacen("INSERT", "INSERT OR FAIL", 1);
    format!("{head}VALUES {}", [values; HANDFUL].join(","))
}
