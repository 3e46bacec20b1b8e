//! Lines to read, scrolled: what a command answered.

use ratatui::{Frame, layout::Rect, text::Line, widgets::Paragraph};

use crate::tui::{
    Effect, Screen,
    keymap::{Action, Binding, LIST, Layers, key},
    text::{SafeText, safe},
    theme::Theme,
    widgets::Scroll,
};

const KEYS: &[Binding] = &[key("Enter", Action::Back, "close").footer("close")];

/// A title and lines below it.
#[derive(Debug)]
pub struct Text {
    title: String,
    lines: Vec<SafeText>,
    /// The lines in rows of this width.
    rows: Vec<SafeText>,
    width: usize,
    scroll: Scroll,
}

impl Text {
    /// The lines, each made safe and wrapped to the window.
    pub fn new(title: String, lines: &[String]) -> Self {
        Self {
            title,
            lines: lines.iter().map(|line| safe(line)).collect(),
            rows: Vec::new(),
            width: 0,
            scroll: Scroll::default(),
        }
    }
}

impl Screen for Text {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn keys(&self) -> Layers {
        &[KEYS, LIST]
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        if action == Action::Back {
            return vec![Effect::Back];
        }
        self.scroll.update(&action);
        Vec::new()
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let width = usize::from(area.width.saturating_sub(2));
        if self.width != width {
            self.rows = self.lines.iter().flat_map(|it| it.wrap(width)).collect();
            self.width = width;
        }
        // The title goes out of sight with them.
        let rows = self.scroll.in_sight(area, self.rows.len() + 1);
        let line = |row: usize| match row.checked_sub(1) {
            None => Line::styled(format!(" {}", safe(&self.title)), theme.title),
            Some(row) => Line::styled(format!(" {}", self.rows[row]), theme.text),
        };
        frame.render_widget(Paragraph::new(rows.map(line).collect::<Vec<_>>()), area);
    }
}
