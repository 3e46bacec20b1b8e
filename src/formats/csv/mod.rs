//! Tables: CSV as Excel, tills and web shops write it, read by what the columns are called; and our own, which loses nothing.
//!
//! Our own table has one row a customer. The first phone, e-mail and address have columns of their own; further ones, likes, facts
//! and channel rules stand in one cell, one a line, as [`cells`] says. A cell that a spreadsheet would take for a formula starts
//! with an apostrophe, which is taken off again on reading; so does one that starts with an apostrophe.

pub mod cells;
mod columns;
mod dialect;
mod meaning;
mod read;
mod row;
mod table;
mod words;
mod write;

pub(super) use columns::are_contacts;
pub(super) use meaning::{Meaning, fold, meaning};
pub use read::read;
pub(super) use table::{Table, with_line_feeds};
pub use write::Writer;
