//! Asking how it is, some days after a purchase; the answer becomes feedback or a complaint.

use chrono::{Days, NaiveDate};

use super::{
    Complaint, Feedback, FeedbackKind, Heat, Product, Purchase, Source, Stamp, id::ComplaintId,
};

/// The shop asks for so many days, then it lets it be.
pub const DAYS: i64 = 30;

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
        purchase: Some(purchase.id),
        product: purchase.product,
        ..Feedback::new(FeedbackKind::Praise, Some(purchase.customer), text, signed)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Money, Quantity,
        id::{CustomerId, ProductId, PurchaseId},
    };

    fn on(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, day).unwrap()
    }

    fn purchase(amount: i64) -> Purchase {
        Purchase {
            id: PurchaseId(9),
            customer: CustomerId(1),
            day: on(1),
            product: Some(ProductId(2)),
            quantity: Quantity::ONE,
            amount: Money(amount),
            receipt: String::new(),
            by: String::new(),
            noted: Stamp::EPOCH,
        }
    }

    #[test]
    fn the_shop_asks_from_its_day_on_for_thirty_days() {
        let shown = |today| due(&purchase(310), Some(7), false, today);
        assert_eq!((shown(on(7)), shown(on(8))), (None, Some(on(8))));
        let over = on(8) + Days::new(30);
        assert_eq!(
            (shown(over - Days::new(1)), shown(over)),
            (Some(on(8)), None)
        );
    }

    #[test]
    fn nobody_asks_twice_nor_after_what_was_given_back() {
        assert_eq!(due(&purchase(310), Some(7), true, on(8)), None);
        assert_eq!(due(&purchase(310), None, false, on(8)), None);
        assert_eq!(due(&purchase(-310), Some(7), false, on(8)), None);
    }

    #[test]
    fn the_answer_becomes_feedback_or_a_complaint_about_the_purchase() {
        let grinder = Product {
            id: ProductId(2),
            name: "grinder".into(),
            ..Product::default()
        };
        let signed = (Stamp::EPOCH, "SK");
        let good = fine(&purchase(310), &grinder, " ", signed);
        assert_eq!(
            (good.text.as_str(), good.purchase),
            ("fine with grinder", Some(PurchaseId(9)))
        );
        assert!(good.check().is_ok());
        let bad = problem(&purchase(310), &grinder, "it leaks", signed);
        assert_eq!(
            (bad.about.as_str(), bad.purchase),
            ("grinder", Some(PurchaseId(9)))
        );
        assert!(bad.check().is_ok());
    }
}
