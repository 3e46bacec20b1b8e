//! Rows of a table to records.

use std::borrow::Cow;

use ::csv::{ReaderBuilder, StringRecord};

use super::{
    columns::{AddressColumns, Columns, Reach},
    dialect,
    meaning::Part,
    row::RowReader,
};
use crate::{
    domain::{Address, Customer, Email, Phone, Refusal},
    formats::{
        Contents, Kind, Reading, RowError, VALUE_LIMIT,
        text::{Number, add_line, clean, line, mend_number},
    },
};

/// Reads a table of customers.
///
/// # Errors
/// The sentence that says why it is none: no column for a name or a phone, a quote that never closes.
pub fn read(text: &str, reading: &Reading) -> Result<Contents, Refusal> {
    let text = with_line_feeds(text);
    let (separator, begin) = dialect::sniff(&text);
    let table = &text[begin..];
    dialect::check_quotes(table, separator)?;
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(table.as_bytes());
    let mut row = StringRecord::new();
    let wrong = |error: csv::Error| Refusal(format!("{error}."));
    if !reader.read_record(&mut row).map_err(wrong)? {
        return Err(Refusal("empty; there is nobody in it.".into()));
    }
    let header: Vec<String> = row.iter().map(|name| cell(name).into_owned()).collect();
    let columns = Columns::new(&header, &reading.map)?;
    let mut rows = Rows {
        contents: Contents::new(Kind::Csv),
        first_line: 1 + text[..begin].matches('\n').count(),
        table,
        columns,
        month_first: reading.month_first,
    };
    rows.contents.header = with_line_feed(raw(table, &row, &reader));
    while reader.read_record(&mut row).map_err(wrong)? {
        rows.take(&row, &reader);
    }
    rows.name_left_out();
    Ok(rows.contents)
}

/// Old Macs end lines with a carriage return alone.
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if text.contains('\r') && !text.contains('\n') {
        Cow::Owned(text.replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A cell without the apostrophe that keeps a spreadsheet from reading it as a formula.
pub fn cell(text: &str) -> Cow<'_, str> {
    let text = match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(super::write::GUARDED) => rest,
        _ => text,
    };
    clean(text)
}

struct Rows<'a> {
    contents: Contents,
    first_line: usize,
    table: &'a str,
    columns: Columns,
    month_first: bool,
}

impl<'a> Rows<'a> {
    fn take(&mut self, row: &StringRecord, reader: &csv::Reader<&[u8]>) {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let line = self.line(row);
        let table = self.table;
        let raw = || with_line_feed(raw(table, row, reader));
        if let Some(reason) = self.misfit(row) {
            let raw = raw();
            return self.contents.refused.push(RowError { line, reason, raw });
        }
        let mut customer = Box::<Customer>::default();
        let damaged = self.phones(row, &mut customer);
        for reach in &self.columns.emails {
            for address in self.values(row, reach.column) {
                customer.emails.push(Email {
                    address,
                    label: self.label(row, reach),
                    ..Email::default()
                });
            }
        }
        let places = self.columns.addresses.iter();
        customer
            .addresses
            .extend(places.filter_map(|columns| address(row, columns, self.columns.ours)));
        let record = RowReader::new(customer, &self.columns, self.month_first).finish(row, line);
        for number in damaged {
            let text = format!("{number} is a phone that a spreadsheet damaged; kept as it is");
            self.contents.remark(line, text);
        }
        self.contents.take(record, raw);
    }

    /// Why a row does not fit the table; nothing of it is taken then, as its values may have shifted.
    fn misfit(&self, row: &StringRecord) -> Option<String> {
        let count = self.columns.count;
        if row.iter().any(|cell| cell.len() > VALUE_LIMIT) {
            return Some("a value is longer than 16 MB".into());
        }
        let beyond = row.iter().skip(count).any(|cell| !cell.trim().is_empty());
        beyond.then(|| format!("{} values, but {count} columns", row.len()))
    }

