//! What was typed and is not saved yet: kept in the file, so that it outlives the program.

use super::{Stamp, id::CustomerId};

/// What was typed into a form or a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Row number; moves with every keeping.
    pub id: i64,
    /// Which running program it belongs to.
    pub window: String,
    /// Whom it is about, so that forgetting finds it.
    pub customer: Option<CustomerId>,
    /// What it is, in words: "Contact with Ada".
    pub about: String,
    /// Which form it is, as the screens write it.
    pub form: String,
    /// What stands in it, as the screens write it.
    pub text: String,
    /// When it was kept last.
    pub at: Stamp,
}
