//! The program in the shell: its manual by example, its files, and how it behaves as a process.

#[path = "../support/blank.rs"]
mod blank;
#[path = "../support/hostile.rs"]
#[expect(dead_code, reason = "the files that read a hostile shop use the rest")]
mod hostile;
#[path = "../support/page.rs"]
mod page;
#[path = "../support/shop.rs"]
mod shop;

mod backup;
mod buying;
mod cancelled;
mod cards;
mod commands;
mod complaint;
#[cfg(unix)]
mod disk;
mod dupes;
#[cfg(unix)]
mod environment;
mod feedback;
mod files;
mod forget;
#[cfg(unix)]
mod outfiles;
mod own;
mod pages;
mod people;
mod process;
mod queue;
mod report;
mod review;
#[cfg(unix)]
mod sealed;
mod till;
mod torn;

#[cfg(unix)]
use std::{fs, sync::OnceLock};

/// The program on this shop as a shell starts it: `ulimit -f 8; exec "$@"`.
#[cfg(unix)]
fn through(shop: &shop::Shop, script: &str, arguments: &[&str]) -> std::process::Command {
    let program = shop.command(arguments);
    let mut shell = std::process::Command::new("sh");
    shell
        .args(["-c", script, "sh"])
        .arg(program.get_program())
        .args(program.get_args());
    let named = program
        .get_envs()
        .filter_map(|(name, it)| Some((name, it?)));
    shell.envs(named).stdin(std::process::Stdio::null());
    shell.current_dir(program.get_current_dir().unwrap());
    shell
}

/// A data file of three thousand made-up customers beside the shop's own.
#[cfg(unix)]
fn crowd(shop: &shop::Shop) -> String {
    static CROWD: OnceLock<Vec<u8>> = OnceLock::new();
    let path = shop.file().with_file_name("crowd.db");
    let name = path.to_str().unwrap().to_owned();
    let bytes = CROWD.get_or_init(|| {
        let (exit, _, err) = shop.run(&["demo", "--customers", "3000", "--db", &name]);
        assert_eq!(exit, 0, "{err}");
        fs::read(&path).unwrap()
    });
    blank::put(&path, bytes);
    name
}
