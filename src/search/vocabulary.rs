//! The filter words of a list: what is wrong is said with the nearest right one, what is begun may be completed.

use super::fold;

/// Further than this from a word of eight letters nothing is meant by it; from a shorter one, less.
const FURTHEST: usize = 2;

/// So many letters of a filter word are typed before it is completed: fewer are the beginning of a name.
const BEGUN: usize = 3;

/// The filter words that a list takes.
#[derive(Debug)]
pub struct Vocabulary(pub &'static [Keyword]);

/// One filter word.
#[derive(Debug)]
pub struct Keyword {
    /// What stands before the colon.
    pub name: &'static str,
    /// What stands behind it, for the sentence: "a, b or c".
    pub is: &'static str,
    /// What may be completed behind it.
    pub values: Values,
}

/// What may be completed behind the colon of a filter word.
#[derive(Debug, Clone, Copy)]
pub enum Values {
    /// Nothing.
    None,
    /// Some of what may stand there, or all: from the house.
    These(fn() -> Vec<&'static str>),
    /// What stands in the shop's own book.
    Own(Own),
}

/// Words that a shop has of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Own {
    /// Tags in use.
    Tag,
    /// How customers found the shop.
    Source,
    /// Products and their groups.
    Product,
    /// Initials of who serves.
    Staff,
}

/// A row of a vocabulary.
pub const fn keyword(name: &'static str, is: &'static str, values: Values) -> Keyword {
    Keyword { name, is, values }
}

impl Vocabulary {
    /// Takes a word of the form `name:value` apart; `None` when it has not that form.
    ///
    /// # Errors
    /// The sentence that there is no such filter word, with the nearest one, or with all.
    pub fn split<'a>(&self, word: &'a str) -> Option<Result<(&'static Keyword, &'a str), String>> {
        let (name, value) = word.split_once(':')?;
        if name.is_empty() || !name.chars().all(char::is_alphabetic) {
            return None;
        }
        let name = name.to_lowercase();
        let known = self.0.iter().find(|keyword| keyword.name == name);
        Some(known.map(|known| (known, value)).ok_or_else(|| {
            let names = || self.0.iter().map(|keyword| keyword.name);
            match nearest(&name, names()) {
                Some(near) => format!("There is no filter word {name}; did you mean {near}:?"),
                None => {
                    let all: Vec<String> = names().map(|name| format!("{name}:")).collect();
                    let all = all.join(" ");
                    format!("There is no filter word {name}; there are {all}.")
                }
            }
        }))
    }

    /// What was begun at the end of a text, up to the cursor: a filter word, or what stands behind one.
    pub fn begun<'a>(&self, text: &'a str) -> Option<Begun<'a>> {
        let word = text.split(char::is_whitespace).next_back()?;
        let (minus, word) = match word.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, word),
        };
        if let Some(split) = self.split(word) {
            let (keyword, typed) = split.ok()?;
            return Some(Begun {
                typed,
                keyword: Some(keyword),
                names: &[],
            });
        }
        let plain = word.chars().all(char::is_alphabetic) && !word.is_empty();
        let enough =
            minus || word.chars().count() >= BEGUN || self.0.iter().any(|it| it.name == word);
        (plain && enough).then_some(Begun {
            typed: word,
            keyword: None,
            names: self.0,
        })
    }
}

impl Keyword {
    /// The sentence that a value cannot stand here, with the nearest that can.
    pub fn unread(&self, value: &str) -> String {
        let Self { name, is, .. } = self;
        let words = self.these().into_iter();
        let words = words.filter(|word| word.chars().all(char::is_alphabetic));
        let meant = nearest(&fold(value), words);
        let meant = meant.map(|near| format!("; did you mean {name}:{near}?"));
        format!("{name}: is {is}{}", meant.as_deref().unwrap_or("."))
    }

    /// What the house knows of what may stand behind the colon.
    pub fn these(&self) -> Vec<&'static str> {
        match self.values {
            Values::These(words) => words(),
            Values::None | Values::Own(_) => Vec::new(),
        }
    }
}

/// A filter word, or a value behind one, of which the beginning was typed.
#[derive(Debug)]
pub struct Begun<'a> {
    /// What was typed of it; it stands at the end of the text.
    pub typed: &'a str,
    /// The filter word it is a value of; `None`: it is the beginning of a filter word.
    keyword: Option<&'static Keyword>,
    names: &'static [Keyword],
}

impl Begun<'_> {
    /// The list of the shop's own words that may complete it.
    pub fn own(&self) -> Option<Own> {
        match self.keyword?.values {
            Values::Own(own) => Some(own),
            Values::None | Values::These(_) => None,
        }
    }

    /// What it may become that is longer, in the order of the lists; `own` are the shop's words as [`Begun::own`] asks for them.
    pub fn may_become(&self, own: &[String]) -> Vec<String> {
        let begins = key(self.typed);
        let longer = |word: &str| key(word) != begins && key(word).starts_with(&begins);
        let mut words: Vec<String> = match self.keyword {
            None => self
                .names
                .iter()
                .map(|it| format!("{}:", it.name))
                .collect(),
            Some(keyword) if self.own().is_none() => {
                keyword.these().into_iter().map(str::to_owned).collect()
            }
            Some(_) => own.to_vec(),
        };
        words.retain(|word| longer(word));
        words
    }

    /// What a word it may become has behind what was typed.
    pub fn rest<'w>(&self, word: &'w str) -> &'w str {
        let begins = key(self.typed);
        let mut ends = word.char_indices().map(|(at, _)| at);
        let folded = || ends.find(|at| key(&word[..*at]) == begins);
        let exact = word.starts_with(self.typed).then_some(self.typed.len());
        exact.or_else(folded).map_or("", |at| &word[at..])
    }
}

/// As it is compared: folded, spaces as they are typed in a filter word, signs as they are.
fn key(word: &str) -> String {
    let sign = word.starts_with(['<', '>']);
    if sign {
        return word.to_lowercase();
    }
    let mut key = fold(word).replace(' ', "_");
    if word.ends_with(':') {
        key.push(':');
    }
    if word.ends_with('_') && !key.is_empty() {
        key.push('_');
    }
    key
}

/// The one of these words that is nearest to what was typed, where one is near enough to be meant.
pub fn nearest<'a>(typed: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let letters = typed.chars().count();
    let furthest = letters.div_ceil(3).min(FURTHEST);
    let begins = |word: &str| letters >= BEGUN && word.starts_with(typed);
    let far = |word: &str| {
        if begins(word) {
            1
        } else {
            distance(typed, word)
        }
    };
    let near = words
        .map(|word| (far(word), word))
        .filter(|(far, word)| *far <= furthest && *far < word.chars().count());
    near.min_by_key(|(far, _)| *far).map(|(_, word)| word)
}

/// How many letters are missing, too many, wrong, or in the wrong order with the next.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut rows = vec![(0..=other.len()).collect::<Vec<usize>>()];
    for (i, letter) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, second) in other.iter().enumerate() {
            let changed = rows[i][j] + usize::from(letter != second);
            let mut least = changed.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == other[j - 1] && one[i - 1] == *second {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}
