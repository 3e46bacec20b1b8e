//! Where the program writes: beside the data file, and nowhere else. What SQLite has to keep while it works stays in memory.

use std::fs;

use crate::{
    people,
    recorder::{self, Fault, Recorder},
    shop::Shop,
};

/// A shop and a table of so many people beside it that no act on all of them fits into what SQLite keeps in memory by itself.
fn large() -> Shop {
    let shop = Shop::empty();
    let folder = shop.file().with_file_name("");
    fs::create_dir(folder.join("temporary")).unwrap();
    fs::write(folder.join("many.csv"), people(2_000)).unwrap();
    shop
}

#[test]
fn what_sorts_undoes_and_copies_a_lot_makes_no_file_elsewhere() {
    let shop = large();
    let recorder = Recorder::of_everything(&shop);
    for arguments in [
        &["import", "many.csv", "--yes"][..],
        &["log", "#7", "call in: wants rye"],
        &["merge", "#1", "#2", "--yes"],
        &["undo"],
        &["undo"],
        &["undo"],
        &["redo"],
        &["find", "person", "--limit", "5000"],
        &["today"],
        &["dupes"],
        &["export", "--output", "all.json"],
        &["backup"],
        &["restore", "1", "--yes"],
        &["forget", "#7", "--yes"],
        &["doctor"],
    ] {
        let ended = recorder.run(arguments, Fault::None);
        // A disk in memory is a thing to look at, and nobody is in twice.
        let allowed: &[i32] = match arguments[0] {
            "doctor" => &[0, 1],
            "dupes" => &[3],
            _ => &[0],
        };
        let code = ended.code.unwrap_or(-1);
        assert!(allowed.contains(&code), "{arguments:?}: {ended:?}");
        let folder = recorder::folder(&shop);
        let operations = recorder.operations();
        let elsewhere: Vec<_> = operations
            .iter()
            .filter(|it| !it.name.starts_with(folder.to_str().unwrap()))
            .map(|it| format!("{} {}", it.kind, it.name))
            .collect();
        assert!(elsewhere.is_empty(), "{arguments:?}: {elsewhere:?}");
    }
}
