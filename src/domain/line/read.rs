//! Takes a typed line apart. Every word ends up somewhere in the [`Entry`]; what means nothing else is text.

use chrono::NaiveDate;

use super::{Entry, LineContext, LineKind};
use crate::domain::{
    Channel, Direction, Heat, PreferenceKind, Source,
    dates::{read_day, read_past_day},
    setting::initials,
};

/// Reads a line; anything not understood stays in the text, nothing is dropped but spaces and the comma or colon behind a word that
/// was understood.
///
/// | kind | understood |
/// |---|---|
/// | log | `call in:` `text out:` `visit:` first; `!day words…` anywhere, to the next mark or the end; `#tag`; one `@SK`; last `+2 +1 -1 -2`; first or last `on yesterday` |
/// | complaint | `furious:` `overheard:` first, in either order; `!day words…`; one `#category`; one `@SK`; first or last `on yesterday` |
/// | promise | the day as `!fri` anywhere, or first or last as `fri` or `on fri`; one `@SK` |
/// | like or avoid | `how:` `when:` `where:` `pay:` `avoid:` first; `no:` is `avoid:` |
/// | fact | one word and a colon first |
/// | tags | words; `-word` takes one off |
///
/// A promise without words of its own has those of the summary, and a summary without words has those of its first promise. A
/// channel without a direction has the one used last; a visit comes in.
pub fn read(kind: LineKind, line: &str, context: &LineContext) -> Entry {
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let reader = Reader {
        context,
        entry: blank(kind, context),
        dated: false,
        signed: false,
    };
    match kind {
        LineKind::Log | LineKind::Complaint => reader.contact(&line),
        LineKind::Promise => reader.promise(&line),
        LineKind::Preference => reader.preference(&line),
        LineKind::Fact => reader.fact(&line),
        LineKind::Tags => reader.tags(&line),
    }
}

fn blank(kind: LineKind, context: &LineContext) -> Entry {
    let signed = matches!(
        kind,
        LineKind::Log | LineKind::Promise | LineKind::Complaint
    );
    Entry {
        kind,
        text: String::new(),
        channel: context.last,
        mood: None,
        promises: Vec::new(),
        tags: Vec::new(),
        tags_off: Vec::new(),
        by: if signed {
            context.me.clone()
        } else {
            String::new()
        },
        at: context.now,
        now: context.now,
        complaint: (Heat::Calm, Source::Direct),
        preference: PreferenceKind::What,
        label: String::new(),
    }
}

struct Reader<'a> {
    context: &'a LineContext,
    entry: Entry,
    /// The day of the entry was given.
    dated: bool,
    /// Who did it was given.
    signed: bool,
}

/// Words, in their order.
type Words<'w> = Vec<&'w str>;

