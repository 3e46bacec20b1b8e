//! Pictures of series in a page, made of few shapes: a line of months, bars up and down, bars with a line over them, a calendar.
//!
//! Each gives its size and its shapes; [`super::html::picture`] sets them into a page, with words for who does not see them.

use super::html::{Attribute, Html, element};
use crate::text::safe;

/// A picture: how wide and high it is, and what it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// Width and height.
    pub size: (u32, u32),
    /// The shapes.
    pub shapes: Html,
}

/// Rounded to tenths: more would only be longer.
fn number(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    format!("{tenths}")
}

fn shape(name: &'static str, class: &str, places: &[(&'static str, f64)]) -> Html {
    let places: Vec<(&'static str, String)> = places
        .iter()
        .map(|(name, value)| (*name, number(*value)))
        .collect();
    let mut attributes: Vec<Attribute<'_>> = vec![("class", class)];
    attributes.extend(places.iter().map(|(name, value)| (*name, value.as_str())));
    element(name, &attributes, "")
}

fn rect(class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) -> Html {
    let places = [("x", x), ("y", y), ("width", width), ("height", height)];
    shape("rect", class, &places)
}

fn line(class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) -> Html {
    shape(
        "line",
        class,
        &[("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)],
    )
}

fn dot(class: &str, (x, y): (f64, f64)) -> Html {
    shape("circle", class, &[("cx", x), ("cy", y), ("r", 2.5)])
}

/// Words that begin, end, or have their middle here: class `""`, `n`, `m`.
fn words(class: &str, (x, y): (f64, f64), words: &str) -> Html {
    let (x, y) = (number(x), number(y));
    element("text", &[("class", class), ("x", &x), ("y", &y)], words)
}

fn joined(class: &str, points: &[(f64, f64)]) -> Html {
    let points: Vec<String> = points
        .iter()
        .map(|(x, y)| format!("{},{}", number(*x), number(*y)))
        .collect();
    element(
        "polyline",
        &[("class", class), ("points", &points.join(" "))],
        "",
    )
}

/// Values month by month as a line from nothing up; it stops where one is missing. What was aimed at is a line across.
pub fn months(
    values: &[Option<f64>],
    aim: Option<f64>,
    (first, last, top): (&str, &str, &str),
) -> Drawing {
    const SIZE: (u32, u32) = (240, 96);
    let (left, right, high, low) = (4.0, 236.0, 18.0, 78.0);
    let known = values.iter().flatten().copied();
    let most = known.chain(aim).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let step = (right - left) / (values.len().max(2) - 1) as f64;
    let y = |value: f64| low - value.max(0.0) / most * (low - high);
    let points: Vec<Option<(f64, f64)>> = values
        .iter()
        .enumerate()
        .map(|(at, value)| value.map(|value| (left + at as f64 * step, y(value))))
        .collect();
    let mut shapes = vec![line("grid", (left, low), (right, low))];
    shapes.extend(aim.map(|aim| line("aim", (left, y(aim)), (right, y(aim)))));
    for run in points.split(Option::is_none).filter(|run| run.len() > 1) {
        let run: Vec<(f64, f64)> = run.iter().flatten().copied().collect();
        shapes.push(joined("curve", &run));
    }
    shapes.extend(points.iter().flatten().map(|point| dot("bar", *point)));
    shapes.push(words("", (left, 92.0), first));
    shapes.push(words("n", (right, 92.0), last));
    shapes.push(words("n", (right, 12.0), top));
    Drawing {
        size: SIZE,
        shapes: shapes.into_iter().collect(),
    }
}

/// Two counts for each month: the first as a bar upwards, the second as a bar downwards, both with their numbers.
pub fn up_and_down(months: &[(String, f64, f64)]) -> Drawing {
    const HIGH: f64 = 70.0;
    let width = 430;
    let step = f64::from(width) / months.len().max(1) as f64;
    let counts = months.iter().flat_map(|(_, up, down)| [*up, *down]);
    let most = counts.fold(1.0, f64::max);
    let deepest = months.iter().map(|(.., down)| *down).fold(0.0, f64::max);
    let (base, under) = (18.0 + HIGH, 18.0 + HIGH + 20.0);
    let mut shapes = Vec::new();
    for (at, (name, up, down)) in months.iter().enumerate() {
        let x = at as f64 * step;
        let middle = x + step / 2.0;
        let (tall, deep) = (up / most * HIGH, down / most * HIGH);
        let number = |count: &f64| match *count {
            0.0 => String::new(),
            count => count.to_string(),
        };
        shapes.push(rect(
            "bar",
            (x + step * 0.2, base - tall),
            (step * 0.6, tall),
        ));
        shapes.push(words("m", (middle, base - tall - 5.0), &number(up)));
        shapes.push(words("m", (middle, base + 14.0), name));
        shapes.push(rect("other", (x + step * 0.2, under), (step * 0.6, deep)));
        shapes.push(words("m", (middle, under + deep + 14.0), &number(down)));
    }
    let height = under + deepest / most * HIGH + 20.0;
    Drawing {
        size: (width, height.ceil() as u32),
        shapes: shapes.into_iter().collect(),
    }
}

/// One bar with its words: what it is of, what stands beside it, its share, and its share together with those before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it is of.
    pub name: String,
    /// Its number.
    pub number: String,
    /// From 0 to 1: how long it is.
    pub share: f64,
    /// From 0 to 1: where the line over the bars stands; `None` where there is no line.
    pub together: Option<f64>,
}

/// Bars from left to right, one below the other, with a line through what they come to together.
pub fn bars(bars: &[Bar]) -> Drawing {
    const ROW: f64 = 24.0;
    /// A letter is about so wide.
    const LETTER: f64 = 7.0;
    let (from, to) = (204.0, 424.0);
    let widest = bars.iter().map(|bar| bar.number.chars().count()).max();
    let names = from - 18.0 - widest.unwrap_or(0) as f64 * LETTER;
    let letters = (names / LETTER) as usize;
    let has_line = bars.iter().any(|bar| bar.together.is_some());
    let bottom = bars.len() as f64 * ROW;
    let mut shapes = Vec::new();
    if has_line {
        shapes.extend(percents((from, to), bottom));
    }
    let mut curve = Vec::new();
    for (at, bar) in bars.iter().enumerate() {
        let y = at as f64 * ROW;
        shapes.push(words(
            "n",
            (names, y + 16.0),
            safe(&bar.name).fit(letters).as_str(),
        ));
        shapes.push(words("n", (from - 8.0, y + 16.0), &bar.number));
        let long = bar.share.clamp(0.0, 1.0) * (to - from);
        shapes.push(rect("bar", (from, y + 4.0), (long, ROW - 8.0)));
        let dot = bar
            .together
            .map(|it| (from + it.clamp(0.0, 1.0) * (to - from), y + ROW / 2.0));
        curve.extend(dot);
    }
    if has_line {
        shapes.push(joined("line", &curve));
        shapes.extend(curve.iter().map(|point| dot("end", *point)));
    }
    let height = bottom + if has_line { 20.0 } else { 4.0 };
    Drawing {
        size: (430, height as u32),
        shapes: shapes.into_iter().collect(),
    }
}

/// Lines from top to bottom at nothing, half and all, with their words below.
fn percents((from, to): (f64, f64), bottom: f64) -> impl Iterator<Item = Html> {
    let lines = [(0.0, "0 %", "m"), (0.5, "50 %", "m"), (1.0, "100 %", "n")];
    lines.into_iter().map(move |(share, percent, class)| {
        let x = from + share * (to - from);
        line("grid", (x, 0.0), (x, bottom)).and(words(class, (x, bottom + 14.0), percent))
    })
}

/// A day of a calendar: its week, its place in the week from Monday on, and its shade, 0 for none.
pub type Day = (u16, u32, u32);

/// Days as squares: weeks side by side, Monday above; `names` say in which week a month begins.
pub fn calendar(days: &[Day], names: &[(u16, String)]) -> Drawing {
    const STEP: f64 = 11.0;
    const LEFT: f64 = 34.0;
    const TOP: f64 = 16.0;
    let column = |week: u16| LEFT + f64::from(week) * STEP;
    let mut shapes: Vec<Html> = names
        .iter()
        .map(|(week, name)| words("", (column(*week), 11.0), name))
        .collect();
    for (row, name) in [(0.0, "Mon"), (2.0, "Wed"), (4.0, "Fri"), (6.0, "Sun")] {
        shapes.push(words("", (0.0, TOP + row * STEP + 9.0), name));
    }
    const SHADES: [&str; 5] = ["s0", "s1", "s2", "s3", "s4"];
    for (week, weekday, shade) in days {
        let class = SHADES[usize::try_from(*shade).unwrap_or(0).min(SHADES.len() - 1)];
        let place = (column(*week), TOP + f64::from(*weekday) * STEP);
        shapes.push(rect(class, place, (STEP - 2.0, STEP - 2.0)));
    }
    Drawing {
        size: (640, (TOP + 7.0 * STEP) as u32),
        shapes: shapes.into_iter().collect(),
    }
}
