//! The map in the crate documentation shows every folder of the sources, and no other.

use std::{collections::BTreeSet, fs, path::Path};

/// This folder and all below it, as the map writes them.
fn folders(folder: &Path, found: &mut BTreeSet<String>) {
    found.insert(format!("{}/", folder.to_str().unwrap().replace('\\', "/")));
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            folders(&path, found);
        }
    }
}

#[test]
fn the_map_in_the_crate_documentation_names_every_folder() {
    let mut real = BTreeSet::new();
    folders(Path::new("src"), &mut real);
    let book = fs::read_to_string("src/lib.rs").unwrap();
    let rows = book
        .lines()
        .filter_map(|line| line.strip_prefix("//! src/"));
    let shown: BTreeSet<String> = rows
        .map(|row| format!("src/{}", row.split(' ').next().unwrap()))
        .collect();
    assert_eq!(shown, real);
}
