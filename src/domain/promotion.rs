//! A promotion: who is told of it, on which channel, and why the others are left out.

use std::borrow::Cow;

use chrono::{Days, NaiveDate};

use super::{
    Channel, Product,
    id::{CustomerId, ProductId},
    phrase::ago_days,
    reach::{NoWay, Reach},
};

/// Who bought the thing or its like within so many days is not told of it.
pub const BOUGHT_DAYS: u64 = 180;
/// Nobody is told of two things within so many days.
const CAMPAIGN_DAYS: u64 = 14;

/// Telling many of one product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promotion {
    /// Which.
    pub product: ProductId,
    /// What it is called.
    pub name: String,
    /// What it belongs to; may be empty.
    pub group: String,
}

/// Somebody who may be told, as the rules need them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// Who.
    pub customer: CustomerId,
    /// The ways to them.
    pub reach: Reach<'a>,
    /// When they last bought the product or one of its group, and which.
    pub bought: Option<(ProductId, NaiveDate)>,
    /// A complaint of theirs is open.
    pub open_complaint: bool,
    /// They are going through a hard time; see [`super::Customer::hard_time`].
    pub hard_time: bool,
    /// They were let go.
    pub let_go: bool,
    /// When they were last told of something in a campaign.
    pub campaign: Option<NaiveDate>,
}

/// Why somebody is left out of a promotion; the first that applies, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// They did not say yes to news; `true` where they said no.
    NoConsent {
        /// They were asked.
        refused: bool,
    },
    /// They said yes, on channels on which they never want to be reached.
    Never,
    /// There is nothing to reach them on.
    Unreachable,
    /// They bought it lately.
    Bought {
        /// When.
        day: NaiveDate,
        /// The very product; else one of its group.
        itself: bool,
    },
    /// A complaint of theirs is open.
    OpenComplaint,
    /// They are going through a hard time.
    HardTime,
    /// They were let go.
    LetGo,
    /// They were told of something lately.
    Campaign(NaiveDate),
}

impl Promotion {
    /// A promotion of this product.
    pub fn of(product: &Product) -> Self {
        Self {
            product: product.id,
            name: product.name.clone(),
            group: product.group.clone(),
        }
    }

    /// True for the product itself and for those of its group: who bought one of them lately needs no telling.
    pub fn is_about(&self, product: &Product) -> bool {
        product.id == self.product || (!self.group.is_empty() && product.group == self.group)
    }
}

/// On which channel somebody is told of the promotion.
///
/// # Errors
/// Why they are left out.
pub fn channel(
    candidate: &Candidate<'_>,
    promotion: &Promotion,
    today: NaiveDate,
) -> Result<Channel, Reason> {
    let channel = candidate.reach.for_news().map_err(Reason::from)?;
    let since = |days| today.checked_sub_days(Days::new(days));
    let lately = |day: NaiveDate, days| since(days).is_none_or(|since| since < day);
    let bought = candidate.bought;
    if let Some((product, day)) = bought.filter(|(_, day)| lately(*day, BOUGHT_DAYS)) {
        let itself = product == promotion.product;
        return Err(Reason::Bought { day, itself });
    }
    let campaign = candidate.campaign.filter(|day| lately(*day, CAMPAIGN_DAYS));
    let reason = match campaign {
        _ if candidate.open_complaint => Reason::OpenComplaint,
        _ if candidate.hard_time => Reason::HardTime,
        _ if candidate.let_go => Reason::LetGo,
        Some(day) => Reason::Campaign(day),
        None => return Ok(channel),
    };
    Err(reason)
}

/// Why somebody is left out; `None` for who is told.
pub fn left_out(
    candidate: &Candidate<'_>,
    promotion: &Promotion,
    today: NaiveDate,
) -> Option<Reason> {
    channel(candidate, promotion, today).err()
}

impl From<NoWay> for Reason {
    fn from(why: NoWay) -> Self {
        match why {
            NoWay::NotAsked => Self::NoConsent { refused: false },
            NoWay::Refused => Self::NoConsent { refused: true },
            NoWay::Never => Self::Never,
            NoWay::Nothing => Self::Unreachable,
        }
    }
}

