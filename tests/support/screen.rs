//! Key script → the whole screen as text, without a terminal.

use std::{path::Path, time::Duration};

use crossterm::event::{Event, MouseButton, MouseEvent, MouseEventKind};
use ratatui::{Terminal, backend::TestBackend, buffer::Cell};
use regulars::{
    clock::Clock,
    store::Store,
    tui::{App, Options, keymap},
};

/// The moment at which every test takes place: a Wednesday.
pub const NOW: &str = "2026-06-10T12:00:00+02:00";

/// The program with a screen that only the test sees.
pub struct Screens {
    pub app: App,
    terminal: Terminal<TestBackend>,
}

impl Screens {
    /// Opens the screens on a data file in a window of this size.
    pub fn open(db: &Path, size: (u16, u16), options: Options) -> Self {
        Self::on(Store::open(db).unwrap(), size, options)
    }

    /// Opens the screens on a store in a window of this size.
    pub fn on(store: Store, size: (u16, u16), options: Options) -> Self {
        let mut screens = Self {
            app: App::new(store, Clock::fixed(NOW).unwrap(), options),
            terminal: Terminal::new(TestBackend::new(size.0, size.1)).unwrap(),
        };
        screens.settle();
        screens
    }

    /// Presses the keys of a script, written as the key tables write them with a space between; text in quotes is typed.
    ///
    /// `'call in: rye' Enter u Ctrl-S`
    pub fn press(&mut self, script: &str) -> &mut Self {
        for (at, part) in script.split('\'').enumerate() {
            if at % 2 == 1 {
                for letter in part.chars() {
                    let name = if letter == ' ' {
                        "Space".into()
                    } else {
                        letter.to_string()
                    };
                    self.key(&name);
                }
            } else {
                part.split_whitespace().for_each(|name| self.key(name));
            }
        }
        self
    }

    fn key(&mut self, name: &str) {
        let key = keymap::key_of(name).unwrap_or_else(|| panic!("{name} is no key"));
        self.app.key(key);
        self.settle();
    }

    /// Something else than a key happens.
    pub fn event(&mut self, event: Event) -> &mut Self {
        self.app.event(event);
        self.settle();
        self
    }

    /// A click of the left button.
    pub fn click(&mut self, column: u16, row: u16) -> &mut Self {
        self.event(Event::Mouse(MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column,
            row,
            modifiers: crossterm::event::KeyModifiers::NONE,
        }))
    }

    /// The window takes another size.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.terminal.backend_mut().resize(width, height);
        self.event(Event::Resize(width, height))
    }

    /// A second passes.
    pub fn tick(&mut self) -> &mut Self {
        self.app.tick();
        self.settle();
        self
    }

    /// Long work goes on to its end.
    pub fn work(&mut self) -> &mut Self {
        while self.app.busy() {
            self.tick();
            std::thread::yield_now();
        }
        self
    }

    fn settle(&mut self) {
        self.at_once();
        while self.app.reads_beside() {
            self.app.hear_beside(Duration::MAX);
            self.at_once();
        }
    }

    /// What is done without waiting for what is read beside the keys.
    fn at_once(&mut self) {
        self.app.draw(&mut self.terminal).unwrap();
        while self.app.wants_idle() {
            self.app.idle(|| true);
            self.app.draw(&mut self.terminal).unwrap();
        }
    }

    /// Presses one key while something is read beside the keys, and does not wait for that.
    pub fn meanwhile(&mut self, name: &str) -> &mut Self {
        self.app.key(keymap::key_of(name).unwrap());
        self.at_once();
        self
    }

    /// Presses one key while another waits behind it: what would be read before the next one is broken off.
    pub fn hurried(&mut self, name: &str) -> &mut Self {
        self.app.key(keymap::key_of(name).unwrap());
        self.app.draw(&mut self.terminal).unwrap();
        self.app.idle(|| false);
        self
    }

    /// The whole screen, rows without their trailing spaces.
    pub fn text(&self) -> String {
        let buffer = self.terminal.backend().buffer();
        let rows = buffer.content.chunks(buffer.area.width.into()).map(row);
        rows.collect::<Vec<_>>().join("\n")
    }

    /// The whole screen, and below it one number that changes with any colour or weight on it.
    pub fn picture(&self) -> String {
        let buffer = self.terminal.backend().buffer();
        // FNV-1a: the same number on every machine and with every compiler.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut style = (None, String::new());
        for cell in &buffer.content {
            let now = Some((cell.fg, cell.bg, cell.modifier));
            if style.0 != now {
                style = (
                    now,
                    format!("{:?} {:?} {:?}", cell.fg, cell.bg, cell.modifier),
                );
            }
            for byte in style.1.bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        format!("{}\nstyles {hash:016x}", self.text())
    }
}

fn row(cells: &[Cell]) -> String {
    let mut row = String::new();
    let mut covered = 0;
    for cell in cells {
        let symbol = cell.symbol();
        if covered == 0 {
            row.push_str(symbol);
            covered = match symbol.len() {
                1 => 1,
                _ => regulars::text::grapheme_width(symbol).max(1),
            };
        }
        covered -= 1;
    }
    row.trim_end().to_owned()
}
