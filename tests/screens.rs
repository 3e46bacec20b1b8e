//! Key script → whole screen: what the program around the screens does. Each screen has its own file of such scripts.

#[path = "support/screen.rs"]
mod screen;

use std::path::PathBuf;

use anyhow::Result;
use crossterm::event::Event;
use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
};
use regulars::{
    domain::{Change, Customer, Stamp},
    store::Store,
    tui::{
        Effect, Options, Route, Screen,
        keymap::{Action, Binding, LIST, Layers, key},
        screens,
        theme::Theme,
        widgets::{Cell, Filled, Form, Input, List, field, field::Part},
    },
};
use screen::{NOW, Screens};

/// A small screen: names in a list, and a box that adds one.
#[derive(Default)]
struct Names {
    names: Vec<String>,
    list: List,
    input: Input,
    typing: bool,
    idled: usize,
}

const BOX: &[Binding] = &[
    key("Enter", Action::Enter, "add this name").footer("add"),
    key("Esc", Action::Back, "out of the box").footer("keys"),
];

const KEYS: &[Binding] = &[
    key("Enter", Action::Enter, "say the name"),
    key("n", Action::New, "a new name").footer("new"),
    key("e", Action::Edit, "edit in a form").footer("edit"),
    key("d", Action::Remove, "ask first"),
    key("y", Action::CopyPhone, "copy"),
];

impl Screen for Names {
    fn title(&self) -> String {
        "Names".into()
    }

    fn keys(&self) -> Layers {
        if self.typing { &[BOX] } else { &[KEYS, LIST] }
    }

    fn typing(&self) -> bool {
        self.typing
    }

    fn load(&mut self, store: &mut Store, _now: Stamp) -> Result<()> {
        let mut names = Vec::new();
        store.each_customer(&mut |customer| {
            names.push(customer.name);
            Ok(())
        })?;
        self.list.reload_ids(&self.names, &names);
        self.names = names;
        Ok(())
    }

    fn idle(&mut self, _store: &mut Store, _now: Stamp) -> Result<bool> {
        self.idled += 1;
        Ok(true)
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        if self.typing && self.input.update(&action) || self.list.update(&action) {
            return Vec::new();
        }
        match action {
            Action::New => self.typing = true,
            Action::Back => self.typing = false,
            Action::Edit => return vec![Effect::Go(Route::Log)],
            Action::Enter if self.typing => {
                let customer = Customer {
                    name: self.input.text().to_owned(),
                    ..Customer::default()
                };
                return vec![
                    Effect::Save(vec![Change::AddCustomer(Box::new(customer))]),
                    Effect::Say("behind the save".into()),
                ];
            }
            Action::Enter | Action::DoubleClick(_) => {
                let name = self.list.selected().map(|row| self.names[row].clone());
                return vec![Effect::Say(format!("opened {}", name.unwrap_or_default()))];
            }
            Action::Remove => {
                return vec![Effect::Ask(
                    "Really?".into(),
                    vec![Effect::Say("yes, really".into())],
                )];
            }
            Action::CopyPhone => return vec![Effect::Copy("0711 4471".into())],
            _ => {}
        }
        Vec::new()
    }

    fn saved(&mut self, _applied: &regulars::store::Applied) -> Vec<Effect> {
        self.input.set("");
        Vec::new()
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let [top, rest] =
            Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(area);
        self.input.view(frame, top, theme.text, self.typing);
        let names = &self.names;
        self.list.view(
            frame,
            (rest, theme),
            &[Constraint::Fill(1), Constraint::Length(4)],
            &mut |row| {
                vec![
                    Cell::new(names[row].as_str(), theme.text),
                    Cell::new(format!("{row}"), theme.muted).right(),
                ]
            },
        );
    }
}

/// A small form.
struct Card(Form);

const PARTS: &[Part] = &[
    Part::One(field::text("name", "name", "as written on their letters")),
    Part::Many(
        "phones",
        &[
            field::text("phone", "phone", "as you would dial it"),
            field::choice("label", "", &["", "mobile", "work"]),
        ],
    ),
    Part::One(field::lines("address", "address", "as on a parcel")),
];

