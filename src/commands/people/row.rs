//! One row of a list of people: who, what its rule knows of them, and what may be noted of them.

use std::borrow::Cow;

use serde::Serialize;

use super::ListOf;
use crate::domain::{
    Change, Channel, Currency, CustomerId, Kept, Money, Offer, Outcome, Parting, ProductId, Stamp,
    best::Mark, id::OfferId,
};

/// Nobody on a list is noted as asked twice within so many days.
const AGAIN_DAYS: i64 = 14;

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Who; `None` where the row is of no single customer.
    #[serde(rename = "id", skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// The name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What the rule knows of them.
    #[serde(flatten)]
    pub fact: Fact,
    /// What it stands under; rows of one heading follow each other.
    #[serde(skip)]
    pub heading: Cow<'static, str>,
    /// Why they are on the list, in words.
    #[serde(skip)]
    pub why: Cow<'static, str>,
    /// The number that counts: an amount, days, a ratio; may be empty.
    #[serde(skip)]
    pub figure: String,
    /// To be contacted: not left out, not asked already.
    #[serde(skip)]
    pub chosen: bool,
    /// What was proposed to them last on this occasion.
    #[serde(skip)]
    pub offer: Option<Box<Offer>>,
}

/// An amount for another program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Amount {
    minor: Money,
    currency: String,
}

impl Amount {
    /// In this currency.
    pub fn new(minor: Money, currency: &Currency) -> Self {
        let currency = currency.code.clone();
        Self { minor, currency }
    }
}

/// What the rule of a list knows of a row, as another program reads it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Fact {
    /// Told of it, on this channel.
    Told {
        /// The channel.
        channel: Channel,
    },
    /// Left out.
    LeftOut {
        /// Why.
        reason: Cow<'static, str>,
    },
    /// Stays away.
    Silent {
        /// Days since they bought.
        silent_days: u32,
        /// Days between two purchases, usually.
        median_gap_days: u32,
        /// What they spent in the twelve months up to the last purchase.
        yearly_value: Amount,
    },
    /// Asked in on a slow day.
    Invited {
        /// On which channel; `None` for who was asked already.
        channel: Option<Channel>,
        /// Why them.
        reason: String,
    },
    /// What the best have in common.
    Best {
        /// A tag, an area, a source.
        mark: Mark,
        /// Which.
        word: String,
        /// How many in tier A have it, of so many; how many of all, of so many.
        in_a: u64,
        /// Tier A.
        a: u64,
        /// Who has it.
        in_all: u64,
        /// Everybody.
        all: u64,
        /// How many times as often.
        ratio: f64,
    },
    /// Came as a prospect.
    Prospect {
        /// How they found the shop.
        source: String,
        /// When.
        asked: Stamp,
        /// Minutes until they heard from the shop.
        answer_minutes: Option<i64>,
        /// Open, won or lost.
        state: &'static str,
        /// Why they were lost.
        #[serde(skip_serializing_if = "str::is_empty")]
        why: String,
    },
    /// Brought others.
    Referrer {
        /// Whom.
        brought: Vec<CustomerId>,
        /// What those spent in all.
        worth: Amount,
    },
    /// To talk to about parting ways.
    Review {
        /// Proposed, or how far the review has gone.
        state: &'static str,
        /// Why.
        reason: String,
        /// What they spent in twelve months.
        spent: Amount,
        /// The rows behind it, for a person.
        #[serde(skip)]
        rows: Vec<String>,
        /// The review, once it has begun.
        #[serde(skip)]
        parting: Option<Box<Parting>>,
    },
    /// A campaign of late.
    Campaign {
        /// Of which product.
        product: Option<ProductId>,
        /// In words.
        what: String,
        /// How many were told.
        told: usize,
        /// Said yes.
        yes: usize,
        /// Said no.
        no: usize,
        /// Said later.
        later: usize,
        /// Said nothing yet.
        open: usize,
    },
}

impl Row {
    /// A row of nobody in particular, without words.
    pub(super) fn of(fact: Fact) -> Self {
        Self {
            customer: None,
            name: String::new(),
            fact,
            heading: Cow::Borrowed(""),
            why: Cow::Borrowed(""),
            figure: String::new(),
            chosen: false,
            offer: None,
        }
    }

    /// The same row, with what was proposed last.
    pub(super) fn with(self, offer: Offer) -> Self {
        let offer = Some(Box::new(offer));
        Self { offer, ..self }
    }

    /// Was nothing proposed to them within the last fourteen days?
    pub fn may_be_noted(&self, now: Stamp) -> bool {
        let days = self
            .offer
            .as_ref()
            .map(|it| (now.day() - it.at.day()).num_days());
        days.is_none_or(|days| days >= AGAIN_DAYS)
    }

    /// The channel on which they are to be contacted, where the list says it.
    pub const fn channel(&self) -> Option<Channel> {
        match &self.fact {
            Fact::Told { channel } => Some(*channel),
            Fact::Invited { channel, .. } => *channel,
            _ => None,
        }
    }

    /// The offer that notes that they were asked; `None` where the list proposes nothing.
    pub fn note(&self, of: ListOf, (now, by): (Stamp, &str)) -> Option<Offer> {
        let product = match of {
            ListOf::Promotion(product) => Some(product),
            _ => None,
        };
        Some(Offer {
            id: OfferId::NEW,
            customer: self.customer?,
            kind: of.occasion()?,
            product,
            what: String::new(),
            channel: self.channel(),
            at: now,
            by: by.to_owned(),
            result: None,
            note: String::new(),
        })
    }

    /// The write that notes what they said: to what was proposed last, else to something proposed now.
    pub fn said(&self, result: Outcome, new: Option<Offer>) -> Option<Change> {
        match &self.offer {
            Some(before) => Some(before.answer(result)),
            None => new.map(|offer| {
                Change::Add(Kept::Offer(Offer {
                    result: Some(result),
                    ..offer
                }))
            }),
        }
    }
}
