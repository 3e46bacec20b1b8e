//! Who serves, by initials, and what each may give away without asking.

use serde::{Deserialize, Serialize};

use super::{Currency, Kept, Money, Refusal, Remedy, id::StaffId, setting::initials};

/// One who serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Row number.
    pub id: StaffId,
    /// Initials, in capitals; nobody else has them.
    pub initials: String,
    /// Name; may be empty.
    #[serde(default)]
    pub name: String,
    /// The owner may give anything, and may bend a rule.
    #[serde(default)]
    pub owner: bool,
    /// What one remedy may cost at most; `None`: no limit.
    #[serde(default)]
    pub limit: Option<Money>,
    /// The remedies allowed; empty: all of them.
    #[serde(default)]
    pub remedies: Vec<Remedy>,
}

impl Staff {
    /// Staff have initials, and a limit without a minus.
    ///
    /// # Errors
    /// The sentence that says so.
    pub fn check(&self) -> Result<(), Refusal> {
        initials(&self.initials)?;
        if self.limit.is_some_and(|limit| limit < Money(0)) {
            return Err(Refusal("Write the remedy limit without a minus.".into()));
        }
        Ok(())
    }

    /// May they give this remedy without asking? Nothing is always allowed.
    ///
    /// # Errors
    /// The sentence that says what is beyond them, and what to do: "Beyond what SK may give (up to 20.00); it needs the owner."
    pub fn may(&self, remedy: Remedy, cost: Money, currency: &Currency) -> Result<(), Refusal> {
        if self.owner || remedy == Remedy::None {
            return Ok(());
        }
        let who = &self.initials;
        if !self.remedies.is_empty() && !self.remedies.contains(&remedy) {
            return Err(Refusal(format!(
                "{who} may not give a {remedy}; it needs the owner."
            )));
        }
        match self.limit {
            Some(limit) if cost > limit => Err(Refusal(format!(
                "Beyond what {who} may give (up to {}); it needs the owner.",
                currency.show(limit)
            ))),
            _ => Ok(()),
        }
    }
}

impl From<Staff> for Kept {
    fn from(staff: Staff) -> Self {
        Self::Staff(staff)
    }
}
