//! Lists of people: whom to tell of something, who stays away, who is loyal, who may come, who brings others, whom to talk to.
//!
//! One [`People`] for all of them, made from the store's reads; the screen shows it, the shell prints it, and both note the same offers.

mod away;
pub mod command;
mod loyal;
pub mod part;
mod partings;
mod promotion;
mod prospects;
mod row;

use std::collections::HashMap;

use anyhow::Result;

pub use promotion::{product, told_words};
pub use row::{Amount, Fact, Row};

use super::find::Search;
use crate::{
    domain::{Currency, CustomerId, Money, Offer, OfferKind, ProductId, Stamp},
    search::Query,
    store::Store,
};

/// Which list of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListOf {
    /// The campaigns of late, and how they went.
    Campaigns,
    /// Whom to tell of a product.
    Promotion(ProductId),
    /// Who has gone quiet.
    Quiet,
    /// Who is to be won back.
    WinBack,
    /// Whom to ask in on a slow day.
    SlowDay,
    /// What the best have in common.
    Best,
    /// Who asked and has not bought yet.
    Prospects,
    /// Who brought others.
    Referrals,
    /// With whom to talk about parting ways.
    Parting,
}

/// A list, and the find words that say of whom it is made; none: of everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Which.
    pub of: ListOf,
    /// As they are typed into the find box.
    pub words: String,
}

/// A list of people as it stands now.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct People {
    /// What it is.
    pub title: String,
    /// By which rule they are on it, and how many.
    pub rule: String,
    /// Who, below the headings of the rows.
    pub rows: Vec<Row>,
    /// What is said when there is nobody.
    pub empty: &'static str,
    /// Why the find words are not understood; the list is empty then.
    pub unknown: String,
}

impl ListOf {
    /// The name of its command.
    pub const fn command(self) -> &'static str {
        match self {
            Self::Campaigns | Self::Promotion(_) => "campaign",
            Self::Quiet => "quiet",
            Self::WinBack => "winback",
            Self::SlowDay => "slowday",
            Self::Best => "best",
            Self::Prospects => "prospects",
            Self::Referrals => "referrals",
            Self::Parting => "parting",
        }
    }

    /// On what occasion something is proposed to whom is on it; `None` where nothing is.
    pub const fn occasion(self) -> Option<OfferKind> {
        match self {
            Self::Promotion(_) => Some(OfferKind::Campaign),
            Self::Quiet | Self::WinBack => Some(OfferKind::WinBack),
            Self::SlowDay => Some(OfferKind::SlowDay),
            _ => None,
        }
    }
}

impl Asked {
    /// The list of everybody.
    pub const fn everybody(of: ListOf) -> Self {
        let words = String::new();
        Self { of, words }
    }
}

impl People {
    /// Those that are to be contacted.
    pub fn chosen(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.chosen)
    }

    /// The same without those who were asked within the last fourteen days.
    pub fn to_note(&self, now: Stamp) -> impl Iterator<Item = &Row> {
        self.chosen().filter(move |row| row.may_be_noted(now))
    }
}

/// What a list is made with: the file, the moment, and of whom.
struct Desk<'a> {
    store: &'a Store,
    now: Stamp,
    only: Option<Vec<CustomerId>>,
    currency: Currency,
}

impl Desk<'_> {
    fn only(&self) -> Option<&[CustomerId]> {
        self.only.as_deref()
    }

    /// Is somebody among those of whom the list is made?
    fn has(&self, customer: CustomerId) -> bool {
        self.only()
            .is_none_or(|only| only.binary_search(&customer).is_ok())
    }

    fn amount(&self, amount: Money) -> Amount {
        Amount::new(amount, &self.currency)
    }

    /// Gives the rows their names.
    fn name(&self, rows: &mut [Row]) -> Result<()> {
        let of = rows.iter().enumerate();
        let mut of: Vec<_> = of
            .filter_map(|(at, row)| Some((row.customer?, at)))
            .collect();
        of.sort_unstable();
        let ids: Vec<CustomerId> = of.iter().map(|(id, _)| *id).collect();
        let mut of = of.into_iter().peekable();
        self.store.each_name(&ids, &mut |customer, name| {
            while let Some((id, at)) = of.next_if(|(id, _)| *id <= customer) {
                if id == customer {
                    name.clone_into(&mut rows[at].name);
                }
            }
        })
    }

    /// The last thing proposed to each on an occasion, of the last twelve months.
    fn offers(&self, kind: OfferKind) -> Result<HashMap<CustomerId, Offer>> {
        self.store.offers_lately(kind, (366, self.now))
    }
}

/// Makes a list as it stands now.
///
/// # Errors
/// What the store says.
pub fn load(asked: &Asked, store: &Store, now: Stamp) -> Result<People> {
    let only = match whom(&asked.words, store, now)? {
        Ok(only) => only,
        Err(unknown) => {
            return Ok(People {
                unknown,
                ..People::default()
            });
        }
    };
    let desk = Desk {
        currency: store.settings()?.currency,
        store,
        now,
        only,
    };
    let mut people = match asked.of {
        ListOf::Campaigns => promotion::campaigns(&desk),
        ListOf::Promotion(product) => promotion::promotion(product, &desk),
        ListOf::Quiet => away::quiet(&desk),
        ListOf::WinBack => away::win_back(&desk),
        ListOf::SlowDay => loyal::slow_day(&desk),
        ListOf::Best => loyal::best(&desk),
        ListOf::Referrals => loyal::referrals(&desk),
        ListOf::Prospects => prospects::prospects(&desk),
        ListOf::Parting => partings::partings(&desk),
    }?;
    if desk.only.is_some() && people.rows.is_empty() {
        people.empty = "Nobody whom these words fit is on the list. Esc takes the words off.";
    }
    desk.name(&mut people.rows)?;
    Ok(people)
}

/// Whom the find words fit, sorted; `None` without words. Else why they are not understood.
fn whom(words: &str, store: &Store, now: Stamp) -> Result<Result<Option<Vec<CustomerId>>, String>> {
    if words.trim().is_empty() {
        return Ok(Ok(None));
    }
    let (named, words): (Vec<&str>, Vec<&str>) = words
        .split_whitespace()
        .partition(|word| number(word).is_some());
    let named = named.into_iter().filter_map(number);
    let mut found: Vec<CustomerId> = named.collect();
    if !words.is_empty() {
        let text = words.join(" ");
        let query = Query::read(&text, &store.settings()?.country);
        if !query.unknown.is_empty() {
            return Ok(Err(query.unknown.join(" ")));
        }
        match store.matching(&query.filters, now)? {
            Some(fit) if query.terms.is_empty() => found.extend(fit),
            _ => found.extend(Search::new(&text, true, store, now)?.everybody()),
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(Ok(Some(found)))
}

/// `#12`: one customer by number.
fn number(word: &str) -> Option<CustomerId> {
    let number: i64 = word.strip_prefix('#')?.parse().ok()?;
    Some(CustomerId(number))
}
