//! What is shipped may be shipped: every crate in the program is under a licence that asks for no more than to be named, the important
//! ones are there once, and none that talks to a network or brings a runtime of its own.

use std::{collections::BTreeMap, process::Command};

/// Licences that ask for nothing but to be named.
const ALLOWED: [&str; 9] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Unicode-3.0",
    "Zlib",
    "0BSD",
];

/// Crates under another licence, and why that is no obstacle.
const JUDGED: [(&str, &str); 1] = [
    ("option-ext", "MPL-2.0"), // asks for changes to its own files only, and we make none
];

/// Of these there shall be one version: two terminals, clocks or databases in one program would not know of each other.
const ONCE: [&str; 9] = [
    "chrono",
    "clap",
    "crossterm",
    "libsqlite3-sys",
    "ratatui",
    "ratatui-core",
    "ratatui-crossterm",
    "rusqlite",
    "unicode-width",
];

/// Nothing here opens a connection or needs a runtime.
const BANNED: [&str; 14] = [
    "async-std",
    "curl",
    "h2",
    "hyper",
    "isahc",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "rustls",
    "smol",
    "tokio",
    "ureq",
];

/// A crate of the program, as Cargo names it.
struct Crate {
    name: String,
    version: String,
    licence: String,
}

/// Everything that goes into the program or builds it, from what Cargo has on this machine.
fn crates() -> Vec<Crate> {
    let told = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--locked",
            "--prefix",
            "none",
            "--edges",
            "normal,build",
        ])
        .args(["--format", "{p}|{l}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        told.status.success(),
        "{}",
        String::from_utf8_lossy(&told.stderr)
    );
    let lines = String::from_utf8(told.stdout).unwrap();
    let read = |line: &str| {
        let (package, licence) = line.split_once('|')?;
        let mut words = package.split(' ');
        Some(Crate {
            name: words.next()?.to_owned(),
            version: words.next()?.to_owned(),
            licence: licence.trim_end_matches(" (*)").to_owned(),
        })
    };
    lines.lines().filter_map(read).collect()
}

/// May a crate be shipped that is under this: `MIT OR Apache-2.0`, `(MIT OR Zlib) AND Unicode-3.0`?
fn may_be_shipped(licence: &str) -> bool {
    let licence = licence.replace(" / ", " OR ").replace('/', " OR ");
    let parts = |text: &str, word: &str| -> Vec<String> {
        let mut depth = 0;
        let mut parts = vec![String::new()];
        for piece in text.split_inclusive([' ', '(', ')']) {
            depth += piece.matches('(').count();
            if depth == 0 && piece.trim() == word {
                parts.push(String::new());
            } else if let Some(part) = parts.last_mut() {
                part.push_str(piece);
            }
            depth -= piece.matches(')').count();
        }
        parts
            .into_iter()
            .map(|part| part.trim().to_owned())
            .collect()
    };
    let every = parts(&licence, "AND");
    if every.len() > 1 {
        return every.iter().all(|part| may_be_shipped(part));
    }
    if let Some(inside) = licence
        .strip_prefix('(')
        .and_then(|it| it.strip_suffix(')'))
    {
        return may_be_shipped(inside);
    }
    parts(&licence, "OR")
        .iter()
        .any(|part| ALLOWED.contains(&part.as_str()))
}

#[test]
fn every_crate_may_be_shipped_the_important_ones_once_and_none_talks_to_a_network() {
    let crates = crates();
    assert!(crates.len() > 50, "only {} crates", crates.len());
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for it in &crates {
        let judged = JUDGED.contains(&(it.name.as_str(), it.licence.as_str()));
        assert!(
            judged || may_be_shipped(&it.licence),
            "{} is under {:?}",
            it.name,
            it.licence
        );
        assert!(
            !BANNED.contains(&it.name.as_str()),
            "{} is not for this program",
            it.name
        );
        let known = versions.entry(&it.name).or_default();
        if !known.contains(&it.version.as_str()) {
            known.push(&it.version);
        }
    }
    for name in ONCE {
        assert_eq!(
            versions.get(name).map(Vec::len),
            Some(1),
            "{name}: {:?}",
            versions.get(name)
        );
    }
}

#[test]
fn licences_are_read_as_they_are_meant() {
    for licence in [
        "MIT",
        "MIT/Apache-2.0",
        "GPL-3.0 OR MIT",
        "(MIT OR GPL-3.0) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
    ] {
        assert!(may_be_shipped(licence), "{licence}");
    }
    for licence in [
        "",
        "GPL-3.0",
        "AGPL-3.0 OR GPL-2.0",
        "MIT AND GPL-3.0",
        "(MIT OR Zlib) AND MPL-2.0",
        "LGPL-2.1",
    ] {
        assert!(!may_be_shipped(licence), "{licence}");
    }
}
