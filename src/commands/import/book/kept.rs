//! The smaller nouns of an export: what they refer to gets the numbers of the shop.

use super::{History, Moved, said};
use crate::domain::{
    Action, Apart, CauseId, ComplaintId, CustomerId, InteractionId, Kept, Occasion, ProductId,
    PurchaseId, Recovery, Thanks,
};

/// What becomes of a row.
pub enum Fit {
    /// It is added.
    New(Box<Kept>),
    /// It is there already, or belongs to nobody in the file.
    Known,
    /// A line put off that would be about another row here.
    PutOff,
}

/// The noun of a row, and by what it is known again: initials and cards have a name of their own.
fn known_by(row: &Kept) -> (&'static str, String) {
    let bare = row.clone().numbered(0);
    match &bare {
        Kept::Staff(it) => ("staff", format!("staff {}", it.initials)),
        Kept::Card(it) => ("card", format!("card {}", it.slug)),
        Kept::Snooze(it) => ("snooze", format!("snooze {} {}", it.kind, it.subject)),
        Kept::Want(it) => ("want", format!("want {}", said(it))),
        Kept::Thanks(it) => ("thanks", format!("thanks {}", said(it))),
        Kept::Extra(it) => ("extra", format!("extra {}", said(it))),
        Kept::Feedback(it) => ("feedback", format!("feedback {}", said(it))),
        Kept::Action(it) => ("action", format!("action {}", said(it))),
        Kept::Recovery(it) => ("recovery", format!("recovery {}", said(it))),
        Kept::Product(it) => ("product", format!("product {}", it.name)),
        Kept::Purchase(it) => ("purchase", format!("purchase {}", said(it))),
        Kept::Rule(it) => ("rule", format!("rule {}", said(it))),
        Kept::Offer(it) => ("offer", format!("offer {}", said(it))),
        Kept::Redemption(it) => ("redemption", format!("redemption {}", said(it))),
        Kept::Parting(it) => ("parting", format!("parting {}", said(it))),
        Kept::Worksheet(it) => ("worksheet", format!("worksheet {}", said(it))),
        Kept::SelfCheck(it) => ("self-check", format!("self-check {}", it.quarter)),
        Kept::Kudos(it) => ("kudos", format!("kudos {}", said(it))),
        Kept::Layout(it) => ("layout", format!("layout {}", it.header)),
        Kept::Apart(it) => ("apart", format!("apart {} {}", it.one, it.other)),
    }
}

impl History {
    /// A row that the shop has.
    pub(super) fn know_kept(&mut self, row: Kept) {
        let (noun, words) = known_by(&row);
        let last = self.last.kept.entry(noun).or_default();
        *last = (*last).max(row.row());
        self.known.insert(words, row.row());
    }

    /// A row of the export, as the shop shall have it.
    pub(super) fn kept(
        &mut self,
        row: Kept,
        person: &mut dyn FnMut(CustomerId) -> Option<CustomerId>,
        moved: &mut Moved,
    ) -> Fit {
        let old = row.row();
        let Some(here) = moved.refer(row.clone(), person) else {
            return Fit::Known;
        };
        if self.keeps_numbers {
            moved.kept.insert((known_by(&row).0, old), old);
            return Fit::New(Box::new(row));
        }
        if matches!(row, Kept::Snooze(_)) {
            return Fit::PutOff;
        }
        let row = here;
        let (noun, words) = known_by(&row);
        if let Some(id) = self.known.get(&words) {
            moved.kept.insert((noun, old), *id);
            return Fit::Known;
        }
        let last = self.last.kept.entry(noun).or_default();
        *last += 1;
        moved.kept.insert((noun, old), *last);
        Fit::New(Box::new(row.numbered(*last)))
    }
}

