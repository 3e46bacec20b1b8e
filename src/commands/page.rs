//! `report`: the figures of a month, or of this quarter beside the last, on one page.

mod html;
mod markdown;

use anyhow::Result;
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    Context, Exit, Report, Style,
    paper::{self, Place},
    people::Amount,
    report::{Answer, Page as Lines},
};
use crate::{
    domain::{
        Currency, Figures, Measure, Money, Period, Rung,
        measure::{By, Figure, Reading, Unit, Words},
    },
    store::Store,
};

/// Which time, and how it is written.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars report                          this quarter beside the last
  regulars report --month 2026-05          a month beside the one before
  regulars report --month 2026-Q1 > first-quarter.md
  regulars report --format html --output report.html
  regulars report --format csv             one row for each figure, for a spreadsheet
  regulars report --json                   with the last twelve months, causes, ladder and visits
A figure on too few cases is not said; n is how many cases it stands on.")]
pub struct Page {
    /// The month, like 2026-05, or the quarter, like 2026-Q2; without it this quarter
    #[arg(long, value_name = "MONTH")]
    month: Option<Period>,

    /// How it is written: md is a page to read, html one with pictures, to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    #[command(flatten)]
    place: Place,
}

/// How the page is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// Markdown, to be read as it is.
    #[default]
    Md,
    /// A row for each figure.
    Csv,
    /// A page for a browser, with pictures; prints well.
    Html,
    /// Everything, for programs.
    Json,
}

/// The page with what it is shown with.
struct Printed {
    shop: String,
    currency: Currency,
    today: NaiveDate,
    figures: Figures,
}

/// The same, a row for each figure.
struct Table<'a>(&'a Printed);

/// Writes the page.
///
/// # Errors
/// What the store says, and what the disk says of the file.
pub fn run(args: &Page, store: &Store, context: &mut Context) -> Result<Report> {
    let today = context.now.day();
    let period = args.month.unwrap_or_else(|| Period::current(context.now));
    if period.from() > today {
        let words = format!(
            "{} has not begun yet; name a month that has.",
            period.words()
        );
        return Ok(Report::ended(Exit::Nothing, words));
    }
    let settings = store.settings()?;
    let page = Printed {
        shop: settings.shop,
        currency: settings.currency,
        today,
        figures: store.figures_with(period, context.now, &mut |done, of| {
            context.desk.progress(done, of)
        })?,
    };
    let report = match args.format {
        Format::Csv if context.style != Style::Json => Report::of(&Table(&page), Style::Columns)?,
        Format::Csv | Format::Json => Report::of(&page, Style::Json)?,
        Format::Md => Report::of(&page, context.style)?,
        Format::Html => return paper::put(&html::page(&page), &args.place, (store, context)),
    };
    paper::put_report(report, &args.place, (store, context))
}

impl Printed {
    /// "beside January to March 2026 · amounts in EUR".
    fn beside(&self) -> String {
        let (before, code) = (self.figures.period.before(), &self.currency.code);
        format!(
            "beside {} · amounts in {code} · n is on how many cases a figure stands",
            before.words()
        )
    }

    /// How a measure is said on this page.
    fn words(&self, measure: Measure) -> Words<'_> {
        Words::of(measure, &self.currency).seen(self.figures.period, self.today)
    }

    /// Key, value, n, previous, previous n, unit of a figure, for a program: bare numbers, and nothing where it is too few to say.
    fn row(&self, figure: &Figure) -> [String; 6] {
        let unit = figure.measure.unit();
        let value = |reading: &Reading| {
            let value = reading.value.map(|value| match unit {
                Unit::Money => self.currency.show(Money(value.round() as i64)),
                Unit::Share | Unit::OpeningHours => round(value).to_string(),
                Unit::Days | Unit::Count => value.to_string(),
            });
            (value.unwrap_or_default(), reading.n.to_string())
        };
        let ((now, n), (before, previous_n)) = (value(&figure.now), value(&figure.before));
        let unit = match unit {
            Unit::Money => self.currency.code.clone(),
            _ => unit.word().to_owned(),
        };
        let key = figure.measure.word().to_owned();
        [key, now, n, before, previous_n, unit]
    }
}

impl Answer for Printed {
    fn write(&self, page: &mut Lines) {
        match page.is_plain() {
            true => page.table(self.figures.measures.iter().map(|it| self.row(it))),
            false => markdown::write(self, page),
        }
    }
}

