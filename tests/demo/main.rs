//! The made-up shops.

mod care;
mod selling;
mod shops;
