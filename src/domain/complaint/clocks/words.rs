//! The clocks in words: short for the queue, and every counted interval for `=`.

use std::fmt::Write;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::{Allowed, Clock, ClockState, Clocks, Stretch, minute};
use crate::domain::{
    Complaint, Heat, Settings, Stamp, Tier, dates::short_day, hours::Hours, phrase::Meaning,
};

impl Clocks {
    /// The clock that the queue shows, in words: "answer LATE 2 h", "DUE today 17:00", "PAUSED"; of an ended complaint how the
    /// resolution was: "DONE in time".
    pub fn words(&self, now: Stamp) -> String {
        let words = self.shown().words(now);
        match self.next() {
            Some(("answer", _)) => format!("answer {words}"),
            _ => words,
        }
    }
}

impl Clocks {
    /// The deadline ahead as one says it: "answer due today 17:00", "due Mon 11:00"; "answer LATE 2 h" when it is over; nothing while
    /// no clock runs.
    pub fn deadline(&self, now: Stamp) -> String {
        match self.next() {
            None => String::new(),
            Some((_, clock)) if clock.state == ClockState::Late => self.words(now),
            Some((name, clock)) => {
                let name = if name == "answer" { "answer " } else { "" };
                let due = clock.due.map(|due| soon(due, now));
                format!("{name}due {}", due.unwrap_or_default())
            }
        }
    }
}

impl Clock {
    /// "LATE 2 h", "DUE today 17:00", "OK Mon 11:00", "PAUSED", "DONE in time", "DONE late".
    pub fn words(&self, now: Stamp) -> String {
        let state = self.state.word();
        match (self.state, self.due) {
            (ClockState::Late, Some(due)) => format!("{state} {}", elapsed(due, minute(now))),
            (ClockState::Ok | ClockState::Due, Some(due)) => format!("{state} {}", soon(due, now)),
            (ClockState::Done, Some(_)) if self.in_time => format!("{state} in time"),
            (ClockState::Done, Some(_)) => format!("{state} late"),
            _ => state.to_owned(),
        }
    }

    /// How much it matters.
    pub const fn meaning(&self) -> Meaning {
        match self.state {
            ClockState::Late => Meaning::Late,
            ClockState::Due => Meaning::Warn,
            ClockState::Ok => Meaning::Text,
            ClockState::Paused | ClockState::Done => Meaning::Muted,
        }
    }
}

/// A moment ahead: "today 17:00", within a week "Mon 11:00", else "22 Jun".
fn soon(at: NaiveDateTime, now: Stamp) -> String {
    match (at.date() - now.day()).num_days() {
        0 => at.format("today %H:%M").to_string(),
        1..=6 => at.format("%a %H:%M").to_string(),
        _ => short_day(at.date(), now.day()),
    }
}

/// How long ago: "25 min", "2 h"; from a day on in calendar days, "3 d".
fn elapsed(since: NaiveDateTime, now: NaiveDateTime) -> String {
    let time = now - since;
    match time.num_hours() {
        0 => format!("{} min", time.num_minutes()),
        hours @ 1..24 => format!("{hours} h"),
        _ => format!("{} d", (now.date() - since.date()).num_days()),
    }
}

