//! The rule of the loyalty card, as it is typed in the settings.

use std::{fmt, str::FromStr};

use crate::domain::{Currency, Money, Refusal};

/// What is counted on the card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counting {
    /// One stamp for each sale.
    Sales,
    /// One stamp for each unit of this product, or of the products of this group.
    Units(String),
    /// So many points for each whole amount spent.
    Spend {
        /// Points,
        points: i64,
        /// for each of this amount.
        per: Amount,
    },
}

/// The rule of the card: what is counted, and what there is for how many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loyalty {
    /// What is counted.
    pub counting: Counting,
    /// How many stamps or points a reward takes.
    pub cost: i64,
    /// The reward, in words.
    pub reward: String,
}

/// An amount as it is typed, whatever the shop's currency is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// The digits,
    value: i64,
    /// and how many of them stand behind the point.
    digits: u32,
}

impl Amount {
    /// Reads `1.00`, `0,50`, `10`; `None` for anything else, and for nothing.
    fn read(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let fits = (1..=9).contains(&whole.len()) && part.len() <= 3;
        if !fits || !plain(whole) || !plain(part) {
            return None;
        }
        let value = format!("{whole}{part}").parse().ok()?;
        let digits = u32::try_from(part.len()).ok()?;
        (value > 0).then_some(Self { value, digits })
    }

    /// In minor units of this currency; a part of one is rounded, a half up.
    pub fn of(self, currency: &Currency) -> Money {
        let unit = 10_i64.pow(self.digits);
        let minor = self.value.saturating_mul(10_i64.pow(currency.digits));
        Money(minor.saturating_add(unit / 2) / unit)
    }
}

/// `1.00`
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10_i64.pow(self.digits);
        let (whole, part) = (self.value / unit, self.value % unit);
        match self.digits as usize {
            0 => write!(f, "{whole}"),
            digits => write!(f, "{whole}.{part:0digits$}"),
        }
    }
}

impl Loyalty {
    /// So many in words: "1 stamp", "7 stamps", "120 points".
    pub fn count(&self, count: i64) -> String {
        let word = match self.counting {
            Counting::Spend { .. } => "point",
            _ => "stamp",
        };
        match count {
            1 => format!("1 {word}"),
            count => format!("{count} {word}s"),
        }
    }
}

/// `stamps 10 a free coffee`, `stamps 10 of coffee: a free coffee`, `points 1 per 1.00, 100 = 5.00 off`
impl fmt::Display for Loyalty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (cost, reward) = (self.cost, &self.reward);
        match &self.counting {
            Counting::Sales => write!(f, "stamps {cost} {reward}"),
            Counting::Units(of) => write!(f, "stamps {cost} of {of}: {reward}"),
            Counting::Spend { points, per } => {
                write!(f, "points {points} per {per}, {cost} = {reward}")
            }
        }
    }
}

impl FromStr for Loyalty {
    type Err = Refusal;

    /// Reads a rule as it is typed; its first word and `of` and `per` in any case.
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let text = words.join(" ");
        let read = match first(&text) {
            ("stamps", rest) => stamps(rest),
            ("points", rest) => points(rest),
            _ => None,
        };
        read.ok_or_else(|| Refusal(HOW.into()))
    }
}

const HOW: &str = "Write the card like stamps 10 a free coffee, stamps 10 of coffee: a free coffee, or points 1 per 1.00, 100 = 5.00 off.";

/// The largest number on a card.
const MOST: i64 = 1_000_000;

/// The first word in lower case, and the rest.
fn first(text: &str) -> (&str, &str) {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let known = ["stamps", "points", "of", "per"];
    let word = known
        .into_iter()
        .find(|known| word.eq_ignore_ascii_case(known));
    (word.unwrap_or_default(), rest)
}

fn number(text: &str) -> Option<i64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = plain.then(|| text.parse().ok()).flatten();
    number.filter(|number| (1..=MOST).contains(number))
}

fn stamps(rest: &str) -> Option<Loyalty> {
    let (cost, reward) = rest.split_once(' ')?;
    let (counting, reward) = match first(reward) {
        ("of", rest) => {
            let (of, reward) = rest.split_once(':')?;
            let of = Some(of.trim()).filter(|of| !of.is_empty())?;
            (Counting::Units(of.to_owned()), reward.trim())
        }
        _ => (Counting::Sales, reward),
    };
    rule(counting, cost, reward)
}

fn points(rest: &str) -> Option<Loyalty> {
    let (points, rest) = rest.split_once(' ')?;
    let ("per", rest) = first(rest) else {
        return None;
    };
    // `1,00` may be the amount, so that the comma behind it is the last one before the equals sign.
    let (before, reward) = rest.split_once('=')?;
    let (per, cost) = before.rsplit_once(',')?;
    let counting = Counting::Spend {
        points: number(points)?,
        per: Amount::read(per.trim())?,
    };
    rule(counting, cost.trim(), reward.trim())
}

fn rule(counting: Counting, cost: &str, reward: &str) -> Option<Loyalty> {
    let cost = number(cost)?;
    let reward = Some(reward).filter(|reward| !reward.is_empty())?;
    Some(Loyalty {
        counting,
        cost,
        reward: reward.to_owned(),
    })
}
