//! A disk that forgets: what it holds for certain, and what the power takes with it.
//!
//! A file keeps for certain what was written before its last sync; a name, what was done to it before the last sync of its folder.
//! Of the rest anything may have come to the disk: of what was written, any sectors; of the names, as many as came first.

use std::{collections::BTreeMap, fs, path::Path};

use crate::recorder::Operation;

/// The smallest piece that a disk writes whole.
const SECTOR: usize = 512;

/// The files of a folder, and those below it, by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The files below a folder. The index of a write-ahead log is none: it is of the moment, and made anew.
pub fn files(folder: &Path) -> Files {
    let mut found = Files::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
            if !is_of_the_moment(name) {
                found.insert(name.to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// Puts files into a folder.
pub fn put(files: &Files, folder: &Path) {
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

fn is_of_the_moment(name: &str) -> bool {
    name.ends_with("-shm")
}

enum Written {
    Bytes(usize, Vec<u8>),
    Length(usize),
}

#[derive(Default)]
struct Content {
    synced: Vec<u8>,
    since: Vec<Written>,
}

impl Content {
    fn after_a_cut(&self, kept: &mut dyn FnMut() -> bool) -> Vec<u8> {
        let mut bytes = self.synced.clone();
        for written in &self.since {
            match written {
                Written::Length(length) if kept() => bytes.resize(*length, 0),
                Written::Length(_) => {}
                Written::Bytes(at, new) => {
                    for (number, sector) in new.chunks(SECTOR).enumerate() {
                        let from = at + number * SECTOR;
                        if kept() {
                            bytes.resize(bytes.len().max(from + sector.len()), 0);
                            bytes[from..][..sector.len()].copy_from_slice(sector);
                        }
                    }
                }
            }
        }
        bytes
    }
}

/// Names that change together, and what they name afterwards.
type Renaming = Vec<(String, Option<usize>)>;

/// The disk below one folder.
pub struct Disk {
    contents: Vec<Content>,
    names: BTreeMap<String, usize>,
    sure: BTreeMap<String, usize>,
    since: Vec<Renaming>,
}

impl Disk {
    /// A disk that holds these files for certain.
    pub fn holding(files: Files) -> Self {
        let names = files.keys().cloned().zip(0..);
        let names: BTreeMap<String, usize> = names.collect();
        let contents = files.into_values().map(|synced| Content {
            synced,
            since: Vec::new(),
        });
        Self {
            contents: contents.collect(),
            sure: names.clone(),
            names,
            since: Vec::new(),
        }
    }

    /// The program did this.
    pub fn take(&mut self, it: &Operation) {
        if is_of_the_moment(&it.name) {
            return;
        }
        match it.kind {
            'C' => {
                self.contents.push(Content::default());
                self.rename(vec![(it.name.clone(), Some(self.contents.len() - 1))]);
            }
            'U' => self.rename(vec![(it.name.clone(), None)]),
            'L' => self.rename(vec![(it.to.clone(), self.names.get(&it.name).copied())]),
            'R' => {
                let moved = self.names.get(&it.name).copied();
                self.rename(vec![(it.name.clone(), None), (it.to.clone(), moved)]);
            }
            'W' => self
                .content(it)
                .since
                .push(Written::Bytes(it.number, it.bytes.clone())),
            'T' => self.content(it).since.push(Written::Length(it.number)),
            'S' => match self.names.get(&it.name) {
                Some(file) => {
                    let file = &mut self.contents[*file];
                    file.synced = file.after_a_cut(&mut || true);
                    file.since.clear();
                }
                None => self.sync_folder(&it.name),
            },
            _ => {}
        }
    }

    fn content(&mut self, it: &Operation) -> &mut Content {
        &mut self.contents[self.names[&it.name]]
    }

    fn rename(&mut self, renaming: Renaming) {
        apply(&mut self.names, &renaming);
        self.since.push(renaming);
    }

    /// What was done to the names in this folder is certain now.
    fn sync_folder(&mut self, folder: &str) {
        let here = |name: &str| Path::new(name).parent() == Some(Path::new(folder));
        let (sure, since): (Vec<_>, Vec<_>) = std::mem::take(&mut self.since)
            .into_iter()
            .partition(|renaming| renaming.iter().any(|(name, _)| here(name)));
        self.since = since;
        for renaming in sure {
            apply(&mut self.sure, &renaming);
        }
    }

    /// What is there after the power went: of what is not certain, what `kept` says.
    pub fn after_a_cut(&self, kept: &mut dyn FnMut() -> bool) -> Files {
        let mut names = self.sure.clone();
        for renaming in self.since.iter().take_while(|_| kept()) {
            apply(&mut names, renaming);
        }
        let files = names.into_iter();
        files
            .map(|(name, file)| (name, self.contents[file].after_a_cut(kept)))
            .collect()
    }
}

fn apply(names: &mut BTreeMap<String, usize>, renaming: &Renaming) {
    for (name, file) in renaming {
        match file {
            Some(file) => names.insert(name.clone(), *file),
            None => names.remove(name),
        };
    }
}
