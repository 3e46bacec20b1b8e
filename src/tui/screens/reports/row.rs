//! The columns of the page, and one figure or bar as a row in them. Where a window is narrow columns are dropped, the months first.

use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Rect},
    style::Style,
    text::Span,
    widgets::{Sparkline, SparklineBar, Widget},
};

use super::page::Material;
use crate::{
    domain::measure::{Difference, Figure, Measure, Reading, TOO_FEW, Words},
    tui::{
        text::{grouped, safe_cell, width},
        theme::Theme,
        widgets::{Cell, paint_row},
    },
};

/// So many months a line shows.
const MONTHS: u16 = 12;

/// In how many columns at most one month is shown.
const WIDEST_MONTH: u16 = 3;

/// What stands where a part is not read yet.
const COUNTING: &str = "counting…";

/// How wide each column is; 0 where it is dropped.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    name: u16,
    now: u16,
    n: u16,
    before: u16,
    change: u16,
    months: u16,
}

/// What stands in the columns of a figure.
struct Said {
    now: String,
    n: String,
    before: String,
    change: Option<Difference>,
}

impl Said {
    fn of(figure: &Figure, material: Material<'_>) -> Self {
        let words = Words::of(figure.measure, material.currency);
        let words = words.seen(material.figures.period, material.today);
        Self {
            now: words.value(figure.now),
            n: grouped(figure.now.n as usize),
            before: words.value(figure.before),
            change: words.change(figure),
        }
    }
}

/// " ↑ 3 points"; " =" where nothing changed.
fn change_words(change: &Difference) -> String {
    match change.by.as_str() {
        "" => format!(" {}", change.arrow),
        by => format!(" {} {by}", change.arrow),
    }
}

/// The look of a change for better or worse; `None` where nobody can say.
pub fn judged(change: Option<&Difference>, theme: &Theme) -> Option<Style> {
    let better = change.and_then(|it| it.better)?;
    Some(if better { theme.good } else { theme.warn })
}

