//! Whatever ends the program, the terminal is as it was, and what was saved is on disk.

use rustix::process::Signal;

use super::*;

/// What the program asks of a terminal at its start, and the order that takes each back.
const MODES: [(&str, &str); 4] = [
    ("\x1b[?1049h", "\x1b[?1049l"),
    ("\x1b[?2004h", "\x1b[?2004l"),
    ("\x1b[?1000h", "\x1b[?1000l"),
    ("\x1b[?25l", "\x1b[?25h"),
];

/// Fails unless the terminal is as it was, in its settings and in every mode that was asked for.
fn assert_left(pty: &Pty) {
    pty.assert_restored();
    let written = String::from_utf8_lossy(&pty.written);
    for (on, off) in MODES {
        let asked = written.rfind(on).unwrap_or_else(|| panic!("no {on:?}"));
        let taken_back = written.rfind(off);
        assert!(taken_back > Some(asked), "{on:?} was never taken back");
    }
}

#[test]
fn q_escape_and_ctrl_c_leave_the_terminal_as_it_was() {
    let shop = imported();
    for last in ["q", "\x1b", "\x03"] {
        let mut pty = window(&shop);
        pty.send("\x1b");
        pty.until_shows("/ find");
        pty.send(last);
        assert_eq!(pty.ended(), 0, "{last:?}");
        assert_left(&pty);
    }
}

#[test]
fn each_signal_leaves_the_terminal_as_it_was_with_a_line_half_typed() {
    for (signal, code) in [
        (Signal::TERM, 143),
        (Signal::HUP, 129),
        (Signal::INT, 130),
        (Signal::QUIT, 131),
    ] {
        let shop = imported();
        let mut pty = window(&shop);
        profile(&mut pty, "4471");
        line(&mut pty, "l", "call in: saved\r", "logged a call with Zo");
        line(&mut pty, "l", "never saved", "› never saved");
        pty.signal(signal);
        assert_eq!(pty.ended(), code);
        assert_left(&pty);
        let talks = &shop.json(&["brief", "4471"])["interactions"];
        assert_eq!(talks.as_array().unwrap().len(), 1);
        assert_eq!(talks[0]["summary"], "saved");
    }
}

#[test]
fn suspended_and_continued_it_goes_on_where_it_was() {
    let shop = imported();
    let mut pty = window(&shop);
    profile(&mut pty, "4471");
    line(&mut pty, "l", "call in: half", "› call in: half");
    pty.send("\x1a");
    pty.until_stopped();
    pty.until("never left the alternate screen", |screen| {
        !screen.alternate_screen() && !screen.hide_cursor()
    });
    assert_left(&pty);
    pty.signal(Signal::CONT);
    pty.until("never painted again", |screen| {
        screen.alternate_screen() && screen.contents().contains("› call in: half")
    });
    pty.send(" a pound\r");
    pty.until_shows("logged a call with Zo");
    pty.send("\x03");
    assert_eq!(pty.ended(), 0);
    assert_left(&pty);
    let talks = &shop.json(&["brief", "4471"])["interactions"];
    assert_eq!(talks[0]["summary"], "half a pound");
}

#[test]
fn a_closed_window_ends_the_program_and_keeps_what_was_saved() {
    let shop = imported();
    let mut pty = window(&shop);
    profile(&mut pty, "4471");
    line(&mut pty, "l", "call in: saved\r", "logged a call with Zo");
    pty.hang_up_after("j");
    assert_eq!(pty.ended(), 129);
    let talks = &shop.json(&["brief", "4471"])["interactions"];
    assert_eq!(talks[0]["summary"], "saved");
}
