//! The house rules, kept by reading the sources: imports go down only, words stay in their rooms, files stay short.
//!
//! The crate documentation in `src/lib.rs` shows the floors; when they change, both change.

use std::{fs, path::Path};

/// Each room, and the rooms it may import. What is not named here may import nothing.
const FLOORS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("text", &[]),
    ("sys", &[]),
    ("clock", &["domain"]),
    ("paths", &["sys"]),
    ("search", &["domain"]),
    ("formats", &["domain", "text"]),
    ("store", &["domain", "search", "text", "sys", "paths"]),
    (
        "commands",
        &[
            "domain", "search", "formats", "store", "text", "sys", "paths", "clock",
        ],
    ),
    (
        "tui",
        &[
            "domain", "search", "formats", "store", "commands", "text", "sys", "paths", "clock",
        ],
    ),
];

/// Words, as tokens, and where alone they may stand.
const WORDS: &[(&[&str], &[&str])] = &[
    (&["rusqlite"], &["src/store/"]),
    (&["ratatui"], &["src/tui/"]),
    (&["crossterm"], &["src/tui/"]),
    (&["::", "now", "("], &["src/clock.rs"]),
    (&["println", "!"], &["src/main.rs"]),
    (&["print", "!"], &["src/main.rs"]),
    (&["eprintln", "!"], &["src/main.rs"]),
    (&["eprint", "!"], &["src/main.rs"]),
];

/// Words that stand nowhere, tests included.
const NOWHERE: &[&[&str]] = &[
    &["unsafe"],
    &["todo", "!"],
    &["unimplemented", "!"],
    &["dbg", "!"],
    &["#", "[", "allow", "("],
    &["#", "!", "[", "allow", "("],
];

const LONGEST: usize = 400;

/// One word or sign of a source, and its line.
#[derive(Debug, Clone, PartialEq)]
struct Token {
    text: String,
    line: usize,
}

/// The words and signs of a source, without comments, texts and letters in quotes.
fn tokens(source: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = source;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let length = skipped(rest).unwrap_or_else(|| {
            let length = token_length(rest, first);
            if !first.is_whitespace() {
                let text = rest[..length].to_owned();
                tokens.push(Token { text, line });
            }
            length
        });
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

fn token_length(rest: &str, first: char) -> usize {
    let word = |letter: char| letter.is_alphanumeric() || letter == '_';
    if rest.starts_with("::") {
        2
    } else if word(first) {
        rest.find(|letter| !word(letter)).unwrap_or(rest.len())
    } else {
        first.len_utf8()
    }
}

/// How long the comment, text or quoted letter is that begins here; `None` when none does.
fn skipped(rest: &str) -> Option<usize> {
    let until = |from: usize, end: &str| rest[from..].find(end).map(|at| from + at + end.len());
    let all = rest.len();
    if rest.starts_with("//") {
        return Some(until(2, "\n").unwrap_or(all));
    }
    if rest.starts_with("/*") {
        return Some(until(2, "*/").unwrap_or(all));
    }
    let raw = rest.strip_prefix('b').unwrap_or(rest);
    if let Some(hashes) = raw.strip_prefix('r') {
        let count = hashes.len() - hashes.trim_start_matches('#').len();
        if hashes[count..].starts_with('"') {
            let end = format!("\"{}", "#".repeat(count));
            let from = rest.len() - hashes.len() + count + 1;
            return Some(until(from, &end).unwrap_or(all));
        }
    }
    if rest.starts_with('"') {
        return Some(closing(rest, '"').unwrap_or(all));
    }
    // A letter in quotes closes after one letter or an escape; a lifetime does not close.
    let letter = rest.strip_prefix('\'')?;
    if letter.starts_with('\\') {
        return closing(rest, '\'');
    }
    let length = letter.chars().next()?.len_utf8();
    letter[length..].starts_with('\'').then_some(length + 2)
}

/// The length up to the closing quote, over escapes.
fn closing(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        if !escaped && letter == quote {
            return Some(at + 1);
        }
        escaped = !escaped && letter == '\\';
    }
    None
}

