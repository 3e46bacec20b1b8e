//! Asks with whom, over the screen below: a find line and the best hits; then comes the typed line.

use anyhow::Result;
use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    text::Span,
};

use crate::{
    domain::{CustomerId, Stamp, line::LineKind, phrase::ago},
    search::{Index, PEOPLE, Query},
    store::{CustomerRow, Store},
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Binding, Layers, MOVE, key},
        text::safe,
        theme::Theme,
        widgets::{COMPLETE, Cell, FilterBox, List},
    },
};

const KEYS: &[Binding] = &[
    key("Enter", Action::Enter, "take the one selected").footer("take"),
    key("Esc", Action::Back, "leave").footer("leave"),
];

/// So many of the best hits are offered.
const OFFERED: usize = 30;

/// Rows it takes: the line, and some of the hits.
const ROWS: u16 = 9;

/// One choice.
#[derive(Debug)]
enum Choice {
    /// Somebody who gave no name.
    Nobody,
    /// Somebody the shop knows.
    Known(Box<CustomerRow>),
    /// Somebody who is not written down yet.
    New(String),
}

impl Choice {
    fn customer(&self) -> Option<CustomerId> {
        match self {
            Self::Known(row) => Some(row.id),
            Self::Nobody | Self::New(_) => None,
        }
    }
}

/// The find line and whom it offers.
#[derive(Debug)]
pub struct Whom {
    kind: LineKind,
    input: FilterBox,
    /// The text that the choices answer.
    answered: Option<String>,
    /// What is wrong with its filter words.
    unknown: String,
    index: Index,
    country: String,
    choices: Vec<Choice>,
    list: List,
    now: Stamp,
}

impl Whom {
    /// Asks with whom, for a line of this kind.
    pub fn new(kind: LineKind) -> Self {
        Self {
            kind,
            input: FilterBox::new(&PEOPLE),
            answered: None,
            unknown: String::new(),
            index: Index::default(),
            country: String::new(),
            choices: Vec::new(),
            list: List::default(),
            now: Stamp::EPOCH,
        }
    }

    /// A contact, a complaint or feedback may be of nobody.
    fn nobody_will_do(&self) -> bool {
        matches!(
            self.kind,
            LineKind::Log | LineKind::Complaint | LineKind::Feedback
        )
    }

    fn find(&mut self, store: &Store) -> Result<()> {
        let text = self.input.text().trim().to_owned();
        let query = Query::read(&text, &self.country);
        // The same text again: somebody else has written, and who is selected stays.
        let selected = self.list.selected().and_then(|at| self.choices.get(at));
        let selected = selected.and_then(Choice::customer);
        let selected = selected.filter(|_| self.answered.as_deref() == Some(self.input.text()));
        self.answered = Some(self.input.text().to_owned());
        self.unknown = query.unknown.join(" ");
        if !self.unknown.is_empty() {
            self.choices.clear();
            self.list.reload(0, None);
            return Ok(());
        }
        let allowed = store.matching(&query.filters, self.now)?;
        let mut hits = self.index.find(&query, allowed.as_deref(), &[]);
        let best = hits.total().min(OFFERED);
        let ids: Vec<CustomerId> = hits.page(0..best).iter().map(|hit| hit.customer).collect();
        let known = store.customer_rows(&ids)?.into_iter();
        self.choices = known.map(|row| Choice::Known(Box::new(row))).collect();
        if text.is_empty() && self.nobody_will_do() {
            self.choices.insert(0, Choice::Nobody);
        }
        if !text.is_empty() && self.choices.is_empty() {
            self.choices.push(Choice::New(text));
        }
        let mut choices = self.choices.iter().map(Choice::customer);
        let at = choices.position(|one| one.is_some() && one == selected);
        self.list.reload(self.choices.len(), at.or(Some(0)));
        Ok(())
    }

