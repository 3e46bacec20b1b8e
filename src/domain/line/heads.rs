//! The words at the start of a line, before a colon: `call in:`, `furious:`, `idea:`, `got:`.

use super::{For, read::Reader};
use crate::domain::{
    Channel, Direction, Favour, FeedbackKind, Heat, Method, Occasion, PreferenceKind, Source, Stage,
};

impl Reader<'_> {
    /// `call in:` or `visit:` at the start.
    pub(super) fn channel<'l>(&mut self, line: &'l str) -> &'l str {
        let Some((head, rest)) = line.split_once(':') else {
            return line;
        };
        let head: Vec<&str> = head.split_whitespace().collect();
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
    pub(super) fn heat_and_source<'l>(&mut self, line: &'l str) -> &'l str {
        let (rest, (heat, source)) = heads(line, |(heat, source), word| {
            set_once(heat, Heat::from_word(word)) || set_once(source, Source::from_word(word))
        });
        let (calm, direct) = self.entry.complaint;
        self.entry.complaint = (heat.unwrap_or(calm), source.unwrap_or(direct));
        rest
    }

    /// `idea:`, `review:`, `delivery:`, or `review, praise:` at the start. Without a word for it, a low score makes criticism of praise.
    pub(super) fn kind_and_method<'l>(&mut self, line: &'l str) -> &'l str {
        let (rest, (kind, method, stage)) = heads(line, |(kind, method, stage), word| {
            set_once(kind, FeedbackKind::from_word(word))
                || set_once(method, read_method(word))
                || set_once(stage, Stage::from_word(word))
                || (word == "shopper" && *method == Some(Method::MysteryShopper))
        });
        self.named = kind.is_some();
        self.entry.stage = stage;
        let (praise, asked, _) = &mut self.entry.feedback;
        (*praise, *asked) = (kind.unwrap_or(*praise), method.unwrap_or(*asked));
        rest
    }

    /// `referral:` at the start; without it, the first of what is due.
    pub(super) fn occasion<'l>(&mut self, line: &'l str) -> &'l str {
        let head = line.split_once(':').and_then(|(head, rest)| {
            Some((Occasion::from_word(&head.trim().to_lowercase())?, rest))
        });
        self.entry.thanks = For::first(&self.context.due, head.map(|(occasion, _)| occasion));
        head.map_or(line, |(_, rest)| rest)
    }

    /// `got:` or `given:` at the start.
    pub(super) fn favour<'l>(&mut self, line: &'l str) -> &'l str {
        let head = line.split_once(':').and_then(|(head, rest)| {
            let favour = match head.trim().to_lowercase().as_str() {
                "got" => Favour::Received,
                "gave" => Favour::Given,
                word => Favour::from_word(word)?,
            };
            Some((favour, rest))
        });
        self.entry.extra.0 = head.map_or(self.entry.extra.0, |(favour, _)| favour);
        head.map_or(line, |(_, rest)| rest)
    }

    /// `how:` or `avoid:` at the start.
    pub(super) fn about<'l>(&mut self, line: &'l str) -> &'l str {
        let head = line.split_once(':').and_then(|(head, rest)| {
            let kind = match head.trim().to_lowercase().as_str() {
                "no" => PreferenceKind::Avoid,
                "like" => PreferenceKind::What,
                word => PreferenceKind::from_word(word)?,
            };
            Some((kind, rest))
        });
        self.entry.preference = head.map_or(self.entry.preference, |(kind, _)| kind);
        head.map_or(line, |(_, rest)| rest)
    }

    /// `pet:` at the start, one word of any kind.
    pub(super) fn label<'l>(&mut self, line: &'l str) -> &'l str {
        let head = line.split_once(':').filter(|(label, rest)| {
            label.starts_with(char::is_alphabetic)
                && !label.contains(' ')
                && (rest.is_empty() || rest.starts_with(' '))
        });
        let (label, rest) = head.unwrap_or(("", line));
        self.entry.label = label.into();
        rest
    }
}

/// Takes heads off the start as long as every word of one is taken; gives back what is behind them, and what they said.
fn heads<T: Copy + Default>(line: &str, take: impl Fn(&mut T, &str) -> bool) -> (&str, T) {
    let (mut rest, mut said) = (line, T::default());
    while let Some((head, behind)) = rest.split_once(':') {
        let mut more = said;
        let mut words = head
            .split([' ', ','])
            .filter(|word| !word.is_empty())
            .peekable();
        if words.peek().is_none() || !words.all(|word| take(&mut more, &word.to_lowercase())) {
            break;
        }
        (rest, said) = (behind, more);
    }
    (rest, said)
}

/// `mystery shopper:` is written with one word or two.
fn read_method(word: &str) -> Option<Method> {
    match word {
        "mystery" => Some(Method::MysteryShopper),
        word => Method::from_word(word),
    }
}

/// Fills an empty place; false when there is nothing to fill it with, or it is taken.
pub(super) fn set_once<T: Copy>(place: &mut Option<T>, value: Option<T>) -> bool {
    let free = place.is_none() && value.is_some();
    if free {
        *place = value;
    }
    free
}
