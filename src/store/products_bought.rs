//! Who bought which products, and when: of a few products from their index, of many from what is kept of everybody's buying.

use anyhow::Result;
use chrono::{Days, NaiveDate};

use super::{Store, columns::Day};
use crate::{
    domain::{Bought, CustomerId, ProductId},
    search::{Bound, fold},
};

/// From so many products on, going through everybody's buying is quicker than the index of each.
const MANY: usize = 12;

impl Store {
    /// Who bought something with this in its name or group, sorted; with a bound, who bought it last so many days ago. What was given
    /// back was bought, too.
    pub(super) fn who_bought(
        &self,
        what: &str,
        bound: Option<Bound>,
        today: NaiveDate,
    ) -> Result<Vec<CustomerId>> {
        let products = self.products_with(what)?;
        if products.len() >= MANY {
            return self.among_everybody(products, |last| {
                let days = u32::try_from((today - last).num_days()).unwrap_or(0);
                bound.is_none_or(|bound| bound.holds(days))
            });
        }
        let since = |days| Some(days_before(today, days));
        match bound {
            None => self.buyers_of(&products, None),
            Some(Bound::Under(0)) => Ok(Vec::new()),
            Some(Bound::Under(days)) => self.buyers_of(&products, since(days - 1)),
            Some(Bound::Over(days)) => {
                let lately = self.buyers_of(&products, since(days))?;
                let mut those = self.buyers_of(&products, None)?;
                those.retain(|customer| lately.binary_search(customer).is_err());
                Ok(those)
            }
        }
    }

    /// Who bought a product with this in its name, sorted.
    pub(super) fn who_bought_called(&self, what: &str) -> Result<Vec<CustomerId>> {
        let products = self.products_called(what)?;
        if products.len() >= MANY {
            return self.among_everybody(products, |_| true);
        }
        self.buyers_of(&products, None)
    }

    /// Who bought any of these, where the last time was on a day that fits, sorted.
    fn among_everybody(
        &self,
        mut products: Vec<ProductId>,
        fits: impl Fn(NaiveDate) -> bool,
    ) -> Result<Vec<CustomerId>> {
        products.sort_unstable();
        let asked_for = |row: &Bought| {
            row.product
                .is_some_and(|it| products.binary_search(&it).is_ok())
        };
        let mut buyers = Vec::new();
        self.each_packed(&mut |customer, packed| {
            let last = packed.rows().find(asked_for);
            if last.is_some_and(|last| fits(last.day)) {
                buyers.push(customer);
            }
        })?;
        Ok(buyers)
    }

    /// The products with a folded text in their name or group.
    fn products_with(&self, what: &str) -> Result<Vec<ProductId>> {
        let products = self.products()?.into_iter();
        let has = |text: &str| fold(text).contains(what);
        let those = products.filter(|it| has(&it.name) || has(&it.group));
        Ok(those.map(|product| product.id).collect())
    }

    /// The products with a folded text in their name.
    fn products_called(&self, what: &str) -> Result<Vec<ProductId>> {
        let products = self.products()?.into_iter();
        let those = products.filter(|it| fold(&it.name).contains(what));
        Ok(those.map(|product| product.id).collect())
    }

    /// The names of what a customer bought, each once.
    pub(super) fn names_bought(&self, customer: CustomerId) -> Result<Vec<String>> {
        let mut select = self.file.prepare_cached(
            "SELECT name FROM product WHERE id IN (SELECT product FROM purchase WHERE customer = ?1) ORDER BY name",
        )?;
        let names = select.query_map([customer], |row| row.get(0))?;
        Ok(names.collect::<rusqlite::Result<_>>()?)
    }

    /// Who bought any of these, since that day if one is named, sorted.
    fn buyers_of(
        &self,
        products: &[ProductId],
        since: Option<NaiveDate>,
    ) -> Result<Vec<CustomerId>> {
        let mut select = self.file.prepare_cached(
            "SELECT DISTINCT customer FROM purchase WHERE product = ?1 AND day >= ?2 ORDER BY customer",
        )?;
        let since = Day(since.unwrap_or_default());
        let mut buyers: Vec<CustomerId> = Vec::new();
        for product in products {
            let mut rows = select.query((product, &since))?;
            while let Some(row) = rows.next()? {
                buyers.push(row.get(0)?);
            }
        }
        // Each product brings its own in order: runs that are merged.
        buyers.sort();
        buyers.dedup();
        Ok(buyers)
    }
}

/// The day so many days before.
pub(super) fn days_before(day: NaiveDate, days: u32) -> NaiveDate {
    let before = day.checked_sub_days(Days::new(u64::from(days)));
    // Nothing is older than the shop; and a year of four digits sorts like text.
    before.unwrap_or_default().max(NaiveDate::default())
}