/// Every path in a source with its line: use trees taken apart, and paths that begin at the crate or the parent.
fn paths(tokens: &[Token]) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let rooted = matches!(token.text.as_str(), "crate" | "super" | "self")
            && tokens.get(at + 1).is_some_and(|next| next.text == "::");
        match token.text.as_str() {
            "use" => at = tree(tokens, at + 1, &[], &mut found),
            _ if rooted => at = tree(tokens, at, &[], &mut found),
            _ => at += 1,
        }
    }
    found
}

/// Takes one use tree apart, beginning at `at`; gives back where it ends.
fn tree(
    tokens: &[Token],
    mut at: usize,
    before: &[String],
    found: &mut Vec<(usize, Vec<String>)>,
) -> usize {
    let mut path = before.to_vec();
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            "::" => at += 1,
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token.text != "}") {
                    let end = tree(tokens, at, &path, found);
                    let comma = tokens.get(end).is_some_and(|token| token.text == ",");
                    at = (end + usize::from(comma)).max(at + 1);
                }
                return at + 1;
            }
            _ => {
                path.push(token.text.clone());
                at += 1;
                if tokens.get(at).is_none_or(|next| next.text != "::") {
                    found.push((token.line, path));
                    return past_rename(tokens, at);
                }
            }
        }
    }
    at
}

fn past_rename(tokens: &[Token], at: usize) -> usize {
    let renamed = tokens.get(at).is_some_and(|token| token.text == "as");
    if renamed { at + 2 } else { at }
}

/// The rooms a file stands in: `src/tui/text.rs` in `tui`, `text`.
fn module(file: &str) -> Vec<&str> {
    let name = file.trim_start_matches("src/").trim_end_matches(".rs");
    let mut module: Vec<&str> = name.split('/').collect();
    if matches!(module.last(), Some(&("mod" | "lib" | "main"))) {
        module.pop();
    }
    module
}

/// The room on the first floor below the crate that a path leads to, if it leads into the crate.
fn room_of<'a>(path: &'a [String], module: &[&'a str]) -> Option<&'a str> {
    let ups = path.iter().take_while(|part| *part == "super").count();
    match path.first()?.as_str() {
        "crate" => path.get(1).map(String::as_str),
        "super" => match module.len().checked_sub(ups)? {
            0 => path.get(ups).map(String::as_str),
            _ => module.first().copied(),
        },
        _ => None,
    }
}

/// Everything in one source that breaks a rule, as `file:line: what`.
fn offences(file: &str, source: &str) -> Vec<String> {
    let tokens = tokens(source);
    let mut found = Vec::new();
    let mut say = |line: usize, what: String| found.push(format!("{file}:{line}: {what}"));

    if !source.starts_with("//!") {
        say(1, "does not open with //!".to_owned());
    }
    let lines = source.lines().count();
    if lines > LONGEST {
        say(lines, format!("has more than {LONGEST} lines"));
    }
    let in_src = file.starts_with("src/");
    let words = WORDS
        .iter()
        .filter(|(_, homes)| in_src && !homes.iter().any(|home| file.starts_with(home)))
        .map(|(word, _)| *word);
    for word in words.chain(NOWHERE.iter().copied()) {
        let here = tokens.windows(word.len()).filter(|run| {
            run.iter()
                .zip(word)
                .all(|(token, text)| token.text == *text)
        });
        here.for_each(|run| {
            say(
                run[0].line,
                format!("{} does not belong here", word.concat()),
            )
        });
    }
    let module = module(file);
    let Some(room) = module.first().filter(|_| in_src) else {
        return found;
    };
    let below = FLOORS.iter().find(|(name, _)| name == room);
    let Some((_, below)) = below else {
        say(1, format!("{room} stands on no floor"));
        return found;
    };
    for (line, path) in paths(&tokens) {
        let Some(other) = room_of(&path, &module).filter(|other| other != room) else {
            continue;
        };
        let is_room = FLOORS.iter().any(|(name, _)| *name == other);
        if is_room && !below.contains(&other) {
            say(line, format!("{room} must not import {other}"));
        }
        // There a text of megabytes is cut; a screen that went round it would wrap all of it at every key.
        if *room == "tui" && other == "text" && file != "src/tui/text.rs" {
            say(line, "takes texts past tui::text".to_owned());
        }
    }
    found.dedup();
    found
}

/// Every `.rs` file below a folder.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path.to_str().unwrap().replace('\\', "/"));
        }
    }
}

