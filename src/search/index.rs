//! The folded identity of everybody, scanned at every key.

use super::{
    Block, Hits, Query,
    ask::Ask,
    line::Rank,
    part::Part,
    seek::{self, Seek, Spot},
};
use crate::domain::CustomerId;

/// With more lines than this a block left by the last query, scanning all is faster than looking at each of them.
const WORTHWHILE: usize = 16;

/// Everybody's folded identity, in memory.
#[derive(Debug, Default)]
pub struct Index {
    /// In the order of their numbers; none is empty.
    parts: Vec<Part>,
    seen: u64,
    /// What the last query left, for the next letter.
    last: Option<Last>,
}

/// The terms of a query and the lines that answer all of them.
#[derive(Debug)]
struct Last {
    asks: Vec<Ask>,
    spots: Vec<Spot>,
}

impl Last {
    /// True when whoever answers these terms answered the last ones.
    fn is_narrowed_by(&self, asks: &[Ask]) -> bool {
        asks.len() >= self.asks.len()
            && self
                .asks
                .iter()
                .zip(asks)
                .all(|(last, ask)| ask.narrows(last))
    }
}

impl Index {
    /// Takes over one block: new, or instead of the older one of its number.
    pub fn take(&mut self, block: &Block) {
        self.take_lines(block.number, block.lines.as_str());
        self.take_recent(block.number, &block.recent);
    }

    /// Takes over the lines of one block, instead of its older ones; no lines take the block out.
    pub fn take_lines(&mut self, number: i64, lines: impl Into<String>) {
        self.last = None;
        self.part(number).take_lines(lines.into());
    }

    /// Takes over the most recent contacts within one block, instead of its older ones; seconds since 1970.
    pub fn take_recent(&mut self, number: i64, recent: &[(CustomerId, i64)]) {
        self.part(number).take_recent(recent);
    }

    /// The newest version of the data it has taken over, as [`Index::set_seen`] was told; 0 at first.
    pub fn seen(&self) -> u64 {
        self.seen
    }

    /// Remembers the newest version of the data that was taken over.
    pub fn set_seen(&mut self, version: u64) {
        self.seen = version;
    }

    /// How many customers it knows.
    pub fn len(&self) -> usize {
        self.parts.iter().map(Part::len).sum()
    }

    /// True when it knows nobody.
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.size() == 0)
    }

    /// Who matches: every term somewhere, within `allowed` (the customers the filter words leave; `None`: all).
    ///
    /// `texts` holds, for each of the query's terms in order, the customers whose longer texts contain it, sorted; it may be empty:
    /// then names and phones answer alone, at once.
    pub fn find(
        &mut self,
        query: &Query,
        allowed: Option<&[CustomerId]>,
        texts: &[Vec<CustomerId>],
    ) -> Hits {
        let asks: Vec<Ask> = query
            .terms
            .iter()
            .map(|term| Ask::of(term, query.dialling))
            .collect();
        if asks.is_empty() {
            return seek::everybody(&self.parts, allowed);
        }
        let spots = self.spots(&asks);
        let mut seek = Seek::new(&self.parts, query, &asks, allowed);
        seek.in_lines(&spots);
        let slips = seek.few();
        seek.in_texts(texts);
        if slips {
            seek.with_slips(texts);
        }
        let hits = seek.hits();
        self.last = Some(Last { asks, spots });
        hits
    }

    /// The lines that answer every term: among those of the last query where they must be, or else among all.
    fn spots(&self, asks: &[Ask]) -> Vec<Spot> {
        let last = self.last.as_ref().filter(|last| last.is_narrowed_by(asks));
        if let Some(last) = last.filter(|last| last.spots.len() < self.parts.len() * WORTHWHILE) {
            let line = |spot: &Spot| self.parts[spot.part as usize].line_at(spot.start);
            let spots = last.spots.iter();
            return spots
                .filter_map(|spot| {
                    Some(Spot {
                        rank: weakest(asks, line(spot))?,
                        ..*spot
                    })
                })
                .collect();
        }
        let mut spots = Vec::new();
        let Some(sharpest) = asks.iter().max_by_key(|ask| ask.sharpness()) else {
            return spots;
        };
        for (part, lines) in (0..).zip(&self.parts) {
            lines.scan(sharpest, |start, rank| {
                let rank = match asks {
                    [_] => Some(rank),
                    _ => weakest(asks, lines.line_at(start)),
                };
                spots.extend(rank.map(|rank| Spot { part, start, rank }));
            });
        }
        spots
    }

    /// The part of a number, made where there is none.
    fn part(&mut self, number: i64) -> &mut Part {
        let place = self.parts.partition_point(|part| part.number < number);
        if self
            .parts
            .get(place)
            .is_none_or(|part| part.number != number)
        {
            self.parts.insert(place, Part::new(number));
        }
        &mut self.parts[place]
    }
}

/// A line answers as well as its weakest answer to a term; `None` when a term is missing.
fn weakest(asks: &[Ask], line: &str) -> Option<Rank> {
    let mut ranks = asks.iter().map(|ask| ask.rank(line.as_bytes()));
    ranks.try_fold(Rank::PhoneEnding, |weakest, rank| Some(weakest.max(rank?)))
}
