//! The program in the shell: its manual by example, its files, and how it behaves as a process.

#[path = "../support/shop.rs"]
mod shop;

mod backup;
mod buying;
mod cards;
mod commands;
mod complaint;
mod dupes;
mod files;
mod people;
mod process;
mod queue;
mod till;
