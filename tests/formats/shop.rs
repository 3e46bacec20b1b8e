//! A shop in a folder of its own, and what goes into it and out.

use std::{fs, path::PathBuf};

use regulars::{
    commands::{
        export::{self, What},
        import::{self, Options, Plan},
    },
    domain::Stamp,
    store::Store,
};
use tempfile::TempDir;

use crate::blank;

/// Noon on Wednesday 10 June 2026, in a shop two hours ahead of UTC.
pub fn noon() -> Stamp {
    Stamp::from_rfc3339("2026-06-10T12:00:00+02:00").unwrap()
}

/// A shop without a customer.
pub fn shop() -> (TempDir, Store) {
    let folder = blank::folder();
    let store = blank::open(&folder.path().join("shop.db"));
    (folder, store)
}

/// What goes out.
pub fn exported<'a>(store: &Store, what: impl Into<What<'a>>) -> Vec<u8> {
    let mut out = Vec::new();
    export::write(store, what, &mut out, &mut |_, _| true).unwrap();
    out
}

/// A file in the folder.
pub fn file(folder: &TempDir, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    path
}

/// Takes in what is asked for; the plan of it.
pub fn taken(store: &mut Store, options: &Options) -> Plan {
    let plan = import::plan(options, store).unwrap();
    import::carry_out(&plan, store, noon(), &mut |_, _| true).unwrap();
    plan
}
