//! How important a customer is to the shop: A, B or C.

use super::{Customer, words};

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
        customer.tier.unwrap_or(Self::B)
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
