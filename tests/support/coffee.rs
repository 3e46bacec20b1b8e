//! Corner Coffee with a bit of everything: made once for a moment, and copied for each test.

use std::{path::Path, sync::Mutex};

use regulars::{commands::demo, domain::Stamp};

use crate::blank;

/// Puts the made-up shop here, as it is at this moment.
pub fn corner_coffee(path: &Path, now: Stamp) {
    static MADE: Mutex<Vec<(Stamp, Vec<u8>)>> = Mutex::new(Vec::new());
    let mut made = MADE.lock().unwrap();
    if let Some((_, bytes)) = made.iter().find(|(then, _)| *then == now) {
        return blank::put(path, bytes);
    }
    let bytes = blank::made(|path| {
        demo::fill(&mut blank::open(path), now).unwrap();
    });
    blank::put(path, &bytes);
    made.push((now, bytes));
}
