//! What other programs write and read: by example, by laws, and through a real data file and back.

mod care;
mod fuzz;
mod laws;
mod round_trip;
mod samples;
mod shop;
mod till;
