//! What screens are put together from. Widgets take [`SafeText`](crate::text::SafeText), or make it of what they are given.

pub mod confirm;
mod input;
pub mod line_box;
mod lines;
mod list;
mod scroll;

pub use input::Input;
pub use line_box::{LineBox, Typed};
pub use lines::Lines;
pub use list::{Cell, List, grouped};
pub use scroll::Scroll;
