//! Forgetting a customer: what will be erased, and the name that has to be typed so that it is.

use anyhow::Result;
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    commands::forget,
    domain::{CustomerId, Stamp},
    store::Store,
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Binding, Layers, key},
        text::safe,
        theme::Theme,
        widgets::{Input, grouped},
    },
};

/// No single key erases: the name is typed first.
pub const KEYS: &[Binding] = &[
    key(
        "Enter",
        Action::Enter,
        "erase for good, once the name is typed",
    )
    .footer("erase"),
    key("Esc", Action::Back, "leave everything as it is").footer("leave"),
];

/// Who, and how much there is.
#[derive(Debug)]
pub struct Forget {
    customer: CustomerId,
    /// What must be typed; `None` when they are gone already.
    name: Option<String>,
    counts: Vec<(&'static str, usize)>,
    input: Input,
}

impl Forget {
    /// About this customer.
    pub fn new(customer: CustomerId) -> Self {
        Self {
            customer,
            name: None,
            counts: Vec::new(),
            input: Input::default(),
        }
    }

    fn erase(&self) -> Vec<Effect> {
        match &self.name {
            Some(name) if forget::is_name(self.input.text(), name) => vec![
                Effect::Switch(Route::Customers),
                Effect::Command(format!("forget {} --yes", self.customer)),
            ],
            Some(_) => vec![Effect::Say(
                "That is not the name; nothing was erased.".to_owned(),
            )],
            None => vec![Effect::Back],
        }
    }

    fn lines(&self, width: usize, theme: &Theme) -> Vec<Line<'static>> {
        let Some(name) = &self.name else {
            return vec![Line::styled(
                " There is no such customer any more.",
                theme.title,
            )];
        };
        let mut lines = vec![Line::styled(
            format!(" Forget {}?", safe(name)),
            theme.title,
        )];
        let mut say = |words: &str, style| {
            let words = safe(words).wrap(width.saturating_sub(2));
            lines.extend(
                words
                    .into_iter()
                    .map(|line| Line::styled(format!(" {line}"), style)),
            );
        };
        let counts: Vec<String> = self
            .counts
            .iter()
            .map(|(noun, count)| format!("{noun} {}", grouped(*count)))
            .collect();
        say(&counts.join(" · "), theme.text);
        say(
            "All of it is erased for good: from the shop, its history and its backups. No undo brings it back. What was sold still adds \
             up, without a name.",
            theme.warn,
        );
        say(forget::ELSEWHERE, theme.muted);
        say("Type the name to erase it all:", theme.text);
        lines
    }
}

impl Screen for Forget {
    fn title(&self) -> String {
        "Forget a customer".to_owned()
    }

    fn keys(&self) -> Layers {
        &[KEYS]
    }

    fn typing(&self) -> bool {
        true
    }

    fn load(&mut self, store: &mut Store, _now: Stamp) -> Result<()> {
        let customer = store.customer(self.customer)?;
        self.name = customer.map(|it| forget::name(&it).to_owned());
        self.counts = store.held_counts(self.customer)?;
        Ok(())
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        if self.input.update(&action) {
            return Vec::new();
        }
        match action {
            Action::Enter => self.erase(),
            Action::Back => vec![Effect::Back],
            _ => Vec::new(),
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let lines = self.lines(usize::from(area.width), theme);
        let at = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        // However much there is to say, the line that is typed is seen.
        let at = at.min(area.height.saturating_sub(1));
        for (line, row) in lines.iter().zip(area.rows().take(usize::from(at))) {
            frame.render_widget(line, row);
        }
        let row = Rect::new(area.x, area.y.saturating_add(at), area.width, 1).intersection(area);
        if self.name.is_some() && row.height == 1 {
            let prompt = Rect {
                width: row.width.min(3),
                ..row
            };
            frame.render_widget(Span::styled(" › ", theme.accent), prompt);
            let line = Rect::new(prompt.right(), row.y, row.width - prompt.width, 1);
            self.input.view(frame, line, theme.text, true);
        }
    }
}