impl Reason {
    /// In a few words, to count them by.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NoConsent { .. } => "left out: no consent",
            Self::Never => "left out: channel not allowed",
            Self::Unreachable => "left out: nothing to reach them on",
            Self::Bought { .. } => "left out: bought lately",
            Self::OpenComplaint => "left out: open complaint",
            Self::HardTime => "left out: hard time",
            Self::LetGo => "left out: let go",
            Self::Campaign(_) => "left out: told lately",
        }
    }

    /// In kind words: "has not been asked about news", "bought it 12 days ago".
    pub fn words(self, today: NaiveDate) -> Cow<'static, str> {
        match self {
            Self::NoConsent { refused: false } => "has not said yes to news".into(),
            Self::NoConsent { refused: true } => "would rather have no news".into(),
            Self::Never => "said yes to news, but never on that channel".into(),
            Self::Unreachable => "said yes to news, but left nothing to reach them on".into(),
            Self::Bought { day, itself: true } => {
                format!("bought it {}", ago_days(day, today)).into()
            }
            Self::Bought { day, .. } => {
                format!("bought something like it {}", ago_days(day, today)).into()
            }
            Self::OpenComplaint => "has an open complaint; that comes first".into(),
            Self::HardTime => "is going through a hard time".into(),
            Self::LetGo => "was let go".into(),
            Self::Campaign(day) => format!("was told of something {}", ago_days(day, today)).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ChannelRule, Leave, id::ChannelRuleId};

    const RYE: ProductId = ProductId(1);
    const SPELT: ProductId = ProductId(2);

    fn promotion() -> Promotion {
        Promotion {
            product: RYE,
            name: "rye".into(),
            group: "bread".into(),
        }
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, 10).unwrap()
    }

    fn ago(days: u64) -> NaiveDate {
        today() - Days::new(days)
    }

    fn text(leave: Leave, marketing: Option<bool>) -> Vec<ChannelRule> {
        vec![ChannelRule {
            id: ChannelRuleId::NEW,
            channel: Channel::Text,
            leave,
            best_time: String::new(),
            marketing,
            consent_on: None,
        }]
    }

    fn candidate(rules: &[ChannelRule]) -> Candidate<'_> {
        Candidate {
            customer: CustomerId(1),
            reach: Reach {
                rules,
                phone: true,
                mail: false,
                address: false,
            },
            bought: None,
            open_complaint: false,
            hard_time: false,
            let_go: false,
            campaign: None,
        }
    }

    /// Everything speaks against them; what is mended first is the first reason, and so on.
    #[test]
    fn everyone_left_out_has_the_first_reason_that_applies_and_each_is_hit_once() {
        let (none, never) = (text(Leave::Ok, None), text(Leave::Never, Some(true)));
        let yes = text(Leave::Prefer, Some(true));
        let mut worst = Candidate {
            bought: Some((SPELT, ago(179))),
            open_complaint: true,
            hard_time: true,
            let_go: true,
            campaign: Some(ago(13)),
            ..candidate(&none)
        };
        let mut reasons = Vec::new();
        let mut note = |it: &Candidate<'_>| reasons.push(left_out(it, &promotion(), today()));
        note(&worst);
        worst.reach.rules = &never;
        note(&worst);
        (worst.reach.rules, worst.reach.phone) = (&yes, false);
        note(&worst);
        worst.reach.phone = true;
        note(&worst);
        worst.bought = None;
        note(&worst);
        worst.open_complaint = false;
        note(&worst);
        worst.hard_time = false;
        note(&worst);
        worst.let_go = false;
        note(&worst);
        worst.campaign = None;
        note(&worst);
        let expected = [
            Some(Reason::NoConsent { refused: false }),
            Some(Reason::Never),
            Some(Reason::Unreachable),
            Some(Reason::Bought {
                day: ago(179),
                itself: false,
            }),
            Some(Reason::OpenComplaint),
            Some(Reason::HardTime),
            Some(Reason::LetGo),
            Some(Reason::Campaign(ago(13))),
            None,
        ];
        assert_eq!(reasons, expected);
        assert_eq!(channel(&worst, &promotion(), today()), Ok(Channel::Text));
    }

    #[test]
    fn a_purchase_rests_for_180_days_and_a_campaign_for_14() {
        let yes = text(Leave::Ok, Some(true));
        let out = |it: Candidate<'_>| left_out(&it, &promotion(), today()).is_some();
        let bought = |days| Candidate {
            bought: Some((RYE, ago(days))),
            ..candidate(&yes)
        };
        assert!(out(bought(179)) && !out(bought(180)));
        let told = |days| Candidate {
            campaign: Some(ago(days)),
            ..candidate(&yes)
        };
        assert!(out(told(13)) && !out(told(14)));
    }

    #[test]
    fn the_reasons_are_kind_words() {
        let words = |reason: Reason| reason.words(today());
        let bought = |itself| Reason::Bought {
            day: ago(12),
            itself,
        };
        assert_eq!(
            words(Reason::NoConsent { refused: false }),
            "has not said yes to news"
        );
        assert_eq!(
            words(Reason::NoConsent { refused: true }),
            "would rather have no news"
        );
        assert_eq!(words(bought(true)), "bought it 12 days ago");
        assert_eq!(words(bought(false)), "bought something like it 12 days ago");
        assert_eq!(
            words(Reason::Campaign(ago(1))),
            "was told of something yesterday"
        );
    }

    #[test]
    fn a_promotion_is_about_its_product_and_the_group_of_it() {
        let product = |id, group: &str| Product {
            id,
            group: group.into(),
            ..Product::default()
        };
        let about = |id, group| promotion().is_about(&product(id, group));
        assert!(about(RYE, "") && about(SPELT, "bread") && !about(SPELT, "cake"));
        let alone = Promotion::of(&product(RYE, ""));
        assert!(!alone.is_about(&product(SPELT, "")));
    }
}
