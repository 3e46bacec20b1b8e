//! Who serves, by initials, and what each may give away without asking.

use serde::{Deserialize, Serialize};

use super::{Currency, Kept, Money, Refusal, Remedy, Step, id::StaffId, setting::initials};

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

    /// The same, beside the others on the list: nobody else has these initials.
    ///
    /// # Errors
    /// The sentence that says so.
    pub fn check_among(&self, staff: &[Self]) -> Result<(), Refusal> {
        self.check()?;
        let taken = |one: &Self| one.id != self.id && one.initials == self.initials;
        if staff.iter().any(taken) {
            return Err(Refusal(format!(
                "{} is on the staff list already.",
                self.initials
            )));
        }
        Ok(())
    }

    /// What they may give, in words: "owner: anything"; "refund, gift up to 20.00".
    pub fn may_words(&self, currency: &Currency) -> String {
        if self.owner {
            return "owner: anything".into();
        }
        let words: Vec<&str> = self.remedies.iter().map(|it| it.word()).collect();
        let what = if words.is_empty() {
            "any remedy".to_owned()
        } else {
            words.join(", ")
        };
        match self.limit {
            Some(limit) => format!("{what} up to {}", currency.show(limit)),
            None => what,
        }
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

/// A remedy limit as typed; empty or `none` for no limit.
///
/// # Errors
/// The sentence that says how to write it.
pub fn read_limit(text: &str, currency: &Currency) -> Result<Option<Money>, Refusal> {
    match text.trim() {
        "" | "none" => Ok(None),
        text => currency.read(text).map(Some).ok_or_else(|| {
            let example = currency.show(Money(2000));
            Refusal(format!(
                "Write the limit in {}, like {example}; empty for none.",
                currency.code
            ))
        }),
    }
}

/// The remedies somebody may give, as typed; empty or `all` for all of them.
///
/// # Errors
/// The sentence that lists them.
pub fn read_remedies(text: &str) -> Result<Vec<Remedy>, Refusal> {
    let text = text.to_lowercase();
    let words = text
        .split([',', ' '])
        .filter(|word| !matches!(*word, "" | "all"));
    let remedies: Option<Vec<Remedy>> = words.map(Remedy::from_word).collect();
    remedies.ok_or_else(|| {
        let all: Vec<&str> = Remedy::ALL.iter().map(|it| it.word()).collect();
        Refusal(format!(
            "The remedies are {}; empty for all of them.",
            all.join(", ")
        ))
    })
}

/// May this step be noted by who signs it? A remedy stays within what the staff list allows them; a rule is bent by the owner alone.
/// A shop without a staff list allows everything.
///
/// # Errors
/// As [`Staff::may`]; of somebody who is not on the list no limit is known, so that they may give nothing without asking.
pub fn may_note(staff: &[Staff], step: &Step, currency: &Currency) -> Result<(), Refusal> {
    let by = step.by.to_uppercase();
    let signed = staff.iter().find(|one| one.initials == by);
    if staff.is_empty() || signed.is_some_and(|one| one.owner) {
        return Ok(());
    }
    if !step.bent.is_empty() {
        return Err(Refusal("Only the owner may bend a rule.".into()));
    }
    let remedy = match step.remedy {
        None | Some(Remedy::None) => return Ok(()),
        Some(remedy) => remedy,
    };
    match signed {
        Some(one) => one.may(remedy, step.amount.unwrap_or_default(), currency),
        None if step.by.is_empty() => Err(Refusal(
            "Nobody has said who works here now, so no limit is known; me SK says so, or it needs the owner."
                .into(),
        )),
        None => Err(Refusal(format!(
            "{} is not on the staff list, so no limit is known; it needs the owner.",
            step.by
        ))),
    }
}

impl From<Staff> for Kept {
    fn from(staff: Staff) -> Self {
        Self::Staff(staff)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Settings, Stamp, StepKind};

    fn one(initials: &str, owner: bool, limit: i64, remedies: &[Remedy]) -> Staff {
        Staff {
            id: StaffId::NEW,
            initials: initials.into(),
            name: String::new(),
            owner,
            limit: Some(Money(limit)),
            remedies: remedies.to_vec(),
        }
    }

    fn refused(staff: &[Staff], by: &str, (remedy, cost): (Remedy, i64), bent: &str) -> String {
        let step = Step {
            remedy: Some(remedy),
            amount: Some(Money(cost)),
            bent: bent.into(),
            ..Step::new(StepKind::Remedy, "", (Stamp::EPOCH, by))
        };
        let may = may_note(staff, &step, &Settings::default().currency);
        may.map_or_else(|refusal| refusal.0, |()| String::new())
    }

    #[test]
    fn each_gives_what_the_staff_list_allows_and_the_owner_anything() {
        let staff = [
            one("SK", true, 0, &[]),
            one("TB", false, 2000, &[Remedy::Refund, Remedy::Gift]),
        ];
        let refund = |by, cost| refused(&staff, by, (Remedy::Refund, cost), "");
        assert_eq!(refund("SK", 99_999), "");
        assert_eq!(refund("TB", 2000), "");
        assert_eq!(
            refund("TB", 2001),
            "Beyond what TB may give (up to 20.00); it needs the owner."
        );
        assert_eq!(
            refused(&staff, "TB", (Remedy::Credit, 1), ""),
            "TB may not give a credit; it needs the owner."
        );
        assert_eq!(refused(&staff, "TB", (Remedy::None, 0), ""), "");
        assert!(refund("XY", 1).starts_with("XY is not on the staff list"));
        assert!(refund("", 1).starts_with("Nobody has said who works here"));
        assert_eq!(
            refused(&[], "XY", (Remedy::Refund, 99_999), "for peace"),
            ""
        );
    }

    #[test]
    fn only_the_owner_bends_a_rule() {
        let staff = [one("SK", true, 0, &[]), one("TB", false, 2000, &[])];
        let gift = |by| refused(&staff, by, (Remedy::Gift, 100), "after closing");
        assert_eq!(gift("SK"), "");
        assert_eq!(gift("TB"), "Only the owner may bend a rule.");
    }
}
