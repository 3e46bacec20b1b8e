//! What the shop proposed to somebody, and what came of it; and the shop's own rules of what goes with what.

use serde::{Deserialize, Serialize};

use super::{
    Change, Channel, Kept, Outcome, Refusal, Stamp,
    id::{CustomerId, OfferId, ProductId, RuleId},
    product::{Naming, Product, Season, naming},
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

impl Offer {
    /// The write that notes what they said to it.
    pub fn answer(&self, result: Outcome) -> Change {
        let after = Self {
            result: Some(result),
            ..self.clone()
        };
        Change::edit(self.clone(), after)
    }
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
    /// Reads `rye then honey after 14: keeps it moist`, `grass seed then fertiliser in jun-aug`.
    ///
    /// # Errors
    /// The sentence that says how to write it, or that a product is not known.
    pub fn read(text: &str, products: &[Product]) -> Result<Self, Refusal> {
        let how = || {
            Refusal("Write it as: rye then honey after 14, or: rye then honey in nov-feb.".into())
        };
        let (text, why) = text.split_once(": ").unwrap_or((text, ""));
        let (bought, rest) = text.split_once(" then ").ok_or_else(how)?;
        let mut rule = Self {
            id: RuleId::NEW,
            bought: known(bought, products)?,
            then: ProductId::NEW,
            after_days: None,
            season: Season::ALL_YEAR,
            why: why.trim().into(),
        };
        let mut then = rest;
        if let Some((name, months)) = then.rsplit_once(" in ")
            && let Some(season) = Season::read(months)
        {
            (rule.season, then) = (season, name);
        }
        if let Some((name, days)) = then.rsplit_once(" after ")
            && let Ok(days) = days.trim_end_matches([' ', 'd', 'a', 'y', 's']).parse()
        {
            (rule.after_days, then) = (Some(days), name);
        }
        rule.then = known(then, products)?;
        rule.check()?;
        Ok(rule)
    }

    /// The rule in words: "when rye, then honey, after 14 days, in nov-feb".
    pub fn words(&self, products: &[Product]) -> String {
        let name = |id| {
            let known = products.iter().find(|product| product.id == id);
            known.map_or("–", |product| &product.name)
        };
        let after = self.after_days.map(|days| format!(", after {days} days"));
        let months = match self.season {
            Season::ALL_YEAR => String::new(),
            season => format!(", in {}", season.text()),
        };
        let (bought, then) = (name(self.bought), name(self.then));
        format!(
            "when {bought}, then {then}{}{months}",
            after.unwrap_or_default()
        )
    }

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

/// The one product that is meant.
///
/// # Errors
/// The sentence that says that none, or more than one, is.
pub fn known(typed: &str, products: &[Product]) -> Result<ProductId, Refusal> {
    match naming(typed.trim().trim_end_matches(','), products) {
        Naming::Known(product) => Ok(product.id),
        Naming::Nothing => Err(Refusal("Name a product of the shop.".into())),
        Naming::New(name) => Err(Refusal(format!(
            "There is no product {name}; add it first."
        ))),
        Naming::Several(names) => Err(Refusal(format!("Which {typed}: {}?", names.join(" or ")))),
    }
}

impl From<Rule> for Kept {
    fn from(rule: Rule) -> Self {
        Self::Rule(rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_written_as_it_is_said() {
        let product = |(id, name): (i64, &str)| Product {
            id: ProductId(id),
            name: name.into(),
            ..Product::default()
        };
        let products = [(1, "Grass seed"), (2, "Fertiliser"), (3, "Rye")].map(product);
        for (typed, said) in [
            ("rye then fert", "when Rye, then Fertiliser"),
            (
                "grass then fertiliser after 30 days: it is hungry",
                "when Grass seed, then Fertiliser, after 30 days",
            ),
            (
                "grass seed, then fertiliser after 30 in jun-aug",
                "when Grass seed, then Fertiliser, after 30 days, in jun-aug",
            ),
        ] {
            let rule = Rule::read(typed, &products).unwrap();
            assert_eq!(rule.words(&products), said);
        }
        for wrong in ["rye", "rye then rye", "rye then honey", " then rye"] {
            assert!(Rule::read(wrong, &products).is_err(), "{wrong}");
        }
    }
}
