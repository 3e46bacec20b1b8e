//! Where the shops of tests lie, and data files that are made once and copied for each test.

use std::{fs, path::Path, sync::LazyLock};

use regulars::{
    store::Store,
    sys::{self, ground},
};
use tempfile::TempDir;

/// Where some systems keep files in memory.
const MEMORY: &str = "/dev/shm";

/// What must be free there: containers may leave very little.
const ENOUGH: u64 = 1 << 30;

/// A folder in memory where the system has room there: what a sync is good for is worked out in `tests/faults`, not waited for.
pub fn folder() -> TempDir {
    static ROOMY: LazyLock<bool> =
        LazyLock::new(|| ground::of(Path::new(MEMORY)).is_ok_and(|disk| disk.free >= ENOUGH));
    let made = ROOMY.then(|| TempDir::new_in(MEMORY).ok()).flatten();
    made.unwrap_or_else(|| TempDir::new().unwrap())
}

/// The bytes of a data file that is made once, closed.
pub fn made(make: impl FnOnce(&Path)) -> Vec<u8> {
    let folder = folder();
    let path = folder.path().join("shop.db");
    make(&path);
    fs::read(path).unwrap()
}

/// Puts a data file here, for its owner alone.
pub fn put(path: &Path, bytes: &[u8]) {
    sys::make_private_file(path).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Opens a data file; where there is none yet, one that knows nobody.
pub fn open(path: &Path) -> Store {
    static BLANK: LazyLock<Vec<u8>> =
        LazyLock::new(|| made(|path| drop(Store::open(path).unwrap())));
    if !path.exists() {
        put(path, &BLANK);
    }
    Store::open(path).unwrap()
}
