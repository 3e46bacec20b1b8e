//! One question, yes or no, in the middle of the screen.

use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::Line,
    widgets::{Block, Clear, Paragraph},
};

use crate::tui::{
    keymap::{Action, Binding, key},
    text::{SafeText, safe},
    theme::Theme,
};

/// The keys that answer.
pub const KEYS: &[Binding] = &[
    key("y Enter", Action::Yes, "yes").footer("yes"),
    key("n Esc q", Action::No, "no").footer("no"),
];

/// Paints the question over whatever is there.
pub fn view(frame: &mut Frame, area: Rect, question: &str, theme: &Theme) {
    let width = area.width.saturating_sub(4).min(60);
    let mut lines = SafeText::lines(question).wrap(usize::from(width.saturating_sub(4)));
    shorten(&mut lines, usize::from(area.height.saturating_sub(5)));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let place = centred(area, width, height.saturating_add(4));
    let mut text: Vec<Line> = lines
        .iter()
        .map(|line| Line::styled(format!(" {line}"), theme.text))
        .collect();
    text.push(Line::default());
    text.push(Line::styled(" y yes   n no", theme.accent));
    let block = Block::bordered().border_style(theme.accent);
    frame.render_widget(Clear, place);
    frame
        .buffer_mut()
        .set_style(place, Style::reset().patch(theme.text));
    frame.render_widget(Paragraph::new(text).block(block), place);
}

/// Leaves out the middle of what is too long; the last line is the question itself.
fn shorten(lines: &mut Vec<SafeText>, room: usize) {
    let more = lines.len().saturating_sub(room.max(3)) + 1;
    if more > 1 {
        let last = lines.len() - 1;
        let words = safe(&format!("and {more} more lines"));
        lines.splice(last - more..last, [words]);
    }
}

/// A place of this size in the middle, or as much of it as there is.
fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect::new(
        area.x + (area.width - width) / 2,
        area.y + (area.height - height) / 2,
        width,
        height,
    )
}
