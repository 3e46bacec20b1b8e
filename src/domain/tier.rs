//! How important a customer is to the shop: A, B or C.

use super::{Customer, Settings, Stamp, phrase::ago, words};

words! {
    /// How important a customer is to the shop.
    Tier {
        /// The most important.
        A = "A",
        /// Between.
        B = "B",
        /// The least.
        C = "C",
    }
}

impl Tier {
    /// The tier of a customer: their own choice wins; without purchases to compute one from, everybody is B.
    pub fn of(customer: &Customer) -> Self {
        Self::chosen(customer.tier)
    }

    /// The tier of somebody for whom this one was chosen by hand, or none.
    pub fn chosen(tier: Option<Self>) -> Self {
        tier.unwrap_or(Self::B)
    }

    /// How many days may pass between two check-ins with a customer; 0 is never. Their own choice wins.
    pub fn check_in(customer: &Customer, settings: &Settings) -> u32 {
        let own = customer.check_in.map(u32::from);
        own.or(settings.rhythm(Self::of(customer))).unwrap_or(0)
    }

    /// The rhythm of check-ins and the last contact in words: "check in every 30 d, last 12 d ago".
    pub fn check_in_words(
        customer: &Customer,
        settings: &Settings,
        (last, now): (Option<Stamp>, Stamp),
    ) -> String {
        let rhythm = match Self::check_in(customer, settings) {
            0 => return "no check-ins".into(),
            days => format!("check in every {days} d"),
        };
        match last.map(|at| ago(at, now)) {
            None => format!("{rhythm}, no contact yet"),
            Some(today) if today == "today" => format!("{rhythm}, last today"),
            Some(ago) => format!("{rhythm}, last {ago} ago"),
        }
    }

    /// Why they are checked in on so often, in one sentence.
    pub fn check_in_why(customer: &Customer, settings: &Settings) -> String {
        let tier = Self::of(customer);
        match (customer.check_in, Self::check_in(customer, settings)) {
            (Some(0), _) => "No check-ins: chosen by hand.".into(),
            (Some(days), _) => {
                format!("Every {days} days: chosen by hand. Any contact on any channel counts.")
            }
            (None, 0) => format!("No check-ins: that is the rhythm of tier {tier}."),
            (None, days) => format!(
                "Every {days} days: the rhythm of tier {tier}. Any contact on any channel counts."
            ),
        }
    }

    /// Why it is so, in one sentence.
    pub fn why(customer: &Customer) -> String {
        match (customer.tier, customer.tier_why.as_str()) {
            (Some(tier), "") => format!("{tier}: chosen by hand."),
            (Some(tier), why) => format!("{tier}: chosen by hand, because {why}."),
            (None, _) => "B: too few purchases to say more; under 10 buyers everybody is B.".into(),
        }
    }
}
