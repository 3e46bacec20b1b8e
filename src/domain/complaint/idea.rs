//! A complaint that turns out to be a suggestion, and feedback that turns out to be a complaint.

use super::{Complaint, Heat, Source, Step, StepKind};
use crate::domain::{Change, ComplaintId, Feedback, FeedbackKind, Method, Refusal, Stamp};

impl Complaint {
    /// Keeps it as an idea instead: the complaint is dismissed, its words become feedback.
    ///
    /// # Errors
    /// As [`Complaint::step`]: one that has ended is reopened first.
    pub fn to_idea(&self, signed: (Stamp, &str)) -> Result<Vec<Change>, Refusal> {
        let dismissed = self.step(Step::new(StepKind::Dismissed, "kept as an idea", signed))?;
        let said = (self.opened, signed.1);
        let idea = Feedback {
            method: match self.source {
                Source::Review => Method::Review,
                Source::Observed | Source::Overheard => Method::Observed,
                Source::Direct | Source::SecondHand => Method::Asked,
            },
            purchase: self.purchase,
            ..Feedback::new(FeedbackKind::Idea, self.customer, self.what.clone(), said)
        };
        Ok(vec![dismissed, Change::Add(idea.into())])
    }
}

impl Feedback {
    /// Handles it as a complaint instead, from now on: the feedback is taken out, its words are what went wrong. Praise has nothing
    /// to complain of.
    ///
    /// # Errors
    /// The sentence that says so.
    pub fn to_complaint(&self, signed: (Stamp, &str)) -> Result<Vec<Change>, Refusal> {
        if self.kind == FeedbackKind::Praise {
            return Err(Refusal(
                "This is praise; there is nothing to put right.".into(),
            ));
        }
        let complaint = Complaint {
            id: ComplaintId::NEW,
            customer: self.customer,
            opened: signed.0,
            by: signed.1.into(),
            what: self.text.clone(),
            wants: String::new(),
            heat: Heat::Calm,
            source: match self.method {
                Method::Review => Source::Review,
                Method::MysteryShopper | Method::Observed => Source::Observed,
                Method::Asked | Method::Survey => Source::Direct,
            },
            told_others: String::new(),
            about: String::new(),
            category: String::new(),
            purchase: self.purchase,
            steps: Vec::new(),
        };
        let gone = Change::Remove(self.clone().into());
        Ok(vec![Change::AddComplaint(complaint), gone])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CustomerId, FeedbackId, Kept};

    #[test]
    fn a_complaint_becomes_an_idea_and_comes_back_as_a_complaint() {
        let now = Stamp::from_rfc3339("2026-06-10T12:00:00+02:00").unwrap();
        let idea = Feedback {
            id: FeedbackId(4),
            method: Method::Review,
            ..Feedback::new(
                FeedbackKind::Idea,
                Some(CustomerId(1)),
                "more chairs".into(),
                (now, ""),
            )
        };
        let changes = idea.to_complaint((now, "SK")).unwrap();
        let [Change::AddComplaint(complaint), Change::Remove(_)] = changes.as_slice() else {
            panic!("{changes:?}");
        };
        assert_eq!(
            (
                complaint.what.as_str(),
                complaint.source,
                complaint.by.as_str()
            ),
            ("more chairs", Source::Review, "SK")
        );
        let back = complaint.to_idea((now, "SK")).unwrap();
        let [
            Change::AddStep(_, _, step),
            Change::Add(Kept::Feedback(kept)),
        ] = back.as_slice()
        else {
            panic!("{back:?}");
        };
        assert_eq!(
            (step.kind, step.text.as_str()),
            (StepKind::Dismissed, "kept as an idea")
        );
        assert_eq!(
            (kept.kind, kept.method, &kept.text),
            (idea.kind, idea.method, &idea.text)
        );
        let praise = Feedback {
            kind: FeedbackKind::Praise,
            ..idea
        };
        assert!(praise.to_complaint((now, "SK")).is_err());
        let ended = complaint.clone().with_step(step.clone()).unwrap();
        assert!(ended.to_idea((now, "SK")).is_err());
    }
}
