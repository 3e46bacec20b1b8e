//! Every worksheet, the newest first: what it is about, with whom, and how far it is or what came of it.

use std::collections::HashMap;

use anyhow::Result;
use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    text::Line,
    widgets::Paragraph,
};

use crate::{
    domain::{Change, CustomerId, Stamp, Worksheet, WorksheetId, dates::near_day},
    store::Store,
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Binding, LIST, Layers, key},
        text::safe,
        theme::Theme,
        widgets::{
            Cell, List,
            rule::{below, rule},
        },
    },
};

pub(super) const KEYS: &[Binding] = &[
    key("Enter e", Action::Edit, "open the one selected").footer("open"),
    key("n", Action::New, "a new one, with nobody the shop knows").footer("new"),
    key("o", Action::Customer, "to the customer").footer("customer"),
    key("d", Action::Remove, "take it out; u brings back"),
];

/// The worksheets there are.
#[derive(Debug)]
pub struct Worksheets {
    sheets: Vec<Worksheet>,
    names: HashMap<CustomerId, String>,
    list: List,
    now: Stamp,
}

impl Default for Worksheets {
    fn default() -> Self {
        Self::new()
    }
}

impl Worksheets {
    /// None read yet.
    pub fn new() -> Self {
        Self {
            sheets: Vec::new(),
            names: HashMap::new(),
            list: List::default(),
            now: Stamp::EPOCH,
        }
    }

    fn with(&self, act: impl FnOnce(&Worksheet) -> Effect) -> Vec<Effect> {
        match self.list.selected().and_then(|at| self.sheets.get(at)) {
            Some(sheet) => vec![act(sheet)],
            None => vec![Effect::Say("There is no worksheet yet.".to_owned())],
        }
    }

    fn cells(&self, row: usize, theme: &Theme) -> Vec<Cell> {
        let Some(sheet) = self.sheets.get(row) else {
            return Vec::new();
        };
        let who = sheet.customer.and_then(|id| self.names.get(&id));
        vec![
            Cell::new(near_day(sheet.at.day(), self.now.day()), theme.muted),
            Cell::new(sheet.title.as_str(), theme.text),
            Cell::new(who.map_or("", String::as_str), theme.text),
            Cell::new(sheet.standing(), theme.muted),
        ]
    }
}

/// The form of this worksheet, or of a new one.
fn form(worksheet: Option<WorksheetId>) -> Effect {
    Effect::Go(Route::WorksheetForm {
        worksheet,
        complaint: None,
        customer: None,
    })
}

fn customer(sheet: &Worksheet) -> Effect {
    match sheet.customer {
        Some(customer) => Effect::Go(Route::Profile {
            customer,
            list: vec![customer],
        }),
        None => Effect::Say("It is with nobody the shop knows.".to_owned()),
    }
}

impl Screen for Worksheets {
    fn title(&self) -> String {
        "Worksheets".to_owned()
    }

    fn apart(&self) -> bool {
        true
    }

    fn keys(&self) -> Layers {
        &[KEYS, LIST]
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        let selected = self.list.selected().and_then(|at| self.sheets.get(at));
        let selected = selected.map(|it| it.id);
        self.now = now;
        self.sheets = store.worksheets()?;
        let ids: Vec<CustomerId> = self.sheets.iter().filter_map(|it| it.customer).collect();
        let rows = store.customer_rows(&ids)?.into_iter();
        self.names = rows.map(|row| (row.id, row.name)).collect();
        let at = self.sheets.iter().position(|it| Some(it.id) == selected);
        self.list.reload(self.sheets.len(), at);
        Ok(())
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Edit => self.with(|sheet| form(Some(sheet.id))),
            Action::DoubleClick(at) if self.list.hit(at).is_some() => {
                self.list.update(&Action::Click(at));
                self.with(|sheet| form(Some(sheet.id)))
            }
            Action::New => vec![form(None)],
            Action::Customer => self.with(customer),
            Action::Remove => {
                self.with(|sheet| Effect::Save(vec![Change::Remove(sheet.clone().into())]))
            }
            action => {
                self.list.update(&action);
                Vec::new()
            }
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        rule(frame, area, theme, "Worksheets");
        if self.sheets.is_empty() {
            let first = "None yet. n begins one; W does on a customer or a complaint, with what is known of them.";
            let rows = safe(first).wrap(usize::from(area.width.saturating_sub(2)));
            let rows = rows
                .into_iter()
                .map(|row| Line::styled(format!(" {row}"), theme.muted));
            let rows = Paragraph::new(rows.collect::<Vec<_>>());
            return frame.render_widget(rows, below(area));
        }
        let columns = [
            Constraint::Length(11),
            Constraint::Fill(2),
            Constraint::Fill(1),
            Constraint::Fill(2),
        ];
        let mut list = std::mem::take(&mut self.list);
        let mut cells = |row: usize| self.cells(row, theme);
        list.view(frame, (below(area), theme), &columns, &mut cells);
        self.list = list;
    }
}
