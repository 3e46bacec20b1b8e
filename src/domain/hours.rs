//! When the shop is open: a weekly table and the closed days, all on the shop's wall clock, so that daylight saving does not matter.

mod closed;
mod week;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

pub use closed::ClosedDays;
pub use week::{Span, Week, weekday};

/// How far ahead an opening is looked for. A shop closed for longer is taken to open as its weekly table says, so that every search ends.
const SEARCHED: usize = 366;

/// Opening hours.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hours {
    /// The weekly table.
    pub week: Week,
    /// The days on which the shop is closed all the same.
    pub closed: ClosedDays,
}

impl Hours {
    /// Is it open at any time of this day?
    pub fn is_open_on(&self, day: NaiveDate) -> bool {
        !self.spans(day).is_empty()
    }

    /// How many minutes it is open on this day.
    pub fn open_minutes(&self, day: NaiveDate) -> u32 {
        self.spans(day).iter().map(|span| span.minutes()).sum()
    }

    /// The n-th open day after a day; the day itself for 0.
    pub fn open_days_after(&self, day: NaiveDate, n: u32) -> NaiveDate {
        let days = day.succ_opt().map(|next| self.open_days(next));
        let taken = days.into_iter().flatten().take(n as usize);
        taken.last().map_or(day, |(open, _)| open)
    }

    /// The opening minutes of the n open days that begin with the first opening from a moment on.
    pub fn minutes_of_days(&self, from: NaiveDateTime, n: u32) -> u32 {
        let first = self.opening(from).map_or(from, |(opens, _)| opens);
        let days = self.open_days(first.date()).take(n as usize);
        days.map(|(_, minutes)| minutes).sum()
    }

    /// The moment by which the shop has been open for so many minutes.
    pub fn add(&self, from: NaiveDateTime, minutes: u32) -> NaiveDateTime {
        let (mut at, mut left) = (from, TimeDelta::minutes(minutes.into()));
        while left > TimeDelta::zero() {
            let Some((opens, closes)) = self.opening(at) else {
                break;
            };
            if left <= closes - opens {
                return opens + left;
            }
            left -= closes - opens;
            at = closes;
        }
        at
    }

    /// How many minutes the shop is open between two moments; 0 when the second is not the later one.
    pub fn between(&self, from: NaiveDateTime, to: NaiveDateTime) -> u32 {
        let days = from.date().iter_days();
        let days = days.take_while(|day| *day <= to.date());
        let open = days.flat_map(|day| self.on(day));
        let counted = open.map(|(opens, closes)| closes.min(to) - opens.max(from));
        let minutes = counted.map(|it| it.num_minutes().max(0)).sum::<i64>();
        u32::try_from(minutes).unwrap_or(u32::MAX)
    }

    /// Why it is not open on a day: "closed", or "Monday closed: Whit Monday"; `None` when it is.
    pub fn why_closed(&self, day: NaiveDate) -> Option<String> {
        if self.is_open_on(day) {
            return None;
        }
        Some(
            match self
                .closed
                .name(day)
                .filter(|_| !self.week.on(day).is_empty())
            {
                None => "closed".to_owned(),
                Some("") => day.format("%A closed").to_string(),
                Some(name) => format!("{} closed: {name}", day.format("%A")),
            },
        )
    }

    /// From when to when it is open on a day, in order.
    pub fn on(&self, day: NaiveDate) -> impl Iterator<Item = (NaiveDateTime, NaiveDateTime)> {
        self.spans(day).iter().map(move |span| span.on(day))
    }

    /// The opening that is going on, or the next: from when, not before this moment, to when.
    pub fn opening(&self, at: NaiveDateTime) -> Option<(NaiveDateTime, NaiveDateTime)> {
        let days = || at.date().iter_days().take(SEARCHED);
        let left = |day: NaiveDate, spans: &[Span]| {
            let spans = spans.iter().map(|span| span.on(day));
            let next = spans.into_iter().find(|(_, closes)| *closes > at);
            next.map(|(opens, closes)| (opens.max(at), closes))
        };
        days()
            .find_map(|day| left(day, self.spans(day)))
            .or_else(|| days().find_map(|day| left(day, self.week.on(day))))
    }

    fn spans(&self, day: NaiveDate) -> &[Span] {
        match self.week.on(day) {
            [] => &[],
            _ if self.closed.name(day).is_some() => &[],
            spans => spans,
        }
    }

    /// The open days from a day on, each with its opening minutes.
    fn open_days(&self, from: NaiveDate) -> impl Iterator<Item = (NaiveDate, u32)> {
        let mut next = Some(from);
        std::iter::from_fn(move || {
            let days = next?.iter_days().take(SEARCHED);
            let mut days = days.map(|day| (day, self.open_minutes(day)));
            let mut week = next?.iter_days().map(|day| (day, self.week.minutes(day)));
            let found = days.find(|(_, minutes)| *minutes > 0);
            let found =
                found.or_else(|| week.by_ref().take(7).find(|(_, minutes)| *minutes > 0))?;
            next = found.0.succ_opt();
            Some(found)
        })
    }
}

#[cfg(test)]
mod tests;
