//! Several windows and shells on one file: everybody sees what the others wrote, and nobody's text is lost.

use std::{
    thread,
    time::{Duration, Instant},
};

use rusqlite::{Connection, TransactionBehavior};

use super::*;

#[test]
fn a_line_saved_in_one_window_appears_in_the_other_without_a_key() {
    let shop = imported();
    let (mut here, mut there) = (window(&shop), window(&shop));
    profile(&mut here, "4471");
    profile(&mut there, "4471");
    line(
        &mut here,
        "l",
        "call in: wants rye\r",
        "logged a call with Zo",
    );
    there.until_shows("wants rye");
}

#[test]
fn the_second_of_two_forms_is_told_and_keeps_its_text() {
    let shop = imported();
    let (mut first, mut second) = (window(&shop), window(&shop));
    for (pty, added) in [(&mut first, " A"), (&mut second, " B")] {
        profile(pty, "4471");
        pty.send("e");
        pty.until_shows("Ctrl-S save");
        pty.send("\x05");
        pty.send(added);
        pty.until_shows(&format!("Zoë Müller{added}"));
    }
    first.send("\x13");
    first.until_shows("edited");
    second.send("\x13");
    second.until_shows("changed in another window");
    assert!(second.contents().contains("Zoë Müller B"));
    assert!(
        second.contents().contains("Phones and addresses"),
        "the form stays"
    );
    let found = shop.json(&["find", "4471"]);
    assert_eq!(found["hits"][0]["name"], "Zoë Müller A");
}

#[test]
fn four_shells_at_once_lose_and_fail_nothing() {
    const EACH: usize = 200;
    let shop = imported();
    let failed: Vec<String> = thread::scope(|scope| {
        let shells = [1, 2, 3, 4].map(|shell| {
            let shop = &shop;
            scope.spawn(move || {
                let save = |it| shop.run(&["log", "4471", &format!("line {it} of {shell}")]);
                let ended = (0..EACH).map(save);
                ended
                    .filter(|it| it.0 != 0)
                    .map(|it| it.2)
                    .collect::<Vec<_>>()
            })
        });
        shells
            .into_iter()
            .flat_map(|it| it.join().unwrap())
            .collect()
    });
    assert_eq!(failed, Vec::<String>::new());
    assert_eq!(count(&shop, "interaction"), 4 * EACH as u64);
}

/// So long another program holds the file, while keys are typed without a pause.
const HELD: Duration = Duration::from_secs(3);

#[test]
fn while_another_program_holds_the_file_the_keys_answer_and_the_text_is_saved_afterwards() {
    let shop = imported();
    let mut pty = window(&shop);
    profile(&mut pty, "4471");
    let mut other = Connection::open(shop.file()).unwrap();
    let held = other
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .unwrap();
    line(&mut pty, "l", "call in: wants rye", "› call in: wants rye");
    pty.send("\r");
    pty.until_shows("Another program holds the file");
    pty.send(" bread");
    pty.until_shows("› call in: wants rye bread");
    let end = Instant::now() + HELD;
    let mut answered = 0;
    while Instant::now() < end {
        pty.send("s");
        pty.until_shows("rye breads");
        pty.send("\x7f");
        pty.until("the letter stays", |screen| {
            !screen.contents().contains("rye breads")
        });
        answered += 2;
    }
    assert!(answered > 4, "{answered} keys while the file was held");
    pty.send("\r");
    pty.until_shows("Another program holds the file; your text is kept");
    held.rollback().unwrap();
    pty.until_shows("logged a call with Zo");
    let talks = &shop.json(&["brief", "4471"])["interactions"];
    assert_eq!(talks.as_array().unwrap().len(), 1);
    assert_eq!(talks[0]["summary"], "wants rye bread");
}

/// How many rows a table has.
fn count(shop: &Shop, table: &str) -> u64 {
    let file = Connection::open(shop.file()).unwrap();
    let select = format!("SELECT count(*) FROM {table}");
    file.query_row(&select, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_file_that_is_taken_away_is_told_and_goes_on_in_a_copy() {
    let shop = imported();
    let mut pty = window(&shop);
    profile(&mut pty, "4471");
    line(&mut pty, "l", "call in: wants rye", "› call in: wants rye");
    fs::rename(shop.file(), shop.file().with_file_name("elsewhere.db")).unwrap();
    pty.send("\r");
    pty.until_shows("Nothing is saved any more.");
    pty.send("y");
    pty.until_shows("this window goes on there");
    pty.send("\r");
    pty.until_shows("logged a call with Zo");
    let files = fs::read_dir(shop.file().parent().unwrap()).unwrap();
    let paths = files.map(|file| file.unwrap().path());
    let copy = paths
        .into_iter()
        .find(|path| path.to_string_lossy().ends_with("-1200.db"));
    let copy = Connection::open(copy.unwrap()).unwrap();
    let saved: String = copy
        .query_row("SELECT summary FROM interaction", [], |row| row.get(0))
        .unwrap();
    assert_eq!(saved, "wants rye");
}
