//! What customers bought, as the rules need it: of one customer, and in few numbers of everybody.

use std::rc::Rc;

use anyhow::Result;
use rusqlite::{Row, named_params};

use super::{Store, columns::Day};
use crate::domain::{
    Bought, Buyers, Climb, Customer, CustomerId, Money, Pace, Quantity, Ranks, Stamp,
};

/// The columns of [`Bought`], and the receipt that tells which rows are one sale.
const COLUMNS: &str = "day, product, amount, quantity, receipt";

impl Store {
    /// What a customer bought, row by row, oldest first.
    pub fn bought_by(&self, customer: CustomerId) -> Result<Vec<Bought>> {
        let mut select = self.file.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM purchase WHERE customer = ?1 ORDER BY day, receipt, id"
        ))?;
        let mut rows = select.query([customer])?;
        let mut bought = Rows::default();
        while let Some(row) = rows.next()? {
            bought.take(row, 0)?;
        }
        Ok(bought.rows)
    }

    /// How everybody buys who ever bought.
    pub fn buyers(&self, now: Stamp) -> Result<Rc<Buyers>> {
        let mut select = self.file.prepare_cached(&format!(
            "SELECT {COLUMNS}, customer FROM purchase ORDER BY customer, day, receipt, id"
        ))?;
        let mut rows = select.query([])?;
        let (mut paces, mut whose) = (Vec::new(), CustomerId::NEW);
        let mut bought = Rows::default();
        while let Some(row) = rows.next()? {
            let customer: CustomerId = row.get(5)?;
            if customer != whose {
                paces.extend(bought.pace(now).map(|pace| (whose, pace)));
                (bought, whose) = (Rows::default(), customer);
            }
            bought.take(row, 0)?;
        }
        paces.extend(bought.pace(now).map(|pace| (whose, pace)));
        Ok(Rc::new(Buyers::new(paces)))
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

/// Rows of one customer as they are read.
#[derive(Default)]
struct Rows {
    rows: Vec<Bought>,
    receipt: String,
}

impl Rows {
    /// Takes the row whose [`COLUMNS`] begin at a place.
    fn take(&mut self, row: &Row<'_>, at: usize) -> Result<()> {
        let day: Day = row.get(at)?;
        let (amount, quantity): (Money, Quantity) = (row.get(at + 2)?, row.get(at + 3)?);
        let receipt = row.get_ref(at + 4)?.as_str()?;
        let last = self.rows.last().map(|last| last.day);
        let same_sale = !receipt.is_empty() && last == Some(day.0) && self.receipt == receipt;
        if self.receipt != receipt {
            receipt.clone_into(&mut self.receipt);
        }
        self.rows.push(Bought {
            day: day.0,
            product: row.get(at + 1)?,
            amount,
            is_sale: amount >= Money(0) && quantity > Quantity(0),
            same_sale,
        });
        Ok(())
    }

    fn pace(&self, now: Stamp) -> Option<Pace> {
        Pace::of(&self.rows, now.day())
    }
}
