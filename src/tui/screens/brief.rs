//! The brief of one customer as a panel: name line, then what matters now, as much as there is room for.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use crate::{
    domain::{
        Stamp,
        brief::{Brief, Line as Fact},
    },
    tui::{
        theme::Theme,
        widgets::flow::{flow, pieces},
    },
};

/// Columns of the word a line begins with; only "going through" takes more.
const HEAD: usize = 12;

/// The lines that stay when there is no room for all, the most important first.
const FIRST: [&str; 10] = [
    "complaint",
    "promise",
    "don't",
    "do",
    "going through",
    "handover",
    "last",
    "",
    "open with",
    "close with",
];

/// The name line of a customer as a rule across the place: `── Zoë Müller · call me Zo ───`.
pub fn name_rule(frame: &mut Frame, area: Rect, theme: &Theme, name: &Fact) {
    rule(frame, area, theme);
    let room = usize::from(area.width.saturating_sub(7));
    let mut line = flow(&pieces(name, theme), room, 1);
    let mut spans = vec![Span::raw(" ")];
    spans.extend(line.pop().unwrap_or_default().spans);
    spans.push(Span::raw(" "));
    let line = Line::from(spans);
    let width = u16::try_from(line.width()).unwrap_or(u16::MAX);
    let place = Rect::new(area.x + 2, area.y, width, 1).intersection(area);
    frame.render_widget(line, place);
}

/// A thin line across the place.
pub fn rule(frame: &mut Frame, area: Rect, theme: &Theme) {
    let line = "─".repeat(usize::from(area.width));
    frame.render_widget(Span::styled(line, theme.muted), area);
}

/// The lines below the name, one row each where the place is wide, wrapped where there are rows enough.
pub fn body(frame: &mut Frame, area: Rect, theme: &Theme, (brief, now): (&Brief, Stamp)) {
    let mut lines = brief.lines(now);
    if !lines.is_empty() {
        lines.remove(0);
    }
    frame.render_widget(Paragraph::new(rows(&lines, area, theme)), area);
}

/// Lines with their heads, chosen and wrapped so that they fit the place.
pub fn rows(lines: &[Fact], area: Rect, theme: &Theme) -> Vec<Line<'static>> {
    let kept = choose(lines, usize::from(area.height));
    let mut spare = usize::from(area.height) - kept.len();
    let mut out = Vec::new();
    for at in kept {
        // What stands right under the name has no head, and begins at the left.
        let left = at == 0 && lines[at].head.is_empty();
        let head = if left { 1 } else { HEAD };
        let rows = labelled(
            &lines[at],
            (head, usize::from(area.width)),
            spare + 1,
            theme,
        );
        spare -= rows.len() - 1;
        out.extend(rows);
    }
    out
}

/// Which lines stay when there are more than rows, in their order.
fn choose(lines: &[Fact], rows: usize) -> Vec<usize> {
    let (mut head, mut nth) = ("", 0);
    let mut ranked: Vec<(usize, usize)> = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        if line.head.is_empty() {
            nth += 1;
        } else {
            (head, nth) = (line.head, 0);
        }
        let rank = FIRST.iter().position(|first| *first == head);
        ranked.push((rank.unwrap_or(FIRST.len()) + nth * FIRST.len(), at));
    }
    ranked.sort_unstable();
    let mut kept: Vec<usize> = ranked.into_iter().take(rows).map(|(_, at)| at).collect();
    kept.sort_unstable();
    kept
}

/// One line with its head, wrapped into at most so many rows.
fn labelled(
    line: &Fact,
    (head, width): (usize, usize),
    rows: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let head = head.max(line.head.len() + 2).min(width / 2);
    let room = width.saturating_sub(head + 1);
    let mut out = flow(&pieces(line, theme), room, rows);
    for (number, row) in out.iter_mut().enumerate() {
        let word = if number == 0 { line.head } else { "" };
        let word = format!(" {:<wide$}", word, wide = head.saturating_sub(1));
        row.spans.insert(0, Span::styled(word, theme.muted));
    }
    out
}
