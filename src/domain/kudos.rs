//! Kudos: what one of the staff did well, in words. They are read, and never counted or ranked.

use serde::{Deserialize, Serialize};

use super::{Kept, Refusal, Staff, Stamp, dates::near_day, id::KudosId, setting::initials};

/// A kind word to one who serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kudos {
    /// Row number.
    pub id: KudosId,
    /// Initials of whom it is for.
    pub staff: String,
    /// When.
    pub at: Stamp,
    /// Initials of who wrote it.
    #[serde(default)]
    pub by: String,
    /// What was done well.
    pub text: String,
}

impl Kudos {
    /// Kudos for somebody, as typed.
    ///
    /// # Errors
    /// The sentence for initials that are none or that nobody on the staff list has, and when nothing is said.
    pub fn new(
        typed: &str,
        text: &str,
        staff: &[Staff],
        (at, by): (Stamp, &str),
    ) -> Result<Self, Refusal> {
        let whom = initials(typed)?;
        if !staff.is_empty() && !staff.iter().any(|one| one.initials == whom) {
            return Err(Refusal(format!("{whom} is not on the staff list.")));
        }
        if text.trim().is_empty() {
            return Err(Refusal(format!("Type what {whom} did well.")));
        }
        Ok(Self {
            id: KudosId::NEW,
            staff: whom,
            at,
            by: by.into(),
            text: text.trim().into(),
        })
    }
}

impl Kudos {
    /// When, what was done well, and who said so: "kudos 8 Jun: stayed calm · SK".
    pub fn words(&self, now: Stamp) -> String {
        let day = near_day(self.at.day(), now.day());
        let by = match self.by.as_str() {
            "" => String::new(),
            by => format!(" · {by}"),
        };
        format!("kudos {day}: {}{by}", self.text)
    }
}

impl From<Kudos> for Kept {
    fn from(kudos: Kudos) -> Self {
        Self::Kudos(kudos)
    }
}
