//! Lines of the made-up shop's two text files: where they stand, and the days and times in them.

use anyhow::{Error, Result, anyhow};
use chrono::{Days, NaiveDate, NaiveTime, TimeDelta, TimeZone};

use crate::domain::Stamp;

/// One line with its place, so that a mistake can be named.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    file: &'a str,
    number: usize,
    /// The line without its indentation.
    pub(super) text: &'a str,
    /// Does it stand below another line?
    pub(super) indented: bool,
}

impl<'a> Line<'a> {
    /// The lines of a file; comments are left out, empty lines stay (they end a paragraph).
    pub(super) fn all(file: &'a str, text: &'a str) -> impl Iterator<Item = Self> {
        text.lines()
            .enumerate()
            .filter(|(_, line)| !line.starts_with('#'))
            .map(move |(at, line)| Self {
                file,
                number: at + 1,
                text: line.trim(),
                indented: line.starts_with(' '),
            })
    }

    /// The line is wrong, and why: `year.txt:12: …`.
    pub(super) fn wrong(&self, why: impl std::fmt::Display) -> Error {
        anyhow!("{}:{}: {why}", self.file, self.number)
    }

    /// `word: value`, taken apart.
    pub(super) fn pair(&self) -> Result<(&'a str, &'a str)> {
        self.text
            .split_once(':')
            .map(|(word, value)| (word.trim(), value.trim()))
            .ok_or_else(|| self.wrong("expected `word: value`"))
    }

    /// A day: `-12d`, `+20d`, `today` or `2019-03-14`.
    pub(super) fn day(&self, text: &str, today: NaiveDate) -> Result<NaiveDate> {
        let counted = |days: &str| days.strip_suffix('d')?.parse::<u64>().ok().map(Days::new);
        let day = match text.chars().next() {
            Some('-') => counted(&text[1..]).and_then(|days| today.checked_sub_days(days)),
            Some('+') => counted(&text[1..]).and_then(|days| today.checked_add_days(days)),
            _ if text == "today" => Some(today),
            _ => text.parse().ok(),
        };
        day.ok_or_else(|| self.wrong(format!("{text:?} is not a day")))
    }

    /// A time in the past at the start of the text, and what follows it: `-12d 15:20 …`, `-3h …`, `-40m …`.
    pub(super) fn moment(&self, text: &'a str, now: Stamp) -> Result<(Stamp, &'a str)> {
        let (ago, rest) = text.split_once(' ').unwrap_or((text, ""));
        let (at, rest) = if ago.ends_with('d') {
            let (clock, rest) = rest.split_once(' ').unwrap_or((rest, ""));
            let time: NaiveTime = format!("{clock}:00")
                .parse()
                .map_err(|_| self.wrong(format!("{clock:?} is not a time like 09:30")))?;
            (at(self.day(ago, now.day())?, time, now), rest)
        } else {
            let short = |unit: char| ago.strip_prefix('-')?.strip_suffix(unit)?.parse().ok();
            let back = short('h')
                .and_then(TimeDelta::try_hours)
                .or_else(|| short('m').and_then(TimeDelta::try_minutes))
                .ok_or_else(|| self.wrong(format!("{ago:?} is not `-12d 15:20` or `-3h`")))?;
            (Some(Stamp::new(&(now.datetime() - back))), rest)
        };
        match at {
            Some(at) if at <= now => Ok((at, rest.trim())),
            _ => Err(self.wrong("that is still to come")),
        }
    }
}

/// This time of the wall clock on a day, at the shop's present offset.
pub(super) fn at(day: NaiveDate, time: NaiveTime, now: Stamp) -> Option<Stamp> {
    let offset = now.datetime().timezone();
    let local = offset.from_local_datetime(&day.and_time(time)).single()?;
    Some(Stamp::new(&local))
}
