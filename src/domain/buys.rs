//! How one customer buys, in the words of brief and profile: what is usual, the rhythm, and from which rows it was computed.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{
    Change, Currency, CustomerId, Habits, Money, Offer, OfferId, Pace, Product, ProductId,
    Purchase, Quantity, Redemption, Refusal, Stamp, Suggestion,
    brief::Line,
    dates::{day_name, day_words, near_day},
    loyalty::{Loyalty, LoyaltyCard},
    phrase::Meaning,
    purchase::Receipt,
};

/// So many days of buying are named behind a rhythm.
const DAYS_NAMED: usize = 12;

/// How somebody buys.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Buys {
    /// Their habits.
    pub habits: Habits,
    /// Every sale, newest first.
    pub receipts: Vec<Receipt>,
    /// The products in them, those proposed, and the one to suggest.
    pub products: HashMap<ProductId, Product>,
    /// The one thing to suggest.
    pub suggestion: Option<Suggestion>,
    /// What was proposed to them, newest first.
    pub offers: Vec<Offer>,
    /// What stands on their loyalty card, and its rule; `None` where the shop has none.
    pub card: Option<(LoyaltyCard, Loyalty)>,
}

impl Buys {
    /// What a product is called; a dash where nobody knows which it was.
    pub fn name(&self, product: Option<ProductId>) -> &str {
        let product = product.and_then(|id| self.products.get(&id));
        product.map_or("–", |product| &product.name)
    }

    /// What was sold, in words: `2 Ethiopia 250 g, filters`.
    pub fn words(&self, receipt: &Receipt) -> String {
        let rows = receipt.rows.iter().map(|row| match row.quantity {
            _ if row.product.is_none() => "without a product".to_owned(),
            Quantity::ONE => self.name(row.product).to_owned(),
            quantity => format!("{quantity} {}", self.name(row.product)),
        });
        rows.collect::<Vec<_>>().join(", ")
    }

    /// What they buy most, by name.
    pub fn basket(&self) -> Vec<String> {
        let basket = self.habits.basket.iter();
        basket
            .map(|(product, _)| self.name(Some(*product)).to_owned())
            .collect()
    }

    /// What is usual, and how often they come.
    pub fn usual(&self, today: NaiveDate) -> Line {
        let Some(pace) = &self.habits.pace else {
            return Line::new("usual");
        };
        let (meaning, rhythm) = rhythm(pace, today);
        let weekday = self.habits.weekday.map(|(day, _)| format!("mostly {day}"));
        Line::new("usual")
            .with(Meaning::Text, self.basket().join(", "))
            .with(meaning, rhythm)
            .with(Meaning::Muted, weekday.unwrap_or_default())
    }

    /// How many sales, for how much.
    pub fn figures(&self, today: NaiveDate, currency: &Currency) -> Line {
        let line = Line::new("spends");
        let Some(pace) = &self.habits.pace else {
            return line;
        };
        let average = pace.average_sale();
        let average = average.map(|average| format!("{} on average", currency.show(average)));
        let sales = match pace.sales {
            1 => "1 sale".to_owned(),
            sales => format!("{sales} sales"),
        };
        let first = near_day(pace.first, today);
        let sales = match pace.first == pace.last {
            true => format!("{sales}, {first}"),
            false => format!("{sales} from {first} to {}", near_day(pace.last, today)),
        };
        line.with(Meaning::Text, average.unwrap_or_default())
            .with(
                Meaning::Text,
                format!("{} in 12 months", currency.show(pace.year_spent)),
            )
            .with(Meaning::Muted, sales)
    }

    /// The one thing to suggest, with its evidence.
    pub fn suggest(&self) -> Line {
        let line = Line::new("suggest");
        match &self.suggestion {
            Some(suggestion) => line
                .with(Meaning::Text, self.name(Some(suggestion.product)))
                .with(Meaning::Muted, &suggestion.because),
            None => line,
        }
    }

    /// What stands on the loyalty card.
    pub fn card(&self) -> Line {
        let card = self.card.as_ref();
        let words = card.filter(|(card, _)| *card != LoyaltyCard::default());
        let words = words.map(|(card, rule)| card.words(rule));
        Line::new("card").with(Meaning::Text, words.unwrap_or_default())
    }

    /// The card of this rule, counted over every sale and what was taken off for rewards.
    pub fn loyalty(
        &self,
        rule: Loyalty,
        redemptions: &[Redemption],
        currency: &Currency,
    ) -> (LoyaltyCard, Loyalty) {
        let sales = self.receipts.iter().rev();
        let purchases: Vec<Purchase> = sales.flat_map(|sale| sale.rows.iter().cloned()).collect();
        let products: Vec<Product> = self.products.values().cloned().collect();
        let card = LoyaltyCard::of((&rule, currency), (&purchases, &products), redemptions);
        (card, rule)
    }

