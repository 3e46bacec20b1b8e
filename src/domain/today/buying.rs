//! When buying, or not buying, makes a line of Today.

use chrono::NaiveDate;

use super::{Due, ItemKind, Section, When};
use crate::domain::{
    Pace, Tier,
    id::{CustomerId, PartingId, PurchaseId},
};

/// Somebody who buys, as far as Today asks.
#[derive(Debug, Clone, Copy)]
pub struct Buyer<'a> {
    /// Who.
    pub customer: CustomerId,
    /// How often.
    pub pace: &'a Pace,
    /// The more important ones come first.
    pub tier: Tier,
    /// Something went wrong for them once.
    pub complained: bool,
}

/// Likely to buy about now, or silent for longer than their own rhythm. A contact on that day or later ends the line.
pub fn buyer(buyer: Buyer<'_>, today: NaiveDate) -> Option<Due> {
    let Buyer { customer, pace, .. } = buyer;
    let (kind, section, day) = if pace.is_likely_due(today) {
        (ItemKind::LikelyDue, Section::LikelyDue, pace.likely_due()?)
    } else if pace.is_quiet(buyer.complained, today) {
        (
            ItemKind::GoneQuiet,
            Section::GoneQuiet,
            pace.gone_quiet_from()?,
        )
    } else {
        return None;
    };
    let line = Due::new(kind, section, customer.0, When::Day(day)).of(customer);
    Some(Due {
        rank: buyer.tier as u8,
        ..line
    })
}

impl Due {
    /// Asking how it is, some days after a purchase: see [`crate::domain::follow_up::due`].
    pub fn ask_how_it_is(purchase: PurchaseId, customer: CustomerId, day: NaiveDate) -> Self {
        let (kind, section) = (ItemKind::FollowUp, Section::FollowUps);
        let subject = followed_purchase(purchase);
        Self::new(kind, section, subject, When::Day(day)).of(customer)
    }

    /// The day of an agreement with somebody under review has come.
    pub fn agreement(parting: PartingId, customer: CustomerId, until: NaiveDate) -> Self {
        let (kind, section) = (ItemKind::FollowUp, Section::FollowUps);
        Self::new(kind, section, followed_parting(parting), When::Day(until)).of(customer)
    }
}

/// What a line of [`ItemKind::FollowUp`] is about. Its [`Due::subject`] is the row of a complaint, or of another table below zero: even
/// for a purchase, odd for a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Followed {
    /// A complaint that was closed.
    Complaint(i64),
    /// A purchase.
    Purchase(PurchaseId),
    /// An agreement with somebody under review.
    Parting(PartingId),
}

impl Followed {
    /// What this subject means.
    pub const fn of(subject: i64) -> Self {
        match (subject < 0, subject % 2 == 0) {
            (false, _) => Self::Complaint(subject),
            (true, true) => Self::Purchase(PurchaseId(-(subject / 2))),
            (true, false) => Self::Parting(PartingId(-(subject / 2))),
        }
    }
}

const fn followed_purchase(id: PurchaseId) -> i64 {
    -(id.0 * 2)
}

const fn followed_parting(id: PartingId) -> i64 {
    -(id.0 * 2 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Money;
    use chrono::Days;

    fn day(at: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(at)
    }

    /// Bought on days 0, 28, 57 and 84.
    fn line(today: u64, complained: bool) -> Option<(ItemKind, NaiveDate)> {
        let pace = Pace {
            sales: 4,
            days: 4,
            first: day(0),
            last: day(84),
            median_gap: Some(28),
            spent: Money(400),
            year_sales: 4,
            year_spent: Money(400),
            yearly_value: Money(400),
        };
        let asked = Buyer {
            customer: CustomerId(1),
            pace: &pace,
            tier: Tier::B,
            complained,
        };
        buyer(asked, day(today)).map(|line| (line.kind, line.when.day()))
    }

    #[test]
    fn likely_to_buy_from_the_median_gap_on_and_quiet_after_twice_as_long() {
        assert_eq!(line(111, false), None);
        assert_eq!(line(112, false), Some((ItemKind::LikelyDue, day(112))));
        assert_eq!(line(140, false), Some((ItemKind::LikelyDue, day(112))));
        assert_eq!(line(141, false), Some((ItemKind::GoneQuiet, day(141))));
        assert_eq!(line(141, true), None);
    }

    #[test]
    fn what_is_followed_up_is_told_apart_by_its_number() {
        assert_eq!(Followed::of(7), Followed::Complaint(7));
        for id in [1, 2, 9] {
            let purchase = followed_purchase(PurchaseId(id));
            assert_eq!(Followed::of(purchase), Followed::Purchase(PurchaseId(id)));
            let parting = followed_parting(PartingId(id));
            assert_eq!(Followed::of(parting), Followed::Parting(PartingId(id)));
        }
    }
}
