//! Small unexpected gifts, and favours given and received.

use serde::{Deserialize, Serialize};

use super::{
    Kept, Money, Refusal, Stamp,
    id::{CustomerId, ExtraId},
    words,
};

words! {
    /// Who did the favour.
    Favour {
        /// The shop gave it.
        Given = "given",
        /// The shop received it.
        Received = "received",
    }
}

/// One small extra: something on top that nobody asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extra {
    /// Row number.
    pub id: ExtraId,
    /// To whom, or from whom.
    pub customer: CustomerId,
    /// When.
    pub at: Stamp,
    /// Initials of who gave or took it.
    #[serde(default)]
    pub by: String,
    /// Given or received.
    pub direction: Favour,
    /// What it was.
    pub what: String,
    /// What it cost the shop.
    #[serde(default)]
    pub cost: Option<Money>,
    /// How they took it, in words; may be empty.
    #[serde(default)]
    pub reaction: String,
}

impl Extra {
    /// An extra says what it was, and costs nothing or something.
    ///
    /// # Errors
    /// The sentence that asks for it.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.what.trim().is_empty() {
            return Err(Refusal("Type what the extra was.".into()));
        }
        if self.cost.is_some_and(|cost| cost < Money(0)) {
            return Err(Refusal("Write what it cost without a minus.".into()));
        }
        Ok(())
    }
}

impl From<Extra> for Kept {
    fn from(extra: Extra) -> Self {
        Self::Extra(extra)
    }
}
