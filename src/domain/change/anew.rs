//! A row that another window took out while it was being edited, saved as a new one.

use super::Change;
use crate::domain::{
    Customer,
    id::{
        AddressId, CauseId, ChannelRuleId, ComplaintId, CustomerId, EmailId, FactId, InteractionId,
        PhoneId, PreferenceId, PromiseId, StepId, TagId,
    },
};

impl Change {
    /// The same write, where what it edits is no longer there: what was typed becomes a new row. `None` for a write that needs the
    /// old one.
    pub fn anew(self) -> Option<Self> {
        Some(match self {
            Self::EditCustomer { after, .. } => Self::AddCustomer(Box::new(new_customer(*after))),
            Self::EditInteraction { mut after, .. } => {
                after.id = InteractionId::NEW;
                Self::AddInteraction(after)
            }
            Self::EditPromise { mut after, .. } => {
                after.id = PromiseId::NEW;
                Self::AddPromise(after)
            }
            Self::EditComplaint { mut after, .. } => {
                after.id = ComplaintId::NEW;
                after.steps.iter_mut().for_each(|it| it.id = StepId::NEW);
                Self::AddComplaint(after)
            }
            Self::EditCause { mut after, .. } => {
                after.id = CauseId::NEW;
                Self::AddCause(after)
            }
            Self::Edit { after, .. } => Self::Add(after.numbered(0)),
            add @ (Self::Add(_) | Self::AddCause(_)) => add,
            _ => return None,
        })
    }
}

/// The same customer without the numbers of the rows that are gone.
fn new_customer(mut one: Customer) -> Customer {
    one.id = CustomerId::NEW;
    one.uid.clear();
    one.phones.iter_mut().for_each(|it| it.id = PhoneId::NEW);
    one.emails.iter_mut().for_each(|it| it.id = EmailId::NEW);
    one.addresses
        .iter_mut()
        .for_each(|it| it.id = AddressId::NEW);
    one.tags.iter_mut().for_each(|it| it.id = TagId::NEW);
    one.preferences
        .iter_mut()
        .for_each(|it| it.id = PreferenceId::NEW);
    one.facts.iter_mut().for_each(|it| it.id = FactId::NEW);
    one.channels
        .iter_mut()
        .for_each(|it| it.id = ChannelRuleId::NEW);
    one
}
