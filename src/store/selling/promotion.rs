//! Promotions: what is known of everybody who may be told, and how the campaigns of late went.

use std::{cmp::Reverse, collections::HashMap};

use anyhow::Result;
use chrono::{Days, NaiveDate};
use rusqlite::types::{FromSql, ValueRef};

use super::{Only, among};
use crate::{
    domain::{
        Channel, CustomerId, Each, Offer, OfferKind, ProductId, Stamp,
        promotion::{self, Candidate, Promotion, Reason},
    },
    store::{Store, columns::Day, filters::begin_of},
};

/// So far back go the campaigns that are shown.
const LOOKED_AT: u32 = 366;
/// Nothing that was proposed longer ago keeps anybody from being asked again.
const RESTS: u32 = 60;

/// Somebody, and whether they are told of a promotion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// Who.
    pub customer: CustomerId,
    /// On which channel, or why they are left out.
    pub channel: Result<Channel, Reason>,
}

/// How a campaign went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    /// Of which product; `None` where it was none in particular.
    pub product: Option<ProductId>,
    /// In words.
    pub what: String,
    /// The first day on which somebody was told, and the last.
    pub days: (NaiveDate, NaiveDate),
    /// How many were told.
    pub told: usize,
    /// How many said yes, no and later.
    pub said: [usize; 3],
}

impl Store {
    /// Everybody with the channel on which they are told of a promotion, or why they are not; by number.
    pub fn promotion(
        &self,
        promotion: &Promotion,
        only: Only<'_>,
        now: Stamp,
    ) -> Result<Vec<Told>> {
        let _still = self.hold_still()?;
        let (ways, alone) = (self.ways()?, self.alone(now)?);
        let (bought, campaigns) = (
            self.bought_lately(promotion, now)?,
            self.last_offers(OfferKind::Campaign, now)?,
        );
        let everybody = self.set("SELECT id FROM customer ORDER BY id", [])?;
        let everybody = everybody.iter().map(|(customer, ())| customer);
        let asked = everybody.filter(|id| among(only, *id));
        let told = asked.map(|customer| {
            let candidate = Candidate {
                customer,
                reach: ways.to(customer),
                bought: bought.of(customer).copied(),
                open_complaint: alone.complaint.has(customer),
                hard_time: alone.hard_time.has(customer),
                let_go: alone.let_go.has(customer),
                campaign: campaigns.of(customer).copied(),
            };
            Told {
                customer,
                channel: promotion::channel(&candidate, promotion, now.day()),
            }
        });
        Ok(told.collect())
    }

    /// When somebody last bought the product or one of its group, and which; the product itself where both were on one day.
    fn bought_lately(
        &self,
        promotion: &Promotion,
        now: Stamp,
    ) -> Result<Each<(ProductId, NaiveDate)>> {
        let about = self.products()?.into_iter();
        let about = about.filter(|product| promotion.is_about(product));
        let since = now.day() - Days::new(promotion::BOUGHT_DAYS);
        // In the order of the index that has all of it: one day after the other.
        let mut select = self.file.prepare_cached(
            "SELECT customer, day FROM purchase WHERE product = ?1 AND day >= ?2 ORDER BY day",
        )?;
        let mut bought = Vec::new();
        for product in about {
            let mut rows = select.query((product.id, Day(since)))?;
            let mut days = LastDay::default();
            while let Some(row) = rows.next()? {
                bought.push((row.get(0)?, (product.id, days.read(row.get_ref(1)?)?)));
            }
        }
        let newest = |(customer, (id, day)): &(CustomerId, (ProductId, NaiveDate))| {
            (*customer, Reverse((*day, *id == promotion.product)))
        };
        bought.sort_unstable_by_key(newest);
        bought.dedup_by_key(|(customer, _)| *customer);
        Ok(Each::new(bought))
    }

    /// When something was last proposed to somebody on this occasion, as far as that still matters.
    pub(super) fn last_offers(&self, kind: OfferKind, now: Stamp) -> Result<Each<NaiveDate>> {
        let mut select = self.file.prepare_cached(
            "SELECT customer, max(at) FROM offer WHERE kind = ?1 AND at >= ?2 GROUP BY customer",
        )?;
        let rows = select.query_map((kind, begin_of(RESTS, now)), |row| {
            Ok((row.get(0)?, row.get::<_, Stamp>(1)?.day()))
        })?;
        Ok(Each::new(rows.collect::<rusqlite::Result<_>>()?))
    }

    /// The last thing proposed to each customer on this occasion, of the last so many days.
    pub fn offers_lately(
        &self,
        kind: OfferKind,
        (days, now): (u32, Stamp),
    ) -> Result<HashMap<CustomerId, Offer>> {
        let offers = self.offers_since(kind, begin_of(days, now))?;
        Ok(offers.into_iter().map(|it| (it.customer, it)).collect())
    }

    /// Whom this product was the last thing proposed to in a campaign of the last twelve months, with that.
    pub fn told_of(&self, product: ProductId, now: Stamp) -> Result<HashMap<CustomerId, Offer>> {
        let offers = self.last_campaigns_of(product, begin_of(LOOKED_AT, now))?;
        Ok(offers.into_iter().map(|it| (it.customer, it)).collect())
    }

    /// The campaigns of the last twelve months, the newest first.
    pub fn campaigns(&self, now: Stamp) -> Result<Vec<Campaign>> {
        let mut campaigns: Vec<Campaign> = Vec::new();
        let mut offers = self.offers_since(OfferKind::Campaign, begin_of(LOOKED_AT, now))?;
        offers.sort_by(|one, other| {
            (one.product, &one.what, one.at).cmp(&(other.product, &other.what, other.at))
        });
        for offer in &offers {
            match campaigns.last_mut() {
                Some(last) if last.has(offer) => last.take(offer),
                _ => campaigns.push(Campaign::begun(offer)),
            }
        }
        campaigns.sort_by_key(|it| Reverse(it.days.1));
        Ok(campaigns)
    }
}

/// The day that was read last: many rows have the same one.
#[derive(Default)]
struct LastDay(Option<(String, NaiveDate)>);

impl LastDay {
    fn read(&mut self, value: ValueRef<'_>) -> Result<NaiveDate> {
        let text = value.as_str()?;
        if let Some((_, day)) = self.0.as_ref().filter(|(last, _)| last == text) {
            return Ok(*day);
        }
        let day = Day::column_result(value)?.0;
        self.0 = Some((text.to_owned(), day));
        Ok(day)
    }
}

impl Campaign {
    /// Between two campaigns for the same thing nobody is told of it for so many days.
    const APART: i64 = 14;

    fn begun(offer: &Offer) -> Self {
        let day = offer.at.day();
        let mut new = Self {
            product: offer.product,
            what: offer.what.clone(),
            days: (day, day),
            told: 0,
            said: [0; 3],
        };
        new.take(offer);
        new
    }

    fn has(&self, offer: &Offer) -> bool {
        let same = (self.product, &self.what) == (offer.product, &offer.what);
        same && (offer.at.day() - self.days.1).num_days() < Self::APART
    }

    fn take(&mut self, offer: &Offer) {
        self.days.1 = offer.at.day();
        self.told += 1;
        if let Some(said) = offer.result {
            self.said[said as usize] += 1;
        }
    }

    /// How many have not said anything yet.
    pub fn open(&self) -> usize {
        self.told - self.said.iter().sum::<usize>()
    }
}