    /// Takes the phones; gives back those that lost digits.
    fn phones(&self, row: &StringRecord, customer: &mut Customer) -> Vec<String> {
        let mut damaged = Vec::new();
        for reach in &self.columns.phones {
            for text in self.values(row, reach.column) {
                let raw = match mend_number(&text) {
                    _ if self.columns.ours => text,
                    Number::Whole(number) => number.to_owned(),
                    Number::Damaged => {
                        damaged.push(text.clone());
                        text
                    }
                };
                customer.phones.push(Phone {
                    raw,
                    label: self.label(row, reach),
                    ..Phone::default()
                });
            }
        }
        damaged
    }

    /// The values of a cell: Google writes several with ` ::: ` between them, people with line breaks.
    fn values(&self, row: &StringRecord, column: usize) -> Vec<String> {
        let text = row.get(column).map(cell).unwrap_or_default();
        if text.is_empty() {
            return Vec::new();
        }
        let parts: Vec<&str> = if self.columns.ours {
            vec![&text]
        } else {
            text.split(":::").flat_map(str::lines).collect()
        };
        let parts = parts.into_iter().map(|part| line(part).into_owned());
        parts.filter(|part| !part.is_empty()).collect()
    }

    fn label(&self, row: &StringRecord, reach: &Reach) -> String {
        let said = reach.label_column.and_then(|at| row.get(at)).map(cell);
        match said {
            Some(said) if !said.is_empty() => label(&said, self.columns.ours),
            _ => reach.label.clone(),
        }
    }

    /// The line on which a row starts; the reader counts the line ends before it as part of it.
    fn line(&self, row: &StringRecord) -> usize {
        let (byte, line) = row.position().map_or((0, 1), |at| (at.byte(), at.line()));
        let rest = self.table.get(number(byte)..).unwrap_or("");
        let before = &rest[..rest.len() - rest.trim_start_matches(['\r', '\n']).len()];
        number(line) + self.first_line - 1 + before.matches('\n').count()
    }

    fn name_left_out(&mut self) {
        for at in self.columns.left_out() {
            let name = self.columns.names[at].clone();
            self.contents.ignore(&name);
        }
    }
}

/// The row as it stands in the file.
fn raw<'a>(table: &'a str, row: &StringRecord, reader: &csv::Reader<&[u8]>) -> &'a str {
    let from = row.position().map_or(0, |at| number(at.byte()));
    let to = number(reader.position().byte());
    let raw = table.get(from..to).unwrap_or("");
    raw.trim_matches(['\r', '\n'])
}

fn with_line_feed(raw: &str) -> String {
    format!("{raw}\n")
}

/// A label as it stands in a cell. Google writes `* Mobile` for the main one; our own are left as they are.
fn label(text: &str, ours: bool) -> String {
    if ours {
        line(text).into_owned()
    } else {
        line(text.trim_start_matches(['*', ' '])).to_lowercase()
    }
}

fn number(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// The address in these columns, if there is any of it.
fn address(row: &StringRecord, columns: &AddressColumns, ours: bool) -> Option<Address> {
    let mut address = Address::default();
    let mut formatted = String::new();
    address.label.clone_from(&columns.label);
    for (column, part) in &columns.parts {
        let text = row.get(*column).map(cell).unwrap_or_default();
        if text.is_empty() {
            continue;
        }
        match part {
            Part::Street => add_line(&mut address.street, &text),
            Part::City => address.city = line(&text).into_owned(),
            Part::Region => address.region = line(&text).into_owned(),
            Part::Postcode => address.postcode = line(&text).into_owned(),
            Part::Country => address.country = line(&text).into_owned(),
            Part::Formatted => formatted = text.into_owned(),
            Part::Label => address.label = label(&text, ours),
        }
    }
    if address.is_blank() {
        address.street = formatted;
    }
    (!address.is_blank()).then_some(address)
}
