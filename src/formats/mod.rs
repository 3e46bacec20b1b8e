//! Files of the outside world: bytes to records and back, one format a file.
//!
//! Nothing here opens a file or knows the store. What a file is, is decided by its content ([`read`]), never by its name.

pub mod csv;
mod encoding;
pub mod html;
pub mod ics;
pub mod json;
mod kind;
pub mod md;
mod name;
pub mod svg;
mod text;
pub mod till;
pub mod vcard;

use std::{borrow::Cow, collections::BTreeSet};

use serde::Serialize;

use crate::domain::{Customer, Refusal};
pub use json::Book;

/// The largest file that is read, in bytes.
pub const FILE_LIMIT: usize = 256 << 20;
/// The longest single value that is read, in bytes.
pub const VALUE_LIMIT: usize = 16 << 20;

/// One customer as a file tells them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// The customer; no row number, and `uid` only where the file gives one.
    pub customer: Box<Customer>,
    /// The line of the file on which the record starts, from 1.
    pub line: usize,
    /// The uid of who brought them; empty when the file does not say.
    pub referred_by: String,
}

/// A row or card that cannot become a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowError {
    /// The line of the file on which it starts, from 1.
    pub line: usize,
    /// Why, in a few words.
    pub reason: String,
    /// The row as it stands in the file, to be mended and imported again.
    #[serde(skip)]
    pub raw: String,
}

/// Something about one line that the shopkeeper should know; the line was taken all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The line of the file, from 1.
    pub line: usize,
    /// What is odd about it.
    pub text: String,
}

/// The format a file turned out to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// vCard 2.1, 3.0 or 4.0.
    Vcard,
    /// A table with a header line.
    Csv,
    /// Everything, as `export --format json` writes it.
    Json,
}

/// Everything read from one file. Records and refused rows together are all rows of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Contents {
    /// Its format.
    pub kind: Kind,
    /// Who is in it, in the order of the file.
    pub records: Vec<Record>,
    /// What could not be taken.
    pub refused: Vec<RowError>,
    /// What was odd, but was taken.
    pub remarks: Vec<Remark>,
    /// Names of properties or columns that were left out (photos, bookkeeping of other programs).
    pub ignored_properties: BTreeSet<String>,
    /// The header line of a table, to stand above refused rows.
    pub header: String,
    /// Contacts, promises, complaints and settings; only JSON has them.
    pub book: Option<Book>,
}

impl Contents {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            records: Vec::new(),
            refused: Vec::new(),
            remarks: Vec::new(),
            ignored_properties: BTreeSet::new(),
            header: String::new(),
            book: None,
        }
    }

    /// Takes a record in, or refuses it when nobody could be called by it.
    fn take(&mut self, record: Record, raw: impl FnOnce() -> String) {
        if record.customer.check().is_ok() {
            self.records.push(record);
        } else {
            self.refused.push(RowError {
                line: record.line,
                reason: "no name, call-me or phone".into(),
                raw: raw(),
            });
        }
    }

    /// Notes that something of this name is left out.
    fn ignore(&mut self, name: &str) {
        if !self.ignored_properties.contains(name) {
            self.ignored_properties.insert(name.to_owned());
        }
    }

    fn remark(&mut self, line: usize, text: impl Into<String>) {
        self.remarks.push(Remark {
            line,
            text: text.into(),
        });
    }
}

/// How to read what a file leaves open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Columns named by hand, as field and column: `("phone", "Mobile")`.
    pub map: Vec<(String, String)>,
    /// In `6/14`: is the month first?
    pub month_first: bool,
}

/// Reads a file of customers, whatever it is.
///
/// # Errors
/// The sentence that says what the file is instead, or what is missing, and what to do. It starts in lower case and fits after
/// the file's name and a colon.
pub fn read(bytes: &[u8], reading: &Reading) -> Result<Contents, Refusal> {
    let (kind, bytes) = recognised(bytes)?;
    match kind {
        Kind::Vcard => Ok(vcard::read(&bytes)),
        Kind::Csv => csv::read(&encoding::decode(&bytes), reading),
        Kind::Json => json::read(&encoding::decode(&bytes)),
    }
}

/// What a file is, and its bytes without UTF-16 and byte order mark.
fn recognised(bytes: &[u8]) -> Result<(Kind, Cow<'_, [u8]>), Refusal> {
    if bytes.len() > FILE_LIMIT {
        return Err(Refusal(
            "larger than 256 MB; split it into several files.".into(),
        ));
    }
    let bytes = encoding::without_utf16(bytes);
    Ok((kind::recognise(&bytes)?, bytes))
}

/// One customer on the way out.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// The customer.
    pub customer: &'a Customer,
    /// The uid of who brought them, or "".
    pub referred_by: &'a str,
}
