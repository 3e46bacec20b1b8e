//! The weekly table, and how it is written: `mon-fri 09:00-12:30 14:00-18:00; sat 09:00-13:00`.

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};

use crate::domain::{
    Refusal,
    dates::{next_midnight, weekday_number},
};

/// The end of a day, in minutes.
const MIDNIGHT: u16 = 24 * 60;

const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// From when to when, within one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Minutes since midnight.
    from: u16,
    /// Minutes since midnight, more than `from`; 1440 is the end of the day.
    to: u16,
}

impl Span {
    /// How many minutes.
    pub fn minutes(self) -> u32 {
        (self.to - self.from).into()
    }

    /// From when to when on a day.
    pub fn on(self, day: NaiveDate) -> (NaiveDateTime, NaiveDateTime) {
        let at = |minutes: u16| match NaiveTime::from_num_seconds_from_midnight_opt(
            u32::from(minutes) * 60,
            0,
        ) {
            Some(time) => day.and_time(time),
            None => next_midnight(day),
        };
        (at(self.from), at(self.to))
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        write!(f, "{}-{}", clock(self.from), clock(self.to))
    }
}

/// The spans of each day of the week, Monday first; each day's in order and apart, and at least one in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week([Vec<Span>; 7]);

impl Week {
    /// The spans of a day.
    pub fn on(&self, day: NaiveDate) -> &[Span] {
        &self.0[day.weekday().num_days_from_monday() as usize]
    }

    /// How many minutes it is open on such a day.
    pub fn minutes(&self, day: NaiveDate) -> u32 {
        self.on(day).iter().map(|span| span.minutes()).sum()
    }
}

/// Monday to Saturday from nine to six.
impl Default for Week {
    fn default() -> Self {
        let day = |at: usize| match at {
            6 => Vec::new(),
            _ => vec![Span {
                from: 9 * 60,
                to: 18 * 60,
            }],
        };
        Self(std::array::from_fn(day))
    }
}

/// Reads days with their times: `mon-fri 9-12:30 14-18; sat 9-13`. A day not named is closed.
impl FromStr for Week {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let mut week: [Option<Vec<Span>>; 7] = Default::default();
        let groups = text.split([';', '\n']).map(plain);
        for group in groups.filter(|group| !group.is_empty()) {
            let (days, spans) = read_group(&group)?;
            for day in days {
                if week[day].replace(spans.clone()).is_some() {
                    return Err(Refusal(format!(
                        "{} stands there twice; write all its hours behind it once, like mon 09:00-12:30 14:00-18:00.",
                        weekday(day)
                    )));
                }
            }
        }
        let week = week.map(Option::unwrap_or_default);
        if week.iter().all(Vec::is_empty) {
            return Err(Refusal(
                "A shop that never opens has no clocks; name a day with its hours, like mon-sat 09:00-18:00.".into(),
            ));
        }
        Ok(Self(week))
    }
}

/// Days with the same hours stand together: `mon-tue thu-fri 09:00-18:00; wed 09:00-13:00`.
impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut groups: Vec<(&[Span], Vec<usize>)> = Vec::new();
        for (day, spans) in self.0.iter().enumerate().filter(|(_, it)| !it.is_empty()) {
            match groups.iter_mut().find(|(known, _)| known == spans) {
                Some((_, days)) => days.push(day),
                None => groups.push((spans, vec![day])),
            }
        }
        let groups = groups.iter().map(|(spans, days)| {
            let spans: Vec<String> = spans.iter().map(ToString::to_string).collect();
            format!("{} {}", runs(days), spans.join(" "))
        });
        f.write_str(&groups.collect::<Vec<_>>().join("; "))
    }
}

/// `mon-wed fri` for 0, 1, 2, 4.
fn runs(days: &[usize]) -> String {
    let runs = days.chunk_by(|a, b| a + 1 == *b).map(|run| match run {
        [first, .., last] => format!("{}-{}", NAMES[*first], NAMES[*last]),
        [.., day] => NAMES[*day].to_owned(),
        [] => String::new(),
    });
    runs.collect::<Vec<_>>().join(" ")
}

/// One kind of dash with nothing around it, and spaces for commas.
fn plain(group: &str) -> String {
    let group = group.replace(['–', '—'], "-").replace(',', " ");
    let parts: Vec<&str> = group.split('-').map(str::trim).collect();
    parts.join("-").to_lowercase()
}

fn read_group(group: &str) -> Result<(Vec<usize>, Vec<Span>), Refusal> {
    let (mut days, mut spans, mut closed) = (Vec::new(), Vec::new(), false);
    for word in group.split_whitespace() {
        match (read_days(word), read_span(word)?) {
            (Some(more), _) if spans.is_empty() && !closed => days.extend(more),
            (_, Some(span)) if !closed => spans.push(span),
            _ if word == "closed" && spans.is_empty() => closed = true,
            _ => return Err(not_understood(word)),
        }
    }
    if days.is_empty() || (spans.is_empty() && !closed) {
        return Err(not_understood(group));
    }
    Ok((days, apart(spans)?))
}

fn not_understood(what: &str) -> Refusal {
    Refusal(format!(
        "\"{what}\" is not understood; write days and their hours, like mon-fri 09:00-12:30 14:00-18:00; sat 09:00-13:00."
    ))
}

/// `mon`, `mon-fri`, `sat-mon`.
fn read_days(word: &str) -> Option<Vec<usize>> {
    let day = |word| weekday_number(word).map(|day| day as usize);
    let (first, last) = word.split_once('-').unwrap_or((word, word));
    let (first, last) = (day(first)?, day(last)?);
    let count = (last + 7 - first) % 7 + 1;
    Some((first..first + count).map(|day| day % 7).collect())
}

/// `9-18`, `09:00-12:30`, `9.30-18`; `None` for what does not begin with a digit.
fn read_span(word: &str) -> Result<Option<Span>, Refusal> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok(None);
    }
    let times = word.split_once('-');
    let times = times.and_then(|(from, to)| Some((read_time(from)?, read_time(to)?)));
    match times {
        None => Err(not_understood(word)),
        Some((from, to)) if from >= to => Err(Refusal(format!(
            "\"{word}\" ends before it begins; hours past midnight are written on both days, like fri 18:00-24:00; sat 00:00-02:00."
        ))),
        Some((from, to)) => Ok(Some(Span { from, to })),
    }
}

fn read_time(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "00"));
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !(1..=2).contains(&hour.len()) || minute.len() != 2 || !plain(hour) || !plain(minute) {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let time = hour * 60 + minute;
    (minute < 60 && time <= MIDNIGHT).then_some(time)
}

/// The spans in order; those that touch are one, those that overlap are a slip.
fn apart(mut spans: Vec<Span>) -> Result<Vec<Span>, Refusal> {
    spans.sort();
    let mut apart: Vec<Span> = Vec::new();
    for span in spans {
        match apart.last_mut() {
            Some(last) if last.to > span.from => {
                return Err(Refusal(format!(
                    "{last} and {span} overlap; write them as one, or apart."
                )));
            }
            Some(last) if last.to == span.from => last.to = span.to,
            _ => apart.push(span),
        }
    }
    Ok(apart)
}

/// What a day of the week is called: `Monday` for 0.
pub fn weekday(day: usize) -> &'static str {
    const LONG: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    LONG[day % 7]
}
