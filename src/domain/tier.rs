//! How important a customer is to the shop: A, B or C.

use chrono::NaiveDate;

use super::{
    Currency, Customer, Money, Pace, Settings, Stamp, dates::short_day, habits::year_before,
    phrase::ago, words,
};

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
    /// How many days may pass between two check-ins with a customer of this tier; 0 is never. Their own choice wins.
    pub fn check_in(self, customer: &Customer, settings: &Settings) -> u32 {
        let own = customer.check_in.map(u32::from);
        own.or(settings.rhythm(self)).unwrap_or(0)
    }

    /// The rhythm of check-ins and the last contact in words: "check in every 30 d, last 12 d ago".
    pub fn check_in_words(
        self,
        customer: &Customer,
        settings: &Settings,
        (last, now): (Option<Stamp>, Stamp),
    ) -> String {
        let rhythm = match self.check_in(customer, settings) {
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
    pub fn check_in_why(self, customer: &Customer, settings: &Settings) -> String {
        match (customer.check_in, self.check_in(customer, settings)) {
            (Some(0), _) => "No check-ins: chosen by hand.".into(),
            (Some(days), _) => {
                format!("Every {days} days: chosen by hand. Any contact on any channel counts.")
            }
            (None, 0) => format!("No check-ins: that is the rhythm of tier {self}."),
            (None, days) => format!(
                "Every {days} days: the rhythm of tier {self}. Any contact on any channel counts."
            ),
        }
    }

    /// Why it was chosen by hand, where it was.
    fn chosen_why(customer: &Customer) -> Option<String> {
        let tier = customer.tier?;
        Some(match customer.tier_why.as_str() {
            "" => format!("{tier}: chosen by hand."),
            why => format!("{tier}: chosen by hand, because {why}."),
        })
    }
}

/// From so many buyers on, tiers are told apart.
const TIERS_FROM: usize = 10;

/// Where the tiers begin and end: what was spent in the last twelve months by whoever bought in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TierBounds {
    /// How many bought in the last twelve months.
    pub buyers: usize,
    /// Who spent so much or more is A: a fifth of the buyers, and whoever spent just as much.
    pub a_from: Money,
    /// Who spent so much or less is C: two fifths of the buyers, and whoever spent just as much.
    pub c_to: Money,
}

impl TierBounds {
    /// The bounds among these spends of twelve months, the smallest first.
    pub fn of(spent: &[Money]) -> Self {
        debug_assert!(spent.is_sorted());
        let buyers = spent.len();
        if buyers < TIERS_FROM {
            return Self {
                buyers,
                ..Self::default()
            };
        }
        Self {
            buyers,
            a_from: spent[buyers - buyers / 5],
            c_to: spent[buyers * 2 / 5 - 1],
        }
    }

    /// The tier of somebody with this pace. Who never bought is B, and everybody while there are too few buyers; who bought, but not in
    /// the last twelve months, is C.
    pub fn tier(&self, pace: Option<&Pace>) -> Tier {
        match pace {
            Some(pace) if self.buyers >= TIERS_FROM => {
                if pace.year_sales == 0 {
                    Tier::C
                } else if pace.year_spent >= self.a_from {
                    Tier::A
                } else if pace.year_spent <= self.c_to {
                    Tier::C
                } else {
                    Tier::B
                }
            }
            _ => Tier::B,
        }
    }

    /// Why a customer is of the tier they are, in one sentence: chosen by hand, or from which purchases.
    pub fn why(
        &self,
        customer: &Customer,
        pace: Option<&Pace>,
        (currency, today): (&Currency, NaiveDate),
    ) -> String {
        Tier::chosen_why(customer).unwrap_or_else(|| {
            let since = short_day(year_before(today), today);
            let tier = self.tier(pace);
            format!("{tier}: {}.", self.reason(pace, currency, &since))
        })
    }