/// "2 h", "30 min", "2 h 30 min".
fn opening_time(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

impl Complaint {
    /// Why both clocks stand where they stand: what is allowed, and each interval that was counted or not.
    pub fn counted(&self, tier: Tier, settings: &Settings, now: Stamp) -> Vec<String> {
        let clocks = self.clocks(tier, settings, now);
        let target = self.target(tier, settings);
        let why = match (self.heat, self.customer) {
            (Heat::Furious, _) => "furious".to_owned(),
            (_, Some(_)) => format!("tier {tier}"),
            (_, None) => "tier B: nobody gave a name".to_owned(),
        };
        let told = |name, clock: &Clock, allowed| {
            let mut lines = vec![format!("{name}: {}", clock.head(allowed, &why, now))];
            lines.extend(clock.lines(&settings.hours, now));
            lines
        };
        let mut lines = match self.customer {
            Some(_) => told("First answer", &clocks.first_answer, target.first_answer),
            None => vec!["First answer: nobody gave a name; there is nobody to answer.".to_owned()],
        };
        lines.push(String::new());
        lines.extend(told("Resolution", &clocks.resolution, target.resolution));
        lines
    }
}

impl Clock {
    /// "4 h allowed (tier B), 2 h 15 min used, due Mon 15 Jun 11:00: OK".
    fn head(&self, allowed: Allowed, why: &str, now: Stamp) -> String {
        let mut text = match allowed {
            Allowed::Minutes(minutes) => opening_time(minutes),
            Allowed::Days(1) => format!("1 day of {}", opening_time(self.allowed)),
            Allowed::Days(days) => format!("{days} days, {}", opening_time(self.allowed)),
        };
        let (used, state) = (opening_time(self.used), self.words(now));
        // A write to a String cannot fail.
        let _ = write!(text, " allowed ({why}), {used} used");
        if let Some(due) = self.due {
            let _ = write!(text, ", due {}", moment(due, now.day()));
        }
        format!("{text}: {state}.")
    }

    /// Each interval of opening hours that was counted, and why the clock stood still between them, up to the due moment.
    pub fn lines(&self, hours: &Hours, now: Stamp) -> Vec<String> {
        let ends = self.due.unwrap_or(NaiveDateTime::MAX);
        let told = self.stretches.iter().take_while(|it| it.from < ends);
        let lines: Vec<String> = told
            .flat_map(|stretch| match stretch.stopped {
                Some(why) => vec![Interval::new(stretch.from, stretch.to, why)],
                None => counted(stretch, ends, hours),
            })
            .map(|interval| interval.line(now.day()))
            .collect();
        if lines.is_empty() {
            return vec!["  nothing counted yet: the shop was not open since".to_owned()];
        }
        lines
    }
}

/// From when to when; minutes that were counted, or why none were.
struct Interval {
    from: NaiveDateTime,
    to: NaiveDateTime,
    words: String,
}

impl Interval {
    fn new(from: NaiveDateTime, to: NaiveDateTime, words: impl Into<String>) -> Self {
        let words = words.into();
        Self { from, to, words }
    }

    /// "  Sat 13 Jun 16:00 to 18:00: 2 h", "  Sun 14 Jun: closed".
    fn line(&self, today: NaiveDate) -> String {
        let (from, to) = (self.from, self.to);
        let whole = |at: NaiveDateTime| at.time() == chrono::NaiveTime::MIN;
        let last = to - TimeDelta::days(1);
        let between = match (from.date() == to.date(), whole(from) && whole(to)) {
            (_, true) if from == last => day(from, today),
            (_, true) => format!("{} to {}", day(from, today), day(last, today)),
            (true, _) => format!("{} to {}", moment(from, today), to.format("%H:%M")),
            (false, _) => format!("{} to {}", moment(from, today), moment(to, today)),
        };
        format!("  {between}: {}", self.words)
    }
}

/// What was counted of a stretch in which the clock ran; closed days that follow each other for the same reason are one interval.
fn counted(stretch: &Stretch, ends: NaiveDateTime, hours: &Hours) -> Vec<Interval> {
    let to = stretch.to.min(ends);
    let days = stretch.from.date().iter_days();
    let mut intervals: Vec<Interval> = Vec::new();
    for day in days.take_while(|day| *day <= to.date()) {
        if let Some(why) = hours.why_closed(day) {
            let (from, next) = (day.into(), day.succ_opt().unwrap_or(day).into());
            match intervals.last_mut() {
                Some(last) if last.to == from && last.words == why => last.to = next,
                _ => intervals.push(Interval::new(from, next, why)),
            }
            continue;
        }
        let open = hours.on(day);
        let open = open.map(|(opens, closes)| (opens.max(stretch.from), closes.min(to)));
        intervals.extend(open.filter(|(from, to)| from < to).map(|(from, to)| {
            let minutes = u32::try_from((to - from).num_minutes()).unwrap_or(0);
            Interval::new(from, to, opening_time(minutes))
        }));
    }
    intervals
}

fn day(at: NaiveDateTime, today: NaiveDate) -> String {
    format!("{} {}", at.format("%a"), short_day(at.date(), today))
}

fn moment(at: NaiveDateTime, today: NaiveDate) -> String {
    format!("{} {}", day(at, today), at.format("%H:%M"))
}
