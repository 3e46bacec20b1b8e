//! One row of the customer list: name, call-me, the phone that matched, how long since, tier, what is open or where it matched.

use std::ops::Range;

use ratatui::layout::Constraint;

use super::{finding::Finding, matched};
use crate::{
    domain::{Stamp, Tier, phrase::ago},
    search::{Hit, Matched, Query},
    store::CustomerRow,
    tui::{
        text::{SafeText, safe},
        theme::Theme,
        widgets::Cell,
    },
};

/// Columns of the phone: ten digits in three groups.
const PHONE: u16 = 12;

/// Below this call-me and tier have no columns of their own.
const CALL_ME_FROM: u16 = 70;

/// The columns of the list at this width.
pub fn columns(width: u16) -> Vec<Constraint> {
    let call_me = match width {
        CALL_ME_FROM.. => Constraint::Fill(8),
        _ => Constraint::Length(0),
    };
    vec![
        Constraint::Length(1),
        Constraint::Fill(10),
        call_me,
        Constraint::Length(PHONE),
        Constraint::Length(6),
        Constraint::Length(u16::from(width >= CALL_ME_FROM)),
        Constraint::Fill(11),
    ]
}

/// How a row is painted: what is known beyond the row itself.
pub struct Look<'a> {
    /// What was asked.
    pub finding: &'a Finding,
    /// Today.
    pub now: Stamp,
    /// The colours.
    pub theme: &'a Theme,
}

impl Look<'_> {
    /// The cells of one customer.
    pub fn cells(&self, hit: Hit, row: &CustomerRow, marked: bool) -> Vec<Cell> {
        let theme = self.theme;
        let name = safe(&row.name);
        let marks = matched::in_name(&name, &self.finding.query);
        let (phone, digits) = matched::phone(&row.phones, &self.finding.query, usize::from(PHONE));
        let since = match row.last_contact {
            Some(at) => ago(at, self.now),
            None => "–".to_owned(),
        };
        let open = row.complaints > 0;
        let last = match self.where_it_matched(hit, row) {
            Some((place, marks)) => Cell::new(place, theme.muted).marked(marks),
            None if open => Cell::new(standing(row), theme.warn),
            None => Cell::new(standing(row), theme.text),
        };
        vec![
            Cell::new(if marked { "•" } else { "" }, theme.accent),
            Cell::new(name, theme.text).marked(marks),
            Cell::new(called(row), theme.muted),
            Cell::new(phone, theme.text).marked(digits),
            Cell::new(since, theme.muted).right(),
            Cell::new(row.tier.map_or("", Tier::word), theme.text),
            last,
        ]
    }

    /// Where it matched, when that does not stand in the row already: "log: …grinder leaks", "anna@example.org"; and which
    /// columns of that.
    fn where_it_matched(
        &self,
        hit: Hit,
        row: &CustomerRow,
    ) -> Option<(SafeText, Vec<Range<usize>>)> {
        let words = match hit.matched {
            Matched::Email => row.emails.join(", "),
            Matched::Company => "in the company".to_owned(),
            Matched::Tag => "in the tags".to_owned(),
            Matched::Text => match self.finding.place(row.id) {
                Some((noun, text)) => from_match(noun, &safe(text), &self.finding.query),
                None => "in a text".to_owned(),
            },
            Matched::PhoneEnding
            | Matched::Name
            | Matched::Phone
            | Matched::NameSlip
            | Matched::Everybody => return None,
        };
        let words = safe(&words);
        let marks = match hit.matched {
            Matched::Text | Matched::Email => matched::in_name(&words, &self.finding.query),
            _ => Vec::new(),
        };
        Some((words, marks))
    }
}

/// A longer text from the word on that matched.
fn from_match(noun: &str, text: &SafeText, query: &Query) -> String {
    let noun = log_or(noun);
    let first = matched::in_name(text, query)
        .into_iter()
        .map(|at| at.start)
        .min();
    let rest = text.from_column(first.unwrap_or(0));
    let dots = if first.unwrap_or(0) > 0 { "…" } else { "" };
    format!("{noun}: {dots}{}", rest.as_str().trim_start_matches('…'))
}

/// What a list calls an interaction.
fn log_or(noun: &str) -> &str {
    match noun {
        "interaction" => "log",
        noun => noun,
    }
}

/// "Zo · ZOH-ee": what to call them, where that is not the name, and how it sounds.
fn called(row: &CustomerRow) -> SafeText {
    let call_me = if row.call_me == row.name {
        ""
    } else {
        &row.call_me
    };
    let parts = [call_me, &row.say];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    safe(&parts.join(" · "))
}

/// "complaint, promise", or with only one sort how many: what is open.
fn standing(row: &CustomerRow) -> String {
    match (row.complaints, row.promises) {
        (0, 0) => String::new(),
        (0, 1) => "promise".to_owned(),
        (0, many) => format!("{many} promises"),
        (1, 0) => "complaint".to_owned(),
        (many, 0) => format!("{many} complaints"),
        _ => "complaint, promise".to_owned(),
    }
}

/// Why a row is where it is, in one sentence.
pub fn why(hit: Hit, row: &CustomerRow, finding: &Finding, now: Stamp) -> String {
    let matched = match hit.matched {
        Matched::PhoneEnding => "a phone ends in these digits".to_owned(),
        Matched::Phone => "the digits stand inside a phone".to_owned(),
        Matched::Name => "the name matches".to_owned(),
        Matched::NameSlip => "the name differs by one letter".to_owned(),
        Matched::Email => "the e-mail address matches".to_owned(),
        Matched::Company => "the company matches".to_owned(),
        Matched::Tag => "a tag matches".to_owned(),
        Matched::Text => match finding.place(row.id) {
            Some(("bought", text)) => format!("they bought {text}"),
            Some((noun, text)) => format!("it stands in the {}: {text}", log_or(noun)),
            None => "it stands in a longer text".to_owned(),
        },
        Matched::Everybody => "everybody is listed".to_owned(),
    };
    let last = match row.last_contact.map(|at| ago(at, now)) {
        Some(ago) if ago == "today" => "last contact today".to_owned(),
        Some(ago) => format!("last contact {ago} ago"),
        None => "never in contact".to_owned(),
    };
    let order = match (finding.order().words(), hit.matched) {
        ("", Matched::Everybody) => "The most recent contact stands first.",
        ("", _) => {
            "Order: phone ending, beginning of the name, inside the name, elsewhere; then the most recent contact."
        }
        (order, _) => return format!("{}: {matched}; {last}. Sorted {order}.", row.name),
    };
    format!("{}: {matched}; {last}. {order}", row.name)
}
