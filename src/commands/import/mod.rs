//! `import`: customers out of files. Everything is read and compared first ([`plan`]); then all or nothing is saved, as one undo
//! step ([`carry_out`]).
//!
//! Who is who: the same uid; else the same name together with a phone or e-mail in common; never a name alone or a phone alone. A
//! row without a uid gets one made of all it says, so that the same row is known again. What the shop has written is never
//! overwritten: a file adds phones, addresses, tags, notes and whatever was empty.

mod book;
mod changes;
mod command;
mod keys;
mod matching;
mod merge;
mod refused;

use std::{
    fs,
    io::{ErrorKind, Read as _},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use serde::Serialize;

pub use self::command::{Import, run};
use self::matching::{Fate, Matching};
use crate::{
    domain::{Change, Stamp},
    formats::{self, Book, Contents, FILE_LIMIT, Kind, Reading, Remark, RowError},
    store::{Applied, Store},
    sys,
};

/// What to import and how.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The files, in their order.
    pub files: Vec<PathBuf>,
    /// Save without asking.
    pub yes: bool,
    /// Columns named by hand: `phone=Mobile`.
    pub map: Vec<String>,
}

/// What an import would do. Its serialised form is what `import --json` prints.
#[derive(Debug, Serialize)]
pub struct Plan {
    /// File by file.
    pub files: Vec<FilePlan>,
    #[serde(skip)]
    changes: Vec<Change>,
    #[serde(skip)]
    label: String,
}

/// What an import would do with one file. New, changed, same and refused together are its records.
#[derive(Debug, Serialize)]
pub struct FilePlan {
    /// The file as it was named.
    pub file: String,
    /// How many customers (cards, rows) are in it.
    pub records: usize,
    /// Not known yet.
    pub new: usize,
    /// Known, and the file adds something.
    pub changed: usize,
    /// Known already, with all that the file says.
    pub same: usize,
    /// Cannot be taken.
    pub refused: Vec<RowError>,
    /// Properties or columns that are left out.
    pub ignored_properties: Vec<String>,
    /// What else should be known about single lines.
    pub remarks: Vec<Remark>,
    #[serde(skip)]
    path: PathBuf,
    #[serde(skip)]
    kind: Kind,
    #[serde(skip)]
    header: String,
}

/// What was done.
#[derive(Debug)]
pub struct Done {
    /// The undo step; `None` when there was nothing to save.
    pub applied: Option<Applied>,
    /// Files with the refused rows, to be mended and imported again.
    pub refused_files: Vec<PathBuf>,
}

/// Reads and compares everything; nothing is written.
///
/// # Errors
/// The sentence that says which file is no contact file, and what it is; or that a `--map` is not understood.
pub fn plan(options: &Options, store: &Store) -> Result<Plan> {
    let reading = Reading {
        map: maps(&options.map)?,
        month_first: store.settings()?.month_first,
    };
    let mut files = Vec::with_capacity(options.files.len());
    let mut matching = Matching::default();
    let mut books = Vec::new();
    for (at, path) in options.files.iter().enumerate() {
        let mut contents = read(path, &reading)?;
        for record in std::mem::take(&mut contents.records) {
            matching.take(at, record);
        }
        books.extend(contents.book.take().map(|book| (at, book)));
        files.push(FilePlan::new(path, contents));
    }
    settle(files, matching, books, store)
}

/// Compares with the shop, counts, and makes the changes.
fn settle(
    mut files: Vec<FilePlan>,
    mut matching: Matching,
    books: Vec<(usize, Book)>,
    store: &Store,
) -> Result<Plan> {
    matching.compare(store)?;
    let mut history = book::History::new(store, books.len(), &matching)?;
    for (entry, fate) in matching.fates() {
        let file = &mut files[entry.file];
        file.records += 1;
        match fate {
            Fate::New => file.new += 1,
            Fate::Changed => file.changed += 1,
            Fate::Same => file.same += 1,
        }
    }
    for (file, remark) in std::mem::take(&mut matching.remarks) {
        files[file].remarks.push(remark);
    }
    let label = label(&files);
    let (mut changes, people) = changes::changes(matching, history.numbering(books.len()));
    for (file, book) in books {
        let (more, remarks) = history.changes(book, file, &people);
        changes.extend(more);
        files[file].remarks.extend(remarks);
    }
    for file in &mut files {
        file.remarks.sort_by_key(|remark| remark.line);
    }
    Ok(Plan {
        files,
        changes,
        label,
    })
}

