//! Takes a typed line apart. Every word ends up somewhere in the [`Entry`]; what means nothing else is text.

use chrono::NaiveDate;

use super::{
    About, Entry, For, LineContext, LineKind, Sale,
    heads::set_once,
    sale,
    word::{amount, bare, endings, is_arrow, is_on, mood, score, tag, tag_word},
};
use crate::domain::{
    Favour, FeedbackKind, Heat, Kept, Method, PreferenceKind, Source,
    dates::{read_day, read_past_day},
    product::Naming,
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
/// | want | `!day words…` anywhere; one `@SK`; first or last `on yesterday` |
/// | feedback | `praise:` `idea:` `criticism:`, `review:`, `delivery:` first, in any order; last `4/5`; one `@product`; the rest as in a want |
/// | thanks | `referral:` `complaint:` `own:` first; the rest as in a want |
/// | extra | `given:` `got:` first; last `2.50`; `-> how they took it`; the rest as in a want |
/// | purchase | first or last the day, with or without `on`; `back` before it; first number the quantity; last one the amount; `@SK`; `!day words…` |
///
/// A promise without words of its own has those of the summary, and a summary without words has those of its first promise. A
/// channel without a direction has the one used last; a visit comes in. Feedback that does not say what it is is praise, with a score
/// of 1 or 2 criticism. Thanks are for the first that is due, of the occasion named or of any.
pub fn read(kind: LineKind, line: &str, context: &LineContext) -> Entry {
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let reader = Reader {
        context,
        entry: blank(kind, context),
        dated: false,
        signed: false,
        named: false,
    };
    match kind {
        LineKind::Promise => reader.promise(&line),
        LineKind::Preference => reader.whole(&line, Reader::about),
        LineKind::Fact => reader.whole(&line, Reader::label),
        LineKind::Tags => reader.tags(&line),
        LineKind::Bought => reader.sale(&line),
        _ => reader.event(&line),
    }
}

/// The entry that would have become this row; `None` for a noun that no line makes.
pub fn of(row: &Kept, context: &LineContext) -> Option<Entry> {
    let kind = match row {
        Kept::Want(_) => LineKind::Want,
        Kept::Thanks(_) => LineKind::Thanks,
        Kept::Extra(_) => LineKind::Extra,
        Kept::Feedback(_) => LineKind::Feedback,
        Kept::Purchase(_) => LineKind::Bought,
        _ => return None,
    };
    let mut entry = blank(kind, context);
    let (text, at, by) = match row {
        Kept::Want(it) => (&it.what, it.asked, &it.by),
        Kept::Thanks(it) => {
            entry.thanks = For {
                occasion: it.occasion,
                subject: it.subject,
                what: String::new(),
            };
            (&it.text, it.at, &it.by)
        }
        Kept::Extra(it) => {
            entry.extra = (it.direction, it.cost);
            entry.reaction.clone_from(&it.reaction);
            (&it.what, it.at, &it.by)
        }
        Kept::Feedback(it) => {
            entry.feedback = (it.kind, it.method, it.score);
            entry.stage = it.stage;
            entry.about = About::known(it.product, context);
            (&it.text, it.at, &it.by)
        }
        Kept::Purchase(it) => {
            entry.sale = sale::of(it, context);
            if let Naming::Known(product) = &entry.sale.what {
                entry.text.clone_from(&product.name);
            }
            (&entry.text.clone(), context.now.on(it.day), &it.by)
        }
        _ => return None,
    };
    (entry.text, entry.at, entry.by) = (text.clone(), at, by.clone());
    Some(entry)
}

fn blank(kind: LineKind, context: &LineContext) -> Entry {
    let unsigned = matches!(kind, LineKind::Preference | LineKind::Fact | LineKind::Tags);
    Entry {
        kind,
        text: String::new(),
        channel: context.last,
        mood: None,
        promises: Vec::new(),
        tags: Vec::new(),
        tags_off: Vec::new(),
        by: if unsigned {
            String::new()
        } else {
            context.me.clone()
        },
        at: context.now,
        now: context.now,
        complaint: (Heat::Calm, Source::Direct),
        preference: PreferenceKind::What,
        label: String::new(),
        feedback: (FeedbackKind::Praise, Method::Asked, None),
        stage: None,
        about: About::default(),
        thanks: For::first(&context.due, None),
        extra: (Favour::Given, None),
        reaction: String::new(),
        sale: Sale::default(),
        currency: context.currency.clone(),
    }
}

pub(super) struct Reader<'a> {
    pub(super) context: &'a LineContext,
    pub(super) entry: Entry,
    /// The day of the entry was given.
    dated: bool,
    /// Who did it was given.
    signed: bool,
    /// Praise, idea or criticism was said in so many words.
    pub(super) named: bool,
}

