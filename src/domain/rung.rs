//! How loyal a customer is: the ladder from prospect to advocate.

use super::{Customer, Pace, Tier, words};

words! {
    /// How loyal a customer is, from the lowest rung up.
    Rung {
        /// Has not bought yet.
        Prospect = "prospect",
        /// Bought.
        Customer = "customer",
        /// Bought three times in twelve months.
        Client = "client",
        /// A client who praised the shop.
        Supporter = "supporter",
        /// Brought somebody.
        Advocate = "advocate",
    }
}

/// So many sales in twelve months make a client.
const CLIENT_FROM: u32 = 3;

/// On which rung somebody stands, and where they would without a word by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Climb {
    /// The rung.
    pub rung: Rung,
    /// The rung computed from purchases, praise and referrals.
    pub computed: Rung,
    /// How many sales in the last twelve months; `None` for who never bought.
    pub year_sales: Option<u32>,
    /// They praised the shop, or gave it a score of 4 or 5.
    pub praised: bool,
    /// How many they brought.
    pub brought: u32,
}

impl Climb {
    /// The rung of somebody with this pace, who praised the shop or not and brought so many; `step` is chosen by hand: -1, 0 or 1.
    pub fn of(pace: Option<&Pace>, praised: bool, brought: u32, step: i8) -> Self {
        let computed = match pace {
            None => Rung::Prospect,
            Some(_) if brought > 0 => Rung::Advocate,
            Some(pace) if pace.year_sales < CLIENT_FROM => Rung::Customer,
            Some(_) if praised => Rung::Supporter,
            Some(_) => Rung::Client,
        };
        let last = Rung::ALL.len() as i64 - 1;
        let at = (computed as i64 + i64::from(step.signum())).clamp(0, last);
        let rung = usize::try_from(at).ok().and_then(|at| Rung::ALL.get(at));
        Self {
            rung: rung.copied().unwrap_or(computed),
            computed,
            year_sales: pace.map(|pace| pace.year_sales),
            praised,
            brought,
        }
    }

    /// What is missing to the rung above the computed one: "missing to client: 1 more sale in 12 months".
    pub fn missing(&self) -> String {
        let sales = CLIENT_FROM.saturating_sub(self.year_sales.unwrap_or(0));
        let missing = match self.computed {
            Rung::Prospect => "a first purchase".to_owned(),
            Rung::Customer if sales == 1 => "1 more sale in 12 months".to_owned(),
            Rung::Customer => format!("{sales} more sales in 12 months"),
            Rung::Client => "praise, or a score of 4 or 5".to_owned(),
            Rung::Supporter => "bringing somebody".to_owned(),
            Rung::Advocate => return "nothing is missing, it is the top rung".to_owned(),
        };
        let next = Rung::ALL.get(self.computed as usize + 1);
        format!("missing to {}: {missing}", next.unwrap_or(&self.computed))
    }

    /// Why a customer stands on this rung, and what is missing to the next, in one sentence.
    pub fn why(&self, customer: &Customer) -> String {
        let (rung, computed, missing) = (self.rung, self.computed, self.missing());
        let from = self.evidence();
        if rung == computed {
            return format!("{rung}: {from}; {missing}.");
        }
        let side = if rung > computed { "above" } else { "below" };
        let why = match customer.rung_why.trim() {
            "" => String::new(),
            why => format!(", because {why}"),
        };
        format!("{rung}: chosen by hand, one {side} {computed}{why}. Computed: {from}; {missing}.")
    }

    /// From what it was computed.
    fn evidence(&self) -> String {
        let count = |count: u32, one: &str, many: &str| match count {
            1 => format!("1 {one}"),
            count => format!("{count} {many}"),
        };
        let Some(sales) = self.year_sales else {
            return "has not bought yet".into();
        };
        let mut from = format!("{} in 12 months", count(sales, "sale", "sales"));
        if self.praised {
            from.push_str(", praised the shop");
        }
        if self.brought > 0 {
            from.push_str(", brought ");
            from.push_str(&count(self.brought, "customer", "customers"));
        }
        from
    }
}

/// How important and how loyal a customer is, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranks {
    /// The tier.
    pub tier: Tier,
    /// Why, in one sentence.
    pub tier_why: String,
    /// The rung.
    pub climb: Climb,
    /// Why, in one sentence.
    pub rung_why: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Money;

    fn pace(year_sales: u32) -> Pace {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 6, 10).unwrap();
        Pace {
            sales: year_sales,
            days: year_sales,
            first: day,
            last: day,
            median_gap: None,
            spent: Money(0),
            year_sales,
            year_spent: Money(0),
            yearly_value: Money(0),
        }
    }

    #[test]
    fn the_ladder_is_climbed_rung_by_rung() {
        let rung =
            |sales, praised, brought| Climb::of(Some(&pace(sales)), praised, brought, 0).rung;
        assert_eq!(Climb::of(None, true, 1, 0).rung, Rung::Prospect);
        assert_eq!(rung(2, true, 0), Rung::Customer);
        assert_eq!(rung(3, false, 0), Rung::Client);
        assert_eq!(rung(3, true, 0), Rung::Supporter);
        assert_eq!(rung(1, false, 1), Rung::Advocate);
    }

    #[test]
    fn a_step_by_hand_stays_on_the_ladder() {
        let step = |step| Climb::of(Some(&pace(3)), false, 0, step).rung;
        assert_eq!((step(-1), step(1)), (Rung::Customer, Rung::Supporter));
        assert_eq!(Climb::of(None, false, 0, -1).rung, Rung::Prospect);
    }

    #[test]
    fn the_reason_says_from_what_and_what_is_missing() {
        let mut customer = Customer::default();
        let why = |climb: Climb| climb.why(&customer);
        let said =
            |sales, praised, brought| why(Climb::of(Some(&pace(sales)), praised, brought, 0));
        assert_eq!(
            why(Climb::of(None, false, 0, 0)),
            "prospect: has not bought yet; missing to customer: a first purchase."
        );
        assert_eq!(
            said(2, true, 0),
            "customer: 2 sales in 12 months, praised the shop; missing to client: 1 more sale in 12 months."
        );
        assert_eq!(
            said(0, false, 0),
            "customer: 0 sales in 12 months; missing to client: 3 more sales in 12 months."
        );
        assert_eq!(
            said(3, false, 0),
            "client: 3 sales in 12 months; missing to supporter: praise, or a score of 4 or 5."
        );
        assert_eq!(
            said(3, true, 0),
            "supporter: 3 sales in 12 months, praised the shop; missing to advocate: bringing somebody."
        );
        assert_eq!(
            said(1, false, 1),
            "advocate: 1 sale in 12 months, brought 1 customer; nothing is missing, it is the top rung."
        );
        let above = Climb::of(Some(&pace(3)), false, 0, 1).why(&customer);
        assert!(
            above.starts_with("supporter: chosen by hand, one above client. Computed: 3 sales")
        );
        customer.rung_why = "she is new here".into();
        assert_eq!(
            Climb::of(Some(&pace(3)), false, 0, -1).why(&customer),
            "customer: chosen by hand, one below client, because she is new here. Computed: 3 sales in 12 months; missing to supporter: praise, or a score of 4 or 5."
        );
    }
}
