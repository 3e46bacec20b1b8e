//! Where the program writes: beside the data file, and nowhere else. What SQLite has to keep while it works stays in memory.

use std::fs;

use crate::{
    dump, people,
    recorder::{self, Fault, Recorder},
    shop::Shop,
};

/// Bytes of a row: for more than a few pages that an act may have to put back, SQLite would make a file.
const MUCH: usize = 1_000_000;

#[test]
fn what_sorts_undoes_and_copies_a_lot_makes_no_file_elsewhere() {
    let shop = Shop::empty();
    let folder = recorder::folder(&shop);
    fs::write(folder.join("few.csv"), people(300)).unwrap();
    let recorder = Recorder::of_everything(&shop);
    for arguments in [
        &["import", "few.csv", "--yes"][..],
        &["log", "#7", "call in: wants rye"],
        &["undo"],
        &["undo"],
        &["redo"],
        &["find", "person", "--limit", "500"],
        &["today"],
        &["export", "--output", "all.json"],
        &["backup"],
        &["forget", "#7", "--yes"],
        &["restore", "1", "--yes"],
    ] {
        if arguments[0] == "undo" {
            let longer = "UPDATE customer SET kept = hex(zeroblob(?1)) WHERE id = 1";
            dump::foreign(&shop.file())
                .execute(longer, [MUCH / 2])
                .unwrap();
        }
        let ended = recorder.run(arguments, Fault::None);
        assert_eq!(ended.code, Some(0), "{arguments:?}: {ended:?}");
        let elsewhere = recorder.operations().into_iter().filter(|it| {
            let nameless = it.kind == 'N';
            nameless || !it.name.starts_with(folder.to_str().unwrap())
        });
        let elsewhere: Vec<String> = elsewhere
            .map(|it| format!("{} {}", it.kind, it.name))
            .collect();
        assert!(elsewhere.is_empty(), "{arguments:?}: {elsewhere:?}");
    }
}
