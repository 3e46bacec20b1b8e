//! A thin line across a place, with words in it.

use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

use crate::tui::{text::safe, theme::Theme};

/// Paints the line in the first row of the place; without words it goes through.
pub fn rule(frame: &mut Frame, area: Rect, theme: &Theme, words: &str) {
    let place = Rect {
        height: area.height.min(1),
        ..area
    };
    let width = usize::from(area.width);
    if words.is_empty() {
        return frame.render_widget(Span::styled("─".repeat(width), theme.muted), place);
    }
    let words = safe(words).fit(width.saturating_sub(5));
    let rest = width.saturating_sub(words.width() + 4);
    let line = Line::from(vec![
        Span::styled("── ", theme.muted),
        Span::styled(String::from(words), theme.title),
        Span::styled(format!(" {}", "─".repeat(rest)), theme.muted),
    ]);
    frame.render_widget(line, place);
}

/// Paints the line with a sentence over it, on as many rows as that needs; gives back what is left of the place below.
pub fn said(frame: &mut Frame, area: Rect, theme: &Theme, sentence: (&str, Style)) -> Rect {
    let (words, style) = sentence;
    let mut left = area;
    for words in safe(words).wrap(usize::from(area.width.saturating_sub(6))) {
        rule(frame, left, theme, "");
        let place = Rect {
            x: left.x + 2,
            ..left
        }
        .intersection(left);
        if !words.is_empty() && !place.is_empty() {
            frame.render_widget(Span::styled(format!(" {words} "), style), place);
        }
        left = below(left);
    }
    left
}

/// What is left of a place below the line.
pub const fn below(area: Rect) -> Rect {
    let row = if area.height == 0 { 0 } else { 1 };
    Rect {
        y: area.y + row,
        height: area.height - row,
        ..area
    }
}
