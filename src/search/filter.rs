//! Filter words: `tag:vip last:>90d has:complaint -source:flyer`.

use std::fmt;

use super::fold;
use crate::domain::{Channel, PartialDate, Tier};

/// One filter word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// With a `-` in front: everybody else.
    pub negated: bool,
    /// What it asks.
    pub word: FilterWord,
}

/// Below or above a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// `<90d`
    Under(u32),
    /// `>90d`
    Over(u32),
}

/// What a filter word asks. Those about purchases come with the purchases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterWord {
    /// `tag:vip`: has this tag (folded).
    Tag(String),
    /// `tier:a`: chosen by hand, or computed.
    Tier(Tier),
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
    /// `has:complaint`: an open complaint.
    HasComplaint,
    /// `birthday:this-month`, or a month by number.
    Birthday(Option<u32>),
    /// `by:SK`: served by these initials, as typed.
    By(String),
}

impl Filter {
    /// Every filter word, with an example.
    pub const WORDS: &'static [(&'static str, &'static str)] = &[
        ("tag", "tag:vip"),
        ("tier", "tier:a"),
        ("last", "last:>90d"),
        ("since", "since:2024-06"),
        ("channel", "channel:sms"),
        ("source", "source:flyer"),
        ("owes", "owes:promise"),
        ("has", "has:complaint"),
        ("birthday", "birthday:this-month"),
        ("by", "by:SK"),
    ];

    /// Reads one word of a query; `None` when it has not the form `word:value`.
    ///
    /// # Errors
    /// The sentence that says which filter words there are, or what the value must look like.
    pub fn read(text: &str) -> Option<Result<Self, String>> {
        let (negated, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (name, value) = rest.split_once(':')?;
        if name.is_empty() || !name.chars().all(char::is_alphabetic) {
            return None;
        }
        let name = name.to_lowercase();
        let Some((_, example)) = Self::WORDS.iter().find(|(word, _)| *word == name) else {
            let known = Self::WORDS.iter().map(|(word, _)| format!("{word}:"));
            return Some(Err(format!(
                "{name}: is not known here; filter words are {}.",
                known.collect::<Vec<_>>().join(" ")
            )));
        };
        Some(match FilterWord::read(&name, value) {
            Some(word) => Ok(Self { negated, word }),
            None => Err(format!("{rest} cannot be read; write it like {example}.")),
        })
    }
}

impl FilterWord {
    fn read(name: &str, value: &str) -> Option<Self> {
        let folded = fold(value);
        Some(match (name, folded.as_str()) {
            ("owes", "promise") => Self::OwesPromise,
            ("has", "complaint") => Self::HasComplaint,
            ("tier", word) => Self::Tier(Tier::from_word(&word.to_uppercase())?),
            ("last", _) => Self::Last(read_bound(value)?),
            ("since", _) => Self::Since(
                value
                    .parse()
                    .ok()
                    .filter(|date: &PartialDate| date.year().is_some())?,
            ),
            ("channel", word) => Self::Channel(read_channel(word)?),
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

/// `>90d`, `<2w`, `>6m`, `<1y`: days, weeks, months of 30 days, years of 365; without a letter days.
fn read_bound(value: &str) -> Option<Bound> {
    let (over, rest) = match value.strip_prefix('>') {
        Some(rest) => (true, rest),
        None => (false, value.strip_prefix('<')?),
    };
    let number = rest.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let unit = match rest[number.len()..].to_ascii_lowercase().as_str() {
        "" | "d" => 1,
        "w" => 7,
        "m" => 30,
        "y" => 365,
        _ => return None,
    };
    let days = number.parse::<u32>().ok()?.checked_mul(unit)?;
    Some(if over {
        Bound::Over(days)
    } else {
        Bound::Under(days)
    })
}

fn read_channel(folded: &str) -> Option<Channel> {
    match folded {
        "sms" => Some(Channel::Text),
        "phone" => Some(Channel::Call),
        "email" => Some(Channel::Mail),
        "letter" => Some(Channel::Post),
        word => Channel::from_word(word),
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negated {
            f.write_str("-")?;
        }
        match &self.word {
            FilterWord::Tag(word) => write!(f, "tag:{}", word.replace(' ', "_")),
            FilterWord::Tier(tier) => write!(f, "tier:{}", tier.word().to_lowercase()),
            FilterWord::Last(Bound::Under(days)) => write!(f, "last:<{days}d"),
            FilterWord::Last(Bound::Over(days)) => write!(f, "last:>{days}d"),
            FilterWord::Since(date) => write!(f, "since:{date}"),
            FilterWord::Channel(channel) => write!(f, "channel:{channel}"),
            FilterWord::Source(text) => write!(f, "source:{}", text.replace(' ', "_")),
            FilterWord::OwesPromise => f.write_str("owes:promise"),
            FilterWord::HasComplaint => f.write_str("has:complaint"),
            FilterWord::Birthday(None) => f.write_str("birthday:this-month"),
            FilterWord::Birthday(Some(month)) => write!(f, "birthday:{month}"),
            FilterWord::By(initials) => write!(f, "by:{initials}"),
        }
    }
}
