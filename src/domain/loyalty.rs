//! The loyalty card: stamps or points by the shop's rule. The balance is computed from purchases and redemptions.

mod rule;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    Change, Currency, Kept, Money, Product, Purchase, Quantity, Refusal, Stamp,
    id::{CustomerId, ProductId, RedemptionId},
};

pub use rule::{Amount, Counting, Loyalty};

/// Stamps or points taken off the card for a reward; or added by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redemption {
    /// Row number.
    pub id: RedemptionId,
    /// Whose card.
    pub customer: CustomerId,
    /// When.
    pub at: Stamp,
    /// Initials of who did it.
    #[serde(default)]
    pub by: String,
    /// How many were taken off; below zero: added by hand.
    pub points: i64,
    /// What they got for it.
    #[serde(default)]
    pub what: String,
}

impl From<Redemption> for Kept {
    fn from(redemption: Redemption) -> Self {
        Self::Redemption(redemption)
    }
}

/// A row of a purchase with what is known of the product, as the card counts it.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    purchase: &'a Purchase,
    product: Option<&'a Product>,
}

/// What stands on somebody's card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LoyaltyCard {
    /// Stamps or points for what they bought, less what they gave back.
    pub earned: i64,
    /// Taken off for rewards.
    pub redeemed: i64,
}

impl LoyaltyCard {
    /// The card of somebody with these purchases of these products, and redemptions; in any order.
    pub fn of(
        (rule, currency): (&Loyalty, &Currency),
        (purchases, products): (&[Purchase], &[Product]),
        redemptions: &[Redemption],
    ) -> Self {
        Self {
            earned: rule.earned(&Row::all(purchases, products), currency),
            redeemed: redemptions.iter().map(|it| it.points).sum(),
        }
    }

    /// What is left.
    pub fn balance(&self) -> i64 {
        self.earned.saturating_sub(self.redeemed)
    }

    /// How many rewards they can have now.
    pub fn rewards(&self, rule: &Loyalty) -> i64 {
        self.balance().max(0) / rule.cost
    }

    /// "7 of 10 stamps to a free coffee"; "2 × a free coffee ready, 3 stamps"; "3 stamps short" where more was given back than is left.
    pub fn words(&self, rule: &Loyalty) -> String {
        let (balance, cost, reward) = (self.balance(), rule.cost, &rule.reward);
        match self.rewards(rule) {
            0 if balance < 0 => format!("{} short", rule.count(-balance)),
            0 => format!("{balance} of {} to {reward}", rule.count(cost)),
            1 => format!("{reward} ready, {}", rule.count(balance)),
            ready => format!("{ready} × {reward} ready, {}", rule.count(balance)),
        }
    }

    /// From what it was computed: "14 stamps earned, 10 redeemed: 4 stamps left. Rule: stamps 10 a free coffee."
    pub fn why(&self, rule: &Loyalty) -> String {
        let (earned, left) = (rule.count(self.earned), rule.count(self.balance()));
        let redeemed = self.redeemed;
        format!("{earned} earned, {redeemed} redeemed: {left} left. Rule: {rule}.")
    }

    /// Gives so many rewards.
    ///
    /// # Errors
    /// The sentence that says how many are missing.
    pub fn redeem(
        &self,
        rule: &Loyalty,
        (customer, count): (CustomerId, i64),
        (at, by): (Stamp, &str),
    ) -> Result<Change, Refusal> {
        if count < 1 {
            return Err(Refusal("Type how many rewards, from 1 on.".into()));
        }
        let points = rule.cost.saturating_mul(count);
        let missing = points.saturating_sub(self.balance());
        if missing > 0 {
            let (missing, reward) = (rule.count(missing), &rule.reward);
            return Err(Refusal(format!("{missing} missing for {reward}.")));
        }
        let what = match count {
            1 => rule.reward.clone(),
            count => format!("{count} × {}", rule.reward),
        };
        let redemption = Redemption {
            id: RedemptionId::NEW,
            customer,
            at,
            by: by.into(),
            points,
            what,
        };
        Ok(Change::Add(redemption.into()))
    }
}

impl Loyalty {
    /// Stamps or points for these rows. Each is counted over all rows together, so that what is given back takes
    /// away just what it had brought.
    pub fn earned(&self, rows: &[Row<'_>], currency: &Currency) -> i64 {
        match &self.counting {
            Counting::Sales => sales(rows),
            Counting::Units(of) => {
                let of = of.to_lowercase();
                let is = |name: &str| name.to_lowercase() == of;
                let units = rows
                    .iter()
                    .filter(|it| it.product.is_some_and(|it| is(&it.name) || is(&it.group)));
                let units: i64 = units.map(Row::units).fold(0, i64::saturating_add);
                units.div_euclid(Quantity::ONE.0)
            }
            Counting::Spend { points, per } => {
                let amounts = rows.iter().map(|it| it.purchase.amount.0);
                let spent = amounts.fold(0, i64::saturating_add);
                match per.of(currency) {
                    Money(per) if per > 0 => spent.div_euclid(per).saturating_mul(*points),
                    _ => 0,
                }
            }
        }
    }
}

impl<'a> Row<'a> {
    /// These purchases of these products; rows of one sale stand together.
    pub fn all(purchases: &'a [Purchase], products: &'a [Product]) -> Vec<Self> {
        let known: HashMap<ProductId, &Product> = products.iter().map(|it| (it.id, it)).collect();
        let rows = purchases.iter().map(|purchase| Self {
            purchase,
            product: purchase.product.and_then(|id| known.get(&id).copied()),
        });
        let mut rows: Vec<Self> = rows.collect();
        rows.sort_by_key(|it| (it.purchase.day, &it.purchase.receipt, it.purchase.id));
        rows
    }

    /// Thousandths of one; below zero when it was given back.
    fn units(&self) -> i64 {
        match (self.purchase.is_sale(), self.purchase.quantity.0) {
            (true, units) => units,
            (false, units) => -units.saturating_abs(),
        }
    }
}

/// One for each sale, less one for each time something was given back. Where a sale was given back in the same go, it depends on what
/// was paid in the end.
fn sales(rows: &[Row<'_>]) -> i64 {
    let sales = rows.chunk_by(|row, next| row.purchase.same_sale(next.purchase));
    let each = sales.map(|rows| {
        let sold = rows.iter().any(|it| it.purchase.is_sale());
        let back = rows.iter().any(|it| !it.purchase.is_sale());
        let paid: i64 = rows.iter().map(|it| it.purchase.amount.0).sum();
        match (sold, back) {
            (true, true) => i64::from(paid > 0),
            (true, false) => 1,
            (false, _) => -1,
        }
    });
    each.sum()
}

#[cfg(test)]
mod tests;
