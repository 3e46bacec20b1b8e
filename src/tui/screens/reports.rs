//! The page of figures: this quarter or month beside the one before and the last twelve months. Counted beside the keys, part by part.

mod beside;
mod page;
mod pictures;
mod row;

use anyhow::Result;
use ratatui::{Frame, layout::Rect, text::Line, widgets::Paragraph};

use self::page::{Entry, Material};
use crate::{
    domain::{
        Currency, Settings, Stamp,
        measure::{By, Figures, Measure, Part, Period},
    },
    store::Store,
    tui::{
        Aside, Beside, Effect, Route, Screen,
        keymap::{Action, Binding, LIST, Layers, key},
        text::safe,
        theme::Theme,
        widgets::{
            Roll, panes,
            rule::{below, rule},
        },
    },
};

/// What keys do here.
pub(super) const KEYS: &[Binding] = &[
    key(
        "Enter",
        Action::Enter,
        "the rows behind the figure selected",
    )
    .footer("rows"),
    key("=", Action::Why, "what it says, and how it was counted").footer("why"),
    key("[", Action::Previous, "the quarter or month before").footer("before"),
    key("]", Action::Next, "the quarter or month after").footer("after"),
    key("m", Action::Filter, "a month, or a quarter again").footer("month/quarter"),
    key("p", Action::Sort, "causes by count, or by cost").footer("count/cost"),
];

/// From this height on what is selected stands below the page; it takes so many rows with its rule, and in a tall window so many.
const PANE: [(u16, u16); 2] = [(34, 15), (20, 6)];

/// What the page says of a shop in which nothing was written down.
const EMPTY: &str = "Here you will see how the shop is doing: who comes back, what was promised and kept, why things went wrong, and what \
    customers say, each quarter beside the one before.";

/// What to press first there.
const HINT: &str = "Nothing is written down yet. / finds or adds a customer; there b notes what they bought, p a promise, f what they say, \
    and c a complaint. The figures follow by themselves.";

/// The page of figures.
#[derive(Debug)]
pub struct Reports {
    /// The time it is about; chosen by the day it is, until somebody turns to another.
    period: Option<Period>,
    figures: Figures,
    by: By,
    /// What is being counted, two parts side by side.
    counting: [Aside<Figures>; 2],
    /// The parts yet to be counted, the last one first.
    left: Vec<Part>,
    /// Of which version of the file, of which time and on which day was counted last.
    counted: Option<(u64, Period, Stamp)>,
    roll: Roll,
    entries: Vec<Entry>,
    currency: Currency,
    now: Stamp,
}

impl Default for Reports {
    /// Nothing counted yet.
    fn default() -> Self {
        Self {
            period: None,
            figures: Figures::of(Period::current(Stamp::EPOCH), Stamp::EPOCH.day()),
            by: By::default(),
            counting: Default::default(),
            left: Vec::new(),
            counted: None,
            roll: Roll::default(),
            entries: Vec::new(),
            currency: Settings::default().currency,
            now: Stamp::EPOCH,
        }
    }
}

impl Reports {
    fn period(&self) -> Period {
        self.period.unwrap_or_else(|| Period::current(self.now))
    }

    fn turn(&mut self, to: Period) -> Vec<Effect> {
        if to.from() > self.now.day() {
            let which = if to.is_quarter() { "quarter" } else { "month" };
            return vec![Effect::Say(format!("The next {which} has not begun."))];
        }
        self.period = Some(to);
        Vec::new()
    }

    /// From a quarter to its last month that has begun, from a month to its quarter.
    fn other_length(&self) -> Period {
        let period = self.period();
        match period.is_quarter() {
            true => Period::month(period.to().min(self.now.day())),
            false => Period::quarter(period.from()),
        }
    }

    /// Begins to count the parts that are left, as far as there are hands free for them.
    fn count(&mut self, store: &Store) {
        let (period, now) = (self.period(), self.now);
        for hand in self.counting.iter_mut().filter(|it| !it.is_open()) {
            let Some(part) = self.left.pop() else {
                return;
            };
            hand.begin(store, move |store| store.figures_part(part, period, now));
        }
    }

    fn selected(&self) -> Option<&Entry> {
        self.entries.get(self.roll.selected()?)
    }

