//! From which rows a line of Today was computed, in sentences, and by which rule it comes and goes.

use chrono::NaiveDate;

use super::{Item, ItemKind, Matter};
use crate::domain::{
    Action, Complaint, Habits, Interaction, Occasion, Promise, Stamp, ThanksDue, Tier,
    dates::day_words, phrase::contact_words,
};

impl Item {
    /// From which rows the line was computed, in sentences.
    pub fn because(&self, today: NaiveDate) -> Vec<String> {
        let mut lines = vec![match &self.matter {
            Matter::Promise(promise) => because_promise(promise, today),
            Matter::Complaint(complaint, tier) => {
                because_complaint(self.kind, complaint, *tier, today)
            }
            Matter::Want(want) => format!(
                "Want {}: asked for {}, in since {}, not told.",
                want.id,
                on(want.asked, today),
                want.arrived.map_or_else(String::new, |at| on(at, today)),
            ),
            Matter::Action(action) => because_action(action, today),
            Matter::Idea(idea) => format!(
                "Idea {}: heard {}{}, neither answered nor adopted.",
                idea.id,
                on(idea.at, today),
                signed(&idea.by),
            ),
            Matter::Silence(last, every) => because_silence(last.as_ref(), *every, today),
            Matter::Thanks(due) => because_thanks(due),
            Matter::Birthday(date) => format!("Their birthday is noted as {}.", date.words()),
            Matter::Buying(habits, _) => because_buying(habits, today),
            Matter::Purchase(purchase, product) => format!(
                "Purchase {}: {} {}, {}.",
                purchase.id,
                purchase.quantity,
                product.name,
                day_words(purchase.day, today),
            ),
            Matter::Agreement(parting, _) => format!(
                "Under review since {}: {}.",
                on(parting.opened, today),
                parting.why
            ),
        }];
        lines.push(rule(self.kind, &self.matter).to_owned());
        lines
    }
}

fn because_promise(promise: &Promise, today: NaiveDate) -> String {
    let agreed = on(promise.agreed, today);
    let by = signed(&promise.by);
    let due = match promise.due {
        Some(day) => format!(", due {}", day_words(day, today)),
        None => String::new(),
    };
    let done = match promise.done {
        Some(at) => format!("done {}, and not told", on(at, today)),
        None => "not done".into(),
    };
    format!("Promise {}: given {agreed}{by}{due}, {done}.", promise.id)
}

fn because_complaint(
    kind: ItemKind,
    complaint: &Complaint,
    tier: Tier,
    today: NaiveDate,
) -> String {
    let opened = on(complaint.opened, today);
    let (id, heat, steps) = (complaint.id, complaint.heat, complaint.steps.len());
    match kind {
        ItemKind::FollowUp => format!("Complaint {id}: heard {opened}, and closed."),
        _ => format!(
            "Complaint {id}: heard {opened}, {heat}, tier {tier}, {steps} steps in its record; = on the complaint counts the hours."
        ),
    }
}

fn because_action(action: &Action, today: NaiveDate) -> String {
    let decided = on(action.agreed, today);
    let by = signed(&action.by);
    let due = match action.due {
        Some(day) => format!(", due {}", day_words(day, today)),
        None => String::new(),
    };
    let done = match action.done {
        Some(at) => format!("done {}, not verified", on(at, today)),
        None => "not done".into(),
    };
    format!(
        "Action {}: {}, decided {decided}{by}{due}, {done}.",
        action.id, action.kind
    )
}

fn because_silence(last: Option<&Interaction>, every: u32, today: NaiveDate) -> String {
    match last {
        Some(talk) => format!(
            "The last contact was {} ({}); the rhythm is {every} days.",
            on(talk.at, today),
            contact_words(talk.channel, talk.direction),
        ),
        None => format!("There was no contact yet; the rhythm of {every} days is their own."),
    }
}

fn because_buying(habits: &Habits, today: NaiveDate) -> String {
    let Some(pace) = &habits.pace else {
        return String::new();
    };
    format!(
        "They bought on {} days, last {}; the median gap is {} days.",
        pace.days,
        day_words(pace.last, today),
        pace.median_gap.unwrap_or(0),
    )
}

fn because_thanks(due: &ThanksDue) -> String {
    let table = match due.occasion {
        Occasion::Referral => "customer",
        Occasion::Feedback => "feedback",
        Occasion::Complaint => "complaint",
        Occasion::Enquiry => "contact",
        Occasion::FirstPurchase => "purchase",
        Occasion::Own => "row",
    };
    format!("For {table} #{} no thanks are noted.", due.subject)
}

/// The rule by which such a line comes and goes.
const fn rule(kind: ItemKind, matter: &Matter) -> &'static str {
    match kind {
        ItemKind::FollowUp if matches!(matter, Matter::Purchase(..)) => {
            "The product says after how many days to ask. It goes with the answer, and after 30 days."
        }
        ItemKind::FollowUp if matches!(matter, Matter::Agreement(..)) => {
            "The day of the agreement has come. It goes when the review ends or they are let go."
        }
        ItemKind::LikelyDue => {
            "It shows one median gap after they bought last, until a contact, a purchase, or twice that gap."
        }
        ItemKind::GoneQuiet => {
            "Silent for more than twice their median gap, with 4 or more days of buying and no complaint on file. A contact or a purchase ends it."
        }
        ItemKind::PromiseLate | ItemKind::PromiseToday => {
            "It goes when the promise is done, given up, let off, or moved to another day."
        }
        ItemKind::Clock => {
            "It shows when three quarters of the opening hours are used, on the last day, and when a deadlock has come to its day."
        }
        ItemKind::Tell if matches!(matter, Matter::Idea(_)) => {
            "It shows the day after an idea was heard and goes when they have an answer, or when the shop takes it up."
        }
        ItemKind::Tell => "It goes when they are told.",
        ItemKind::Arrived => {
            "It goes when they are told; some opening days after it came in it is LATE."
        }
        ItemKind::Action => {
            "It shows from its day on until it is done, and then until somebody has looked whether it works."
        }
        ItemKind::CheckIn => {
            "Any contact on any channel resets it. The own rhythm wins, else the tier decides."
        }
        ItemKind::Thanks => {
            "Thanks are due once for each occasion of the last 60 days; an enquiry after 7 days."
        }
        ItemKind::FollowUp => {
            "The shop asks again 7 and 30 days after a complaint was closed: did they win?"
        }
        ItemKind::Birthday => {
            "It shows seven days ahead and goes with a contact on the day. 29 February falls on the 28th in other years."
        }
    }
}

fn on(at: Stamp, today: NaiveDate) -> String {
    day_words(at.day(), today)
}

/// " by SK"; nothing where nobody signed.
fn signed(by: &str) -> String {
    if by.is_empty() {
        String::new()
    } else {
        format!(" by {by}")
    }
}
