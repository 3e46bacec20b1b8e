//! The acts that faults come into: each on a shop of its own, with what there is before and after.

use std::fs;

use regulars::store;

use crate::{
    disk::{Files, files, put},
    dump, holding, open, people,
    recorder::{self, Fault, Operation, Recorder},
    released::RELEASED,
    rows,
    shop::Shop,
};

/// What an act leaves: the rows of the shop, and the table that it exports.
pub type State = (String, Option<Vec<u8>>);

/// A command on a shop.
pub struct Act {
    /// The shop before it.
    pub shop: fn() -> Shop,
    /// The command.
    pub arguments: &'static [&'static str],
}

/// One typed line.
pub const SAVE: Act = Act {
    shop: open,
    arguments: &["log", "#1", "call in: wants rye !fri ring back"],
};

/// Thirty people from a table.
pub const IMPORT: Act = Act {
    shop: open,
    arguments: &["import", "few.csv", "--yes"],
};

/// A table over one that is there.
pub const EXPORT: Act = Act {
    shop: exported,
    arguments: &["export", "--output", "all.csv", "--yes"],
};

/// The first start of a newer program.
pub const MIGRATE: Act = Act {
    shop: older,
    arguments: &["today"],
};

/// The first start in a new shop.
pub const BEGIN: Act = Act {
    shop: Shop::empty,
    arguments: &["settings", "shop", "Corner"],
};

/// A backup into the folder of backups.
pub const BACK_UP: Act = Act {
    shop: open,
    arguments: &["backup"],
};

/// Back to before something was written.
pub const RESTORE: Act = Act {
    shop: backed_up,
    arguments: &["restore", "1", "--yes"],
};

/// A shop with a backup, in which something was written since.
fn backed_up() -> Shop {
    let shop = open();
    for act in [["backup"].as_slice(), &["log", "#2", "written since"]] {
        assert_eq!(shop.run(act).0, 0);
    }
    shop
}

/// A shop with a table of everybody from long ago.
fn exported() -> Shop {
    let shop = open();
    fs::write(shop.file().with_file_name("all.csv"), "name\nlong ago\n").unwrap();
    shop
}

/// A shop as the first released version left it.
fn older() -> Shop {
    let shop = Shop::empty();
    dump::foreign(&shop.file()).execute_batch(RELEASED).unwrap();
    shop
}

/// An act that was once carried out without a fault.
pub struct Rehearsed {
    /// Which.
    pub act: &'static Act,
    /// The files before it.
    pub files: Files,
    /// What there is before and after it.
    pub states: [State; 2],
    /// What it does to the disk.
    pub operations: Vec<Operation>,
    /// The names of its files afterwards.
    pub names: Vec<String>,
}

impl Act {
    /// Carries it out.
    #[track_caller]
    pub fn rehearse(&'static self) -> Rehearsed {
        let shop = (self.shop)();
        let files = files(&recorder::folder(&shop));
        let before = state(&holding(&files));
        let recorder = Recorder::new(&shop);
        let ended = recorder.run(self.arguments, Fault::None);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        Rehearsed {
            act: self,
            files,
            operations: recorder.operations(),
            names: names(&shop),
            states: [before, state(&shop)],
        }
    }
}

impl Rehearsed {
    /// The shop before it, in a folder of its own.
    pub fn shop(&self) -> Shop {
        holding(&self.files)
    }

    /// Puts the shop back to where it was before it; what else lies there stays.
    pub fn begin_again(&self, shop: &Shop) {
        for ending in ["", "-wal", "-shm", "-journal"] {
            let path = shop.file().with_file_name(format!("shop.db{ending}"));
            // It is gone, whether it was there or not.
            let _ = fs::remove_file(path);
        }
        put(&self.files, &recorder::folder(shop));
    }

    /// The operations of these kinds.
    pub fn count(&self, kinds: &str) -> u64 {
        let fitting = self.operations.iter().filter(|it| kinds.contains(it.kind));
        fitting.count() as u64
    }
}

/// What there is in a shop, which must be whole.
#[track_caller]
pub fn state(shop: &Shop) -> State {
    let table = fs::read(shop.file().with_file_name("all.csv")).ok();
    (rows(&shop.file()), table)
}

/// The names of the files of a shop, but for its backups.
pub fn names(shop: &Shop) -> Vec<String> {
    let names = files(&recorder::folder(shop)).into_keys();
    let is_backup = |name: &str| {
        name.starts_with("shop-backups/") && (name.ends_with(".db") || name.ends_with(".sha256"))
    };
    names.filter(|name| !is_backup(name)).collect()
}

/// How many backups a shop has: each is what its checksum says, and a whole shop.
#[track_caller]
pub fn backups(shop: &Shop) -> usize {
    let backups = store::backups(&shop.file()).unwrap();
    for backup in &backups {
        store::verify(backup).unwrap();
    }
    backups.len()
}

/// A table of many people beside the data file.
pub fn many(shop: &Shop, count: usize) {
    fs::write(shop.file().with_file_name("many.csv"), people(count)).unwrap();
}
