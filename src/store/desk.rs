//! What every clock and every line of Today is measured against: the settings, the moment, and what is chosen by hand for customers.

use std::{collections::HashMap, rc::Rc};

use anyhow::Result;
use chrono::NaiveDate;

use super::{Store, details::day};
use crate::domain::{
    Buyers, Complaint, CustomerId, Settings, Stamp, Tier, complaint::Queued, today::Silence,
};

/// What is chosen by hand for a customer, and since when they are one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Own {
    tier: Option<Tier>,
    check_in: Option<u16>,
    pub since: NaiveDate,
}

/// What every line is measured against.
pub(super) struct Desk {
    pub settings: Settings,
    pub now: Stamp,
    /// Those for whom a tier or rhythm was chosen.
    own: HashMap<CustomerId, Own>,
    /// How everybody buys, for the tiers of all others.
    buyers: Rc<Buyers>,
}

impl Desk {
    pub fn today(&self) -> NaiveDate {
        self.now.day()
    }

    /// What is chosen by hand for a customer.
    pub fn own(&self, customer: CustomerId) -> Option<Own> {
        self.own.get(&customer).copied()
    }

    /// Those for whom a rhythm was chosen.
    pub fn with_rhythm(&self) -> impl Iterator<Item = (CustomerId, Own)> {
        let own = self.own.iter().map(|(customer, own)| (*customer, *own));
        own.filter(|(_, own)| own.check_in.is_some())
    }

    pub fn tier(&self, customer: Option<CustomerId>) -> Tier {
        customer.map_or(Tier::B, |id| self.tier_of((id, self.own(id))))
    }

    fn tier_of(&self, (customer, own): (CustomerId, Option<Own>)) -> Tier {
        self.buyers.tier(customer, own.and_then(|own| own.tier))
    }

    /// The days between two check-ins with a customer; 0 is never.
    pub fn rhythm(&self, customer: CustomerId) -> u32 {
        let own = self.own(customer);
        self.every(own, self.tier_of((customer, own)))
    }

    fn every(&self, own: Option<Own>, tier: Tier) -> u32 {
        let chosen = own.and_then(|own| own.check_in).map(u32::from);
        chosen.or(self.settings.rhythm(tier)).unwrap_or(0)
    }

    /// How long nobody has been in touch with a customer.
    pub fn silence(&self, (customer, own): (CustomerId, Option<Own>), since: NaiveDate) -> Silence {
        let tier = self.tier_of((customer, own));
        Silence {
            customer,
            since,
            every: self.every(own, tier),
            tier,
        }
    }

    /// A complaint as it stands now.
    pub fn queued(&self, complaint: Complaint) -> Queued {
        let tier = self.tier(complaint.customer);
        Queued::new(complaint, tier, &self.settings, self.now)
    }
}

impl Store {
    /// The desk at this moment.
    pub(super) fn desk(&self, now: Stamp) -> Result<Desk> {
        let mut select = self.file.prepare_cached(
            "SELECT id, tier, check_in, since, created FROM customer WHERE check_in IS NOT NULL OR tier IS NOT NULL",
        )?;
        let rows = select.query_map([], |row| {
            let created: Stamp = row.get(4)?;
            let own = Own {
                tier: row.get(1)?,
                check_in: row.get(2)?,
                since: day(row, 3)?.unwrap_or(created.day()),
            };
            Ok((row.get(0)?, own))
        })?;
        Ok(Desk {
            settings: self.settings()?,
            buyers: self.buyers(now)?,
            now,
            own: rows.collect::<rusqlite::Result<_>>()?,
        })
    }
}
