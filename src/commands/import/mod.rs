//! `import`: customers, or purchases, out of files. Everything is read and compared first ([`plan`]); then all or nothing is saved, as one undo
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
mod near;
mod refused;
mod sales;

use std::{
    borrow::Cow,
    fs,
    io::{self, ErrorKind, Read},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use serde::Serialize;

pub(super) use self::merge::{fuller, unite};
pub use self::{
    command::{Import, run},
    sales::{Rounded, Takings, Worth},
};
use self::{
    matching::{Fate, Matching},
    refused::Written,
};
use crate::{
    domain::{Change, Refusal, Stamp, layout},
    formats::{self, Book, Contents, FILE_LIMIT, Kind, Reading, Remark, RowError},
    store::{Applied, Store},
    sys,
};

/// So many who look like somebody known are named for each file; `dupes` has them all afterwards.
const NAMED: usize = 5;

/// What to import and how.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The files, in their order; `-` is what is piped in.
    pub files: Vec<PathBuf>,
    /// What is piped in.
    pub piped: Option<Vec<u8>>,
    /// Columns named by hand: `phone=Mobile`.
    pub map: Vec<String>,
    /// Where refused rows go; without it beside the file they stood in.
    pub refused: Option<PathBuf>,
    /// The files have the sales of a till.
    pub purchases: bool,
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
    /// Where refused rows go, where that was said.
    #[serde(skip)]
    refused: Option<PathBuf>,
}

