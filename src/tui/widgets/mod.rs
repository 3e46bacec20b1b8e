//! What screens are put together from. Widgets take [`SafeText`](crate::text::SafeText), never raw text of the user's data.

mod scroll;

pub use scroll::Scroll;