impl FilePlan {
    fn new(path: &Path, contents: Contents) -> Self {
        Self {
            file: path.display().to_string(),
            records: contents.refused.len(),
            new: 0,
            changed: 0,
            same: 0,
            refused: contents.refused,
            ignored_properties: contents.ignored_properties.into_iter().collect(),
            remarks: contents.remarks,
            path: path.to_owned(),
            kind: contents.kind,
            header: contents.header,
        }
    }
}

impl Plan {
    /// The writes, in the order in which they must be done.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// What the undo step is called: "imported 312 customers from contacts.vcf".
    pub fn label(&self) -> &str {
        &self.label
    }
}

/// Saves a plan: one act, one undo step. Refused rows are written to a file beside theirs, which never replaces another.
/// `progress` hears how many of how many are done; `false` from it cancels, and nothing happened.
///
/// # Errors
/// What the store says, and then nothing is saved; or that the refused rows could not be written.
pub fn carry_out(
    plan: &Plan,
    store: &mut Store,
    now: Stamp,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Done> {
    let of = plan.changes.len();
    let applied = if of == 0 {
        None
    } else {
        let mut done = |done: usize| progress(done, of);
        Some(store.apply_as(&plan.label, &plan.changes, now, &mut done)?)
    };
    let mut refused_files = Vec::new();
    for file in plan.files.iter().filter(|file| !file.refused.is_empty()) {
        let path = refused::write(file)
            .with_context(|| format!("writing the refused rows of {}", file.file))?;
        refused_files.push(path);
    }
    Ok(Done {
        applied,
        refused_files,
    })
}

fn read(path: &Path, reading: &Reading) -> Result<Contents> {
    let name = path.display();
    let about = match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            bail!("there is no file {name}; look how it is called, and in which folder it is.")
        }
        about => about.with_context(|| format!("reading {name}"))?,
    };
    if about.is_dir() {
        bail!("{name}: a folder; name the files in it.");
    }
    let limit = FILE_LIMIT as u64;
    let mut bytes = Vec::new();
    // A pipe or a device does not say how much is coming: never more than the limit is taken into memory.
    if about.len() <= limit {
        let file = sys::open_to_read(path).with_context(|| format!("reading {name}"))?;
        file.take(limit + 1)
            .read_to_end(&mut bytes)
            .with_context(|| format!("reading {name}"))?;
    }
    if about.len().max(bytes.len() as u64) > limit {
        bail!("{name}: larger than 256 MB; split it into several files.");
    }
    formats::read(&bytes, reading).map_err(|why| anyhow::anyhow!("{name}: {why}"))
}

fn maps(words: &[String]) -> Result<Vec<(String, String)>> {
    let map = |word: &String| match word.split_once('=') {
        Some((field, column)) => Ok((field.trim().to_owned(), column.trim().to_owned())),
        None => bail!("--map {word:?} is not understood; write it like --map phone=\"Mobile\"."),
    };
    words.iter().map(map).collect()
}

fn label(files: &[FilePlan]) -> String {
    let count = |count: fn(&FilePlan) -> usize| files.iter().map(count).sum::<usize>();
    let people = |count: usize| format!("{count} customer{}", if count == 1 { "" } else { "s" });
    let from = match files {
        [file] => file.path.file_name().map_or_else(
            || file.file.clone(),
            |name| name.to_string_lossy().into_owned(),
        ),
        files => format!("{} files", files.len()),
    };
    match (count(|file| file.new), count(|file| file.changed)) {
        (new, 0) => format!("imported {} from {from}", people(new)),
        (0, changed) => format!("added to {} from {from}", people(changed)),
        (new, changed) => {
            format!(
                "imported {} and added to {changed} from {from}",
                people(new)
            )
        }
    }
}