    fn reason(&self, pace: Option<&Pace>, currency: &Currency, since: &str) -> String {
        let Self { buyers, .. } = self;
        if *buyers < TIERS_FROM {
            let few = format!("too few to say, {buyers} bought since {since}");
            return format!("{few}; under {TIERS_FROM} everybody is B");
        }
        let Some(pace) = pace else {
            return "never bought, so there is nothing to compute it from".into();
        };
        let sales = match pace.year_sales {
            0 => return format!("bought nothing since {since}"),
            1 => "1 sale".to_owned(),
            sales => format!("{sales} sales"),
        };
        let (a_from, c_to) = (currency.show(self.a_from), currency.show(self.c_to));
        let bound = match self.tier(Some(pace)) {
            Tier::A => format!("the top fifth of {buyers} buyers begins at {a_from}"),
            Tier::B => format!("of {buyers} buyers A begins at {a_from} and C ends at {c_to}"),
            Tier::C => format!("two fifths of {buyers} buyers spent {c_to} or less"),
        };
        let spent = currency.show(pace.year_spent);
        format!("{spent} in {sales} since {since}; {bound}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, 10).unwrap()
    }

    fn pace(year_sales: u32, year_spent: i64) -> Pace {
        Pace {
            sales: 1,
            days: 1,
            first: today(),
            last: today(),
            median_gap: None,
            spent: Money(year_spent),
            year_sales,
            year_spent: Money(year_spent),
            yearly_value: Money(year_spent),
        }
    }

    fn bounds(spent: &[i64]) -> TierBounds {
        let mut all: Vec<Money> = spent.iter().map(|spent| Money(*spent)).collect();
        all.sort_unstable();
        TierBounds::of(&all)
    }

    fn tiers(spent: &[i64]) -> String {
        let bounds = bounds(spent);
        let tier = |spent: &i64| bounds.tier(Some(&pace(1, *spent))).word();
        spent.iter().map(tier).collect()
    }

    #[test]
    fn a_fifth_is_a_and_two_fifths_are_c_from_ten_buyers_on() {
        assert_eq!(tiers(&[1, 2, 3, 4, 5, 6, 7, 8, 9]), "BBBBBBBBB");
        assert_eq!(tiers(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), "CCCCBBBBAA");
        assert_eq!(tiers(&[10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 11]), "ABBBBBCCCCA");
    }

    #[test]
    fn who_spent_the_same_is_of_the_same_tier() {
        assert_eq!(tiers(&[1, 1, 1, 1, 1, 5, 5, 9, 9, 9]), "CCCCCBBAAA");
        assert_eq!(tiers(&[3; 10]), "AAAAAAAAAA");
    }

    #[test]
    fn who_never_bought_is_b_and_who_bought_only_earlier_is_c() {
        let ten = bounds(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        assert_eq!(
            (ten.tier(None), ten.tier(Some(&pace(0, 0)))),
            (Tier::B, Tier::C)
        );
        let nine = bounds(&[1; 9]);
        assert_eq!(nine.tier(Some(&pace(0, 0))), Tier::B);
    }

    #[test]
    fn the_reason_names_the_numbers_or_that_they_are_too_few() {
        let currency = Currency::new("EUR").unwrap();
        let ten = bounds(&[100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
        let mut customer = Customer::default();
        let why = |bounds: &TierBounds, customer: &Customer, pace: Option<Pace>| {
            bounds.why(customer, pace.as_ref(), (&currency, today()))
        };
        let said = |year_sales, spent| why(&ten, &customer, Some(pace(year_sales, spent)));
        assert_eq!(
            said(4, 900),
            "A: 9.00 in 4 sales since 10 Jun 2025; the top fifth of 10 buyers begins at 9.00."
        );
        assert_eq!(
            said(1, 500),
            "B: 5.00 in 1 sale since 10 Jun 2025; of 10 buyers A begins at 9.00 and C ends at 4.00."
        );
        assert_eq!(
            said(2, 400),
            "C: 4.00 in 2 sales since 10 Jun 2025; two fifths of 10 buyers spent 4.00 or less."
        );
        assert_eq!(said(0, 0), "C: bought nothing since 10 Jun 2025.");
        let never = why(&ten, &customer, None);
        assert_eq!(
            never,
            "B: never bought, so there is nothing to compute it from."
        );
        let few = why(&bounds(&[1; 9]), &customer, None);
        assert_eq!(
            few,
            "B: too few to say, 9 bought since 10 Jun 2025; under 10 everybody is B."
        );
        (customer.tier, customer.tier_why) = (Some(Tier::A), "the mayor".into());
        let chosen = why(&ten, &customer, None);
        assert_eq!(chosen, "A: chosen by hand, because the mayor.");
    }
}
