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
mod words;
mod write;

pub use read::read;
pub use write::Writer;
