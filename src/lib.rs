//! regulars: for a shopkeeper who knows their customers.

pub mod clock;
pub mod commands;
pub mod domain;
pub mod formats;
pub mod paths;
pub mod search;
pub mod store;
pub mod text;
pub mod tui;
