//! `card`: the house cards, how the shop does things and what it says.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Exit, Report,
    report::{Answer, Page},
};
use crate::{
    domain::{self, Origin, card},
    search::fold,
    store::Store,
};

/// About what.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars card                     all cards
  regulars card returns             how do we take things back?
  regulars card upset customer      what to say first
  regulars card --json              all of them with their texts")]
pub struct Card {
    /// A category, a title, or words of the text; the card that fits best is shown
    words: Vec<String>,
}

/// A card, and where it comes from.
#[derive(Serialize)]
struct Shown {
    slug: String,
    title: String,
    category: String,
    origin: Origin,
    text: String,
}

impl Shown {
    fn new(card: &domain::Card) -> Self {
        Self {
            slug: card.slug.clone(),
            title: card.title.clone(),
            category: card.category.clone(),
            origin: card.origin(),
            text: card.text.clone(),
        }
    }
}

impl Answer for Shown {
    fn write(&self, page: &mut Page) {
        page.line(&self.title);
        page.line("");
        for line in self.text.lines() {
            page.line(card::heading(line).unwrap_or(line));
        }
    }
}

#[derive(Serialize)]
struct All {
    cards: Vec<Shown>,
}

impl Answer for All {
    fn write(&self, page: &mut Page) {
        let rows = self.cards.iter();
        page.table(rows.map(|card| {
            let origin = card.origin.to_string();
            [card.title.clone(), card.category.clone(), origin]
        }));
    }
}

/// Lists the cards, or shows the one that fits.
///
/// # Errors
/// What the store says.
pub fn run(args: &Card, store: &Store, context: &Context) -> Result<Report> {
    let mut cards = store.cards()?;
    cards.retain(|card| card.origin() != Origin::Away);
    let asked = args.words.join(" ");
    if asked.trim().is_empty() {
        let cards = cards.iter().map(Shown::new).collect();
        return Report::of(&All { cards }, context.style);
    }
    let holding = || cards.iter().find(|it| card::holds(it, &asked, fold));
    match card::fitting(&cards, &asked, fold).or_else(holding) {
        Some(card) => Report::of(&Shown::new(card), context.style),
        None => Ok(Report::ended(
            Exit::Nothing,
            format!("No rule is written yet for “{asked}”; regulars card lists those there are."),
        )),
    }
}
