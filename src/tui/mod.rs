//! The screens: widgets, keys, theme and the loop.
//!
//! A [`Screen`] reads, decides and paints; it cannot write. What it wants done it gives back as [`Effect`]s, and
//! [`App`] is the one place where effects happen.

pub mod app;
pub mod aside;
pub mod backend;
pub mod damaged;
pub mod keymap;
pub mod screen;
pub mod screens;
pub mod terminal;
pub mod text;
pub mod texts;
pub mod theme;
pub mod widgets;

pub use app::{App, Options};
pub use aside::{Aside, Beside};
pub use screen::{Effect, Route, Screen};
pub use terminal::run;
