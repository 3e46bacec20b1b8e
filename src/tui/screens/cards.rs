//! The house cards: how the shop does things and what it says; searched by typing, read beside the list, edited.

mod view;

use anyhow::Result;
use ratatui::{
    Frame,
    layout::{Position, Rect},
};

use crate::{
    domain::{Card, Origin, Stamp, card::holds, self_check::due_words},
    search::fold,
    store::Store,
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Binding, LIST, Layers, MOVE, key},
        theme::Theme,
        widgets::{Input, List, Scroll},
    },
};

const IN_BOX: &[Binding] = &[
    key(
        "Enter",
        Action::Enter,
        "keep the words; letters are commands",
    )
    .footer("keep"),
    key("Esc", Action::Back, "leave the box; letters are commands").footer("keys"),
];

/// What letters mean in the list.
pub(super) const KEYS: &[Binding] = &[
    key("Enter e", Action::Edit, "edit the card").footer("edit"),
    key("n", Action::New, "write a new card").footer("new"),
    key("/", Action::Find, "words of a card: title, category, text").footer("search"),
    key(
        "→ Space",
        Action::Right,
        "read on, where the text is longer than its place",
    ),
    key("←", Action::Left, "read back"),
    key(
        "d",
        Action::Remove,
        "take the card out; one you edited goes back to the shipped text",
    ),
    key(
        "v",
        Action::Filter,
        "the shipped cards taken away, and back",
    ),
    key("Esc", Action::Back, "take the words off, then leave"),
];

const AWAY: &[Binding] = &[
    key("Enter d", Action::Remove, "bring the shipped card back").footer("bring it back"),
    key("v Esc", Action::Filter, "the cards in use").footer("cards in use"),
];

/// The list, the search box, and the text of the card selected.
#[derive(Debug, Default)]
pub struct Cards {
    input: Input,
    in_box: bool,
    cards: Vec<Card>,
    /// The cards that fit what was typed, by their place.
    shown: Vec<usize>,
    /// Those taken away are shown, not those in use.
    away: bool,
    list: List,
    scroll: Scroll,
    /// What is left of this quarter's self-check, where the shop ever did one.
    due: Option<String>,
    /// Where the search box was painted.
    place: Rect,
}

impl Cards {
    /// All of them, the first one selected.
    pub fn new() -> Self {
        Self::default()
    }

    fn selected(&self) -> Option<&Card> {
        self.cards.get(*self.shown.get(self.list.selected()?)?)
    }

    /// Chooses the cards that are shown; the one selected stays so if it is among them.
    fn narrow(&mut self) {
        let before = self.selected().map(|card| card.slug.clone());
        let typed = self.input.text();
        let fits =
            |card: &Card| (card.origin() == Origin::Away) == self.away && holds(card, typed, fold);
        let cards = self.cards.iter().enumerate();
        self.shown = cards
            .filter(|(_, card)| fits(card))
            .map(|(at, _)| at)
            .collect();
        let stays = |at: &usize| Some(&self.cards[*at].slug) == before.as_ref();
        self.list
            .reload(self.shown.len(), self.shown.iter().position(stays));
    }

    fn with(&self, act: impl FnOnce(&Card) -> Effect) -> Vec<Effect> {
        match self.selected() {
            Some(card) => vec![act(card)],
            None => vec![Effect::Say("No card is selected.".to_owned())],
        }
    }

    /// A new card; for what was looked for, where nothing was found.
    fn write_new(&self) -> Vec<Effect> {
        let category = match self.shown.is_empty() {
            true => self.input.text().trim().to_owned(),
            false => String::new(),
        };
        vec![Effect::Go(Route::CardForm {
            slug: None,
            category,
        })]
    }

    /// Out of the box; then the words go, and at last the screen.
    fn back(&mut self) -> Vec<Effect> {
        if self.in_box {
            self.in_box = false;
        } else if !self.input.is_empty() {
            self.input.set("");
            self.narrow();
        } else {
            return vec![Effect::Back];
        }
        Vec::new()
    }

    fn click(&mut self, at: Position) {
        self.in_box = self.place.contains(at);
    }

    fn move_by(&mut self, action: &Action) {
        let before = self.list.selected();
        if !self.list.update(action) {
            self.scroll.update(action);
        }
        if self.list.selected() != before {
            self.scroll.reset();
        }
    }
}

fn edit(card: &Card) -> Effect {
    Effect::Go(Route::CardForm {
        slug: Some(card.slug.clone()),
        category: String::new(),
    })
}

impl Screen for Cards {
    fn title(&self) -> String {
        "Cards".to_owned()
    }

    fn keys(&self) -> Layers {
        match (self.in_box, self.away) {
            (true, _) => &[IN_BOX, MOVE],
            (false, true) => &[AWAY, LIST],
            (false, false) => &[KEYS, LIST],
        }
    }

    fn typing(&self) -> bool {
        self.in_box
    }

    fn house(&self) -> Vec<Effect> {
        Vec::new()
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.cards = store.cards()?;
        let checks = store.self_checks()?;
        let begun = !checks.is_empty();
        self.due = due_words(&checks, now.day()).filter(|_| begun);
        self.narrow();
        Ok(())
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        if self.in_box && self.input.update(&action) {
            self.narrow();
            self.scroll.reset();
            return Vec::new();
        }
        match action {
            Action::DoubleClick(at) if self.list.hit(at).is_some() => {
                self.move_by(&action);
                return self.with(edit);
            }
            Action::Click(at) if self.list.hit(at).is_none() => self.click(at),
            Action::Enter => self.in_box = false,
            Action::Edit => return self.with(edit),
            Action::New => return self.write_new(),
            Action::Remove => return self.with(|card| Effect::Save(vec![card.take_out()])),
            Action::Find => self.in_box = true,
            Action::Filter => {
                self.away = !self.away;
                self.narrow();
            }
            Action::Back => return self.back(),
            Action::Right => {
                self.scroll.update(&Action::PageDown);
            }
            Action::Left => {
                self.scroll.update(&Action::PageUp);
            }
            action => self.move_by(&action),
        }
        Vec::new()
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        view::view(self, frame, area, theme);
    }
}
