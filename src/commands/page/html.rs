//! The page of figures for a browser and for paper: tables with pictures of the same series beside them.

use chrono::{Datelike, NaiveDate};

use super::Printed;
use crate::{
    domain::{
        Figures, Measure, Rung,
        hours::weekday,
        measure::{By, Figure, Pareto, Reading, SECTIONS, money, percent},
        phrase::grouped,
    },
    formats::{
        html::{Column, Html, Page, element, list, paragraph, picture, section, table},
        svg::{self, Bar, Drawing},
    },
};

/// The whole file.
pub(super) fn page(printed: &Printed) -> String {
    let period = printed.figures.period;
    let title = period.seen(printed.today);
    let under = format!("{} · {}", printed.shop, printed.beside());
    let body = match printed.figures.is_empty() {
        true => paragraph(Figures::NOTHING),
        false => {
            let sections =
                SECTIONS.map(|(heading, measures)| one_section(printed, heading, measures));
            sections
                .into_iter()
                .collect::<Html>()
                .and(twelve_months(printed))
        }
    };
    Page {
        title: &title,
        under: under.trim_start_matches(" · "),
    }
    .with(body.and(definitions()))
}

fn one_section(printed: &Printed, heading: &str, measures: &[Measure]) -> Html {
    let mut inside = figures(printed, heading, measures).and(small(printed, measures));
    if measures.contains(&Measure::RepeatRate) {
        inside = inside
            .and(visits(printed))
            .and(pair(new_and_lost(printed), weekdays(printed)))
            .and(ladder(printed));
    }
    if measures.contains(&Measure::OurNos) {
        inside = inside.and(nos(printed));
    }
    if measures.contains(&Measure::Complaints) {
        inside = inside.and(causes(printed));
    }
    section(heading, inside)
}

fn drawn(caption: &str, words: &str, drawing: Drawing) -> Html {
    picture(caption, words, drawing.size, drawing.shapes)
}

/// The figures of a section in a table.
fn figures(printed: &Printed, heading: &str, measures: &[Measure]) -> Html {
    let row = |measure: &Measure| {
        let figure = printed.figures.get(*measure)?;
        let words = printed.words(*measure);
        let aim = figure.target.map(|aim| words.short(aim));
        let judged = words.change(figure).map_or_else(Html::default, |change| {
            let class = match change.better {
                Some(true) => "good",
                Some(false) => "warn",
                None => "muted",
            };
            element("span", &[("class", class)], change.words())
        });
        Some([
            measure.name().into(),
            element("strong", &[], words.value(figure.now)),
            grouped(figure.now.n as usize).into(),
            words.value(figure.before).into(),
            grouped(figure.before.n as usize).into(),
            judged,
            aim.unwrap_or_default().into(),
        ])
    };
    let columns = [
        Column::words("figure"),
        Column::figures("now"),
        Column::figures("n"),
        Column::figures("before"),
        Column::figures("n"),
        Column::words("change").where_needed(),
        Column::figures("aimed at").where_needed(),
    ];
    let rows = table(heading, columns, measures.iter().filter_map(row));
    element("div", &[("class", "figures")], rows)
}

/// The twelve months of each figure that has some, as small lines.
fn small(printed: &Printed, measures: &[Measure]) -> Html {
    let shown = measures.iter().filter_map(|it| printed.figures.get(*it));
    let pictures = shown.filter_map(|figure| one_line(printed, figure));
    element("div", &[("class", "few")], pictures.collect::<Html>())
}

fn one_line(printed: &Printed, figure: &Figure) -> Option<Html> {
    let words = printed.words(figure.measure);
    let values: Vec<Option<f64>> = figure.months.iter().map(|it| it.value).collect();
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let most = known.iter().copied().fold(0.0, f64::max);
    let least = known.iter().copied().fold(f64::INFINITY, f64::min);
    if known.len() < 2 || most <= 0.0 {
        return None;
    }
    let (first, last) = (printed.month(0), printed.month(11));
    let aim = figure
        .target
        .map(|aim| format!(", aim {}", words.short(aim)));
    let top = format!("at most {}{}", words.short(most), aim.unwrap_or_default());
    let drawing = svg::months(&values, figure.target, (&first, &last, &top));
    let said = format!(
        "{}, {first} to {last}: between {} and {}",
        figure.measure.name(),
        words.short(least),
        words.short(most)
    );
    Some(drawn(figure.measure.name(), &said, drawing))
}

