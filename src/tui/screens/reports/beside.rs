//! The row selected in full: what it says, beside what, on how many cases, and its twelve months as a line.

use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    symbols::Marker,
    text::Line,
    widgets::{Axis, Chart, Dataset, GraphType, Paragraph},
};

use super::{
    page::{Entry, Material},
    row::judged,
};
use crate::{
    domain::{
        CauseId, Rung,
        measure::{Figure, Measure, Words, money, percent},
    },
    tui::{
        text::{grouped, safe},
        theme::Theme,
        widgets::rule::{below, rule},
    },
};

/// Rows that a chart needs to say something.
const CHART: u16 = 7;

/// Rows that a chart takes at most.
const TALLEST: u16 = 16;

/// Sentences, each with its look.
type Said = Vec<(String, Style)>;

/// Paints it; in a low place without the chart.
pub fn view(
    frame: &mut Frame,
    area: Rect,
    theme: &Theme,
    (material, entry): (Material<'_>, &Entry),
) {
    rule(frame, area, theme, &title(material, entry));
    let place = below(area);
    let figure = match entry {
        Entry::Figure(measure) => material.figures.get(*measure),
        _ => None,
    };
    let said = said(material, entry, theme);
    let width = usize::from(place.width.saturating_sub(2));
    let mut lines: Vec<Line> = Vec::new();
    for (words, style) in &said {
        let rows = safe(words).wrap(width);
        // What does not fit whole is left out.
        if lines.len() + rows.len() <= usize::from(place.height) {
            let rows = rows.into_iter();
            lines.extend(rows.map(|row| Line::styled(format!(" {row}"), *style)));
        }
    }
    let words = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    frame.render_widget(Paragraph::new(lines), place);
    let chart = place.height.saturating_sub(words + 1).min(TALLEST);
    let chart_place = Rect {
        y: place.bottom().min(place.y + words + 1),
        height: chart,
        ..place
    };
    if let Some(figure) = figure.filter(|_| chart >= CHART) {
        months(frame, chart_place, theme, (material, figure));
    }
}

fn title(material: Material<'_>, entry: &Entry) -> String {
    match entry {
        Entry::Figure(measure) => measure.name().to_owned(),
        Entry::Rung(rung) => rung.word().to_owned(),
        Entry::Cause(id) => {
            let tally = material.figures.causes.as_ref().and_then(|it| it.of(*id));
            tally.map(|it| it.words.clone()).unwrap_or_default()
        }
        Entry::No(why) if why.is_empty() => "nobody noted why".to_owned(),
        Entry::No(why) => why.clone(),
    }
}

fn said(material: Material<'_>, entry: &Entry, theme: &Theme) -> Said {
    match entry {
        Entry::Figure(measure) => figure(material, *measure, theme),
        Entry::Rung(rung) => stand(material, *rung, theme),
        Entry::Cause(id) => cause(material, *id)
            .into_iter()
            .map(|words| (words, theme.text))
            .collect(),
        Entry::No(_) => vec![(Measure::OurNos.definition().to_owned(), theme.muted)],
    }
}

fn figure(material: Material<'_>, measure: Measure, theme: &Theme) -> Said {
    let definition = (measure.definition().to_owned(), theme.muted);
    let Some(figure) = material.figures.get(measure) else {
        return vec![definition];
    };
    let page = material.figures;
    let words = Words::of(measure, material.currency).seen(page.period, material.today);
    let before = page.period.before().words();
    let change = words.change(figure);
    let judged = judged(change.as_ref(), theme).unwrap_or(theme.text);
    let change = change.map_or_else(String::new, |it| format!(" · {}", it.words()));
    let mut said = vec![
        (words.said(figure.now), theme.title),
        (
            format!("{before}: {}{change}", words.said(figure.before)),
            judged,
        ),
    ];
    said.extend(aim(words, figure, theme));
    said.push(definition);
    said
}

/// What was aimed at, and whether that was held.
fn aim(words: Words<'_>, figure: &Figure, theme: &Theme) -> Option<(String, Style)> {
    let target = figure.target?;
    let (held, style) = match figure.now.value {
        Some(value) if value <= target => (", held", theme.good),
        Some(_) => (", not held", theme.late),
        None => ("", theme.muted),
    };
    Some((format!("aimed at {}{held}", words.long(target)), style))
}

fn stand(material: Material<'_>, rung: Rung, theme: &Theme) -> Said {
    let Some(rungs) = &material.figures.rungs else {
        return Vec::new();
    };
    let ways = rungs.moves.words();
    let mut said = vec![(
        format!("{} stand on this rung", grouped(rungs.on(rung) as usize)),
        theme.title,
    )];
    if !ways.is_empty() {
        said.push((format!("moved in this time: {ways}"), theme.text));
    }
    said.push(("Enter: who stands there now".to_owned(), theme.muted));
    said
}

/// A cause of complaints: how often, what it cost, and whether it came back.
pub fn cause(material: Material<'_>, id: CauseId) -> Vec<String> {
    let Some(causes) = &material.figures.causes else {
        return Vec::new();
    };
    let bars = causes.bars(material.by);
    let Some(bar) = bars.iter().find(|bar| bar.of.cause == id) else {
        return Vec::new();
    };
    let currency = material.currency;
    let cost = |cost| format!("{} {}", money(cost, currency), currency.code);
    let mut lines = vec![
        format!(
            "{} of {} complaints with a cause; their remedies cost {} of {}",
            grouped(bar.of.count as usize),
            grouped(causes.count() as usize),
            cost(bar.of.cost),
            cost(causes.cost())
        ),
        format!(
            "{} % of all, {} % together with those above it",
            percent(bar.share),
            percent(bar.cumulative)
        ),
    ];
    if bar.of.returned > 0 {
        let times = match bar.of.returned {
            1 => "once".to_owned(),
            times => format!("{times} times"),
        };
        lines.push(format!(
            "RETURNED: it came back {times} after an action that was seen to work"
        ));
    }
    lines
}

/// A place in the picture: the number of the month, and the value.
type Point = (f64, f64);

/// The twelve months as a line in braille; it stops where there were too few. What was aimed at is a line across.
fn months(
    frame: &mut Frame,
    area: Rect,
    theme: &Theme,
    (material, figure): (Material<'_>, &Figure),
) {
    let months = (0..12).map(f64::from).zip(&figure.months);
    let points: Vec<Option<Point>> = months.map(|(at, it)| Some((at, it.value?))).collect();
    let known: Vec<Point> = points.iter().flatten().copied().collect();
    let runs = points.split(Option::is_none);
    let runs: Vec<Vec<Point>> = runs
        .map(|run| run.iter().flatten().copied().collect())
        .collect();
    let aimed = figure
        .target
        .map(|aim| (0..45).map(move |at| (f64::from(at) / 4.0, aim)));
    let aimed: Vec<Point> = aimed.into_iter().flatten().collect();
    let values = known.iter().chain(&aimed).map(|(_, value)| *value);
    let most = values.fold(0.0, f64::max);
    if known.is_empty() || most <= 0.0 {
        return;
    }
    let set = |data, marker, graph, style| {
        let set = Dataset::default().data(data).style(style);
        set.marker(marker).graph_type(graph)
    };
    let (line, dots) = (GraphType::Line, GraphType::Scatter);
    let mut sets = vec![set(&aimed, Marker::Braille, dots, theme.muted)];
    let runs = runs.iter().filter(|run| run.len() > 1);
    sets.extend(runs.map(|run| set(run, Marker::Braille, line, theme.accent)));
    sets.push(set(&known, Marker::Dot, dots, theme.accent));
    let place = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let [across, up] = axes(material, figure.measure, most).map(|axis| axis.style(theme.muted));
    let chart = Chart::new(sets).x_axis(across).y_axis(up);
    frame.render_widget(chart.legend_position(None), place);
}

/// The names of the months, and nothing to most.
fn axes(material: Material<'_>, measure: Measure, most: f64) -> [Axis<'static>; 2] {
    let names = material.figures.months;
    let name = |at: usize| names[at].from().format("%b").to_string();
    let words = Words::of(measure, material.currency);
    let across = Axis::default().bounds([0.0, 11.0]);
    let up = Axis::default().bounds([0.0, most * 1.05]);
    [
        across.labels([name(0), name(5), name(11)]),
        up.labels([words.short(0.0), words.short(most)]),
    ]
}
