//! The self-check: twelve scales about how the shop treats its customers, once a quarter, for nobody but the shop.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Change, Kept, Quarter, Refusal, Stamp, id::SelfCheckId};

/// How many scales there are.
pub const COUNT: usize = 12;

/// One scale: what it is called, and what its two ends mean.
#[derive(Debug)]
pub struct Scale {
    /// One word, for the shell.
    pub word: &'static str,
    /// What it is about.
    pub about: &'static str,
    /// What 1 means.
    pub low: &'static str,
    /// What 5 means.
    pub high: &'static str,
}

const fn scale(
    word: &'static str,
    about: &'static str,
    low: &'static str,
    high: &'static str,
) -> Scale {
    Scale {
        word,
        about,
        low,
        high,
    }
}

/// The twelve scales in their order.
pub const SCALES: [Scale; COUNT] = [
    scale(
        "listening",
        "listening",
        "we have the answer before they have finished",
        "they finish, and we say back what we heard",
    ),
    scale(
        "word",
        "keeping our word",
        "what we promise is done when somebody remembers",
        "it is done on its day, or they know before",
    ),
    scale(
        "answers",
        "how soon we answer",
        "who asks waits until somebody has time",
        "who asks hears the same day, if only when the answer comes",
    ),
    scale(
        "sorry",
        "saying sorry",
        "we explain first why it could not be otherwise",
        "we say sorry first, and explain when asked",
    ),
    scale(
        "names",
        "names",
        "they are whoever stands at the counter",
        "we call them by name, and say it as they do",
    ),
    scale(
        "promises",
        "what we promise",
        "yes is said quickly, and looked at later",
        "little, with a day, and written down",
    ),
    scale(
        "no",
        "saying no",
        "our no is short and ends the talk",
        "our no has a reason, and what we can do instead",
    ),
    scale(
        "mistakes",
        "owning mistakes",
        "we look for who it was",
        "we say it was us, and look at how we work",
    ),
    scale(
        "fairness",
        "fairness",
        "who is loud gets more than who is patient",
        "who is quiet gets as much as who is loud",
    ),
    scale(
        "goods",
        "knowing the goods",
        "we read out what is on the label",
        "we know what we sell, and for whom it is wrong",
    ),
    scale(
        "rush",
        "when it is full",
        "they feel that they are in the way",
        "everybody still gets a look and a word",
    ),
    scale(
        "after",
        "after the sale",
        "once it is paid we are done",
        "we ask how it is, and are there when it is not",
    ),
];

/// The place of the scale of this word.
///
/// # Errors
/// The sentence that lists the words.
pub fn scale_of(word: &str) -> Result<usize, Refusal> {
    let word = word.trim().to_lowercase();
    let at = SCALES.iter().position(|scale| scale.word == word);
    at.ok_or_else(|| {
        let words: Vec<&str> = SCALES.iter().map(|scale| scale.word).collect();
        Refusal(format!(
            "There is no scale {word:?}; there are {}.",
            words.join(", ")
        ))
    })
}

/// A score from 1 to 5 for each scale, as far as it was given. As text: twelve letters, a dot where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Scores([Option<u8>; COUNT]);

impl Scores {
    /// The score of a scale.
    pub fn of(&self, scale: usize) -> Option<u8> {
        self.0.get(scale).copied().flatten()
    }

    /// How many scales have one.
    pub fn given(&self) -> usize {
        self.0.iter().flatten().count()
    }

    /// Their mean in tenths, rounded; `None` where none is given.
    pub fn mean_tenths(&self) -> Option<u32> {
        let sum: u32 = self.0.iter().flatten().map(|it| u32::from(*it)).sum();
        let count = u32::try_from(self.given()).ok().filter(|it| *it > 0)?;
        Some((sum * 20 + count) / (count * 2))
    }
}

impl std::fmt::Display for Scores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for score in self.0 {
            match score {
                Some(score) => write!(f, "{score}")?,
                None => f.write_str(".")?,
            }
        }
        Ok(())
    }
}

impl std::str::FromStr for Scores {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let read = |letter: u8| match letter {
            b'.' => Some(None),
            b'1'..=b'5' => Some(Some(letter - b'0')),
            _ => None,
        };
        let scores: Option<Vec<Option<u8>>> = text.bytes().map(read).collect();
        let scores = scores.and_then(|scores| scores.try_into().ok());
        scores.map(Self).ok_or_else(|| {
            Refusal(format!(
                "{text:?} is not {COUNT} scores from 1 to 5, a dot for none."
            ))
        })
    }
}

impl TryFrom<String> for Scores {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        text.parse()
    }
}

