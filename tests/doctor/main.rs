//! What the program does with a file that is damaged or can only be read, what the doctor finds, and what can be saved.

#[path = "../support/blank.rs"]
mod blank;
#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "each test file uses its own part of it")]
mod support;

#[path = "../support/pty.rs"]
#[expect(dead_code, reason = "each test file uses its own part of it")]
mod pty;

mod choices;
mod findings;
mod forgotten;
mod mending;
mod patient;
mod reading;
mod salvage;
mod shell;
