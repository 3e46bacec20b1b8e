//! Lines of Today from purchases: who is likely to buy, who has gone quiet, how a purchase is, what was agreed.

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use chrono::{DateTime, Days, NaiveDate};

use super::{super::columns::Day, Desk, index};
use crate::{
    domain::{
        CustomerId, Habits, PartingId, Product, ProductId, Purchase, PurchaseId,
        follow_up::DAYS,
        today::{Buyer, Due, Followed, Matter, buyer},
    },
    store::Store,
};

impl Store {
    pub(super) fn buying(&self, desk: &Desk, lines: &mut Vec<Due>) -> Result<()> {
        lines.extend(self.who_buys(desk)?);
        self.purchases_to_ask_about(desk, lines)?;
        self.agreements(desk, lines)
    }

    /// Who is likely to buy and who has gone quiet, unless somebody was in touch since the line is due.
    fn who_buys(&self, desk: &Desk) -> Result<impl Iterator<Item = Due>> {
        let buyers = self.buyers(desk.now)?;
        let mut due: HashMap<CustomerId, Due> = HashMap::new();
        if buyers.iter().len() == 0 {
            return Ok(due.into_values());
        }
        let complained =
            self.ids("SELECT DISTINCT customer FROM complaint WHERE customer IS NOT NULL")?;
        let let_go =
            self.ids("SELECT customer FROM parting WHERE let_go IS NOT NULL AND ended IS NULL")?;
        for (customer, pace) in buyers.iter().filter(|(id, _)| !let_go.contains(id)) {
            let asked = Buyer {
                customer,
                pace,
                tier: desk.tier(Some(customer)),
                complained: complained.contains(&customer),
            };
            due.extend(buyer(asked, desk.today()).map(|line| (customer, line)));
        }
        let offset = i64::from(desk.now.datetime().offset().local_minus_utc());
        index::each_recent(&self.file, &mut |customer, seconds| {
            let last = DateTime::from_timestamp(seconds + offset, 0).map(|at| at.date_naive());
            if due
                .get(&customer)
                .is_some_and(|line| last >= Some(line.when.day()))
            {
                due.remove(&customer);
            }
        })?;
        Ok(due.into_values())
    }

    fn ids(&self, sql: &str) -> Result<HashSet<CustomerId>> {
        let mut select = self.file.prepare_cached(sql)?;
        let rows = select.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Purchases of products that the shop asks about, bought so long ago that the day to ask has come.
    fn purchases_to_ask_about(&self, desk: &Desk, lines: &mut Vec<Due>) -> Result<()> {
        let mut products = self
            .file
            .prepare_cached("SELECT id, ask_after FROM product WHERE ask_after IS NOT NULL")?;
        let products = products.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let products: Vec<(ProductId, u16)> = products.collect::<rusqlite::Result<_>>()?;
        let mut select = self.file.prepare_cached(
            "SELECT id, customer, day FROM purchase WHERE product = ?1 AND day BETWEEN ?2 AND ?3
                AND NOT EXISTS (SELECT 1 FROM feedback WHERE feedback.purchase = purchase.id)
                AND NOT EXISTS (SELECT 1 FROM complaint WHERE complaint.purchase = purchase.id)
                AND quantity > 0 AND amount >= 0",
        )?;
        for (product, ask_after) in products {
            let newest = before(desk.today(), u64::from(ask_after));
            let oldest = before(newest, DAYS.unsigned_abs() - 1);
            let mut rows = select.query((product, Day(oldest), Day(newest)))?;
            while let Some(row) = rows.next()? {
                let day: Day = row.get(2)?;
                let due = day.0 + Days::new(ask_after.into());
                lines.push(Due::ask_how_it_is(row.get(0)?, row.get(1)?, due));
            }
        }
        Ok(())
    }

    /// Agreements with somebody under review whose day has come.
    fn agreements(&self, desk: &Desk, lines: &mut Vec<Due>) -> Result<()> {
        let mut select = self.file.prepare_cached(
            "SELECT id, customer, until FROM parting
            WHERE agreed IS NOT NULL AND let_go IS NULL AND ended IS NULL AND until <= ?1",
        )?;
        let mut rows = select.query([Day(desk.today())])?;
        while let Some(row) = rows.next()? {
            let until: Day = row.get(2)?;
            lines.push(Due::agreement(row.get(0)?, row.get(1)?, until.0));
        }
        Ok(())
    }

    /// How somebody buys, with the names of what they mostly take.
    pub(super) fn buying_of(&self, customer: CustomerId, desk: &Desk) -> Result<Matter> {
        let habits = Habits::of(&self.bought_by(customer)?, desk.today());
        let mut usual = Vec::new();
        for (product, _) in &habits.basket {
            usual.extend(self.product(*product)?.map(|it| it.name));
        }
        Ok(Matter::Buying(habits, usual))
    }

    /// The purchase or the agreement that a line follows up.
    pub(super) fn followed(&self, due: &Due, desk: &Desk) -> Result<Option<Matter>> {
        match Followed::of(due.subject) {
            Followed::Complaint(_) => Ok(None),
            Followed::Purchase(id) => Ok(self
                .to_ask_about(id)?
                .map(|(purchase, product)| Matter::Purchase(purchase, Box::new(product)))),
            Followed::Parting(id) => self.agreed(id, desk),
        }
    }

    /// A purchase with its product.
    pub fn to_ask_about(&self, id: PurchaseId) -> Result<Option<(Purchase, Product)>> {
        let Some(purchase) = self.purchase(id)? else {
            return Ok(None);
        };
        let product = purchase.product.map(|id| self.product(id)).transpose()?;
        Ok(product.flatten().map(|product| (purchase, product)))
    }

    fn agreed(&self, id: PartingId, desk: &Desk) -> Result<Option<Matter>> {
        let Some(parting) = self.parting(id)? else {
            return Ok(None);
        };
        let rows = self.bought_by(parting.customer)?;
        let standing = parting.standing(&rows, desk.today());
        Ok(standing.map(|standing| Matter::Agreement(parting, standing)))
    }
}

fn before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days))
        .unwrap_or(NaiveDate::MIN)
}
