//! Filter words: `tag:vip bought:rye<30d -has:complaint`, read and written.

mod words;

use std::fmt;

pub use words::PEOPLE;

use super::{Keyword, fold};
use crate::domain::{Channel, Money, PartialDate, Quantity, Rung, Tier, words};

/// One filter word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// With a `-` in front: everybody else.
    pub negated: bool,
    /// What it asks.
    pub word: FilterWord,
}

/// Below or above a number: of days where nothing else is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound<T = u32> {
    /// `<90d`
    Under(T),
    /// `>90d`
    Over(T),
}

/// An amount in thousandths of the currency's unit, so that it is exact in every currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount(pub i64);

/// What a filter word asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterWord {
    /// `tag:vip`: has this tag (folded).
    Tag(String),
    /// `tier:a`: chosen by hand, or computed.
    Tier(Tier),
    /// `rung:client`: just this one; `rung:client+`: this one or a higher one.
    Rung {
        /// The rung.
        rung: Rung,
        /// Or a higher one.
        or_higher: bool,
    },
    /// `bought:rye`: bought a product with this in its name or group (folded; nothing: whatever it was). `bought:rye<30d`: the last time
    /// less than 30 days ago; `bought:rye>90d`: they did, but the last time is longer ago than that.
    Bought(String, Option<Bound>),
    /// `spent:>100`: in the last twelve months; who bought nothing spent 0.
    Spent(Bound<Amount>),
    /// `last:>90d`: days since the last contact; who was never in contact counts as longer than anything.
    Last(Bound),
    /// `since:2024`, `since:2024-06`: known since that year or month, or later.
    Since(PartialDate),
    /// `channel:sms`, a channel the customer prefers.
    Channel(Channel),
    /// `source:flyer`: how they found the shop (folded, part of it); `_` stands for a space.
    Source(String),
    /// `owes:promise`: we owe them a promise.
    OwesPromise,
    /// `has:complaint`: something stands in the book about them.
    Has(Thing),
    /// `birthday:this-month`, or a month by number.
    Birthday(Option<u32>),
    /// `by:SK`: served by these initials, as typed.
    By(String),
}

words! {
    /// What `has:` asks for.
    Thing {
        /// An open complaint.
        Complaint = "complaint",
        /// An open promise; the same as `owes:promise`.
        Promise = "promise",
        /// Something they wait for.
        Want = "want",
        /// A phone.
        Phone = "phone",
        /// An e-mail address.
        Email = "email",
        /// A birthday.
        Birthday = "birthday",
    }
}