impl Moved {
    /// The row with what it refers to as it is numbered here; `None` when that is not in the file.
    fn refer(
        &self,
        mut row: Kept,
        person: &mut dyn FnMut(CustomerId) -> Option<CustomerId>,
    ) -> Option<Kept> {
        match &mut row {
            Kept::Want(it) => it.customer = person(it.customer)?,
            Kept::Extra(it) => it.customer = person(it.customer)?,
            Kept::Feedback(it) => {
                it.customer = perhaps(it.customer, person)?;
                it.purchase = it.purchase.and_then(|id| self.purchase(id));
                it.product = it.product.and_then(|id| self.product(id));
            }
            Kept::Thanks(it) => {
                it.customer = person(it.customer)?;
                it.subject = self.subject(it, person);
            }
            Kept::Action(it) => self.refer_action(it),
            Kept::Recovery(Recovery { complaint, .. }) => {
                *complaint = self.complaints.get(complaint).copied()?;
            }
            Kept::Purchase(it) => {
                it.customer = person(it.customer)?;
                it.product = it.product.and_then(|id| self.product(id));
            }
            Kept::Rule(it) => {
                it.bought = self.product(it.bought)?;
                it.then = self.product(it.then)?;
            }
            Kept::Offer(it) => {
                it.customer = person(it.customer)?;
                it.product = it.product.and_then(|id| self.product(id));
            }
            Kept::Redemption(it) => it.customer = person(it.customer)?,
            Kept::Parting(it) => it.customer = person(it.customer)?,
            Kept::Worksheet(it) => {
                it.customer = perhaps(it.customer, person)?;
                let complaint = |id: ComplaintId| self.complaints.get(&id).copied();
                it.complaint = it.complaint.and_then(complaint);
            }
            Kept::Apart(it) => {
                let (one, other) = (person(it.one)?, person(it.other)?);
                *it = Apart {
                    id: it.id,
                    ..Apart::of(one, other, it.noted)?
                };
            }
            Kept::SelfCheck(_)
            | Kept::Kudos(_)
            | Kept::Staff(_)
            | Kept::Card(_)
            | Kept::Snooze(_)
            | Kept::Product(_)
            | Kept::Layout(_) => {}
        }
        Some(row)
    }

    fn product(&self, old: ProductId) -> Option<ProductId> {
        self.kept.get(&("product", old.0)).copied().map(ProductId)
    }

    pub(super) fn purchase(&self, old: PurchaseId) -> Option<PurchaseId> {
        self.kept.get(&("purchase", old.0)).copied().map(PurchaseId)
    }

    fn refer_action(&self, action: &mut Action) {
        let complaint = |id: ComplaintId| self.complaints.get(&id).copied();
        let cause = |id: CauseId| self.causes.get(&id).copied();
        action.complaint = action.complaint.and_then(complaint);
        action.cause = action.cause.and_then(cause);
    }

    /// What the thanks are for, in the table that their occasion means.
    fn subject(
        &self,
        thanks: &Thanks,
        person: &mut dyn FnMut(CustomerId) -> Option<CustomerId>,
    ) -> Option<i64> {
        let old = thanks.subject?;
        match thanks.occasion {
            Occasion::Referral => person(CustomerId(old)).map(|id| id.0),
            Occasion::Feedback => self.kept.get(&("feedback", old)).copied(),
            Occasion::Complaint => self.complaints.get(&ComplaintId(old)).map(|id| id.0),
            Occasion::Enquiry => self.interactions.get(&InteractionId(old)).map(|id| id.0),
            Occasion::FirstPurchase => self.purchase(PurchaseId(old)).map(|id| id.0),
            Occasion::Own => None,
        }
    }
}

/// Somebody's row as theirs here, nobody's as nobody's; `None` when they are not in the file.
fn perhaps(
    customer: Option<CustomerId>,
    person: &mut dyn FnMut(CustomerId) -> Option<CustomerId>,
) -> Option<Option<CustomerId>> {
    customer.map_or(Some(None), |customer| person(customer).map(Some))
}
