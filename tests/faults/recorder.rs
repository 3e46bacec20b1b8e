//! The real program with `recorder.c` between it and the disk: what it does below the folder of its file is noted, and a test can have
//! it refused, or the program killed there. It sees what goes through the system library, as SQLite and the standard library do.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use crate::shop::{NOON, Shop};

/// What goes wrong; operations are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fault {
    /// Nothing.
    None,
    /// The program is killed at this operation, a write half done.
    Kill(u64),
    /// From this operation on, of those that need room, the disk is full.
    Full(u64),
    /// This one operation, of those that write or sync, fails; the next works.
    Hiccup(u64),
    /// From this operation on, of those that write or sync, all fail.
    Broken(u64),
}

impl Fault {
    /// How the recorder is told.
    fn words(self) -> Vec<(&'static str, String)> {
        const FULL: u64 = 28; // ENOSPC
        const BROKEN: u64 = 5; // EIO
        let fail = |at: u64, error: u64, once: u64| {
            let all = [
                ("RECORD_FAIL", at),
                ("RECORD_ERROR", error),
                ("RECORD_ONCE", once),
            ];
            all.map(|(name, value)| (name, value.to_string())).to_vec()
        };
        match self {
            Self::None => Vec::new(),
            Self::Kill(at) => vec![("RECORD_KILL", at.to_string())],
            Self::Full(at) => fail(at, FULL, 0),
            Self::Hiccup(at) => fail(at, BROKEN, 1),
            Self::Broken(at) => fail(at, BROKEN, 0),
        }
    }
}

/// One thing the program did, or a mark between two commands.
#[derive(Debug)]
pub struct Operation {
    /// `W`rote, cu`T`, `S`ynced, `C`reated, `U`nlinked, `R`enamed, `L`inked, `M`ade a folder; a file without a `N`ame in one; `F`ailed;
    /// `A`cknowledged by the command.
    pub kind: char,
    /// Where it wrote, or to which length it cut.
    pub number: usize,
    /// What it wrote.
    pub bytes: Vec<u8>,
    /// The file, from the folder of the data file on; that folder itself is empty.
    pub name: String,
    /// The new name.
    pub to: String,
}

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    /// Its exit code; `None` when it was killed.
    pub code: Option<i32>,
    /// What it printed.
    pub out: String,
    /// What it said beside that.
    pub err: String,
}

/// Records what is done to a shop.
pub struct Recorder<'a> {
    shop: &'a Shop,
    below: PathBuf,
    notes: PathBuf,
}

impl<'a> Recorder<'a> {
    /// Nothing noted yet.
    pub fn new(shop: &'a Shop) -> Self {
        let below = folder(shop);
        let notes = below.with_extension("notes");
        fs::write(&notes, "").unwrap();
        Self { shop, below, notes }
    }

    /// One that notes what is done anywhere, under its whole name.
    pub fn of_everything(shop: &'a Shop) -> Self {
        let below = PathBuf::new();
        Self {
            below,
            ..Self::new(shop)
        }
    }

    /// Runs a command at noon while this goes wrong.
    pub fn run(&self, arguments: &[&str], fault: Fault) -> Ended {
        let mut command = self.shop.command(&[&["--now", NOON], arguments].concat());
        let command = command
            .env("LD_PRELOAD", library())
            .env("RECORD_BELOW", &self.below)
            .env("RECORD_TO", &self.notes)
            .envs(fault.words());
        let output = command.output().unwrap();
        Ended {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Notes that somebody has read that the command did its work.
    pub fn acknowledge(&self) {
        let mut notes = OpenOptions::new().append(true).open(&self.notes).unwrap();
        notes.write_all(b"A 0 0 -\n\n").unwrap();
    }

    /// What was noted since the last time.
    pub fn operations(&self) -> Vec<Operation> {
        let notes = fs::read(&self.notes).unwrap();
        fs::write(&self.notes, "").unwrap();
        let mut rest = notes.as_slice();
        std::iter::from_fn(|| operation(&mut rest, &self.below)).collect()
    }
}

/// The folder of its data file, as the system names it.
pub fn folder(shop: &Shop) -> PathBuf {
    fs::canonicalize(shop.file().parent().unwrap()).unwrap()
}

fn operation(rest: &mut &[u8], below: &Path) -> Option<Operation> {
    let head_ends = rest.iter().position(|byte| *byte == b'\n')?;
    let head = str::from_utf8(&rest[..head_ends]).unwrap();
    let mut words = head.splitn(4, ' ');
    let kind = words.next()?.chars().next()?;
    let mut number = || words.next()?.parse::<usize>().ok();
    let (number, length) = (number()?, number()?);
    let mut paths = words.next()?.split('\t').map(|path| {
        let inside = Path::new(path)
            .strip_prefix(below)
            .unwrap_or(Path::new("-"));
        inside.to_str().unwrap().to_owned()
    });
    let bytes = rest[head_ends + 1..][..length].to_vec();
    let operation = Operation {
        kind,
        number,
        bytes,
        name: paths.next()?,
        to: paths.next().unwrap_or_default(),
    };
    *rest = &rest[head_ends + 1 + length + 1..];
    Some(operation)
}

/// The recorder, built once.
fn library() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let built = Path::new(env!("CARGO_TARGET_TMPDIR")).join("recorder.so");
        let mut cc = Command::new("cc");
        cc.args(["-Wall", "-O1", "-shared", "-fPIC", "-o"])
            .arg(&built);
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/recorder.c");
        let built_it = cc.args([source, "-ldl"]).status();
        assert!(
            built_it.is_ok_and(|it| it.success()),
            "these tests need a C compiler: cc"
        );
        built
    })
}