impl Screen for Card {
    fn title(&self) -> String {
        "Card".into()
    }

    fn keys(&self) -> Layers {
        &[regulars::tui::keymap::FORM]
    }

    fn typing(&self) -> bool {
        self.0.typing()
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        match self.0.update(&action) {
            Filled::Save if self.0.value("name").is_empty() => {
                self.0.fail("name", 0, "A customer needs a name.");
                Vec::new()
            }
            Filled::Save => vec![Effect::Say(format!("{:?}", self.0.rows("phones")))],
            Filled::Leave(effect) => vec![effect],
            Filled::Edited | Filled::Other => Vec::new(),
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        self.0.view(frame, area, theme);
    }
}

fn open(route: Route, below: Option<(String, Layers)>) -> Box<dyn Screen> {
    match route {
        Route::Customers => Box::new(Names::default()),
        Route::Log => Box::new(Card(Form::new(PARTS))),
        other => screens::open(other, below),
    }
}

struct Shop {
    db: PathBuf,
    _folder: tempfile::TempDir,
    screens: Screens,
}

fn shop() -> Shop {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("shop.db");
    let options = Options {
        open,
        ..Options::new(Theme::dark())
    };
    Shop {
        screens: Screens::open(&db, (80, 24), options),
        db,
        _folder: folder,
    }
}

#[test]
fn what_is_typed_is_saved_shown_undone_and_done_again() {
    let mut shop = shop();
    let screens = &mut shop.screens;
    screens.press("n 'Zoë Müller' Enter");
    assert_eq!(screens.app.message(), Some("behind the save"));
    assert!(screens.text().contains("Zoë Müller"));
    screens.press("Esc u");
    assert!(!screens.text().contains("▌Zoë Müller"));
    let undone = screens.app.message().unwrap().to_owned();
    assert!(undone.starts_with("undone: "), "{undone}");
    screens.press("U");
    assert!(screens.text().contains("▌Zoë Müller"));
    assert!(screens.app.message().unwrap().starts_with("done again: "));
}

#[test]
fn the_frame_around_a_screen() {
    let mut shop = shop();
    shop.screens
        .press("n 'Zoë Müller' Enter 'Ben\tOkafor' Enter Esc");
    insta::assert_snapshot!(shop.screens.picture());
}

#[test]
fn help_is_made_from_the_tables_of_the_screen_below() {
    let mut shop = shop();
    shop.screens.press("?");
    insta::assert_snapshot!(shop.screens.picture());
    shop.screens.press("Esc");
    assert!(!shop.screens.text().contains("Everywhere"));
}

#[test]
fn a_form_asks_before_what_was_typed_is_lost() {
    let mut shop = shop();
    let screens = &mut shop.screens;
    screens.press("e Esc");
    assert!(!screens.text().contains("Leave without"));
    screens.press("e Ctrl-S");
    assert!(screens.text().contains("A customer needs a name."));
    screens.press("'Zoë' Tab '0711 4471' Tab → → Tab 'Mill Lane 4' Enter '12345 Town' Esc");
    insta::assert_snapshot!(screens.picture());
    screens.press("n");
    assert!(screens.text().contains("0711 4471"));
    screens.press("Esc y");
    assert!(!screens.text().contains("0711 4471"));
}

#[test]
fn repeated_fields_come_and_go() {
    let mut shop = shop();
    let screens = &mut shop.screens;
    screens.press("e 'Zoë' Tab '111' Ctrl-N '222' Ctrl-N '333' Shift-Tab Ctrl-D Ctrl-S");
    let said = screens.app.message().unwrap();
    assert!(said.contains("111") && said.contains("333"), "{said}");
    assert!(!said.contains("222"), "{said}");
}

#[test]
fn a_question_takes_yes_or_no_and_nothing_else() {
    let mut shop = shop();
    let screens = &mut shop.screens;
    screens.press("d n");
    assert_eq!(screens.app.message(), None);
    screens.press("d j u ? y");
    assert_eq!(screens.app.message(), Some("yes, really"));
}

#[test]
fn another_windows_write_is_shown_within_a_tick() {
    let mut shop = shop();
    let mut other = Store::open(&shop.db).unwrap();
    let customer = Customer {
        name: "Ana Lima".into(),
        ..Customer::default()
    };
    let now = Stamp::from_rfc3339(NOW).unwrap();
    other
        .apply(&[Change::AddCustomer(Box::new(customer))], now)
        .unwrap();
    shop.screens.tick();
    assert!(shop.screens.text().contains("Ana Lima"));
}

#[test]
fn a_busy_file_keeps_the_text_and_saves_it_as_soon_as_it_is_free() {
    let mut shop = shop();
    let busy = rusqlite::Connection::open(&shop.db).unwrap();
    busy.execute_batch("BEGIN IMMEDIATE").unwrap();
    let screens = &mut shop.screens;
    screens.press("n 'Zoë' Enter");
    assert!(screens.text().contains("Another program holds the file"));
    assert!(screens.text().lines().nth(1).unwrap().contains("Zoë"));
    busy.execute_batch("ROLLBACK").unwrap();
    screens.tick();
    assert!(screens.text().contains("▌Zoë"));
    assert_eq!(screens.app.message(), Some("behind the save"));
}

#[test]
fn a_key_while_a_save_waits_takes_the_save_back_so_that_nothing_is_saved_twice() {
    let mut shop = shop();
    let busy = rusqlite::Connection::open(&shop.db).unwrap();
    busy.execute_batch("BEGIN IMMEDIATE").unwrap();
    let screens = &mut shop.screens;
    screens.press("n 'Zoë' Enter");
    screens.press("'!'");
    assert!(screens.text().contains("Not saved yet"));
    busy.execute_batch("ROLLBACK").unwrap();
    screens.tick().press("Enter");
    assert!(screens.text().contains("▌Zoë!"));
    assert!(!screens.text().contains("▌Zoë\n"));
}

#[test]
fn the_mouse_selects_scrolls_and_opens() {
    let mut shop = shop();
    let screens = &mut shop.screens;
    screens.press("n 'a' Enter 'b' Enter 'c' Enter Esc");
    screens.click(5, 4);
    assert!(screens.text().contains("▌c"));
    screens.click(5, 4);
    assert_eq!(screens.app.message(), Some("opened c"));
    screens.click(5, 2);
    screens.click(5, 3);
    assert!(screens.text().contains("▌b"));
    assert_eq!(screens.app.message(), None);
}

#[test]
fn pasted_text_is_text() {
    let mut shop = shop();
    let screens = &mut shop.screens;
    screens.event(Event::Paste("quit\u{3}\n".into()));
    assert!(!screens.app.ended());
    screens.press("n");
    screens.event(Event::Paste("Ana\nLima \u{1b}[2J".into()));
    assert!(screens.text().contains("Ana Lima ␛[2J"));
}

#[test]
fn copying_says_so_and_reaches_the_terminal_once() {
    let mut shop = shop();
    shop.screens.press("y");
    assert_eq!(shop.screens.app.message(), Some("copied: 0711 4471"));
    assert_eq!(shop.screens.app.take_copied().as_deref(), Some("0711 4471"));
    assert_eq!(shop.screens.app.take_copied(), None);
}

#[test]
fn back_leads_out_of_the_last_screen() {
    let mut shop = shop();
    shop.screens.press("? Esc");
    assert!(!shop.screens.app.ended());
    shop.screens.press("q");
    assert!(shop.screens.app.ended());
}

#[test]
fn no_size_of_the_window_crashes_anything() {
    let mut shop = shop();
    shop.screens.press("n 'Zoë Müller' Enter Esc");
    for script in ["", "?", "Esc e", "'小明' Ctrl-N", "Esc", "n c 'late !tom'"] {
        shop.screens.press(script);
        for width in [1, 2, 3, 59, 60, 61, 80, 120, 500] {
            for height in [1, 2, 3, 15, 16, 17, 24, 200] {
                shop.screens.resize(width, height);
            }
        }
    }
    shop.screens.resize(59, 16);
    assert!(shop.screens.text().contains("larger"));
}
