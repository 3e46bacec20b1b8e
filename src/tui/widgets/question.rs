//! One question and a line for the answer, over the lower rows of a screen.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::{Clear, Paragraph},
};

use super::{
    Input,
    rule::{below, rule},
};
use crate::tui::{
    keymap::{Action, Binding, key},
    text::safe,
    theme::Theme,
};

/// The keys of a question.
pub const KEYS: &[Binding] = &[
    key("Enter", Action::Enter, "take what stands in the line").footer("take it"),
    key("Esc", Action::Back, "leave; nothing is noted").footer("leave"),
];

/// Rows below the rule with the question: the line, and two of what may be answered.
const ROWS: u16 = 3;

/// Rows a question takes, its rule included, for a list that makes room for it.
pub const HEIGHT: u16 = ROWS + 1;

/// A question with what was typed as its answer.
#[derive(Debug, Clone, Default)]
pub struct Question {
    words: String,
    hint: String,
    /// The hint says why an answer was not enough.
    refused: bool,
    input: Input,
}

/// What an action made of the question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It was edited.
    Nothing,
    /// Enter, with this text.
    Text(String),
    /// Esc.
    Leave,
    /// Not an action of a line.
    Other,
}

impl Question {
    /// A question, and a line of what may be answered.
    pub fn new(words: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            hint: hint.into(),
            refused: false,
            input: Input::default(),
        }
    }

    /// The same question with this answer in its line already.
    pub fn with(mut self, answer: impl Into<String>) -> Self {
        self.input.set(answer.into());
        self
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        self.input.text()
    }

    /// Says something in place of the hint: why the answer is not enough.
    pub fn say(&mut self, sentence: impl Into<String>) {
        self.hint = sentence.into();
        self.refused = true;
    }

    /// Edits, or gives back the answer.
    pub fn update(&mut self, action: &Action) -> Answer {
        match action {
            Action::Enter => Answer::Text(self.input.text().trim().to_owned()),
            Action::Back => Answer::Leave,
            action if self.input.update(action) => Answer::Nothing,
            _ => Answer::Other,
        }
    }

    /// The lower rows of a place, cleared, below a rule with a title; the rest is for what asks.
    pub fn place(frame: &mut Frame, area: Rect, theme: &Theme, (rows, title): (u16, &str)) -> Rect {
        let height = rows.saturating_add(1).min(area.height);
        let place = Rect::new(area.x, area.bottom() - height, area.width, height);
        frame.render_widget(Clear, place);
        rule(frame, place, theme, title);
        below(place)
    }

    /// Paints it over the lower rows of a place.
    pub fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let place = Self::place(frame, area, theme, (ROWS, &self.words));
        let Some(rows) = place.height.checked_sub(1) else {
            return;
        };
        let prompt = Rect::new(place.x, place.y, place.width.min(2), 1);
        frame.render_widget(Span::styled("› ", theme.accent), prompt);
        let line = Rect::new(prompt.right(), prompt.y, place.width - prompt.width, 1);
        self.input.view(frame, line, theme.text, true);
        let hint = safe(&self.hint).wrap(usize::from(place.width.saturating_sub(3)));
        let style = if self.refused {
            theme.warn
        } else {
            theme.muted
        };
        let hint = hint
            .iter()
            .map(|row| Line::styled(format!("  {row}"), style));
        let below = Rect::new(place.x, place.y + 1, place.width, rows);
        frame.render_widget(Paragraph::new(hint.collect::<Vec<_>>()), below);
    }
}
