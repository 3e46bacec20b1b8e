//! The made-up shops.

mod care;
mod dupes;
mod selling;
mod shops;