impl Printed {
    /// "Jun": one of the twelve months.
    fn month(&self, at: usize) -> String {
        let month = self.figures.months.get(at);
        month.map_or_else(String::new, |it| it.from().format("%b").to_string())
    }
}

fn visits(printed: &Printed) -> Html {
    let Some(visits) = printed.figures.visits.as_ref().filter(|it| it.most() > 0) else {
        return Html::default();
    };
    let days: Vec<(NaiveDate, u32)> = visits.until(printed.today).collect();
    let place = |(day, count): &(NaiveDate, u32)| {
        let weekday = day.weekday().num_days_from_monday();
        (visits.week(*day), weekday, visits.shade(*count))
    };
    let begins = days.iter().filter(|(day, _)| day.day() == 1);
    let names = begins.map(|(day, _)| (visits.week(*day), day.format("%b").to_string()));
    let drawing = svg::calendar(
        &days.iter().map(place).collect::<Vec<_>>(),
        &names.collect::<Vec<_>>(),
    );
    let all: u32 = days.iter().map(|(_, count)| count).sum();
    let words = format!(
        "Customers who came, day by day: {} visits in all, at most {} on a day",
        grouped(all as usize),
        grouped(visits.most() as usize)
    );
    let shades = visits
        .shades()
        .into_iter()
        .map(|(_, from, to)| match from == to {
            true => grouped(from as usize),
            false => format!("{} to {}", grouped(from as usize), grouped(to as usize)),
        });
    let shades: Vec<String> = shades.collect();
    let caption = format!(
        "Customers who came, day by day; from few to many: {}",
        shades.join(", ")
    );
    drawn(&caption, &words, drawing)
}

/// The visits by day of the week, for who does not see the picture.
fn weekdays(printed: &Printed) -> Html {
    let Some(visits) = printed.figures.visits.as_ref().filter(|it| it.most() > 0) else {
        return Html::default();
    };
    let rows = (0..7).map(|at| {
        let days = visits.until(printed.today);
        let on_it = days.filter(|(day, _)| day.weekday().num_days_from_monday() as usize == at);
        let (all, count) = on_it.fold((0, 0), |(all, days), (_, count)| (all + count, days + 1));
        let each = f64::from(all) / f64::from(count.max(1));
        [
            weekday(at).to_owned(),
            grouped(all as usize),
            format!("{each:.1}"),
        ]
    });
    let columns = [
        Column::words("day"),
        Column::figures("visits"),
        Column::figures("on one such day"),
    ];
    table("Visits by day of the week", columns, rows)
}

/// A picture and what belongs beside it.
fn pair(picture: Html, beside: Html) -> Html {
    element("div", &[("class", "pair")], picture.and(beside))
}

fn new_and_lost(printed: &Printed) -> Html {
    let page = &printed.figures;
    let both = page
        .get(Measure::NewCustomers)
        .zip(page.get(Measure::LostCustomers));
    let Some((new, lost)) = both else {
        return Html::default();
    };
    let counts = new.months.iter().zip(&lost.months).enumerate();
    let count = |it: &Reading| it.value.unwrap_or(0.0);
    let months = counts.map(|(at, (new, lost))| (printed.month(at), count(new), count(lost)));
    let months: Vec<(String, f64, f64)> = months.collect();
    let sum = |which: fn(&(String, f64, f64)) -> f64| months.iter().map(which).sum::<f64>();
    if months.iter().all(|(_, new, lost)| new + lost == 0.0) {
        return Html::default();
    }
    let words = format!(
        "New and lost customers month by month: {} new and {} lost in twelve months",
        sum(|it| it.1),
        sum(|it| it.2)
    );
    let caption = "New customers upwards, lost customers downwards, month by month";
    drawn(caption, &words, svg::up_and_down(&months))
}

fn ladder(printed: &Printed) -> Html {
    let Some(rungs) = &printed.figures.rungs else {
        return Html::default();
    };
    let most = rungs.counts.iter().copied().max().unwrap_or(0);
    if most == 0 {
        return Html::default();
    }
    let down = Rung::ALL.iter().rev();
    let bars = down.clone().map(|rung| Bar {
        name: rung.to_string(),
        number: grouped(rungs.on(*rung) as usize),
        share: f64::from(rungs.on(*rung)) / f64::from(most),
        together: None,
    });
    let bars: Vec<Bar> = bars.collect();
    let rows = bars
        .iter()
        .map(|bar| [bar.name.clone(), bar.number.clone()]);
    let columns = [Column::words("rung"), Column::figures("customers")];
    let rows = table("The ladder", columns, rows.collect::<Vec<_>>());
    let words = "How many stand on each rung of the ladder";
    let picture = drawn("The ladder", words, svg::bars(&bars));
    pair(picture, rows).and(paragraph(format!("{}.", rungs.moved())))
}

