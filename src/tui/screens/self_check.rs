//! The self-check: twelve scales, each with what it was in earlier quarters, and the words for both ends of the one selected. A score
//! is saved as it is given; the rest may wait for another day.

mod note;

use anyhow::Result;
use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    text::Line,
    widgets::Paragraph,
};

pub use note::SelfCheckNote;

use crate::{
    domain::{
        Quarter, SelfCheck, Stamp,
        self_check::{COUNT, SCALES, earlier, trend},
    },
    store::Store,
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Binding, LIST, Layers, key},
        text::safe,
        theme::Theme,
        widgets::{
            Cell, List,
            flow::flow,
            rule::{below, rule},
        },
    },
};

/// The keys of the self-check.
pub(super) const KEYS: &[Binding] = &[
    key(
        "1 2 3 4 5",
        Action::Score(1),
        "score it, and on to the next",
    )
    .footer("to 5 score"),
    key("Del 0", Action::RemoveEntry, "take the score off"),
    key(
        "=",
        Action::Why,
        "what both ends mean, and what it was before",
    )
    .footer("why"),
    key("e", Action::Edit, "what is to be remembered with it").footer("note"),
    key("[", Action::Previous, "the quarter before"),
    key("]", Action::Next, "the next quarter"),
];

/// Rows of the scales.
const SCALE_ROWS: u16 = 12;

/// Rows below the scales: a rule, both ends, how far it is, the note.
const BELOW: u16 = 5;

/// The self-check of one quarter.
#[derive(Debug)]
pub struct SelfCheckScreen {
    /// Which one; this quarter's until another is chosen.
    quarter: Option<Quarter>,
    checks: Vec<SelfCheck>,
    /// The score that was given last, as long as it is not saved.
    given: Option<(usize, Option<u8>)>,
    me: String,
    list: List,
    now: Stamp,
}

impl Default for SelfCheckScreen {
    fn default() -> Self {
        Self::new()
    }
}

impl SelfCheckScreen {
    /// That of this quarter.
    pub fn new() -> Self {
        Self {
            quarter: None,
            checks: Vec::new(),
            given: None,
            me: String::new(),
            list: List::default(),
            now: Stamp::EPOCH,
        }
    }

    fn quarter(&self) -> Quarter {
        self.quarter.unwrap_or_else(|| self.this())
    }

    fn this(&self) -> Quarter {
        Quarter::of(self.now.day())
    }

    /// As the file has it.
    fn check(&self) -> Option<&SelfCheck> {
        let quarter = self.quarter();
        self.checks.iter().find(|check| check.quarter == quarter)
    }

    fn score_of(&self, scale: usize) -> Option<u8> {
        self.check().and_then(|check| check.scores.of(scale))
    }

    /// Saves a score; the next scale is selected.
    fn score(&mut self, score: Option<u8>) -> Vec<Effect> {
        let Some(scale) = self.list.selected() else {
            return Vec::new();
        };
        self.list.select(scale + usize::from(score.is_some()));
        self.given = Some((scale, score));
        self.save()
    }

    /// The write for the score given last, on top of what the file has now.
    fn save(&mut self) -> Vec<Effect> {
        let Some((scale, score)) = self.given.take() else {
            return Vec::new();
        };
        if self.score_of(scale) == score {
            return Vec::new();
        }
        // The file's own clock says when it was begun.
        let new = || SelfCheck::new(self.quarter(), (Stamp::EPOCH, &self.me));
        let before = self.check();
        match before.cloned().unwrap_or_else(new).scored(scale, score) {
            Ok(after) => {
                let changes = vec![after.save(before)];
                self.given = Some((scale, score));
                vec![Effect::Save(changes)]
            }
            Err(refusal) => vec![Effect::Say(refusal.0)],
        }
    }

    fn turn(&mut self, to: Quarter) -> Vec<Effect> {
        if to > self.this() {
            return vec![Effect::Say(format!("{to} is still to come."))];
        }
        self.quarter = Some(to);
        Vec::new()
    }

    fn why(&self) -> Vec<Effect> {
        let Some(at) = self.list.selected() else {
            return Vec::new();
        };
        let scale = &SCALES[at.min(COUNT - 1)];
        let mut lines = vec![
            format!("1 means: {}.", scale.low),
            format!("5 means: {}.", scale.high),
        ];
        let before = earlier(&self.checks, self.quarter());
        for check in &before {
            let score = digit(check.scores.of(at));
            lines.push(format!("{}: {score}", check.quarter));
        }
        let now = self.score_of(at);
        let way = match trend(&before, (at, now)) {
            "" => String::new(),
            way => format!(", {way}"),
        };
        lines.push(format!("{}: {}{way}", self.quarter(), digit(now)));
        let title = format!("Self-check · {}", scale.about);
        vec![Effect::Go(Route::Text { title, lines })]
    }

