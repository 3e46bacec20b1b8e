//! The rules of the shop, without a screen: day words, the typed line, finding people, and what is computed from purchases, against
//! references that are written in another way.

#[path = "../support/blank.rs"]
mod blank;
#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "other files of tests use the rest")]
mod support;

mod card;
mod dates;
mod habits;
mod ideas;
mod line;
mod measures;
mod pairs;
mod referrals;
mod search;
