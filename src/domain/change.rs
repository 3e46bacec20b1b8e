//! Every write there is, as a value. Screens, shell and command line make these; only the store carries them out.

mod anew;

use serde::{Deserialize, Serialize};

use super::{
    Cause, Channel, Complaint, Customer, Fact, Interaction, Kept, Preference, PreferenceKind,
    Promise, Step, StepKind, Tag,
    id::{ComplaintId, CustomerId, FactId, InteractionId, PreferenceId, PromiseId, TagId},
    view,
};

/// One write. A list of changes applied together is one act and one undo step.
///
/// A reference that is `NEW` means the row of that noun added just before, in the same act. An edit carries the row as it was
/// read, so that the store can tell when somebody else changed it meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Two customers made one: everything that refers to the other goes over to the one kept.
    Merge {
        /// The one kept, as it was read.
        before: Box<Customer>,
        /// As it shall be; detail rows of the other stand in it with their numbers.
        after: Box<Customer>,
        /// The other one, as it was read.
        gone: Box<Customer>,
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
    EditCause {
        /// As it was read.
        before: Cause,
        /// As it shall be.
        after: Cause,
    },
    /// A new row of one of the smaller nouns.
    Add(Kept),
    /// Another state of such a row.
    Edit {
        /// As it was read.
        before: Kept,
        /// As it shall be; the same noun.
        after: Kept,
    },
    /// Such a row taken out.
    Remove(Kept),
    /// A setting; an empty value brings back the default.
    Set {
        /// One of the setting keys.
        key: String,
        /// Its new text.
        value: String,
    },
}

impl Change {
    /// The write that brings a row of a smaller noun to another state.
    pub fn edit(before: impl Into<Kept>, after: impl Into<Kept>) -> Self {
        Self::Edit {
            before: before.into(),
            after: after.into(),
        }
    }

    /// What was done, as undo names it: "logged a call with Ada". `who` is what the customer concerned is called, or "" for nobody.
    pub fn label(&self, who: &str) -> String {
        match self {
            Self::AddCustomer(_)
            | Self::EditCustomer { .. }
            | Self::Merge { .. }
            | Self::RemoveCustomer(_)
            | Self::AddTag(..)
            | Self::RemoveTag(..)
            | Self::AddPreference(..)
            | Self::EditPreference(..)
            | Self::RemovePreference(..)
            | Self::AddFact(..)
            | Self::EditFact(..)
            | Self::RemoveFact(..) => self.customer_label(who),
            Self::AddInteraction(new) => with("logged ", contact(new.channel), " with ", who),
            Self::EditInteraction { after, .. } => {
                with("edited ", contact(after.channel), " with ", who)
            }
            Self::RemoveInteraction(..) => with("took out ", "a contact", " with ", who),
            Self::AddPromise(new) => told(&with("promised", "", " ", who), &new.what),
            Self::EditPromise { before, after } => {
                let act = promise_act(before, after);
                told(&with(act, "the promise", " to ", who), &after.what)
            }
            Self::RemovePromise(..) => with("took out ", "a promise", " to ", who),
            Self::AddComplaint(new) => {
                told(&with("wrote down ", "a complaint", " of ", who), &new.what)
            }
            Self::EditComplaint { after, .. } => {
                told(&with("edited ", "the complaint", " of ", who), &after.what)
            }
            Self::RemoveComplaint(..) => with("took out ", "a complaint", " of ", who),
            Self::AddStep(_, _, step) => step_label(step, who),
            Self::AddCause(cause) => format!("added the cause {}", short(&cause.text)),
            Self::EditCause { after, .. } => format!("reworded the cause {}", short(&after.text)),
            Self::Add(new) => new.added_label(who),
            Self::Edit { before, after } => before.edited_label(after, who),
            Self::Remove(gone) => gone.removed_label(who),
            Self::Set { key, value } => {
                view::label(key, value).unwrap_or_else(|| format!("changed the setting {key}"))
            }
        }
    }

    fn customer_label(&self, who: &str) -> String {
        let who = if who.is_empty() { "a customer" } else { who };
        match self {
            Self::AddCustomer(new) => format!("added {}", new.called()),
            Self::EditCustomer { .. } => format!("edited {who}"),
            Self::RemoveCustomer(_) => format!("removed {who}"),
            Self::Merge { before, gone, .. } => {
                format!("merged {} into {}", gone.shown_name(), before.shown_name())
            }
            Self::AddTag(_, tag) => format!("tagged {who} #{}", tag.word),
            Self::RemoveTag(..) => format!("took a tag off {who}"),
            Self::AddPreference(_, new) => preference_label("noted", new, who),
            Self::EditPreference(_, after) if after.ended.is_some() => {
                preference_label("ended", after, who)
            }
            Self::EditPreference(_, after) => preference_label("reworded", after, who),
            Self::RemovePreference(..) => format!("took out a like or avoid of {who}"),
            Self::AddFact(_, new) => format!("noted about {who}: {}", short(&new.text)),
            Self::EditFact(_, after) => {
                format!("reworded a fact about {who}: {}", short(&after.text))
            }
            Self::RemoveFact(..) => format!("took out a fact about {who}"),
            _ => String::new(),
        }
    }

