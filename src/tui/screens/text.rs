//! Lines to read, scrolled: what a command answered.

use ratatui::{Frame, layout::Rect, text::Line};

use crate::{
    text::{SafeText, safe},
    tui::{
        Effect, Screen,
        keymap::{Action, Binding, LIST, Layers, key},
        theme::Theme,
        widgets::Scroll,
    },
};

const KEYS: &[Binding] = &[key("Enter", Action::Back, "close").footer("close")];

/// A title and lines below it.
#[derive(Debug)]
pub struct Text {
    title: String,
    lines: Vec<SafeText>,
    scroll: Scroll,
}

impl Text {
    /// The lines, each made safe and wrapped to the window.
    pub fn new(title: String, lines: &[String]) -> Self {
        Self {
            title,
            lines: lines.iter().map(|line| safe(line)).collect(),
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
        let mut lines = vec![Line::styled(format!(" {}", safe(&self.title)), theme.title)];
        for line in self.lines.iter().flat_map(|line| line.wrap(width)) {
            lines.push(Line::styled(format!(" {line}"), theme.text));
        }
        self.scroll.view(frame, area, lines);
    }
}
