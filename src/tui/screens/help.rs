//! Help: the keys of the screen below, made from its tables.

use ratatui::{Frame, layout::Rect, text::Line};

use super::brief::beside;
use crate::tui::text::safe;
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

const CLOSE: &[Binding] =
    &[crate::tui::keymap::key("Enter", Action::Back, "close the help").footer("close")];

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
        let width = usize::from(area.width);
        let mut lines = Vec::new();
        if !self.title.is_empty() {
            lines.push(Line::styled(format!(" {}", safe(&self.title)), theme.title));
            lines.extend(rows(self.layers.iter().copied().flatten(), theme, width));
            lines.push(Line::default());
        }
        lines.push(Line::styled(" Everywhere", theme.title));
        lines.extend(rows(EVERYWHERE.iter(), theme, width));
        self.scroll.view(frame, area, lines);
    }
}

/// A row each, its words wrapped beside the keys.
fn rows<'a>(
    table: impl Iterator<Item = &'a Binding>,
    theme: &Theme,
    width: usize,
) -> impl Iterator<Item = Line<'static>> {
    table.flat_map(move |row| {
        let keys = (format!("   {:<16}", row.keys), theme.accent);
        beside(keys, &[(safe(row.help), theme.text)], (width, 3))
    })
}