impl Serialize for Table<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Answer for Table<'_> {
    fn write(&self, page: &mut Lines) {
        page.line("key,value,n,previous,previous_n,unit");
        for figure in &self.0.figures.measures {
            page.line(self.0.row(figure).join(","));
        }
    }
}

/// Four digits behind the point: more would be noise.
fn round(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

/// From and to.
#[derive(Serialize)]
struct Days {
    from: NaiveDate,
    to: NaiveDate,
}

impl From<Period> for Days {
    fn from(period: Period) -> Self {
        Self {
            from: period.from(),
            to: period.to(),
        }
    }
}

/// One month of a figure.
#[derive(Serialize)]
struct Month {
    month: String,
    value: Option<f64>,
    n: u32,
}

/// A figure as another program reads it; money in minor units.
#[derive(Serialize)]
struct Written {
    key: &'static str,
    name: &'static str,
    unit: &'static str,
    value: Option<f64>,
    n: u32,
    previous: Option<f64>,
    previous_n: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<f64>,
    /// With fewer cases a value is not said.
    enough: u32,
    months: Vec<Month>,
    definition: &'static str,
}

impl Written {
    fn of(figure: &Figure, months: &[Period]) -> Self {
        let measure = figure.measure;
        let month = |(month, reading): (&Period, &Reading)| Month {
            month: month.to_string(),
            value: reading.value.map(round),
            n: reading.n,
        };
        Self {
            key: measure.word(),
            name: measure.name(),
            unit: measure.unit().word(),
            value: figure.now.value.map(round),
            n: figure.now.n,
            previous: figure.before.value.map(round),
            previous_n: figure.before.n,
            target: figure.target.map(round),
            enough: measure.enough(),
            months: months.iter().zip(&figure.months).map(month).collect(),
            definition: measure.definition(),
        }
    }
}

/// A cause as another program reads it.
#[derive(Serialize)]
struct Cause<'a> {
    cause: &'a str,
    count: u32,
    share: f64,
    cumulative: f64,
    cost: Amount,
    /// In how many of these complaints it came back after an action that was seen to work.
    returned: u32,
}

impl Printed {
    fn causes(&self) -> Vec<Cause<'_>> {
        let bars = self.figures.causes.iter().flat_map(|it| it.bars(By::Count));
        let cause = bars.map(|bar| Cause {
            cause: &bar.of.words,
            count: bar.of.count,
            share: round(bar.share),
            cumulative: round(bar.cumulative),
            cost: Amount::new(bar.of.cost, &self.currency),
            returned: bar.of.returned,
        });
        cause.collect()
    }
}

impl Serialize for Printed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let page = &self.figures;
        let measures = page.measures.iter();
        let measures: Vec<Written> = measures.map(|it| Written::of(it, &page.months)).collect();
        let rungs = page.rungs.unwrap_or_default();
        let ladder = Rung::ALL.iter().map(|rung| (rung.word(), rungs.on(*rung)));
        let ladder: Vec<(&str, u32)> = ladder.collect();
        let moves = [
            ("up", rungs.moves.up()),
            ("down", rungs.moves.down()),
            ("previous_up", rungs.before.up()),
            ("previous_down", rungs.before.down()),
        ];
        let nos = page.nos.iter().flatten();
        let nos: Vec<_> = nos
            .map(|no| No {
                why: &no.why,
                count: no.count,
            })
            .collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("period", &Days::from(page.period))?;
        map.serialize_entry("previous", &Days::from(page.period.before()))?;
        map.serialize_entry("currency", &self.currency.code)?;
        map.serialize_entry("measures", &measures)?;
        map.serialize_entry("causes", &self.causes())?;
        map.serialize_entry("without_cause", &page.causes.as_ref().map(|it| it.without))?;
        map.serialize_entry("ladder", &InOrder(&ladder))?;
        map.serialize_entry("moves", &InOrder(&moves))?;
        map.serialize_entry("our_nos", &nos)?;
        map.serialize_entry("visits", &page.visits.as_ref().map(Visits::of))?;
        map.end()
    }
}

/// A no as another program reads it.
#[derive(Serialize)]
struct No<'a> {
    why: &'a str,
    count: u32,
}

/// How many customers bought on each day from a day on.
#[derive(Serialize)]
struct Visits<'a> {
    from: NaiveDate,
    days: &'a [u32],
}

impl<'a> Visits<'a> {
    fn of(visits: &'a crate::domain::measure::Visits) -> Self {
        Self {
            from: visits.from,
            days: &visits.days,
        }
    }
}

/// Names with their counts, in this order.
struct InOrder<'a>(&'a [(&'a str, u32)]);

impl Serialize for InOrder<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}
