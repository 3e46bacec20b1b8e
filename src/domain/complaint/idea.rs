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
    /// Handles it as a complaint instead, from now on: the feedback is taken out, its words are what went wrong, and the complaint is
    /// about its product, called so; empty where there is none. Praise has nothing to complain of.
    ///
    /// # Errors
    /// The sentence that says so.
    pub fn to_complaint(
        &self,
        product: &str,
        signed: (Stamp, &str),
    ) -> Result<Vec<Change>, Refusal> {
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
            what: self.in_a_line(),
            wants: String::new(),
            heat: Heat::Calm,
            source: match self.method {
                Method::Review => Source::Review,
                Method::MysteryShopper | Method::Observed => Source::Observed,
                Method::Asked | Method::Survey => Source::Direct,
            },
            told_others: String::new(),
            about: product.to_owned(),
            category: String::new(),
            purchase: self.purchase,
            steps: Vec::new(),
        };
        let gone = Change::Remove(self.clone().into());
        Ok(vec![Change::AddComplaint(complaint), gone])
    }

    /// Its words with what a complaint has no field for, as it is typed: "delivery: late again 2/5".
    fn in_a_line(&self) -> String {
        let stage = self.stage.map(|stage| format!("{stage}: "));
        let score = self.score.map(|score| format!(" {score}/5"));
        [stage, Some(self.text.clone()), score]
            .into_iter()
            .flatten()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CustomerId, FeedbackId, Kept, ProductId, PurchaseId, Stage};

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
        let changes = idea.to_complaint("", (now, "SK")).unwrap();
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
        assert!(praise.to_complaint("", (now, "SK")).is_err());
        let ended = complaint.clone().with_step(step.clone()).unwrap();
        assert!(ended.to_idea((now, "SK")).is_err());
    }

    #[test]
    fn the_complaint_keeps_what_the_feedback_was_about() {
        let now = Stamp::from_rfc3339("2026-06-10T12:00:00+02:00").unwrap();
        let said = Feedback {
            id: FeedbackId(4),
            stage: Some(Stage::Delivery),
            score: Some(2),
            product: Some(ProductId(3)),
            purchase: Some(PurchaseId(9)),
            ..Feedback::new(
                FeedbackKind::Criticism,
                None,
                "late again".into(),
                (now, ""),
            )
        };
        let changes = said.to_complaint("rye", (now, "SK")).unwrap();
        let [Change::AddComplaint(complaint), _] = changes.as_slice() else {
            panic!("{changes:?}");
        };
        assert_eq!(
            (complaint.what.as_str(), complaint.about.as_str()),
            ("delivery: late again 2/5", "rye")
        );
        assert_eq!(complaint.purchase, said.purchase);
    }
}
