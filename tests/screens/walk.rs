//! Every byte that reaches the terminal over all screens of a hostile shop: no text of the shop controls it, turns others around, or
//! tears a row; what the terminal shows is what was painted.
//!
//! The walk begins with the main screens, presses every key of each table once, and goes on with each new kind of place that opened, so
//! that a new screen is walked through without being named here.

mod both;

use std::{
    cell::RefCell,
    collections::BTreeSet,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Result;
use crossterm::event::Event;
use ratatui::{Frame, Terminal, backend::TestBackend, layout::Rect};
use regulars::{
    clock::Clock,
    commands::people::{Asked, ListOf},
    domain::{ComplaintId, CustomerId, PurchaseId, Stamp},
    store::{Applied, Store},
    tui::{
        App, Beside, Effect, Options, Route, Screen,
        backend::Placed,
        keymap::{self, Action, Binding, EVERYWHERE, Layers},
        screens::{self, KEY_TABLES},
        texts::Texts,
        theme::Theme,
    },
};
use unicode_width::UnicodeWidthStr;

use both::{Both, Bytes};

use crate::{
    hostile::{self, is_hostile},
    screen::NOW,
};

thread_local! {
    static WALK: RefCell<Walk> = RefCell::default();
}

/// Tables that stand behind those of any screen, or in front only after more than one key.
const BEHIND: [&str; 4] = [
    "Everywhere",
    "Text boxes",
    "The actions of a complaint",
    "The form of a new customer who looks like a known one",
];

/// What was seen on the way.
#[derive(Default)]
struct Walk {
    /// How many screens are open.
    open: usize,
    opened: Vec<Route>,
    tables: BTreeSet<String>,
    /// Tables of which every key was pressed.
    pressed: BTreeSet<String>,
}

/// A table of keys by what it says.
fn named(table: &[Binding]) -> String {
    table
        .iter()
        .map(|row| format!("{} {}; ", row.keys, row.help))
        .collect()
}

/// What kind of place it is.
fn kind(route: &Route) -> String {
    let mut words = format!("{route:?}");
    words.truncate(words.find([' ', '(', '{']).unwrap_or(words.len()));
    words
}

/// A screen, and the word that it is open.
struct Watched(Box<dyn Screen>);

fn open(route: Route, below: Option<(String, Layers)>) -> Box<dyn Screen> {
    WALK.with_borrow_mut(|walk| {
        walk.open += 1;
        walk.opened.push(route.clone());
    });
    Box::new(Watched(screens::open(route, below)))
}

impl Drop for Watched {
    fn drop(&mut self) {
        WALK.with_borrow_mut(|walk| walk.open -= 1);
    }
}

impl Screen for Watched {
    fn title(&self) -> String {
        self.0.title()
    }
    fn keys(&self) -> Layers {
        let layers = self.0.keys();
        WALK.with_borrow_mut(|walk| walk.tables.extend(layers.iter().map(|table| named(table))));
        layers
    }
    fn typing(&self) -> bool {
        self.0.typing()
    }
    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.0.load(store, now)
    }
    fn update(&mut self, action: Action) -> Vec<Effect> {
        self.0.update(action)
    }
    fn follow(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.0.follow(store, now)
    }
    fn idle(&mut self, store: &mut Store, now: Stamp) -> Result<bool> {
        self.0.idle(store, now)
    }
    fn beside(&mut self) -> Option<&mut dyn Beside> {
        self.0.beside()
    }
    fn draft(&mut self) -> Option<Texts> {
        self.0.draft()
    }
    fn resume(&mut self, typed: &Texts) {
        self.0.resume(typed);
    }
    fn is_restless(&self) -> bool {
        self.0.is_restless()
    }
    fn house(&self) -> Vec<Effect> {
        self.0.house()
    }
    fn unsaved(&mut self) -> bool {
        self.0.unsaved()
    }
    fn saved(&mut self, applied: &Applied) -> Vec<Effect> {
        self.0.saved(applied)
    }
    fn ran(&mut self) -> Vec<Effect> {
        self.0.ran()
    }
    fn over(&self) -> Option<u16> {
        self.0.over()
    }
    fn apart(&self) -> bool {
        self.0.apart()
    }
    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        self.0.view(frame, area, theme);
    }
}

/// The screens in a terminal that is read.
struct Window {
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
    fn open(db: &Path, first: &Route) -> Self {
        let store = Store::open(db).unwrap();
        let options = Options {
            first: first.clone(),
            open,
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
            done: kind(first),
        };
        window.settle();
        window
    }

