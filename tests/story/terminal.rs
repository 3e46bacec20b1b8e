//! The terminal is left as it was, whatever ends the program. The program is this test's own executable, so that it can fail on
//! demand: `child` does nothing unless it was started by the other tests.

use std::{env, path::Path};

use portable_pty::CommandBuilder;
use ratatui::{Frame, layout::Rect, text::Line};
use regulars::{
    clock::Clock,
    store::Store,
    tui::{
        self, Effect, Options, Route, Screen,
        keymap::{Action, Binding, Layers, key},
        theme::Theme,
    },
};
use rustix::process::Signal;

use crate::pty::Pty;

const CHILD: &str = "REGULARS_TEST_CHILD";

/// A screen that shows what it is told, and fails on demand.
#[derive(Default)]
struct Frail {
    said: String,
}

const KEYS: &[Binding] = &[
    key("F8", Action::Remove, "fail here"),
    key("F9", Action::Sort, "fail in another thread"),
];

impl Screen for Frail {
    fn title(&self) -> String {
        "Frail".into()
    }

    fn keys(&self) -> Layers {
        &[KEYS]
    }

    fn typing(&self) -> bool {
        true
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Type(letter) => self.said.push(letter),
            Action::Paste(text) => self.said.push_str(&format!("<{text}>")),
            Action::Remove => panic!("Zoë Müller said so"),
            Action::Sort => {
                let thread = std::thread::spawn(|| panic!("Zoë Müller said so"));
                assert!(thread.join().is_err());
            }
            _ => {}
        }
        Vec::new()
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, _theme: &Theme) {
        let size = frame.area();
        let lines = vec![
            Line::raw(format!("ready {}x{}", size.width, size.height)),
            Line::raw(format!("said {}.", self.said)),
        ];
        frame.render_widget(ratatui::widgets::Paragraph::new(lines), area);
    }
}

fn frail(_route: Route, _below: Option<(String, Layers)>) -> Box<dyn Screen> {
    Box::new(Frail::default())
}

#[test]
fn child() {
    let Some(db) = env::var_os(CHILD) else { return };
    let options = Options {
        open: frail,
        ..Options::new(Theme::choose(false, env::var_os("NO_COLOR").is_some()))
    };
    let store = Store::open(Path::new(&db)).unwrap();
    let clock = Clock::fixed("2026-06-10T12:00:00+02:00").unwrap();
    let code = tui::run(store, clock, options).unwrap();
    std::process::exit(code.into());
}

/// The program in a terminal, painted once; the folder holds its data file.
fn start() -> (Pty, tempfile::TempDir) {
    start_with(&[])
}

fn start_with(more: &[(&str, &str)]) -> (Pty, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = CommandBuilder::new(env::current_exe().unwrap());
    command.args([
        "terminal::child",
        "--exact",
        "--nocapture",
        "--test-threads=1",
    ]);
    command.env(CHILD, folder.path().join("shop.db"));
    command.env("TERM", "xterm-256color");
    command.env("RUST_BACKTRACE", "0");
    command.env_remove("NO_COLOR");
    for (name, value) in more {
        command.env(name, value);
    }
    let mut pty = Pty::start(command);
    pty.until_shows("ready 80x24");
    (pty, folder)
}

#[test]
fn ctrl_c_quits_at_once() {
    let (mut pty, _folder) = start();
    pty.send("\x03");
    assert_eq!(pty.ended(), 0);
    pty.assert_restored();
}

#[test]
fn each_ending_signal_leaves_the_terminal_and_is_the_exit_code() {
    for (signal, code) in [
        (Signal::TERM, 143),
        (Signal::HUP, 129),
        (Signal::INT, 130),
        (Signal::QUIT, 131),
    ] {
        let (mut pty, _folder) = start();
        pty.signal(signal);
        assert_eq!(pty.ended(), code);
        pty.assert_restored();
    }
}

#[test]
fn a_fault_leaves_the_terminal_and_tells_nothing_about_customers() {
    for f_key in ["\x1b[19~", "\x1b[20~"] {
        let (mut pty, _folder) = start();
        pty.send(f_key);
        assert_ne!(pty.ended(), 0);
        pty.assert_restored();
        let said = pty.contents();
        assert!(
            said.contains("regulars: a fault in the program at tests/story/terminal.rs:"),
            "{said}"
        );
        assert!(!said.contains("Müller"), "{said}");
    }
}

#[test]
fn a_closed_window_ends_the_program() {
    let (mut pty, _folder) = start();
    pty.hang_up_after("x");
    assert_eq!(pty.ended(), 129);
}

#[test]
fn half_an_escape_sequence_holds_up_neither_a_signal_nor_a_hang_up() {
    let (mut pty, _folder) = start();
    pty.send("a\x1b[1;");
    pty.until_shows("said a.");
    pty.signal(Signal::TERM);
    assert_eq!(pty.ended(), 143);
    pty.assert_restored();
    let (mut pty, _folder) = start();
    pty.hang_up_after("a\x1b[200~half a paste");
    assert_eq!(pty.ended(), 129);
}

#[test]
fn suspending_gives_the_terminal_back_and_continuing_takes_it_again() {
    for from_outside in [true, false] {
        let (mut pty, _folder) = start();
        pty.send("abc");
        pty.until_shows("said abc.");
        if from_outside {
            pty.signal(Signal::TSTP);
        } else {
            pty.send("\x1a");
        }
        pty.until_stopped();
        pty.until("never left the alternate screen", |screen| {
            !screen.alternate_screen() && !screen.hide_cursor()
        });
        pty.assert_restored();
        pty.signal(Signal::CONT);
        pty.until("never painted again", |screen| {
            screen.alternate_screen() && screen.contents().contains("said abc.")
        });
        pty.send("d");
        pty.until_shows("said abcd.");
        pty.send("\x03");
        assert_eq!(pty.ended(), 0);
        pty.assert_restored();
    }
}

#[test]
fn a_burst_longer_than_one_reading_arrives_whole() {
    let (mut pty, _folder) = start();
    pty.send(&"x".repeat(3000));
    pty.send("\x1b[200~one\rtwo\x1b[201~!");
    pty.until("never showed the beginning", |screen| {
        screen
            .contents()
            .contains(&format!("said {}", "x".repeat(70)))
    });
    pty.resize(60, 200);
    pty.until_shows("ready 200x60");
    pty.send("\x03");
    assert_eq!(pty.ended(), 0);
}

#[test]
fn without_colours_nothing_is_coloured_but_bars_are_still_reversed() {
    let (mut pty, _folder) = start_with(&[("NO_COLOR", "1")]);
    pty.send("\x03");
    pty.ended();
    let written = String::from_utf8_lossy(&pty.written);
    assert!(written.contains("\x1b[7m"), "{written:?}");
    for colour in (31..=37).chain(90..=97) {
        assert!(!written.contains(&format!("\x1b[{colour}m")), "{written:?}");
    }
    assert!(!written.contains("\x1b[38;"), "{written:?}");
}
