//! Day words (`fri`, `+2w`, `14.6.`, `eom`), days in words, and dates of which only a part is known.

mod partial;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime};

pub use partial::PartialDate;

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The moment in which a day ends.
pub fn next_midnight(day: NaiveDate) -> NaiveDateTime {
    let next = day.succ_opt();
    next.map_or(NaiveDateTime::MAX, |next| next.and_time(NaiveTime::MIN))
}

/// The day a day word means, seen from `today`; `None` when the word is not a day word.
///
/// `today tom yesterday`, a weekday (`fri`: the next one, never today), `+3d +2w +1m` (31 January `+1m` is the last day of
/// February), `14.6.`, `14.6.2027`, `6/14` (order by `month_first`, unless only the other one makes a day), `2026-06-10`, `eom`
/// (last day of this month). A day without a year is the next such day, today included.
pub fn read_day(word: &str, today: NaiveDate, month_first: bool) -> Option<NaiveDate> {
    let word = word.to_lowercase();
    match word.as_str() {
        "today" => Some(today),
        "tom" | "tomorrow" => today.succ_opt(),
        "yesterday" => today.pred_opt(),
        "eom" => end_of_month(today),
        _ => coming_weekday(&word, today)
            .or_else(|| later(&word, today))
            .or_else(|| {
                let mut years = today.year()..today.year() + LEAP_GAP;
                written_day(&word, month_first, &mut years, |day| day >= today)
            }),
    }
    .filter(in_calendar)
}

/// The day a day word means for something that has happened: `fri` is the last Friday before today, `12.6.` the most recent
/// one, today included. `None` when the word is not a day word, or names a day to come.
pub fn read_past_day(word: &str, today: NaiveDate, month_first: bool) -> Option<NaiveDate> {
    let word = word.to_lowercase();
    match word.as_str() {
        "today" => Some(today),
        "yesterday" => today.pred_opt(),
        _ => past_weekday(&word, today).or_else(|| {
            let mut years = (today.year() - LEAP_GAP + 1..=today.year()).rev();
            written_day(&word, month_first, &mut years, |day| day <= today)
        }),
    }
    .filter(|day| in_calendar(day) && *day <= today)
}

/// How many years hold at least one 29 February: eight, around 1900 or 2100.
const LEAP_GAP: i32 = 9;

/// Years of four digits: what the data file and other programs can write.
fn in_calendar(day: &NaiveDate) -> bool {
    (1..=9999).contains(&day.year())
}

fn end_of_month(today: NaiveDate) -> Option<NaiveDate> {
    today
        .with_day(1)?
        .checked_add_months(Months::new(1))?
        .pred_opt()
}

/// `fri`, `friday`, and what lies between.
pub(super) fn weekday_number(word: &str) -> Option<u32> {
    let at = begun(&WEEKDAYS, word)?;
    u32::try_from(at).ok()
}

/// The month that `june`, `Jun` or `sept` names, 1 to 12.
pub fn month_number(word: &str) -> Option<u32> {
    let at = begun(&MONTHS, word.trim_end_matches('.').to_lowercase().as_str())?;
    u32::try_from(at + 1).ok()
}

/// Which name of the list begins with this word of three letters or more.
fn begun(names: &[&str], word: &str) -> Option<usize> {
    names
        .iter()
        .position(|name| word.len() >= 3 && name.starts_with(word))
}

fn coming_weekday(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    let wanted = weekday_number(word)?;
    let ahead = (wanted + 6 - today.weekday().num_days_from_monday()) % 7 + 1;
    today.checked_add_days(Days::new(ahead.into()))
}

fn past_weekday(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    let wanted = weekday_number(word)?;
    let back = (today.weekday().num_days_from_monday() + 6 - wanted) % 7 + 1;
    today.checked_sub_days(Days::new(back.into()))
}

/// `+3d`, `+2w`, `+1m`.
fn later(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    let word = word.strip_prefix('+')?;
    let unit = word.chars().next_back()?;
    let count: u32 = digits(word.strip_suffix(unit)?)?;
    match unit {
        'd' => today.checked_add_days(Days::new(count.into())),
        'w' => today.checked_add_days(Days::new(u64::from(count) * 7)),
        'm' => today.checked_add_months(Months::new(count)),
        _ => None,
    }
}

/// A day written in numbers, in the first of these years that has it and is wanted; with a year of its own, just that day.
fn written_day(
    word: &str,
    month_first: bool,
    years: &mut dyn Iterator<Item = i32>,
    wanted: impl Fn(NaiveDate) -> bool,
) -> Option<NaiveDate> {
    let date = written(word, month_first)?;
    let (month, day) = (date.month()?, date.day()?);
    match date.year() {
        Some(year) => NaiveDate::from_ymd_opt(year, month, day),
        None => years
            .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
            .find(|day| wanted(*day)),
    }
}

/// `14.6.`, `14.6.2027`, `6/14`, `6/14/2027`, `2026-06-10`: a day in numbers, with or without a year.
pub(super) fn written(word: &str, month_first: bool) -> Option<PartialDate> {
    let shape = ['.', '/', '-'].into_iter().find(|c| word.contains(*c))?;
    let parts: Vec<&str> = word.split(shape).collect();
    let date = |year: Option<&str>, month: &str, day: &str| {
        let year = match year {
            Some(year) if year.len() == 4 => Some(digits(year)?.try_into().ok()?),
            Some(_) => return None,
            None => None,
        };
        PartialDate::new(year, Some(digits(month)?), Some(digits(day)?))
    };
    let slashed = |a: &str, b: &str, year: Option<&str>| {
        let (month, day) = if month_first { (a, b) } else { (b, a) };
        date(year, month, day).or_else(|| date(year, day, month))
    };
    match (shape, parts.as_slice()) {
        ('.', [day, month, ""]) => date(None, month, day),
        ('.', [day, month, year]) => date(Some(year), month, day),
        ('/', [a, b]) => slashed(a, b, None),
        ('/', [a, b, year]) => slashed(a, b, Some(year)),
        ('-', [year, month, day]) => date(Some(year), month, day),
        _ => None,
    }
}

/// A number of one to six ASCII digits; longer ones are no part of a date.
fn digits(text: &str) -> Option<u32> {
    let plain = (1..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// A day by its name, with the year only when it is another year than today's: `Fri 12 June`, `Sat 12 June 2027`.
pub fn day_name(day: NaiveDate, today: NaiveDate) -> String {
    let shape = if day.year() == today.year() {
        "%a %-d %B"
    } else {
        "%a %-d %B %Y"
    };
    day.format(shape).to_string()
}

/// The same, with `yesterday`, `today` and `tomorrow` by name.
pub fn near_day(day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        -1..=1 => day_words(day, today),
        _ => short_day(day, today),
    }
}

/// A day as one says it: `yesterday`, `today`, `tomorrow`, else its name.
pub fn day_words(day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        -1 => "yesterday".into(),
        0 => "today".into(),
        1 => "tomorrow".into(),
        _ => day_name(day, today),
    }
}

/// A day in few letters: `3 Aug`, `3 Aug 2025` when in another year.
pub fn short_day(day: NaiveDate, today: NaiveDate) -> String {
    let shape = if day.year() == today.year() {
        "%-d %b"
    } else {
        "%-d %b %Y"
    };
    day.format(shape).to_string()
}