    /// The offer that what is suggested becomes when it is told.
    ///
    /// # Errors
    /// The sentence when there is nothing to suggest.
    pub fn tell(&self, customer: CustomerId, (now, by): (Stamp, &str)) -> Result<Change, Refusal> {
        let Some(suggestion) = &self.suggestion else {
            return Err(Refusal("There is nothing to suggest today.".into()));
        };
        let offer = Offer {
            id: OfferId::NEW,
            customer,
            kind: suggestion.kind,
            product: Some(suggestion.product),
            what: String::new(),
            channel: None,
            at: now,
            by: by.into(),
            result: None,
            note: String::new(),
        };
        Ok(Change::Add(offer.into()))
    }

    /// The offer that waits for an answer: the newest without a result.
    pub fn unanswered(&self) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.result.is_none())
    }

    /// From which rows the habits were computed, a line each; and those rows.
    pub fn why(&self, today: NaiveDate, currency: &Currency) -> Vec<String> {
        let Some(pace) = &self.habits.pace else {
            return vec!["Habits: they have not bought yet.".into()];
        };
        let mut lines = vec![self.rhythm_why(pace, today)];
        lines.extend(self.basket_why(pace));
        lines.extend(self.habits.weekday.map(|(day, count)| {
            format!("Usual day: {day}, {count} of {} days of buying.", pace.days)
        }));
        lines.extend(pace.average_sale().map(|average| {
            let (spent, average) = (currency.show(pace.spent), currency.show(average));
            format!(
                "Average: {spent} in {} sales is {average} each.",
                pace.sales
            )
        }));
        lines.extend(self.suggestion.as_ref().map(|suggestion| {
            let name = self.name(Some(suggestion.product));
            format!("Suggested, {name}: {}.", suggestion.because)
        }));
        lines.extend(
            self.card
                .as_ref()
                .map(|(card, rule)| format!("Card: {}", card.why(rule))),
        );
        lines.push("The sales behind these:".into());
        lines.extend(self.receipts.iter().map(|receipt| {
            let (day, paid) = (
                day_name(receipt.day(), today),
                currency.show(receipt.paid()),
            );
            format!("  {day}: {} {paid}", self.words(receipt))
        }));
        lines
    }

    fn rhythm_why(&self, pace: &Pace, today: NaiveDate) -> String {
        let Some(gap) = pace.median_gap else {
            let days = pace.days;
            return format!(
                "Rhythm: too few to say; they bought on {days} of the 3 days it takes."
            );
        };
        let mut days: Vec<NaiveDate> = self.days().take(DAYS_NAMED).collect();
        days.reverse();
        let gaps = days.windows(2).map(|two| (two[1] - two[0]).num_days());
        let gaps: Vec<String> = gaps.map(|gap| gap.to_string()).collect();
        let named: Vec<String> = days.iter().map(|day| near_day(*day, today)).collect();
        let last = if pace.days as usize > days.len() {
            "last "
        } else {
            ""
        };
        let turns = [
            ("likely due", pace.likely_due()),
            ("gone quiet from", pace.gone_quiet_from()),
            ("to be won back from", pace.win_back_from()),
        ];
        let turns = turns
            .iter()
            .filter_map(|(word, day)| Some(format!("{word} {}", day_words((*day)?, today))));
        format!(
            "Rhythm: {gap} days is the median of the gaps between {} days of buying; the {last}gaps are {}, between {}. So {}.",
            pace.days,
            gaps.join(", "),
            named.join(", "),
            turns.collect::<Vec<_>>().join(", ")
        )
    }

    fn basket_why(&self, pace: &Pace) -> Option<String> {
        let basket = self.habits.basket.iter();
        let counts = basket.map(|(id, count)| format!("{} in {count}", self.name(Some(*id))));
        let counts: Vec<String> = counts.collect();
        let of = pace.sales;
        (!counts.is_empty()).then(|| format!("Usual, of {of} sales: {}.", counts.join(", ")))
    }

    /// The days on which they bought, newest first.
    fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let sales = self.receipts.iter().filter(|receipt| receipt.is_sale());
        let mut before = None;
        sales
            .map(Receipt::day)
            .filter(move |day| before.replace(*day) != Some(*day))
    }

    /// What they spent in the last twelve months.
    pub fn spent_12_months(&self) -> Money {
        self.habits.pace.map_or(Money(0), |pace| pace.year_spent)
    }
}

