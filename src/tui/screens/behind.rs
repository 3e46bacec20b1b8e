//! The rows that a figure stands on, the newest first; each opens what it is about.

use anyhow::Result;
use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    text::Line,
};

use crate::{
    domain::{
        CauseId, Currency, CustomerId, KeptId, Settings, Stamp,
        dates::short_day,
        measure::{Behind, Figures, Measure, Period, RowBehind, Subject, Unit, Words},
    },
    store::Store,
    tui::{
        Aside, Beside, Effect, Route, Screen,
        keymap::{Action, Binding, LIST, Layers, key},
        text::{grouped, safe},
        theme::Theme,
        widgets::{
            Cell, List,
            rule::{below, rule},
        },
    },
};

/// What keys do here.
pub(super) const KEYS: &[Binding] = &[
    key("Enter", Action::Enter, "open what the row is about").footer("open"),
    key("o", Action::Customer, "to the customer it is about").footer("profile"),
    key(
        "=",
        Action::Why,
        "what the figure says, and how it was counted",
    )
    .footer("why"),
];

/// So many neighbours go along when somebody is opened, for `[` and `]`.
const NEIGHBOURS: usize = 500;

/// The rows behind a figure.
#[derive(Debug)]
pub struct RowsBehind {
    measure: Measure,
    /// Only the complaints of this cause.
    cause: Option<CauseId>,
    period: Period,
    /// The rows and the figure; `None` until they are read.
    read: Option<(Behind, Figures)>,
    reading: Aside<(Behind, Figures)>,
    /// Which version of the file was read.
    version: Option<u64>,
    list: List,
    currency: Currency,
    now: Stamp,
}

impl RowsBehind {
    /// The rows behind this figure of this time.
    pub fn new(measure: Measure, period: Period) -> Self {
        Self {
            measure,
            cause: None,
            period,
            read: None,
            reading: Aside::default(),
            version: None,
            list: List::default(),
            currency: Settings::default().currency,
            now: Stamp::EPOCH,
        }
    }

    /// The complaints of this cause that were heard in this time.
    pub fn of_cause(cause: CauseId, period: Period) -> Self {
        Self {
            cause: Some(cause),
            ..Self::new(Measure::Complaints, period)
        }
    }

    fn rows(&self) -> &[RowBehind] {
        self.read.as_ref().map_or(&[], |(behind, _)| &behind.rows)
    }

    fn selected(&self) -> Option<&RowBehind> {
        self.rows().get(self.list.selected()?)
    }

    fn show(&mut self, (behind, page): (Behind, Figures)) {
        let subject = self.selected().map(|row| (row.subject, row.day));
        let at = behind
            .rows
            .iter()
            .position(|row| Some((row.subject, row.day)) == subject);
        self.list.reload(behind.rows.len(), at);
        self.read = Some((behind, page));
    }

    /// A profile, with those of the list around it.
    fn profile(&self, customer: CustomerId) -> Effect {
        let at = self.list.selected().unwrap_or(0);
        let near = self.rows().iter().skip(at.saturating_sub(NEIGHBOURS / 2));
        let mut list: Vec<CustomerId> = Vec::new();
        for id in near.take(NEIGHBOURS).filter_map(|row| row.customer) {
            if !list.contains(&id) {
                list.push(id);
            }
        }
        Effect::Go(Route::Profile { customer, list })
    }

    fn open(&self) -> Vec<Effect> {
        let Some(row) = self.selected() else {
            return Vec::new();
        };
        vec![match (row.subject, row.customer) {
            (Subject::Customer(customer), _) => self.profile(customer),
            (Subject::Complaint(id), _) => Effect::Go(Route::Complaint(id)),
            (Subject::Promise(id), _) => Effect::Go(Route::Promise(id)),
            (Subject::Feedback(_) | Subject::Interaction(_), Some(customer)) => {
                self.profile(customer)
            }
            (Subject::Feedback(id), None) => Effect::Go(Route::KeptForm(KeptId::Feedback(id))),
            (Subject::Interaction(id), None) => Effect::Go(Route::InteractionForm(id)),
        }]
    }

    fn to_customer(&self) -> Vec<Effect> {
        let customer = self.selected().and_then(|row| row.customer);
        vec![match customer {
            Some(customer) => self.profile(customer),
            None => Effect::Say("This row is about no customer.".to_owned()),
        }]
    }

