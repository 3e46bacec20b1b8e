//! Help: the keys of the screen below, made from its tables.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::tui::{
    Effect, Screen,
    keymap::{Action, Binding, EVERYWHERE, LIST, Layers},
    theme::Theme,
    widgets::Scroll,
};

/// What works on the screen it was opened over, then what works everywhere.
#[derive(Debug)]
pub struct Help {
    title: String,
    layers: Layers,
    scroll: Scroll,
}

const CLOSE: &[Binding] = &[crate::tui::keymap::key(
    "Enter",
    Action::Back,
    "close the help",
)];

impl Help {
    /// The help of a screen with this title and these tables.
    pub fn new(below: Option<(String, Layers)>) -> Self {
        let (title, layers) = below.unwrap_or_default();
        Self {
            title,
            layers,
            scroll: Scroll::default(),
        }
    }
}

impl Screen for Help {
    fn title(&self) -> String {
        "Help".to_owned()
    }

    fn keys(&self) -> Layers {
        &[CLOSE, LIST]
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        if action == Action::Back {
            return vec![Effect::Back];
        }
        self.scroll.update(&action);
        Vec::new()
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let mut lines = Vec::new();
        if !self.title.is_empty() {
            lines.push(Line::styled(self.title.clone(), theme.title));
            lines.extend(rows(self.layers.iter().copied().flatten(), theme));
            lines.push(Line::default());
        }
        lines.push(Line::styled("Everywhere", theme.title));
        lines.extend(rows(EVERYWHERE.iter(), theme));
        self.scroll.view(frame, area, lines);
    }
}

fn rows<'a>(
    table: impl Iterator<Item = &'a Binding>,
    theme: &Theme,
) -> impl Iterator<Item = Line<'a>> {
    table.map(|row| {
        Line::from(vec![
            Span::styled(format!("  {:<16}", row.keys), theme.accent),
            Span::styled(row.help, theme.text),
        ])
    })
}