impl Reader<'_> {
    /// A contact or a complaint: marks at both ends first, then what stands between them.
    fn contact(mut self, line: &str) -> Entry {
        let mut rest = self.first_day(line);
        rest = match self.entry.kind {
            LineKind::Log => self.channel(rest),
            _ => self.heat_and_source(rest),
        };
        rest = self.first_day(rest);
        let mut words: Words = rest.split_whitespace().collect();
        let last_tags = self.last_marks(&mut words);
        let mut text = self.middle(&words);
        for word in last_tags {
            if !self.take_tag(word) {
                text.push(word);
            }
        }
        self.finish(&text)
    }

    /// `on yesterday` at the start.
    fn first_day<'l>(&mut self, line: &'l str) -> &'l str {
        let mut parts = line.trim_start().splitn(3, ' ');
        match (parts.next(), parts.next()) {
            (Some(on), Some(day)) if is_on(on) && self.take_day(day) => parts.next().unwrap_or(""),
            _ => line.trim_start(),
        }
    }

    /// `call in:` or `visit:` at the start.
    fn channel<'l>(&mut self, line: &'l str) -> &'l str {
        let Some((head, rest)) = line.split_once(':') else {
            return line;
        };
        let head: Words = head.split_whitespace().collect();
        let read = match head.as_slice() {
            [channel] => Channel::read(channel).map(|channel| match channel {
                Channel::Visit => (channel, Direction::In),
                _ => (channel, self.context.last.1),
            }),
            [channel, direction] => {
                Channel::read(channel).zip(Direction::from_word(&direction.to_lowercase()))
            }
            _ => None,
        };
        match read {
            Some(read) => {
                self.entry.channel = read;
                rest
            }
            None => line,
        }
    }

    /// `furious:`, `overheard:`, or `furious, overheard:` at the start.
    fn heat_and_source<'l>(&mut self, line: &'l str) -> &'l str {
        let (mut rest, mut heat, mut source) = (line, None, None);
        while let Some((head, behind)) = rest.split_once(':') {
            let (mut new_heat, mut new_source) = (heat, source);
            let words = head.split([' ', ',']).filter(|word| !word.is_empty());
            let understood = words.clone().count() > 0
                && words.map(str::to_lowercase).all(|word| {
                    set_once(&mut new_heat, Heat::from_word(&word))
                        || set_once(&mut new_source, Source::from_word(&word))
                });
            if !understood {
                break;
            }
            (rest, heat, source) = (behind, new_heat, new_source);
        }
        let (calm, direct) = self.entry.complaint;
        self.entry.complaint = (heat.unwrap_or(calm), source.unwrap_or(direct));
        rest
    }

    /// Takes mood, day, initials and tags off the end, in whatever order; gives back the tags.
    fn last_marks<'w>(&mut self, words: &mut Words<'w>) -> Words<'w> {
        let mut tags = Vec::new();
        while let Some(last) = words.last().copied() {
            let on_day = words.len() > 1 && is_on(words[words.len() - 2]);
            let taken = if tag(last).is_some() {
                tags.push(last);
                1
            } else if self.take_mood(last) || self.take_by(last) {
                1
            } else if on_day && self.take_day(last) {
                2
            } else {
                break;
            };
            words.truncate(words.len() - taken);
        }
        tags.reverse();
        tags
    }

    /// Promises, tags and initials among the words; gives back the others.
    fn middle<'w>(&mut self, words: &[&'w str]) -> Words<'w> {
        let mut text = Vec::new();
        let mut promises: Vec<(NaiveDate, Words)> = Vec::new();
        let mut in_promise = false;
        for word in words.iter().copied() {
            if let Some(due) = self.due(word) {
                promises.push((due, Vec::new()));
                in_promise = true;
            } else if self.take_tag(word) || self.take_by(word) {
                in_promise = false;
            } else {
                match promises.last_mut().filter(|_| in_promise) {
                    Some((_, what)) => what.push(word),
                    None => text.push(word),
                }
            }
        }
        self.entry.promises = promises
            .into_iter()
            .map(|(due, what)| (Some(due), what.join(" ")))
            .collect();
        text
    }

    fn finish(mut self, text: &[&str]) -> Entry {
        let entry = &mut self.entry;
        entry.text = text.join(" ");
        if entry.text.is_empty() && entry.kind == LineKind::Log {
            let first = entry.promises.iter().find(|(_, what)| !what.is_empty());
            entry.text = first.map_or(String::new(), |(_, what)| what.clone());
        }
        for (_, what) in &mut entry.promises {
            if what.is_empty() {
                what.clone_from(&entry.text);
            }
        }
        self.entry
    }

    fn promise(mut self, line: &str) -> Entry {
        let mut words: Words = line.split(' ').filter(|word| !word.is_empty()).collect();
        let by = words.iter().position(|word| self.take_by(word));
        if let Some(at) = by {
            words.remove(at);
        }
        let marked = words.iter().position(|word| self.due(word).is_some());
        let due = match marked {
            Some(at) => self.due(words.remove(at)),
            None => self.day_at_an_end(&mut words),
        };
        self.entry.promises.push((due, words.join(" ")));
        self.entry
    }

    /// `fri` or `on fri`, first or else last.
    fn day_at_an_end(&self, words: &mut Words) -> Option<NaiveDate> {
        let day = |word: Option<&&str>| self.day_to_come(word?);
        let on = |word: Option<&&str>| word.is_some_and(|word| is_on(word));
        let first = usize::from(on(words.first()));
        if let Some(due) = day(words.get(first)) {
            words.drain(..=first);
            return Some(due);
        }
        let due = day(words.last())?;
        words.pop();
        if on(words.last()) {
            words.pop();
        }
        Some(due)
    }

    fn preference(mut self, line: &str) -> Entry {
        let head = line.split_once(':').and_then(|(head, rest)| {
            let kind = match head.trim().to_lowercase().as_str() {
                "no" => PreferenceKind::Avoid,
                "like" => PreferenceKind::What,
                word => PreferenceKind::from_word(word)?,
            };
            Some((kind, rest))
        });
        let (kind, text) = head.unwrap_or((self.entry.preference, line));
        self.entry.preference = kind;
        self.entry.text = text.trim().into();
        self.entry
    }

    fn fact(mut self, line: &str) -> Entry {
        let head = line.split_once(':').filter(|(label, rest)| {
            label.starts_with(char::is_alphabetic)
                && !label.contains(' ')
                && (rest.is_empty() || rest.starts_with(' '))
        });
        let (label, text) = head.unwrap_or(("", line));
        self.entry.label = label.into();
        self.entry.text = text.trim().into();
        self.entry
    }

    fn tags(mut self, line: &str) -> Entry {
        let mut text = Vec::new();
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            let (list, bare) = match word.strip_prefix('-') {
                Some(bare) => (&mut self.entry.tags_off, bare),
                None => (&mut self.entry.tags, word),
            };
            match tag_word(bare.strip_prefix('#').unwrap_or(bare)) {
                Some(tag) => add_once(list, tag),
                None => text.push(word),
            }
        }
        self.entry.text = text.join(" ");
        self.entry
    }

    fn take_tag(&mut self, word: &str) -> bool {
        let Some(tag) = tag(word) else {
            return false;
        };
        let full = self.entry.kind == LineKind::Complaint && !self.entry.tags.is_empty();
        if !full {
            add_once(&mut self.entry.tags, tag);
        }
        !full
    }

    fn take_mood(&mut self, word: &str) -> bool {
        let mood = match word {
            "+2" => 2,
            "+1" => 1,
            "-1" => -1,
            "-2" => -2,
            _ => return false,
        };
        self.entry.kind == LineKind::Log && set_once(&mut self.entry.mood, Some(mood))
    }

    fn take_by(&mut self, word: &str) -> bool {
        let by = word
            .strip_prefix('@')
            .and_then(|letters| initials(bare(letters)).ok());
        match by {
            Some(by) if !self.signed => {
                (self.entry.by, self.signed) = (by, true);
                true
            }
            _ => false,
        }
    }

    /// The day behind `on`: it lies in the past, or is today.
    fn take_day(&mut self, word: &str) -> bool {
        let (today, month_first) = (self.context.now.day(), self.context.month_first);
        let day = endings(word).find_map(|word| read_past_day(word, today, month_first));
        match day {
            Some(day) if !self.dated => {
                (self.entry.at, self.dated) = (self.context.now.on(day), true);
                true
            }
            _ => false,
        }
    }

    /// `!fri`
    fn due(&self, word: &str) -> Option<NaiveDate> {
        self.day_to_come(word.strip_prefix('!')?)
    }

    fn day_to_come(&self, word: &str) -> Option<NaiveDate> {
        let (today, month_first) = (self.context.now.day(), self.context.month_first);
        endings(word).find_map(|word| read_day(word, today, month_first))
    }
}

