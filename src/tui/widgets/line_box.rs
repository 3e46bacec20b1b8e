//! The typed line with its live reading: what Enter will save is shown before Enter.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::{Paragraph, Wrap},
};

use super::Input;
use crate::{
    domain::line::{Entry, LineContext, LineKind, read},
    tui::{keymap::Action, text::safe, theme::Theme},
};

/// The rows a typed line needs: two for its reading, one for itself.
pub const HEIGHT: u16 = 3;

/// A typed line of one kind, read anew at every letter.
#[derive(Debug)]
pub struct LineBox {
    input: Input,
    kind: LineKind,
    context: LineContext,
    /// The line that was asked about; Enter on the same line is the answer.
    asked: Option<String>,
}

/// What an action made of the line.
#[derive(Debug, Clone, PartialEq)]
pub enum Typed {
    /// Nothing to do: it was edited, or asks first.
    Nothing,
    /// Enter: this is to be saved.
    Entry(Box<Entry>),
    /// Tab: the same as a form.
    AsForm(Box<Entry>),
    /// Not an action of a line.
    Other,
}

impl LineBox {
    /// A line with this text in it already.
    pub fn new(kind: LineKind, context: LineContext, typed: &str) -> Self {
        Self {
            input: Input::new(typed),
            kind,
            context,
            asked: None,
        }
    }

    /// What was typed, as it was typed.
    pub fn text(&self) -> &str {
        self.input.text()
    }

    /// The line, understood.
    pub fn entry(&self) -> Entry {
        read(self.kind, self.input.text(), &self.context)
    }

    /// The moment, settings and last channel have moved on; the text stays.
    pub fn set_context(&mut self, context: LineContext) {
        self.context = context;
    }

    /// What the line is read against.
    pub fn context(&self) -> &LineContext {
        &self.context
    }

    /// Another text, the cursor at its end.
    pub fn set(&mut self, text: &str) {
        self.input.set(text);
    }

    /// Empties the line, after it was saved.
    pub fn clear(&mut self) {
        self.input.set("");
        self.asked = None;
    }

    /// Edits, and gives back the entry on Enter. A past due day asks once: a second Enter saves it as it is.
    pub fn update(&mut self, action: &Action) -> Typed {
        match action {
            Action::Enter => self.enter(),
            Action::NextField => Typed::AsForm(Box::new(self.entry())),
            Action::Right if self.complete() => Typed::Nothing,
            action if self.input.update(action) => Typed::Nothing,
            _ => Typed::Other,
        }
    }

    /// Writes the name of a product out, behind the last letter; false when there is none to write out.
    fn complete(&mut self) -> bool {
        let entry = self.entry();
        let typed = entry.product_typed();
        let at = self.text().rfind(typed);
        let (Some(name), Some(at)) = (entry.completion(&self.context.products), at) else {
            return false;
        };
        if !self.input.at_end() {
            return false;
        }
        let name = entry.product_written(name);
        let behind = &self.text()[at + typed.len()..];
        let space = if behind.is_empty() { " " } else { "" };
        let whole = format!("{}{name}{behind}{space}", &self.text()[..at]);
        self.input.set(whole);
        true
    }

    fn enter(&mut self) -> Typed {
        let entry = self.entry();
        let answered = self.asked.as_deref() == Some(self.input.text());
        if entry.question().is_some() && !answered {
            self.asked = Some(self.input.text().to_owned());
            return Typed::Nothing;
        }
        Typed::Entry(Box::new(entry))
    }

    /// The question that waits for a second Enter.
    fn question(&self) -> Option<String> {
        (self.asked.as_deref() == Some(self.input.text()))
            .then(|| self.entry().question())
            .flatten()
    }

    /// Paints the reading, and below it the line with the cursor.
    pub fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let Some(above) = area.height.checked_sub(1) else {
            return;
        };
        let width = area.width.saturating_sub(2);
        let reading = Rect::new(area.x + 1, area.y, width, above).intersection(area);
        let text = match self.question() {
            Some(question) => {
                Line::styled(format!("{} Enter again: yes.", safe(&question)), theme.warn)
            }
            None => Line::from(self.pieces(theme)),
        };
        frame.render_widget(Paragraph::new(text).wrap(Wrap { trim: true }), reading);
        let prompt = Rect::new(area.x, area.y + above, area.width.min(2), 1);
        frame.render_widget(Span::styled("› ", theme.accent), prompt);
        let line = Rect::new(prompt.right(), prompt.y, area.width - prompt.width, 1);
        self.input.view(frame, line, theme.text, true);
    }

    fn pieces(&self, theme: &Theme) -> Vec<Span<'static>> {
        let mut spans = Vec::new();
        let entry = self.entry();
        for piece in entry.reading() {
            if !spans.is_empty() {
                spans.push(Span::styled("  ", theme.muted));
            }
            spans.push(Span::styled(format!("{} ", piece.label), theme.muted));
            spans.push(Span::styled(safe(&piece.text).to_string(), theme.accent));
        }
        if let Some(name) = entry.completion(&self.context.products) {
            spans.push(Span::styled(format!("  → {}", safe(name)), theme.muted));
        }
        spans
    }
}
