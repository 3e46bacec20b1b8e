//! The fitting house card, over the screen it was asked from; where no rule is written, how to write one.

use anyhow::Result;
use ratatui::{Frame, layout::Rect, text::Line};

use crate::{
    domain::{
        Card, Complaint, Stamp,
        brief::Line as Name,
        card::{UPSET, fitting, heading},
    },
    search::fold,
    store::Store,
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Binding, LIST, Layers, key},
        text::safe,
        theme::Theme,
        widgets::Scroll,
    },
};

/// The keys of a card that is read.
pub(super) const READ: &[Binding] = &[
    key("Enter", Action::Enter, "close").footer("close"),
    key("e", Action::Edit, "edit this card").footer("edit"),
];

const NONE: &[Binding] = &[
    key("Enter", Action::Enter, "close").footer("close"),
    key("n", Action::New, "write one").footer("write one"),
];

/// The most rows it takes of a window: a whole card of those that ship.
const ROWS: usize = 17;

/// A card that fits what the screen below is about.
#[derive(Debug)]
pub struct House {
    about: Vec<String>,
    heading: String,
    card: Option<Card>,
    scroll: Scroll,
}

impl House {
    /// The card for the first of these words that has one, with words in front of its title.
    pub fn new(about: Vec<String>, heading: String) -> Self {
        Self {
            about,
            heading,
            card: None,
            scroll: Scroll::default(),
        }
    }

    fn asked(&self) -> &str {
        self.about.first().map_or("", String::as_str)
    }

    fn lines(&self, theme: &Theme, width: usize) -> Vec<Line<'static>> {
        if let Some(card) = &self.card {
            return text_lines(card, theme, width);
        }
        let none = format!(
            "No rule is written yet for “{}”; n writes one.",
            self.asked()
        );
        let rows = safe(&none).wrap(width);
        rows.iter()
            .map(|row| Line::styled(format!(" {row}"), theme.text))
            .collect()
    }
}

/// Opens the card for the first of these words that has one; with nothing to go by, all cards.
pub(super) fn ask(about: Vec<String>) -> Vec<Effect> {
    let heading = String::new();
    vec![Effect::Go(match about.is_empty() {
        true => Route::Cards,
        false => Route::House { about, heading },
    })]
}

/// Opens what to say to an upset customer, over their complaint.
pub(super) fn defuse(complaint: &Complaint, who: Option<&Name>) -> Vec<Effect> {
    let name = who.and_then(|name| name.pieces.first());
    vec![Effect::Go(Route::House {
        about: vec![UPSET.to_owned()],
        heading: match name {
            Some(name) => format!("{} is {}", name.text, complaint.heat),
            None => complaint.heat.to_string(),
        },
    })]
}

/// A card's text in rows of this width, its headings as such.
pub(super) fn text_lines(card: &Card, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let rows = card.text.lines().flat_map(|line| {
        let (words, style) = match heading(line) {
            Some(words) => (words, theme.title),
            None => (line, theme.text),
        };
        let rows = safe(words).wrap(width.saturating_sub(1)).into_iter();
        rows.map(move |row| Line::styled(format!(" {row}"), style))
    });
    rows.collect()
}

impl Screen for House {
    fn title(&self) -> String {
        let card = match &self.card {
            Some(card) => &card.title,
            None => "House cards",
        };
        match self.heading.as_str() {
            "" => card.to_owned(),
            heading => format!("{heading} · {card}"),
        }
    }

    fn keys(&self) -> Layers {
        match self.card {
            Some(_) => &[READ, LIST],
            None => &[NONE],
        }
    }

    fn over(&self) -> Option<u16> {
        let rows = self.card.as_ref().map_or(1, |it| it.text.lines().count());
        u16::try_from((rows + 1).min(ROWS)).ok()
    }

    fn load(&mut self, store: &mut Store, _now: Stamp) -> Result<()> {
        let cards = store.cards()?;
        let mut about = self.about.iter();
        self.card = about.find_map(|word| fitting(&cards, word, fold)).cloned();
        Ok(())
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        match (action, &self.card) {
            (Action::Enter, _) => vec![Effect::Back],
            (Action::Edit, Some(card)) => vec![Effect::Go(Route::CardForm {
                slug: Some(card.slug.clone()),
                category: String::new(),
            })],
            (Action::New, None) => vec![Effect::Go(Route::CardForm {
                slug: None,
                category: self.asked().to_owned(),
            })],
            (action, _) => {
                self.scroll.update(&action);
                Vec::new()
            }
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let lines = self.lines(theme, usize::from(area.width.saturating_sub(1)));
        self.scroll.read(frame, area, lines, (theme, "↓"));
    }
}