    /// What several changes in one act were, as undo names it: the first that says most, and how many more of its sort.
    pub fn label_of(changes: &[Self], who: &str) -> String {
        let closes = |change: &&Self| matches!(change, Self::AddStep(.., step) if step.kind == StepKind::Closed);
        if let Some(closed) = changes.iter().find(closes) {
            return closed.label(who);
        }
        let product = |change: &Self| matches!(change, Self::Add(Kept::Product(_)));
        let aside = |change: &Self| matches!(change, Self::AddCause(_)) || product(change);
        let Some(main) = changes
            .iter()
            .find(|change| !aside(change))
            .or(changes.first())
        else {
            return "changed nothing".into();
        };
        let sort = std::mem::discriminant(main);
        let mut others = changes.iter().filter(|one| product(main) || !product(one));
        let more = others.clone().count() - 1;
        let alike = others.all(|change| std::mem::discriminant(change) == sort);
        if alike && more > 0 {
            format!("{} and {more} more", main.label(who))
        } else {
            main.label(who)
        }
    }

    /// The customer concerned, if there is one and it is not new.
    pub fn customer(&self) -> Option<CustomerId> {
        match self {
            Self::AddCustomer(_)
            | Self::AddCause(_)
            | Self::EditCause { .. }
            | Self::Set { .. } => None,
            Self::EditCustomer { before, .. } | Self::Merge { before, .. } => Some(before.id),
            Self::RemoveCustomer(id)
            | Self::AddTag(id, _)
            | Self::RemoveTag(id, _)
            | Self::AddPreference(id, _)
            | Self::EditPreference(id, _)
            | Self::RemovePreference(id, _)
            | Self::AddFact(id, _)
            | Self::EditFact(id, _)
            | Self::RemoveFact(id, _)
            | Self::RemovePromise(id, _) => Some(*id),
            Self::Add(row) | Self::Edit { after: row, .. } | Self::Remove(row) => row.customer(),
            Self::AddInteraction(new) => new.customer,
            Self::EditInteraction { after, .. } => after.customer,
            Self::AddPromise(new) => Some(new.customer),
            Self::EditPromise { after, .. } => Some(after.customer),
            Self::AddComplaint(new) => new.customer,
            Self::EditComplaint { after, .. } => after.customer,
            Self::RemoveInteraction(id, _)
            | Self::RemoveComplaint(id, _)
            | Self::AddStep(id, _, _) => *id,
        }
        .filter(|id| !id.is_new())
    }
}

/// At most forty letters of a text, on one line.
pub(super) fn short(text: &str) -> String {
    const LETTERS: usize = 40;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LETTERS) {
        Some(_) => {
            let kept: String = line.chars().take(LETTERS - 1).collect();
            format!("{}…", kept.trim_end())
        }
        None => line,
    }
}

/// "logged a call with Ada", or "logged a call" without a name.
fn with(act: &str, thing: &str, link: &str, who: &str) -> String {
    let link = if who.is_empty() { "" } else { link };
    format!("{act}{thing}{link}{who}")
}

/// "promised Ada: ring back"
fn told(act: &str, text: &str) -> String {
    format!("{act}: {}", short(text))
}

fn contact(channel: Channel) -> &'static str {
    match channel {
        Channel::Call => "a call",
        Channel::Text => "a text",
        Channel::Mail => "a mail",
        Channel::Visit => "a visit",
        Channel::Post => "a letter",
        Channel::Chat => "a chat",
        Channel::Own => "a contact",
    }
}

fn preference_label(act: &str, preference: &Preference, who: &str) -> String {
    let sort = match preference.kind {
        PreferenceKind::Avoid => "an avoid",
        _ => "a like",
    };
    format!("{act} {sort} of {who}: {}", short(&preference.text))
}

/// What happened to a promise, told from the stamps that differ.
fn promise_act(before: &Promise, after: &Promise) -> &'static str {
    let stamps = |promise: &Promise| (promise.done, promise.told, promise.released, promise.broken);
    match (stamps(before), stamps(after)) {
        (before, after) if before == after => "edited ",
        (_, (None, None, None, None)) => "reopened ",
        ((.., None, _), (.., Some(_), _)) => "was let off ",
        ((.., None), (.., Some(_))) => "gave up ",
        ((_, None, ..), (_, Some(_), ..)) => "kept ",
        ((None, ..), (Some(_), ..)) => "did what was in ",
        _ => "edited ",
    }
}

fn step_label(step: &Step, who: &str) -> String {
    let complaint = |act| with(act, "the complaint", " of ", who);
    match step.kind {
        StepKind::Answered => complaint("answered "),
        StepKind::Apologised => with("apologised", "", " to ", who),
        StepKind::Cause => complaint("noted the cause of "),
        StepKind::Fix => with("put it right", "", " for ", who),
        StepKind::Remedy => match step.remedy {
            Some(remedy) => with("noted the remedy ", remedy.word(), " for ", who),
            None => with("noted the remedy", "", " for ", who),
        },
        StepKind::Told if who.is_empty() => "told how it ended".into(),
        StepKind::Told => format!("told {who} how it ended"),
        StepKind::WaitingOnCustomer if who.is_empty() => "waits for the customer".into(),
        StepKind::WaitingOnCustomer => format!("waits for {who}"),
        StepKind::WaitingOnSupplier => complaint("waits for the supplier in "),
        StepKind::Resumed => complaint("resumed "),
        StepKind::NeedsOwner => complaint("asked the owner about "),
        StepKind::Deadlock => complaint("noted a deadlock in "),
        StepKind::Closed => complaint("closed "),
        StepKind::Dismissed => complaint("dismissed "),
        StepKind::Reopened => complaint("reopened "),
    }
}

#[cfg(test)]
mod tests;
