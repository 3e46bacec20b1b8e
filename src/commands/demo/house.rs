//! Reads `assets/demo/house.txt`: what the made-up shop writes of itself; kudos, self-checks and worksheets.

use anyhow::Result;
use chrono::{Days, NaiveTime};

use super::{
    people,
    text::{Line, at},
};
use crate::domain::{Customer, Kept, Kudos, Quarter, Refusal, SelfCheck, Stamp, Worksheet};

/// A self-check is done so many days before its quarter ends.
const BEFORE_THE_END: Days = Days::new(6);

/// Everything in the file, in its order.
pub(super) fn read(
    file: &str,
    content: &str,
    people: &[Customer],
    now: Stamp,
) -> Result<Vec<Kept>> {
    let mut rows: Vec<Kept> = Vec::new();
    for line in Line::all(file, content).filter(|line| !line.text.is_empty()) {
        let (word, value) = line.pair()?;
        let parts: Vec<&str> = value.split('|').map(str::trim).collect();
        let new = match (word, parts.as_slice()) {
            ("kudos", [when, staff, text]) => kudos(&line, (when, staff, text), now)?.into(),
            ("check", [ago, scores, note]) => check(&line, (ago, scores, note), now)?.into(),
            ("worksheet", [when, with, title]) => {
                let (at, _) = line.moment(when, now)?;
                let (title, by) = signed(&line, title)?;
                let customer = people::named(people, with);
                if customer.is_none() && *with != "-" {
                    return Err(line.wrong(format!("{with:?} is not one customer in people.txt")));
                }
                Kept::Worksheet(Worksheet {
                    customer,
                    title: title.to_owned(),
                    ..Worksheet::new(None, (at, by))
                })
            }
            (field, _) => {
                answer(rows.last_mut(), field, value).map_err(|why| line.wrong(why))?;
                continue;
            }
        };
        rows.push(new);
    }
    Ok(rows)
}

/// An answer of the worksheet above it.
fn answer(last: Option<&mut Kept>, field: &str, value: &str) -> Result<(), Refusal> {
    let Some(Kept::Worksheet(sheet)) = last else {
        return Err(Refusal(format!("{field:?} does not belong here")));
    };
    *sheet = sheet.clone().filled(field, value)?;
    Ok(())
}

fn kudos(line: &Line, (when, staff, text): (&str, &str, &str), now: Stamp) -> Result<Kudos> {
    let (at, _) = line.moment(when, now)?;
    let (text, by) = signed(line, text)?;
    Kudos::new(staff, text, &[], (at, by)).map_err(|why| line.wrong(why))
}

fn check(line: &Line, (ago, scores, note): (&str, &str, &str), now: Stamp) -> Result<SelfCheck> {
    let ago: usize = ago
        .parse()
        .map_err(|_| line.wrong("how many quarters ago?"))?;
    let mut quarter = Quarter::of(now.day());
    for _ in 0..ago {
        quarter = quarter.before();
    }
    let (note, by) = signed(line, note)?;
    let end = quarter.after().first_day().checked_sub_days(BEFORE_THE_END);
    let done = end.and_then(|day| at(day, NaiveTime::MIN, now));
    Ok(SelfCheck {
        scores: scores.parse().map_err(|why: Refusal| line.wrong(why))?,
        note: note.to_owned(),
        ..SelfCheck::new(quarter, (done.unwrap_or(now).min(now), by))
    })
}

/// The text, and who signed it: `well done @SK`.
fn signed<'a>(line: &Line, text: &'a str) -> Result<(&'a str, &'a str)> {
    let signed = text.rsplit_once('@');
    let (text, by) = signed.ok_or_else(|| line.wrong("by whom? end with @SK"))?;
    Ok((text.trim(), by.trim()))
}
