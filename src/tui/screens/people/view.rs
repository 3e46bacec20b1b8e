//! How a list of people looks: the rule, the rows under their headings, and the one selected in full below or beside them.

use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    text::Line,
    widgets::Paragraph,
};

use super::People;
use crate::{
    commands::people::{Fact, ListOf, Row, told_words},
    domain::{Customer, brief::name_line, phrase::channel_rules},
    tui::{
        screens::brief::name_rule,
        text::safe,
        theme::Theme,
        widgets::{
            Cell, panes, question,
            rule::{below, rule},
        },
    },
};

/// Rows of the one selected below the list, with its rule.
const PANE: u16 = 6;

/// Below this width names are shorter.
const NARROW: u16 = 75;

/// Paints everything.
pub fn view(screen: &mut People, frame: &mut Frame, area: Rect, theme: &Theme) {
    let rest = heading(screen, frame, area, theme);
    let rest = match screen.asking {
        Some(_) => Rect {
            height: rest.height.saturating_sub(question::HEIGHT),
            ..rest
        },
        None => rest,
    };
    if screen.shown.rows.is_empty() {
        return empty(screen, frame, rest, theme);
    }
    let (list, pane) = panes(rest, (5, 8), || rest.height - PANE.min(rest.height / 3));
    rows(screen, frame, (list, theme));
    if let Some(row) = screen.selected().filter(|_| !pane.is_empty()) {
        selected(screen, row, (frame, theme), pane);
    }
}

/// The title, then the rule on as many rows as it needs; what is left below.
fn heading(screen: &People, frame: &mut Frame, area: Rect, theme: &Theme) -> Rect {
    let shown = &screen.shown;
    let words = match screen.asked.words.as_str() {
        "" => String::new(),
        words => format!(" · only {words}"),
    };
    let marked = match screen.marked.len() {
        0 => String::new(),
        count => format!(" · {count} marked"),
    };
    rule(
        frame,
        area,
        theme,
        &format!("{}{words}{marked}", shown.title),
    );
    let (text, style) = match shown.unknown.as_str() {
        "" => (&shown.rule, theme.muted),
        unknown => (&unknown.to_owned(), theme.warn),
    };
    let mut left = below(area);
    for row in safe(text).wrap(usize::from(area.width.saturating_sub(2))) {
        let place = Rect { height: 1, ..left }.intersection(left);
        frame.render_widget(Line::styled(format!(" {row}"), style), place);
        left = below(left);
    }
    left
}

fn empty(screen: &People, frame: &mut Frame, area: Rect, theme: &Theme) {
    let words = match screen.shown.unknown.as_str() {
        "" => screen.shown.empty,
        _ => "/ mends the words, Esc takes them off.",
    };
    let width = usize::from(area.width.saturating_sub(2));
    let rows = safe(words).wrap(width).into_iter();
    let rows = rows.map(|row| Line::styled(format!(" {row}"), theme.text));
    let lines: Vec<Line> = std::iter::once(Line::default()).chain(rows).collect();
    frame.render_widget(Paragraph::new(lines), area);
}

fn rows(screen: &mut People, frame: &mut Frame, (area, theme): (Rect, &Theme)) {
    let name = match area.width {
        ..NARROW => 16,
        _ => 22,
    };
    let columns = [
        Constraint::Length(1),
        Constraint::Length(name),
        Constraint::Fill(1),
        Constraint::Length(screen.figures),
    ];
    let People {
        shown,
        groups,
        marked,
        ..
    } = screen;
    let mut row = |at: usize| {
        shown.rows.get(at).map_or_else(Vec::new, |row| {
            let marked = row.customer.is_some_and(|id| marked.contains(&id));
            cells(row, marked, theme)
        })
    };
    groups.view(frame, (area, theme), &columns, &mut row);
}

fn cells(row: &Row, marked: bool, theme: &Theme) -> Vec<Cell> {
    let left_out = matches!(row.fact, Fact::LeftOut { .. }) && row.offer.is_none();
    let style = if left_out { theme.muted } else { theme.text };
    vec![
        Cell::new(if marked { "•" } else { "" }, theme.accent),
        Cell::new(row.name.as_str(), style),
        Cell::new(&*row.why, theme.muted),
        Cell::new(row.figure.as_str(), style).right(),
    ]
}

/// The one selected: the whole why, what was proposed, and how to reach them.
fn selected(screen: &People, row: &Row, (frame, theme): (&mut Frame, &Theme), area: Rect) {
    let top = Rect { height: 1, ..area }.intersection(area);
    let customer = screen.beside.customer.as_deref();
    match customer {
        Some(customer) => name_rule(frame, top, theme, &name_line(customer)),
        None => rule(frame, top, theme, &row.name),
    }
    let place = below(area);
    let width = usize::from(place.width.saturating_sub(2));
    let mut lines: Vec<Line> = Vec::new();
    let mut put = |words: &str, style| {
        let rows = safe(words).wrap(width).into_iter();
        lines.extend(rows.map(|row| Line::styled(format!(" {row}"), style)));
    };
    put(&why(row), theme.text);
    if let Some(customer) = customer {
        put(&reach(customer), theme.muted);
        put(&customer.handling_do, theme.muted);
        if !customer.handling_dont.is_empty() {
            put(&format!("don't {}", customer.handling_dont), theme.warn);
        }
    }
    let today = screen.now.day();
    for offer in screen.beside.offers.iter().take(3) {
        put(
            &format!("{}: {}", offer.kind, told_words(offer, today)),
            theme.muted,
        );
    }
    if let (ListOf::Parting, Fact::Review { rows, .. }) = (screen.asked.of, &row.fact) {
        rows.iter().for_each(|it| put(it, theme.muted));
    }
    lines.retain(|line| line.width() > 1);
    frame.render_widget(Paragraph::new(lines), place);
}

/// The heading and the reason, as one sentence.
fn why(row: &Row) -> String {
    match (&*row.heading, &*row.why) {
        ("", why) => why.to_owned(),
        (heading, "") => heading.to_owned(),
        (heading, why) => format!("{heading} · {why}"),
    }
}

fn reach(customer: &Customer) -> String {
    let phone = customer.phones.first().map(|phone| phone.raw.clone());
    let mail = customer.emails.first().map(|mail| mail.address.clone());
    let parts = [Some(channel_rules(customer)), phone, mail];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" · ")
}