    fn why(&self) -> Vec<Effect> {
        let page = self.read.as_ref().map(|(_, page)| page);
        let lines = page.map(|page| page.why(self.measure, (&self.currency, self.now.day())));
        let lines = lines.unwrap_or_else(|| vec![self.measure.definition().to_owned()]);
        let title = format!("Why · {}", self.measure.name());
        vec![Effect::Go(Route::Text { title, lines })]
    }

    /// The figure, and how many rows are shown of how many.
    fn said(&self) -> String {
        let Some((behind, page)) = &self.read else {
            return "looking for the rows…".to_owned();
        };
        let words = Words::of(self.measure, &self.currency);
        let figure = page.get(self.measure);
        let said = match self.cause.and_then(|cause| page.causes.as_ref()?.of(cause)) {
            Some(tally) => format!("{} · {}", tally.words, words.cases(tally.count)),
            None => figure.map(|it| words.said(it.now)).unwrap_or_default(),
        };
        match behind.rows.len() {
            0 => format!("{said} · no rows of that time"),
            shown if shown < behind.of => format!(
                "{said} · the newest {} of {} rows",
                grouped(shown),
                grouped(behind.of)
            ),
            _ => said,
        }
    }

    fn cells(&self, row: &RowBehind, theme: &Theme) -> Vec<Cell> {
        let (name, style) = match row.name.as_str() {
            "" => ("no name", theme.muted),
            name => (name, theme.text),
        };
        let mut cells = vec![
            Cell::new(short_day(row.day, self.now.day()), theme.muted),
            Cell::new(name, style),
            Cell::new(row.words.as_str(), theme.text),
        ];
        if self.measure.unit() == Unit::Share {
            cells.push(match row.yes {
                Some(true) => Cell::new("yes", theme.good),
                Some(false) => Cell::new("no", theme.warn),
                None => Cell::default(),
            });
        }
        cells
    }
}

impl Screen for RowsBehind {
    fn title(&self) -> String {
        self.measure.name().to_owned()
    }

    fn keys(&self) -> Layers {
        &[KEYS, LIST]
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.currency = store.settings()?.currency;
        self.now = now;
        Ok(())
    }

    fn idle(&mut self, store: &mut Store, now: Stamp) -> Result<bool> {
        let version = Some(store.version()?);
        if self.version != version {
            self.version = version;
            let (measure, cause, period) = (self.measure, self.cause, self.period);
            self.reading.begin(store, move |store| {
                let rows = match cause {
                    Some(cause) => store.rows_behind_cause(cause, period, now)?,
                    None => store.rows_behind(measure, period, now)?,
                };
                Ok((rows, store.figures_part(measure.part(), period, now)?))
            });
        } else if let Some(read) = self.reading.take() {
            self.show(read?);
            return Ok(true);
        }
        Ok(false)
    }

    fn beside(&mut self) -> Option<&mut dyn Beside> {
        Some(&mut self.reading)
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::DoubleClick(at) if self.list.hit(at).is_some() => {
                self.list.update(&action);
                self.open()
            }
            Action::Enter => self.open(),
            Action::Customer => self.to_customer(),
            Action::Why => self.why(),
            action => {
                self.list.update(&action);
                Vec::new()
            }
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let title = format!("{} · {}", self.measure.name(), self.period.words());
        rule(frame, area, theme, &title);
        let mut rest = below(area);
        for row in safe(&self.said()).wrap(usize::from(area.width.saturating_sub(2))) {
            let place = Rect { height: 1, ..rest }.intersection(rest);
            frame.render_widget(Line::styled(format!(" {row}"), theme.muted), place);
            rest = below(rest);
        }
        let who = match area.width {
            ..75 => 16,
            75..100 => 22,
            _ => 30,
        };
        let mut columns = vec![
            Constraint::Length(11),
            Constraint::Length(who),
            Constraint::Fill(1),
        ];
        if self.measure.unit() == Unit::Share {
            columns.push(Constraint::Length(3));
        }
        let mut list = std::mem::take(&mut self.list);
        let mut cells = |at: usize| {
            let row = self.rows().get(at);
            row.map_or_else(Vec::new, |row| self.cells(row, theme))
        };
        list.view(frame, (rest, theme), &columns, &mut cells);
        self.list = list;
    }
}
