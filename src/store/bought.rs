//! What customers bought, as the rules need it: of one customer, and in few numbers of everybody.

use anyhow::Result;
use rusqlite::{Connection, Row, named_params};

use super::{CustomerRow, Store, columns::Day};
use crate::domain::{Bought, Climb, Customer, CustomerId, Ranks, Stamp, purchase::is_sale};

impl Store {
    /// What a customer bought, row by row, oldest first.
    pub fn bought_by(&self, customer: CustomerId) -> Result<Vec<Bought>> {
        let mut bought = Vec::new();
        each_between(&self.file, (customer, customer), &mut |_, rows| {
            bought.extend_from_slice(rows);
        })?;
        Ok(bought)
    }

    /// Fills the tiers in that lists show: computed where none was chosen; who never bought has none then.
    pub fn fill_tiers(&self, rows: &mut [CustomerRow], now: Stamp) -> Result<()> {
        let buyers = self.buyers(now)?;
        for row in rows {
            row.tier = buyers.shown_tier(row.id, row.tier);
        }
        Ok(())
    }

    /// How important and how loyal a customer is, and why.
    pub fn ranks(&self, customer: &Customer, now: Stamp) -> Result<Ranks> {
        let buyers = self.buyers(now)?;
        let mut counts = self.file.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM feedback WHERE customer = :customer AND (kind = 'praise' OR score >= 4)),
                (SELECT count(*) FROM customer WHERE referred_by = :customer)",
        )?;
        let (praised, brought) = counts
            .query_row(named_params! { ":customer": customer.id }, |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let pace = buyers.pace(customer.id);
        let settings = self.settings()?;
        let counted = (&settings.currency, now.day());
        let climb = Climb::of(pace, praised, brought, customer.rung_step);
        Ok(Ranks {
            tier: buyers.tier(customer.id, customer.tier),
            tier_why: buyers.bounds().why(customer, pace, counted),
            climb,
            rung_why: climb.why(customer),
        })
    }
}

/// Goes through what customers bought whose numbers lie between these, both included: each with their rows, oldest first.
pub(super) fn each_between(
    file: &Connection,
    (first, last): (CustomerId, CustomerId),
    each: &mut dyn FnMut(CustomerId, &[Bought]),
) -> Result<()> {
    let mut select = file.prepare_cached(
        "SELECT customer, day, product, amount, quantity, receipt FROM purchase
        WHERE customer BETWEEN ?1 AND ?2 ORDER BY customer, day, receipt, id",
    )?;
    let mut rows = select.query([first, last])?;
    let mut bought = Rows::default();
    while let Some(row) = rows.next()? {
        let customer: CustomerId = row.get(0)?;
        if customer != bought.customer {
            bought.hand_to(each);
            bought.customer = customer;
        }
        bought.take(row)?;
    }
    bought.hand_to(each);
    Ok(())
}

/// Rows of one customer as they are read.
#[derive(Default)]
struct Rows {
    customer: CustomerId,
    rows: Vec<Bought>,
    receipt: String,
}

impl Rows {
    /// Hands over what there is, and begins anew.
    fn hand_to(&mut self, each: &mut dyn FnMut(CustomerId, &[Bought])) {
        if !self.rows.is_empty() {
            each(self.customer, &self.rows);
        }
        self.rows.clear();
        self.receipt.clear();
    }

    fn take(&mut self, row: &Row<'_>) -> Result<()> {
        let day: Day = row.get(1)?;
        let amount = row.get(3)?;
        let receipt = row.get_ref(5)?.as_str()?;
        let last = self.rows.last().map(|last| last.day);
        let same_sale = !receipt.is_empty() && last == Some(day.0) && self.receipt == receipt;
        if self.receipt != receipt {
            receipt.clone_into(&mut self.receipt);
        }
        self.rows.push(Bought {
            day: day.0,
            product: row.get(2)?,
            amount,
            is_sale: is_sale(amount, row.get(4)?),
            same_sale,
        });
        Ok(())
    }
}
