//! Our own table: safe to open in a spreadsheet, and read back without loss.

use std::io::{self, Write};

use super::cells;
use crate::{
    domain::Address,
    formats::{
        Row,
        text::{clean, line, tag_word},
    },
};

/// First letters that a spreadsheet takes for a formula, wide ones included, and the apostrophe that guards against them.
pub const GUARDED: [char; 9] = ['=', '+', '-', '@', '\'', '＝', '＋', '－', '＠'];

/// The columns, in their order.
const COLUMNS: [&str; 35] = [
    "name",
    "call_me",
    "say",
    "phone",
    "phone_label",
    "more_phones",
    "email",
    "email_label",
    "more_emails",
    "company",
    "street",
    "postcode",
    "city",
    "region",
    "country",
    "address_label",
    "more_addresses",
    "birthday",
    "tags",
    "likes",
    "facts",
    "channels",
    "hook",
    "do",
    "dont",
    "going_through",
    "going_through_until",
    "handover",
    "source",
    "referred_by",
    "since",
    "created",
    "sort_key",
    "uid",
    "kept",
];

/// Writes the table row by row.
pub struct Writer<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> Writer<W> {
    /// Begins the table with its header. A byte order mark tells Excel that it is UTF-8.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut out = csv::Writer::from_writer(out);
        out.write_record(COLUMNS)?;
        Ok(Self { out })
    }

    /// Writes one customer.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        for value in values(row) {
            self.out.write_field(guarded(value))?;
        }
        self.out.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Ends the table.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The value with an apostrophe in front, where a spreadsheet would take it for a formula.
fn guarded(value: String) -> String {
    if value.starts_with(GUARDED) {
        format!("'{value}")
    } else {
        value
    }
}

/// The values of one customer, in the order of [`COLUMNS`].
fn values(row: &Row<'_>) -> [String; 35] {
    let customer = row.customer;
    let text = |text: &str| line(text).into_owned();
    let phones: Vec<_> = customer
        .phones
        .iter()
        .filter(|it| !line(&it.raw).is_empty())
        .collect();
    let emails: Vec<_> = customer
        .emails
        .iter()
        .filter(|it| !line(&it.address).is_empty())
        .collect();
    let places: Vec<_> = customer
        .addresses
        .iter()
        .filter(|it| !it.line().is_empty())
        .collect();
    let (phone, email) = (phones.first(), emails.first());
    let nowhere = Address::default();
    let place = places.first().map_or(&nowhere, |place| *place);
    let tags = customer.tags.iter().filter_map(|tag| tag_word(&tag.word));
    let facts = customer
        .facts
        .iter()
        .filter(|fact| !clean(&fact.text).is_empty());
    let likes = customer
        .preferences
        .iter()
        .filter(|like| !clean(&like.text).is_empty());
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    [
        text(&customer.name),
        text(&customer.call_me),
        text(&customer.say),
        text(phone.map_or("", |it| &it.raw)),
        text(phone.map_or("", |it| &it.label)),
        lines(phones.iter().skip(1).map(|it| cells::phone(it))),
        text(email.map_or("", |it| &it.address)),
        text(email.map_or("", |it| &it.label)),
        lines(emails.iter().skip(1).map(|it| cells::email(it))),
        text(&customer.company),
        clean(&place.street).into_owned(),
        text(&place.postcode),
        text(&place.city),
        text(&place.region),
        text(&place.country),
        text(&place.label),
        lines(places.iter().skip(1).map(|it| cells::address(it))),
        customer
            .birthday
            .map_or_else(String::new, |it| it.to_string()),
        tags.map(|word| cells::escape(&word, ','))
            .collect::<Vec<_>>()
            .join(", "),
        lines(likes.map(cells::like)),
        lines(facts.map(cells::fact)),
        lines(customer.channels.iter().map(cells::channel)),
        text(&customer.hook),
        text(&customer.handling_do),
        text(&customer.handling_dont),
        text(&customer.going_through),
        day(customer.going_through_until),
        text(&customer.handover),
        text(&customer.source),
        text(row.referred_by),
        day(customer.since),
        customer.created.to_string(),
        text(&customer.sort_key),
        text(&customer.uid),
        clean(&customer.kept).into_owned(),
    ]
}

fn lines(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join("\n")
}
