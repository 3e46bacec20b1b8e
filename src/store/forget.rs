//! Whom the shop was asked to forget: kept as marks that recognise them in an older copy of the file, and tell nothing else.

use anyhow::{Result, ensure};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::{domain::CustomerId, store::Refused};

/// What recognises a customer again: the SHA-256 of their uid.
pub(super) fn mark(uid: &str) -> String {
    let sum = Sha256::digest(uid.as_bytes());
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Forgets everybody again who is marked in this file and is in it all the same: it was brought back from an older backup.
///
/// # Errors
/// [`Refused`] when there is somebody.
pub(super) fn again(file: &Connection) -> Result<()> {
    let marked = marked(file)?;
    ensure!(
        marked.is_empty(),
        Refused(
            "Somebody is in this backup whom the shop was asked to forget; nothing was restored."
                .to_owned()
        )
    );
    Ok(())
}

/// The customers in a file who are marked in it as forgotten.
fn marked(file: &Connection) -> Result<Vec<CustomerId>> {
    let mut marks = file.prepare("SELECT mark FROM file_forgotten")?;
    let marks = marks.query_map([], |row| row.get::<_, String>(0))?;
    let marks: std::collections::BTreeSet<String> = marks.collect::<rusqlite::Result<_>>()?;
    if marks.is_empty() {
        return Ok(Vec::new());
    }
    let mut customers = file.prepare("SELECT id, uid FROM customer")?;
    let customers = customers.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
    let marked = customers.filter_map(|customer| match customer {
        Ok((id, uid)) => marks.contains(&mark(&uid)).then_some(Ok(CustomerId(id))),
        Err(error) => Some(Err(error)),
    });
    Ok(marked.collect::<rusqlite::Result<_>>()?)
}