/// Words, in their order.
pub(super) type Words<'w> = Vec<&'w str>;

/// What the next word belongs to.
#[derive(Clone, Copy)]
enum Place {
    Text,
    Promise,
    Reaction,
}

impl Reader<'_> {
    /// Something that happened: marks at both ends first, then what stands between them.
    fn event(mut self, line: &str) -> Entry {
        let mut rest = self.first_day(line);
        rest = match self.entry.kind {
            LineKind::Log => self.channel(rest),
            LineKind::Complaint => self.heat_and_source(rest),
            LineKind::Feedback => self.kind_and_method(rest),
            LineKind::Thanks => self.occasion(rest),
            LineKind::Extra => self.favour(rest),
            _ => rest,
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

    /// Takes mood, day, initials and tags off the end, in whatever order; gives back the tags.
    fn last_marks<'w>(&mut self, words: &mut Words<'w>) -> Words<'w> {
        let mut tags = Vec::new();
        while let Some(last) = words.last().copied() {
            let on_day = words.len() > 1 && is_on(words[words.len() - 2]);
            let taken = if on_day && self.take_day(last) {
                2
            } else if self.has_tags() && tag(last).is_some() {
                tags.push(last);
                1
            } else if self.take_mood(last)
                || self.take_score(last)
                || self.take_cost(last)
                || self.take_about(last)
                || self.take_by(last)
            {
                1
            } else {
                break;
            };
            words.truncate(words.len() - taken);
        }
        tags.reverse();
        tags
    }

    /// Promises, tags, initials and a reaction among the words; gives back the others.
    pub(super) fn middle<'w>(&mut self, words: &[&'w str]) -> Words<'w> {
        let mut text = Vec::new();
        let mut promises: Vec<(NaiveDate, Words)> = Vec::new();
        let mut reaction: Option<Words> = None;
        let mut place = Place::Text;
        for word in words.iter().copied() {
            let arrow = self.entry.kind == LineKind::Extra && reaction.is_none() && is_arrow(word);
            if let Some(due) = self.due(word) {
                promises.push((due, Vec::new()));
                place = Place::Promise;
            } else if arrow {
                reaction = Some(Vec::new());
                place = Place::Reaction;
            } else if self.take_tag(word) || self.take_about(word) || self.take_by(word) {
                place = Place::Text;
            } else {
                let last = promises.last_mut().map(|(_, what)| what);
                let into = match place {
                    Place::Text => None,
                    Place::Promise => last,
                    Place::Reaction => reaction.as_mut(),
                };
                into.unwrap_or(&mut text).push(word);
            }
        }
        let promises = promises.into_iter();
        self.entry.promises = promises
            .map(|(due, what)| (Some(due), what.join(" ")))
            .collect();
        self.entry.reaction = reaction.unwrap_or_default().join(" ");
        if text.last().is_some_and(|last| self.take_cost(last)) {
            text.pop();
        }
        text
    }

    pub(super) fn finish(mut self, text: &[&str]) -> Entry {
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
        if !self.named && entry.feedback.2.is_some_and(|score| score <= 2) {
            entry.feedback.0 = FeedbackKind::Criticism;
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

    /// What stands behind a head, whole: a like, a fact.
    fn whole<'l>(mut self, line: &'l str, head: fn(&mut Self, &'l str) -> &'l str) -> Entry {
        self.entry.text = head(&mut self, line).trim().into();
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

    /// Only a contact and a complaint have tags; elsewhere they are text.
    fn has_tags(&self) -> bool {
        matches!(self.entry.kind, LineKind::Log | LineKind::Complaint)
    }

    fn take_tag(&mut self, word: &str) -> bool {
        let Some(tag) = tag(word).filter(|_| self.has_tags()) else {
            return false;
        };
        let full = self.entry.kind == LineKind::Complaint && !self.entry.tags.is_empty();
        if !full {
            add_once(&mut self.entry.tags, tag);
        }
        !full
    }

    fn take_mood(&mut self, word: &str) -> bool {
        self.entry.kind == LineKind::Log && set_once(&mut self.entry.mood, mood(word))
    }

    fn take_score(&mut self, word: &str) -> bool {
        self.entry.kind == LineKind::Feedback && set_once(&mut self.entry.feedback.2, score(word))
    }

    fn take_cost(&mut self, word: &str) -> bool {
        let cost = amount(word, &self.context.currency);
        self.entry.kind == LineKind::Extra && set_once(&mut self.entry.extra.1, cost)
    }

    pub(super) fn take_by(&mut self, word: &str) -> bool {
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
    pub(super) fn take_day(&mut self, word: &str) -> bool {
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

fn add_once(list: &mut Vec<String>, word: String) {
    if !list.contains(&word) {
        list.push(word);
    }
}
