//! Corner Coffee with a bit of everything: made once for a moment, and copied for each test.

use std::{fs, path::Path, sync::Mutex};

use regulars::{commands::demo, domain::Stamp, store::Store};

/// Puts the made-up shop here, as it is at this moment.
pub fn corner_coffee(path: &Path, now: Stamp) {
    static MADE: Mutex<Vec<(Stamp, Vec<u8>)>> = Mutex::new(Vec::new());
    let mut made = MADE.lock().unwrap();
    if let Some((_, bytes)) = made.iter().find(|(then, _)| *then == now) {
        return fs::write(path, bytes).unwrap();
    }
    demo::fill(&mut Store::open(path).unwrap(), now).unwrap();
    made.push((now, fs::read(path).unwrap()));
}
