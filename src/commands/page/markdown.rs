//! The page of figures as Markdown that reads well as it stands: every table is aligned.

use super::Printed;
use crate::{
    commands::report::Page,
    domain::{
        Figures, Measure, Rung,
        dates::day_name,
        measure::{By, Pareto, SECTIONS, money, percent},
        phrase::grouped,
    },
    formats::md::escaped,
    text::safe,
};

/// Writes the whole page.
pub(super) fn write(printed: &Printed, page: &mut Page) {
    let period = printed.figures.period;
    page.line(format!(
        "# {}: {}",
        escaped(&printed.shop),
        period.seen(printed.today)
    ));
    page.line("");
    let on = match period.goes_on(printed.today) {
        true => format!("{} · ", day_name(printed.today, printed.today)),
        false => String::new(),
    };
    page.line(format!("{on}{}", printed.beside()));
    match printed.figures.is_empty() {
        true => {
            page.line("");
            page.line(Figures::NOTHING);
        }
        false => body(printed, page),
    }
    heading("What the figures say", page);
    for measure in Measure::ALL {
        page.line(format!(
            "- **{}**: {}",
            measure.name(),
            measure.definition()
        ));
    }
}

fn body(printed: &Printed, page: &mut Page) {
    for (heading, measures) in SECTIONS {
        section(printed, (heading, measures), page);
    }
    causes(printed, page);
    ladder(printed, page);
    nos(printed, page);
}

fn heading(text: &str, page: &mut Page) {
    page.line("");
    page.line(format!("## {text}"));
    page.line("");
}

fn section(printed: &Printed, (text, measures): (&str, &[Measure]), page: &mut Page) {
    heading(text, page);
    let head = ["figure", "now", "n", "before", "n", "change", "aimed at"];
    let rows = measures.iter().filter_map(|measure| {
        let figure = printed.figures.get(*measure)?;
        let words = printed.words(*measure);
        let change = words.change(figure).map(|it| it.words());
        let aim = figure.target.map(|aim| words.short(aim));
        Some([
            measure.name().to_owned(),
            words.value(figure.now),
            grouped(figure.now.n as usize),
            words.value(figure.before),
            grouped(figure.before.n as usize),
            change.unwrap_or_default(),
            aim.unwrap_or_default(),
        ])
    });
    table(head, rows.collect(), page);
}

fn causes(printed: &Printed, page: &mut Page) {
    let Some(causes) = &printed.figures.causes else {
        return;
    };
    heading("Why things went wrong", page);
    let bars = causes.bars(By::Count);
    if bars.is_empty() {
        page.line(Pareto::NONE);
    } else {
        let head = [
            "cause",
            "count",
            "share",
            "together",
            "cost",
            "after an action",
        ];
        let share = |share: f64| format!("{} %", percent(share));
        let rows = bars.iter().map(|bar| {
            [
                escaped(&bar.of.words),
                grouped(bar.of.count as usize),
                share(bar.share),
                share(bar.cumulative),
                money(bar.of.cost, &printed.currency),
                bar.of.returned_words(),
            ]
        });
        table(head, rows.collect(), page);
    }
    if let Some(words) = causes.without_words() {
        page.line("");
        page.line(format!("{words}."));
    }
}

fn ladder(printed: &Printed, page: &mut Page) {
    let Some(rungs) = &printed.figures.rungs else {
        return;
    };
    heading("The ladder", page);
    let rows = Rung::ALL.iter().rev();
    let rows = rows.map(|rung| [rung.to_string(), grouped(rungs.on(*rung) as usize)]);
    table(["rung", "customers"], rows.collect(), page);
    page.line("");
    page.line(format!("{}.", rungs.moved()));
}

fn nos(printed: &Printed, page: &mut Page) {
    let nos = printed.figures.nos.as_deref().unwrap_or_default();
    if nos.is_empty() {
        return;
    }
    heading("Our no's", page);
    let rows = nos
        .iter()
        .map(|no| [escaped(no.words()), grouped(no.count as usize)]);
    table(["why", "count"], rows.collect(), page);
}

/// A table whose columns stand under each other, numbers at the right; a column with nothing in it is left out.
fn table<const N: usize>(head: [&str; N], rows: Vec<[String; N]>, page: &mut Page) {
    let width = |text: &str| safe(text).width();
    let widths: [usize; N] = std::array::from_fn(|at| {
        let widest = rows.iter().map(|row| width(&row[at])).max().unwrap_or(0);
        if widest == 0 {
            0
        } else {
            widest.max(width(head[at]))
        }
    });
    let line = |row: &[&str; N]| {
        let cells = row.iter().zip(widths).enumerate();
        let cells = cells.filter(|(_, (_, width))| *width > 0);
        let cells = cells.map(|(at, (text, wide))| {
            let gap = " ".repeat(wide - width(text));
            match at {
                0 => format!(" {text}{gap} |"),
                _ => format!(" {gap}{text} |"),
            }
        });
        format!("|{}", cells.collect::<String>())
    };
    page.line(line(&head));
    let rule = widths.iter().enumerate().filter(|(_, wide)| **wide > 0);
    let rule = rule.map(|(at, wide)| match at {
        0 => format!("{}|", "-".repeat(wide + 2)),
        _ => format!("{}:|", "-".repeat(wide + 1)),
    });
    page.line(format!("|{}", rule.collect::<String>()));
    for row in &rows {
        page.line(line(&row.each_ref().map(String::as_str)));
    }
}
