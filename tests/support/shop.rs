//! A made-up shop with four customers in a folder of its own, and the real program run on it.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::LazyLock,
};

use regulars::{
    clock::Clock,
    domain::{Change, Customer, Settings},
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::blank;

/// Noon on Wednesday, 10 June 2026, in Germany.
pub const NOON: &str = "2026-06-10T12:00";

/// A shop in a folder of its own.
pub struct Shop {
    folder: TempDir,
}

impl Shop {
    /// A shop that knows nobody yet.
    pub fn empty() -> Self {
        Self::within(blank::folder())
    }

    /// One that knows nobody yet, in this folder.
    pub fn within(folder: TempDir) -> Self {
        std::fs::create_dir(folder.path().join("data")).unwrap();
        Self { folder }
    }

    /// Corner Coffee with its first four customers.
    pub fn open() -> Self {
        static OPEN: LazyLock<Vec<u8>> = LazyLock::new(|| blank::made(Shop::fill));
        let shop = Self::empty();
        blank::put(&shop.file(), &OPEN);
        shop
    }

    /// Writes its first four customers into a new data file.
    fn fill(file: &Path) {
        let people = json!([
            {"name": "Zoë Müller", "call_me": "Zo", "say": "ZOH-ee", "hook": "red coat, dog Miso",
             "phones": [{"raw": "+49 176 555 4471", "label": "mobile"}],
             "emails": [{"address": "zoe@example.org"}],
             "channels": [{"channel": "text", "leave": "prefer", "best_time": "after 15:00"},
                          {"channel": "call", "leave": "never"}],
             "handling_do": "offer water for Miso", "handling_dont": "rush her", "tags": ["vip"]},
            {"name": "Ben Okafor", "phones": [{"raw": "030 020 4471"}], "company": "Okafor & Sons"},
            {"name": "Ana Lima", "phones": [{"raw": "089 90 12 34"}, {"raw": "0711 44 71 02"}]},
            {"name": "Ana Lima Santos", "facts": [{"label": "pet", "text": "two parrots"}]},
        ]);
        let people: Vec<Customer> = serde_json::from_value(people).unwrap();
        let add = people.into_iter().enumerate().map(|(number, mut one)| {
            one.uid = format!("uid-{number}");
            Change::AddCustomer(Box::new(one))
        });
        let mut changes = vec![
            Settings::set("shop", "Corner Coffee").unwrap(),
            Settings::set("country", "DE").unwrap(),
        ];
        changes.extend(add);
        let now = Clock::fixed("2026-06-01T09:00:00+02:00").unwrap().now();
        blank::open(file).apply(&changes, now).unwrap();
    }

    /// Its data file.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("data").join("shop.db")
    }

    /// The program, ready to run on this shop.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_regulars"));
        command
            .args(arguments)
            .env("TZ", "Europe/Berlin")
            .env("HOME", self.folder.path())
            .env("XDG_DATA_HOME", self.folder.path())
            .env("REGULARS_DB", self.file())
            .current_dir(self.file().parent().unwrap())
            .stdin(Stdio::null());
        command
    }

    /// Runs a command, at noon where it names no other time, and gives back its exit code, stdout and stderr.
    pub fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let noon: &[&str] = match arguments.contains(&"--now") {
            true => &[],
            false => &["--now", NOON],
        };
        let output = self.command(&[noon, arguments].concat()).output().unwrap();
        (
            output.status.code().unwrap(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    }

    /// The example: this command ends so and prints exactly this.
    #[track_caller]
    pub fn shows(&self, arguments: &[&str], exit: i32, out: &str, err: &str) {
        let shown = self.run(arguments);
        assert_eq!(
            (shown.0, shown.1.as_str(), shown.2.as_str()),
            (exit, out, err),
            "{arguments:?}\nstdout:\n{}\nstderr:\n{}",
            shown.1,
            shown.2
        );
    }

    /// The JSON that a command prints.
    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        let (_, out, err) = self.run(&[arguments, &["--json"]].concat());
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}"))
    }
}
