//! A complaint that is settled while the customer stands there: everything in one act.

use super::{Cause, Complaint, Remedy, Step, StepKind};
use crate::domain::{CauseId, Change, Money, Refusal, Stamp};

impl Complaint {
    /// Records a complaint and ends it in one act, for one that was settled while the customer stood there. All steps carry the
    /// complaint's own time and initials.
    ///
    /// # Errors
    /// As [`Complaint::check`] and [`Complaint::step`]: what was left out needs one sentence why, in [`OnTheSpot::note`].
    pub fn on_the_spot(self, spot: &OnTheSpot) -> Result<Vec<Change>, Refusal> {
        self.check()?;
        let (opened, by) = (self.opened, self.by.clone());
        let (mut changes, complaint) = self.settled(spot, (opened, &by))?;
        changes.push(Change::AddComplaint(complaint));
        Ok(changes)
    }

    /// Ends a complaint that is on record already, in one act, by what is done now. What was done before is not noted twice.
    ///
    /// # Errors
    /// As [`Complaint::step`].
    pub fn settle(&self, spot: &OnTheSpot, signed: (Stamp, &str)) -> Result<Vec<Change>, Refusal> {
        let (mut changes, mut complaint) = self.clone().settled(spot, signed)?;
        let steps = complaint.steps.split_off(self.steps.len());
        let add = |step| Change::AddStep(self.customer, self.id, step);
        changes.extend(steps.into_iter().map(add));
        Ok(changes)
    }

    /// The complaint with all steps to its end, and before it the cause where that is new.
    fn settled(
        self,
        spot: &OnTheSpot,
        signed: (Stamp, &str),
    ) -> Result<(Vec<Change>, Self), Refusal> {
        let new_cause = spot.cause.is_none() && !spot.new_cause.trim().is_empty();
        let cause = new_cause.then(|| Change::AddCause(Cause::new(spot.new_cause.trim())));
        let answered = self.answered().is_some() || self.customer.is_none();
        let lit = self.lamps();
        let kinds = [
            (!answered, StepKind::Answered),
            (spot.apologised && !lit.apology, StepKind::Apologised),
            (new_cause || spot.cause.is_some(), StepKind::Cause),
            (!spot.fix.trim().is_empty(), StepKind::Fix),
            (spot.remedy.is_some(), StepKind::Remedy),
            (spot.told && !lit.told, StepKind::Told),
            (true, StepKind::Closed),
        ];
        let mut complaint = self;
        for (_, kind) in kinds.into_iter().filter(|(done, _)| *done) {
            complaint = complaint.with_step(spot.step(kind, signed))?;
        }
        Ok((cause.into_iter().collect(), complaint))
    }
}

/// What was done for a complaint that was settled on the spot.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OnTheSpot {
    /// We said sorry.
    pub apologised: bool,
    /// The cause, chosen from the shop's list.
    pub cause: Option<CauseId>,
    /// Or a new cause, in words; may be empty.
    pub new_cause: String,
    /// How it was put right; empty when it was not.
    pub fix: String,
    /// What the customer got.
    pub remedy: Option<Remedy>,
    /// What that cost the shop.
    pub amount: Option<Money>,
    /// The customer knows.
    pub told: bool,
    /// One sentence for the end: why something was left out; may be empty when nothing was.
    pub note: String,
}

impl OnTheSpot {
    fn step(&self, kind: StepKind, signed: (Stamp, &str)) -> Step {
        let is = |wanted| kind == wanted;
        let text = match kind {
            StepKind::Fix => self.fix.as_str(),
            StepKind::Closed => &self.note,
            _ => "",
        };
        Step {
            cause: is(StepKind::Cause).then(|| self.cause.unwrap_or(CauseId::NEW)),
            remedy: self.remedy.filter(|_| is(StepKind::Remedy)),
            amount: self.amount.filter(|_| is(StepKind::Remedy)),
            ..Step::new(kind, text, signed)
        }
    }
}
