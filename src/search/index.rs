//! The folded identity of everybody, scanned at every key.

use super::{
    Block, Hits, Query, Term,
    ask::Ask,
    line::Rank,
    part::Part,
    seek::{self, Seek, Spot},
    sieve::Sieve,
};
use crate::domain::CustomerId;

/// With more lines than this a block left by the last query, scanning all is faster than looking at each of them.
const WORTHWHILE: usize = 16;

/// From so many bytes on (some 60,000 customers) an answer at once is cut short: see [`Index::find`].
const LARGE: usize = 4 << 20;
/// Nobody reads through so many customers.
const MANY: usize = 20_000;
/// So many customers fill every screen.
const ENOUGH: usize = 200;

/// Everybody's folded identity, in memory.
#[derive(Debug, Default)]
pub struct Index {
    /// In the order of their numbers; none is empty.
    parts: Vec<Part>,
    seen: u64,
    /// What the last query left, for the next letter.
    last: Option<Last>,
    /// Where only one query is asked: what is kept for it.
    sieve: Option<Sieve>,
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
    /// An index for one query alone: what cannot answer it is not kept. `texts` as in [`Index::find`].
    pub fn once(query: &Query, texts: &[Vec<CustomerId>]) -> Self {
        Self {
            sieve: Sieve::of(query, texts),
            ..Self::default()
        }
    }

    /// Takes over one block: new, or instead of the older one of its number.
    pub fn take(&mut self, block: &Block) {
        self.take_lines(block.number, &block.lines);
        self.take_recent(block.number, &block.recent);
    }

    /// Takes over the lines of one block, instead of its older ones; no lines take the block out.
    pub fn take_lines(&mut self, number: i64, lines: impl AsRef<[u8]>) {
        self.last = None;
        let lines = match &mut self.sieve {
            Some(sieve) => sieve.kept(number, lines.as_ref()),
            None => lines.as_ref().to_vec(),
        };
        self.part(number).take_lines(lines);
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

    /// Forgets everybody, as if nothing had been taken over yet.
    pub fn forget(&mut self) {
        (self.parts, self.seen, self.last) = (Vec::new(), 0, None);
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
    /// then names and phones answer alone, at once. At once also means that a large index leaves slips out where others were found,
    /// and may cut an answer short that nobody would read (see [`Hits::is_whole`]): one or two letters find the names that begin so
    /// (digits the phones, too), a word in more than 20,000 lines all names with a word that begins so, and some of the others.
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
        let at_once = texts.is_empty() && self.is_large();
        let (spots, cut) = match (self.narrowed(&asks), query.terms.as_slice()) {
            (Some(spots), _) => (spots, false),
            (None, [Term::Word(word)]) if at_once && allowed.is_none() => self.at_once(word, &asks),
            _ => (self.spots(&asks, usize::MAX), false),
        };
        let mut seek = Seek::new(&self.parts, query, &asks, allowed);
        seek.in_lines(&spots);
        let slips = if at_once {
            seek.is_empty()
        } else {
            seek.is_short()
        };
        seek.in_texts(texts);
        if slips {
            seek.with_slips(texts);
        }
        let hits = seek.hits(cut);
        self.last = (!cut).then_some(Last { asks, spots });
        hits
    }

    /// The lines of the last query that answer these terms, where they must be among them and are not too many.
    fn narrowed(&self, asks: &[Ask]) -> Option<Vec<Spot>> {
        let last = self
            .last
            .as_ref()
            .filter(|last| last.is_narrowed_by(asks))?;
        if last.spots.len() > self.parts.len() * WORTHWHILE {
            return None;
        }
        let line = |spot: &Spot| self.parts[spot.part as usize].line_at(spot.start);
        let answers = |spot: &Spot| {
            Some(Spot {
                rank: weakest(asks, line(spot))?,
                ..*spot
            })
        };
        Some(last.spots.iter().filter_map(answers).collect())
    }

    /// The lines that answer one word; true when there may be more, because nobody reads through so many: then all those are there
    /// with names, or words of names, that begin so.
    fn at_once(&self, word: &str, asks: &[Ask]) -> (Vec<Spot>, bool) {
        let mut spots = Vec::new();
        let behind = |before| self.spots(&[Ask::behind(before, word)], usize::MAX);
        let is_short = word.chars().nth(2).is_none();
        if is_short {
            spots = behind("/");
            if word.starts_with(|first: char| first.is_ascii_digit()) {
                spots.extend(behind("*"));
            }
        }
        if spots.len() < ENOUGH {
            spots = self.spots(asks, MANY);
            if spots.len() <= MANY {
                return (spots, false);
            }
            spots.extend(["/", " ", "~"].into_iter().flat_map(behind));
        }
        // The best rank of each line stands first.
        spots.sort_unstable();
        spots.dedup_by_key(|spot| (spot.part, spot.start));
        (spots, true)
    }

    fn is_large(&self) -> bool {
        let size = match &self.sieve {
            Some(sieve) => sieve.size(),
            None => self.parts.iter().map(Part::size).sum(),
        };
        size > LARGE
    }

    /// The lines that answer every term, until there are more than the limit.
    fn spots(&self, asks: &[Ask], limit: usize) -> Vec<Spot> {
        let mut spots = Vec::new();
        let Some(sharpest) = asks.iter().max_by_key(|ask| ask.sharpness()) else {
            return spots;
        };
        for (part, lines) in (0..).zip(&self.parts) {
            if spots.len() > limit {
                break;
            }
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
