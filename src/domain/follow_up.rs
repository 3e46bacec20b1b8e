//! Asking how it is, some days after a purchase; the answer becomes feedback or a complaint.

use chrono::{Days, NaiveDate};

use super::{
    Complaint, Feedback, FeedbackKind, Heat, Method, Product, Purchase, Source, Stamp,
    id::{ComplaintId, FeedbackId},
};

/// The shop asks for so many days, then it lets it be.
const DAYS: i64 = 30;

/// The day on which the shop asks after a purchase; `None` when nobody asks after this product, when something was given back, when
/// it was answered, and when today is before that day or thirty days after it.
pub fn due(
    purchase: &Purchase,
    ask_after: Option<u16>,
    answered: bool,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let days = ask_after.filter(|_| purchase.is_sale() && !answered)?;
    let due = purchase.day.checked_add_days(Days::new(days.into()))?;
    (0..DAYS).contains(&(today - due).num_days()).then_some(due)
}

/// All is fine: what they said, as feedback about the purchase. Without words it says so itself.
pub fn fine(purchase: &Purchase, product: &Product, said: &str, signed: (Stamp, &str)) -> Feedback {
    let text = match said.trim() {
        "" => format!("fine with {}", product.name),
        said => said.to_owned(),
    };
    Feedback {
        id: FeedbackId::NEW,
        customer: Some(purchase.customer),
        at: signed.0,
        by: signed.1.into(),
        kind: FeedbackKind::Praise,
        score: None,
        method: Method::Asked,
        text,
        purchase: Some(purchase.id),
    }
}

/// There is a problem: the complaint about the purchase, filled in as far as it is known.
pub fn problem(
    purchase: &Purchase,
    product: &Product,
    what: &str,
    signed: (Stamp, &str),
) -> Complaint {
    Complaint {
        id: ComplaintId::NEW,
        customer: Some(purchase.customer),
        opened: signed.0,
        by: signed.1.into(),
        what: what.trim().to_owned(),
        wants: String::new(),
        heat: Heat::Calm,
        source: Source::Direct,
        told_others: String::new(),
        about: product.name.clone(),
        category: String::new(),
        purchase: Some(purchase.id),
        steps: Vec::new(),
    }
}