    fn press(&mut self, name: &str) {
        self.done += &format!(" {name}");
        if let Some(key) = keymap::key_of(name) {
            self.app.key(key);
        }
        self.settle();
    }

    fn resize(&mut self, width: u16, height: u16) {
        self.done += &format!(" {width}x{height}");
        self.terminal.backend_mut().meant.resize(width, height);
        self.shown.screen_mut().set_size(height, width);
        self.app.event(Event::Resize(width, height));
        self.settle();
    }

    fn paste(&mut self, text: &str) {
        self.done += " paste";
        self.app.event(Event::Paste(text.to_owned()));
        self.settle();
    }

    fn settle(&mut self) {
        self.draw();
        while self.app.wants_idle() || self.app.reads_beside() {
            if !self.app.wants_idle() {
                self.app.hear_beside(Duration::MAX);
            }
            self.app.idle();
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
    if symbol == shown && symbol.len() == 1 {
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

/// Opens a kind of place, presses each of its keys, and goes back after each.
fn walk(db: &Path, first: &Route, everywhere: bool) {
    let mut window = Window::open(db, first);
    for (width, height) in [(60, 16), (200, 60), (1, 1), (80, 24)] {
        window.resize(width, height);
    }
    let texts = hostile::texts();
    let typed: String = texts
        .iter()
        .flat_map(|text| text.chars().take(30))
        .collect();
    let mut keys = window_keys(first, db);
    if everywhere {
        keys.extend(EVERYWHERE);
    }
    for row in keys {
        window.press(&row.first_key().replace(keymap::DIGITS, "1"));
        window.press("Enter");
        window.paste(&typed);
        for leave in ["Esc", "n", "Esc"] {
            if WALK.with_borrow(|walk| walk.open) > 1 {
                window.press(leave);
            }
        }
        if window.app.ended() || WALK.with_borrow(|walk| walk.open) != 1 {
            drop(window);
            window = Window::open(db, first);
        }
    }
}

/// The keys of a place when it opens; those of tables that were pressed elsewhere already are left out.
fn window_keys(first: &Route, db: &Path) -> Vec<&'static Binding> {
    let mut screen = screens::open(first.clone(), None);
    let mut store = Store::open(db).unwrap();
    let _ = screen.load(&mut store, Clock::fixed(NOW).unwrap().now());
    let new = |table: &&[Binding]| WALK.with_borrow_mut(|walk| walk.pressed.insert(named(table)));
    screen
        .keys()
        .iter()
        .copied()
        .filter(new)
        .flatten()
        .collect()
}

fn shop() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("shop.db");
    hostile::make(&db);
    (folder, db)
}

#[test]
fn nothing_in_a_shop_controls_the_terminal_or_tears_a_row() {
    let (folder, db) = shop();
    let mut to_see = vec![
        Route::Customers,
        Route::Today,
        Route::Log,
        Route::Complaints,
        Route::Cards,
        Route::Settings,
        Route::Products(false),
        Route::Products(true),
        Route::Lists,
        Route::Dupes(None),
        Route::Backups,
        Route::Drafts,
        Route::Forget(CustomerId(1)),
        Route::HowIsIt(PurchaseId(1)),
        Route::Sale(PurchaseId(1)),
        Route::Arrived("long".into()),
        Route::AskAgain(ComplaintId(1)),
        Route::Merge(CustomerId(1), CustomerId(2)),
        Route::Complaint(ComplaintId(1)),
    ];
    let lists = [ListOf::Prospects, ListOf::Parting, ListOf::Best];
    to_see.extend(lists.map(|of| {
        let words = String::new();
        Route::People(Asked { of, words })
    }));
    let mut kinds: BTreeSet<String> = to_see.iter().map(kind).collect();
    let mut number = 0;
    while number < to_see.len() {
        let copy = folder.path().join("copy.db");
        std::fs::copy(&db, &copy).unwrap();
        walk(&copy, &to_see[number].clone(), number == 0);
        let opened = WALK.with_borrow_mut(|walk| std::mem::take(&mut walk.opened));
        to_see.extend(opened.into_iter().filter(|route| kinds.insert(kind(route))));
        number += 1;
    }
    let seen = WALK.with_borrow(|walk| walk.tables.clone());
    let never = |(title, tables): &&(&str, Layers)| {
        !BEHIND.contains(title) && tables.iter().any(|table| !seen.contains(&named(table)))
    };
    let never: Vec<&str> = KEY_TABLES.iter().filter(never).map(|it| it.0).collect();
    assert!(never.is_empty(), "never in front: {never:?}; {kinds:?}");
}
