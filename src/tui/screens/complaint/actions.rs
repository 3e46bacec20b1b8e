//! What the shop changes because of a complaint: a list in which each action is done, verified, given up or edited.

use chrono::NaiveDate;
use ratatui::{
    Frame,
    layout::{Constraint, Rect},
};

use crate::{
    domain::{self, complaint::action_words},
    tui::{
        keymap::Action,
        theme::Theme,
        widgets::{Cell, List, Question},
    },
};

/// Rows it takes below its question.
const ROWS: u16 = 6;

/// The actions of one complaint.
#[derive(Debug)]
pub struct Actions {
    rows: Vec<domain::Action>,
    list: List,
    today: NaiveDate,
}

impl Actions {
    /// These actions, as they stand today.
    pub fn new(rows: Vec<domain::Action>, today: NaiveDate) -> Self {
        let mut list = List::default();
        list.reload(rows.len(), None);
        Self { rows, list, today }
    }

    /// They were read again.
    pub fn reload(&mut self, rows: Vec<domain::Action>) {
        let selected = self.selected().map(|one| one.id);
        let at = rows.iter().position(|one| Some(one.id) == selected);
        self.list.reload(rows.len(), at);
        self.rows = rows;
    }

    /// The one selected.
    pub fn selected(&self) -> Option<&domain::Action> {
        self.rows.get(self.list.selected()?)
    }

    /// Moves.
    pub fn update(&mut self, action: &Action) {
        self.list.update(action);
    }

    /// Paints it over the lower rows of a place.
    pub fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let title = "What we change so that it does not happen again";
        let place = Question::place(frame, area, theme, (ROWS, title));
        let columns = [
            Constraint::Length(10),
            Constraint::Fill(1),
            Constraint::Length(5),
        ];
        let (rows, today) = (&self.rows, self.today);
        let mut cells = |row: usize| {
            rows.get(row).map_or_else(Vec::new, |action| {
                vec![
                    Cell::new(action.kind.word(), theme.muted),
                    Cell::new(action_words(action, today), theme.text),
                    Cell::new(action.by.as_str(), theme.muted),
                ]
            })
        };
        self.list.view(frame, (place, theme), &columns, &mut cells);
    }
}
