//! Where the data file lives.

use std::path::PathBuf;

use anyhow::{Context, Result};

/// `shop.db` in the user's data directory.
///
/// # Errors
/// When the system does not say where that is (no home directory).
pub fn data_file() -> Result<PathBuf> {
    let dirs = directories::ProjectDirs::from("", "", "regulars")
        .context("there is no home directory; name a file with --db")?;
    Ok(dirs.data_dir().join("shop.db"))
}
