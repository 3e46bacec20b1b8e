//! Killed in the middle of anything: what was said to be done is there, nothing is there by half, and nothing is left lying about.

use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    process::Stdio,
};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::{
    Dice,
    acts::{
        Act, BACK_UP, BEGIN, EXPORT, IMPORT, MIGRATE, RESTORE, SAVE, backups, many, names, state,
    },
    dump, open,
    recorder::{Fault, Recorder},
    rows,
    shop::Shop,
};

const TIMES: u64 = 40;

/// Kills it that often, at a random operation each time, a write half done; always in the same folder.
#[track_caller]
fn is_whole_or_not_there(act: &'static Act, mut dice: Dice) {
    let rehearsed = act.rehearse();
    let shop = rehearsed.shop();
    let recorder = Recorder::new(&shop);
    let (mut killed, mut last) = (0, rehearsed.operations.len());
    while killed < TIMES {
        rehearsed.begin_again(&shop);
        let place = 1 + dice.below(last as u64);
        let ended = recorder.run(act.arguments, Fault::Kill(place));
        let done = recorder.operations().len();
        match ended.code {
            None => killed += 1,
            // What was left by those before made it shorter.
            Some(_) => last = done,
        }
        let found = state(&shop);
        let [before, after] = &rehearsed.states;
        let said = !ended.out.is_empty();
        let whole = found == *after || (!said && found == *before);
        assert!(whole, "killed at {place}: {ended:?}");
    }
    rehearsed.begin_again(&shop);
    assert_eq!(recorder.run(act.arguments, Fault::None).code, Some(0));
    assert_eq!(
        names(&shop),
        rehearsed.names,
        "something is left lying about"
    );
    assert!(backups(&shop) <= 21, "every kill leaves a backup");
}

#[test]
fn a_save_that_is_killed_is_whole_or_did_not_happen() {
    is_whole_or_not_there(&SAVE, Dice(1));
}

#[test]
fn an_import_that_is_killed_at_any_write_is_whole_or_did_not_happen() {
    is_whole_or_not_there(&IMPORT, Dice(2));
}

#[test]
fn an_export_that_is_killed_leaves_the_old_file_or_the_new() {
    is_whole_or_not_there(&EXPORT, Dice(3));
}

#[test]
fn a_file_that_is_being_brought_up_to_date_is_old_or_new() {
    is_whole_or_not_there(&MIGRATE, Dice(4));
}

#[test]
fn a_shop_whose_first_start_is_killed_is_begun_the_next_time() {
    is_whole_or_not_there(&BEGIN, Dice(5));
}

#[test]
fn a_backup_that_is_killed_is_whole_or_not_there() {
    is_whole_or_not_there(&BACK_UP, Dice(6));
}

#[test]
fn a_restore_that_is_killed_brought_back_everything_or_nothing() {
    is_whole_or_not_there(&RESTORE, Dice(7));
}

fn count(shop: &Shop, table: &str) -> u64 {
    let select = format!("SELECT count(*) FROM {table}");
    dump::foreign(&shop.file())
        .query_row(&select, [], |row| row.get(0))
        .unwrap()
}

#[test]
fn no_save_that_was_acknowledged_is_lost_by_a_kill() {
    let shop = open();
    let script = "i=0; while :; do i=$((i+1)); \"$0\" log \"#1\" \"line $i\" --now 2026-06-10T12:00 --plain || exit; echo saved; done";
    for round in 1..=TIMES {
        let before = count(&shop, "interaction");
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", script, env!("CARGO_BIN_EXE_regulars")]);
        shell.env("REGULARS_DB", shop.file()).stdout(Stdio::piped());
        let mut shell = shell.process_group(0).spawn().unwrap();
        let lines = BufReader::new(shell.stdout.take().unwrap()).lines();
        let saved = lines.map_while(Result::ok).filter(|it| it == "saved");
        let acknowledged = saved.take(1 + round as usize % 4).count() as u64;
        // The shell and the save it is in the middle of.
        kill_process_group(Pid::from_child(&shell), Signal::KILL).unwrap();
        shell.wait().unwrap();
        assert!(count(&shop, "interaction") >= before + acknowledged);
    }
    rows(&shop.file());
}

#[test]
fn an_import_of_many_that_is_killed_is_whole_or_did_not_happen() {
    const MANY: u64 = 1_000;
    let shop = open();
    let before = count(&shop, "customer");
    many(&shop, MANY as usize);
    let log = shop.file().with_file_name("shop.db-wal");
    let size = |file: &std::path::Path| fs::metadata(file).map_or(0, |it| it.len());
    for kilobytes in [1, 8, 64, 128, 192, 256, 320, 384, 448, 512] {
        let mut import = shop.command(&["import", "many.csv", "--yes"]);
        let mut import = import.stdout(Stdio::null()).spawn().unwrap();
        // As far as the log on disk has grown, the import has come.
        while size(&log) < kilobytes * 1024 && import.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        import.kill().unwrap();
        import.wait().unwrap();
        rows(&shop.file());
        let now = count(&shop, "customer");
        assert!(now == before || now == before + MANY, "{now}");
        if now > before {
            assert_eq!(shop.run(&["undo"]).0, 0);
        }
    }
}
