//! Key script → whole screen: what each screen shows, and what its keys do; where the shell answers the same question, both are here.

#[path = "../support/blank.rs"]
mod blank;
#[path = "../support/coffee.rs"]
mod coffee;
#[path = "../support/desk.rs"]
mod desk;
#[path = "../support/fixtures.rs"]
mod fixtures;
#[path = "../support/hostile.rs"]
mod hostile;
#[path = "../support/screen.rs"]
mod screen;
#[path = "../support/shop.rs"]
mod shop;

mod aside;
mod backups;
mod bringer;
mod buying;
mod call_desk;
mod care;
mod command;
mod dupes;
mod feedback;
mod filters;
mod forget;
mod form;
mod frame;
mod hurried;
mod large;
mod long;
mod pasted;
mod people;
mod queue;
mod reports;
mod today;
mod views;
mod walk;
mod windows;
