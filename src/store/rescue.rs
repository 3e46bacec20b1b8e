//! A file that was taken away from under an open window: everything the window still reaches goes into a new file.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::Store;
use crate::{domain::Stamp, sys};

impl Store {
    /// Writes the whole shop into a new file in the first of these folders that takes one; gives back where it is.
    ///
    /// # Errors
    /// Why none of them took it.
    pub fn rescue(&self, folders: &[PathBuf], now: Stamp) -> Result<PathBuf> {
        let name = self.path().and_then(Path::file_stem);
        let name = name.map_or_else(|| "shop".into(), |name| name.to_string_lossy());
        let stem = format!("{name}-rescued-{}", now.local().format("%Y-%m-%d-%H%M"));
        let mut why = None;
        for folder in folders {
            match self.copy_whole(&free(folder, &stem)) {
                Ok(copy) => return Ok(copy),
                Err(error) => why = Some(error),
            }
        }
        Err(why.context("there is no folder for the copy")?)
    }

    fn copy_whole(&self, path: &Path) -> Result<PathBuf> {
        sys::make_private_file(path).with_context(|| format!("making {}", path.display()))?;
        let written = self.write_whole(path);
        if written.is_err() {
            // Half a copy is none; what cannot be taken away again is at least empty.
            let _ = std::fs::remove_file(path);
        }
        written.with_context(|| format!("writing {}", path.display()))?;
        Ok(path.to_owned())
    }

    fn write_whole(&self, path: &Path) -> Result<()> {
        let name = path.to_str().context("its name is not text")?;
        self.file.execute("VACUUM INTO ?1", [name])?;
        File::open(path)?.sync_all()?;
        Ok(())
    }
}

/// A name in the folder that nothing has yet.
fn free(folder: &Path, stem: &str) -> PathBuf {
    let named = |number: u32| match number {
        1 => folder.join(format!("{stem}.db")),
        more => folder.join(format!("{stem}-{more}.db")),
    };
    let taken = |path: &PathBuf| path.symlink_metadata().is_ok();
    let mut names = (1..=u32::MAX).map(named);
    names.find(|path| !taken(path)).unwrap_or_else(|| named(1))
}