fn columns_of(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

impl Columns {
    /// As wide as these figures need it, in a page of this width.
    pub fn fit(material: Material<'_>, page: u16) -> Self {
        let names = Measure::ALL.iter().map(|it| columns_of(it.name()));
        let mut it = Self {
            name: names.max().unwrap_or(0),
            now: columns_of(TOO_FEW),
            n: 3,
            before: columns_of(TOO_FEW),
            change: 9,
            months: MONTHS,
        };
        for figure in &material.figures.measures {
            let said = Said::of(figure, material);
            let change = said
                .change
                .as_ref()
                .map_or(0, |it| columns_of(&change_words(it)));
            it.now = it.now.max(columns_of(&said.now));
            it.n = it.n.max(columns_of(&said.n));
            it.before = it.before.max(columns_of(&said.before));
            it.change = it.change.max(change);
        }
        let room = page.saturating_sub(1);
        if it.whole() > room {
            it.months = 0;
        }
        if it.whole() > room {
            it.before = 0;
        }
        if it.months > 0 {
            let times = (room - it.whole() + MONTHS) / MONTHS;
            it.months = MONTHS * times.min(WIDEST_MONTH);
        }
        it
    }

    fn widths(&self) -> impl Iterator<Item = u16> {
        let widths = [
            self.name,
            self.now,
            self.n,
            self.before,
            self.change,
            self.months,
        ];
        widths.into_iter().filter(|width| *width > 0)
    }

    /// The columns they take together, with one between each.
    fn whole(&self) -> u16 {
        self.widths()
            .map(|width| width + 1)
            .sum::<u16>()
            .saturating_sub(1)
    }

    fn paint(&self, (paper, place): (&mut Buffer, Rect), cells: Vec<Option<Cell>>, theme: &Theme) {
        let columns: Vec<Constraint> = self.widths().map(Constraint::Length).collect();
        let cells: Vec<Cell> = cells.into_iter().flatten().collect();
        paint_row(paper, (place, theme), &columns, &cells);
    }

    /// The column of the time before, where there is room for it.
    fn if_before(&self, cell: impl FnOnce() -> Cell) -> Option<Cell> {
        (self.before > 0).then(cell)
    }

    /// What stands above the columns.
    pub fn heads(&self, rows: (&mut Buffer, Rect), first: &str, theme: &Theme) {
        let head = |text: &str| Cell::new(text, theme.muted);
        let months = head(if self.months > 0 { "12 months" } else { "" });
        let cells = vec![
            Some(head(first)),
            Some(head("now").right()),
            Some(head("n").right()),
            self.if_before(|| head("before").right()),
            Some(head(" change")),
            Some(months),
        ];
        self.paint(rows, cells, theme);
    }

    /// A figure; without one its part is not read yet.
    pub fn figure(
        &self,
        (paper, place): (&mut Buffer, Rect),
        measure: Measure,
        (material, theme): (Material<'_>, &Theme),
    ) {
        let name = Cell::new(measure.name(), theme.text);
        let Some(figure) = material.figures.get(measure) else {
            let cells = [name, Cell::new(COUNTING, theme.muted)];
            let columns = [Constraint::Length(self.name), Constraint::Fill(1)];
            return paint_row(paper, (place, theme), &columns, &cells);
        };
        let said = Said::of(figure, material);
        let value = match figure.now.value {
            Some(_) => theme.title,
            None => theme.muted,
        };
        let change = said.change.as_ref();
        let judged = judged(change, theme).unwrap_or(theme.muted);
        let change = change.map(change_words).unwrap_or_default();
        let cells = vec![
            Some(name),
            Some(Cell::new(said.now, value).right()),
            Some(Cell::new(said.n, theme.muted).right()),
            self.if_before(|| Cell::new(said.before, theme.muted).right()),
            Some(Cell::new(change, judged)),
        ];
        self.paint((&mut *paper, place), cells, theme);
        if self.months > 0 {
            let place = Rect {
                x: place.x + 1 + self.whole() - self.months,
                width: self.months,
                ..place
            };
            line_of(&figure.months, self.months / MONTHS, theme).render(place, paper);
        }
    }

    /// The heads of bars: what they are of, what their numbers are.
    pub fn bar_heads(&self, rows: (&mut Buffer, Rect), heads: [&str; 4], theme: &Theme) {
        let [name, now, n, before] = heads;
        let head = |text: &str| Cell::new(text, theme.muted);
        let cells = vec![
            Some(head(name)),
            Some(head(now).right()),
            Some(head(n).right()),
            self.if_before(|| head(before).right()),
        ];
        self.paint(rows, cells, theme);
    }

    /// A bar with its name and up to three numbers in the columns of the figures.
    pub fn bar(&self, (paper, place): (&mut Buffer, Rect), bar: &Bar<'_>, theme: &Theme) {
        let [now, n, before] = &bar.numbers;
        let mark = columns_of(bar.mark);
        let name = usize::from(
            self.name
                .saturating_sub(if mark > 0 { mark + 1 } else { 0 }),
        );
        let cells = vec![
            Some(Cell::new(safe_cell(bar.name).fit(name), theme.text)),
            Some(Cell::new(now.as_str(), theme.title).right()),
            Some(Cell::new(n.as_str(), theme.muted).right()),
            self.if_before(|| Cell::new(before.as_str(), theme.muted).right()),
        ];
        self.paint((&mut *paper, place), cells, theme);
        if mark > 0 {
            let at = Rect::new(place.x + 1 + self.name - mark, place.y, mark, 1);
            Span::styled(bar.mark, theme.late).render(at, paper);
        }
        let from = 3
            + self.name
            + 1
            + self.now
            + 1
            + self.n
            + if self.before > 0 { self.before + 1 } else { 0 };
        let track = Rect {
            x: place.x + from,
            width: place.width.saturating_sub(from + 1),
            ..place
        };
        let cells = f64::from(track.width);
        Span::styled(blocks(bar.share * cells), theme.accent).render(track, paper);
        if let Some(together) = bar.together {
            let last = track.width.saturating_sub(1);
            let x = (together * f64::from(last)).round() as u16;
            let dot = Rect::new(track.x + x.min(last), track.y, 1, 1).intersection(track);
            Span::styled("●", theme.text).render(dot, paper);
        }
    }
}

/// One bar with its words.
#[derive(Debug)]
pub struct Bar<'a> {
    /// What it is of.
    pub name: &'a str,
    /// A word behind that; may be empty.
    pub mark: &'static str,
    /// Its numbers, for the columns of the value, of the cases, and of the time before.
    pub numbers: [String; 3],
    /// How much of the room it fills, from 0 to 1.
    pub share: f64,
    /// Where the dot stands that it makes together with those before it.
    pub together: Option<f64>,
}

/// A bar of so many cells, in eighths; what is more than nothing is seen.
fn blocks(cells: f64) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let least = if cells > 0.0 { 1 } else { 0 };
    let eighths = ((cells * 8.0).round() as usize).max(least);
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

/// The months as a line of bars, each so many columns wide, the highest as high as can be; a dot where there were too few.
fn line_of(months: &[Reading], times: u16, theme: &Theme) -> Sparkline<'static> {
    /// How exactly heights are told apart.
    const STEPS: f64 = 64.0;
    /// The lowest bar.
    const LOWEST: u64 = 8;
    let values = months.iter().filter_map(|it| it.value);
    let most = values.fold(0.0, f64::max);
    let bar = |reading: &Reading| match reading.value {
        None => SparklineBar::from(None),
        Some(value) if value <= 0.0 => SparklineBar::from(LOWEST).style(theme.muted),
        Some(value) => {
            let high = (value / most * STEPS) as u64;
            SparklineBar::from(high.max(LOWEST)).style(theme.accent)
        }
    };
    let bars = months.iter().map(bar);
    let bars = bars.flat_map(|bar| vec![bar; usize::from(times)]);
    Sparkline::default()
        .data(bars.collect::<Vec<_>>())
        .max(STEPS as u64)
        .absent_value_symbol("·")
        .absent_value_style(theme.muted)
}
