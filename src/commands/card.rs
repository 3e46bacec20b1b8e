//! `card`: the house cards, how the shop does things and what it says; and the card for a customer.

mod customer;

use std::{io, path::PathBuf};

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand, ValueHint};
use serde::Serialize;

use super::{
    Context, Exit, Report,
    report::{Answer, Page},
    who,
};
use crate::{
    domain::{self, Origin, card, inside::inside_note},
    search::fold,
    store::Store,
};

/// About what, or another text for one.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "\
Examples:
  regulars card                          all cards
  regulars card returns                  how do we take things back?
  regulars card upset customer           what to say first
  regulars card --json                   all of them with their texts
  regulars card edit returns < file      another text for it; undo brings the one before back
  regulars card 4471 --for-customer      all that is held about a customer, to hand out")]
pub struct Card {
    #[command(subcommand)]
    act: Option<Act>,

    /// A category, a title, or words of the text; the card that fits best is shown. With --for-customer: WHO
    words: Vec<String>,

    /// All that is held about WHO, without the shop's notes to itself, to be given to them
    #[arg(long, requires = "words")]
    for_customer: bool,

    /// Write it to this new file, which only you may read
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "for_customer")]
    output: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Give a card the text that is piped in; a line that begins with '# ' is a heading
    Edit {
        /// Its name in --json, a category or its title
        #[arg(required = true)]
        card: Vec<String>,
    },
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

/// Lists the cards, shows the one that fits, or gives it another text; or shows the card for a customer.
///
/// # Errors
/// What the store or the pipe says; a [`domain::Refusal`] for a text that says nothing.
pub fn run(args: &Card, store: &mut Store, context: &mut Context) -> Result<Report> {
    if args.for_customer {
        return match who::find(&args.words.join(" "), store, context)? {
            Ok(about) => customer::run(&about, args.output.as_deref(), (store, context)),
            Err(report) => Ok(report),
        };
    }
    let mut cards = store.cards()?;
    cards.retain(|card| card.origin() != Origin::Away);
    let words = match &args.act {
        Some(Act::Edit { card }) => card,
        None => &args.words,
    };
    let asked = words.join(" ");
    if asked.trim().is_empty() {
        let cards = cards.iter().map(Shown::new).collect();
        return Report::of(&All { cards }, context.style);
    }
    let named = cards.iter().find(|card| card.slug == asked);
    let meant = named.or_else(|| card::fitting(&cards, &asked, fold));
    let holding = || cards.iter().find(|it| card::holds(it, &asked, fold));
    match (meant, &args.act) {
        (Some(card), Some(_)) => edit(card, store, context),
        (None, Some(_)) => Ok(no_rule(&asked)),
        (meant, None) => match meant.or_else(holding) {
            Some(card) => Report::of(&Shown::new(card), context.style),
            None => Ok(no_rule(&asked)),
        },
    }
}

fn edit(card: &domain::Card, store: &mut Store, context: &mut Context) -> Result<Report> {
    let Some(pipe) = context.desk.input() else {
        let slug = &card.slug;
        let why = format!(
            "The text comes from a file: regulars card edit {slug} < file. In the screens F7 and e edit it."
        );
        return Ok(Report::ended(Exit::Usage, why));
    };
    let text = io::read_to_string(pipe).context("reading the text of the card")?;
    let text: Vec<&str> = text.trim_end().lines().collect();
    let after = domain::Card {
        text: text.join("\n"),
        ..card.clone()
    };
    let inside = inside_note(&after.text, &store.settings()?.inside_words);
    let shown = Report::of(&Shown::new(&after), context.style)?;
    store.apply(&[card.rewrite(after)?], context.now)?;
    Ok(inside.into_iter().fold(shown, Report::say))
}

fn no_rule(asked: &str) -> Report {
    let why = format!("No rule is written yet for “{asked}”; regulars card lists those there are.");
    Report::ended(Exit::Nothing, why)
}
