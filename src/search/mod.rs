//! Finding people: folding, phone endings, ranking and filter words; pure and in memory.
//!
//! The store keeps the folded identity of a few hundred customers at a time as one [`Block`] of text; the [`Index`] holds the
//! blocks and scans them at every key. A block that changes is taken over alone.

pub mod alike;
mod ask;
mod filter;
mod fold;
mod hits;
mod index;
mod line;
mod order;
mod part;
mod query;
mod redact;
mod seek;
mod sieve;
mod slip;
mod vocabulary;

pub use filter::{Amount, Bound, Filter, FilterWord, PEOPLE, Thing};
pub use fold::{fold, readings};
pub use hits::{Hit, Hits, Matched};
pub use index::Index;
pub use line::{block_line, customer_of, place_letters};
pub use order::NameOrder;
pub use part::{BLOCK_SPAN, Block};
pub use query::{Query, Term};
pub use redact::{Names, Redactor};
pub use vocabulary::{Begun, Keyword, Own, Values, Vocabulary, keyword, nearest};
