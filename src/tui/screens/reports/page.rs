//! What stands on the page of figures, from top to bottom.

use chrono::NaiveDate;
use ratatui::text::Line;

use super::{
    pictures,
    row::{Bar, Columns},
};
use crate::{
    domain::{
        CauseId, Currency, Rung,
        measure::{By, Figures, Measure, Pareto, Part, SECTIONS, Words, money, percent},
    },
    tui::{
        text::{grouped, safe},
        theme::Theme,
        widgets::Pen,
    },
};

/// A row of the page that can be selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A figure.
    Figure(Measure),
    /// A rung of the ladder.
    Rung(Rung),
    /// A cause of complaints.
    Cause(CauseId),
    /// Why the shop said no.
    No(String),
}

/// What a page is made of.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// The figures, as far as they are read.
    pub figures: &'a Figures,
    /// In what money is counted.
    pub currency: &'a Currency,
    /// What the bars of the causes are as long as.
    pub by: By,
    /// The day it is.
    pub today: NaiveDate,
}

/// The page, its columns, and what its rows that can be selected are.
pub struct Written {
    /// The page itself.
    pub pen: Pen,
    /// Its columns.
    pub columns: Columns,
    /// The rows that can be selected.
    pub entries: Vec<Entry>,
}

/// Writes the page.
pub fn write(material: Material<'_>, width: u16, theme: &Theme) -> Written {
    let columns = Columns::fit(material, width);
    let mut writer = Writer {
        material,
        theme,
        written: Written {
            pen: Pen::new(width),
            columns,
            entries: Vec::new(),
        },
    };
    writer.page();
    writer.written
}

struct Writer<'a> {
    material: Material<'a>,
    theme: &'a Theme,
    written: Written,
}

