//! The screens in a terminal whose every byte is looked at, and whose every cell is as it was painted.

use std::{path::Path, time::Duration};

use crossterm::event::Event;
use ratatui::{Terminal, backend::TestBackend};
use regulars::{
    clock::Clock,
    store::Store,
    tui::{App, Options, Route, backend::Placed, keymap, theme::Theme},
};
use unicode_width::UnicodeWidthStr;

use super::both::{Both, Bytes};
use crate::{hostile::is_hostile, screen::NOW};

/// The screens in a terminal that is read.
pub struct Window {
    app: App,
    terminal: Terminal<Both>,
    bytes: Bytes,
    shown: vt100::Parser,
    /// What was written last.
    last: String,
    /// What was done, for whoever has to find out.
    done: String,
}

impl Window {
    /// The screens on a data file, beginning with this one.
    pub fn open(db: &Path, first: &Route) -> Self {
        let store = Store::open(db).unwrap();
        let options = Options {
            first: first.clone(),
            open: super::open,
            ..Options::new(Theme::dark())
        };
        let bytes = Bytes::default();
        let both = Both {
            meant: TestBackend::new(80, 24),
            written: Placed::new(bytes.clone()),
        };
        let mut window = Self {
            app: App::new(store, Clock::fixed(NOW).unwrap(), options),
            terminal: Terminal::new(both).unwrap(),
            bytes,
            shown: vt100::Parser::new(24, 80, 0),
            last: String::new(),
            done: super::kind(first),
        };
        window.settle();
        window
    }

    /// Presses a key by its name.
    pub fn press(&mut self, name: &str) {
        self.done += &format!(" {name}");
        if let Some(key) = keymap::key_of(name) {
            self.app.key(key);
        }
        self.settle();
    }

    /// The window takes another size.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.done += &format!(" {width}x{height}");
        self.terminal.backend_mut().meant.resize(width, height);
        self.shown.screen_mut().set_size(height, width);
        self.app.event(Event::Resize(width, height));
        self.settle();
    }

    /// Something is pasted.
    pub fn paste(&mut self, text: &str) {
        self.done += " paste";
        self.app.event(Event::Paste(text.to_owned()));
        self.settle();
    }

    /// Did the last screen close?
    pub fn ended(&self) -> bool {
        self.app.ended()
    }

    fn settle(&mut self) {
        self.draw();
        while self.app.wants_idle() || self.app.reads_beside() {
            if !self.app.wants_idle() {
                self.app.hear_beside(Duration::MAX);
            }
            self.app.idle(|| true);
            self.draw();
        }
    }

    fn draw(&mut self) {
        self.app.draw(&mut self.terminal).unwrap();
        let written = std::mem::take(&mut *self.bytes.0.borrow_mut());
        let written = String::from_utf8(written).unwrap();
        self.assert_harmless(&written);
        self.shown.process(readable(&written).as_bytes());
        self.last = written;
        self.assert_as_meant();
    }

    /// Nothing but our own orders: colours, the place of the cursor, clearing.
    fn assert_harmless(&self, written: &str) {
        let mut rest = written;
        while let Some(at) = rest.find(is_hostile) {
            let order = rest[at..].strip_prefix("\x1b[").unwrap_or_else(|| {
                panic!(
                    "{}: {:?} was written",
                    self.done,
                    rest[at..].chars().take(20).collect::<String>()
                )
            });
            let end = order
                .find(|letter: char| letter.is_ascii_alphabetic())
                .unwrap();
            let (numbers, order) = order.split_at(end);
            let ours = match order.as_bytes()[0] {
                b'm' | b'H' | b'J' => numbers
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || byte == b';'),
                b'h' | b'l' => numbers == "?25",
                _ => false,
            };
            assert!(ours, "{}: the order {numbers}{}", self.done, &order[..1]);
            rest = &order[1..];
        }
    }

    /// Each cell of the terminal is as it was painted; where a letter is joined of several, and terminals disagree, what is behind it is.
    fn assert_as_meant(&self) {
        let meant = self.terminal.backend().meant.buffer();
        let screen = self.shown.screen();
        for y in 0..meant.area.height {
            let mut x = 0;
            while x < meant.area.width {
                let symbol = meant[(x, y)].symbol();
                let shown = screen.cell(y, x).map_or("", vt100::Cell::contents);
                if !is_shown(symbol, shown) {
                    let wrong = format!("{symbol:?} was painted, {shown:?} is shown");
                    let all = (screen.contents(), &self.last);
                    panic!(
                        "{}: row {y}, column {x}: {wrong}\n{}\n{:?}",
                        self.done, all.0, all.1
                    );
                }
                x += u16::try_from(symbol.width().max(1)).unwrap();
            }
            assert_eq!(x, meant.area.width, "{}: row {y} is torn", self.done);
        }
    }
}

/// Does a terminal show what was painted in a cell? Of letters that are joined of several it is enough that they are harmless.
fn is_shown(symbol: &str, shown: &str) -> bool {
    if symbol == shown && symbol.len() == 1 || symbol == " " && shown.is_empty() {
        return true;
    }
    let is_blank = |text: &str| text.is_empty() || text == " ";
    let is_joined = (2..=24).contains(&symbol.chars().count());
    !symbol.contains(is_hostile)
        && (is_joined || shown == readable(symbol) || is_blank(shown) && is_blank(symbol))
}

/// Our terminal takes the sign for an unreadable letter for its own.
fn readable(text: &str) -> String {
    text.replace('\u{fffd}', "¿")
}
