//! A disk that does not do what was asked of it: one sentence that says what is wrong, and what to do.

use std::{
    fmt,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use anyhow::Error;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// There is no room left.
    Full,
    /// The user's share of it is used up.
    Quota,
    /// The file is as large as this process may make one.
    Limit,
    /// It can only be read.
    ReadOnly,
    /// This user may not write there.
    Denied,
    /// There is no such folder.
    NoFolder,
    /// It does not work.
    Broken,
}

/// A file that could not be written, or read. Nothing of it was; everything else is as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiskError {
    /// The file.
    pub path: PathBuf,
    /// It was to be written.
    pub writing: bool,
    /// Why that did not work.
    pub fault: Fault,
}

impl Fault {
    /// What the system says, where that is about a disk.
    pub fn of(error: &io::Error) -> Option<Self> {
        Some(match error.kind() {
            ErrorKind::StorageFull => Self::Full,
            ErrorKind::QuotaExceeded => Self::Quota,
            ErrorKind::FileTooLarge => Self::Limit,
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::PermissionDenied => Self::Denied,
            ErrorKind::NotFound => Self::NoFolder,
            _ if is_broken(error) => Self::Broken,
            _ => return None,
        })
    }

    /// What is wrong, as half a sentence.
    pub fn why(self) -> &'static str {
        self.words().0
    }

    /// What is wrong, and what to do.
    fn words(self) -> (&'static str, &'static str) {
        let (room, elsewhere) = ("make room and try again", "name another place for it");
        match self {
            Self::Full => ("the disk is full", room),
            Self::Quota => ("your share of the disk is used up", room),
            Self::Limit => (
                "it may not grow that large here (ulimit -f)",
                "lift that limit and try again",
            ),
            Self::ReadOnly => ("the disk can only be read", elsewhere),
            Self::Denied => ("you may not do that there", elsewhere),
            Self::NoFolder => ("its folder is not there", elsewhere),
            Self::Broken => (
                "the disk reports a fault",
                "try again, and if it stays so, go on with a copy on another disk",
            ),
        }
    }
}

#[cfg(unix)]
fn is_broken(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error())
}

#[cfg(not(unix))]
fn is_broken(_error: &io::Error) -> bool {
    false
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (done, nothing) = match self.writing {
            true => ("written", "saved"),
            false => ("read", "changed"),
        };
        let (path, (why, then)) = (self.path.display(), self.fault.words());
        write!(
            f,
            "{path} could not be {done}: {why}. Nothing was {nothing}; {then}."
        )
    }
}

impl std::error::Error for DiskError {}

/// An error that came while this file was written: in the words of a [`DiskError`] where it is one.
pub fn writing(error: Error, path: &Path) -> Error {
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref());
    match causes.find_map(Fault::of) {
        Some(fault) => DiskError {
            path: path.to_owned(),
            writing: true,
            fault,
        }
        .into(),
        None if error.is::<DiskError>() => error,
        None => error.context(format!("writing {}", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_disk_says_becomes_a_sentence_with_what_to_do() {
        for (kind, why) in [
            (
                ErrorKind::StorageFull,
                "the disk is full. Nothing was saved; make room",
            ),
            (
                ErrorKind::QuotaExceeded,
                "your share of the disk is used up. Nothing",
            ),
            (
                ErrorKind::FileTooLarge,
                "(ulimit -f). Nothing was saved; lift that limit",
            ),
            (
                ErrorKind::ReadOnlyFilesystem,
                "only be read. Nothing was saved; name another",
            ),
            (
                ErrorKind::PermissionDenied,
                "you may not do that there. Nothing",
            ),
        ] {
            let error = writing(io::Error::from(kind).into(), Path::new("/x/all.csv"));
            let said = format!("{error:#}");
            assert!(
                said.starts_with("/x/all.csv could not be written: "),
                "{said}"
            );
            assert!(said.contains(why), "{said}");
            let again = writing(error, Path::new("/other"));
            assert_eq!(format!("{again:#}"), said, "said once");
        }
    }
}