/// What an import would do with one file. New, changed, same and refused together are its records; of a file of sales, with what is
/// left out.
#[derive(Debug, Serialize)]
pub struct FilePlan {
    /// The file as it was named.
    pub file: String,
    /// How many customers or sales (cards, rows) are in it.
    pub records: usize,
    /// Not known yet.
    pub new: usize,
    /// Of the new ones: who looks like somebody known, and is not known by name and number together.
    pub looks_known: usize,
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
    /// Of a file of sales.
    #[serde(flatten)]
    pub takings: Option<Takings>,
    /// The file on the disk; `None` for a pipe, beside which nothing can be written.
    #[serde(skip)]
    path: Option<PathBuf>,
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
/// The sentence that says which file is not what is asked for, and what it is; or that a `--map` is not understood.
pub fn plan(options: &Options, store: &Store) -> Result<Plan> {
    if options.purchases {
        return sales::plan(options, store);
    }
    let reading = Reading {
        map: maps(&options.map)?,
        month_first: store.settings()?.month_first,
    };
    let mut files = Vec::with_capacity(options.files.len());
    let mut matching = Matching::default();
    let mut books = Vec::new();
    for (at, path) in options.files.iter().enumerate() {
        let (mut contents, on_disk) = read(path, options, |bytes| formats::read(bytes, &reading))?;
        for record in std::mem::take(&mut contents.records) {
            matching.take(at, record);
        }
        books.extend(contents.book.take().map(|book| (at, book)));
        files.push(FilePlan::new(path, on_disk, contents));
    }
    Ok(Plan {
        refused: options.refused.clone(),
        ..settle(files, matching, books, store)?
    })
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
    for (file, remark) in matching.looking_known() {
        let file = &mut files[*file];
        file.looks_known += 1;
        if file.looks_known <= NAMED {
            file.remarks.push(remark.clone());
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
        refused: None,
    })
}

impl FilePlan {
    fn new(path: &Path, on_disk: Option<PathBuf>, contents: Contents) -> Self {
        Self {
            file: path.display().to_string(),
            records: contents.refused.len(),
            new: 0,
            looks_known: 0,
            changed: 0,
            same: 0,
            refused: contents.refused,
            ignored_properties: contents.ignored_properties.into_iter().collect(),
            remarks: contents.remarks,
            takings: None,
            path: on_disk,
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

    /// Is there a place for every refused row?
    ///
    /// # Errors
    /// The sentence that asks for one.
    pub fn has_place_for_refused(&self) -> Result<(), Refusal> {
        let mut files = self.with_refused();
        files.try_for_each(|file| refused::place(file, self.refused.as_deref()).map(drop))
    }

    fn with_refused(&self) -> impl Iterator<Item = &FilePlan> {
        self.files.iter().filter(|file| !file.refused.is_empty())
    }

    /// Where it all comes from: the one file by its name, or how many.
    pub fn from(&self) -> String {
        from(&self.files)
    }

    /// What the undo step is called: "imported 312 customers from contacts.vcf".
    pub fn label(&self) -> &str {
        &self.label
    }
}

/// Saves a plan: one act, one undo step. Refused rows are written first, to a file that never replaces another.
/// `progress` hears how many of how many are done; `false` from it cancels, and nothing happened.
///
/// # Errors
/// What the store says, or that the refused rows could not be written; nothing is saved then.
pub fn carry_out(
    plan: &Plan,
    store: &mut Store,
    now: Stamp,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Done> {
    let mut written = Vec::new();
    for file in plan.with_refused() {
        let new = refused::write(file, plan.refused.as_deref())
            .with_context(|| format!("writing the refused rows of {}", file.file))?;
        written.push(new);
    }
    let of = plan.changes.len();
    let mut done = |done: usize| progress(done, of);
    let applied = match of {
        0 => Ok(None),
        _ => store
            .apply_as(&plan.label, &plan.changes, now, &mut done)
            .map(Some),
    };
    let applied = applied.inspect_err(|_| {
        for Written { path, is_new } in &written {
            // What is said is why nothing was saved; a file too many says no more.
            let _ = is_new.then(|| fs::remove_file(path));
        }
    })?;
    Ok(Done {
        applied,
        refused_files: written.into_iter().map(|file| file.path).collect(),
    })
}

/// What stands in a file, and where that is on the disk.
fn read<T>(
    path: &Path,
    options: &Options,
    read: impl FnOnce(&[u8]) -> Result<T, Refusal>,
) -> Result<(T, Option<PathBuf>)> {
    let name = path.display();
    let (bytes, on_disk) = match (path.to_str(), &options.piped) {
        (Some("-"), Some(piped)) => (Cow::from(piped), None),
        (Some("-"), None) => bail!("nothing is piped in; name a file."),
        _ => {
            let (bytes, on_disk) = read_file(path)?;
            (Cow::from(bytes), on_disk)
        }
    };
    match read(&bytes) {
        Ok(contents) => Ok((contents, on_disk)),
        Err(why) => bail!("{name}: {why}"),
    }
}

/// The bytes of a file, and where it is on the disk.
fn read_file(path: &Path) -> Result<(Vec<u8>, Option<PathBuf>)> {
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
    let mut file = sys::open_to_read(path).with_context(|| format!("reading {name}"))?;
    let bytes = bytes(&mut file).with_context(|| format!("reading {name}"))?;
    // What was redirected from a file has a name in /dev.
    let on_disk = match (about.is_file(), path.starts_with("/dev")) {
        (false, _) => None,
        (true, true) => fs::canonicalize(path).ok(),
        (true, false) => Some(path.to_owned()),
    };
    Ok((bytes, on_disk))
}

/// Everything there is to read, and of what is too large so much that this is seen: a pipe does not say how much is coming.
fn bytes(from: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(FILE_LIMIT as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn maps(words: &[String]) -> Result<Vec<(String, String)>> {
    let map = words.iter().map(|word| Ok(layout::said(word)?));
    map.collect()
}

/// Where it all comes from: the one file by its name, or how many.
fn from(files: &[FilePlan]) -> String {
    match files {
        [file] if file.file == "-" => "what was piped in".to_owned(),
        [file] => Path::new(&file.file).file_name().map_or_else(
            || file.file.clone(),
            |name| name.to_string_lossy().into_owned(),
        ),
        files => format!("{} files", files.len()),
    }
}

fn label(files: &[FilePlan]) -> String {
    let count = |count: fn(&FilePlan) -> usize| files.iter().map(count).sum::<usize>();
    let people = |count: usize| format!("{count} customer{}", if count == 1 { "" } else { "s" });
    let from = from(files);
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