fn causes(printed: &Printed) -> Html {
    let Some(causes) = &printed.figures.causes else {
        return Html::default();
    };
    if causes.bars(By::Count).is_empty() {
        return paragraph(Pareto::NONE);
    }
    let by_cost = match causes.cost().0 {
        0 => Html::default(),
        _ => pareto(printed, causes, By::Cost),
    };
    let without = causes.without_words();
    let without = without.map_or_else(Html::default, |words| paragraph(format!("{words}.")));
    pair(pareto(printed, causes, By::Count), by_cost)
        .and(in_numbers(printed, causes))
        .and(without)
}

/// The causes as bars with the line of what they come to together.
fn pareto(printed: &Printed, causes: &Pareto, by: By) -> Html {
    let caption = match by {
        By::Count => "Why things went wrong, by count".to_owned(),
        By::Cost => format!(
            "Why things went wrong, by cost in {}",
            printed.currency.code
        ),
    };
    let bars = causes.bars(by).into_iter().map(|bar| Bar {
        name: bar.of.words.clone(),
        number: match by {
            By::Count => grouped(bar.of.count as usize),
            By::Cost => money(bar.of.cost, &printed.currency),
        },
        share: bar.share,
        together: Some(bar.cumulative),
    });
    let bars: Vec<Bar> = bars.collect();
    let words = format!(
        "{caption}: {} causes, the line shows what they come to together",
        bars.len()
    );
    drawn(&caption, &words, svg::bars(&bars))
}

/// The same as a table.
fn in_numbers(printed: &Printed, causes: &Pareto) -> Html {
    let cost = format!("cost, {}", printed.currency.code);
    let columns = [
        Column::words("cause"),
        Column::figures("count"),
        Column::figures("share"),
        Column::figures("together"),
        Column::figures(&cost),
        Column::words("after an action").where_needed(),
    ];
    let rows = causes.bars(By::Count).into_iter().map(|bar| {
        let returned = match bar.of.returned {
            0 => Html::default(),
            _ => element("span", &[("class", "late")], bar.of.returned_words()),
        };
        [
            Html::from(&bar.of.words),
            grouped(bar.of.count as usize).into(),
            format!("{} %", percent(bar.share)).into(),
            format!("{} %", percent(bar.cumulative)).into(),
            money(bar.of.cost, &printed.currency).into(),
            returned,
        ]
    });
    table("Why things went wrong", columns, rows)
}

fn nos(printed: &Printed) -> Html {
    let nos = printed.figures.nos.as_deref().unwrap_or_default();
    if nos.is_empty() {
        return Html::default();
    }
    let rows = nos
        .iter()
        .map(|no| [no.words().to_owned(), grouped(no.count as usize)]);
    let columns = [Column::words("why"), Column::figures("count")];
    table("Our no's", columns, rows)
}

/// Every figure in each of the months.
fn twelve_months(printed: &Printed) -> Html {
    let names: [String; 12] = std::array::from_fn(|at| printed.month(at));
    let columns: [Column<'_>; 13] = std::array::from_fn(|at| match at {
        0 => Column::words("figure"),
        _ => Column::figures(&names[at - 1]),
    });
    let rows = printed.figures.measures.iter().map(|figure| {
        let words = printed.words(figure.measure);
        std::array::from_fn(|at| match at {
            0 => figure.measure.name().to_owned(),
            _ => figure
                .months
                .get(at - 1)
                .map_or_else(String::new, |it| words.value(*it)),
        })
    });
    let [first, last] = [0, 11].map(|at| printed.figures.months[at].words());
    let months = table(
        &format!("The twelve months from {first} to {last}"),
        columns,
        rows,
    );
    section(
        "Month by month",
        element("div", &[("class", "small")], months),
    )
}

fn definitions() -> Html {
    let points = Measure::ALL.iter().map(|it| {
        let name = element("strong", &[], it.name());
        name.and(": ").and(it.definition())
    });
    section("What the figures say", list(points))
}
