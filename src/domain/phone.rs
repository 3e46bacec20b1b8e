//! Phones: the text as typed, and the digits that find it.

use serde::{Deserialize, Serialize};

use super::id::PhoneId;

/// One phone; several customers may share the same number (a household).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Phone {
    /// Row number.
    #[serde(skip)]
    pub id: PhoneId,
    /// Exactly as typed, words included: `0711 12345 ask for Ben`.
    pub raw: String,
    /// "mobile", "work" or the shop's own word; may be empty.
    pub label: String,
}
