//! Choosing a cause: the shop's own list with how often each came, and a line that filters it or adds to it.

use chrono::NaiveDate;
use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    text::Span,
};

use crate::{
    domain::{Action as Measure, CauseId, complaint::last_action},
    search::fold,
    store::CauseUse,
    tui::{
        keymap::Action,
        text::safe,
        theme::Theme,
        widgets::{Cell, Input, List, Question},
    },
};

/// Rows it takes below its question: the line, the causes, and what is known of the one selected.
const ROWS: u16 = 10;

/// Rows of what is known of it.
const SAID: u16 = 2;

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// One of the list.
    Known(CauseId),
    /// A new one, in words.
    New(String),
}

/// What an action made of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked {
    /// Nothing yet.
    Nothing,
    /// Enter on this.
    Cause(Chosen),
    /// Esc.
    Leave,
}

/// The list of causes with a line over it.
#[derive(Debug)]
pub struct Causes {
    input: Input,
    causes: Vec<CauseUse>,
    /// The causes that fit what was typed, by their place.
    shown: Vec<usize>,
    list: List,
    /// What was ever changed against a cause.
    actions: Vec<Measure>,
    /// The cause this complaint has already: choosing it again is not one time more.
    own: Option<CauseId>,
    today: NaiveDate,
}

impl Causes {
    /// The shop's causes and what was changed against them, for a complaint that has this one already.
    pub fn new(
        (causes, actions): (Vec<CauseUse>, Vec<Measure>),
        own: Option<CauseId>,
        today: NaiveDate,
    ) -> Self {
        let mut picker = Self {
            input: Input::default(),
            causes,
            shown: Vec::new(),
            list: List::default(),
            actions,
            own,
            today,
        };
        picker.filter();
        picker
    }

    /// Filters, moves, or takes.
    pub fn update(&mut self, action: &Action) -> Picked {
        match action {
            Action::Enter => return self.chosen().map_or(Picked::Nothing, Picked::Cause),
            Action::DoubleClick(at) if self.list.hit(*at).is_some() => {
                self.list.update(action);
                return self.chosen().map_or(Picked::Nothing, Picked::Cause);
            }
            Action::Back => return Picked::Leave,
            action if self.input.update(action) => self.filter(),
            action => drop(self.list.update(action)),
        }
        Picked::Nothing
    }

    fn filter(&mut self) {
        let words = fold(self.input.text());
        let fits = |it: &CauseUse| {
            let text = fold(&it.cause.text);
            words.split_whitespace().all(|word| text.contains(word))
        };
        let all = self.causes.iter().enumerate();
        self.shown = all.filter(|(_, it)| fits(it)).map(|(at, _)| at).collect();
        self.list
            .reload(self.shown.len() + usize::from(self.is_new()), Some(0));
    }

    /// Something was typed that is none of the causes.
    fn is_new(&self) -> bool {
        let typed = fold(self.input.text());
        let same = |it: &CauseUse| fold(&it.cause.text) == typed;
        !typed.trim().is_empty() && !self.causes.iter().any(same)
    }

    fn chosen(&self) -> Option<Chosen> {
        let row = self.list.selected()?;
        Some(match self.shown.get(row) {
            Some(at) => Chosen::Known(self.causes[*at].id()),
            None => Chosen::New(self.input.text().trim().to_owned()),
        })
    }

    /// Paints it over the lower rows of a place.
    pub fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let question = "What in our way of working let it happen?";
        let place = Question::place(frame, area, theme, (ROWS, question));
        let Some(rows) = place.height.checked_sub(1) else {
            return;
        };
        let prompt = Rect::new(place.x, place.y, place.width.min(2), 1);
        frame.render_widget(Span::styled("› ", theme.accent), prompt);
        let line = Rect::new(prompt.right(), place.y, place.width - prompt.width, 1);
        self.input.view(frame, line, theme.text, true);
        if self.list.total() == 0 {
            let hint = " No cause is on the list yet: type the first one.";
            let below = Rect::new(place.x, place.y + 1, place.width, rows.min(1));
            return frame.render_widget(Span::styled(hint, theme.muted), below);
        }
        let said = rows.min(SAID);
        let below = Rect::new(place.x, place.y + 1, place.width, rows - said);
        let columns = [Constraint::Fill(1), Constraint::Length(24)];
        let mut list = std::mem::take(&mut self.list);
        let mut cells = |row: usize| self.cells(row, theme);
        list.view(frame, (below, theme), &columns, &mut cells);
        self.list = list;
        let below = Rect::new(place.x, below.bottom(), place.width, said);
        self.view_history(frame, below, theme);
    }

    /// "4th since 3 Aug; last action: labelled the shelf, verified 2 Sep", of the cause selected.
    fn view_history(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let selected = self.list.selected().and_then(|row| self.shown.get(row));
        let Some(it) = selected.map(|at| &self.causes[*at]) else {
            return;
        };
        if last_action(&self.actions, it.id()).is_none() {
            return;
        }
        let again = self.own != Some(it.id());
        let words = safe(&it.history(again, &self.actions, self.today));
        let rows = words.wrap(usize::from(area.width.saturating_sub(3)));
        for (row, place) in rows.iter().zip(area.rows()) {
            frame.render_widget(Span::styled(format!("  {row}"), theme.accent), place);
        }
    }

    fn cells(&self, row: usize, theme: &Theme) -> Vec<Cell> {
        let Some(it) = self.shown.get(row).map(|at| &self.causes[*at]) else {
            let text = format!("new: {}", self.input.text().trim());
            return vec![Cell::new(text, theme.accent)];
        };
        vec![
            Cell::new(it.cause.text.as_str(), theme.text),
            Cell::new(self.how_often(it), theme.muted),
        ]
    }

    /// "4th since 3 Aug": what it would be with this complaint.
    fn how_often(&self, it: &CauseUse) -> String {
        it.history(self.own != Some(it.id()), &[], self.today)
    }
}
