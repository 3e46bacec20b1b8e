//! `redeem`: a reward off the loyalty card, as far as its balance goes.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Report,
    arguments::one_line,
    brief,
    report::{Answer, Page},
    who,
};
use crate::{
    domain::{Change, CustomerId, Kept, Refusal},
    store::Store,
};

/// Whose card, and how many rewards.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars settings loyalty 'stamps 10 a free coffee'    the rule of the card
  regulars redeem 4471                                   one reward, if there are stamps enough
  regulars redeem 4471 'a free espresso'                 what they took instead")]
pub struct Redeem {
    /// '#12', or find words that fit one customer
    #[arg(value_name = "WHO")]
    who: String,

    /// What they got; without it, the reward of the rule
    #[arg(value_parser = one_line)]
    what: Vec<String>,

    /// How many rewards
    #[arg(long, default_value_t = 1, value_name = "NUMBER")]
    count: i64,
}

/// What was taken off, and what is left.
#[derive(Serialize)]
struct Redeemed {
    saved: String,
    customer: CustomerId,
    name: String,
    balance: i64,
    #[serde(skip)]
    card: String,
}

impl Answer for Redeemed {
    fn write(&self, page: &mut Page) {
        page.line(format!("Saved: {}.", self.saved));
        page.line(format!("On the card of {}: {}.", self.name, self.card));
    }
}

/// Why there is no reward in a shop without a loyalty card.
pub fn no_card() -> Refusal {
    let rule = "Set the rule first: regulars settings loyalty 'stamps 10 a free coffee'.";
    Refusal(format!("The shop has no loyalty card. {rule}"))
}

/// Takes a reward off the card.
///
/// # Errors
/// What the store says; a refusal when the balance does not allow it.
pub fn run(args: &Redeem, store: &mut Store, context: &mut Context) -> Result<Report> {
    let customer = match who::find(&args.who, store, context)? {
        Ok(customer) => customer,
        Err(report) => return Ok(report),
    };
    let buys = brief::buys(customer.id, (store, context.now))?;
    let (card, rule) = buys.card.ok_or_else(no_card)?;
    let signed = (context.now, context.me.as_str());
    let mut change = card.redeem(&rule, (customer.id, args.count), signed)?;
    if let (Change::Add(Kept::Redemption(reward)), false) = (&mut change, args.what.is_empty()) {
        reward.what = args.what.join(" ");
    }
    let applied = store.apply(&[change], context.now)?;
    let left = brief::buys(customer.id, (store, context.now))?.card;
    let (card, rule) = left.ok_or_else(no_card)?;
    let redeemed = Redeemed {
        saved: applied.label,
        customer: customer.id,
        name: customer.shown_name().to_owned(),
        balance: card.balance(),
        card: card.words(&rule),
    };
    Report::of(&redeemed, context.style)
}
