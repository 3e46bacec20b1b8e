//! One row of the customer list: name, call-me, the phone that matched, how long since, what is open or where it matched.

use ratatui::layout::Constraint;

use super::{finding::Finding, matched};
use crate::{
    domain::{Stamp, phrase::ago},
    search::{Hit, Matched},
    store::CustomerRow,
    text::{SafeText, safe},
    tui::{theme::Theme, widgets::Cell},
};

/// Columns of the phone: ten digits in three groups.
const PHONE: u16 = 12;

/// Below this the call-me has no column of its own.
const CALL_ME_FROM: u16 = 70;

/// The columns of the list at this width.
pub fn columns(width: u16) -> Vec<Constraint> {
    let call_me = match width {
        CALL_ME_FROM.. => Constraint::Fill(9),
        _ => Constraint::Length(0),
    };
    vec![
        Constraint::Length(1),
        Constraint::Fill(10),
        call_me,
        Constraint::Length(PHONE),
        Constraint::Length(5),
        Constraint::Fill(9),
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
            Some(place) => Cell::new(place, theme.muted),
            None if open => Cell::new(standing(row), theme.warn),
            None => Cell::new(standing(row), theme.text),
        };
        vec![
            Cell::new(if marked { "•" } else { "" }, theme.accent),
            Cell::new(name, theme.text).marked(marks),
            Cell::new(called(row), theme.muted),
            Cell::new(phone, theme.text).marked(digits),
            Cell::new(since, theme.muted).right(),
            last,
        ]
    }

    /// Where it matched, when that does not stand in the row already: "log: …grinder…", "anna@example.org".
    fn where_it_matched(&self, hit: Hit, row: &CustomerRow) -> Option<SafeText> {
        let words = match hit.matched {
            Matched::Email => row.emails.join(", "),
            Matched::Company => "in the company".to_owned(),
            Matched::Tag => "in the tags".to_owned(),
            Matched::Text => match self.finding.place(row.id) {
                Some((noun, text)) => format!("{noun}: {text}"),
                None => "in a text".to_owned(),
            },
            Matched::PhoneEnding
            | Matched::Name
            | Matched::Phone
            | Matched::NameSlip
            | Matched::Everybody => return None,
        };
        Some(safe(&words))
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

/// "complaint, 2 promises": what is open.
fn standing(row: &CustomerRow) -> String {
    let open = [(row.complaints, "complaint"), (row.promises, "promise")];
    let words = open.iter().filter_map(|(count, word)| match count {
        0 => None,
        1 => Some((*word).to_owned()),
        count => Some(format!("{count} {word}s")),
    });
    words.collect::<Vec<_>>().join(", ")
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
            Some((noun, text)) => format!("it stands in the {noun}: {text}"),
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
