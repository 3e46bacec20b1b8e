//! House cards: short texts of the shop, how it does returns, how it greets, what it says to an upset customer.
//!
//! Cards ship with the program (`assets/cards`). One that the shop edits becomes a row with the same slug, and that row wins; without
//! the row the shipped text is back. A row with an empty text takes a shipped card away.

use serde::{Deserialize, Serialize};

use super::{Change, Kept, Refusal, id::CardId, words};

/// The category of the card that defuses: show you care, contain it, work to a solution.
pub const UPSET: &str = "upset customer";

/// What begins a heading inside a card.
const HEADING: &str = "# ";

macro_rules! shipped {
    ($($slug:literal),+ $(,)?) => { &[$(($slug, include_str!(concat!("../../assets/cards/", $slug, ".md")))),+] };
}

/// Slug and file of each card that ships, in the order of a day at the counter.
const SHIPPED: &[(&str, &str)] = shipped![
    "greeting",
    "first-call",
    "returns",
    "late-delivery",
    "damaged-goods",
    "wrong-item",
    "long-wait",
    "rude-moment",
    "upset-customer",
    "apology",
    "telling-what-was-done",
    "thanking",
    "saying-no-kindly",
    "code-of-conduct",
];

/// One house card. A card that ships with the program is in no file until the shop edits it; then the file's text wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Row number; [`CardId::NEW`] for a shipped card as it ships.
    pub id: CardId,
    /// A name for it that does not change: of a shipped card its file, of an own one made from the first title.
    pub slug: String,
    /// What it is about.
    pub title: String,
    /// The complaint categories, log reasons and tags it fits, with commas between; may be empty.
    #[serde(default)]
    pub category: String,
    /// The text, in paragraphs; a line that begins with `# ` is a heading. Empty: a shipped card that the shop took away.
    pub text: String,
}

words! {
    /// Where a card comes from.
    Origin {
        /// It ships with the program and is as it ships.
        Shipped = "shipped",
        /// It ships with the program and the shop edited it.
        Changed = "changed",
        /// The shop wrote it.
        Own = "own",
        /// It ships with the program and the shop took it away.
        Away = "taken away",
    }
}

impl Card {
    /// A card nobody has written yet, for a category.
    pub fn new(category: &str) -> Self {
        Self {
            id: CardId::NEW,
            slug: String::new(),
            title: String::new(),
            category: category.into(),
            text: String::new(),
        }
    }

    /// Where it comes from.
    pub fn origin(&self) -> Origin {
        if !SHIPPED.iter().any(|(slug, _)| *slug == self.slug) {
            Origin::Own
        } else if self.text.is_empty() {
            Origin::Away
        } else if self.id.is_new() {
            Origin::Shipped
        } else {
            Origin::Changed
        }
    }

    /// So many bytes a text may have: some ten printed pages, more than anybody reads out at a counter.
    pub const LONGEST: usize = 32 << 10;

    /// What is said of a longer one.
    pub const TOO_LONG: &str =
        "A card holds ten pages at the most; put a longer text into a file of its own.";

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
        if self.text.len() > Self::LONGEST {
            return Err(Refusal(Self::TOO_LONG.into()));
        }
        Ok(())
    }

    /// The write that gives it this title, category and text; of a shipped card it makes a row of the shop's own.
    ///
    /// # Errors
    /// As [`Card::check`].
    pub fn rewrite(&self, after: Self) -> Result<Change, Refusal> {
        after.check()?;
        Ok(if self.id.is_new() {
            Change::Add(after.into())
        } else {
            Change::edit(self.clone(), after)
        })
    }

    /// The write that takes it out: an own card goes, of a shipped one that was edited or taken away the shipped text is back, and one
    /// that is as it ships is taken away.
    pub fn take_out(&self) -> Change {
        if self.origin() == Origin::Shipped {
            let text = String::new();
            return Change::Add(
                Self {
                    text,
                    ..self.clone()
                }
                .into(),
            );
        }
        Change::Remove(self.clone().into())
    }

    /// The words it fits.
    fn categories(&self) -> impl Iterator<Item = &str> {
        self.category.split(',').map(str::trim)
    }
}

/// The words of a heading inside a card; `None` for any other line.
pub fn heading(line: &str) -> Option<&str> {
    line.strip_prefix(HEADING)
}

/// The cards that ship, as they ship.
pub fn shipped() -> Vec<Card> {
    SHIPPED
        .iter()
        .map(|(slug, file)| read(slug, file))
        .collect()
}

/// A shipped file: `title:` and `category:`, an empty line, the text.
fn read(slug: &str, file: &str) -> Card {
    let (head, text) = file.split_once("\n\n").unwrap_or(("", file));
    let field = |name: &str| {
        let value = head.lines().find_map(|line| line.strip_prefix(name));
        value.unwrap_or_default().trim().to_owned()
    };
    Card {
        id: CardId::NEW,
        slug: slug.to_owned(),
        title: field("title:"),
        category: field("category:"),
        text: text.trim_end().to_owned(),
    }
}

/// Every card of the shop: those that ship, each with the shop's own row where there is one, then the shop's own as they come. Those taken
/// away are among them: [`Origin::Away`].
pub fn overlay(mut own: Vec<Card>) -> Vec<Card> {
    let mut cards = shipped();
    for card in &mut cards {
        if let Some(at) = own.iter().position(|row| row.slug == card.slug) {
            let row = own.remove(at);
            let title = std::mem::take(&mut card.title);
            *card = row;
            if card.title.is_empty() {
                card.title = title;
            }
        }
    }
    cards.extend(own);
    cards
}

/// The card that fits a word best: by its categories, then its title, then a word of its title; the shop's own before a shipped one.
/// `fold` is what makes two spellings one word.
pub fn fitting<'a>(
    cards: &'a [Card],
    word: &str,
    fold: impl Fn(&str) -> String,
) -> Option<&'a Card> {
    let word = fold(word);
    if word.is_empty() {
        return None;
    }
    let rank = |card: &Card| {
        let title = fold(&card.title);
        if card.categories().any(|it| fold(it) == word) {
            Some(0)
        } else if title == word {
            Some(1)
        } else {
            title.split(' ').any(|it| it == word).then_some(2)
        }
    };
    let fits = cards.iter().filter(|card| card.origin() != Origin::Away);
    fits.filter_map(|card| Some(((rank(card)?, card.origin() != Origin::Own), card)))
        .min_by_key(|(key, _)| *key)
        .map(|(_, card)| card)
}

/// Does every word of what was typed stand somewhere in the card, title, category or text? Nothing typed fits every card.
pub fn holds(card: &Card, typed: &str, fold: impl Fn(&str) -> String) -> bool {
    let all = [&card.title, &card.category, &card.text].map(|part| fold(part));
    let typed = fold(typed);
    let mut words = typed.split_whitespace();
    words.all(|word| all.iter().any(|part| part.contains(word)))
}

/// A slug for a new card of this title that no other card has.
pub fn slug_for(title: &str, cards: &[Card]) -> String {
    let letters = title.to_lowercase();
    let parts = letters.split(|letter: char| !letter.is_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let slug = match parts.join("-") {
        slug if slug.is_empty() => "card".to_owned(),
        slug => slug,
    };
    let free = |slug: &String| !cards.iter().any(|card| card.slug == *slug);
    let numbered = (2..).map(|number| format!("{slug}-{number}"));
    let mut all = std::iter::once(slug.clone()).chain(numbered);
    all.find(free).unwrap_or(slug)
}

impl From<Card> for Kept {
    fn from(card: Card) -> Self {
        Self::Card(card)
    }
}

#[cfg(test)]
mod tests;
