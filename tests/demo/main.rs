//! The made-up shops.

#[path = "../support/blank.rs"]
mod blank;
#[path = "../support/coffee.rs"]
mod coffee;

mod care;
mod casebook;
mod dupes;
mod selling;
mod shops;
