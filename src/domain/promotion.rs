//! A promotion: who is told of it, on which channel, and why the others are left out.

use chrono::NaiveDate;

use super::{
    Channel, Product,
    id::{CustomerId, ProductId},
    phrase::ago_days,
    reach::{NoWay, Reach},
};

/// Who bought the thing or its like within so many days is not told of it.
const BOUGHT_DAYS: i64 = 180;
/// Nobody is told of two things within so many days.
const CAMPAIGN_DAYS: i64 = 14;

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
    let lately = |day: NaiveDate, days| (today - day).num_days() < days;
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
    /// In a word or two, to count them by.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NoConsent { .. } => "no consent",
            Self::Never => "channel not allowed",
            Self::Unreachable => "nothing to reach them on",
            Self::Bought { .. } => "bought lately",
            Self::OpenComplaint => "open complaint",
            Self::HardTime => "hard time",
            Self::LetGo => "let go",
            Self::Campaign(_) => "told lately",
        }
    }

    /// In kind words: "has not been asked about news", "bought it 12 days ago".
    pub fn words(self, today: NaiveDate) -> String {
        match self {
            Self::NoConsent { refused: false } => "has not said yes to news".into(),
            Self::NoConsent { refused: true } => "would rather have no news".into(),
            Self::Never => "said yes to news, but never on that channel".into(),
            Self::Unreachable => "said yes to news, but left nothing to reach them on".into(),
            Self::Bought { day, itself: true } => format!("bought it {}", ago_days(day, today)),
            Self::Bought { day, .. } => {
                format!("bought something like it {}", ago_days(day, today))
            }
            Self::OpenComplaint => "has an open complaint; that comes first".into(),
            Self::HardTime => "is going through a hard time".into(),
            Self::LetGo => "was let go".into(),
            Self::Campaign(day) => format!("was told of something {}", ago_days(day, today)),
        }
    }
}