impl Filter {
    /// Reads one word of a query; `None` when it has not the form `word:value`.
    ///
    /// # Errors
    /// The sentence that says which filter word may be meant, or what the value must look like.
    pub fn read(text: &str) -> Option<Result<Self, String>> {
        let (negated, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let read = |(keyword, value): (&Keyword, &str)| {
            let word = FilterWord::read(keyword.name, value);
            let word = word.ok_or_else(|| keyword.unread(value))?;
            Ok(Self { negated, word })
        };
        Some(PEOPLE.split(rest)?.and_then(read))
    }
}

impl FilterWord {
    fn read(name: &str, value: &str) -> Option<Self> {
        let folded = fold(value);
        Some(match (name, folded.as_str()) {
            ("owes", "promise") => Self::OwesPromise,
            ("has", thing) => match Thing::from_word(thing)? {
                Thing::Promise => Self::OwesPromise,
                thing => Self::Has(thing),
            },
            ("tier", word) => Self::Tier(Tier::from_word(&word.to_uppercase())?),
            ("rung", rung) => Self::Rung {
                rung: Rung::from_word(rung)?,
                or_higher: value.ends_with('+'),
            },
            ("bought", _) => read_bought(value)?,
            ("spent", _) => Self::Spent(Bound::of(value, Amount::read)?),
            ("last", _) => Self::Last(Bound::of(value, read_days)?),
            ("since", _) => Self::Since(
                value
                    .parse()
                    .ok()
                    .filter(|date: &PartialDate| date.year().is_some())?,
            ),
            ("channel", _) => Self::Channel(Channel::read(value)?),
            ("birthday", "thismonth") => Self::Birthday(None),
            ("birthday", month) => Self::Birthday(Some(
                month
                    .parse()
                    .ok()
                    .filter(|month| (1..=12).contains(month))?,
            )),
            ("tag", word) if !word.is_empty() => Self::Tag(folded),
            ("source", word) if !word.is_empty() => Self::Source(folded),
            ("by", word) if !word.is_empty() => Self::By(value.to_owned()),
            _ => return None,
        })
    }
}

/// `rye`, `rye<30d`, `<30d`
fn read_bought(value: &str) -> Option<FilterWord> {
    let (what, bound) = value.split_at(value.find(['<', '>']).unwrap_or(value.len()));
    let bound = match bound {
        "" => None,
        bound => Some(Bound::of(bound, read_days)?),
    };
    let folded = fold(what);
    let asks = !folded.is_empty() || (what.is_empty() && bound.is_some());
    asks.then_some(FilterWord::Bought(folded, bound))
}

impl<T> Bound<T> {
    /// Reads `>90d`, `<100`: a sign and what it is about.
    fn of(value: &str, read: fn(&str) -> Option<T>) -> Option<Self> {
        match value.strip_prefix('>') {
            Some(rest) => read(rest).map(Self::Over),
            None => read(value.strip_prefix('<')?).map(Self::Under),
        }
    }
}

impl Bound {
    /// True for so many days.
    pub fn holds(self, days: u32) -> bool {
        match self {
            Self::Under(bound) => days < bound,
            Self::Over(bound) => days > bound,
        }
    }
}

impl Bound<Amount> {
    /// True for an amount in a currency of so many digits.
    pub fn holds(self, amount: Money, digits: u32) -> bool {
        let thousandths = i128::from(amount.0) * 10_i128.pow(3_u32.saturating_sub(digits));
        match self {
            Self::Under(bound) => thousandths < i128::from(bound.0),
            Self::Over(bound) => thousandths > i128::from(bound.0),
        }
    }
}

impl Amount {
    /// Reads `100`, `7.80` or `7,80`.
    fn read(text: &str) -> Option<Self> {
        let thousandths = Quantity::read(text)?.0;
        (thousandths >= 0).then_some(Self(thousandths))
    }
}

/// `90d`, `2w`, `6m`, `1y`: days, weeks, months of 30 days, years of 365; without a letter days.
fn read_days(text: &str) -> Option<u32> {
    let number = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let unit = match text[number.len()..].to_ascii_lowercase().as_str() {
        "" | "d" => 1,
        "w" => 7,
        "m" => 30,
        "y" => 365,
        _ => return None,
    };
    number.parse::<u32>().ok()?.checked_mul(unit)
}

/// `>90d`
impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Under(days) => write!(f, "<{days}d"),
            Self::Over(days) => write!(f, ">{days}d"),
        }
    }
}

/// `>7.8`
impl fmt::Display for Bound<Amount> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Under(amount) => write!(f, "<{}", Quantity(amount.0)),
            Self::Over(amount) => write!(f, ">{}", Quantity(amount.0)),
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negated {
            f.write_str("-")?;
        }
        let spaced = |word: &str| word.replace(' ', "_");
        match &self.word {
            FilterWord::Tag(word) => write!(f, "tag:{}", spaced(word)),
            FilterWord::Tier(tier) => write!(f, "tier:{}", tier.word().to_lowercase()),
            FilterWord::Rung { rung, or_higher } => {
                write!(f, "rung:{rung}{}", if *or_higher { "+" } else { "" })
            }
            FilterWord::Bought(what, None) => write!(f, "bought:{}", spaced(what)),
            FilterWord::Bought(what, Some(bound)) => write!(f, "bought:{}{bound}", spaced(what)),
            FilterWord::Spent(bound) => write!(f, "spent:{bound}"),
            FilterWord::Last(bound) => write!(f, "last:{bound}"),
            FilterWord::Since(date) => write!(f, "since:{date}"),
            FilterWord::Channel(channel) => write!(f, "channel:{channel}"),
            FilterWord::Source(text) => write!(f, "source:{}", spaced(text)),
            FilterWord::OwesPromise => f.write_str("owes:promise"),
            FilterWord::Has(thing) => write!(f, "has:{thing}"),
            FilterWord::Birthday(None) => f.write_str("birthday:this-month"),
            FilterWord::Birthday(Some(month)) => write!(f, "birthday:{month}"),
            FilterWord::By(initials) => write!(f, "by:{initials}"),
        }
    }
}
