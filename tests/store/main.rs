//! The data file: opening, bringing up to date, reading, undoing.

#[path = "../support/blank.rs"]
mod blank;
#[path = "../support/coffee.rs"]
mod coffee;
#[path = "../support/released.rs"]
mod released;
#[path = "../support/mod.rs"]
mod support;

mod backup;
mod buying;
mod file;
mod filters;
mod forget;
mod house;
mod measures;
mod merging;
mod migrating;
mod opening;
mod restore;
mod said;
mod texts;
mod undo;
mod undo_import;
