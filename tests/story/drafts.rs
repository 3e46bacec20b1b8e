//! What was typed and not saved when the program was killed or its window closed is there again at the next start.

use rusqlite::Connection;
use rustix::process::Signal;

use super::*;

/// What is kept of what is typed.
fn kept(shop: &Shop) -> Option<String> {
    let file = Connection::open(shop.file()).unwrap();
    file.query_row("SELECT text FROM file_draft", [], |row| row.get(0))
        .ok()
}

/// The next start offers what was typed; it is taken up and saved.
fn taken_up(shop: &Shop) {
    let mut next = window(shop);
    next.until_shows("typed and not saved");
    next.send("\r");
    next.until_shows("› call in: wants rye");
    assert!(
        kept(shop).is_some(),
        "it stays in the file until it is saved"
    );
    next.send("\r");
    next.until_shows("logged a call with Zo");
    assert_eq!(kept(shop), None);
    let talks = &shop.json(&["brief", "4471"])["interactions"];
    assert_eq!(talks[0]["summary"], "wants rye");
}

#[test]
fn a_line_outlives_a_kill() {
    let shop = imported();
    let mut pty = window(&shop);
    profile(&mut pty, "4471");
    line(&mut pty, "l", "call in: wants rye", "› call in: wants rye");
    // Kept every few seconds; until then the kill would be too early.
    while !kept(&shop).is_some_and(|text| text.contains("wants rye")) {
        std::thread::yield_now();
    }
    let other = window(&shop);
    assert!(
        !other.contents().contains("not saved"),
        "its window is still open"
    );
    pty.signal(Signal::KILL);
    pty.ended();
    drop(other);
    taken_up(&shop);
}

#[test]
fn a_line_outlives_a_signal_and_ctrl_c() {
    for signal in [Some(Signal::HUP), Some(Signal::TERM), None] {
        let shop = imported();
        let mut pty = window(&shop);
        profile(&mut pty, "4471");
        line(&mut pty, "l", "call in: wants rye", "› call in: wants rye");
        match signal {
            Some(signal) => pty.signal(signal),
            None => pty.send("\x03"),
        }
        pty.ended();
        taken_up(&shop);
    }
}

#[test]
fn a_line_outlives_a_closed_window() {
    let shop = imported();
    let mut pty = window(&shop);
    profile(&mut pty, "4471");
    line(&mut pty, "l", "call in: wants rye", "› call in: wants rye");
    // What the program had not read when its window closed is lost by the system, so this is no letter.
    pty.hang_up_after("\x1b[D");
    pty.ended();
    taken_up(&shop);
}
