//! The command line over the screen below: the commands of the shell, completed and explained while their names are typed.

use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    text::{Line, Span},
};

use crate::{
    commands,
    tui::{
        Effect, Screen,
        keymap::{Action, Binding, Layers, key},
        theme::Theme,
        widgets::{Cell, Input, List},
    },
};

const KEYS: &[Binding] = &[
    key("Enter", Action::Enter, "run the line").footer("run"),
    key("Tab ↓", Action::NextField, "complete; again: the next one").footer("complete"),
    key("Shift-Tab", Action::PreviousField, "the completion before"),
    key("↑", Action::Up, "the line run before").footer("earlier"),
    key("Esc", Action::Back, "leave").footer("leave"),
];

/// Rows it takes: the line, and some of the commands.
const ROWS: u16 = 8;

/// What only the screens understand.
const OWN: [(&str, &str); 1] = [("quit", "End the program; q for short")];

/// Every name that can be typed, with its one line of help.
pub fn names() -> impl Iterator<Item = (String, String)> {
    let own = OWN.map(|(name, help)| (name.to_owned(), help.to_owned()));
    commands::palette().into_iter().chain(own)
}

/// The line, and which commands it may become.
#[derive(Debug)]
pub struct CommandLine {
    names: Vec<(String, String)>,
    history: Vec<String>,
    /// How far back in the history, from 1; 0 for a line that is being typed.
    back: usize,
    input: Input,
    /// What was typed before it was completed.
    typed: String,
    completed: bool,
    list: List,
}

impl CommandLine {
    /// An empty line; `history` is what was run before.
    pub fn new(history: Vec<String>) -> Self {
        let mut line = Self {
            names: names().collect(),
            history,
            back: 0,
            input: Input::default(),
            typed: String::new(),
            completed: false,
            list: List::default(),
        };
        line.typed();
        line
    }

    /// The line was typed at: the commands that fit are others.
    fn typed(&mut self) {
        self.input.text().trim_start().clone_into(&mut self.typed);
        self.completed = false;
        self.back = 0;
        self.list.reload(self.fitting().count(), Some(0));
    }

    /// The commands that begin with what was typed; behind the name, the one that is named.
    fn fitting(&self) -> impl Iterator<Item = &(String, String)> {
        let (name, rest) = match self.typed.split_once(char::is_whitespace) {
            Some((name, _)) => (name, true),
            None => (self.typed.as_str(), false),
        };
        let fits = move |known: &str| known == name || (!rest && known.starts_with(name));
        self.names.iter().filter(move |(known, _)| fits(known))
    }

    /// Puts the command selected into the line; again: the one beside it.
    fn complete(&mut self, by: isize) {
        let count = self.fitting().count();
        if count == 0 || self.typed.contains(char::is_whitespace) {
            return;
        }
        if self.completed {
            let at = self.list.selected().unwrap_or(0) + count;
            self.list.select(at.saturating_add_signed(by) % count);
        }
        let chosen = self.list.selected();
        let chosen = chosen.and_then(|at| self.fitting().nth(at));
        if let Some(name) = chosen.map(|(name, _)| name.clone()) {
            self.input.set(format!("{name} "));
            self.completed = true;
        }
    }

    /// A line that was run before, further back or nearer; nothing behind the last.
    fn recall(&mut self, by: isize) {
        let back = self.back.saturating_add_signed(by).min(self.history.len());
        let line = self.history.iter().rev().nth(back.wrapping_sub(1));
        self.input.set(line.map_or("", String::as_str));
        self.typed();
        self.back = back;
    }

    fn view_usage(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let Some((name, help)) = self.fitting().next() else {
            return;
        };
        let usage = commands::usage(name).unwrap_or_default();
        let lines = [
            Line::styled(format!(" {help}"), theme.text),
            Line::styled(format!(" {usage}"), theme.muted),
            Line::styled(format!(" {name} --help says more"), theme.muted),
        ];
        for (line, row) in lines.into_iter().zip(area.rows()) {
            frame.render_widget(line, row);
        }
    }
}

impl Screen for CommandLine {
    fn title(&self) -> String {
        "command".to_owned()
    }

    fn keys(&self) -> Layers {
        &[KEYS]
    }

    fn typing(&self) -> bool {
        true
    }

    fn over(&self) -> Option<u16> {
        Some(ROWS)
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        let before = self.input.text().to_owned();
        if self.input.update(&action) {
            if self.input.text() != before {
                self.typed();
            }
            return Vec::new();
        }
        match action {
            Action::Enter if before.trim().is_empty() => return vec![Effect::Back],
            Action::Enter => return vec![Effect::Command(before)],
            Action::Back => return vec![Effect::Back],
            Action::NextField if self.back > 0 => self.recall(-1),
            Action::NextField => self.complete(1),
            Action::PreviousField => self.complete(-1),
            Action::Up if self.completed => self.complete(-1),
            Action::Up => self.recall(1),
            Action::Click(at) | Action::DoubleClick(at) if self.list.hit(at).is_some() => {
                self.list.update(&Action::Click(at));
                self.completed = false;
                self.complete(1);
            }
            action => drop(self.list.update(&action)),
        }
        Vec::new()
    }

    fn ran(&mut self) -> Vec<Effect> {
        vec![Effect::Back]
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let Some(rows) = area.height.checked_sub(1) else {
            return;
        };
        let prompt = Rect::new(area.x, area.y, area.width.min(2), 1);
        frame.render_widget(Span::styled(": ", theme.accent), prompt);
        let line = Rect::new(prompt.right(), area.y, area.width - prompt.width, 1);
        self.input.view(frame, line, theme.text, true);
        let below = Rect::new(area.x, area.y + 1, area.width, rows);
        if self.typed.contains(char::is_whitespace) {
            return self.view_usage(frame, below, theme);
        }
        let fitting: Vec<(String, String)> = self.fitting().cloned().collect();
        let columns = [Constraint::Length(14), Constraint::Fill(1)];
        let mut cells = |at: usize| {
            let shown = fitting.get(at);
            shown.map_or_else(Vec::new, |(name, help)| {
                let help = Cell::new(help.as_str(), theme.muted);
                vec![Cell::new(name.as_str(), theme.text), help]
            })
        };
        self.list.view(frame, (below, theme), &columns, &mut cells);
    }
}
