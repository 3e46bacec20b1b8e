//! Which lines can answer one query: whoever asks only once need not keep the others.

use super::{Query, Term, ask::Ask, line, part::BLOCK_SPAN, seek::SCREENFUL, slip::Slip};
use crate::domain::CustomerId;

/// What is kept of everybody for one query.
#[derive(Debug)]
pub(super) struct Sieve {
    /// The one that goes by the most letters stands first.
    asks: Vec<Ask>,
    slips: Vec<Slip>,
    /// With so many customers found, slips are not looked for.
    enough: usize,
    found: usize,
    /// Who has one of the terms in longer texts, sorted.
    texts: Vec<CustomerId>,
    /// The size of all it was shown.
    size: usize,
}

impl Sieve {
    /// `None` when all lines are needed.
    pub(super) fn of(query: &Query, texts: &[Vec<CustomerId>]) -> Option<Self> {
        let ask = |term: &Term| Ask::of(term, query.dialling);
        let mut asks: Vec<Ask> = query.terms.iter().map(ask).collect();
        asks.sort_by_key(|ask| std::cmp::Reverse(ask.sharpness()));
        let mut texts = texts.concat();
        texts.sort_unstable();
        (!asks.is_empty()).then(|| Self {
            asks,
            slips: query.terms.iter().filter_map(Slip::of).collect(),
            // Filter words may take out any of those found here.
            enough: if query.filters.is_empty() {
                SCREENFUL
            } else {
                usize::MAX
            },
            found: 0,
            texts,
            size: 0,
        })
    }

    /// How many bytes it has seen.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// The lines of a block that may be needed for the answer.
    pub(super) fn kept(&mut self, number: i64, lines: &[u8]) -> Vec<u8> {
        self.size += lines.len();
        let mut starts = Vec::new();
        self.asks[0].scan(lines, |hit, _| starts.push(line::start(lines, hit)));
        if self.found < self.enough {
            let answers = |start: &&usize| {
                let line = &lines[**start..line::end(lines, **start)];
                self.asks.iter().all(|ask| ask.rank(line).is_some())
            };
            self.found += starts.iter().filter(answers).count();
            for slip in &self.slips {
                slip.scan(lines, |hit| starts.push(line::start(lines, hit)));
            }
        }
        starts.extend(self.with_texts(number, lines));
        starts.sort_unstable();
        starts.dedup();
        let mut kept = Vec::new();
        for start in starts {
            kept.extend_from_slice(&lines[start..line::end(lines, start)]);
        }
        kept
    }

    /// Where the lines of those begin who have a term in longer texts.
    fn with_texts(&self, number: i64, lines: &[u8]) -> Vec<usize> {
        let first = CustomerId(number * BLOCK_SPAN);
        let behind = CustomerId(first.0 + BLOCK_SPAN);
        let from = self.texts.partition_point(|who| *who < first);
        let texts = &self.texts[from..];
        let texts = &texts[..texts.partition_point(|who| *who < behind)];
        let has_text = |start: &usize| {
            texts
                .binary_search(&line::customer_of(&lines[*start..], number))
                .is_ok()
        };
        if texts.is_empty() {
            return Vec::new();
        }
        line::starts(lines).filter(has_text).collect()
    }
}
