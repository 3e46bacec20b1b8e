//! A calendar file (RFC 5545) of whole days. Writing one takes few lines, and the part that could do it writes escapes that are not
//! legal, so this writer is our own.

use std::io::{self, Write};

use chrono::NaiveDate;

use crate::domain::Stamp;

/// A line has at most so many octets before its line break.
const LONGEST: usize = 75;

/// How often an entry comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comes {
    /// Once.
    Once,
    /// On this day of every year.
    Yearly,
    /// On the last day of every February: what 29 February is in other years.
    EndOfFebruary,
}

/// One entry: a whole day, possibly every year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same for the same entry every time, so that a calendar changes it instead of adding another.
    pub uid: String,
    /// The day, the first one if it comes back.
    pub day: NaiveDate,
    /// Whether it comes back.
    pub comes: Comes,
    /// What it says.
    pub summary: String,
}

/// A calendar while it is written.
pub struct Calendar<'a> {
    out: &'a mut dyn Write,
    stamp: String,
}

impl<'a> Calendar<'a> {
    /// Begins a calendar that was made at this moment.
    ///
    /// # Errors
    /// What the output says.
    pub fn begin(out: &'a mut dyn Write, now: Stamp) -> io::Result<Self> {
        let stamp = now.datetime().naive_utc().format("%Y%m%dT%H%M%SZ");
        let stamp = stamp.to_string();
        let mut calendar = Self { out, stamp };
        calendar.line("BEGIN:VCALENDAR")?;
        calendar.line("VERSION:2.0")?;
        calendar.line("PRODID:-//regulars//regulars//EN")?;
        Ok(calendar)
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// What the output says.
    pub fn add(&mut self, event: &Event) -> io::Result<()> {
        self.line("BEGIN:VEVENT")?;
        self.line(&format!("UID:{}", escaped(&event.uid)))?;
        self.line(&format!("DTSTAMP:{}", self.stamp))?;
        self.line(&format!(
            "DTSTART;VALUE=DATE:{}",
            event.day.format("%Y%m%d")
        ))?;
        match event.comes {
            Comes::Once => {}
            Comes::Yearly => self.line("RRULE:FREQ=YEARLY")?,
            Comes::EndOfFebruary => self.line("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1")?,
        }
        self.line(&format!("SUMMARY:{}", escaped(&event.summary)))?;
        self.line("TRANSP:TRANSPARENT")?;
        self.line("END:VEVENT")
    }

    /// Ends it.
    ///
    /// # Errors
    /// What the output says.
    pub fn end(mut self) -> io::Result<()> {
        self.line("END:VCALENDAR")?;
        self.out.flush()
    }

    /// A line, folded between characters where it is too long.
    fn line(&mut self, text: &str) -> io::Result<()> {
        let mut rest = text;
        let mut room = LONGEST;
        while rest.len() > room {
            let (start, more) = rest.split_at(rest.floor_char_boundary(room));
            write!(self.out, "{start}\r\n ")?;
            rest = more;
            // The space in front counts.
            room = LONGEST - 1;
        }
        write!(self.out, "{rest}\r\n")
    }
}

/// Text as a value: what has a meaning in the format loses it, and no line of text begins a line of the file.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            letter if letter.is_control() && letter != '\t' => {}
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(uid: &str, day: &str, comes: Comes, summary: &str) -> String {
        let now = Stamp::from_rfc3339("2026-06-10T12:00:00+02:00").unwrap();
        let mut out = Vec::new();
        let mut calendar = Calendar::begin(&mut out, now).unwrap();
        let event = Event {
            uid: uid.into(),
            day: day.parse().unwrap(),
            comes,
            summary: summary.into(),
        };
        calendar.add(&event).unwrap();
        calendar.end().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_entry_is_written_as_the_standard_says() {
        assert_eq!(
            written(
                "promise-3@x",
                "2026-06-12",
                Comes::Once,
                "Zoë: ring, or write; \\o/"
            ),
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//regulars//regulars//EN\r\nBEGIN:VEVENT\r\nUID:promise-3@x\r\n\
            DTSTAMP:20260610T100000Z\r\nDTSTART;VALUE=DATE:20260612\r\nSUMMARY:Zoë: ring\\, or write\\; \\\\o/\r\n\
            TRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
    }

    #[test]
    fn birthdays_come_back_every_year_and_the_29_of_february_on_the_last_of_the_month() {
        let yearly = written("b", "2026-06-14", Comes::Yearly, "x");
        assert!(yearly.contains("\r\nRRULE:FREQ=YEARLY\r\n"));
        let leap = written("b", "2027-02-28", Comes::EndOfFebruary, "x");
        assert!(leap.contains("\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1\r\n"));
    }

    #[test]
    fn no_text_forges_a_line_and_every_line_is_short_and_whole_characters() {
        let long = "王小明 👩‍🍳 ".repeat(40);
        for text in [
            "x\r\nBEGIN:VALARM\nACTION:EMAIL\rATTENDEE:a\u{85}b\u{2028}c",
            &long,
            "\u{1b}[2J\u{0}\u{7f}",
            "",
        ] {
            let file = written(text, "2026-06-12", Comes::Once, text);
            let lines: Vec<&str> = file.split_terminator("\r\n").collect();
            assert!(
                lines
                    .iter()
                    .all(|line| line.len() <= 75 && !line.contains(['\r', '\n', '\u{1b}']))
            );
            let unfolded = file.replace("\r\n ", "");
            let named = |name: &str| {
                unfolded
                    .split("\r\n")
                    .filter(|line| line.starts_with(name))
                    .count()
            };
            assert_eq!(
                (named("BEGIN:"), named("ATTENDEE"), named("SUMMARY:")),
                (2, 0, 1),
                "{file}"
            );
        }
        assert!(
            written("x", "2026-06-12", Comes::Once, &long)
                .replace("\r\n ", "")
                .contains(&long)
        );
    }
}
