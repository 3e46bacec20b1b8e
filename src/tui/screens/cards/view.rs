//! How the house cards look: the search line, the list, and the text of the one selected below it or beside it.

use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    text::{Line, Span},
    widgets::Paragraph,
};

use super::Cards;
use crate::{
    domain::{Card, Origin},
    tui::{
        screens::house::text_lines,
        text::safe,
        theme::Theme,
        widgets::{
            Cell,
            rule::{below, rule},
        },
    },
};

/// From this width on the text stands beside the list.
const BESIDE: u16 = 110;

/// Paints everything.
pub fn view(screen: &mut Cards, frame: &mut Frame, area: Rect, theme: &Theme) {
    let first = Rect {
        height: area.height.min(1),
        ..area
    };
    search_line(screen, frame, first, theme);
    let rest = below(area);
    let due = screen.due.as_ref().map(|due| format!("{due} · :selfcheck"));
    let words = match screen.away {
        true => "taken away",
        false => due.as_deref().unwrap_or_default(),
    };
    rule(frame, rest, theme, words);
    let (list, pane) = split(below(rest));
    if screen.shown.is_empty() {
        let lines: Vec<Line> = nothing(screen)
            .into_iter()
            .map(|line| Line::styled(format!(" {}", safe(&line)), theme.muted))
            .collect();
        screen
            .list
            .view(frame, (list, theme), &[], &mut |_| Vec::new());
        return frame.render_widget(Paragraph::new(lines), list);
    }
    titles(screen, frame, list, theme);
    reading(screen, frame, pane, theme);
}

fn split(area: Rect) -> (Rect, Rect) {
    if area.width >= BESIDE {
        let list = Rect {
            width: area.width / 2,
            ..area
        };
        let x = list.right() + 1;
        return (list, Rect::new(x, area.y, area.right() - x, area.height));
    }
    let rows = area.height * 3 / 5;
    let list = Rect {
        height: area.height - rows,
        ..area
    };
    (list, Rect::new(area.x, list.bottom(), area.width, rows))
}

fn search_line(screen: &mut Cards, frame: &mut Frame, area: Rect, theme: &Theme) {
    let label = if screen.in_box {
        theme.accent
    } else {
        theme.muted
    };
    frame.render_widget(Span::styled(" search ", label), area);
    let count = format!("{} ", screen.list.count());
    let wide = u16::try_from(count.len()).unwrap_or(0).min(area.width / 2);
    let at = Rect {
        x: area.right() - wide,
        width: wide,
        ..area
    };
    frame.render_widget(Span::styled(count, theme.muted), at);
    let room = area.width.saturating_sub(10 + wide);
    let text = Rect {
        x: area.x + 9,
        width: room,
        ..area
    }
    .intersection(area);
    screen.place = text;
    screen.input.view(frame, text, theme.title, screen.in_box);
    if screen.input.is_empty() {
        let hint = match screen.in_box {
            true => "a title, a category, words of the text",
            false => "none; / searches",
        };
        let x = text.x + u16::from(screen.in_box);
        let place = Rect { x, ..text }.intersection(text);
        let hint = safe(hint).fit(usize::from(place.width));
        frame.render_widget(Span::styled(String::from(hint), theme.muted), place);
    }
}

/// What to press when no card is shown.
fn nothing(screen: &Cards) -> Vec<String> {
    let typed = screen.input.text().trim();
    match (typed.is_empty(), screen.away) {
        (true, true) => vec!["No shipped card was taken away. v shows those in use.".into()],
        (true, false) => {
            vec!["Every card was taken away. n writes one; v shows those that ship.".into()]
        }
        (false, _) => vec![
            format!("No rule is written yet for “{typed}”."),
            match screen.in_box {
                true => "Enter, then n writes one; Ctrl-U shows all cards.".into(),
                false => "n writes one; Esc shows all cards.".into(),
            },
        ],
    }
}

fn titles(screen: &mut Cards, frame: &mut Frame, area: Rect, theme: &Theme) {
    let columns = [
        Constraint::Length(24),
        Constraint::Fill(1),
        Constraint::Length(10),
    ];
    let Cards {
        list, cards, shown, ..
    } = screen;
    list.view(frame, (area, theme), &columns, &mut |row| {
        let card = shown.get(row).and_then(|at| cards.get(*at));
        card.map_or_else(Vec::new, |card| cells(card, theme))
    });
}

fn cells(card: &Card, theme: &Theme) -> Vec<Cell> {
    let origin = match card.origin() {
        Origin::Own | Origin::Changed => card.origin().word(),
        Origin::Shipped | Origin::Away => "",
    };
    vec![
        Cell::new(card.title.as_str(), theme.text),
        Cell::new(card.category.as_str(), theme.muted),
        Cell::new(origin, theme.muted).right(),
    ]
}

/// The card selected.
fn reading(screen: &mut Cards, frame: &mut Frame, area: Rect, theme: &Theme) {
    let Some(card) = screen.selected() else {
        return;
    };
    rule(frame, area, theme, &card.title);
    let body = below(area);
    let mut lines = text_lines(card, theme, usize::from(area.width.saturating_sub(1)));
    if card.text.is_empty() {
        lines.push(Line::styled(
            " The shop took it away; d brings it back.",
            theme.muted,
        ));
    }
    screen.scroll.read(frame, body, lines, (theme, "→"));
}
