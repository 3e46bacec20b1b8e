//! The fields of a house card.

use crate::domain::Card;

/// Where the cursor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Field {
    /// What the card is about.
    #[default]
    Title,
    /// What it fits.
    Category,
    /// What it says.
    Text,
}

impl Field {
    /// All of them, in their order.
    pub const ALL: [Self; 3] = [Self::Title, Self::Category, Self::Text];

    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Category => "category",
            Self::Text => "text",
        }
    }

    /// What a card has there.
    pub fn of(self, card: &Card) -> &String {
        match self {
            Self::Title => &card.title,
            Self::Category => &card.category,
            Self::Text => &card.text,
        }
    }

    /// The one so many further on, round and round.
    pub fn step(self, by: usize) -> Self {
        let at = Self::ALL.iter().position(|field| *field == self);
        Self::ALL[(at.unwrap_or(0) + by) % Self::ALL.len()]
    }
}
