//! Text of the user's data on its way to the screen: see [`crate::text`].

pub use crate::text::{SafeText, grapheme_width, safe};
