//! What the shop proposed to somebody, and what came of it; and the shop's own rules of what goes with what.

use serde::{Deserialize, Serialize};

use super::{
    Channel, Kept, Outcome, Refusal, Stamp,
    id::{CustomerId, OfferId, ProductId, RuleId},
    product::Season,
    words,
};

words! {
    /// On what occasion something was proposed.
    OfferKind {
        /// What goes with what they buy; see the brief.
        Suggestion = "suggestion",
        /// A better grade of what they buy.
        UpSell = "up-sell",
        /// A promotion to many.
        Campaign = "campaign",
        /// To win back somebody who stays away.
        WinBack = "win-back",
        /// To fill a slow day.
        SlowDay = "slow day",
    }
}

/// Something proposed to one customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Row number.
    pub id: OfferId,
    /// To whom.
    pub customer: CustomerId,
    /// On what occasion.
    pub kind: OfferKind,
    /// Which product; `None` where it was none in particular.
    #[serde(default)]
    pub product: Option<ProductId>,
    /// In words: the name of the promotion, what was said; may be empty.
    #[serde(default)]
    pub what: String,
    /// On which channel; `None`: face to face, in passing.
    #[serde(default)]
    pub channel: Option<Channel>,
    /// When.
    pub at: Stamp,
    /// Initials of who proposed it.
    #[serde(default)]
    pub by: String,
    /// What they said; `None` as long as that is not known.
    #[serde(default)]
    pub result: Option<Outcome>,
    /// A word about the result; may be empty.
    #[serde(default)]
    pub note: String,
}

impl From<Offer> for Kept {
    fn from(offer: Offer) -> Self {
        Self::Offer(offer)
    }
}

/// A rule of the shop's own: who bought one thing is told of another, after some days or in some months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Row number.
    pub id: RuleId,
    /// Who bought this
    pub bought: ProductId,
    /// is told of this,
    pub then: ProductId,
    /// so many days after the purchase; `None`: at once,
    #[serde(default)]
    pub after_days: Option<u16>,
    /// in these months.
    #[serde(default)]
    pub season: Season,
    /// Why, in words for the customer; may be empty.
    #[serde(default)]
    pub why: String,
}

impl Rule {
    /// A rule leads from one product to another.
    ///
    /// # Errors
    /// The sentence that says so.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.bought == self.then {
            return Err(Refusal("Name two different products.".into()));
        }
        Ok(())
    }
}

impl From<Rule> for Kept {
    fn from(rule: Rule) -> Self {
        Self::Rule(rule)
    }
}
