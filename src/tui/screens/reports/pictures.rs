//! Pictures of twelve months: who came and who stayed away, and the visits of each day.

use chrono::{Datelike, NaiveDate};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::{Bar, BarChart, BarGroup, Widget},
};

use crate::{
    domain::measure::{Figure, Period, Visits},
    tui::{text::grouped, theme::Theme, widgets::Pen},
};

/// Rows of the bars above and below the names of the months.
const HIGH: u16 = 3;

/// Columns of the words before a picture.
const LABELS: u16 = 6;

/// Two series of counts, month by month: one upwards, the other downwards.
pub fn up_and_down(
    pen: &mut Pen,
    (up, down): (&Figure, &Figure),
    months: &[Period; 12],
    theme: &Theme,
) {
    let (ups, downs) = (counts(up), counts(down));
    let most = ups.iter().chain(&downs).copied().max().unwrap_or(0).max(1);
    let step = (pen.width().saturating_sub(LABELS + 1) / 12).clamp(4, 6);
    let numbers = |pen: &mut Pen, label: &str, counts: &[u64]| {
        let shown = counts.iter().map(|count| match count {
            0 => " ".repeat(step.into()),
            count => format!("{:^1$}", compact(*count), usize::from(step)),
        });
        let label = format!("  {label:<0$}", usize::from(LABELS) - 1);
        pen.line(Line::from(vec![
            Span::styled(label, theme.muted),
            Span::styled(shown.collect::<String>(), theme.text),
        ]));
    };
    numbers(pen, "new", &ups);
    let (paper, place) = pen.rows(high(&ups, most));
    bars(&ups, (most, place.height), step, theme.accent).render(picture(place), paper);
    let names = months.iter().map(|it| it.from().format("%b").to_string());
    let names = names.map(|name| format!("{name:^0$}", usize::from(step)));
    pen.line(Span::styled(
        " ".repeat(usize::from(LABELS) + 1) + &names.collect::<String>(),
        theme.muted,
    ));
    let (paper, place) = pen.rows(high(&downs, most));
    let mut upright = Buffer::empty(picture(place));
    bars(&downs, (most, place.height), step, theme.accent).render(upright.area, &mut upright);
    turned_over(&upright, paper);
    numbers(pen, "lost", &downs);
}

/// The months of a figure that counts.
fn counts(figure: &Figure) -> Vec<u64> {
    let values = figure.months.iter().map(|it| it.value.unwrap_or(0.0));
    values.map(|value| value.max(0.0) as u64).collect()
}

/// How many rows the highest of these needs.
fn high(counts: &[u64], most: u64) -> u16 {
    let own = counts.iter().copied().max().unwrap_or(0);
    let rows = (own * u64::from(HIGH)).div_ceil(most);
    u16::try_from(rows).unwrap_or(HIGH).max(1)
}

/// The place of the bars beside the words.
fn picture(place: Rect) -> Rect {
    Rect {
        x: place.x + LABELS + 2,
        width: place.width.saturating_sub(LABELS + 2),
        ..place
    }
}

/// In four columns: `1,284` as `1k`.
fn compact(count: u64) -> String {
    match count {
        0..1_000 => count.to_string(),
        1_000..1_000_000 => format!("{}k", count / 1_000),
        _ => format!("{}M", count / 1_000_000),
    }
}

/// A bar for each count, in the middle of a step; the values stand elsewhere. What is more than nothing is seen.
fn bars(counts: &[u64], (most, rows): (u64, u16), step: u16, style: Style) -> BarChart<'static> {
    /// Parts of a row that are told apart.
    const PARTS: u64 = 8;
    let bar = |count: &u64| {
        let high = (count * u64::from(HIGH) * PARTS / most).max((*count).min(1));
        Bar::default().value(high).text_value("")
    };
    let bars: Vec<Bar> = counts.iter().map(bar).collect();
    BarChart::default()
        .data(BarGroup::default().bars(&bars))
        .max(u64::from(rows) * PARTS)
        .bar_width(step - 2)
        .bar_gap(2)
        .bar_style(style)
}

/// Bars that stand, painted so that they hang; below a whole cell there are only halves and a thin line.
fn turned_over(upright: &Buffer, paper: &mut Buffer) {
    let area = upright.area;
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            let from = &upright[(x, area.bottom() - 1 - (y - area.top()))];
            let hanging = match from.symbol() {
                "▁" | "▂" => "▔",
                "▃" | "▄" | "▅" => "▀",
                "▆" | "▇" | "█" => "█",
                _ => continue,
            };
            paper[(x, y)].set_style(from.style()).set_symbol(hanging);
        }
    }
}

/// A day without anybody, then the shades.
const SHADES: [&str; 5] = ["·", "░", "▒", "▓", "█"];

/// The look of a shade: only days with many stand out.
fn shade(shade: u32, theme: &Theme) -> Span<'static> {
    let style = if shade > 2 { theme.accent } else { theme.muted };
    let sign = usize::try_from(shade).ok().and_then(|at| SHADES.get(at));
    Span::styled(*sign.unwrap_or(&" "), style)
}

/// The visits of each day: weeks stand side by side, each from Monday down to Sunday; the darker the more.
pub fn calendar(pen: &mut Pen, visits: &Visits, today: NaiveDate, theme: &Theme) {
    let weeks = visits
        .until(today)
        .last()
        .map_or(0, |(day, _)| visits.week(day) + 1);
    let wide = (pen.width().saturating_sub(LABELS + 1) / weeks.max(1)).clamp(1, 2);
    let column = |day: NaiveDate| LABELS + 1 + visits.week(day) * wide;
    let (paper, place) = pen.rows(8);
    let mut free = 0;
    for (first, _) in visits.until(today).filter(|(day, _)| day.day() == 1) {
        let x = place.x + column(first);
        if x >= free && x + 3 <= place.right() {
            paper.set_string(x, place.y, first.format("%b").to_string(), theme.muted);
            free = x + 4;
        }
    }
    for (row, name) in (1..).zip(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]) {
        paper.set_string(place.x + 2, place.y + row, name, theme.muted);
    }
    for (day, count) in visits.until(today) {
        let row = u16::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
        let x = place.x + column(day);
        let sign = shade(visits.shade(count), theme);
        for x in (x..x + wide).filter(|x| *x < place.right()) {
            paper.set_span(x, place.y + 1 + row, &sign, 1);
        }
    }
    pen.line(legend(visits, theme));
}

/// "· nobody  ░ 1–3  ▒ 4–6".
fn legend(visits: &Visits, theme: &Theme) -> Line<'static> {
    let said = |shade_of: u32, words: String| {
        let words = Span::styled(format!(" {words}   "), theme.muted);
        [shade(shade_of, theme), words]
    };
    let mut line = Line::from(Span::raw(" ".repeat(usize::from(LABELS) + 1)));
    line.extend(said(0, "nobody".to_owned()));
    for (shade, from, to) in visits.shades() {
        let words = match from == to {
            true => grouped(from as usize),
            false => format!("{}–{}", grouped(from as usize), grouped(to as usize)),
        };
        line.extend(said(shade, words));
    }
    line
}
