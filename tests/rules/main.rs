//! What is computed from purchases: against references that are written in another way, and over random rows.

#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "each test file uses its own part of it")]
mod support;

mod card;
mod habits;
mod pairs;
mod referrals;