    fn take(&self) -> Vec<Effect> {
        let chosen = self.list.selected().and_then(|row| self.choices.get(row));
        let customer = match chosen {
            None => return Vec::new(),
            Some(Choice::New(typed)) => {
                let typed = typed.clone();
                let form = Route::CustomerForm {
                    customer: None,
                    typed,
                };
                return vec![Effect::Back, Effect::Go(form)];
            }
            Some(Choice::Nobody) => None,
            Some(Choice::Known(row)) => Some(row.id),
        };
        let line = Route::Line {
            kind: self.kind,
            customer,
            complaint: None,
            typed: String::new(),
        };
        vec![Effect::Back, Effect::Go(line)]
    }

    fn cells(&self, choice: &Choice, theme: &Theme) -> Vec<Cell> {
        match choice {
            Choice::Nobody => vec![Cell::new("nobody gave a name", theme.muted)],
            Choice::New(typed) => vec![Cell::new(format!("new customer: {typed}"), theme.accent)],
            Choice::Known(row) => {
                let phone = row.phones.first().map_or("", String::as_str);
                let last = row.last_contact.map(|at| ago(at, self.now));
                vec![
                    Cell::new(row.name.as_str(), theme.text),
                    Cell::new(phone, theme.muted),
                    Cell::new(last.unwrap_or_default(), theme.muted).right(),
                ]
            }
        }
    }
}

impl Screen for Whom {
    fn title(&self) -> String {
        match self.kind {
            LineKind::Log => "log a contact · with whom?",
            LineKind::Complaint => "a complaint · whose?",
            LineKind::Promise => "a promise · to whom?",
            LineKind::Want => "a want · whose?",
            LineKind::Feedback => "feedback · whose?",
            LineKind::Thanks => "thanks · to whom?",
            LineKind::Extra => "an extra · for whom?",
            LineKind::Bought => "a purchase · whose?",
            LineKind::Preference | LineKind::Fact | LineKind::Tags => "about whom?",
        }
        .to_owned()
    }

    fn keys(&self) -> Layers {
        &[KEYS, COMPLETE, MOVE]
    }

    fn typing(&self) -> bool {
        true
    }

    fn over(&self) -> Option<u16> {
        Some(ROWS)
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        self.country = store.settings()?.country;
        self.input.forget();
        store.refresh(&mut self.index)?;
        self.find(store)
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        if self.input.update(&action) {
            return Vec::new();
        }
        match action {
            Action::Enter => return self.take(),
            Action::Back => return vec![Effect::Back],
            Action::DoubleClick(at) if self.list.hit(at).is_some() => return self.take(),
            action => drop(self.list.update(&action)),
        }
        Vec::new()
    }

    fn follow(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        if self.answered.as_deref() != Some(self.input.text()) {
            self.find(store)?;
        }
        Ok(())
    }

    fn idle(&mut self, store: &mut Store, _now: Stamp) -> Result<bool> {
        self.input.learn(store)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let Some(rows) = area.height.checked_sub(1) else {
            return;
        };
        let prompt = Rect::new(area.x, area.y, area.width.min(2), 1);
        frame.render_widget(Span::styled("› ", theme.accent), prompt);
        let line = Rect::new(prompt.right(), area.y, area.width - prompt.width, 1);
        self.input.view(frame, line, (theme.text, theme), true);
        let below = Rect::new(area.x, area.y + 1, area.width, rows);
        let unknown = safe(&self.unknown).wrap(usize::from(area.width.saturating_sub(2)));
        for (line, row) in unknown.into_iter().zip(below.rows()) {
            frame.render_widget(Span::styled(format!("  {line}"), theme.warn), row);
        }
        let columns = [
            Constraint::Fill(1),
            Constraint::Length(20),
            Constraint::Length(8),
        ];
        let mut list = std::mem::take(&mut self.list);
        let mut cells = |at: usize| {
            let choice = self.choices.get(at);
            choice.map_or_else(Vec::new, |choice| self.cells(choice, theme))
        };
        list.view(frame, (below, theme), &columns, &mut cells);
        self.list = list;
    }
}
