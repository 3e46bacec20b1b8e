//! Where the data file lives.

use std::path::PathBuf;

use anyhow::{Context, Result};

/// `shop.db` in the user's data directory.
///
/// # Errors
/// When the system does not say where that is (no home directory).
pub fn data_file() -> Result<PathBuf> {
    let dirs = directories::ProjectDirs::from("", "", "regulars");
    let file = dirs.map(|dirs| dirs.data_dir().join("shop.db"));
    // From a place that is named from here, another folder would show another shop.
    file.filter(|file| file.is_absolute())
        .context("there is no home directory; name a file with --db")
}