/// The word as it is, and without what ends a clause; a day may end in a point of its own.
fn endings(word: &str) -> impl Iterator<Item = &str> {
    [word, word.trim_end_matches([',', ';', ':']), bare(word)].into_iter()
}

fn is_on(word: &str) -> bool {
    word.eq_ignore_ascii_case("on")
}

/// The word without what ends a clause.
fn bare(word: &str) -> &str {
    word.trim_end_matches([',', ';', ':', '.'])
}

/// `#delivery`; a number behind the `#` is no tag, it is most often an order or a house.
fn tag(word: &str) -> Option<String> {
    let tag = tag_word(word.strip_prefix('#')?)?;
    let number = tag.chars().all(char::is_numeric);
    (!number).then_some(tag)
}

/// A word that can be a tag: letters, digits and what joins words, with a letter or digit in it.
fn tag_word(word: &str) -> Option<String> {
    let word = bare(word);
    let fits =
        |c: char| c.is_alphanumeric() || "-_&+/'".contains(c) || !(c.is_ascii() || c.is_control());
    let full = |c: char| c.is_alphanumeric() || !c.is_ascii();
    (word.chars().all(fits) && word.contains(full)).then(|| word.to_owned())
}

fn add_once(list: &mut Vec<String>, word: String) {
    if !list.contains(&word) {
        list.push(word);
    }
}

/// Fills an empty place; false when there is nothing to fill it with, or it is taken.
fn set_once<T: Copy>(place: &mut Option<T>, value: Option<T>) -> bool {
    let free = place.is_none() && value.is_some();
    if free {
        *place = value;
    }
    free
}
