//! Several windows on one file: what others write shows at once, forms that two edit lose nothing, and what becomes of a window whose
//! file can no longer be written.

mod drafts;
mod file;
mod forms;
mod lists;
mod reading;

use std::path::PathBuf;

use regulars::{
    clock::Clock,
    domain::{Change, Stamp},
    store::Store,
    sys::this_window,
    tui::{Options, Route, theme::Theme},
};
use tempfile::TempDir;

use crate::{
    coffee::corner_coffee,
    screen::{NOW, Screens},
};

/// The made-up shop with a bit of everything, in a folder of its own.
struct Shop {
    folder: TempDir,
}

impl Shop {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        corner_coffee(&folder.path().join("shop.db"), now());
        Self { folder }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("shop.db")
    }

    /// What another program does here.
    fn store(&self) -> Store {
        Store::open(&self.file()).unwrap()
    }

    fn apply(&self, change: Change) {
        self.store().apply(&[change], now()).unwrap();
    }

    /// A window that begins with this screen.
    fn window(&self, first: Route) -> Screens {
        self.window_of(this_window(), first)
    }

    /// A window of a program of this name.
    fn window_of(&self, window: String, first: Route) -> Screens {
        let options = Options {
            first,
            window,
            ..Options::new(Theme::dark())
        };
        Screens::open(&self.file(), (120, 50), options)
    }
}

fn now() -> Stamp {
    Clock::fixed(NOW).unwrap().now()
}

/// The name of a program on this machine that has ended.
fn ended_window() -> String {
    let own = this_window();
    let machine = own.split(' ').next().unwrap();
    format!("{machine} 2147483647 1")
}

#[track_caller]
fn shows(screens: &Screens, words: &str) {
    let text = screens.text();
    assert!(text.contains(words), "no {words:?} in\n{text}");
}

#[track_caller]
fn says(screens: &Screens, words: &str) {
    let said = screens.app.message().unwrap_or_default();
    assert!(said.contains(words), "said {said:?}\n{}", screens.text());
}

/// The row that is selected.
fn selected(screens: &Screens) -> String {
    let text = screens.text();
    let row = text
        .lines()
        .skip(1)
        .find_map(|row| row.find('▌').map(|at| &row[at..]));
    row.unwrap_or_else(|| panic!("nothing is selected in\n{text}"))
        .to_owned()
}
