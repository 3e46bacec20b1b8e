//! Killed in the middle of a save or an import: what was said to be saved is there, and nothing is there by half.

use std::{
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    process::Stdio,
};

use rusqlite::Connection;
use rustix::process::{Pid, Signal, kill_process_group};

use super::*;

/// Is the file whole, in SQLite's own words?
fn assert_whole(shop: &Shop) {
    let file = Connection::open(shop.file()).unwrap();
    for check in ["integrity_check", "quick_check"] {
        let answer: String = file
            .pragma_query_value(None, check, |row| row.get(0))
            .unwrap();
        assert_eq!(answer, "ok");
    }
}

fn count(shop: &Shop, table: &str) -> u64 {
    let file = Connection::open(shop.file()).unwrap();
    let select = format!("SELECT count(*) FROM {table}");
    file.query_row(&select, [], |row| row.get(0)).unwrap()
}

#[test]
fn no_save_that_was_acknowledged_is_lost_by_a_kill() {
    let shop = imported();
    let script = "i=0; while :; do i=$((i+1)); \"$0\" log 4471 \"line $i\" --now 2026-06-10T12:00 --plain || exit; echo saved; done";
    for rounds in 1..=10 {
        let before = count(&shop, "interaction");
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", script, env!("CARGO_BIN_EXE_regulars")]);
        shell.env("REGULARS_DB", shop.file()).stdout(Stdio::piped());
        shell.process_group(0);
        let mut shell = shell.spawn().unwrap();
        let lines = BufReader::new(shell.stdout.take().unwrap()).lines();
        let saved = lines.map_while(Result::ok).filter(|it| it == "saved");
        let acknowledged = saved.take(rounds).count() as u64;
        // The shell and the save it is in the middle of.
        let group = Pid::from_child(&shell);
        kill_process_group(group, Signal::KILL).unwrap();
        shell.wait().unwrap();
        assert!(count(&shop, "interaction") >= before + acknowledged);
        assert_whole(&shop);
    }
}

#[test]
fn an_import_that_is_killed_is_whole_or_did_not_happen() {
    const MANY: u64 = 2_000;
    let shop = imported();
    let before = count(&shop, "customer");
    let rows = (0..MANY).map(|it| format!("Person {it},0711 {}\n", 100_000 + it));
    let table = format!("name,phone\n{}", rows.collect::<String>());
    fs::write(shop.file().with_file_name("many.csv"), table).unwrap();
    let log = shop.file().with_file_name("shop.db-wal");
    let size = |file: &std::path::Path| fs::metadata(file).map_or(0, |it| it.len());
    for kilobytes in [1, 8, 64, 128, 256, 384, 512, 640, 768, 1024] {
        let mut import = shop.command(&["import", "many.csv", "--yes"]);
        let mut import = import.stdout(Stdio::null()).spawn().unwrap();
        // As far as the log on disk has grown, the import has come.
        while size(&log) < kilobytes * 1024 && import.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        import.kill().unwrap();
        import.wait().unwrap();
        assert_whole(&shop);
        let now = count(&shop, "customer");
        assert!(now == before || now == before + MANY, "{now}");
        if now > before {
            assert_eq!(shop.run(&["undo"]).0, 0);
        }
    }
}
