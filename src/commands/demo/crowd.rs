//! Reads `assets/demo/crowd.txt`, and makes up names and words from it, the same for the same number.

use std::collections::HashMap;

use anyhow::{Result, ensure};

use super::text::Line;

/// The lists of words there must be.
const WORDS: &[&str] = &[
    "thing", "deed", "remark", "vow", "trouble", "cause", "change", "worth", "rare", "tag",
    "source", "label", "fact", "hook", "like", "street", "town", "company",
];

/// Splitmix64: small, fast, and the same on every machine.
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    /// The luck of customer `number`, independent of everybody else's.
    pub(super) fn of(number: u64) -> Self {
        let mut seed = Self(number.wrapping_mul(0xa076_1d64_78bd_642f));
        Self(seed.next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, each as likely.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(end)) >> 64) as u64
    }

    /// True in so many cases of a hundred.
    pub(super) fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of the words, each as likely.
    pub(super) fn one<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64) as usize]
    }

    /// One of the list, each as likely.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len() as u64) as usize]
    }

    /// One of the list, the first ones more often.
    fn early<'a>(&mut self, list: &[&'a str]) -> &'a str {
        let reach = self.below(list.len() as u64) + 1;
        list[self.below(reach) as usize]
    }
}

/// How given and family name are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    GivenFirst,
    FamilyFirst,
    Joined,
}

#[derive(Debug)]
struct Culture<'a> {
    /// The weights up to and including this one.
    until: u64,
    prefix: &'a str,
    order: Order,
    given: Vec<&'a str>,
    family: Vec<&'a str>,
    syllables: Vec<&'a str>,
}

/// Everything there is to make people of.
#[derive(Debug, Default)]
pub(super) struct Crowd<'a> {
    cultures: Vec<Culture<'a>>,
    words: HashMap<&'a str, Vec<&'a str>>,
}

/// A name, and the prefix of the phones where it comes from.
#[derive(Debug)]
pub(super) struct Name<'a> {
    /// As written.
    pub(super) whole: String,
    /// What to call them.
    pub(super) given: &'a str,
    /// `353`
    pub(super) prefix: &'a str,
}

impl<'a> Crowd<'a> {
    /// Reads the whole file.
    pub(super) fn read(file: &'a str, content: &'a str) -> Result<Self> {
        let mut crowd = Self::default();
        for line in Line::all(file, content).filter(|line| !line.text.is_empty()) {
            let (word, value) = line.pair()?;
            let list: Vec<&str> = value.split('|').map(str::trim).collect();
            match (word, crowd.cultures.last_mut()) {
                ("culture", last) => {
                    let before = last.map_or(0, |last| last.until);
                    let culture = culture(&list, before)
                        .ok_or_else(|| line.wrong("expected `culture: 10 | 353 | given first`"))?;
                    crowd.cultures.push(culture);
                }
                ("given", Some(culture)) => culture.given = list,
                ("family", Some(culture)) => culture.family = list,
                ("syllables", Some(culture)) => culture.syllables = list,
                _ => {
                    crowd.words.insert(word, list);
                }
            }
        }
        let whole = |one: &Culture| !one.given.is_empty() && !one.family.is_empty();
        ensure!(
            !crowd.cultures.is_empty() && crowd.cultures.iter().all(whole),
            "{file}: a culture needs given and family names"
        );
        for word in WORDS {
            ensure!(
                crowd.words.contains_key(word),
                "{file}: there is no line `{word}:`"
            );
        }
        Ok(crowd)
    }

    /// The list of one of [`WORDS`].
    pub(super) fn words(&self, word: &'static str) -> &[&'a str] {
        &self.words[word]
    }

    /// A name of one of the cultures.
    pub(super) fn name(&self, chance: &mut Chance) -> Name<'a> {
        let total = self.cultures.last().map_or(1, |last| last.until);
        let drawn = chance.below(total);
        let at = self.cultures.partition_point(|one| one.until <= drawn);
        let culture = &self.cultures[at];
        let given = chance.early(&culture.given);
        let family = if !culture.syllables.is_empty() && chance.percent(60) {
            built(&culture.syllables, chance)
        } else {
            chance.early(&culture.family).to_string()
        };
        let whole = match culture.order {
            Order::GivenFirst => format!("{given} {family}"),
            Order::FamilyFirst => format!("{family} {given}"),
            Order::Joined => format!("{family}{given}"),
        };
        let prefix = culture.prefix;
        Name {
            whole,
            given,
            prefix,
        }
    }
}

fn culture<'a>(list: &[&'a str], before: u64) -> Option<Culture<'a>> {
    let &[weight, prefix, order] = list else {
        return None;
    };
    Some(Culture {
        until: before + weight.parse::<u64>().ok().filter(|weight| *weight > 0)?,
        prefix,
        order: match order {
            "given first" => Order::GivenFirst,
            "family first" => Order::FamilyFirst,
            "joined" => Order::Joined,
            _ => return None,
        },
        given: Vec::new(),
        family: Vec::new(),
        syllables: Vec::new(),
    })
}

/// A family name of two or three syllables: `Thornbury`.
fn built(syllables: &[&str], chance: &mut Chance) -> String {
    let count = 2 + chance.below(2);
    let name: String = (0..count).map(|_| chance.one(syllables)).collect();
    let mut letters = name.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
