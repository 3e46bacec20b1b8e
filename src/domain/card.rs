//! House cards: short texts of the shop, how it does returns, how it greets, what it says to an upset customer.

use serde::{Deserialize, Serialize};

use super::{Kept, Refusal, id::CardId};

/// One house card. A card that ships with the program is in no file until the shop edits it; then the file's text wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Row number; [`CardId::NEW`] for a shipped card as it ships.
    pub id: CardId,
    /// A name for it that does not change: of a shipped card its file, of an own one made from the first title.
    pub slug: String,
    /// What it is about.
    pub title: String,
    /// The complaint category or log reason it fits; may be empty.
    #[serde(default)]
    pub category: String,
    /// The text, in paragraphs. Empty: a shipped card that the shop took away.
    pub text: String,
}

impl Card {
    /// A card has a title and a text.
    ///
    /// # Errors
    /// The sentence that asks for it.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.title.trim().is_empty() {
            return Err(Refusal("Type what the card is about.".into()));
        }
        if self.text.trim().is_empty() {
            return Err(Refusal("Type what the card says.".into()));
        }
        Ok(())
    }
}

impl From<Card> for Kept {
    fn from(card: Card) -> Self {
        Self::Card(card)
    }
}