impl From<Scores> for String {
    fn from(scores: Scores) -> Self {
        scores.to_string()
    }
}

/// What the shop thought of itself in one quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfCheck {
    /// Row number.
    pub id: SelfCheckId,
    /// Of when; there is one of a quarter.
    pub quarter: Quarter,
    /// When it was begun.
    pub at: Stamp,
    /// Initials of who began it.
    #[serde(default)]
    pub by: String,
    /// The scores.
    pub scores: Scores,
    /// What is to be remembered with it; may be empty.
    #[serde(default)]
    pub note: String,
}

impl SelfCheck {
    /// One without any score yet.
    pub fn new(quarter: Quarter, (at, by): (Stamp, &str)) -> Self {
        Self {
            id: SelfCheckId::NEW,
            quarter,
            at,
            by: by.into(),
            scores: Scores::default(),
            note: String::new(),
        }
    }

    /// The same with a score on a scale; `None` takes it off.
    ///
    /// # Errors
    /// The sentence for a score that is none.
    pub fn scored(mut self, scale: usize, score: Option<u8>) -> Result<Self, Refusal> {
        if score.is_some_and(|score| !(1..=5).contains(&score)) {
            return Err(Refusal("A score goes from 1 to 5; a dot is none.".into()));
        }
        if let Some(place) = self.scores.0.get_mut(scale) {
            *place = score;
        }
        Ok(self)
    }

    /// The write that makes this of what the file has: a new row, or another state of the one there is.
    pub fn save(self, before: Option<&Self>) -> Change {
        match before {
            Some(before) => Change::edit(before.clone(), self),
            None => Change::Add(self.into()),
        }
    }

    /// Is there a score on every scale?
    pub fn is_whole(&self) -> bool {
        self.scores.given() == COUNT
    }

    /// How far it is: "5 of 12 scored, 3.4 on average".
    pub fn standing(&self) -> String {
        let given = self.scores.given();
        match self.scores.mean_tenths() {
            None => format!("0 of {COUNT} scored"),
            Some(mean) => {
                format!(
                    "{given} of {COUNT} scored, {}.{} on average",
                    mean / 10,
                    mean % 10
                )
            }
        }
    }

    /// The one score in which another state differs, in words: "scored listening 4"; `None` where it is another difference.
    pub(super) fn one_score(&self, after: &Self) -> Option<String> {
        let same = Self {
            scores: self.scores,
            ..after.clone()
        };
        let mut differ = (0..COUNT).filter(|at| self.scores.of(*at) != after.scores.of(*at));
        let (Some(at), None) = (differ.next(), differ.next()) else {
            return None;
        };
        let about = SCALES[at].about;
        (same == *self).then(|| match after.scores.of(at) {
            Some(score) => format!("scored {about} {score}"),
            None => format!("took off the score of {about}"),
        })
    }
}

/// So many earlier quarters are shown.
const EARLIER: usize = 4;

/// Those of the last four earlier quarters, oldest first. `checks` is newest first.
pub fn earlier(checks: &[SelfCheck], quarter: Quarter) -> Vec<&SelfCheck> {
    let before = checks.iter().filter(|check| check.quarter < quarter);
    let mut last: Vec<&SelfCheck> = before.take(EARLIER).collect();
    last.reverse();
    last
}

/// Where a score goes, against the last one before it: "up", "down", "as before"; empty where there is nothing to compare.
pub fn trend(earlier: &[&SelfCheck], (scale, now): (usize, Option<u8>)) -> &'static str {
    let before = earlier.iter().rev().find_map(|it| it.scores.of(scale));
    match (before, now) {
        (Some(before), Some(now)) if now > before => "up",
        (Some(before), Some(now)) if now < before => "down",
        (Some(_), Some(_)) => "as before",
        _ => "",
    }
}

/// What is left to do in the quarter of a day, as a quiet line; `None` when the self-check is whole.
pub fn due_words(checks: &[SelfCheck], today: NaiveDate) -> Option<String> {
    let quarter = Quarter::of(today);
    let begun = checks.iter().find(|check| check.quarter == quarter);
    match begun {
        Some(check) if check.is_whole() => None,
        Some(check) => {
            let given = check.scores.given();
            Some(format!(
                "self-check of {quarter}: {given} of {COUNT} scored"
            ))
        }
        None => Some(format!("self-check of {quarter}: not begun")),
    }
}

impl From<SelfCheck> for Kept {
    fn from(check: SelfCheck) -> Self {
        Self::SelfCheck(check)
    }
}

#[cfg(test)]
mod tests;
