//! The named views over their list: one key puts one into the box, and what stands in the box is kept under a name.

use anyhow::Result;
use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
    text::Span,
};

use super::log;
use crate::{
    domain::{Stamp, View, ViewOf, view},
    search::Query,
    store::Store,
    tui::{
        Effect, Screen,
        keymap::{Action, Binding, DIGITS, LIST, Layers, key},
        text::safe,
        theme::Theme,
        widgets::{Cell, Input, List},
    },
};

/// The keys of the views.
pub(super) const KEYS: &[Binding] = &[
    key(DIGITS, Action::View(1), "show the view of this number").footer("show"),
    key("Enter", Action::Enter, "show the one selected"),
    key(
        "+ n",
        Action::Keep,
        "keep what stands in the box under a name",
    )
    .footer("keep"),
    key(
        "d",
        Action::RemoveEntry,
        "take the view out; u brings it back",
    )
    .footer("take out"),
    key("Esc v V", Action::Back, "leave").footer("leave"),
];

const NAMING: &[Binding] = &[
    key("Enter", Action::Enter, "keep it under this name").footer("keep"),
    key("Esc", Action::Back, "back to the views").footer("back"),
];

/// Number, name, text.
const COLUMNS: [Constraint; 3] = [
    Constraint::Length(2),
    Constraint::Length(21),
    Constraint::Fill(1),
];

/// The views of one list.
#[derive(Debug)]
pub struct Views {
    of: ViewOf,
    /// What stands in the box of the list.
    text: String,
    /// The views of every list.
    all: Vec<View>,
    list: List,
    /// The name that is being typed.
    naming: Option<Input>,
}

impl Views {
    /// Over this list, with this text in its box.
    pub fn new(of: ViewOf, text: String) -> Self {
        Self {
            of,
            text,
            all: Vec::new(),
            list: List::default(),
            naming: None,
        }
    }

    fn own(&self) -> impl Iterator<Item = &View> {
        self.all.iter().filter(|view| view.of == self.of)
    }

    fn selected(&self) -> Option<&View> {
        self.own().nth(self.list.selected()?)
    }

    /// Puts a view into the box of the list below.
    fn show(view: &View) -> Vec<Effect> {
        vec![Effect::Back, Effect::Show(view.text.clone())]
    }

    fn show_number(&self, number: u8) -> Vec<Effect> {
        let missing = || vec![Effect::Say(format!("There is no view {number}."))];
        let view = self.own().find(|view| view.number == number);
        view.map_or_else(missing, Self::show)
    }

    /// Asks for the name, unless the text finds nothing that could be kept.
    fn begin(&mut self) -> Vec<Effect> {
        let wrong = match self.of {
            _ if self.text.trim().is_empty() => Some(self.nothing().to_owned()),
            ViewOf::Customers => Query::read(&self.text, "").unknown.first().cloned(),
            ViewOf::Log => log::asked::read(&self.text).err(),
        };
        if wrong.is_none() {
            self.naming = Some(Input::default());
        }
        wrong.map(Effect::Say).into_iter().collect()
    }

    /// What to press when there is nothing to keep.
    fn nothing(&self) -> &'static str {
        match self.of {
            ViewOf::Customers => "Find something first, like tag:vip; then v and + keep it.",
            ViewOf::Log => "Filter something first, like mood:-1; then V and + keep it.",
        }
    }

    /// The name that is being typed, or what could be kept.
    fn last_line(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        if let Some(input) = &mut self.naming {
            let prompt = Rect {
                width: area.width.min(2),
                ..area
            };
            frame.render_widget(Span::styled("› ", theme.accent), prompt);
            let line = Rect::new(
                prompt.right(),
                area.y,
                area.width - prompt.width,
                area.height,
            );
            return input.view(frame, line, theme.text, true);
        }
        let words = match self.text.trim() {
            "" => self.nothing().to_owned(),
            text => format!("+ keeps {text} under a name"),
        };
        let words = safe(&words).fit(usize::from(area.width.saturating_sub(2)));
        frame.render_widget(Span::styled(format!(" {words}"), theme.muted), area);
    }

    fn name(&mut self, action: &Action) -> Vec<Effect> {
        let typed = self.naming.as_mut();
        if typed.is_none_or(|input| input.update(action)) {
            return Vec::new();
        }
        let name = self.naming.as_ref().map_or("", Input::text);
        match action {
            Action::Enter => match view::new(&self.all, self.of, (name, &self.text)) {
                Ok(view) => vec![Effect::Save(vec![view.keep()]), Effect::Back],
                Err(why) => vec![Effect::Say(why.0)],
            },
            Action::Back => {
                self.naming = None;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }
}

fn cells(view: &View, theme: &Theme) -> Vec<Cell> {
    vec![
        Cell::new(view.number.to_string(), theme.accent),
        Cell::new(view.name.as_str(), theme.text),
        Cell::new(view.text.as_str(), theme.muted),
    ]
}

impl Screen for Views {
    fn title(&self) -> String {
        match (&self.naming, self.of) {
            (Some(_), _) => format!("a name for {}", self.text.trim()),
            (None, ViewOf::Customers) => "views of the customers".to_owned(),
            (None, ViewOf::Log) => "views of the log".to_owned(),
        }
    }

    fn keys(&self) -> Layers {
        match self.naming {
            Some(_) => &[NAMING],
            None => &[KEYS, LIST],
        }
    }

    fn typing(&self) -> bool {
        self.naming.is_some()
    }

    fn over(&self) -> Option<u16> {
        u16::try_from(self.list.total().max(1) + 1).ok()
    }

    fn load(&mut self, store: &mut Store, _now: Stamp) -> Result<()> {
        let selected = self.selected().map(|view| view.name.clone());
        self.all = store.settings()?.views;
        let at = self
            .own()
            .position(|view| Some(&view.name) == selected.as_ref());
        self.list.reload(self.own().count(), at);
        Ok(())
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        if self.naming.is_some() {
            return self.name(&action);
        }
        match action {
            Action::Enter => self.selected().map_or_else(Vec::new, Self::show),
            Action::View(number) => self.show_number(number),
            Action::DoubleClick(at) if self.list.hit(at).is_some() => {
                self.selected().map_or_else(Vec::new, Self::show)
            }
            Action::Keep => self.begin(),
            Action::RemoveEntry => match self.selected() {
                Some(view) => vec![Effect::Save(vec![view.take_out()])],
                None => Vec::new(),
            },
            Action::Back => vec![Effect::Back],
            action => {
                self.list.update(&action);
                Vec::new()
            }
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let [above, last] = area.layout(&Layout::vertical([
            Constraint::Fill(1),
            Constraint::Length(1),
        ]));
        if self.list.total() == 0 {
            frame.render_widget(Span::styled(" No view is kept yet.", theme.text), above);
        }
        let mut list = std::mem::take(&mut self.list);
        let views: Vec<&View> = self.own().collect();
        let mut cells = |row: usize| {
            views
                .get(row)
                .map_or_else(Vec::new, |view| cells(view, theme))
        };
        list.view(frame, (above, theme), &COLUMNS, &mut cells);
        self.list = list;
        self.last_line(frame, last, theme);
    }
}
