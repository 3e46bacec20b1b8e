//! How soon a complaint wants its first answer and its resolution, by heat and tier: `2h / 2d`.

use std::{fmt, str::FromStr};

use chrono::NaiveDateTime;

use super::Heat;
use crate::domain::{Refusal, Tier, hours::Hours};

/// The longest that may be allowed, in days.
const LONGEST: u32 = 365;

/// So much opening time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// Minutes.
    Minutes(u32),
    /// The opening hours of so many open days, the day the clock starts being the first.
    Days(u32),
}

impl Allowed {
    /// The opening minutes it comes to for a clock that starts at this moment.
    pub fn minutes(self, start: NaiveDateTime, hours: &Hours) -> u32 {
        match self {
            Self::Minutes(minutes) => minutes,
            Self::Days(days) => hours.minutes_of_days(start, days),
        }
    }
}

/// Reads `30min`, `2h`, `1d`.
impl FromStr for Allowed {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let refusal = || {
            Refusal(format!(
                "\"{text}\" is not understood; write first answer / resolution, like 30min / 1d or 4h / 3d."
            ))
        };
        let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let count: u32 = text[..text.len() - unit.len()]
            .parse()
            .map_err(|_| refusal())?;
        let allowed = match unit.trim() {
            "min" | "m" => Self::Minutes(count),
            "h" => Self::Minutes(count.saturating_mul(60)),
            "d" => Self::Days(count),
            _ => return Err(refusal()),
        };
        match allowed {
            Self::Minutes(1..=60_000) | Self::Days(1..=LONGEST) => Ok(allowed),
            _ => Err(Refusal(format!(
                "\"{text}\": a target is at least a minute and at most {LONGEST} days."
            ))),
        }
    }
}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Minutes(minutes) if minutes % 60 == 0 => write!(f, "{}h", minutes / 60),
            Self::Minutes(minutes) => write!(f, "{minutes}min"),
            Self::Days(days) => write!(f, "{days}d"),
        }
    }
}

/// First answer and resolution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// Until the first answer.
    pub first_answer: Allowed,
    /// Until it ends.
    pub resolution: Allowed,
}

/// Reads `2h / 2d`.
impl FromStr for Target {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let text = text.to_lowercase();
        let (first_answer, resolution) = text.split_once('/').unwrap_or((&text, ""));
        Ok(Self {
            first_answer: first_answer.trim().parse()?,
            resolution: resolution.trim().parse()?,
        })
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} / {}", self.first_answer, self.resolution)
    }
}

/// The targets of the shop: for the furious, whoever they are, and for each tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Targets {
    /// Furious.
    pub furious: Target,
    /// Tier A.
    pub a: Target,
    /// Tier B.
    pub b: Target,
    /// Tier C.
    pub c: Target,
}

impl Targets {
    /// The target for this heat and tier.
    pub fn of(&self, heat: Heat, tier: Tier) -> Target {
        match (heat, tier) {
            (Heat::Furious, _) => self.furious,
            (_, Tier::A) => self.a,
            (_, Tier::B) => self.b,
            (_, Tier::C) => self.c,
        }
    }
}

impl Default for Targets {
    fn default() -> Self {
        let target = |minutes, days| Target {
            first_answer: Allowed::Minutes(minutes),
            resolution: Allowed::Days(days),
        };
        Self {
            furious: target(30, 1),
            a: target(2 * 60, 2),
            b: target(4 * 60, 3),
            c: Target {
                first_answer: Allowed::Days(1),
                resolution: Allowed::Days(5),
            },
        }
    }
}
