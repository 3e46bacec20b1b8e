//! The map of files in the crate documentation is the real one.

use std::{collections::BTreeMap, fs, path::Path};

/// The names in each folder below `src`, without endings.
fn files(folder: &Path, found: &mut BTreeMap<String, Vec<String>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if let (Some("rs"), Some(name)) = (
            path.extension().and_then(|ending| ending.to_str()),
            path.file_stem().and_then(|name| name.to_str()),
        ) {
            let folder = folder.to_str().unwrap().replace('\\', "/");
            found.entry(folder).or_default().push(name.to_owned());
        }
    }
}

#[test]
fn the_map_in_the_crate_documentation_names_every_file() {
    let mut real = BTreeMap::new();
    files(Path::new("src"), &mut real);
    let map: String = real
        .iter_mut()
        .map(|(folder, names)| {
            names.sort();
            format!("//! {folder}/: {}\n", names.join(" "))
        })
        .collect();
    let book = fs::read_to_string("src/lib.rs").unwrap();
    let shown: String = book
        .lines()
        .filter(|line| line.starts_with("//! src/"))
        .map(|line| format!("{line}\n"))
        .collect();
    assert!(
        shown == map,
        "src/lib.rs shows another map; the real one:\n{map}"
    );
}
