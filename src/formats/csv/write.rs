//! Our own table: safe to open in a spreadsheet, and read back without loss.

use std::io::{self, Write};

use chrono::NaiveDate;

use super::cells;
use crate::{
    domain::Customer,
    formats::{
        Row,
        text::{clean, line, tag_word},
    },
    text::safe,
};

/// First letters that a spreadsheet takes for a formula, wide ones included, and the apostrophe that guards against them.
const GUARDED: [char; 9] = ['=', '+', '-', '@', '\'', '＝', '＋', '－', '＠'];

/// The columns, in their order.
const COLUMNS: [&str; 39] = [
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
    "tier",
    "tier_why",
    "check_in",
    "till_number",
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
        out.write_record(COLUMNS).map_err(plain)?;
        Ok(Self { out })
    }

    /// Writes one customer.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        for value in values(row) {
            self.out.write_field(guarded(value)).map_err(plain)?;
        }
        self.out.write_record(None::<&[u8]>).map_err(plain)
    }

    /// Ends the table.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The error as the system said it: a closed pipe and a full disk are told apart by that.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// The value with an apostrophe in front, where a spreadsheet would take it for a formula.
fn guarded(value: String) -> String {
    if is_guarded(&value) {
        format!("'{value}")
    } else {
        value
    }
}

/// Would some spreadsheet take it for a formula, or for a guard against one? Some look past blanks, quotes and what nobody sees.
pub fn is_guarded(value: &str) -> bool {
    let unseen =
        |letter: char| !letter.is_ascii() && safe(letter.encode_utf8(&mut [0; 4])).is_empty();
    let passed = |letter: char| {
        letter.is_whitespace() || letter.is_control() || letter == '"' || unseen(letter)
    };
    value.trim_start_matches(passed).starts_with(GUARDED)
}

/// The values of one customer, in the order of [`COLUMNS`].
fn values(row: &Row<'_>) -> impl Iterator<Item = String> {
    let customer = row.customer;
    let names = [&customer.name, &customer.call_me, &customer.say].map(|text| line_of(text));
    names
        .into_iter()
        .chain(phones(customer))
        .chain(emails(customer))
        .chain([line_of(&customer.company)])
        .chain(addresses(customer))
        .chain(known(customer))
        .chain(ours(row))
}

fn line_of(text: &str) -> String {
    line(text).into_owned()
}

fn phones(customer: &Customer) -> [String; 3] {
    let mut phones = customer
        .phones
        .iter()
        .filter(|it| !line(&it.raw).is_empty());
    let first = phones.next().cloned().unwrap_or_default();
    let more = lines(phones.map(cells::phone));
    [line_of(&first.raw), line_of(&first.label), more]
}

fn emails(customer: &Customer) -> [String; 3] {
    let mut emails = customer
        .emails
        .iter()
        .filter(|it| !line(&it.address).is_empty());
    let first = emails.next().cloned().unwrap_or_default();
    let more = lines(emails.map(cells::email));
    [line_of(&first.address), line_of(&first.label), more]
}

fn addresses(customer: &Customer) -> [String; 7] {
    let mut places = customer.addresses.iter().filter(|it| !it.line().is_empty());
    let first = places.next().cloned().unwrap_or_default();
    [
        clean(&first.street).into_owned(),
        line_of(&first.postcode),
        line_of(&first.city),
        line_of(&first.region),
        line_of(&first.country),
        line_of(&first.label),
        lines(places.map(cells::address)),
    ]
}

/// Birthday, tags, likes, facts, channel rules.
fn known(customer: &Customer) -> [String; 5] {
    let tags = customer.tags.iter().filter_map(|tag| tag_word(&tag.word));
    let tags: Vec<String> = tags.map(|word| cells::escape(&word, ',')).collect();
    let likes = customer
        .preferences
        .iter()
        .filter(|like| !clean(&like.text).is_empty());
    let facts = customer
        .facts
        .iter()
        .filter(|fact| !clean(&fact.text).is_empty());
    [
        customer
            .birthday
            .map_or_else(String::new, |it| it.to_string()),
        tags.join(", "),
        lines(likes.map(cells::like)),
        lines(facts.map(cells::fact)),
        lines(customer.channels.iter().map(cells::channel)),
    ]
}

/// From the hook on: what other programs have no place for.
fn ours(row: &Row<'_>) -> [String; 17] {
    let customer = row.customer;
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    [
        line_of(&customer.hook),
        line_of(&customer.handling_do),
        line_of(&customer.handling_dont),
        line_of(&customer.going_through),
        day(customer.going_through_until),
        line_of(&customer.handover),
        line_of(&customer.source),
        line_of(row.referred_by),
        day(customer.since),
        customer.tier.map_or_else(String::new, |it| it.to_string()),
        line_of(&customer.tier_why),
        customer
            .check_in
            .map_or_else(String::new, |it| it.to_string()),
        line_of(&customer.till_number),
        customer.created.to_string(),
        line_of(&customer.sort_key),
        line_of(&customer.uid),
        clean(&customer.kept).into_owned(),
    ]
}

fn lines(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join("\n")
}
