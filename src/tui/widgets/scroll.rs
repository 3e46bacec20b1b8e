//! Text longer than its place, moved by rows and pages.

use std::ops::Range;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use crate::tui::{keymap::Action, theme::Theme};

/// How far a text is scrolled.
#[derive(Debug, Clone, Default)]
pub struct Scroll {
    offset: usize,
    height: usize,
    total: usize,
}

impl Scroll {
    /// Moves; true when the action was one of moving.
    pub fn update(&mut self, action: &Action) -> bool {
        let page = self.height.saturating_sub(1).max(1);
        let to = match action {
            Action::Up => self.offset.saturating_sub(1),
            Action::Down => self.offset + 1,
            Action::PageUp => self.offset.saturating_sub(page),
            Action::PageDown => self.offset + page,
            Action::First => 0,
            Action::Last => usize::MAX,
            Action::Wheel(_, rows) => self.offset.saturating_add_signed(isize::from(*rows)),
            _ => return false,
        };
        self.offset = to.min(self.total.saturating_sub(self.height));
        true
    }

    /// Back to the top.
    pub fn reset(&mut self) {
        self.offset = 0;
    }

    /// Which of so many rows are in sight in this place.
    pub fn in_sight(&mut self, area: Rect, total: usize) -> Range<usize> {
        self.height = usize::from(area.height);
        self.total = total;
        self.offset = self.offset.min(total.saturating_sub(self.height));
        self.offset..(self.offset + self.height).min(total)
    }

    /// Paints the rows that are in sight.
    pub fn view(&mut self, frame: &mut Frame, area: Rect, lines: Vec<Line>) {
        let rows = self.in_sight(area, lines.len());
        let lines = lines.into_iter();
        let shown: Vec<Line> = lines.skip(rows.start).take(rows.len()).collect();
        frame.render_widget(Paragraph::new(shown), area);
    }

    /// As [`Scroll::view`]; where the rows do not fit, the last one says how many are missing and by which key one reads on.
    pub fn read(
        &mut self,
        frame: &mut Frame,
        area: Rect,
        lines: Vec<Line>,
        (theme, key): (&Theme, &str),
    ) {
        if lines.len() <= usize::from(area.height) || area.height < 2 {
            return self.view(frame, area, lines);
        }
        let text = Rect {
            height: area.height - 1,
            ..area
        };
        self.view(frame, text, lines);
        let more = match self.total.saturating_sub(self.offset + self.height) {
            0 => " the end".to_owned(),
            rows => format!(" … {rows} more rows; {key} reads on"),
        };
        let last = Rect {
            y: text.bottom(),
            height: 1,
            ..area
        };
        frame.render_widget(Span::styled(more, theme.muted), last);
    }
}