    fn cells(&self, row: usize, before: &[&SelfCheck], theme: &Theme) -> Vec<Cell> {
        let Some(scale) = SCALES.get(row) else {
            return Vec::new();
        };
        let scores = before.iter().map(|check| digit(check.scores.of(row)));
        let now = self.score_of(row);
        let style = if now.is_some() {
            theme.text
        } else {
            theme.muted
        };
        vec![
            Cell::new(scale.about, theme.text),
            Cell::new(scores.collect::<Vec<_>>().join(" "), theme.muted).right(),
            Cell::new(shown(now), style),
            Cell::new(trend(before, (row, now)), theme.muted),
        ]
    }

    /// What stands below the scales: both ends of the one selected, how far it is, the note.
    fn below(&self, theme: &Theme, width: usize) -> Vec<Line<'static>> {
        let selected = self.list.selected().and_then(|at| SCALES.get(at));
        let mut lines = Vec::new();
        for (score, end) in selected.iter().flat_map(|it| [(1, it.low), (5, it.high)]) {
            let pieces = [
                (safe(&format!("{score} ")), theme.accent),
                (safe(end), theme.text),
            ];
            lines.extend(flow(&pieces, width, 1));
        }
        let mut standing = match self.check() {
            Some(check) => check.standing(),
            None => "not begun; a score is saved as you press it".to_owned(),
        };
        let before = earlier(&self.checks, self.quarter());
        let before: Vec<String> = before.iter().map(|it| it.quarter.to_string()).collect();
        if !before.is_empty() {
            standing += &format!(" · before it {}", before.join(" "));
        }
        lines.extend(flow(&[(safe(&standing), theme.muted)], width, 2));
        if let Some(check) = self.check().filter(|check| !check.note.is_empty()) {
            let pieces = [
                (safe("note "), theme.muted),
                (safe(&check.note), theme.text),
            ];
            lines.extend(flow(&pieces, width, 1));
        }
        lines
    }
}

/// A score, or a dash.
fn digit(score: Option<u8>) -> String {
    score.map_or_else(|| "–".to_owned(), |score| score.to_string())
}

/// A score with a bar of its length.
fn shown(score: Option<u8>) -> String {
    let bar = "■".repeat(usize::from(score.unwrap_or_default()));
    format!("{} {bar}", digit(score))
}

impl Screen for SelfCheckScreen {
    fn title(&self) -> String {
        format!("Self-check {}", self.quarter())
    }

    fn apart(&self) -> bool {
        true
    }

    fn keys(&self) -> Layers {
        &[KEYS, LIST]
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        store.who().clone_into(&mut self.me);
        self.checks = store.self_checks()?;
        self.list.reload(COUNT, None);
        Ok(())
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Score(score) => self.score(Some(score)),
            Action::RemoveEntry => self.score(None),
            // Another window was first: once more, on top of that.
            Action::SaveForm => self.save(),
            Action::Edit => vec![Effect::Go(Route::SelfCheckNote(self.quarter()))],
            Action::Why => self.why(),
            Action::Previous => self.turn(self.quarter().before()),
            Action::Next => self.turn(self.quarter().after()),
            action => {
                self.list.update(&action);
                Vec::new()
            }
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        rule(frame, area, theme, &self.title());
        let body = below(area);
        let rows = BELOW.min(body.height / 2);
        let scales = Rect {
            height: body.height.saturating_sub(rows).min(SCALE_ROWS),
            ..body
        };
        let columns = [
            Constraint::Length(20),
            Constraint::Length(8),
            Constraint::Length(8),
            Constraint::Fill(1),
        ];
        let mut list = std::mem::take(&mut self.list);
        let before = earlier(&self.checks, self.quarter());
        let mut cells = |row: usize| self.cells(row, &before, theme);
        list.view(frame, (scales, theme), &columns, &mut cells);
        self.list = list;
        let pane = Rect {
            y: scales.bottom(),
            height: body.bottom() - scales.bottom(),
            ..body
        };
        let about = self.list.selected().and_then(|at| SCALES.get(at));
        rule(frame, pane, theme, about.map_or("", |scale| scale.about));
        let text = below(pane);
        let text = Rect {
            x: text.x + 1,
            width: text.width.saturating_sub(2),
            ..text
        };
        let lines = self.below(theme, usize::from(text.width));
        frame.render_widget(Paragraph::new(lines), text.intersection(area));
    }
}
