//! Two small screens, a list with a box and a form, on which the program around them is tried.

use anyhow::Result;
use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
};
use regulars::{
    domain::{Change, Customer, Stamp},
    store::{Applied, Store},
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Binding, FORM, LIST, Layers, key},
        theme::Theme,
        widgets::{Cell, Filled, Form, Input, List, field, field::Part},
    },
};

/// A small screen: names in a list, and a box that adds one.
#[derive(Default)]
pub struct Names {
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
        let selected = self.list.selected().and_then(|row| self.names.get(row));
        let at = selected.and_then(|name| names.iter().position(|other| other == name));
        self.list.reload(names.len(), at);
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

    fn saved(&mut self, _applied: &Applied) -> Vec<Effect> {
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
pub struct Card(Form);

impl Card {
    /// Nothing typed yet.
    pub fn new() -> Self {
        Self(Form::new(PARTS))
    }
}

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
        &[FORM]
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
