//! Every byte that reaches the terminal over all screens of a hostile shop: no text of the shop controls it, turns others around, or
//! tears a row; what the terminal shows is what was painted.
//!
//! The walk begins with the main screens, presses every key of each table once, and goes on with each new kind of place that opened, so
//! that a new screen is walked through without being named here.

mod both;
mod window;

use std::{
    cell::RefCell,
    collections::BTreeSet,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use anyhow::Result;
use ratatui::{Frame, layout::Rect};
use regulars::{
    clock::Clock,
    commands::people::{Asked, ListOf},
    domain::{ComplaintId, CustomerId, PurchaseId, Stamp},
    store::{Applied, Store},
    tui::{
        Beside, Effect, Route, Screen,
        keymap::{self, Action, Binding, EVERYWHERE, Layers},
        screens::{self, KEY_TABLES},
        texts::Texts,
        theme::Theme,
    },
};

use window::Window;

use crate::{hostile, screen::NOW};

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
}

/// Where to go, and the keys to press there.
type Place = (Route, Vec<&'static Binding>);

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

/// Opens a kind of place, presses these keys of it, and goes back after each; gives back what was seen.
fn walk(db: &Path, (first, keys): &Place) -> Walk {
    let mut window = Window::open(db, first);
    for (width, height) in [(60, 16), (200, 60), (1, 1), (80, 24)] {
        window.resize(width, height);
    }
    let texts = hostile::texts();
    let typed: String = texts
        .iter()
        .flat_map(|text| text.chars().take(30))
        .collect();
    for row in keys {
        window.press(&row.first_key().replace(keymap::DIGITS, "1"));
        window.press("Enter");
        window.paste(&typed);
        for leave in ["Esc", "n", "Esc"] {
            if WALK.with_borrow(|walk| walk.open) > 1 {
                window.press(leave);
            }
        }
        if window.ended() || WALK.with_borrow(|walk| walk.open) != 1 {
            drop(window);
            window = Window::open(db, first);
        }
    }
    drop(window);
    WALK.take()
}

/// Walks through places, two at a time; gives back what was seen, in their order.
fn walk_all(places: &[Place]) -> Vec<Walk> {
    let next = AtomicUsize::new(0);
    let walker = || {
        let mut seen = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(place) = places.get(at) else {
                return seen;
            };
            let folder = crate::blank::folder();
            let db = folder.path().join("shop.db");
            hostile::make(&db);
            seen.push((at, walk(&db, place)));
        }
    };
    let mut seen = thread::scope(|scope| {
        let other = scope.spawn(walker);
        let mut seen = walker();
        seen.extend(other.join().unwrap());
        seen
    });
    seen.sort_by_key(|(at, _)| *at);
    seen.into_iter().map(|(_, walk)| walk).collect()
}

/// The keys of a place when it opens.
fn keys(first: &Route, db: &Path) -> Layers {
    let mut screen = screens::open(first.clone(), None);
    let mut store = Store::open(db).unwrap();
    let _ = screen.load(&mut store, Clock::fixed(NOW).unwrap().now());
    screen.keys()
}

#[test]
fn nothing_in_a_shop_controls_the_terminal_or_tears_a_row() {
    let folder = crate::blank::folder();
    let db = folder.path().join("shop.db");
    hostile::make(&db);
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
        Route::Feedback,
        Route::Backups,
        Route::Worksheets,
        Route::SelfCheck,
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
    to_see.extend(lists.map(|of| Route::People(Asked::everybody(of))));
    let mut kinds: BTreeSet<String> = to_see.iter().map(kind).collect();
    let (mut seen, mut pressed) = (BTreeSet::new(), BTreeSet::new());
    let mut more: &'static [Binding] = EVERYWHERE;
    while !to_see.is_empty() {
        // Those of tables that were pressed elsewhere already are left out.
        let mut place = |first: Route| {
            let new = keys(&first, &db).iter().copied();
            let new = new.filter(|table| pressed.insert(named(table))).flatten();
            (first, new.chain(std::mem::take(&mut more)).collect())
        };
        let places: Vec<Place> = to_see.drain(..).map(&mut place).collect();
        for walk in walk_all(&places) {
            seen.extend(walk.tables);
            let new = |route: &Route| kinds.insert(kind(route));
            to_see.extend(walk.opened.into_iter().filter(new));
        }
    }
    let never = |(title, tables): &&(&str, Layers)| {
        !BEHIND.contains(title) && tables.iter().any(|table| !seen.contains(&named(table)))
    };
    let never: Vec<&str> = KEY_TABLES.iter().filter(never).map(|it| it.0).collect();
    assert!(never.is_empty(), "never in front: {never:?}; {kinds:?}");
}
