//! Every write there is, as a value. Screens, shell and command line make these; only the store carries them out.

use super::{
    Cause, Complaint, Customer, Fact, Interaction, Preference, Promise, Step, Tag,
    id::{ComplaintId, CustomerId, FactId, InteractionId, PreferenceId, PromiseId, TagId},
};

/// One write. A list of changes applied together is one act and one undo step.
///
/// A reference that is `NEW` means the row of that noun added just before, in the same act. An edit carries the row as it was
/// read, so that the store can tell when somebody else changed it meanwhile.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A new customer with all details.
    AddCustomer(Box<Customer>),
    /// Another state of a customer, details included.
    EditCustomer {
        /// As it was read.
        before: Box<Customer>,
        /// As it shall be.
        after: Box<Customer>,
    },
    /// A customer taken out with all their rows.
    RemoveCustomer(CustomerId),
    /// A new tag on a customer.
    AddTag(CustomerId, Tag),
    /// A tag taken off.
    RemoveTag(CustomerId, TagId),
    /// A new like or avoid.
    AddPreference(CustomerId, Preference),
    /// Another state of a like or avoid: reworded or ended.
    EditPreference(CustomerId, Preference),
    /// A like or avoid that was never true, taken out.
    RemovePreference(CustomerId, PreferenceId),
    /// A new fact.
    AddFact(CustomerId, Fact),
    /// A fact reworded.
    EditFact(CustomerId, Fact),
    /// A fact taken out.
    RemoveFact(CustomerId, FactId),
    /// A new contact.
    AddInteraction(Interaction),
    /// Another state of a contact.
    EditInteraction {
        /// As it was read.
        before: Interaction,
        /// As it shall be.
        after: Interaction,
    },
    /// A contact taken out.
    RemoveInteraction(Option<CustomerId>, InteractionId),
    /// A new promise.
    AddPromise(Promise),
    /// Another state of a promise: done, told, released, another day.
    EditPromise {
        /// As it was read.
        before: Promise,
        /// As it shall be.
        after: Promise,
    },
    /// A promise taken out.
    RemovePromise(CustomerId, PromiseId),
    /// A new complaint, with the steps it starts with.
    AddComplaint(Complaint),
    /// Another state of a complaint's own fields; its steps are left as they are.
    EditComplaint {
        /// As it was read.
        before: Complaint,
        /// As it shall be.
        after: Complaint,
    },
    /// A complaint taken out with its steps.
    RemoveComplaint(Option<CustomerId>, ComplaintId),
    /// The next step of a complaint.
    AddStep(Option<CustomerId>, ComplaintId, Step),
    /// A new cause on the shop's list.
    AddCause(Cause),
    /// A cause reworded.
    EditCause(Cause),
    /// A setting; an empty value brings back the default.
    Set {
        /// One of the setting keys.
        key: String,
        /// Its new text.
        value: String,
    },
}

impl Change {
    /// What was done, as undo names it: "logged a call with Ada". `who` is what the customer concerned is called, or "" for nobody.
    pub fn label(&self, who: &str) -> String {
        todo!("{who}")
    }

    /// The customer concerned, if there is one and it is not new.
    pub fn customer(&self) -> Option<CustomerId> {
        todo!()
    }
}