#[test]
fn the_house_is_in_order() {
    let mut files = Vec::new();
    sources(Path::new("src"), &mut files);
    sources(Path::new("tests"), &mut files);
    files.sort();
    assert!(files.iter().any(|file| file == "src/main.rs"), "{files:?}");
    let found: Vec<String> = files
        .iter()
        .flat_map(|file| offences(file, &fs::read_to_string(file).unwrap()))
        .collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// What is wrong with this source, without the opening line that each needs.
fn wrong(file: &str, source: &str) -> Vec<String> {
    offences(file, &format!("//! Made up.\n{source}"))
}

#[test]
fn an_import_upwards_is_found_in_any_spelling() {
    let up = "src/domain/x.rs:2: domain must not import store";
    for source in [
        "use crate::store::Store;",
        "use crate::{domain::Stamp, store::{Store, Applied}};",
        "pub(crate) use super::super::store as attic;",
        "fn f(store: &crate::store::Store) {}",
        "fn f() { super::super::store::open() }",
    ] {
        assert_eq!(wrong("src/domain/x.rs", source), [up], "{source}");
    }
    let deep = "use crate::{\n    domain::Stamp,\n    tui::{self, App},\n};";
    let found = wrong("src/commands/x.rs", deep);
    assert!(found.contains(&"src/commands/x.rs:4: commands must not import tui".to_owned()));
    assert!(
        wrong(
            "src/store/x.rs",
            "use crate::{domain::Stamp, search::Index};"
        )
        .is_empty()
    );
    assert_eq!(
        wrong("src/tui/widgets/x.rs", "use crate::text::safe;"),
        ["src/tui/widgets/x.rs:2: takes texts past tui::text"]
    );
    assert!(
        wrong(
            "src/tui/x.rs",
            "use super::theme::Theme;\nuse std::store::X;"
        )
        .is_empty()
    );
    assert_eq!(
        wrong("src/attic/x.rs", ""),
        ["src/attic/x.rs:1: attic stands on no floor"]
    );
}

#[test]
fn a_word_out_of_its_room_is_found() {
    let found = |source: &str| wrong("src/commands/x.rs", source).len();
    for source in [
        "use rusqlite::Connection;",
        "use ratatui::Frame;",
        "fn f(e: crossterm::Event) {}",
        "fn f() { chrono::Local::now(); }",
        "fn f() { println!(\"x\"); }",
        "fn f() { eprintln!(\"x\"); }",
        "fn f() { unsafe { g() } }",
        "fn f() { todo!() }",
        "fn f() { unimplemented!() }",
        "fn f() { dbg!(1); }",
        "#[allow(dead_code)]\nfn f() {}",
        "#![allow(dead_code)]",
    ] {
        assert_eq!(found(source), 1, "{source}");
    }
    assert!(wrong("src/store/x.rs", "use rusqlite::Connection;").is_empty());
    assert!(wrong("src/main.rs", "fn f() { println!(\"x\"); }").is_empty());
    assert_eq!(found("fn f() { clock.now(); }"), 0);
    assert_eq!(found("#[expect(dead_code, reason = \"x\")]\nfn f() {}"), 0);
}

#[test]
fn comments_and_texts_are_not_code() {
    let source = "/* unsafe\n */ // todo!()\n/// dbg!(1)\nfn f<'a>(x: &'a str) -> char {\n\
        let s = \"\\\"unsafe\"; let r = r#\"todo!(\" \"#; let b = b\"unsafe\"; '\"'; '\\''; 'x' }";
    assert!(wrong("src/domain/x.rs", source).is_empty());
    let after = format!("{source}\nfn g() {{ unsafe {{}} }}");
    assert_eq!(
        wrong("src/domain/x.rs", &after),
        ["src/domain/x.rs:7: unsafe does not belong here"]
    );
}

#[test]
fn a_long_file_and_one_without_an_opening_are_found() {
    let long = "\n".repeat(LONGEST);
    assert_eq!(
        wrong("tests/x.rs", &long),
        ["tests/x.rs:401: has more than 400 lines"]
    );
    assert_eq!(
        offences("src/text.rs", "fn f() {}"),
        ["src/text.rs:1: does not open with //!"]
    );
}
