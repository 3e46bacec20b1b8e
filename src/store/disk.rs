//! What SQLite says of a disk that fails, put into the sentence for the user.

use std::{fs, path::Path};

use anyhow::Error;
use rusqlite::{ErrorCode, ffi};

use super::Store;
use crate::sys::{
    self,
    disk::{DiskError, Fault},
};

impl Store {
    /// An error of this file in words for the user, where it is the disk that failed; any other as it is.
    pub fn told(&self, error: Error) -> Error {
        told(error, self.path().unwrap_or(Path::new("the shop")))
    }
}

/// The same for a file that is not open.
pub(super) fn told(error: Error, path: &Path) -> Error {
    if error.is::<DiskError>() {
        return error;
    }
    let said = error.chain().find_map(|cause| cause.downcast_ref());
    match said.and_then(fault) {
        Some((fault, writing)) => DiskError {
            path: path.to_owned(),
            writing,
            fault,
        }
        .into(),
        None => error,
    }
}

/// What is wrong with the disk, where it is the disk that failed: SQLite's files, or our own.
pub(super) fn fault_of(error: &Error) -> Option<Fault> {
    let of_sqlite = |cause: &rusqlite::Error| fault(cause).map(|(fault, _)| fault);
    error.chain().find_map(|cause| {
        let system = cause.downcast_ref().and_then(Fault::of);
        system.or_else(|| cause.downcast_ref().and_then(of_sqlite))
    })
}

/// What is wrong with the disk, and whether it was written to.
fn fault(error: &rusqlite::Error) -> Option<(Fault, bool)> {
    /// What SQLite says when reading fails; its other errors of this kind come of writing.
    const READING: [i32; 3] = [
        ffi::SQLITE_IOERR_READ,
        ffi::SQLITE_IOERR_SHORT_READ,
        ffi::SQLITE_IOERR_FSTAT,
    ];
    let error = error.sqlite_error()?;
    match error.code {
        ErrorCode::DiskFull => Some((Fault::Full, true)),
        ErrorCode::CannotOpen => Some((Fault::Denied, false)),
        ErrorCode::SystemIoFailure if READING.contains(&error.extended_code) => {
            Some((Fault::Broken, false))
        }
        // SQLite does not tell a file that may not grow from a disk that fails.
        ErrorCode::SystemIoFailure if sys::limits_files() => Some((Fault::Limit, true)),
        ErrorCode::SystemIoFailure => Some((Fault::Broken, true)),
        _ => None,
    }
}

/// A data file that was just made; as long as it is not kept, it goes when nothing came to stand in it.
#[derive(Debug)]
pub(super) struct NewFile<'a>(Option<&'a Path>);

impl<'a> NewFile<'a> {
    /// Makes an empty file for this user alone, and the folders it stands in; one that is there is left as it is.
    pub fn make(path: &'a Path) -> Result<Self, Error> {
        let made = sys::make_private_folder(path.parent().unwrap_or(Path::new("")))
            .and_then(|()| sys::make_private_file(path));
        match made {
            Ok(made) => Ok(Self(made.then_some(path))),
            Err(error) => Err(sys::disk::writing(error.into(), path)),
        }
    }

    /// There is a shop in it.
    pub fn keep(mut self) {
        self.0 = None;
    }
}

impl Drop for NewFile<'_> {
    fn drop(&mut self) {
        let is_empty = |path: &&Path| fs::metadata(path).is_ok_and(|about| about.len() == 0);
        if let Some(path) = self.0.filter(is_empty) {
            // Why there is no shop is being told; an empty file more says nothing.
            let _ = fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;
    use crate::domain::{Change, Customer, Stamp};

    fn said(code: i32) -> String {
        let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
        let error = Error::from(error).context("saving");
        format!("{:#}", told(error, Path::new("shop.db")))
    }

    #[test]
    fn a_disk_that_fails_is_told_from_everything_else() {
        assert!(
            said(ffi::SQLITE_IOERR_WRITE)
                .contains("shop.db could not be written: the disk reports a fault.")
        );
        assert!(said(ffi::SQLITE_IOERR_FSYNC).contains("could not be written"));
        assert!(
            said(ffi::SQLITE_IOERR_READ)
                .contains("could not be read: the disk reports a fault. Nothing was changed;")
        );
        assert!(said(ffi::SQLITE_MISUSE).starts_with("saving: "));
    }

    #[test]
    fn a_full_disk_saves_nothing_and_says_so_and_what_comes_later_is_saved() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("shop.db")).unwrap();
        let add = |name: String| {
            let one = Customer {
                name,
                ..Customer::default()
            };
            [Change::AddCustomer(Box::new(one))]
        };
        let noon = chrono::DateTime::parse_from_rfc3339("2026-06-10T12:00:00+02:00");
        let now = Stamp::new(&noon.unwrap());
        store.apply(&add("Ada".into()), now).unwrap();
        let pages = |file: &Connection| -> i64 {
            file.pragma_query_value(None, "page_count", |row| row.get(0))
                .unwrap()
        };
        let full = pages(&store.file);
        let set = |store: &Store, most: i64| {
            store
                .file
                .execute_batch(&format!("PRAGMA max_page_count = {most}"))
                .unwrap();
        };
        set(&store, full);
        let error = store.apply(&add("x".repeat(1 << 20)), now).unwrap_err();
        let said = format!("{error:#}");
        assert!(said.ends_with("shop.db could not be written: the disk is full. Nothing was saved; make room and try again."), "{said}");
        assert_eq!(store.customer_count().unwrap(), 1);
        set(&store, full + 10_000);
        store.apply(&add("x".repeat(1 << 20)), now).unwrap();
        assert_eq!(store.customer_count().unwrap(), 2);
    }
}
