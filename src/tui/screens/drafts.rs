//! What was typed and not saved when a program ended: one row each, to go on with or to drop.

use anyhow::Result;
use ratatui::{
    Frame,
    layout::{Constraint, Rect},
};

use crate::{
    domain::{Draft, Stamp, dates::day_name},
    store::Store,
    tui::{
        Effect, Screen,
        app::is_left,
        keymap::{Action, Binding, LIST, Layers, key},
        texts::Texts,
        theme::Theme,
        widgets::{
            Cell, List,
            rule::{below, rule},
        },
    },
};

pub(super) const KEYS: &[Binding] = &[
    key("Enter", Action::Enter, "go on where it was left")
        .footer("continue")
        .writes(true),
    key("Del d", Action::Remove, "drop it: asks first").footer("drop"),
    key(
        "Esc",
        Action::Back,
        "leave; it is offered again at the next start",
    )
    .footer("later"),
];

/// What programs left behind that have ended.
#[derive(Debug)]
pub struct Drafts {
    drafts: Vec<Draft>,
    list: List,
    now: Stamp,
}

impl Default for Drafts {
    fn default() -> Self {
        Self::new()
    }
}

impl Drafts {
    /// The first one selected.
    pub fn new() -> Self {
        Self {
            drafts: Vec::new(),
            list: List::default(),
            now: Stamp::EPOCH,
        }
    }

    fn selected(&self) -> Option<&Draft> {
        self.drafts.get(self.list.selected()?)
    }

    fn go_on(&self) -> Vec<Effect> {
        let one = self.selected().cloned();
        one.map_or_else(Vec::new, |draft| vec![Effect::Resume(Box::new(draft))])
    }

    fn drop(&self) -> Vec<Effect> {
        let Some(draft) = self.selected() else {
            return Vec::new();
        };
        let question = format!("Drop what was typed: {}? It cannot be undone.", draft.about);
        vec![Effect::Ask(question, vec![Effect::Drop(vec![draft.id])])]
    }
}

impl Screen for Drafts {
    fn title(&self) -> String {
        "Texts and not saved".to_owned()
    }

    fn apart(&self) -> bool {
        true
    }

    fn keys(&self) -> Layers {
        &[KEYS, LIST]
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        let selected = self.selected().map(|draft| draft.id);
        self.drafts = store.drafts()?;
        self.drafts.retain(|draft| is_left(draft, now.seconds()));
        let at = self
            .drafts
            .iter()
            .position(|draft| Some(draft.id) == selected);
        self.list.reload(self.drafts.len(), at);
        Ok(())
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Enter => self.go_on(),
            Action::DoubleClick(at) if self.list.hit(at).is_some() => self.go_on(),
            Action::Remove => self.drop(),
            Action::Back => vec![Effect::Back],
            action => {
                self.list.update(&action);
                Vec::new()
            }
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        rule(frame, area, theme, &heading(self.drafts.len()));
        let columns = [
            Constraint::Length(18),
            Constraint::Fill(1),
            Constraint::Fill(2),
        ];
        let (drafts, today) = (&self.drafts, self.now.day());
        let mut cells = |at: usize| {
            drafts.get(at).map_or_else(Vec::new, |draft| {
                let at = draft.at.local().format("%H:%M");
                let typed: Texts = serde_json::from_str(&draft.text).unwrap_or_default();
                vec![
                    Cell::new(
                        format!("{}, {at}", day_name(draft.at.day(), today)),
                        theme.muted,
                    ),
                    Cell::new(draft.about.as_str(), theme.text),
                    Cell::new(typed.words(), theme.muted),
                ]
            })
        };
        self.list
            .view(frame, (below(area), theme), &columns, &mut cells);
    }
}

fn heading(count: usize) -> String {
    match count {
        0 => "Nothing was left unsaved".to_owned(),
        1 => "This was typed and not saved".to_owned(),
        _ => "These were typed and not saved".to_owned(),
    }
}