/// How often, and when next: "every 28 d, likely due Fri 12 June".
fn rhythm(pace: &Pace, today: NaiveDate) -> (Meaning, String) {
    let Some((gap, due)) = pace.median_gap.zip(pace.likely_due()) else {
        return (Meaning::Muted, "too few sales for a rhythm".into());
    };
    let silent = pace.silent_days(today);
    let since = |from: Option<NaiveDate>| from.is_some_and(|from| from <= today);
    let (meaning, when) = if since(pace.win_back_from()) {
        (Meaning::Warn, format!("silent for {silent} d: win back"))
    } else if since(pace.gone_quiet_from()) {
        (Meaning::Warn, format!("silent for {silent} d: gone quiet"))
    } else if due == today {
        (Meaning::Title, "due now".to_owned())
    } else if due < today {
        (
            Meaning::Title,
            format!("due since {}", day_words(due, today)),
        )
    } else {
        (
            Meaning::Text,
            format!("likely due {}", day_words(due, today)),
        )
    };
    let often = match gap {
        0 | 1 => "every day".to_owned(),
        gap => format!("every {gap} d"),
    };
    (meaning, format!("{often}, {when}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Bought, CustomerId, Purchase, PurchaseId, Stamp};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn row((id, on, receipt): (i64, &str, &str)) -> Purchase {
        Purchase {
            id: PurchaseId(id),
            customer: CustomerId(1),
            day: day(on),
            product: Some(ProductId(id % 2)),
            quantity: Quantity(1000 * (1 + id % 2)),
            amount: Money(500),
            receipt: receipt.into(),
            by: String::new(),
            noted: Stamp::EPOCH,
        }
    }

    fn product((id, name): (i64, &str)) -> (ProductId, Product) {
        let product = Product {
            name: name.into(),
            ..Product::default()
        };
        (ProductId(id), product)
    }

    /// Rye (number 0) and two honeys (number 1), in these rows.
    fn buys(rows: &[(i64, &str, &str)], today: NaiveDate) -> Buys {
        let mut rows: Vec<Purchase> = rows.iter().copied().map(row).collect();
        let bought: Vec<Bought> = rows.iter().map(|row| row.bought(false)).collect();
        rows.reverse();
        Buys {
            habits: Habits::of(&bought, today),
            receipts: Receipt::of(rows),
            products: [(0, "rye"), (1, "honey")].map(product).into(),
            ..Buys::default()
        }
    }

    #[test]
    fn rows_of_one_receipt_are_one_sale_in_words() {
        let today = day("2026-06-10");
        let buys = buys(
            &[
                (1, "2026-06-01", "R1"),
                (2, "2026-06-01", "R1"),
                (3, "2026-06-01", ""),
            ],
            today,
        );
        let said: Vec<String> = buys.receipts.iter().map(|it| buys.words(it)).collect();
        assert_eq!(said, ["2 honey", "2 honey, rye"]);
        assert_eq!(buys.receipts[1].paid(), Money(1000));
    }

    #[test]
    fn the_rhythm_is_told_from_before_it_is_due_until_they_are_to_be_won_back() {
        let days = ["2026-01-01", "2026-01-29", "2026-02-27", "2026-03-26"];
        let rows: Vec<_> = (0..).zip(days).map(|(id, day)| (id, day, "")).collect();
        for (today, said) in [
            ("2026-04-01", "every 28 d, likely due Thu 23 April"),
            ("2026-04-22", "every 28 d, likely due tomorrow"),
            ("2026-04-23", "every 28 d, due now"),
            ("2026-05-21", "every 28 d, due since Thu 23 April"),
            ("2026-05-22", "every 28 d, silent for 57 d: gone quiet"),
            ("2026-06-19", "every 28 d, silent for 85 d: win back"),
        ] {
            let line = buys(&rows, day(today)).usual(day(today));
            assert_eq!(line.pieces[1].text, said, "{today}");
        }
        let why =
            buys(&rows, day("2026-04-01")).why(day("2026-04-01"), &Currency::new("EUR").unwrap());
        assert_eq!(
            why[0],
            "Rhythm: 28 days is the median of the gaps between 4 days of buying; the gaps are 28, 29, 27, \
             between 1 Jan, 29 Jan, 27 Feb, 26 Mar. So likely due Thu 23 April, gone quiet from Fri 22 May, \
             to be won back from Fri 19 June."
        );
        assert_eq!(why[1], "Usual, of 4 sales: rye in 2, honey in 2.");
    }

    #[test]
    fn two_sales_claim_no_rhythm() {
        let today = day("2026-06-10");
        let line = buys(&[(1, "2026-06-01", ""), (2, "2026-06-08", "")], today).usual(today);
        assert_eq!(line.text(), "too few sales for a rhythm");
    }
}
