//! The nouns that a line becomes.

use super::{Entry, LineKind, refusal, sale::some};
use crate::domain::{
    Change, Complaint, Extra, ExtraId, Fact, Feedback, Interaction, Kept, Occasion, Preference,
    Promise, Refusal, Thanks, ThanksId, Want, WantId,
    id::{ComplaintId, CustomerId, FactId, InteractionId, PreferenceId, PromiseId},
    product::Naming,
};

impl Entry {
    pub(super) fn new_interaction(&self, customer: Option<CustomerId>) -> Interaction {
        Interaction {
            id: InteractionId::NEW,
            customer,
            at: self.at,
            channel: self.channel.0,
            direction: self.channel.1,
            by: self.by.clone(),
            summary: self.text.clone(),
            mood: self.mood,
            reason: String::new(),
            outcome: None,
            why_not: String::new(),
            tags: self.tags.clone(),
        }
    }

    pub(super) fn new_complaint(&self, customer: Option<CustomerId>) -> Complaint {
        Complaint {
            id: ComplaintId::NEW,
            customer,
            opened: self.at,
            by: self.by.clone(),
            what: self.text.clone(),
            wants: String::new(),
            heat: self.complaint.0,
            source: self.complaint.1,
            told_others: String::new(),
            about: String::new(),
            category: self.tags.first().cloned().unwrap_or_default(),
            purchase: None,
            steps: Vec::new(),
        }
    }

    pub(super) fn new_preference(&self) -> Preference {
        Preference {
            id: PreferenceId::NEW,
            kind: self.preference,
            text: self.text.clone(),
            since: Some(self.at.day()),
            ended: None,
        }
    }

    pub(super) fn new_fact(&self) -> Fact {
        Fact {
            id: FactId::NEW,
            label: self.label.clone(),
            text: self.text.clone(),
            learned: Some(self.at.day()),
        }
    }

    /// A want, thanks or an extra, each of which is somebody's.
    pub(super) fn kept(&self, customer: CustomerId) -> Result<Change, Refusal> {
        let new: Kept = match self.kind {
            LineKind::Want => self.new_want(customer)?.into(),
            LineKind::Thanks => self.new_thanks(customer)?.into(),
            _ => self.new_extra(customer)?.into(),
        };
        Ok(Change::Add(new))
    }

    fn new_want(&self, customer: CustomerId) -> Result<Want, Refusal> {
        let new = Want {
            id: WantId::NEW,
            customer,
            what: self.text.clone(),
            by: self.by.clone(),
            asked: self.at,
            arrived: None,
            told: None,
            dropped: None,
        };
        new.check()?;
        Ok(new)
    }

    fn new_thanks(&self, customer: CustomerId) -> Result<Thanks, Refusal> {
        if self.thanks.occasion == Occasion::Own {
            self.need_text("Type what you thanked them for.")?;
        }
        Ok(Thanks {
            id: ThanksId::NEW,
            customer,
            at: self.at,
            by: self.by.clone(),
            occasion: self.thanks.occasion,
            subject: self.thanks.subject,
            text: self.text.clone(),
        })
    }

    fn new_extra(&self, customer: CustomerId) -> Result<Extra, Refusal> {
        let (direction, cost) = self.extra;
        let new = Extra {
            id: ExtraId::NEW,
            customer,
            at: self.at,
            by: self.by.clone(),
            direction,
            what: self.text.clone(),
            cost,
            reaction: self.reaction.clone(),
        };
        new.check()?;
        Ok(new)
    }

    pub(super) fn new_feedback(&self, customer: Option<CustomerId>) -> Result<Change, Refusal> {
        let (kind, method, score) = self.feedback;
        let product = match &self.about.what {
            Naming::Nothing => None,
            Naming::Known(product) => Some(product.id),
            Naming::New(name) => return Err(Refusal(format!("There is no product {name}."))),
            Naming::Several(names) => {
                let (typed, names) = (&self.about.typed, some(names, " or "));
                return Err(Refusal(format!("Which {typed}: {names}?")));
            }
        };
        let new = Feedback {
            score,
            method,
            product,
            stage: self.stage,
            ..Feedback::new(kind, customer, self.text.clone(), (self.at, &self.by))
        };
        new.check()?;
        Ok(Change::Add(new.into()))
    }

    /// `first`, and behind it the promises given in it.
    pub(super) fn with_promises(
        &self,
        first: Option<Change>,
        customer: Option<CustomerId>,
        (interaction, complaint): (Option<InteractionId>, Option<ComplaintId>),
    ) -> Result<Vec<Change>, Refusal> {
        let mut changes: Vec<Change> = first.into_iter().collect();
        for (due, what) in &self.promises {
            let new = Promise {
                id: PromiseId::NEW,
                customer: customer.unwrap_or(CustomerId::NEW),
                interaction,
                complaint,
                what: what.clone(),
                due: *due,
                by: self.by.clone(),
                agreed: self.at,
                done: None,
                told: None,
                released: None,
                broken: None,
            };
            new.check()?;
            if customer.is_none() {
                return Err(refusal("A promise needs a customer; say first which one."));
            }
            changes.push(Change::AddPromise(new));
        }
        Ok(changes)
    }
}
