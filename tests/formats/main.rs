//! What other programs write and read: by example, by laws, and through a real data file and back.

#[path = "../support/blank.rs"]
mod blank;
#[expect(dead_code, reason = "only its texts are tried here")]
#[path = "../support/hostile.rs"]
mod hostile;
#[path = "../support/page.rs"]
mod page;

mod care;
mod fuzz;
mod html;
mod laws;
mod report;
mod round_trip;
mod samples;
mod shop;
mod till;
