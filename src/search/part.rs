//! One block of folded lines in memory.

use std::cell::OnceCell;

use super::{
    ask::Ask,
    line::{self, Rank},
    slip::Slip,
};
use crate::domain::CustomerId;

/// Customers `n * BLOCK_SPAN .. (n + 1) * BLOCK_SPAN` stand in block `n`.
pub const BLOCK_SPAN: i64 = 256;

/// The folded identity of up to [`BLOCK_SPAN`] customers, as the store keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Which customers: see [`BLOCK_SPAN`].
    pub number: i64,
    /// [`block_line`](super::block_line)s in the order of their ids.
    pub lines: String,
    /// Most recent contact of some of them, as customer id and seconds since 1970.
    pub recent: Vec<(CustomerId, i64)>,
}

/// A block, ready to be scanned.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) number: i64,
    /// Folded text; not checked to be UTF-8 as a whole, which would cost more than reading it.
    lines: Vec<u8>,
    /// Where the line of each place begins, and how many lines there are; made when first asked for.
    places: OnceCell<(Box<[u32]>, usize)>,
    /// The most recent contact at each place; `i64::MIN` for none. Empty while nobody has one.
    recent: Vec<i64>,
}

/// No line at this place.
const NOWHERE: u32 = u32::MAX;

impl Part {
    pub(super) fn new(number: i64) -> Self {
        Self {
            number,
            ..Self::default()
        }
    }

    pub(super) fn take_lines(&mut self, lines: Vec<u8>) {
        self.lines = lines;
        self.places = OnceCell::new();
    }

    pub(super) fn take_recent(&mut self, recent: &[(CustomerId, i64)]) {
        self.recent.clear();
        if !recent.is_empty() {
            self.recent.resize(BLOCK_SPAN as usize, i64::MIN);
        }
        for (customer, at) in recent {
            if customer.0.div_euclid(BLOCK_SPAN) == self.number {
                self.recent[customer.0.rem_euclid(BLOCK_SPAN) as usize] = *at;
            }
        }
    }

    pub(super) fn size(&self) -> usize {
        self.lines.len()
    }

    pub(super) fn len(&self) -> usize {
        self.places().1
    }

    /// Who is in it, in the order of their ids.
    pub(super) fn customers(&self) -> impl DoubleEndedIterator<Item = CustomerId> {
        let places = self.places().0.iter().enumerate();
        places
            .filter(|(_, at)| **at != NOWHERE)
            .map(|(place, _)| CustomerId(self.number * BLOCK_SPAN + place as i64))
    }

    /// The line of one customer.
    pub(super) fn line_of(&self, customer: CustomerId) -> Option<&str> {
        let at = self.places().0[customer.0.rem_euclid(BLOCK_SPAN) as usize];
        (at != NOWHERE).then(|| self.line_at(at))
    }

    /// The line that begins at an offset.
    pub(super) fn line_at(&self, start: u32) -> &str {
        let start = start as usize;
        let line = &self.lines[start..line::end(&self.lines, start)];
        str::from_utf8(line).unwrap_or_default()
    }

    pub(super) fn customer_at(&self, start: u32) -> CustomerId {
        line::customer_of(&self.lines[start as usize..], self.number)
    }

    /// The most recent contact, in seconds since 1970; `i64::MIN` for none.
    pub(super) fn recent(&self, customer: CustomerId) -> i64 {
        let place = customer.0.rem_euclid(BLOCK_SPAN) as usize;
        self.recent.get(place).copied().unwrap_or(i64::MIN)
    }

    /// Calls `each` with the beginning of every line that answers a term, and how well it does.
    pub(super) fn scan(&self, ask: &Ask, mut each: impl FnMut(u32, Rank)) {
        let lines = &self.lines;
        ask.scan(lines, |hit, rank| {
            each(line::start(lines, hit) as u32, rank)
        });
    }

    /// Calls `each` with the beginning of every line where a word of a name is one slip away; some come several times.
    pub(super) fn scan_slips(&self, slip: &Slip, mut each: impl FnMut(u32)) {
        let lines = &self.lines;
        slip.scan(lines, |hit| each(line::start(lines, hit) as u32));
    }

    fn places(&self) -> &(Box<[u32]>, usize) {
        self.places.get_or_init(|| {
            let text = &self.lines;
            let mut starts = vec![NOWHERE; BLOCK_SPAN as usize].into_boxed_slice();
            let mut count = 0;
            for start in line::starts(text) {
                starts[line::place_of(&text[start..])] = start as u32;
                count += 1;
            }
            (starts, count)
        })
    }
}
