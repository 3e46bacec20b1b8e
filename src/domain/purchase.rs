//! What somebody bought: one row of a sale.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Bought, Kept, Money, Refusal, Stamp,
    id::{CustomerId, ProductId, PurchaseId},
};

/// How much of a product, in thousandths: 2 loaves, 0.350 kg.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quantity(pub i64);

impl Quantity {
    /// One of it.
    pub const ONE: Self = Self(1000);

    /// Reads `2`, `0.35`, `0,350`, `-1`; `None` for anything else, and for more than three digits behind the point.
    pub fn read(text: &str) -> Option<Self> {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let fits = !whole.is_empty() && whole.len() <= 9 && part.len() <= 3;
        if !fits || !plain(whole) || !plain(part) {
            return None;
        }
        let thousandths: i64 = format!("{whole}{part:0<3}").parse().ok()?;
        Some(Self(sign * thousandths))
    }

    /// What so much costs at this price for one, to the nearest minor unit; `None` for more than any shop takes.
    pub fn at(self, price: Money) -> Option<Money> {
        let thousandths = i128::from(self.0) * i128::from(price.0);
        let half = if thousandths < 0 { -500 } else { 500 };
        i64::try_from((thousandths + half) / 1000).ok().map(Money)
    }
}

impl Default for Quantity {
    fn default() -> Self {
        Self::ONE
    }
}

/// `2`, `0.35`
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        let part = format!(".{part:03}");
        write!(
            f,
            "{sign}{whole}{}",
            part.trim_end_matches('0').trim_end_matches('.')
        )
    }
}

/// One row of a sale. Rows of one day with the same receipt are one sale; a row without a receipt is a sale of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purchase {
    /// Row number.
    pub id: PurchaseId,
    /// Who bought.
    pub customer: CustomerId,
    /// When.
    pub day: NaiveDate,
    /// What; `None` where the till told only the amount.
    #[serde(default)]
    pub product: Option<ProductId>,
    /// How much of it.
    #[serde(default)]
    pub quantity: Quantity,
    /// What they paid for it in all; below zero when it was given back.
    pub amount: Money,
    /// What the till calls the sale; empty when it was typed.
    #[serde(default)]
    pub receipt: String,
    /// Initials of who sold it.
    #[serde(default)]
    pub by: String,
    /// When it was written down.
    pub noted: Stamp,
}

/// True for a sale of so much for so much; false where something was given back.
pub fn is_sale(amount: Money, quantity: Quantity) -> bool {
    amount >= Money(0) && quantity > Quantity(0)
}

impl Purchase {
    /// True for a sale; false where something was given back.
    pub fn is_sale(&self) -> bool {
        is_sale(self.amount, self.quantity)
    }

    /// As the rules need it; does it belong to the same sale as the row before it?
    pub fn bought(&self, same_sale: bool) -> Bought {
        Bought {
            day: self.day,
            product: self.product,
            amount: self.amount,
            is_sale: self.is_sale(),
            same_sale,
        }
    }

    /// Is the other a row of the same sale?
    pub fn same_sale(&self, other: &Self) -> bool {
        let receipt = !self.receipt.is_empty() && self.receipt == other.receipt;
        receipt && self.day == other.day
    }

    /// A purchase has a quantity.
    ///
    /// # Errors
    /// The sentence that asks for it.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.quantity == Quantity(0) {
            return Err(Refusal("Type how many, such as 2 or 0.35.".into()));
        }
        Ok(())
    }
}

/// One sale: the rows of one day with one receipt, or a row without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its rows, in the order in which they were noted; at least one.
    pub rows: Vec<Purchase>,
}

impl Receipt {
    /// Purchases of one customer, newest first, as sales, newest first.
    pub fn of(purchases: Vec<Purchase>) -> Vec<Self> {
        let mut sales: Vec<Self> = Vec::new();
        for row in purchases {
            let that_day = sales
                .iter_mut()
                .rev()
                .take_while(|sale| sale.day() == row.day);
            let same = |sale: &&mut Self| sale.rows[0].receipt == row.receipt;
            match that_day.into_iter().find(same) {
                Some(sale) if !row.receipt.is_empty() => sale.rows.insert(0, row),
                _ => sales.push(Self { rows: vec![row] }),
            }
        }
        sales
    }

    /// When.
    pub fn day(&self) -> NaiveDate {
        self.rows[0].day
    }

    /// The day, at the time when it was noted.
    pub fn at(&self) -> Stamp {
        self.rows[0].noted.on(self.day())
    }

    /// What it is, in one word.
    pub fn word(&self) -> &'static str {
        if self.is_sale() {
            "bought"
        } else {
            "gave back"
        }
    }

    /// What was paid in all.
    pub fn paid(&self) -> Money {
        let amounts = self.rows.iter().map(|row| row.amount.0);
        Money(amounts.fold(0, i64::saturating_add))
    }

    /// True where anything was sold, and not only given back.
    pub fn is_sale(&self) -> bool {
        self.rows.iter().any(Purchase::is_sale)
    }
}

impl From<Purchase> for Kept {
    fn from(purchase: Purchase) -> Self {
        Self::Purchase(purchase)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_exact() {
        for (typed, thousandths, shown) in [
            ("2", 2000, "2"),
            ("0,35", 350, "0.35"),
            ("-1.5", -1500, "-1.5"),
            ("0.001", 1, "0.001"),
        ] {
            assert_eq!(Quantity::read(typed), Some(Quantity(thousandths)));
            assert_eq!(Quantity(thousandths).to_string(), shown);
        }
        assert_eq!(Quantity(350).at(Money(390)), Some(Money(137)));
        assert_eq!(Quantity(-350).at(Money(390)), Some(Money(-137)));
        assert_eq!(["", "a", "1.2345", "1e3"].map(Quantity::read), [None; 4]);
    }
}
