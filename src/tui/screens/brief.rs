//! The brief of one customer as a panel: name line, then what matters now, as much as there is room for.

use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::Paragraph,
};

use crate::{
    domain::{
        Stamp,
        brief::{Brief, Line as Fact},
    },
    tui::{
        text::safe,
        theme::Theme,
        widgets::flow::{Piece, flow, pieces},
    },
};

/// Columns of the word a line begins with; only "going through" takes more.
const HEAD: usize = 12;

/// Below this width the talks have no word in front.
const NARROW: usize = 60;

/// The lines that stay when there is no room for all, the most important first.
const FIRST: [&str; 23] = [
    "reach",
    "complaint",
    "promise",
    "want",
    "don't",
    "do",
    "going through",
    "handover",
    "last",
    "",
    "usual",
    "suggest",
    "open with",
    "likes",
    "avoid",
    "facts",
    "thanks",
    "close with",
    "card",
    "spends",
    "extras",
    "favour",
    "promises",
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

/// The name line of a customer at the top of a narrow place, in one row or two; the place below it.
pub fn name_rows(frame: &mut Frame, area: Rect, theme: &Theme, name: &Fact) -> Rect {
    let width = usize::from(area.width);
    let lines = beside(
        (" ".to_owned(), theme.muted),
        &pieces(name, theme),
        (width, 2),
    );
    let rows = u16::try_from(lines.len()).unwrap_or(0).min(area.height);
    frame.render_widget(
        Paragraph::new(lines),
        Rect {
            height: rows,
            ..area
        },
    );
    Rect::new(area.x, area.y + rows, area.width, area.height - rows)
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
    let width = usize::from(area.width);
    let kept = choose(lines, usize::from(area.height));
    let mut spare = usize::from(area.height) - kept.len();
    let mut out = Vec::new();
    let mut talks = false;
    for at in kept {
        let line = &lines[at];
        talks = line.head == "last" || talks && line.head.is_empty();
        let rows = if talks {
            talk(line, (width, spare + 1), theme)
        } else {
            // What stands right under the name has no head, and begins at the left.
            let left = at == 0 && line.head.is_empty();
            let head = head(line.head, if left { 1 } else { HEAD });
            let pieces = pieces(line, theme);
            beside((head, theme.muted), &pieces, (width, spare + 1))
        };
        spare -= rows.len() - 1;
        out.extend(rows);
    }
    out
}

/// The word a line begins with, in its column.
fn head(word: &str, columns: usize) -> String {
    format!(" {word:<wide$}", wide = columns.saturating_sub(1))
}

/// A talk: age and channel stand in columns of their own.
fn talk(line: &Fact, room: (usize, usize), theme: &Theme) -> Vec<Line<'static>> {
    let [age, contact, rest @ ..] = line.pieces.as_slice() else {
        return beside(
            (head(line.head, HEAD), theme.muted),
            &pieces(line, theme),
            room,
        );
    };
    let (age, contact) = (safe(&age.text), safe(&contact.text));
    let head = match room.0 {
        ..NARROW => format!(" {age:>5}  {contact:<9} "),
        _ => format!("{}{age:>5}  {contact:<9} ", head(line.head, HEAD)),
    };
    let rest = Fact {
        head: "",
        pieces: rest.to_vec(),
    };
    beside((head, theme.muted), &pieces(&rest, theme), room)
}

/// Pieces beside a head, wrapped in their own columns into at most so many rows.
pub fn beside(
    (head, style): (String, Style),
    pieces: &[Piece],
    (width, rows): (usize, usize),
) -> Vec<Line<'static>> {
    let wide = safe(&head).width();
    let mut out = flow(pieces, width.saturating_sub(wide + 1), rows);
    let blank = " ".repeat(wide);
    for (number, row) in out.iter_mut().enumerate() {
        let head = if number == 0 { &head } else { &blank };
        row.spans.insert(0, Span::styled(head.clone(), style));
    }
    out
}

/// Which lines stay when there are more than rows, in their order.
fn choose(lines: &[Fact], rows: usize) -> Vec<usize> {
    let (mut head, mut nth) = ("", 0);
    let mut ranked: Vec<(usize, usize)> = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        if line.head.is_empty() && at > 0 {
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
