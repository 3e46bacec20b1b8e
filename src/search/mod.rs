//! Finding people: folding, phone endings, ranking and filter words; pure and in memory.
//!
//! The store keeps the folded identity of a few hundred customers at a time as one [`Block`] of text; the [`Index`] holds the
//! blocks and scans them at every key. A block that changes is taken over alone.

mod filter;
mod fold;
mod index;
mod query;

pub use filter::{Bound, Filter, FilterWord};
pub use fold::fold;
pub use index::{BLOCK_SPAN, Block, Hit, Hits, Index, Matched, block_line};
pub use query::{Query, Term};
