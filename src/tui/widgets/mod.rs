//! What screens are put together from. Widgets take [`SafeText`](crate::text::SafeText), or make it of what they are given.

pub mod chrome;
pub mod confirm;
mod editor;
pub mod field;
mod filter_box;
pub mod flow;
mod form;
mod groups;
mod input;
pub mod line_box;
mod lines;
mod list;
mod panes;
pub mod question;
mod reading;
mod roll;
pub mod rule;
mod scroll;
pub mod sides;

pub use crate::tui::text::grouped;
pub use editor::Editor;
pub use filter_box::{COMPLETE, FilterBox};
pub use form::{Filled, Form, Row};
pub use groups::Groups;
pub use input::Input;
pub use line_box::{LineBox, Typed};
pub use lines::Lines;
pub use list::{Cell, List, paint_row};
pub use panes::panes;
pub use question::{Answer, Question};
pub use reading::Reading;
pub use roll::{Pen, Roll};
pub use rule::rule;
pub use scroll::Scroll;