impl Writer<'_> {
    fn page(&mut self) {
        for (at, (heading, measures)) in SECTIONS.iter().enumerate() {
            self.heading(heading, at == 0);
            measures.iter().for_each(|it| self.figure(*it));
            let has = |measure| measures.contains(&measure);
            if has(Measure::RepeatRate) {
                self.visits();
                self.new_and_lost();
                self.ladder();
            }
            if has(Measure::OurNos) {
                self.nos();
            }
            if has(Measure::Complaints) {
                self.targets();
                self.causes();
            }
        }
    }

    fn heading(&mut self, words: &str, first: bool) {
        self.written.pen.begin();
        if !first {
            self.line("");
        }
        let words = Line::styled(format!(" {words}"), self.theme.accent);
        self.written.pen.line(words);
    }

    /// A row of words that nobody selects.
    fn line(&mut self, words: &str) {
        let room = usize::from(self.written.pen.width().saturating_sub(3));
        let rows = safe(words).wrap(room).into_iter();
        let rows: Vec<Line> = rows
            .map(|row| Line::styled(format!("   {row}"), self.theme.muted))
            .collect();
        rows.into_iter().for_each(|row| self.written.pen.line(row));
    }

    fn is_read(&self, part: Part) -> bool {
        self.material.figures.parts.contains(&part)
    }

    fn figure(&mut self, measure: Measure) {
        self.written.entries.push(Entry::Figure(measure));
        let columns = self.written.columns;
        columns.figure(
            self.written.pen.entry(),
            measure,
            (self.material, self.theme),
        );
    }

    fn bar(&mut self, entry: Entry, bar: &Bar<'_>) {
        self.written.entries.push(entry);
        let columns = self.written.columns;
        columns.bar(self.written.pen.entry(), bar, self.theme);
    }

    fn visits(&mut self) {
        let visits = self.material.figures.visits.as_ref();
        if let Some(visits) = visits.filter(|it| it.days.iter().any(|count| *count > 0)) {
            self.line("");
            self.line("customers who came, day by day");
            pictures::calendar(
                &mut self.written.pen,
                visits,
                self.material.today,
                self.theme,
            );
        }
    }

    fn new_and_lost(&mut self) {
        let figures = self.material.figures;
        let both = figures
            .get(Measure::NewCustomers)
            .zip(figures.get(Measure::LostCustomers));
        if let Some(both) = both {
            self.line("");
            self.line("new and lost customers, month by month");
            pictures::up_and_down(&mut self.written.pen, both, &figures.months, self.theme);
        }
    }

    fn ladder(&mut self) {
        self.heading("The ladder", false);
        let Some(rungs) = self.material.figures.rungs.as_ref() else {
            return self.missing(Part::Bought);
        };
        let most = rungs.counts.iter().copied().max().unwrap_or(0).max(1);
        for rung in Rung::ALL.iter().rev() {
            let count = rungs.on(*rung);
            let bar = Bar {
                name: rung.word(),
                mark: "",
                numbers: [grouped(count as usize), String::new(), String::new()],
                share: f64::from(count) / f64::from(most),
                together: None,
            };
            self.bar(Entry::Rung(*rung), &bar);
        }
        self.line(&rungs.moved());
    }

    /// What the clocks of the complaints allowed.
    fn targets(&mut self) {
        let aimed = |measure: Measure, what: &str| {
            let target = self.material.figures.get(measure)?.target?;
            let words = Words::of(measure, self.material.currency);
            Some(format!("{} {what}", words.short(target)))
        };
        let aims = [
            aimed(Measure::FirstAnswer, "until the first answer"),
            aimed(Measure::Resolution, "until it is settled"),
        ];
        let aims: Vec<String> = aims.into_iter().flatten().collect();
        if !aims.is_empty() {
            self.line(&format!("aimed at: {}", aims.join(", ")));
        }
    }

    fn causes(&mut self) {
        let by = match self.material.by {
            By::Count => "by count",
            By::Cost => "by cost",
        };
        self.heading(&format!("Why things went wrong, {by}"), false);
        let Some(causes) = self.material.figures.causes.as_ref() else {
            return self.missing(Part::Complaints);
        };
        let bars = causes.bars(self.material.by);
        if bars.is_empty() {
            return self.line(&format!("{} c on a complaint chooses one.", Pareto::NONE));
        }
        let head = match self.material.by {
            By::Count => "count",
            By::Cost => "cost",
        };
        let columns = self.written.columns;
        let rows = self.written.pen.rows(1);
        columns.bar_heads(rows, ["", head, "%", "in all"], self.theme);
        for bar in bars {
            let number = match self.material.by {
                By::Count => grouped(bar.of.count as usize),
                By::Cost => money(bar.of.cost, self.material.currency),
            };
            let row = Bar {
                name: &bar.of.words,
                mark: if bar.of.returned > 0 { "RETURNED" } else { "" },
                numbers: [
                    number,
                    percent(bar.share).to_string(),
                    percent(bar.cumulative).to_string(),
                ],
                share: bar.share,
                together: Some(bar.cumulative),
            };
            self.bar(Entry::Cause(bar.of.cause), &row);
        }
        self.line(&below_causes(causes, self.material.by));
    }

    fn nos(&mut self) {
        let Some(nos) = self.material.figures.nos.as_ref() else {
            return;
        };
        let most = nos.iter().map(|no| no.count).max().unwrap_or(0).max(1);
        for no in nos {
            let bar = Bar {
                name: no.words(),
                mark: "",
                numbers: [grouped(no.count as usize), String::new(), String::new()],
                share: f64::from(no.count) / f64::from(most),
                together: None,
            };
            self.bar(Entry::No(no.why.clone()), &bar);
        }
    }

    /// What stands where a picture will be.
    fn missing(&mut self, part: Part) {
        if !self.is_read(part) {
            self.line("counting…");
        }
    }
}

/// What the dots are, and how many complaints have no cause.
fn below_causes(causes: &Pareto, by: By) -> String {
    let dots = "● all down to this one together";
    let other = match by {
        By::Count => "p: by cost",
        By::Cost => "p: by count",
    };
    match causes.without_words() {
        None => format!("{dots} · {other}"),
        Some(without) => format!("{dots} · {without} · {other}"),
    }
}
