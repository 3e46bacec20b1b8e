//! One run of a query over all parts: names and phones, longer texts, slips.

use super::{
    Hits, Query, Term,
    ask::Ask,
    hits::Found,
    line::Rank,
    part::{BLOCK_SPAN, Part},
    slip::Slip,
};
use crate::domain::CustomerId;

/// With so many customers found, nobody is looked for who matches but for a slip.
pub(super) const SCREENFUL: usize = 20;

/// Where a line stands, its part and its beginning there, and how well it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) part: u32,
    pub(super) start: u32,
    pub(super) rank: Rank,
}

/// What is asked, and who was found so far.
pub(super) struct Seek<'a> {
    parts: &'a [Part],
    terms: &'a [Term],
    asks: &'a [Ask],
    allowed: Option<&'a [CustomerId]>,
    found: Vec<Found>,
    households: Vec<(CustomerId, u64)>,
}

impl<'a> Seek<'a> {
    pub(super) fn new(
        parts: &'a [Part],
        query: &'a Query,
        asks: &'a [Ask],
        allowed: Option<&'a [CustomerId]>,
    ) -> Self {
        Self {
            parts,
            terms: &query.terms,
            asks,
            allowed,
            found: Vec::new(),
            households: Vec::new(),
        }
    }

    /// Those in whose line every term stands.
    pub(super) fn in_lines(&mut self, spots: &[Spot]) {
        self.found.reserve(spots.len());
        let phrase = Ask::phrase(self.terms);
        for spot in spots {
            let part = &self.parts[spot.part as usize];
            let customer = part.customer_at(spot.start);
            if !allows(self.allowed, customer) {
                continue;
            }
            let line = || part.line_at(spot.start).as_bytes();
            let whole = phrase.as_ref().and_then(|phrase| phrase.rank(line()));
            let rank = whole.map_or(spot.rank, |whole| whole.min(spot.rank));
            if rank == Rank::PhoneEnding {
                let number = self.asks[0].phone_ending(line());
                self.households
                    .extend(number.map(|number| (customer, number)));
            }
            self.found
                .push(Found::new(customer, rank, part.recent(customer)));
        }
    }

    /// True while nobody was found.
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// True while those found leave room on a screen.
    pub(super) fn is_short(&self) -> bool {
        self.found.len() < SCREENFUL
    }

    /// Those who have at least one of the terms only in longer texts.
    pub(super) fn in_texts(&mut self, texts: &[Vec<CustomerId>]) {
        if texts.is_empty() {
            return;
        }
        let known = self.known();
        for (at, customers) in texts.iter().enumerate().take(self.asks.len()) {
            let sooner = |customer| texts[..at].iter().any(|other| holds(other, customer));
            for &customer in customers {
                if holds(&known, customer) || sooner(customer) || !allows(self.allowed, customer) {
                    continue;
                }
                let Some((part, line)) = self.line_of(customer) else {
                    continue;
                };
                let line = line.as_bytes();
                let mut asks = self.asks.iter().enumerate();
                if asks.all(|(i, ask)| {
                    i == at || in_text(texts, i, customer) || ask.rank(line).is_some()
                }) {
                    self.found
                        .push(Found::new(customer, Rank::Text, part.recent(customer)));
                }
            }
        }
    }

    /// Those whose names are one slip away from a word, or from several.
    pub(super) fn with_slips(&mut self, texts: &[Vec<CustomerId>]) {
        let slips: Vec<Option<Slip>> = self.terms.iter().map(Slip::of).collect();
        let mut spots = Vec::new();
        for (slipped, slip) in slips.iter().enumerate() {
            let Some(slip) = slip
                .as_ref()
                .filter(|slip| slip.is_long() || self.found.is_empty())
            else {
                continue;
            };
            for (place, part) in self.parts.iter().enumerate() {
                part.scan_slips(slip, |start| {
                    let line = part.line_at(start);
                    let answers = |(i, ask): (usize, &Ask)| {
                        i == slipped
                            || ask.rank(line.as_bytes()).is_some()
                            || slips[i].as_ref().is_some_and(|slip| slip.is_in(line))
                            || in_text(texts, i, part.customer_at(start))
                    };
                    if self.asks.iter().enumerate().all(answers) {
                        spots.push((place, start));
                    }
                });
            }
        }
        spots.sort_unstable();
        spots.dedup();
        let known = self.known();
        for (place, start) in spots {
            let part = &self.parts[place];
            let customer = part.customer_at(start);
            if !holds(&known, customer) && allows(self.allowed, customer) {
                self.found
                    .push(Found::new(customer, Rank::Slip, part.recent(customer)));
            }
        }
    }

    /// `cut`: there may be more.
    pub(super) fn hits(self, cut: bool) -> Hits {
        Hits::new(self.found, &self.households, cut)
    }

    /// Those found so far, sorted.
    fn known(&self) -> Vec<CustomerId> {
        let mut known: Vec<CustomerId> = self.found.iter().map(|one| one.customer()).collect();
        known.sort_unstable();
        known
    }

    fn line_of(&self, customer: CustomerId) -> Option<(&Part, &str)> {
        let number = customer.0.div_euclid(BLOCK_SPAN);
        let place = self
            .parts
            .binary_search_by_key(&number, |part| part.number)
            .ok()?;
        let part = &self.parts[place];
        Some((part, part.line_of(customer)?))
    }
}

/// All who are allowed, the most recent contact first.
pub(super) fn everybody(parts: &[Part], allowed: Option<&[CustomerId]>) -> Hits {
    let mut found = Vec::new();
    for part in parts {
        let customers = part
            .customers()
            .filter(|customer| allows(allowed, *customer));
        found.extend(
            customers.map(|customer| Found::new(customer, Rank::Everybody, part.recent(customer))),
        );
    }
    Hits::new(found, &[], false)
}

fn allows(allowed: Option<&[CustomerId]>, customer: CustomerId) -> bool {
    allowed.is_none_or(|allowed| holds(allowed, customer))
}

fn in_text(texts: &[Vec<CustomerId>], term: usize, customer: CustomerId) -> bool {
    texts
        .get(term)
        .is_some_and(|customers| holds(customers, customer))
}

fn holds(sorted: &[CustomerId], customer: CustomerId) -> bool {
    sorted.binary_search(&customer).is_ok()
}
