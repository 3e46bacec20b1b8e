//! The lists of people there are, over the screen below: one key each, with what it is for.

use anyhow::Result;
use ratatui::{
    Frame,
    layout::{Constraint, Rect},
};

use crate::{
    commands::people::{Asked, ListOf},
    domain::Stamp,
    store::Store,
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Binding, DIGITS, LIST, Layers, key},
        theme::Theme,
        widgets::{Cell, List},
    },
};

/// The keys of the lists.
pub(super) const KEYS: &[Binding] = &[
    key("Enter", Action::Enter, "open the one selected").footer("open"),
    key(DIGITS, Action::View(1), "open the list of this number"),
    key("Esc L", Action::Back, "leave").footer("leave"),
];

/// Each list with what it is called and what it is for.
const ALL: [(ListOf, &str, &str); 8] = [
    (
        ListOf::Campaigns,
        "promotion",
        "whom to tell of a product, who is left out and why",
    ),
    (
        ListOf::Quiet,
        "gone quiet",
        "silent for more than twice as long as usual",
    ),
    (
        ListOf::WinBack,
        "win-back",
        "away for so long that a kind word is due; who came back",
    ),
    (
        ListOf::SlowDay,
        "slow day",
        "ten loyal people to ask in today",
    ),
    (
        ListOf::Best,
        "our best",
        "what tier A has in common: tags, areas, sources",
    ),
    (
        ListOf::Prospects,
        "prospects",
        "asked and not bought yet; how soon you answered",
    ),
    (
        ListOf::Referrals,
        "referrals",
        "who brought whom, and what that is worth",
    ),
    (
        ListOf::Parting,
        "parting ways",
        "with whom to talk; nothing happens by itself",
    ),
];

/// The menu.
#[derive(Debug, Default)]
pub struct Lists {
    list: List,
}

impl Lists {
    /// The first one selected.
    pub fn new() -> Self {
        Self::default()
    }

    fn open(at: Option<usize>) -> Vec<Effect> {
        match at.and_then(|at| ALL.get(at)) {
            Some((of, ..)) => vec![
                Effect::Back,
                Effect::Go(Route::People(Asked::everybody(*of))),
            ],
            None => vec![Effect::Say(format!("There are {} lists.", ALL.len()))],
        }
    }
}

impl Screen for Lists {
    fn title(&self) -> String {
        "lists of people".to_owned()
    }

    fn keys(&self) -> Layers {
        &[KEYS, LIST]
    }

    fn over(&self) -> Option<u16> {
        u16::try_from(ALL.len()).ok()
    }

    fn load(&mut self, _store: &mut Store, _now: Stamp) -> Result<()> {
        self.list.reload(ALL.len(), None);
        Ok(())
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Enter => Self::open(self.list.selected()),
            Action::View(number) => Self::open(usize::from(number).checked_sub(1)),
            Action::DoubleClick(at) if self.list.hit(at).is_some() => Self::open(self.list.hit(at)),
            Action::Back => vec![Effect::Back],
            action => {
                self.list.update(&action);
                Vec::new()
            }
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let columns = [
            Constraint::Length(1),
            Constraint::Length(13),
            Constraint::Fill(1),
        ];
        let mut cells = |at: usize| {
            ALL.get(at).map_or_else(Vec::new, |(_, name, what)| {
                vec![
                    Cell::new((at + 1).to_string(), theme.accent),
                    Cell::new(*name, theme.text),
                    Cell::new(*what, theme.muted),
                ]
            })
        };
        self.list.view(frame, (area, theme), &columns, &mut cells);
    }
}
