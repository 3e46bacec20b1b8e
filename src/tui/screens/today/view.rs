//! How Today looks: the lines in their sections, and the one selected in full below them.

use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    text::Line,
    widgets::Paragraph,
};

use super::Today;
use crate::{
    domain::{
        Stamp,
        brief::name_line,
        phrase::channel_rules,
        today::{Item, ItemKind},
    },
    tui::{
        screens::brief::name_rule,
        text::safe,
        theme::Theme,
        widgets::{
            Cell,
            rule::{below, rule},
        },
    },
};

/// Rows of the line selected, with its rule.
const PANE: u16 = 5;

/// Columns of the day: `25 Feb 18:30`.
const DUE: u16 = 12;

/// What a day without anything to do says.
const DONE: &str = "Nothing is left to do today. Enjoy the day with your customers.";

/// Where the lines come from, for a shop that begins.
const HINT: &str = "Promises, complaints, wants, check-ins, thanks and birthdays show here on their day. \
    / finds a customer to log, promise or write something down.";

/// Paints everything.
pub fn view(screen: &mut Today, frame: &mut Frame, area: Rect, theme: &Theme) {
    let Some(now) = screen.now else {
        return;
    };
    if screen.chosen.lines.is_empty() {
        let width = usize::from(area.width.saturating_sub(2));
        let text = |words: &str, style| {
            let rows = safe(words).wrap(width).into_iter();
            rows.map(move |row| Line::styled(format!(" {row}"), style))
                .collect::<Vec<_>>()
        };
        let mut lines = vec![Line::default()];
        lines.extend(text(DONE, theme.text));
        lines.push(Line::default());
        lines.extend(text(HINT, theme.muted));
        return frame.render_widget(Paragraph::new(lines), area);
    }
    let pane = PANE.min(area.height / 3);
    let list = Rect {
        height: area.height - pane,
        ..area
    };
    lines(screen, frame, (list, theme), now);
    let place = Rect::new(area.x, list.bottom(), area.width, pane);
    if let Some(item) = screen.selected() {
        selected(screen, item, (frame, theme), (place, now));
    }
}

fn lines(screen: &mut Today, frame: &mut Frame, (area, theme): (Rect, &Theme), now: Stamp) {
    let (who, why) = match area.width {
        ..75 => (12, 15),
        75..100 => (18, 20),
        _ => (24, 25),
    };
    let columns = [
        Constraint::Length(who),
        Constraint::Fill(1),
        Constraint::Length(why),
        Constraint::Length(DUE),
    ];
    let items = &screen.chosen.lines;
    let mut row = |at: usize| {
        items
            .get(at)
            .map_or_else(Vec::new, |item| cells(item, theme, now))
    };
    screen.groups.view(frame, (area, theme), &columns, &mut row);
}

fn cells(item: &Item, theme: &Theme, now: Stamp) -> Vec<Cell> {
    let today = now.day();
    let style = if item.name.is_some() {
        theme.text
    } else {
        theme.muted
    };
    let urgent = match item.due {
        _ if item.is_late(today) => theme.late,
        Some(due) if due.day() <= today => theme.warn,
        _ => theme.muted,
    };
    let due = item.due.map(|due| due.short(today));
    vec![
        Cell::new(item.who(), style),
        Cell::new(item.what.as_str(), theme.text),
        Cell::new(item.why.as_str(), theme.muted),
        Cell::new(due.unwrap_or_default(), urgent),
    ]
}

/// The line selected: whose, the whole text, why, and how to reach them.
fn selected(
    screen: &Today,
    item: &Item,
    (frame, theme): (&mut Frame, &Theme),
    (area, now): (Rect, Stamp),
) {
    let top = Rect { height: 1, ..area }.intersection(area);
    let customer = screen.customer.1.as_deref();
    match customer {
        Some(customer) => name_rule(frame, top, theme, &name_line(customer)),
        None => rule(frame, top, theme, item.who()),
    }
    let body = below(area);
    let width = usize::from(body.width.saturating_sub(2));
    let due = item.due.map(|due| {
        let words = due.words(now.day());
        match item.kind {
            ItemKind::Birthday => words,
            _ if due.day() < now.day() => format!("was due {words}"),
            _ => format!("due {words}"),
        }
    });
    let reach = customer.map(|customer| {
        let phone = customer.phones.first().map(|phone| phone.raw.clone());
        joined([channel_rules(customer), phone.unwrap_or_default()])
    });
    let below = [
        joined([item.why.clone(), due.unwrap_or_default()]),
        reach.unwrap_or_default(),
    ];
    let room = usize::from(body.height).saturating_sub(below.len()).max(1);
    let what = safe(&item.what).wrap(width).into_iter().take(room);
    let what = what.map(|row| Line::styled(format!(" {row}"), theme.text));
    let below = below.iter().map(|words| safe(words).fit(width));
    let below = below.map(|row| Line::styled(format!(" {row}"), theme.muted));
    frame.render_widget(Paragraph::new(what.chain(below).collect::<Vec<_>>()), body);
}

/// Both with a dot between them, or the one that is not empty.
fn joined(parts: [String; 2]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}