    fn material(&self) -> Material<'_> {
        Material {
            figures: &self.figures,
            currency: &self.currency,
            by: self.by,
            today: self.now.day(),
        }
    }

    fn open(&self) -> Vec<Effect> {
        let rows = |measure| vec![Effect::Go(Route::Behind(measure, self.period()))];
        match self.selected() {
            Some(Entry::Figure(measure)) => rows(*measure),
            Some(Entry::No(_)) => rows(Measure::OurNos),
            Some(Entry::Cause(cause)) => {
                vec![Effect::Go(Route::BehindCause(*cause, self.period()))]
            }
            Some(Entry::Rung(rung)) => vec![
                Effect::Switch(Route::Customers),
                Effect::Show(format!("rung:{rung}")),
            ],
            None => Vec::new(),
        }
    }

    fn why(&self) -> Vec<Effect> {
        let how = (&self.currency, self.now.day());
        let explain = |measure| self.figures.why(measure, how);
        let (title, lines) = match self.selected() {
            Some(Entry::Figure(measure)) => (measure.name().to_owned(), explain(*measure)),
            Some(Entry::No(_)) => (Measure::OurNos.name().to_owned(), explain(Measure::OurNos)),
            Some(Entry::Cause(id)) => (
                "why things went wrong".to_owned(),
                beside::cause(self.material(), *id),
            ),
            Some(Entry::Rung(_)) => ("the ladder".to_owned(), self.why_ladder()),
            None => return Vec::new(),
        };
        let title = format!("Why · {title}");
        vec![Effect::Go(Route::Text { title, lines })]
    }

    fn why_ladder(&self) -> Vec<String> {
        let mut lines = vec![
            "A prospect has not bought yet, a customer has; a client bought three times in twelve months, a supporter praised the shop, \
             too, and an advocate brought somebody."
                .to_owned(),
            String::new(),
        ];
        if let Some(rungs) = &self.figures.rungs {
            lines.push(rungs.moved());
            lines.push(rungs.moves.words());
        }
        lines
    }

    fn empty(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let width = usize::from(area.width.saturating_sub(2));
        let text = |words: &str, style| -> Vec<Line<'static>> {
            let rows = safe(words).wrap(width).into_iter();
            rows.map(|row| Line::styled(format!(" {row}"), style))
                .collect()
        };
        let mut lines = vec![Line::default()];
        if self.period() < Period::current(self.now) {
            let words = format!("{} ] goes on towards today.", Figures::NOTHING);
            lines.extend(text(&words, theme.text));
        } else {
            lines.extend(text(EMPTY, theme.text));
            lines.push(Line::default());
            lines.extend(text(HINT, theme.muted));
        }
        frame.render_widget(Paragraph::new(lines), area);
    }

    /// The page itself, below the heads of its columns.
    fn page(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let before = self.selected().cloned();
        let written = page::write(self.material(), area.width, theme);
        let at = written
            .entries
            .iter()
            .position(|it| Some(it) == before.as_ref());
        let top = Rect { height: 1, ..area }.intersection(area);
        if !top.is_empty() {
            written.columns.heads((frame.buffer_mut(), top), "", theme);
        }
        self.entries = written.entries;
        self.roll
            .reload(written.pen, at.or(self.roll.selected()).unwrap_or(0));
        self.roll.view(frame, below(area), theme);
    }
}

impl Screen for Reports {
    fn title(&self) -> String {
        "Reports".to_owned()
    }

    fn keys(&self) -> Layers {
        &[KEYS, LIST]
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.currency = store.settings()?.currency;
        self.now = now;
        Ok(())
    }

    fn follow(&mut self, _store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        let empty = Figures::of(self.period(), now.day());
        if (self.figures.period, self.figures.months) != (empty.period, empty.months) {
            self.figures = empty;
        }
        Ok(())
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::DoubleClick(at) if self.roll.hit(at).is_some() => {
                self.roll.update(&action);
                return self.open();
            }
            Action::Enter => return self.open(),
            Action::Why => return self.why(),
            Action::Previous => return self.turn(self.period().before()),
            Action::Next => return self.turn(self.period().after()),
            Action::Filter => return self.turn(self.other_length()),
            Action::Sort => {
                self.by = match self.by {
                    By::Count => By::Cost,
                    By::Cost => By::Count,
                }
            }
            action => drop(self.roll.update(&action)),
        }
        Vec::new()
    }

    fn idle(&mut self, store: &mut Store, now: Stamp) -> Result<bool> {
        self.now = now;
        let wanted = (store.version()?, self.period());
        let day = |at: Stamp| at.day();
        let is_counted = self.counted.is_some_and(|(version, period, at)| {
            (version, period) == wanted && day(at) == day(now)
        });
        if !is_counted {
            self.counted = Some((wanted.0, wanted.1, now));
            self.left = Part::ALL.into_iter().rev().collect();
            self.counting = Default::default();
            self.count(store);
            return Ok(false);
        }
        let mut counted = self.counting.iter_mut().filter_map(Aside::take);
        let Some(part) = counted.next() else {
            return Ok(false);
        };
        self.figures.take(part?);
        self.count(store);
        Ok(true)
    }

    fn beside(&mut self) -> Option<&mut dyn Beside> {
        Some(&mut self.counting)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let period = self.period();
        let seen = period.seen(self.now.day());
        let words = match area.width {
            ..75 => seen,
            _ => format!("{seen} · beside {}", period.before().words()),
        };
        rule(frame, area, theme, &words);
        let rest = below(area);
        if self.figures.is_empty() {
            return self.empty(frame, rest, theme);
        }
        let pane = PANE.iter().find(|(from, _)| area.height >= *from);
        let (list, pane) = panes(rest, (2, 3), || {
            rest.height - pane.map_or(0, |(_, rows)| *rows)
        });
        self.page(frame, list, theme);
        if let Some(entry) = self.selected().filter(|_| !pane.is_empty()) {
            beside::view(frame, pane, theme, (self.material(), entry));
        }
    }
}
